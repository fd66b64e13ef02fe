"""How the report on a text looks on a terminal and in JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.cli.session import print_line
from assistant.cli.show import finding_line, suppressed_lines
from assistant.domain.finding import Report, Suppression
from assistant.domain.language import Language
from assistant.errors import BadInput, TactfulError
from assistant.guardrail import Checker
from assistant.guardrail.judge import ModelJudge
from assistant.wording import Wording
from assistant.workflow.check_text import (
    TextToCheck,
    considered_document,
    considered_in,
    report_document,
    report_on,
    text_to_check,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection:
    """What texts are judged by and in which language that is told; ``explain`` tells also what was not stopped."""

    checker: Checker
    words: Wording
    explain: bool
    suppressions: tuple[Suppression, ...] = ()
    judge: ModelJudge | None = None

    def report(self, asked: TextToCheck) -> Report:
        """What is found in a text; a judge adds what it finds in one of ours."""
        report = report_on(self.checker, asked)
        return self.judge.add_to(report, asked.text) if self.judge and not asked.inbound else report

    def asked(self, text: TextToCheck) -> TextToCheck:
        """``text`` with what people let stand."""
        return replace(text, suppressions=self.suppressions)

    def answer(self, number: int, item: Mapping[str, object] | BadInput) -> str:
        """Print the answer to one line, and give its verdict; what cannot be checked is an error, never a pass."""
        name = number if isinstance(item, BadInput) else item.get("id", number)
        try:
            document = self._checked(number, item)
        except TactfulError as error:
            document = {"verdict": "error", "findings": [], "errors": [str(error)], "ms": 0.0}
        print_line({"id": name, **document})
        return str(document["verdict"])

    def document(self, asked: TextToCheck, report: Report) -> dict[str, object]:
        """The report as JSON."""
        document = report_document(report, self.words.language)
        if self.explain:
            document["considered"] = considered_document(considered_in(self.checker, asked), self.words)
        return document

    def print_text(self, asked: TextToCheck, report: Report) -> None:
        """The report as lines: findings, failed checks, the verdict, and what was not stopped."""
        for finding in report.findings:
            print(f"{_line(asked.text, finding.start)}: {finding_line(finding, self.words)}")
            if finding.suggestion is not None:
                print(f"   → {finding.suggestion or '∅'}")
        for one in report.suppressed:
            said, why = suppressed_lines(one, self.words)
            print(f"{_line(asked.text, one.finding.start)}: {said}")
            print(why)
        for problem in report.errors:
            print(f"! {problem}")
        print(self.words.name(report.verdict))
        if self.explain:
            self._print_considered(asked)

    def _print_considered(self, asked: TextToCheck) -> None:
        every = considered_in(self.checker, asked)
        print(self.words.label("considered").format(count=len(every)))
        for one in every:
            place = f"{_line(asked.text, one.start)}: {one.start}–{one.end} «{one.excerpt}»"
            print(f"{place} {self.words.reason(one.why)} ({one.rule})")

    def _checked(self, number: int, item: Mapping[str, object] | BadInput) -> dict[str, object]:
        if isinstance(item, BadInput):
            raise item
        text, language = item.get("text"), _language(item.get("language"))
        if not isinstance(text, str):
            raise BadInput("no_text", f"line {number} has no text to check.", line=number)
        direction = item.get("direction", "outbound")
        if direction not in ("outbound", "inbound"):
            raise BadInput("bad_direction", f"line {number}: direction is outbound or inbound.", line=number)
        inbound = direction == "inbound"
        asked = self.asked(text_to_check(text, item.get("record"), language=language, inbound=inbound))
        told = replace(self, words=Wording.of(language)) if language else self
        return told.document(asked, self.report(asked))


def _language(tag: object) -> Language | None:
    return Language(tag) if isinstance(tag, str) and tag in set(Language) else None


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
