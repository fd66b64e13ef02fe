"""Checks every clause by rules and by a model that never saw its neighbours: ``python -m evals.guardrail.folds``."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sklearn.model_selection import GroupKFold

from assistant.domain.language import Language
from assistant.guardrail import Checker, load_rules
from assistant.guardrail.wording import wording
from assistant.knowledge import shipped
from evals.guardrail.clauses import HERE, Clause
from evals.guardrail.examples import examples, grouped_clauses
from evals.guardrail.scoring import Judged, figures
from evals.guardrail.training import trained_on
from evals.linear import save

_FOLDS = 5


def judged_by_others(folder: Path = HERE) -> Iterator[Judged]:
    """Each clause with what the wording check says of it when the model has not learnt from its group."""
    rows = examples(folder)
    rules = load_rules(shipped("knowledge") / "guardrail")
    clauses: dict[str, list[Clause]] = {}
    for group, clause in grouped_clauses(folder):
        clauses.setdefault(group, []).append(clause)
    groups = np.array([row.group for row in rows])
    with TemporaryDirectory() as scratch:
        for fold, (fit, held) in enumerate(GroupKFold(_FOLDS).split(rows, groups=groups)):
            # Which category it is counts for nothing here, so one of them is enough.
            path = Path(scratch) / f"{fold}.npz"
            save(path, trained_on([rows[n] for n in fit], "", categories="A"))
            checker = Checker(replace(rules, model=replace(rules.model, path=path)), checks=(wording,))
            for group in dict.fromkeys(groups[held].tolist()):
                language = Language(group.split()[0]) if group in clauses else Language.EN
                for clause in clauses.get(group, ()):
                    yield _judged(clause, language, checker)


def _judged(clause: Clause, language: Language, checker: Checker) -> Judged:
    kind = "ok" if clause.is_ok else "bad"
    return Judged(
        language=language,
        kinds=(kind,) if clause.is_ok else (kind, clause.label),
        is_ok=clause.is_ok,
        pair=clause.pair,
        text=clause.text,
        report=checker.check(clause.text, language=language),
    )


if __name__ == "__main__":
    for line in figures(list(judged_by_others()), missed="--missed" in sys.argv):
        print(line)
