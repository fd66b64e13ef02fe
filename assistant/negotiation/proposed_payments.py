"""Lays out when a customer would pay how much, as they say it; what they leave open goes by rule, or is asked."""

from dataclasses import replace
from datetime import date, timedelta

from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.language import Reason
from assistant.domain.money import ISO_DIGITS, Money, total
from assistant.negotiation.making import Maker
from assistant.negotiation.plan_spec import Rhythm
from assistant.negotiation.situation import Asked

_MONTH_DAYS = 30


class Unclear(Exception):
    """What was said makes no arrangement: the reason is what has to be asked."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def proposed_payments(asked: Asked, maker: Maker, to_pay: Money) -> list[Instalment]:
    """The payments of ``to_pay``; none where nothing is proposed. Raises Unclear for what has to be asked."""
    if asked.payments:
        return _listed(asked, maker, to_pay)
    kinds = set(asked.kinds)
    first = asked.first_payment or asked.promised
    in_part = first is not None and first < to_pay
    if OfferKind.INSTALMENTS in kinds or (asked.instalments or 0) > 1 or asked.per_instalment:
        if asked.first_payment == to_pay and asked.instalments != 1:
            raise Unclear(Reason.of("ask_first_or_parts", amount=to_pay))
        return _in_parts(asked, maker, to_pay, first if in_part else None)
    if in_part or (OfferKind.PART_NOW in kinds and first is None):
        return _part_now(asked, maker, to_pay, first)
    if day := _by(asked, maker, maker.situation.authority.max_extension_days) or _promised_day(asked, maker):
        return [Instalment(due=day, amount=to_pay)]
    if OfferKind.EXTENSION in kinds:
        raise Unclear(Reason.of("ask_until_when"))
    if kinds == {OfferKind.COLLATERAL}:
        raise Unclear(Reason.of("ask_which_plan"))
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
        raise Unclear(Reason.of("doubt_above_debt", amount=named, debt=to_pay))
    if bool(left) == (asked.payments[-1].amount is not None):
        raise Unclear(Reason.of("ask_rest_when", first=named, rest=left))
    return _on_days(asked, maker, [each.amount or left for each in asked.payments])


def _on_days(asked: Asked, maker: Maker, amounts: list[Money]) -> list[Instalment]:
    days = [maker.on_named(each.day) if each.day else maker.first_day for each in asked.payments]
    if days != sorted(set(days)):
        raise Unclear(Reason.of("ask_which_days"))
    return [Instalment(due=due, amount=amount) for due, amount in zip(days, amounts, strict=True)]


def _standing(maker: Maker) -> tuple[Instalment, ...]:
    """The payments that were spoken of last, while all their days are to come; a waiver is asked on top of them."""
    made = next((each.arrangement for each in reversed(maker.situation.history)), None)
    if made is None or made.outstanding != maker.debt or made.discount or made.fees:
        return ()
    fits = made.scheduled == maker.debt and all(part.due >= maker.situation.today for part in made.schedule)
    return made.schedule if fits else ()


def _by(asked: Asked, maker: Maker, limit_days: int) -> date | None:
    """The business day by which the rest is to be paid; back to the last one within the limit, where it goes so far."""
    day = asked.until
    if day is None and asked.extension_days is not None:
        day = maker.day(asked.extension_days)
    limit = maker.day(limit_days)
    return maker.on_named(day, limit if day <= limit else None) if day else None


def _promised_day(asked: Asked, maker: Maker) -> date | None:
    return maker.on_named(asked.promised_on) if asked.promised_on else None


def _part_now(asked: Asked, maker: Maker, to_pay: Money, first: Money | None) -> list[Instalment]:
    rest_by = _by(asked, maker, maker.situation.authority.max_extension_days)
    if first is None:
        raise Unclear(Reason.of("ask_how_much_now"))
    if rest_by is None:
        raise Unclear(Reason.of("ask_rest_when", first=first, rest=to_pay - first))
    start = _start(asked, maker, rest_by)
    return [Instalment(due=start, amount=first), Instalment(due=rest_by, amount=to_pay - first)]


def _start(asked: Asked, maker: Maker, before: date | None) -> date:
    """The day of the first payment: as promised, else now, else tomorrow; raises where the rest comes before it."""
    for day in (_promised_day(asked, maker), maker.first_day, maker.on_or_after(maker.day(1))):
        if day is not None and (before is None or day < before):
            return day
    raise Unclear(Reason.of("ask_which_days"))


def _in_parts(asked: Asked, maker: Maker, to_pay: Money, first: Money | None) -> list[Instalment]:
    until = _by(asked, maker, maker.situation.authority.plan_within)
    start = _start(asked, maker, until)
    amounts = _amounts(asked, maker, to_pay, first, (until - start).days if until else None)
    if min(amount.minor for amount in amounts) <= 0:
        raise Unclear(Reason.of("ask_parts_too_small", count=len(amounts), amount=to_pay))
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
        raise Unclear(Reason.of("ask_how_many"))
    _require_workable(count, maker.terms.most_payments)
    return [*ahead, *maker.split(rest, max(count - len(ahead), 1))]


def _require_workable(count: int, most: int) -> None:
    """Raise for more payments than anybody agrees to, which small parts of a large debt come to."""
    if count > most:
        raise Unclear(Reason.of("doubt_count", count=count, most=most))


def _named_parts(rest: Money, equal: Money, count: int | None, most: int) -> list[Money]:
    """``rest`` in parts of ``equal``; a count that they named has to come to it, but for rounding."""
    needed = -(-rest.minor // equal.minor)
    left_open = rest.minor - equal.minor * (needed if count is None else count)
    # 3 x 33,333 stands for 100,000; 3 x 30,000 does not.
    if count is not None and abs(left_open) * 100 > rest.minor and count != needed:
        raise Unclear(Reason.of("ask_parts_do_not_sum", count=count, amount=equal, rest=rest))
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
    monthly = maker.in_rhythm(start, count, Rhythm.MONTH)
    if until and until == _by_month(asked, maker, monthly[-1]):
        raw = monthly
    elif not span:
        raw = maker.in_rhythm(start, count, maker.terms.rhythms[0])
    days = [maker.on_named(day, limit if day <= limit else None, asked.promised_on) for day in raw]
    if days != sorted(set(days)):
        raise Unclear(Reason.of("ask_which_days"))
    return days


def _by_month(asked: Asked, maker: Maker, last: date) -> date | None:
    """The business day of ``last``, moved as the day that they named is."""
    return _by(replace(asked, until=last), maker, maker.situation.authority.plan_within)
