"""Pairs of texts on a record given by hand: the first agrees with it, the second is slightly wrong at a known place.

Run as ``python -m evals.guardrail.record_pairs [dev|held]`` for the totals of a split, and for ``dev`` every miss.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.domain.finding import Report
from assistant.knowledge import Closed
from evals.lines import read_lines

Split = Literal["dev", "held"]
# Judges a text on a record: what a pair is measured with.
Judge = Callable[[str, dict[str, Any]], Report]
_FOLDER = Path(__file__).parent
_FILES: dict[Split, str] = {"dev": "record_pairs.jsonl", "held": "record_pairs_held.jsonl"}


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordPair(Closed):
    """``right`` agrees with the record named ``record``; ``wrong`` does not, from ``start`` to ``end``."""

    id: str
    record: str
    kind: str
    right: str
    wrong: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """How many pairs there are; wrong texts that passed or were stopped elsewhere; right ones that were stopped."""

    pairs: int
    missed: tuple[str, ...]
    misplaced: tuple[str, ...]
    alarms: tuple[str, ...]


def load_records() -> dict[str, dict[str, Any]]:
    """The records by name, each as ``tactful check --record`` takes it."""
    records: dict[str, dict[str, Any]] = json.loads((_FOLDER / "records.json").read_text(encoding="utf-8"))
    return records


def load_pairs(split: Split) -> tuple[RecordPair, ...]:
    """The pairs of ``split``; those of ``held`` are never read one by one, only counted."""
    return read_lines(_FOLDER / _FILES[split], RecordPair)


def measure(pairs: tuple[RecordPair, ...], judge: Judge) -> Totals:
    """Every pair judged on its record."""
    records, missed, misplaced, alarms = load_records(), [], [], []
    for pair in pairs:
        wrong = judge(pair.wrong, records[pair.record])
        if judge(pair.right, records[pair.record]).verdict.value != "pass":
            alarms.append(f"{pair.id}: {pair.right}")
        if wrong.verdict.value == "pass":
            missed.append(f"{pair.id}: {pair.wrong}")
        elif not any(f.start < pair.end and pair.start < f.end for f in wrong.findings):
            misplaced.append(f"{pair.id}: {pair.wrong}")
    return Totals(pairs=len(pairs), missed=tuple(missed), misplaced=tuple(misplaced), alarms=tuple(alarms))


def _main(split: Split) -> None:
    from assistant.bootstrap import build_checker
    from assistant.intake.given_record import grounds_from_record

    checker = build_checker()

    def judge(text: str, record: dict[str, Any]) -> Report:
        grounds, language = grounds_from_record(record)
        return checker.check(text, grounds=grounds, language=language)

    totals = measure(load_pairs(split), judge)
    counts = f"missed {len(totals.missed)}, elsewhere {len(totals.misplaced)}, false alarms {len(totals.alarms)}"
    print(f"{split}: {totals.pairs} pairs, {counts}")
    for line in (*totals.missed, *totals.misplaced, *totals.alarms) if split == "dev" else ():
        print(line)


if __name__ == "__main__":
    _main("held" if sys.argv[1:] == ["held"] else "dev")
