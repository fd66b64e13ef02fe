"""An endpoint that does everything wrong that it can, and fifty drafts for each of it by the path that a user takes."""
