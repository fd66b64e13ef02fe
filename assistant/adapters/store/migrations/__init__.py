"""The steps that bring a record of any age to what this program needs."""
