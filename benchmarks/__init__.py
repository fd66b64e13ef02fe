"""Speed, as ratios measured in one run against what a user would pick instead: machines are noisy, ratios are not."""
