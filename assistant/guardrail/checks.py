"""What a check is: a function with a name and a version that looks at a reading and yields findings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from assistant.domain.finding import Finding
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet


class Need(StrEnum):
    """What a check cannot do without."""

    GROUNDS = "grounds"
    BRIEF = "brief"


@dataclass(frozen=True, slots=True)
class Match:
    """A place in the original text that states a fact; ``fact`` is its id, or ids joined by ``+`` for a sum."""

    start: int
    end: int
    fact: str


Outcome: TypeAlias = Finding | Match
Look: TypeAlias = Callable[[Reading, RuleSet], Iterable[Outcome]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A named, versioned look at a text; it is left out where what it needs is not given."""

    id: str
    version: str
    look: Look
    needs: frozenset[Need] = frozenset()

    def applies_to(self, reading: Reading) -> bool:
        """Whether the reading holds what this check needs."""
        given = {Need.GROUNDS: reading.grounds, Need.BRIEF: reading.brief}
        return all(given[need] is not None for need in self.needs)


def check(*, id: str, version: str, needs: Iterable[Need] = ()) -> Callable[[Look], Check]:  # noqa: A002  (the field's name)
    """Make a check of the function below."""
    return lambda look: Check(id=id, version=version, look=look, needs=frozenset(needs))
