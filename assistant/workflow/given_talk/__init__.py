"""Negotiating on a record given by hand, one line at a time: nothing is read from the record, nothing is stored."""
