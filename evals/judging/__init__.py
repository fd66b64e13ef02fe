"""A model as judge of tone: its grades are advice, printed apart from what is computed."""

from evals.judging.grading import Grade, Judge, ModelJudge, Unjudged

__all__ = ["Grade", "Judge", "ModelJudge", "Unjudged"]
