"""Everything that we might offer within authority, cheapest first: a grid of days, shares, counts and gifts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Cause, Instalment
from assistant.domain.money import Money
from assistant.domain.negotiation import Party
from assistant.negotiation.making import DAYS_OF, ON_TOP, Maker
from assistant.negotiation.plan_spec import Rhythm
from assistant.negotiation.record_fit import is_careful, keeps_to_care
from assistant.negotiation.situation import Asked, Situation

# Discounts, and days for a rest, are tried in so many steps up to the limit; days for all of it in more.
_FINE, _FINEST = 6, 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What the customer asks for: ``proposal`` where it has its figures, ``kind`` the highest rung that they name.

    ``reach`` is the highest rung that is talked of: theirs, or that of our own last offer.
    """

    proposal: Arrangement | None
    kind: OfferKind | None
    reach: OfferKind | None
    waiver: bool
    discount: bool

    @classmethod
    def of(cls, asked: Asked | None, proposal: Arrangement | None, maker: Maker) -> "Wish":
        """What ``asked`` and ``proposal`` come to together."""
        kinds = [*(asked.kinds if asked else ()), *([_time_rung(proposal)] if proposal else [])]
        in_time = [kind for kind in kinds if kind not in ON_TOP]
        waiver = (asked is not None and asked.waive_interest) or OfferKind.WAIVE_INTEREST in kinds
        discount = OfferKind.DISCOUNT in kinds
        if proposal is not None:
            waiver, discount = waiver or bool(proposal.interest_waived), discount or bool(proposal.discount)
        ours = [each.arrangement for each in maker.situation.history if each.by is Party.US]
        talked_of = [*in_time, *(_time_rung(made) for made in ours[-1:])]
        money = _may_give_money(maker.situation)
        return cls(
            proposal=proposal,
            kind=max(in_time, key=maker.terms.height, default=None),
            reach=max(talked_of, key=maker.terms.height, default=None),
            waiver=waiver and money,
            discount=discount and money,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """Something that we may offer, with what it costs us in minor units."""

    made: Arrangement
    cost: Fraction


def candidates(maker: Maker, wish: Wish, within: Callable[[Arrangement], bool]) -> list[Candidate]:
    """What could be offered up to the rung and with the gifts that they ask for, cheapest first; full payment always.

    Who broke more promises than they kept is offered less time; no payment is smaller than the policy's least.
    """
    careful, least, full = is_careful(maker.situation), _least(maker), maker.full()
    found = {terms_of(full): full}
    for made in _all(maker, wish):
        fine = all(part.amount.minor >= least.minor for part in made.schedule)
        if fine and within(made) and (not careful or keeps_to_care(made, maker)):
            found.setdefault(terms_of(made), made)
    priced = [Candidate(made=made, cost=maker.cost(made)) for made in found.values()]
    return sorted(priced, key=lambda each: (each.cost, each.made.last_day))


def _may_give_money(situation: Situation) -> bool:
    """Whether interest or a discount may be talked of: not before the cause is known or asked for, nor to a refusal."""
    asked_for = any(each.by is Party.US for each in situation.history)
    return situation.cause is not Cause.UNWILLING and (situation.cause is not Cause.UNKNOWN or asked_for)


def not_more_than(proposal: Arrangement, made: Arrangement) -> bool:
    """Whether ``made`` gives nothing that ``proposal`` does not ask for: as much is paid by each of its days."""
    if made.interest_waived.minor > proposal.interest_waived.minor or made.discount.minor > proposal.discount.minor:
        return False
    days = {part.due for part in (*made.schedule, *proposal.schedule)}
    return all(_paid_by(made, day) >= min(_paid_by(proposal, day), made.scheduled.minor) for day in days)


def no_harder(made: Arrangement, floor: Arrangement, proposal: Arrangement | None) -> bool:
    """Whether ``made`` takes nothing back: no day wants more of them than ``floor`` did, or they themselves propose.

    From one payment to several, or back, days cannot be held against each other: then the end comes no sooner.
    """
    if (len(made.schedule) > 1) != (len(floor.schedule) > 1):
        ends = [each.schedule[-1].due for each in (floor, proposal) if each and each.schedule]
        return made.schedule[-1].due >= min(ends)
    days = {part.due for part in made.schedule}
    return all(
        _paid_by(made, day) <= max(_paid_by(floor, day), _paid_by(proposal, day) if proposal else 0) for day in days
    )


def _paid_by(made: Arrangement, day: date) -> int:
    return sum(part.amount.minor for part in made.schedule if part.due <= day)


def terms_of(made: Arrangement) -> tuple[object, ...]:
    """What is paid when, and what is given up: by this two offers are the same or not."""
    return made.schedule, made.interest_waived, made.discount


def is_declined(made: Arrangement, situation: Situation) -> bool:
    """Whether the customer said no to just these terms once they were put in writing."""
    return any(terms_of(each) == terms_of(made) for each in situation.declined)


def _time_rung(made: Arrangement) -> OfferKind:
    """The rung that its schedule alone stands on."""
    if made.kind in ON_TOP:
        return OfferKind.INSTALMENTS if len(made.schedule) > 1 else OfferKind.EXTENSION
    return made.kind


def _least(maker: Maker) -> Money:
    least = maker.terms.least(maker.debt.currency)
    return least if least < maker.debt else maker.debt


def _all(maker: Maker, wish: Wish) -> Iterator[Arrangement]:
    timed = list(_in_time(maker, wish))
    yield from timed
    if wish.waiver and maker.situation.late_interest:
        for made in (maker.full(), *timed):
            yield maker.arrangement(OfferKind.WAIVE_INTEREST, made.schedule, waived=True)
    if wish.discount:
        yield from _discounted(maker, wish)


def _in_time(maker: Maker, wish: Wish) -> Iterator[Arrangement]:
    heights = maker.terms.height
    top = heights(wish.reach) if wish.reach else 0
    if heights(OfferKind.EXTENSION) <= top:
        yield from (maker.full(OfferKind.EXTENSION, day) for day in _days(maker, wish, _FINEST))
    if heights(OfferKind.PART_NOW) <= top:
        yield from _part_now(maker, wish)
    if heights(OfferKind.INSTALMENTS) <= top:
        yield from _plans(maker, wish)


def _days(maker: Maker, wish: Wish, steps: int) -> list[date]:
    """Days after now, evenly up to the limit of an extension, and the one that they name."""
    most = maker.situation.authority.max_extension_days
    days = [maker.on_or_before(maker.day(most * n // steps)) for n in range(1, steps + 1)]
    named = wish.proposal.last_day if wish.proposal else None
    return sorted({day for day in (*days, *([named] if named else [])) if day > maker.first_day})


def _first_shares(maker: Maker, wish: Wish) -> list[Money]:
    """Sums for a first payment: the policy's shares, the least that authority wants, and theirs if it is no less."""
    least = max(maker.situation.authority.min_first_payment_pct, min(maker.terms.first_shares))
    shares = [maker.share(pct) for pct in (*maker.terms.first_shares, least) if pct >= least]
    named = wish.proposal.first if wish.proposal else None
    shares += [named.amount] if named and maker.share(least) <= named.amount else []
    return [each for each in dict.fromkeys(shares) if 0 < each.minor < maker.debt.minor]


def _starts(maker: Maker, wish: Wish) -> list[date]:
    """Now, or sooner where they offer to begin sooner; and the last day that authority has for a first payment."""
    first = wish.proposal.first.due if wish.proposal and wish.proposal.first else maker.first_day
    late = maker.on_or_before(maker.day(maker.situation.authority.first_payment_within))
    return sorted({min(maker.first_day, first), min(first, max(late, maker.first_day))})


def _part_now(maker: Maker, wish: Wish) -> Iterator[Arrangement]:
    start = _starts(maker, wish)[0]
    for day in _days(maker, wish, _FINE):
        for first in _first_shares(maker, wish):
            rest = Instalment(due=day, amount=maker.debt - first)
            yield maker.arrangement(OfferKind.PART_NOW, [Instalment(due=start, amount=first), rest])


def _plans(maker: Maker, wish: Wish) -> Iterator[Arrangement]:
    for count in _counts(maker, wish):
        for start in _starts(maker, wish):
            for days in _series(maker, wish, start, count):
                for amounts in _in_amounts(maker, wish, count):
                    if all(amount.minor > 0 for amount in amounts):
                        parts = [Instalment(due=d, amount=a) for d, a in zip(days, amounts, strict=True)]
                        yield maker.arrangement(OfferKind.INSTALMENTS, parts)


def _in_amounts(maker: Maker, wish: Wish, count: int) -> Iterator[list[Money]]:
    """``count`` payments that come to the debt: more at first, then equal ones; all equal where they ask for that."""
    for first in _first_shares(maker, wish):
        yield [first, *maker.split(maker.debt - first, count - 1)]
    asked = wish.proposal.schedule if wish.proposal else ()
    if len(asked) > count and len({part.amount for part in asked[:-1]}) == 1:
        equal = maker.split(maker.debt, count)
        least = maker.share(maker.situation.authority.min_first_payment_pct)
        if not equal[0] < least:
            yield equal


def _counts(maker: Maker, wish: Wish) -> list[int]:
    """Numbers of payments: up to what they ask for, and the most that authority has."""
    most = min(maker.situation.authority.max_instalments, maker.terms.most_payments)
    asked = len(wish.proposal.schedule) if wish.proposal else most
    return sorted({*range(2, min(asked, most) + 1), most} - {0, 1})


def _series(maker: Maker, wish: Wish, start: date, count: int) -> Iterator[list[date]]:
    """Business days for ``count`` payments: in each rhythm that ends in time, or evenly; a rest at finer steps."""
    latest = maker.day(maker.situation.authority.plan_within)
    raw = [maker.in_rhythm(start, count, rhythm) for rhythm in maker.terms.rhythms]
    usual_fits = raw[0][-1] <= latest
    raw = [days for days in raw if days[-1] <= latest]
    span = (latest - start).days
    if count == 2:
        span = min(span, maker.terms.longest_gap_days)
        later = (span * n // _FINE for n in range(1, _FINE + 1))
        raw += [[start, start + timedelta(days=days)] for days in later if days >= DAYS_OF[Rhythm.FORTNIGHT]]
        named = wish.proposal.last_day if wish.proposal else None
        raw += [[start, named]] if named and 0 < (named - start).days <= span else []
    elif not usual_fits:
        raw += [[start + timedelta(days=span * n // (count - 1)) for n in range(count)]]
    for days in raw:
        moved = [maker.on_named(day, latest) for day in days]
        if moved == sorted(set(moved)):
            yield moved


def _discounted(maker: Maker, wish: Wish) -> Iterator[Arrangement]:
    """Payment in full for a discount, soon: in steps up to what authority and their own asking allow."""
    due = maker.pay_day
    soon = maker.day(min(maker.terms.prompt_days, maker.situation.authority.max_extension_days))
    if wish.proposal and wish.proposal.last_day:
        due = max(due, min(wish.proposal.last_day, maker.on_or_before(soon)))
    most = maker.situation.authority.max_discount_pct
    if wish.proposal and wish.proposal.discount:
        most = min(most, wish.proposal.discount_pct)
    for n in range(1, _FINE + 1):
        pct = (most * n / _FINE).quantize(Decimal("0.1")) if n < _FINE else most
        payable = maker.share(100 - pct)
        if pct > 0 and payable < maker.debt:
            whole = Instalment(due=due, amount=payable)
            yield maker.arrangement(OfferKind.DISCOUNT, [whole], discount_pct=pct)
