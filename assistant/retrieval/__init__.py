"""Retrieval: which clauses of a customer's own contracts answer a question, and which one states a term."""

from assistant.retrieval.array_index import ArrayIndex
from assistant.retrieval.cite import Citation
from assistant.retrieval.search import ClauseSearch, Found
from assistant.retrieval.vectors import EmbeddedVectors
from assistant.retrieval.wordlists import lead_ins

__all__ = ["ArrayIndex", "Citation", "ClauseSearch", "EmbeddedVectors", "Found", "lead_ins"]
