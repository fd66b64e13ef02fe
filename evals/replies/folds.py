"""Reads the training replies with models that never saw their templates: ``python -m evals.replies.folds [split…]``.

What the whole reader, patterns and model together, is worth on replies that neither is tuned on shows here best.
"""

import sys
from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.model_selection import GroupKFold

from assistant.domain.reading import Reading
from assistant.hashed_model import HashedModel
from assistant.intake.replies import read_reply
from assistant.intake.replies.given import day_from, ledger_from
from benchmarks.replies import figures
from evals.linear import matrix, model_of, train
from evals.replies.examples import SPLITS, examples
from evals.replies.replies import EvalReply, load_replies
from evals.replies.training import labels_in

_FOLDS = 5


def read_by_others(splits: Sequence[str]) -> Iterator[tuple[EvalReply, Reading]]:
    """Each reply of ``splits`` with what it is read as by a model that was trained without its template."""
    rows = examples()
    given = matrix(rows)
    labels = labels_in(rows)
    groups = np.array([row.group for row in rows])
    replies = {f"{split} {reply.template}": [] for split in splits for reply in load_replies(split)}
    for split in splits:
        for reply in load_replies(split):
            replies[f"{split} {reply.template}"].append(reply)
    for fit, held in GroupKFold(_FOLDS).split(rows, groups=groups):
        model = model_of({label: train([rows[n] for n in fit], given[fit], label) for label in labels}, "")
        for group in dict.fromkeys(groups[held].tolist()):
            for reply in replies.get(group, ()):
                yield reply, _read(reply, model)


def _read(reply: EvalReply, model: HashedModel) -> Reading:
    return read_reply(reply.text, day_from(reply.received), ledger_from(reply.record), model)


if __name__ == "__main__":
    chosen = [each for each in SPLITS if each in sys.argv[1:]] or SPLITS
    for line in figures(list(read_by_others(chosen)), missed="--missed" in sys.argv):
        print(line)
