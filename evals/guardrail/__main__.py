"""Figures of the guardrail on texts kept aside: ``python -m evals.guardrail [seen|unseen|further…] [--missed]``."""

import sys
from collections.abc import Iterator

from assistant.guardrail import Checker, load_rules
from assistant.knowledge import shipped
from evals.guardrail.held import HALVES, load_held
from evals.guardrail.scoring import Judged, figures


def judged_texts(half: str, checker: Checker) -> Iterator[Judged]:
    """Every text of the half with what the checker says of it."""
    for held in load_held(half):
        report = checker.check(held.text, language=held.language)
        yield Judged(
            language=held.language,
            kinds=(held.kind,),
            is_ok=held.is_ok,
            pair=held.pair,
            text=held.text,
            report=report,
        )


if __name__ == "__main__":
    shipped_checker = Checker(load_rules(shipped("knowledge") / "guardrail"))
    for chosen in [half for half in HALVES if half in sys.argv[1:]] or HALVES:
        print(f"== {chosen}")
        for line in figures(list(judged_texts(chosen, shipped_checker)), missed="--missed" in sys.argv):
            print(line)
