"""Terms of payment: sentences of contracts, each with the values that a person reads out of it."""

from evals.terms.scoring import Marks, mark
from evals.terms.sentences import SPLITS, EvalSentence, load_sentences

__all__ = ["SPLITS", "EvalSentence", "Marks", "load_sentences", "mark"]
