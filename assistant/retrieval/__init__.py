"""Retrieval: which clauses of a customer's contracts and which pieces of its history answer a question."""

from assistant.retrieval.array_index import ArrayIndex
from assistant.retrieval.cite import Citation
from assistant.retrieval.history import HistorySearch
from assistant.retrieval.search import ClauseSearch, Found
from assistant.retrieval.vectors import EmbeddedVectors
from assistant.retrieval.wordlists import lead_ins

__all__ = ["ArrayIndex", "Citation", "ClauseSearch", "EmbeddedVectors", "Found", "HistorySearch", "lead_ins"]
