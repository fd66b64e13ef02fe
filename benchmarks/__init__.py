"""Speed, as ratios in one run against what a user would pick instead; search and terms also by what they find."""
