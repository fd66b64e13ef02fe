"""Texts for the guardrail in three languages: what its model learns from, and what it is measured by."""
