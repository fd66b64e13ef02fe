"""Reads ``sentences.txt``: single sentences, each with the cause and the signs that it was written for."""

from dataclasses import dataclass
from pathlib import Path

from evals.replies.replies import HERE

FILE = "sentences.txt"


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingSentence:
    """A sentence, its cause (``unknown`` where it gives none), and the labels that it has, or with a minus has not."""

    text: str
    cause: str
    signs: tuple[str, ...]


def load_sentences(folder: Path = HERE) -> tuple[TrainingSentence, ...]:
    """Every sentence of the file, in its order."""
    found: list[TrainingSentence] = []
    cause, signs = "", ()
    for line in (folder / FILE).read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            cause, *rest = line.removeprefix("==").split()
            signs = tuple(rest)
        elif line.strip() and not line.startswith("#"):
            found.append(TrainingSentence(text=line, cause=cause, signs=signs))
    return tuple(found)
