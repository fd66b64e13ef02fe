"""A second opinion beside the rules: what the trained model makes of each sentence.

The model alone only asks a person to look; where a sign of wrong stands as well, the two together block.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
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

    ``injection`` is how likely it gives orders to a machine reader (0 to 1); ``enough`` whether it says enough for the
    model to speak up alone.
    """

    chance: float
    category: str
    injection: float
    enough: bool


@lru_cache(maxsize=1 << 13)
def opinion_of(sentence: str, path: Path) -> Opinion:
    """What the model in the file makes of a folded sentence; raises BadKnowledge.

    The last ones are kept: a letter is checked again after every edit, and letters share many of their sentences.
    """
    model = model_at(path)
    kinds = tuple(label for label in model.labels if label not in (BAD, INJECTION))
    odds = model.odds(model.places(sentence))
    return Opinion(
        chance=chance(odds[BAD]),
        category=max(kinds, key=odds.__getitem__),
        injection=chance(odds[INJECTION]),
        enough=_says_enough(sentence),
    )


def _says_enough(words: str) -> bool:
    return 2.5 * len(_HAN.findall(words)) + len(_LETTER.findall(words)) >= _FEWEST


@cache
def model_at(path: Path) -> HashedModel:
    """The model in the file, loaded when first used; raises BadKnowledge."""
    return load_model(path)
