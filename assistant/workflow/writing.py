"""Has a brief worded and checked: once more when the check stops a model's words, and else by the composer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.finding import Finding, Report, Severity
from assistant.domain.language import Reason
from assistant.domain.model_calls import ModelCall
from assistant.domain.order import PLAIN, Order
from assistant.errors import Stopped
from assistant.guardrail import Checker
from assistant.ports import UNWATCHED, PassedOn, Watch, Writer
from assistant.prompting.ledger_names import Ledger
from assistant.workflow.desk import Desk
from assistant.workflow.named_others import names_others


class Noted(PassedOn):
    """A watch that passes everything on to another and keeps the calls, for the record of what left this machine."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(watch)
        self.calls: list[ModelCall] = []

    def called(self, call: ModelCall) -> None:
        """Keep it, and pass it on."""
        self.calls.append(call)
        super().called(call)


@contextmanager
def noting(desk: Desk, about: str, watch: Watch, *, version: int = 0) -> Iterator[Noted]:
    """A watch whose calls the caller stores with what came of them.

    When nothing came of them, because of a stop or any error, they are stored alone, as being about ``about``: what has
    left this machine is in the record, whatever the end.
    """
    noted = Noted(watch)
    try:
        yield noted
    except BaseException:
        if noted.calls:
            with desk.record.begin() as tx:
                tx.add_model_calls(about, noted.calls, version=version)
        raise


def write_and_check(
    writer: Writer,
    composer: Writer,
    checker: Checker,
    brief: Brief,
    order: Order = PLAIN,
    watch: Watch = UNWATCHED,
    *,
    ledger: Ledger | None = None,
) -> tuple[Draft, Report]:
    """The words of ``writer`` and what the guardrail found in them.

    A model's words that may not leave are written once more with the findings; when those may not leave either, or name
    somebody of ``ledger`` whom the brief does not, ``composer`` writes. What a reviewer may let stand stays as it is.
    Raises what writers raise, and Stopped also when ``watch`` was stopped while nobody listened.
    """
    draft, report = _checked(writer.write(brief, order, watch), checker, brief)
    stopping = _stopping(report)
    if _may_not_leave(draft, report) and stopping:
        again = replace(order, before=draft, findings=stopping)
        draft, report = _checked(writer.write(brief, again, watch), checker, brief)
    if why := _why_not(draft, report, brief, ledger):
        composed = composer.write(brief)
        draft, report = _checked(replace(composed, stamp=composed.stamp.instead_of(draft.stamp, why)), checker, brief)
    if watch.is_stopped():
        raise Stopped("model_stopped", "You stopped the model; nothing was changed.")
    return draft, report


def _stopping(report: Report) -> tuple[Finding, ...]:
    return tuple(finding for finding in report.findings if finding.severity is Severity.BLOCK)


def _may_not_leave(draft: Draft, report: Report) -> bool:
    return draft.stamp.writer == "model" and not report.verdict.may_leave


def _why_not(draft: Draft, report: Report, brief: Brief, ledger: Ledger | None) -> Reason | None:
    """Why a model's words are not taken; None when they are, and for other writers."""
    if _may_not_leave(draft, report):
        rules = sorted({finding.rule for finding in _stopping(report)} | set(report.errors))
        return Reason.of("blocked_by_guardrail", rules=", ".join(rules))
    if draft.stamp.writer == "model" and ledger and names_others(draft, brief, ledger):
        return Reason.of("model_named_others")
    return None


def _checked(draft: Draft, checker: Checker, brief: Brief) -> tuple[Draft, Report]:
    return draft, checker.check(draft.text, brief=brief)
