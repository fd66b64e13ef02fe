"""Terms of payment in a contract's text: which figures it names, for what, and where."""

from assistant.intake.terms.reading import read_terms

__all__ = ["read_terms"]
