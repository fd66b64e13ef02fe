"""The screens and the JSON API: login, pages and routes around the use cases; no rule of the trade lives here."""
