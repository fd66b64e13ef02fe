"""The shapes of what a person has checked and does about a finding, pressed on a page or sent as JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.domain.language import Language
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class TextGiven(Closed):
    """Any text; without ``language`` it is recognised, without ``record`` only the wording counts.

    ``explain`` asks also for what was looked at and not stopped.
    """

    text: str
    language: Language | None = None
    direction: Literal["outbound", "inbound"] = "outbound"
    record: dict[str, object] | None = None
    explain: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingGiven(Closed):
    """The finding that is meant: of the message's ``version``, by its rule and its place in subject and body."""

    version: int
    rule: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SuppressionGiven(FindingGiven):
    """A finding that may stand, and why."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingGiven(Closed):
    """A finding that may stand wherever these words stand in this very sentence: who says so, since when, and why."""

    rule: str
    excerpt: str
    sentence: str
    reason: str
    by: str
    since: date


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingFile(Closed):
    """What ``tactful check --suppressions`` reads."""

    suppressions: tuple[StandingGiven, ...]
