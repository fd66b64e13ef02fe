"""Clause search: questions about made-up contracts, each with the words of the contract that answer it."""

from evals.retrieval.budget import budget_for, is_found
from evals.retrieval.questions import SPLITS, EvalContract, EvalQuestion, load_contracts, load_questions, place_of

__all__ = [
    "SPLITS",
    "EvalContract",
    "EvalQuestion",
    "budget_for",
    "is_found",
    "load_contracts",
    "load_questions",
    "place_of",
]
