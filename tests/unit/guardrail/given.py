"""The shipped rule set and a checker, loaded once for all tests of this room."""

from functools import cache

from assistant.domain.finding import Report
from assistant.domain.language import Language
from assistant.guardrail import Checker, load_rules
from assistant.intake.given_record import grounds_from_record
from assistant.knowledge import shipped


@cache
def checker() -> Checker:
    return Checker(load_rules(shipped("knowledge") / "guardrail"))


def judged(text: str, record: dict, language: Language = Language.ZH_HANS) -> Report:
    grounds, _ = grounds_from_record(record)
    return checker().check(text, grounds=grounds, language=language)


def found(report: Report) -> list[tuple[str, str]]:
    """Rule and excerpt of every finding, and nothing when a check failed quietly."""
    assert report.errors == ()
    return [(finding.rule, finding.excerpt) for finding in report.findings]
