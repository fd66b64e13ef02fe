"""A second opinion beside the patterns: what the trained model makes of a reply's own words and of each sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.hashed_model import HashedModel, chance, load_model
from assistant.knowledge import shipped


@dataclass(frozen=True, kw_only=True, slots=True)
class Opinion:
    """The logarithm of the odds of each label: for all sentences together, and for each sentence by itself."""

    whole: Mapping[str, float]
    each: tuple[Mapping[str, float], ...]

    def odds(self, label: str) -> float:
        """Halfway between those of the whole reply and of the sentence that says it most clearly.

        The whole alone drowns one clear sentence in a long mail; the sentence alone lacks what stands around it.
        """
        return (self.whole[label] + self.each[self.carrier(label)][label]) / 2

    def certainty(self, label: str) -> float:
        """The odds as a chance between 0 and 1."""
        return chance(self.odds(label))

    def carrier(self, label: str) -> int:
        """The number of the sentence that speaks most for the label."""
        return max(range(len(self.each)), key=lambda n: self.each[n][label])


def opinion_of(sentences: Sequence[str], model: HashedModel) -> Opinion:
    """What ``model`` makes of these sentences."""
    places = [model.places(words) for words in sentences]
    return Opinion(
        whole=model.odds(frozenset().union(*places)),
        each=tuple(model.odds(each) for each in places),
    )


@cache
def shipped_model() -> HashedModel:
    """The model for replies, loaded when first used; raises BadKnowledge."""
    return load_model(shipped("knowledge") / "replies" / "model.npz")
