"""Decides whether a message states the payments of its arrangement as they are: each amount with its own day."""

from collections.abc import Iterator
from datetime import date

from assistant.domain.brief import FactValue
from assistant.domain.finding import Report
from assistant.domain.message import Message
from assistant.domain.money import Money
from assistant.errors import Blocked


def require_stated(message: Message, report: Report) -> None:
    """Raise Blocked where a line of the text puts an amount of the schedule beside another payment's day.

    ``report`` is of this text. Each figure is in the record, so no check of single figures finds that.
    """
    arrangement = message.brief.arrangement
    agreed = {(part.due, part.amount) for part in arrangement.schedule} if arrangement else set()
    if len(agreed) < 2:
        return
    days, amounts = {due for due, _ in agreed}, {amount for _, amount in agreed}
    for stated in _lines(message, report):
        due = [value for value in stated if isinstance(value, date) and value in days]
        paid = [value for value in stated if isinstance(value, Money) and value in amounts]
        wrong = next((pair for pair in zip(due, paid, strict=False) if pair not in agreed), None)
        if wrong and len(due) == len(paid):
            raise Blocked(
                "schedule_differs",
                f"{message.id} says {wrong[1]} on {wrong[0]}, which is not in its schedule; correct the text.",
                message=message.id,
                amount=wrong[1],
                day=wrong[0],
            )


def _lines(message: Message, report: Report) -> Iterator[list[FactValue]]:
    """The facts that each line states, in the order of the text."""
    values = {fact.id: fact.value for fact in message.brief.grounds.facts}
    start = 0
    for line in message.draft.text.splitlines(keepends=True):
        end = start + len(line)
        yield [values[ref] for at, _, ref in sorted(report.matched) if start <= at < end and ref in values]
        start = end
