"""What customers write, read."""
