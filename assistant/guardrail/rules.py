"""What the guardrail runs: its rules, compiled, with all that they are read by, and how heavily each weighs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.brief import Grounds
from assistant.domain.finding import Severity, Stance
from assistant.domain.language import LocalText
from assistant.guardrail.function_words import FunctionWords
from assistant.guardrail.patterns import Index, Pattern
from assistant.guardrail.shapes import FindingText, Limits, RuleEntry, State, Weight, severity_of
from assistant.guardrail.spellings import Spellings
from assistant.guardrail.stance import StanceReader
from assistant.parts import PartTable

_HEAVIER = {None: 0, Severity.NOTE: 1, Severity.REVIEW: 2, Severity.BLOCK: 3}


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Compiled patterns for Chinese and for English."""

    zh: tuple[Pattern, ...]
    en: tuple[Pattern, ...]

    def in_script(self, *, chinese: bool) -> tuple[Pattern, ...]:
        """The patterns of one script."""
        return self.zh if chinese else self.en


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A rule ready to run."""

    id: str
    category: str
    severity: Severity
    message: LocalText
    suggestion: LocalText | None
    basis: tuple[str, ...]
    patterns: Pair
    unless: Pair
    stances: Mapping[Stance, Weight]
    states: Mapping[State, Mapping[Stance, Weight]]
    reluctance: bool
    sign: bool
    inbound: bool

    def weighs(self, stance: Stance, grounds: Grounds | None) -> Severity | None:
        """How much a hit in this stance weighs, or None; what the grounds say of legal steps comes first."""
        state = state_of(grounds)
        by_state = self.states.get(state, {}) if state else {}
        weight = by_state.get(stance, self.stances.get(stance))
        if weight is None:
            return self.severity if stance is Stance.ASSERTED else None
        return severity_of(weight)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of a message: the facts that state it, the words that show it, and what is said where it is wrong."""

    name: str
    message: LocalText
    roles: frozenset[str]
    words: Pair


@dataclass(frozen=True, kw_only=True, slots=True)
class Steering:
    """Cues with their weights, and the sum that is enough for the finding."""

    enough: int
    finding: FindingText
    cues: Mapping[str, tuple[int, Pair]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """One pattern of one rule (by its place in the set)."""

    rule: int
    pattern: Pattern
    chinese: bool
    says_no: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Probes:
    """Patterns of rules, and the index that tells which of them a sentence may match."""

    every: tuple[Probe, ...]
    index: Index

    def worth(self, lower: str) -> Iterator[Probe]:
        """The patterns worth searching ``lower`` for, in the order of their rules."""
        return map(self.every.__getitem__, self.index.worth(lower))


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelUse:
    """The file of the clause model, how sure it must be (0 to 1), and its findings' names by category."""

    path: Path
    sign: float
    review: float
    injection: float
    named: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleSet:
    """Everything the checks know; ``version`` names the set with digests of its files and what is switched off.

    ``categories`` has every rule by id, also those that are switched off and those that are written in code; ``own``
    are the ids of a company's own.
    """

    version: str
    limits: Limits
    rules: tuple[Rule, ...]
    probes: Probes
    signs: Probes
    entries: tuple[RuleEntry, ...]
    categories: Mapping[str, str]
    own: frozenset[str]
    spellings: Spellings
    stances: StanceReader
    parts: Mapping[str, Part]
    part_table: PartTable
    findings: Mapping[str, FindingText]
    cues: Mapping[str, Pair]
    function_words: FunctionWords
    model: ModelUse
    steering: Steering


def state_of(grounds: Grounds | None) -> State | None:
    """What the grounds say of legal steps; None when there are no grounds."""
    if grounds is None:
        return None
    if grounds.lawsuit_filed:
        return "filed"
    return "authorised" if grounds.legal_notice_authorised else "unauthorised"


def heavier(one: Severity | None, other: Severity | None) -> bool:
    """Whether ``one`` weighs more than ``other``."""
    return _HEAVIER[one] > _HEAVIER[other]
