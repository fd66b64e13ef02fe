"""Checks any text, with or without a record given by hand, and words what was found and what was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.brief import Grounds
from assistant.domain.finding import Report, Suppression
from assistant.domain.language import Language
from assistant.errors import BadInput
from assistant.guardrail import Checker, Considered
from assistant.wording import Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class TextToCheck:
    """A text and what it is held against; ``inbound`` is a customer's, of which only hidden instructions are told."""

    text: str
    grounds: Grounds | None = None
    language: Language | None = None
    inbound: bool = False
    suppressions: tuple[Suppression, ...] = ()


def text_to_check(
    text: str, record: object = None, *, language: Language | None = None, inbound: bool = False
) -> TextToCheck:
    """``text`` with the grounds that ``record`` gives, where there is one; raises BadInput for a record that is wrong.

    A language that is given counts before the record's. What a customer writes is held against no record.
    """
    if record is None or inbound:
        return TextToCheck(text=text, language=language, inbound=inbound)
    from assistant.intake.given_record import grounds_from_record

    if not isinstance(record, Mapping):
        raise BadInput("bad_record", "The record is not a JSON object; see docs/reference/cli.md.")
    grounds, found = grounds_from_record(record)
    return TextToCheck(text=text, grounds=grounds, language=language or found)


def report_on(checker: Checker, asked: TextToCheck) -> Report:
    """Everything found in the text."""
    if asked.inbound:
        return checker.check_inbound(asked.text)
    return checker.check(asked.text, grounds=asked.grounds, language=asked.language, suppressions=asked.suppressions)


def considered_in(checker: Checker, asked: TextToCheck) -> tuple[Considered, ...]:
    """What the rules looked at in the text and did not stop, or weighed less than they might."""
    return checker.considered(asked.text, grounds=asked.grounds, language=asked.language, inbound=asked.inbound)


def report_document(report: Report, language: Language) -> dict[str, object]:
    """A line of ``tactful check --jsonl`` without its id, the messages in ``language``."""
    return {
        "verdict": report.verdict,
        "findings": [finding.as_line(language) for finding in report.findings],
        **suppressed_part(report, language),
        "errors": list(report.errors),
        "ms": round(report.ms, 3),
    }


def suppressed_part(report: Report, language: Language) -> dict[str, object]:
    """``suppressed``: what people let stand, with the reason; left out where there is nothing."""
    lines = [one.as_line(language) for one in report.suppressed]
    return {"suppressed": lines} if lines else {}


def considered_document(every: tuple[Considered, ...], words: Wording) -> list[dict[str, object]]:
    """What was considered, as the command line and the JSON API print it."""
    return [one.as_line(words.reason(one.why)) for one in every]
