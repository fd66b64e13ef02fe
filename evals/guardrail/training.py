"""Trains the guardrail's model: ``python -m evals.guardrail.training`` writes ``knowledge/guardrail/model.npz``."""

from collections.abc import Sequence

from assistant.guardrail.opinion import BAD, INJECTION
from assistant.hashed_model import HashedModel
from assistant.knowledge import shipped
from evals.guardrail.clauses import CATEGORIES
from evals.guardrail.examples import examples, fingerprint
from evals.linear import Example, matrix, model_of, save, train

SIZE = 1 << 17


def trained_on(rows: Sequence[Example], fingerprint: str, categories: str = CATEGORIES) -> HashedModel:
    """The model that learns from ``rows``: whether a clause is bad, and of the bad ones what is wrong."""
    given = matrix(rows, SIZE)
    labels = (BAD, INJECTION, *categories)
    return model_of({label: train(rows, given, label, "liblinear") for label in labels}, fingerprint)


def main() -> None:
    """Train on all that there is, and write the file."""
    save(shipped("knowledge") / "guardrail" / "model.npz", trained_on(examples(), fingerprint()))


if __name__ == "__main__":
    main()
