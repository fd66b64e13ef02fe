"""Negotiating on a case: what was said and offered, what may be, who granted more, and what was put in writing."""
