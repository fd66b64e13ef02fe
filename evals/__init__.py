"""Evaluation sets, and how what the product answers is scored on them."""
