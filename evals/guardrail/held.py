"""Reads the held-out texts: whole reminders, whole texts that must be blocked, and minimal pairs by what they probe."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.domain.language import Language
from assistant.knowledge import Closed
from evals.guardrail.clauses import HERE, OK
from evals.lines import read_lines

# The rules were written with the seen half at hand; nobody who works on them reads the other. The further texts came
# later, from other hands; only the harmless ones that were stopped have been read.
HALVES = ("seen", "unseen", "further")


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldText(Closed):
    """A text with its ``label`` (``ok``, or a category, or just ``bad``); ``functionality`` is what a pair probes."""

    id: str
    part: Literal["reminder", "blocked", "pair"]
    language: Language
    text: str
    label: str
    pair: str | None = None
    functionality: str = ""
    source: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether it may be sent."""
        return self.label == OK

    @property
    def kind(self) -> str:
        """What its figures are counted under."""
        return self.part if self.part != "pair" else f"pair {OK if self.is_ok else 'bad'}"


def load_held(half: str, folder: Path = HERE) -> tuple[HeldText, ...]:
    """The texts of one half, in order."""
    return read_lines(folder / "held" / f"{half}.jsonl", HeldText)
