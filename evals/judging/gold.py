"""The graded letters that a judge is held against: the same thirty contents in three languages, in ``gold.jsonl``."""

from dataclasses import dataclass
from pathlib import Path

from assistant.domain.kinds import Tone
from assistant.domain.language import Language
from assistant.knowledge import Closed
from evals.judging.grading import GoodFaith, Register
from evals.lines import read_lines


@dataclass(frozen=True, kw_only=True, slots=True)
class Graded(Closed):
    """One letter with its grade by the rubric; ``content`` names what its three languages have in common.

    ``asked`` is a tone that might have been asked for: where it is below ``force``, a judge should call it harsher.
    """

    id: str
    content: str
    language: Language
    asked: Tone
    text: str
    force: int
    register: Register
    good_faith: GoodFaith


def gold() -> tuple[Graded, ...]:
    """Every graded letter."""
    return read_lines(Path(__file__).with_name("gold.jsonl"), Graded)
