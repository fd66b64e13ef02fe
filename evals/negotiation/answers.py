"""Reads one line of ``tactful negotiate --jsonl``: every option in figures, our move among them, and the reply."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.domain.commitments import Instalment
from assistant.domain.money import Money
from assistant.errors import BadAmount
from evals.negotiation.terms import Terms


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One option; ``raw`` as it stands in the line, which is how the history repeats it."""

    terms: Terms
    within: bool
    approver: str | None
    raw: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A line read: ``fault`` says why it cannot be, ``refused`` why nothing was offered; ``reply`` is the draft.

    ``heard`` and ``doubts`` are what the customer's words were read as, for those who read the transcript.
    """

    options: tuple[Option, ...] = ()
    reply: Mapping[str, Any] | None = None
    heard: Mapping[str, Any] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    fault: str = ""
    refused: str = ""

    @property
    def move(self) -> Option | None:
        """Our move: the first option within authority."""
        return next((option for option in self.options if option.within), None)

    @property
    def confirms(self) -> bool:
        """Whether the reply is a written confirmation."""
        return (self.reply or {}).get("kind") == "written_confirmation"

    @property
    def body(self) -> str:
        """The words of the reply."""
        return str((self.reply or {}).get("body", ""))


def read_answer(raw: Mapping[str, Any], currency: str) -> Answer:
    """``raw`` as an answer; what cannot be read becomes its ``fault``."""
    if "error" in raw:
        return Answer(fault=f"error: {raw['error']}")
    if "refused" in raw:
        return Answer(refused=str(raw["refused"]))
    try:
        options = tuple(_option(option, currency) for option in raw["options"])
    except (KeyError, TypeError, ValueError, InvalidOperation, BadAmount) as error:
        return Answer(fault=f"unreadable: {error!r}")
    return Answer(
        options=options,
        reply=raw.get("reply"),
        heard=raw.get("reading") or {},
        doubts=tuple(str(one.get("code", one)) for one in raw.get("doubts", ())),
        fault="" if options else "no options",
    )


def _option(raw: Mapping[str, Any], currency: str) -> Option:
    terms = raw["terms"]

    def money(key: str) -> Money:
        return _money(terms.get(key) or "0", currency)

    read = Terms(
        kind=raw["kind"],
        outstanding=_money(terms["outstanding"], currency),
        late_interest=money("late_interest"),
        interest_waived=money("interest_waived"),
        discount=money("discount_amount"),
        discount_pct=Decimal(str(terms.get("discount_pct") or 0)),
        remaining=money("remaining"),
        schedule=tuple(
            Instalment(due=dt.date.fromisoformat(part["date"]), amount=_money(part["amount"], currency))
            for part in raw["schedule"]
        ),
        asks=tuple(str(one) for one in raw.get("asks", ())),
    )
    return Option(terms=read, within=raw["within_authority"] is True, approver=raw.get("needs_approval_by"), raw=raw)


def _money(value: object, currency: str) -> Money:
    # Cents of a currency that is billed without them are read, so that they can be found fault with.
    return Money.from_decimal(Decimal(str(value)), currency, billing_digits={})
