"""Says what a file of ``knowledge/terms`` holds about one language: how terms, shares of a price and rates are put."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from assistant.domain.contract_terms import TermField, Trigger
from assistant.domain.language import Language
from assistant.knowledge import Closed

Plain: TypeAlias = str | bool | int


@dataclass(frozen=True, kw_only=True)
class Saying(Closed):
    """One way to state a term: a pattern, how sure it is, and what its words mean besides what its groups hold.

    A detail with ``given`` counts only where the value read so far has these entries; with ``next`` it
    may also stand in the sentence that follows.
    """

    like: str
    sure: float = 0.0
    value: Mapping[str, Plain | Mapping[str, Plain]] | None = None
    given: Mapping[str, Plain] | None = None
    next: bool = False


@dataclass(frozen=True, kw_only=True)
class FieldPatterns(Closed):
    """How one field is stated, and what speaks against it in the same part of a sentence."""

    cues: tuple[str, ...]
    says: tuple[Saying, ...]
    also: tuple[Saying, ...] = ()
    needs: str = ""
    never: str = ""


@dataclass(frozen=True, kw_only=True)
class PartPatterns(Closed):
    """How a price is split into parts: where it may and may not be, what ends a part, the rest, the short form.

    ``retained`` names what is held back, ``up_to`` stands before a percentage that includes the parts before it.
    """

    cue: str
    never: str
    ends: str
    balance: str
    retained: str
    short: str
    up_to: str


@dataclass(frozen=True, kw_only=True)
class ReleasePatterns(Closed):
    """How money held back is released: what shows it, the shares (groups ``half`` and ``rest``), the period."""

    cue: str
    share: str
    period: str


@dataclass(frozen=True, kw_only=True)
class RatePatterns(Closed):
    """How rates are written, the periods they are for, what makes a percentage a ceiling, and published rates."""

    says: tuple[str, ...]
    periods: Mapping[str, str]
    ceiling: str
    benchmarks: Mapping[str, str]
    moves: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SumPatterns(Closed):
    """How a sum is written in words and figures at once."""

    sign: str
    written: str


@dataclass(frozen=True, kw_only=True)
class TermsFile(Closed):
    """The content of one file of ``knowledge/terms``."""

    version: int
    language: Language
    words: Mapping[str, str]
    latest: str
    earliest: str
    joins: str
    other: str
    triggers: Mapping[Trigger, str]
    units: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]
    parts: PartPatterns
    release: ReleasePatterns
    rates: RatePatterns
    sums: SumPatterns
    fields: Mapping[TermField, FieldPatterns]


@dataclass(frozen=True, kw_only=True)
class MoreFile(Closed):
    """A file that adds to another language's: further sayings go before those that are there."""

    version: int
    language: Language
    adds_to: Language
    fields: Mapping[TermField, tuple[Saying, ...]]
