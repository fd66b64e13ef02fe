"""Customers' replies with what a person reads in them, and how a reading compares with that."""

from evals.replies.replies import SPLITS, EvalReply, load_replies
from evals.replies.scoring import Scores, score

__all__ = ["SPLITS", "EvalReply", "Scores", "load_replies", "score"]
