"""What the guardrail reports: findings with exact spans, and the verdict that is their maximum."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.language import Language, LocalText


class Severity(StrEnum):
    """How much a finding weighs, lightest first."""

    NOTE = "note"
    REVIEW = "review"
    BLOCK = "block"


class Verdict(StrEnum):
    """What a report says, lightest first; ERROR means that a check failed, and counts as not allowed."""

    PASS = "pass"  # noqa: S105  (a verdict)
    REVIEW = "review"
    BLOCK = "block"
    ERROR = "error"

    @property
    def may_leave(self) -> bool:
        """Whether a person may approve the text at all."""
        return self in (Verdict.PASS, Verdict.REVIEW)


class Stance(StrEnum):
    """How the words stand in their sentence."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    QUOTED = "quoted"
    CONDITIONAL = "conditional"
    REPORTED = "reported"
    ASKED = "asked"


class Engine(StrEnum):
    """What found it."""

    RULES = "rules"
    RECORD = "record"
    MODEL = "model"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One place in the text, ``start`` to ``end`` in the ORIGINAL text, and what is wrong with it.

    ``category`` is a letter A to L of the guardrail's list (or ``M`` for missing parts and ``S`` for script and style);
    ``basis`` names the law, code or policy behind the rule; ``suggestion`` is a wording to use instead, empty to
    delete.
    """

    rule: str
    category: str
    severity: Severity
    start: int
    end: int
    excerpt: str
    message: LocalText
    suggestion: str | None
    stance: Stance
    engine: Engine
    basis: tuple[str, ...] = ()
    score: float = 1.0

    def as_line(self, language: Language) -> dict[str, object]:
        """The finding in the stable line format that the command line and the JSON API print."""
        return {
            "rule": self.rule,
            "category": self.category,
            "severity": self.severity,
            "start": self.start,
            "end": self.end,
            "excerpt": self.excerpt,
            "message": self.message.in_language(language),
            "suggestion": self.suggestion,
            "stance": self.stance,
            "engine": self.engine,
            "score": self.score,
            "basis": list(self.basis),
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Suppression:
    """A person's word that what ``rule`` found at one place may stand, with the reason.

    ``place`` is a digest of the words found and of the sentence around them: when either changes, this is void. ``by``
    is a login, ``at`` in UTC; ``as_reviewer`` tells that the person held that role.
    """

    rule: str
    place: str
    reason: str
    by: str
    at: datetime
    as_reviewer: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Suppressed:
    """A finding that somebody answers for; it counts for the verdict no longer."""

    finding: Finding
    suppression: Suppression

    def as_line(self, language: Language) -> dict[str, object]:
        """The finding's line with who let it stand, when and why."""
        made = self.suppression
        return {
            **self.finding.as_line(language),
            "suppressed": {"reason": made.reason, "by": made.by, "at": made.at.isoformat()},
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Everything found in one text; what a person lets stand is kept apart in ``suppressed``.

    ``errors`` names the checks that failed; ``matched`` pairs a place in the text with the fact that it states;
    ``fingerprint`` is a digest of text, grounds and rule set: an approval binds to it.
    """

    findings: tuple[Finding, ...]
    errors: tuple[str, ...]
    matched: tuple[tuple[int, int, str], ...]
    fingerprint: str
    ms: float
    suppressed: tuple[Suppressed, ...] = ()

    @property
    def suppressions(self) -> tuple[Suppression, ...]:
        """What people answer for, to be given along when the text is checked again."""
        return tuple(one.suppression for one in self.suppressed)

    @property
    def verdict(self) -> Verdict:
        """The maximum of the findings' severities, those apart left out; any failed check is an ERROR."""
        if self.errors:
            return Verdict.ERROR
        severities = {finding.severity for finding in self.findings}
        if Severity.BLOCK in severities:
            return Verdict.BLOCK
        return Verdict.REVIEW if Severity.REVIEW in severities else Verdict.PASS
