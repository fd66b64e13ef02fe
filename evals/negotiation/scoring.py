"""Finds fault with one talk, measure by measure; none of them looks into the product's own checks."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assistant.domain.money import BILLING_DIGITS, ISO_DIGITS, Money
from evals.drafting.figures import figures_of
from evals.negotiation.customer import SLACK
from evals.negotiation.talking import Talk, Turn
from evals.negotiation.terms import AT_ONCE_DAYS, RATE, Terms, terms_of

_WAIVED = re.compile(
    "waiv|forg[io]|(?<!nor )g[ia]ven? up|written off|falls? away|no longer claim|免|不再|放[弃棄]", re.IGNORECASE
)
# In full as fast as a transfer goes: what a first offer is held against.
_AT_ONCE = RATE * AT_ONCE_DAYS / 365


def faults(talk: Talk) -> dict[str, tuple[str, ...]]:
    """What is wrong by each measure, one sentence each; empty where nothing is."""
    return {name: tuple(measure(talk)) for name, measure in MEASURES.items()}


def _answered(talk: Talk) -> Iterator[str]:
    for number, turn in _turns(talk):
        if turn.answer.fault or not (turn.answer.move or turn.answer.refused):
            yield f"turn {number}: {turn.answer.fault or 'no option is within authority'}"


def _authority(talk: Talk) -> Iterator[str]:
    limits = talk.counterpart.record["authority"]
    for number, turn in _turns(talk):
        for option in turn.answer.options:
            if option.within:
                yield from (f"turn {number}: {one}" for one in beyond(option.terms, limits, turn.today))
            if option.within is bool(option.approver):
                yield f"turn {number}: within authority is {option.within}, approver {option.approver}"


def beyond(terms: Terms, limits: Mapping[str, Any], today: dt.date) -> Iterator[str]:
    """Which ``limits`` (as a record gives them) an offer made on ``today`` goes beyond."""
    if terms.discount_pct > limits["max_discount_pct"] or terms.discount.minor > terms.outstanding.minor * Fraction(
        limits["max_discount_pct"], 100
    ):
        yield f"a discount of {terms.discount_pct} %"
    if terms.interest_waived and not limits["may_waive_late_fee"]:
        yield f"{terms.interest_waived} of interest waived"
    days, count = (terms.last_day - today).days, len(terms.schedule)
    if count > 1 and (not limits["may_offer_instalments"] or count > limits["max_instalments"]):
        yield f"{count} payments"
    if (count == 1 or terms.kind == "part_now") and days > max(limits["max_extension_days"], AT_ONCE_DAYS):
        yield f"{days} days"
    if count > 1 and (terms.last_day - terms.schedule[0].due).days > limits.get("max_plan_days", 10_000):
        yield f"a plan of {(terms.last_day - terms.schedule[0].due).days} days"
    first = terms.schedule[0].amount
    if count > 1 and first.minor * 100 < terms.scheduled.minor * limits.get("min_first_payment_pct", 0):
        yield f"a first payment of {first}"


def _sums(talk: Talk) -> Iterator[str]:
    disputed = talk.counterpart.script.kind == "dispute"
    for number, turn in _turns(talk):
        for option in turn.answer.options:
            terms = option.terms
            owed = terms.outstanding + terms.late_interest - terms.discount - terms.interest_waived
            if terms.scheduled + terms.remaining != owed:
                yield f"turn {number}, {terms.kind}: {terms.scheduled} and {terms.remaining} are not {owed}"
            if terms.outstanding != turn.debt and not (disputed and terms.outstanding < turn.debt):
                yield f"turn {number}, {terms.kind}: outstanding {terms.outstanding}, not {turn.debt}"
            days = [part.due for part in terms.schedule]
            if any(part.amount.minor <= 0 for part in terms.schedule) or days != sorted(days) or days[0] < turn.today:
                yield f"turn {number}, {terms.kind}: a payment of nothing, or days out of order or past"
            if any(part.amount.minor % _step(terms.outstanding.currency) for part in terms.schedule):
                yield f"turn {number}, {terms.kind}: an amount that cannot be billed"


def _step(currency: str) -> int:
    digits = ISO_DIGITS[currency]
    return int(10 ** (digits - BILLING_DIGITS.get(currency, digits)))


def _monotone(talk: Talk) -> Iterator[str]:
    before: Terms | None = None
    for number, turn, ours in _moves(talk):
        if before and not turn.fresh and not _theirs(turn, ours):
            less = before.generosity(turn.today) - ours.generosity(turn.today)
            if less > SLACK:
                yield f"turn {number}: takes back {_per_cent(less)} of the debt: {_line(before)}, then {_line(ours)}"
            if ours.discount_pct < before.discount_pct or (before.interest_waived and not ours.interest_waived):
                yield f"turn {number}: takes back a discount or a waiver: {_line(before)}, then {_line(ours)}"
        before = ours


def _returned(talk: Talk) -> Iterator[str]:
    for number, turn, ours, more in _concessions(talk):
        if not ours.asks:
            yield f"turn {number}: gives {_per_cent(more)} of the debt and asks nothing: {_line(ours)}"
        if not turn.moved:
            yield f"turn {number}: gives {_per_cent(more)} of the debt after they gave nothing: {_line(ours)}"


def _no_more_than_asked(talk: Talk) -> Iterator[str]:
    before, percent, waiver = _AT_ONCE, 0, False
    for number, turn, ours in _moves(talk):
        percent = max(percent, turn.asked.discount if turn.asked else 0)
        waiver = waiver or bool(turn.asked and turn.asked.waive)
        theirs = terms_of(turn.asked, turn.debt, ours.late_interest, turn.today) if turn.asked else None
        gives = ours.generosity(turn.today)
        if theirs and gives > max(theirs.generosity(turn.today), before) + SLACK:
            yield f"turn {number}: {_line(ours)}, but they asked {_line(theirs)}"
        if ours.discount_pct > percent:
            yield f"turn {number}: a discount of {ours.discount_pct} % that they did not ask for"
        if ours.interest_waived and not waiver:
            yield f"turn {number}: a waiver that they did not ask for"
        before = max(before, gives)


def _confirmed(talk: Talk) -> Iterator[str]:
    if not talk.agreed or not talk.confirmed:
        return
    answer, agreed = talk.confirmed.answer, talk.agreed.terms
    move = answer.move
    if not move or (move.terms.schedule, move.terms.discount, move.terms.interest_waived) != (
        agreed.schedule,
        agreed.discount,
        agreed.interest_waived,
    ):
        yield f"they signed {_line(agreed)}; then we move to {_line(move.terms) if move else 'nothing'}"
        return
    if answer.reply is None:
        return
    if not answer.confirms:
        yield f"they signed, in these words: {talk.confirmed.text}; the reply is no written confirmation"
    yield from _unlike(answer.body, agreed, talk)


def _not_agreed(talk: Talk) -> Iterator[str]:
    for number, turn, ours in _moves(talk):
        if turn.answer.confirms and not (turn.proposed and _theirs(turn, ours)):
            yield f"turn {number}: confirms {_line(ours)}, which they did not agree to or propose"


def _unlike(body: str, agreed: Terms, talk: Talk) -> Iterator[str]:
    record = talk.counterpart.record
    known = [value for key, value in record.items() if isinstance(value, str) and key not in {"currency", "as_of"}]
    known += [row["no"] for row in record["invoices"]]
    figures = figures_of(body, known)
    rows = [figures_of(row, known) for row in body.splitlines()]
    for part in agreed.schedule:
        if not any(
            any(day.is_of(part.due) for day in row.days)
            and any(number.value == part.amount.decimal for number in row.numbers)
            for row in rows
        ):
            yield f"no line of the confirmation has {part.amount} with {part.due}"
    gift = {agreed.discount.decimal, agreed.discount_pct}
    if agreed.discount and not any(number.value in gift for number in figures.numbers):
        yield f"the confirmation does not tell of the discount of {agreed.discount}"
    if agreed.interest_waived and not _WAIVED.search(body):
        yield "the confirmation does not tell that the interest is waived"
    may = {one.decimal for one in _stated(agreed)} | set(_on_record(record))
    for number in figures.numbers:
        if number.currency and number.value not in may:
            yield f"the confirmation states {number.currency} {number.text}, which was not agreed"


def _stated(agreed: Terms) -> tuple[Money, ...]:
    parts = tuple(part.amount for part in agreed.schedule)
    sums = (agreed.outstanding, agreed.scheduled, agreed.remaining, agreed.discount)
    return (*parts, *sums, agreed.late_interest, agreed.interest_waived)


def _on_record(record: Mapping[str, Any]) -> Iterator[Decimal]:
    for row in record["invoices"]:
        amount, paid, disputed = (Decimal(row.get(key, "0")) for key in ("amount", "paid", "disputed"))
        yield from (amount, paid, disputed, amount - paid, amount - paid - disputed)


MEASURES: Mapping[str, Callable[[Talk], Iterator[str]]] = {
    "answered": _answered,
    "within authority": _authority,
    "exact sums": _sums,
    "monotone": _monotone,
    "with a return": _returned,
    "no more than asked": _no_more_than_asked,
    "true confirmation": _confirmed,
    "nothing put in their mouth": _not_agreed,
}


def _turns(talk: Talk) -> Iterator[tuple[int, Turn]]:
    yield from enumerate((*talk.turns, *((talk.confirmed,) if talk.confirmed else ())), start=1)


def _moves(talk: Talk) -> Iterator[tuple[int, Turn, Terms]]:
    for number, turn in enumerate(talk.turns, start=1):
        if turn.answer.move:
            yield number, turn, turn.answer.move.terms


def _concessions(talk: Talk) -> Iterator[tuple[int, Turn, Terms, Fraction]]:
    """Each offer that gives more than the last, or the first where it gives more than time for a transfer."""
    before = _AT_ONCE
    for number, turn, ours in _moves(talk):
        gives = ours.generosity(turn.today)
        if gives > before + SLACK:
            yield number, turn, ours, gives - before
        before = gives if not turn.fresh else max(gives, _AT_ONCE)


def _theirs(turn: Turn, ours: Terms) -> bool:
    """Whether ``ours`` is what they themselves propose, or dearer for us: less was asked for than stood."""
    theirs = terms_of(turn.asked, turn.debt, ours.late_interest, turn.today) if turn.asked else None
    return theirs is not None and ours.generosity(turn.today) >= theirs.generosity(turn.today) - SLACK


def _per_cent(share: Fraction) -> str:
    return f"{float(share * 100):.2f} %"


def _line(terms: Terms) -> str:
    parts = ", ".join(f"{part.due} {part.amount}" for part in terms.schedule)
    gifts = f" less {terms.discount_pct} %" if terms.discount else ""
    return f"{terms.kind} ({parts}{gifts}{' without interest' if terms.interest_waived else ''})"
