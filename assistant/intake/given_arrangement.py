"""Reads an offer of a negotiation as it is given back to us in JSON: our own options, or what a customer put so."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from assistant.domain.arrangement import Arrangement, InterestTreatment, Return
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.money import Money, total
from assistant.errors import BadAmount, BadInput
from assistant.intake.given_record import given_money

Member = TypeVar("Member", bound=StrEnum)


def arrangement_from(raw: object, *, owed: Money, late_interest: Money, invoice_nos: tuple[str, ...]) -> Arrangement:
    """The arrangement that ``raw`` is, an option as ``tactful negotiate --jsonl`` prints it; other keys are left alone.

    What ``terms`` does not state is taken from the debt as it stands: ``owed``, ``late_interest`` and its invoices;
    what it states as contested is no part of the arrangement. Raises BadInput for a kind, day or sum that cannot be
    read, and where the sums do not come out even.
    """
    offer = _mapping(raw, "offer")
    terms = _mapping(offer.get("terms") or {}, "terms")
    currency = owed.currency
    schedule = tuple(_payment(each, currency) for each in _list(offer.get("schedule")))
    if not schedule or any(one.due > other.due for one, other in pairwise(schedule)):
        raise _bad("schedule", "payments in the order of their days")

    def sum_of(key: str, otherwise: Money) -> Money:
        return _sum(terms[key], currency, key) if terms.get(key) is not None else otherwise

    nothing = Money.zero(currency)
    discount, fees = sum_of("discount_amount", nothing), sum_of("fees", nothing)
    apart = total((_contested(each, currency) for each in _list(terms.get("contested"))), currency)
    waived = sum_of("interest_waived", nothing)
    made = Arrangement(
        kind=_one_of(OfferKind, offer.get("kind") or _kind_of(schedule), "kind"),
        invoice_nos=tuple(str(no) for no in _list(terms.get("invoices"))) or invoice_nos,
        outstanding=sum_of("outstanding", owed + apart) - apart,
        late_interest=sum_of("late_interest", late_interest),
        interest_waived=waived,
        discount=discount,
        fees=fees,
        schedule=schedule,
        interest=_interest(terms.get("interest"), waived),
        discount_pct=_percent(terms.get("discount_pct")),
        returns=tuple(_one_of(Return, each, "returns") for each in _list(terms.get("returns"))),
        method=str(terms.get("method") or ""),
        security=str(terms.get("security") or ""),
        lapses_on=_day(terms["lapses_on"], "lapses_on") if terms.get("lapses_on") else None,
    )
    if terms.get("remaining") is not None and made.remaining + apart != _sum(terms["remaining"], currency, "remaining"):
        raise _bad("terms", "schedule + remaining = outstanding + late_interest - discount_amount - interest_waived")
    if made.remaining.minor < 0 or total((part.amount for part in schedule), currency).minor <= 0:
        raise _bad("schedule", "sums that come to no more than the debt")
    return made


def _kind_of(schedule: tuple[Instalment, ...]) -> OfferKind:
    return OfferKind.INSTALMENTS if len(schedule) > 1 else OfferKind.EXTENSION


def _one_of(members: type[Member], raw: object, key: str) -> Member:
    found = next((each for each in members if each.value == raw), None)
    if found is None:
        raise _bad(key, "one of " + ", ".join(each.value for each in members))
    return found


def _payment(raw: object, currency: str) -> Instalment:
    given = _mapping(raw, "schedule")
    return Instalment(due=_day(given.get("date"), "date"), amount=_sum(given.get("amount"), currency, "amount"))


def _contested(raw: object, currency: str) -> Money:
    return _sum(_mapping(raw, "contested").get("amount"), currency, "contested")


def _interest(raw: object, waived: Money) -> InterestTreatment:
    if raw is None:
        return InterestTreatment.WAIVED if waived else InterestTreatment.CONTINUES
    return _one_of(InterestTreatment, raw, "interest")


def _sum(raw: object, currency: str, key: str) -> Money:
    if isinstance(raw, str | int | float) and not isinstance(raw, bool):
        try:
            found = given_money(raw, currency)
        except BadAmount as error:
            raise _bad(key, f"a sum of {currency} such as 48200.00") from error
        if found.minor >= 0:
            return found
    raise _bad(key, f"a sum of {currency} such as 48200.00")


def _percent(raw: object) -> Decimal:
    if raw is None:
        return Decimal(0)
    found = Decimal(str(raw)) if isinstance(raw, str | int | float) and _is_number(str(raw)) else Decimal(-1)
    if not 0 <= found <= 100:
        raise _bad("discount_pct", "a number from 0 to 100")
    return found


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit()


def _day(raw: object, key: str) -> date:
    try:
        return date.fromisoformat(str(raw))
    except ValueError as error:
        raise _bad(key, "a day such as 2026-06-30") from error


def _mapping(raw: object, key: str) -> Mapping[str, object]:
    if not isinstance(raw, Mapping):
        raise _bad(key, "an object")
    return raw


def _list(raw: object) -> list[object]:
    return list(raw) if isinstance(raw, list | tuple) else []


def _bad(key: str, wanted: str) -> BadInput:
    message = f"The offer is wrong at {key!r}; give {wanted}."
    return BadInput("bad_offer", message, key=key, wanted=wanted)
