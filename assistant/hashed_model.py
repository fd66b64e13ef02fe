"""Decides what a small trained model makes of a text: hashed n-grams, one weight for each label, and nothing else.

A model is a file of arrays that a training script of this repository wrote; no code is loaded from it. The same words
always get the same score, and the n-grams that carried a label can be named.
"""

import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
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


def grams(folded: str) -> Iterator[str]:
    """The n-grams of ``folded`` (small, narrow, Simplified): of characters in Chinese, of words and letters elsewhere.

    Figures are all alike; no n-gram reaches across a mark of punctuation.
    """
    run: list[str] = []
    for match in _TOKEN.finditer(folded):
        token = match[0]
        if token[0].isdigit():
            run.append("#")
        elif token[0].isalpha() and not "\u3400" <= token[0] <= "\u9fff":
            run.append(token)
        else:
            yield from _of_words(run)
            run = []
            yield from _of_han(token)
    yield from _of_words(run)


def _of_han(run: str) -> Iterator[str]:
    if not run[0].isalpha():
        yield from run if run in "!?" else ()
        return
    for size in range(1, _HAN + 1):
        for start in range(len(run) - size + 1):
            yield run[start : start + size]


def _of_words(run: Sequence[str]) -> Iterator[str]:
    for size in range(1, _WORDS + 1):
        for start in range(len(run) - size + 1):
            yield " ".join(run[start : start + size])
    for word in run:
        bounded = f"^{word}$"
        for size in _LETTERS:
            for start in range(len(bounded) - size + 1):
                yield f"~{bounded[start : start + size]}"


def place_of(gram: str, size: int) -> int:
    """Which of ``size`` places ``gram`` falls on."""
    return zlib.crc32(gram.encode()) % size


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
        return frozenset(place_of(gram, len(self.weights)) for gram in grams(folded))

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
