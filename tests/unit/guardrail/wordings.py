"""One checker of the wording alone, and short ways to ask it."""

from functools import cache

from assistant.domain.finding import Finding, Report, Verdict
from assistant.guardrail import Checker, RuleSet, load_rules
from assistant.guardrail.reading import read_text
from assistant.guardrail.wording import shows, wording
from assistant.knowledge import shipped


@cache
def shipped_rules() -> RuleSet:
    return load_rules(shipped("knowledge") / "guardrail")


@cache
def wording_checker() -> Checker:
    return Checker(shipped_rules(), checks=(wording,))


def judged(text: str) -> Report:
    return wording_checker().check(text)


def verdict_of(text: str) -> Verdict:
    return judged(text).verdict


def finding_of(rule: str, text: str) -> Finding:
    """The first finding of the rule, or of its sign."""
    return next(finding for finding in judged(text).findings if finding.rule.removesuffix("-sign") == rule)


def names_of(text: str) -> set[str]:
    return {finding.rule for finding in judged(text).findings}


def part_is_heard(part: str, text: str) -> bool:
    """Whether ``text`` shows the words by which the guardrail hears that part of a message."""
    reading = read_text(text, shipped_rules())
    return shows(shipped_rules().parts[part].words, reading)
