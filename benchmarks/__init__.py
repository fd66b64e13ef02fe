"""Speed, as ratios measured in one run against what a user would pick instead; search also by what it finds."""
