"""A second opinion beside the rules: what the trained model makes of each sentence.

The model alone only asks a person to look; where a sign of wrong stands as well, the two together block.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.hashed_model import HashedModel, chance, load_model

BAD, INJECTION = "bad", "injection"
# A name under a letter, a heading or a date says too little to be judged.
_FEWEST = 12.0
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely a sentence must not be said (0 to 1), and the category that it then most likely belongs to.

    ``injection`` is how likely it gives orders to a machine reader (0 to 1).
    """

    chance: float
    category: str
    injection: float


def opinions_of(sentences: Sequence[str], path: Path) -> tuple[Opinion, ...]:
    """What the model in the file makes of each of the folded sentences; raises BadKnowledge."""
    model = model_at(path)
    every = model.odds_of_each([model.places(words) for words in sentences])
    kinds = tuple(label for label in model.labels if label not in (BAD, INJECTION))
    return tuple(
        Opinion(chance(odds[BAD]), max(kinds, key=odds.__getitem__), chance(odds[INJECTION]))
        if _says_enough(words)
        else Opinion(0.0, kinds[0], 0.0)
        for words, odds in zip(sentences, every, strict=True)
    )


def _says_enough(words: str) -> bool:
    return 2.5 * len(_HAN.findall(words)) + len(_LETTER.findall(words)) >= _FEWEST


@cache
def model_at(path: Path) -> HashedModel:
    """The model in the file, loaded when first used; raises BadKnowledge."""
    return load_model(path)
