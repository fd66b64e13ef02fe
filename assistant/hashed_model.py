"""Decides what a small trained model makes of a text: hashed n-grams, one weight for each label, and nothing else.

A model is a file of arrays that a training script of this repository wrote; no code is loaded from it. The same words
always get the same score, and the n-grams that carried a label can be named.
"""

import math
import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from assistant.errors import BadKnowledge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORM = 1
_KEYS = frozenset({"form", "labels", "weights", "scale", "bias", "slope", "trained_on"})
_TOKEN = re.compile(r"[a-zà-ÿ]+(?:'[a-z]+)?|\d[\d,.:/-]*|[\u3400-\u9fff]+|[!?.,;:。、]")
_WORDS, _HAN = 3, 4
_LETTERS = (3, 4, 5)
_SPEAKING = "!?"  # marks that say something themselves


def grams(folded: str) -> Iterator[str]:
    """The n-grams of ``folded`` (small, narrow, Simplified): of characters in Chinese, of words and letters elsewhere.

    Figures are all alike; no n-gram reaches across a mark of punctuation.
    """
    for words, run in _runs(folded):
        yield from map(bytes.decode, _of_words(words))
        for word in words:
            yield from _letters(word)
        yield from map(bytes.decode, _of_han(run))


def place_of(gram: str, size: int) -> int:
    """Which of ``size`` places ``gram`` falls on."""
    return zlib.crc32(gram.encode()) % size


def places(folded: str, size: int) -> frozenset[int]:
    """The places of all `grams` of ``folded``: the same as `place_of` for each, only sooner, for letters are long."""
    found: set[int] = set()
    for words, run in _runs(folded):
        found.update([zlib.crc32(gram) % size for gram in _of_words(words) + _of_han(run)])
        for word in words:
            found.update(_places_of_letters(word, size))
    return frozenset(found)


def _runs(folded: str) -> Iterator[tuple[list[str], str]]:
    """The words up to a mark or a Chinese run, and that run; or one of the marks that say something."""
    words: list[str] = []
    for match in _TOKEN.finditer(folded):
        token = match[0]
        if token[0].isdigit():
            words.append("#")
        elif token[0].isalpha() and not "\u3400" <= token[0] <= "\u9fff":
            words.append(token)
        else:
            yield words, token if token[0].isalpha() or token in _SPEAKING else ""
            words = []
    yield words, ""


def _of_han(run: str) -> list[bytes]:
    if run in _SPEAKING:
        return [run.encode()] if run else []
    signs = run.encode()  # three bytes each
    ends = len(signs) + 1
    return [signs[at : at + size] for size in range(3, 3 * _HAN + 1, 3) for at in range(0, ends - size, 3)]


def _of_words(words: Sequence[str]) -> list[bytes]:
    signs = [word.encode() for word in words]
    spaced = [b" " + sign for sign in signs[1:]]
    found = gram = signs
    for size in range(1, _WORDS):
        gram = list(map(bytes.__add__, gram, spaced[size - 1 :]))
        found = found + gram
    return found


def _letters(word: str) -> Iterator[str]:
    bounded = f"^{word}$"
    for size in _LETTERS:
        for start in range(len(bounded) - size + 1):
            yield f"~{bounded[start : start + size]}"


@lru_cache(maxsize=1 << 15)
def _places_of_letters(word: str, size: int) -> frozenset[int]:
    return frozenset(place_of(gram, size) for gram in _letters(word))


@dataclass(frozen=True, kw_only=True, slots=True)
class HashedModel:
    """Weights for n-grams by their place, a column for each label; ``trained_on`` is the SHA-256 of the training data.

    A text's score for a label is the sum of the weights of its distinct n-grams, divided by the square root of their
    number, times ``scale``, plus ``bias``; ``slope`` makes it the logarithm of calibrated odds.
    """

    labels: tuple[str, ...]
    weights: "NDArray[np.int8]"
    scale: "NDArray[np.float32]"
    bias: "NDArray[np.float32]"
    slope: "NDArray[np.float32]"
    trained_on: str

    def places(self, folded: str) -> frozenset[int]:
        """Where the n-grams of ``folded`` fall; those of several sentences together make up those of their text."""
        return places(folded, len(self.weights))

    def odds(self, places: Collection[int]) -> dict[str, float]:
        """The logarithm of the odds, for each label, that a text with n-grams on these places says it."""
        import numpy as np

        total = self.weights[np.fromiter(places, dtype=np.intp)].sum(axis=0, dtype=np.int64)
        values = (total * self.scale / max(1.0, len(places) ** 0.5) + self.bias) * self.slope
        return dict(zip(self.labels, values.tolist(), strict=True))

    def strongest(self, folded: str, label: str, most: int = 5) -> tuple[str, ...]:
        """The n-grams of ``folded`` that speak most for ``label``, the strongest first."""
        column = self.weights[:, self.labels.index(label)]
        found = {gram: int(column[place_of(gram, len(column))]) for gram in grams(folded)}
        return tuple(sorted((g for g in found if found[g] > 0), key=lambda g: (-found[g], g))[:most])


def chance(odds: float) -> float:
    """The probability that belongs to the logarithm of odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def load_model(path: Path) -> HashedModel:
    """The model in the file; raises BadKnowledge for one that is missing, damaged or of another form."""
    import numpy as np

    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            arrays = {key: file[key] for key in file.files}
    except (OSError, ValueError, EOFError, AttributeError, BadZipFile) as error:
        raise _bad(path, "cannot be read") from error
    if set(arrays) != _KEYS or int(arrays["form"]) != FORM:
        raise _bad(path, f"is not of form {FORM}")
    labels = tuple(str(label) for label in arrays["labels"])
    if arrays["weights"].ndim != 2 or arrays["weights"].dtype != np.int8:
        raise _bad(path, "has weights of another kind")
    sizes = {arrays["weights"].shape[1], *(arrays[key].size for key in ("scale", "bias", "slope"))}
    if sizes != {len(labels)} or not all(np.isfinite(arrays[key]).all() for key in ("scale", "bias", "slope")):
        raise _bad(path, "has weights of another size than its labels")
    return HashedModel(
        labels=labels,
        weights=arrays["weights"],
        scale=arrays["scale"],
        bias=arrays["bias"],
        slope=arrays["slope"],
        trained_on=str(arrays["trained_on"]),
    )


def _bad(path: Path, problem: str) -> BadKnowledge:
    message = f"{path} {problem}; restore the file, or train it anew."
    return BadKnowledge("knowledge_invalid", message, path=str(path), place="arrays", problem=problem)
