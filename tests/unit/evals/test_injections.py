"""The passages from which the clause model learns what an order to a machine reads like."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.knowledge import Closed
from evals.lines import read_lines


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage(Closed):
    id: str
    text: str
    label: Literal["injection", "ok"]


PASSAGES = read_lines(Path(__file__).parents[3] / "evals" / "guardrail" / "injections.jsonl", Passage)


def test_the_passages_are_many_of_both_kinds_and_more_of_them_ordinary():
    labels = Counter(passage.label for passage in PASSAGES)
    assert labels["injection"] >= 450
    assert labels["ok"] >= labels["injection"] * 3 // 2


def test_no_passage_and_no_name_is_given_twice():
    assert len({passage.id for passage in PASSAGES}) == len(PASSAGES)
    assert len({passage.text for passage in PASSAGES}) == len(PASSAGES)
