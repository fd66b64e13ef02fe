"""Tactful: get late invoices paid without losing the customer."""
