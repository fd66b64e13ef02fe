"""Prices what a customer proposes: their words as an arrangement, exactly as they made it, or what is unclear in it."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.language import Reason
from assistant.domain.money import Money
from assistant.negotiation.making import Maker
from assistant.negotiation.proposed_payments import Unclear, proposed_payments
from assistant.negotiation.situation import Asked

_TWO = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What the customer proposes; None where their words do not make an arrangement, and ``doubts`` then say why."""

    arrangement: Arrangement | None
    doubts: tuple[Reason, ...] = ()


def proposed(asked: Asked | None, maker: Maker) -> Proposal:
    """The proposal in ``asked``; a figure that was not said is filled by rule, or asked for, never guessed.

    "Now" is the policy's first day; equal parts come in its usual rhythm, or evenly up to the day that they name. A day
    on which nothing is paid moves to the next business day, one by which they pay to the business day before.
    """
    if asked is None:
        return Proposal(arrangement=None)
    doubts = tuple(_impossible(asked, maker))
    if doubts:
        return Proposal(arrangement=None, doubts=doubts)
    try:
        return Proposal(arrangement=_arrangement(asked, maker))
    except Unclear as unclear:
        return Proposal(arrangement=None, doubts=(unclear.reason,))


def _impossible(asked: Asked, maker: Maker) -> list[Reason]:
    """Each figure that cannot be meant."""
    today, debt, terms = maker.situation.today, maker.debt, maker.terms
    found = [asked.unclear] if asked.unclear else []
    sums = [each for each in (asked.first_payment, asked.per_instalment, asked.promised) if each is not None]
    listed = [each.amount for each in asked.payments if each.amount]
    if strange := sorted({each.currency for each in (*sums, *listed)} - {debt.currency}):
        found.append(Reason.of("doubt_currency", theirs=strange, ours=debt.currency))
    else:
        owed = debt + maker.situation.late_interest
        found += [Reason.of("doubt_above_debt", amount=each, debt=debt) for each in sums if owed < each]
        found += [Reason.of("doubt_no_amount") for each in sums if each.minor <= 0]
    count, pct, extra = asked.instalments, asked.discount_pct, asked.extension_days
    if count is not None and not 1 <= count <= terms.most_payments:
        found.append(Reason.of("doubt_count", count=count, most=terms.most_payments))
    if pct is not None and not 0 < pct < 100:
        found.append(Reason.of("doubt_per_cent", pct=f"{pct.normalize():f}"))
    for number in (extra, asked.every_days):
        if number is not None and not 0 < number <= terms.farthest_days:
            found.append(Reason.of("doubt_days", days=number))
    days = [day for day in (asked.until, asked.promised_on) if day is not None]
    found += [Reason.of("doubt_past", day=day) for day in days if day < today]
    found += [Reason.of("doubt_far", day=day) for day in days if day > maker.day(terms.farthest_days)]
    if _is_two(asked):
        found.append(Reason.of("doubt_two", kinds=[kind.value for kind in asked.kinds]))
    return found


def _is_two(asked: Asked) -> bool:
    """Whether two ways to pay were named that exclude each other."""
    kinds = set(asked.kinds)
    in_parts = kinds & {OfferKind.INSTALMENTS, OfferKind.PART_NOW} or (asked.instalments or 0) > 1
    whole = OfferKind.FULL_NOW in kinds or (OfferKind.EXTENSION in kinds and asked.extension_days is not None)
    return bool(in_parts) and whole


def _arrangement(asked: Asked, maker: Maker) -> Arrangement | None:
    """Their proposal; None where they propose nothing."""
    kinds = set(asked.kinds)
    waived = asked.waive_interest or OfferKind.WAIVE_INTEREST in kinds
    pct = _discount_pct(asked, maker)
    to_pay = _settled(asked, maker, pct)
    schedule = proposed_payments(asked, maker, to_pay)
    if not schedule:
        return None
    kind = _kind(kinds, schedule, maker, waived=waived, discounted=pct is not None)
    return maker.arrangement(kind, schedule, waived=waived, discount_pct=pct)


def _discount_pct(asked: Asked, maker: Maker) -> Decimal | None:
    """Per cent off the debt; of one sum in settlement what it leaves, to two decimals; None without a discount."""
    if asked.discount_pct is not None or OfferKind.DISCOUNT not in asked.kinds:
        return asked.discount_pct
    if asked.first_payment is None:
        raise Unclear(Reason.of("ask_how_much_off"))
    if asked.first_payment < maker.debt:
        left = maker.debt - asked.first_payment
        return (Decimal(left.minor) * 100 / maker.debt.minor).quantize(Decimal("0.01"))
    return None


def _settled(asked: Asked, maker: Maker, pct: Decimal | None) -> Money:
    """What is paid in all."""
    if pct is None:
        return maker.debt
    if asked.discount_pct is None and asked.first_payment is not None:
        return asked.first_payment
    return maker.share(100 - pct)


def _kind(
    kinds: set[OfferKind], schedule: list[Instalment], maker: Maker, *, waived: bool, discounted: bool
) -> OfferKind:
    """The highest rung that the proposal stands on."""
    for wanted, kind in (
        (OfferKind.COLLATERAL in kinds, OfferKind.COLLATERAL),
        (discounted, OfferKind.DISCOUNT),
        (waived, OfferKind.WAIVE_INTEREST),
    ):
        if wanted:
            return kind
    last = schedule[-1].due
    if len(schedule) > 1:
        # A rest that comes later than any extension may is a plan of two payments.
        soon = last <= maker.day(maker.situation.authority.max_extension_days)
        in_two = soon and len(schedule) == _TWO and OfferKind.INSTALMENTS not in kinds
        return OfferKind.PART_NOW if in_two else OfferKind.INSTALMENTS
    if last > maker.first_day:
        return OfferKind.EXTENSION
    return OfferKind.OTHER_PAYMENT_METHOD if OfferKind.OTHER_PAYMENT_METHOD in kinds else OfferKind.FULL_NOW
