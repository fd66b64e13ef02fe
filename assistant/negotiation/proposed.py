"""Prices what a customer proposes: their words as an arrangement, exactly as they made it, or what is unclear in it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.language import Reason
from assistant.domain.money import ISO_DIGITS, Money, total
from assistant.negotiation.making import Maker
from assistant.negotiation.plan_spec import Rhythm
from assistant.negotiation.situation import Asked

_MONTH_DAYS = 30
_TWO = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What the customer proposes; None where their words do not make an arrangement, and ``doubts`` then say why."""

    arrangement: Arrangement | None
    doubts: tuple[Reason, ...] = ()


class _Unclear(Exception):
    """What was said makes no arrangement: the reason is what has to be asked."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def proposed(asked: Asked | None, maker: Maker) -> Proposal:
    """The proposal in ``asked``; a figure that was not said is filled by rule, or asked for, never guessed.

    "Now" is the policy's first day; equal parts come in its usual rhythm, or evenly up to the day that they name. A day
    on which nothing is paid moves to the next business day.
    """
    if asked is None:
        return Proposal(arrangement=None)
    doubts = tuple(_impossible(asked, maker))
    if doubts:
        return Proposal(arrangement=None, doubts=doubts)
    try:
        return Proposal(arrangement=_arrangement(asked, maker))
    except _Unclear as unclear:
        return Proposal(arrangement=None, doubts=(unclear.reason,))


def _impossible(asked: Asked, maker: Maker) -> list[Reason]:
    """Each figure that cannot be meant."""
    today, debt, terms = maker.situation.today, maker.debt, maker.terms
    found = []
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
    schedule = _schedule(asked, maker, to_pay)
    if not schedule:
        return None
    kind = _kind(kinds, schedule, maker, waived=waived, discounted=pct is not None)
    return maker.arrangement(kind, schedule, waived=waived, discount_pct=pct)


def _discount_pct(asked: Asked, maker: Maker) -> Decimal | None:
    """Per cent off the debt; of one sum in settlement what it leaves, to two decimals; None without a discount."""
    if asked.discount_pct is not None or OfferKind.DISCOUNT not in asked.kinds:
        return asked.discount_pct
    if asked.first_payment is None:
        raise _Unclear(Reason.of("ask_how_much_off"))
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


def _schedule(asked: Asked, maker: Maker, to_pay: Money) -> list[Instalment]:
    """The payments of ``to_pay``; none where nothing is proposed."""
    if asked.payments:
        return _listed(asked, maker, to_pay)
    kinds = set(asked.kinds)
    first = asked.first_payment or asked.promised
    in_part = first is not None and first < to_pay
    if OfferKind.INSTALMENTS in kinds or (asked.instalments or 0) > 1 or asked.per_instalment:
        if asked.first_payment == to_pay and asked.instalments != 1:
            raise _Unclear(Reason.of("ask_first_or_parts", amount=to_pay))
        return _in_parts(asked, maker, to_pay, first if in_part else None)
    if in_part or (OfferKind.PART_NOW in kinds and first is None):
        return _part_now(asked, maker, to_pay, first)
    if day := _by(asked, maker, maker.situation.authority.max_extension_days) or _promised_day(asked, maker):
        return [Instalment(due=day, amount=to_pay)]
    if OfferKind.EXTENSION in kinds:
        raise _Unclear(Reason.of("ask_until_when"))
    if kinds == {OfferKind.COLLATERAL}:
        raise _Unclear(Reason.of("ask_which_plan"))
    if kinds == {OfferKind.WAIVE_INTEREST} and (standing := _standing(maker)):
        return list(standing)
    return [Instalment(due=maker.pay_day, amount=to_pay)] if kinds else []


def _listed(asked: Asked, maker: Maker, to_pay: Money) -> list[Instalment]:
    """The payments as they list them; raises where they do not come to ``to_pay``."""
    named = total((each.amount for each in asked.payments if each.amount), to_pay.currency)
    left = to_pay - named
    if abs(left.minor) <= 10 ** ISO_DIGITS[left.currency] and asked.payments[-1].amount is not None:
        left = asked.payments[-1].amount + left  # three thirds are one whole
        return _on_days(asked, maker, [*(each.amount or left for each in asked.payments[:-1]), left])
    if left.minor < 0:
        raise _Unclear(Reason.of("doubt_above_debt", amount=named, debt=to_pay))
    if bool(left) == (asked.payments[-1].amount is not None):
        raise _Unclear(Reason.of("ask_rest_when", first=named, rest=left))
    return _on_days(asked, maker, [each.amount or left for each in asked.payments])


def _on_days(asked: Asked, maker: Maker, amounts: list[Money]) -> list[Instalment]:
    days = [maker.on_or_after(each.day) if each.day else maker.first_day for each in asked.payments]
    if days != sorted(set(days)):
        raise _Unclear(Reason.of("ask_which_days"))
    return [Instalment(due=due, amount=amount) for due, amount in zip(days, amounts, strict=True)]


def _standing(maker: Maker) -> tuple[Instalment, ...]:
    """The payments that were spoken of last, while all their days are to come; a waiver is asked on top of them."""
    made = next((each.arrangement for each in reversed(maker.situation.history)), None)
    if made is None or made.outstanding != maker.debt or made.discount or made.fees:
        return ()
    fits = made.scheduled == maker.debt and all(part.due >= maker.situation.today for part in made.schedule)
    return made.schedule if fits else ()


def _by(asked: Asked, maker: Maker, limit_days: int) -> date | None:
    """The business day by which the rest is to be paid; moved forward where back would break the limit."""
    day = asked.until
    if day is None and asked.extension_days is not None:
        day = maker.day(asked.extension_days)
    limit = maker.day(limit_days)
    return maker.on_or_after(day, limit if day <= limit else None) if day else None


def _promised_day(asked: Asked, maker: Maker) -> date | None:
    return maker.on_or_after(asked.promised_on) if asked.promised_on else None


def _part_now(asked: Asked, maker: Maker, to_pay: Money, first: Money | None) -> list[Instalment]:
    rest_by = _by(asked, maker, maker.situation.authority.max_extension_days)
    if first is None:
        raise _Unclear(Reason.of("ask_how_much_now"))
    if rest_by is None:
        raise _Unclear(Reason.of("ask_rest_when", first=first, rest=to_pay - first))
    start = _start(asked, maker, rest_by)
    return [Instalment(due=start, amount=first), Instalment(due=rest_by, amount=to_pay - first)]


def _start(asked: Asked, maker: Maker, before: date | None) -> date:
    """The day of the first payment: as promised, else now, else tomorrow; raises where the rest comes before it."""
    for day in (_promised_day(asked, maker), maker.first_day, maker.on_or_after(maker.day(1))):
        if day is not None and (before is None or day < before):
            return day
    raise _Unclear(Reason.of("ask_which_days"))


def _in_parts(asked: Asked, maker: Maker, to_pay: Money, first: Money | None) -> list[Instalment]:
    until = _by(asked, maker, maker.situation.authority.plan_within)
    start = _start(asked, maker, until)
    amounts = _amounts(asked, maker, to_pay, first, (until - start).days if until else None)
    if min(amount.minor for amount in amounts) <= 0:
        raise _Unclear(Reason.of("ask_parts_too_small", count=len(amounts), amount=to_pay))
    days = _days(asked, maker, start, until, len(amounts))
    return [Instalment(due=due, amount=amount) for due, amount in zip(days, amounts, strict=True)]


def _amounts(asked: Asked, maker: Maker, to_pay: Money, first: Money | None, days: int | None) -> list[Money]:
    """First what they pay first, then equal parts, or those that they name; the last is what is left."""
    rest = to_pay - first if first else to_pay
    ahead = [first] if first else []
    equal, count = asked.per_instalment, asked.instalments
    if equal is not None:
        return [*ahead, *_named_parts(rest, equal, count - len(ahead) if count else None, maker.terms.most_payments)]
    if count is None and days is not None:
        count = days // (asked.every_days or _MONTH_DAYS) + 1
    if count is None:
        raise _Unclear(Reason.of("ask_how_many"))
    _require_workable(count, maker.terms.most_payments)
    return [*ahead, *maker.split(rest, max(count - len(ahead), 1))]


def _require_workable(count: int, most: int) -> None:
    """Raise for more payments than anybody agrees to, which small parts of a large debt come to."""
    if count > most:
        raise _Unclear(Reason.of("doubt_count", count=count, most=most))


def _named_parts(rest: Money, equal: Money, count: int | None, most: int) -> list[Money]:
    """``rest`` in parts of ``equal``; a count that they named has to come to it, but for rounding."""
    needed = -(-rest.minor // equal.minor)
    left_open = rest.minor - equal.minor * (needed if count is None else count)
    # 3 x 33,333 stands for 100,000; 3 x 30,000 does not.
    if count is not None and abs(left_open) * 100 > rest.minor and count != needed:
        raise _Unclear(Reason.of("ask_parts_do_not_sum", count=count, amount=equal, rest=rest))
    count = count or needed
    _require_workable(count, most)
    last = rest.minor - equal.minor * (count - 1)
    return [equal] * (count - 1) + [Money(last, rest.currency)]


def _days(asked: Asked, maker: Maker, start: date, until: date | None, count: int) -> list[date]:
    """Business days from ``start`` in the usual rhythm, or evenly up to ``until``; raises where two fall together.

    What a month's rhythm leads to keeps its number of the day: the 15th of each month.
    """
    limit = maker.day(maker.situation.authority.plan_within)
    span = (until - start).days if until else (asked.every_days or 0) * (count - 1)
    raw = [start + timedelta(days=span * n // max(count - 1, 1)) for n in range(count)]
    monthly = maker.in_rhythm(asked.promised_on or start, count, Rhythm.MONTH)
    if until and until == _by_month(asked, maker, monthly[-1]):
        raw = [start, *monthly[1:]]
    elif not span:
        raw = maker.in_rhythm(start, count, maker.terms.rhythms[0])
    days = [maker.on_or_after(day, limit if day <= limit else None) for day in raw]
    if days != sorted(set(days)):
        raise _Unclear(Reason.of("ask_which_days"))
    return days


def _by_month(asked: Asked, maker: Maker, last: date) -> date | None:
    """The business day of ``last``, moved as the day that they named is."""
    return _by(replace(asked, until=last), maker, maker.situation.authority.plan_within)


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
