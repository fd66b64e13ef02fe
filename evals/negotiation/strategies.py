"""Who answers the customer: the product by its line format, and two that a person in a hurry might follow."""

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from types import TracebackType
from typing import Any, Protocol, TextIO, cast

from assistant.domain.commitments import Instalment
from assistant.domain.money import Money
from evals.negotiation.scripts import Demand
from evals.negotiation.terms import Terms, terms_of

Document = Mapping[str, Any]


class Strategy(Protocol):
    """Answers a line; ``asked`` and ``debt`` are what the two simple ones go by, who read no words."""

    def __call__(self, line: Document, asked: Demand | None, debt: Money) -> Document:
        """The answer to ``line`` in the form of `tactful negotiate --jsonl`."""
        ...


def by_lines(answer: Callable[[str], str]) -> Strategy:
    """The strategy of whatever turns a line into a line."""

    def strategy(line: Document, asked: Demand | None, debt: Money) -> Document:  # noqa: ARG001
        return cast(Document, json.loads(answer(json.dumps(line, ensure_ascii=False))))

    return strategy


class Product:
    """`tactful negotiate --jsonl` as a process of its own, spoken to line by line; to be used in a ``with``."""

    def __enter__(self) -> Strategy:
        """Start it."""
        command = [sys.executable, "-m", "assistant", "negotiate", "--jsonl"]
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        return by_lines(self._answer)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it by the end of its input."""
        with suppress(BrokenPipeError), self._process:
            pass

    def _answer(self, line: str) -> str:
        stdin, stdout = cast(TextIO, self._process.stdin), cast(TextIO, self._process.stdout)
        with suppress(BrokenPipeError):
            stdin.write(line + "\n")
            stdin.flush()
        return stdout.readline() or '{"error": "the command has ended"}'


def never_concede(line: Document, asked: Demand | None, debt: Money) -> Document:  # noqa: ARG001
    """All of it within a week, whatever they say."""
    today = dt.date.fromisoformat(line["record"]["as_of"])
    return document_of(_in_full(debt, today))


def always_accept(line: Document, asked: Demand | None, debt: Money) -> Document:
    """Exactly what they ask, whatever the authority; all of it within a week while they ask for nothing definite."""
    today = dt.date.fromisoformat(line["record"]["as_of"])
    theirs = terms_of(asked, debt, Money.zero(debt.currency), today) if asked else None
    return document_of(theirs or _in_full(debt, today))


def _in_full(debt: Money, today: dt.date) -> Terms:
    nothing = Money.zero(debt.currency)
    return Terms(
        kind="full_now",
        outstanding=debt,
        late_interest=nothing,
        interest_waived=nothing,
        discount=nothing,
        discount_pct=Decimal(0),
        remaining=nothing,
        schedule=(Instalment(due=today + dt.timedelta(days=7), amount=debt),),
    )


def document_of(terms: Terms) -> Document:
    """``terms`` as the one option of an answer, within authority by its own account, and no reply."""
    option = {
        "kind": _kind(terms),
        "terms": {
            "outstanding": str(terms.outstanding.decimal),
            "late_interest": str(terms.late_interest.decimal),
            "interest_waived": str(terms.interest_waived.decimal),
            "discount_pct": str(terms.discount_pct),
            "discount_amount": str(terms.discount.decimal),
            "remaining": str(terms.remaining.decimal),
        },
        "schedule": [{"date": one.due.isoformat(), "amount": str(one.amount.decimal)} for one in terms.schedule],
        "within_authority": True,
        "needs_approval_by": None,
        "asks": list(terms.asks),
    }
    return {"options": [option]}


def _kind(terms: Terms) -> str:
    if terms.kind != "asked":
        return terms.kind
    if terms.discount:
        return "discount"
    return {1: "extension", 2: "part_now"}.get(len(terms.schedule), "instalments")


SIMPLE: Mapping[str, Strategy] = {"accept": always_accept, "never": never_concede}
