"""Runs the examples that stand with a rule: what it must find, and what the whole guardrail must let pass."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.finding import Verdict
from assistant.guardrail.checker import Checker
from assistant.guardrail.shapes import RuleEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class Miss:
    """An example that does not hold: ``found_by`` are the rules that find it, none for a failing example not found."""

    rule: str
    example: str
    should_pass: bool
    found_by: tuple[str, ...] = ()


def misses(checker: Checker, entries: Iterable[RuleEntry]) -> Iterator[Miss]:
    """Every example that does not hold; a rule without a failing example is one, for nobody knows what it finds."""
    for entry in entries:
        failing = entry.fail.all()
        for example in failing or ("",):
            found = tuple(finding.rule for finding in checker.check(example).findings)
            if entry.id not in found:
                yield Miss(rule=entry.id, example=example, should_pass=False)
        for example in entry.passing.all():
            report = checker.check(example)
            if report.verdict is not Verdict.PASS:
                found = tuple(sorted({finding.rule for finding in report.findings}))
                yield Miss(rule=entry.id, example=example, should_pass=True, found_by=found)
