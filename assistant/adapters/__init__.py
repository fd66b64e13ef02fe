"""The outside world, one adapter per file: the record, the clock, files, models, passwords."""
