"""Reads the sentences of this folder; a key that nobody knows is refused, and so is a field that is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.contract_terms import TermField
from assistant.domain.language import Language
from assistant.knowledge import Closed
from evals.lines import read_lines

HERE = Path(__file__).parent
SPLITS = ("dev", "test")


@dataclass(frozen=True, kw_only=True)
class EvalSentence(Closed):
    """One line: the values that ``text`` states, by field, with the keys that count.

    ``looks_like`` names the field that a sentence without terms seems to state, ``may_read`` fields that may be read
    or left, ``blank`` that a blank stands where no key of the values shows it.
    """

    id: str
    language: Language
    text: str
    terms: Mapping[TermField, tuple[Mapping[str, Any], ...]]
    looks_like: TermField | None = None
    may_read: tuple[TermField, ...] = ()
    blank: bool = False

    @property
    def has_blank(self) -> bool:
        """Whether a figure was left out, so that a number read there is invented."""
        return self.blank or any("placeholder" in value for values in self.terms.values() for value in values)


def load_sentences(split: str, folder: Path = HERE) -> tuple[EvalSentence, ...]:
    """The sentences of a split in order; raises BadKnowledge that names the line."""
    return read_lines(folder / f"{split}.jsonl", EvalSentence)
