"""Trains the reader's second opinion: ``python -m evals.replies.training`` writes ``knowledge/replies/model.npz``.

Folds keep a template together.
"""

import sys
from collections.abc import Sequence

import numpy as np

from assistant.knowledge import shipped
from evals.linear import Example, Trained, matrix, model_of, save, train
from evals.replies.examples import examples, fingerprint

_FEWEST = 12


def labels_in(rows: Sequence[Example]) -> list[str]:
    """The labels that enough templates say to be learnt, in the order in which they come."""
    groups: dict[str, set[str]] = {}
    for row in rows:
        for label, said in row.says.items():
            groups.setdefault(label, set()).update([row.group] * said)
    return [label for label, found in groups.items() if len(found) >= _FEWEST]


def main() -> None:
    """Train on all that there is, write the file, and say what each label is worth on folds left out."""
    rows = examples()
    given = matrix(rows)
    trained = {label: train(rows, given, label) for label in labels_in(rows)}
    save(shipped("knowledge") / "replies" / "model.npz", model_of(trained, fingerprint()))
    for label, each in trained.items():
        print(f"{label:26} {_figures(rows, label, each)}", file=sys.stdout)


def _figures(rows: Sequence[Example], label: str, trained: Trained) -> str:
    """Found and false alarms on the folds left out, where the odds are even: of whole replies, else of mentions."""
    told = [n for n in trained.left_out if rows[n].whole] or list(trained.left_out)
    there = [trained.left_out[n] > 0 for n in told if rows[n].says[label]]
    not_there = [trained.left_out[n] > 0 for n in told if not rows[n].says[label]]
    return f"{len(there):4} times, found {np.mean(there):.2f}, false alarms {np.mean(not_there):.3f}"


if __name__ == "__main__":
    main()
