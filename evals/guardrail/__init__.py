"""Clauses of collection letters in three languages: what the guardrail's model learns from and is measured by."""
