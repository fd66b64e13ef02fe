"""Decides our next move: one shrinking step, only for a move of theirs, never back, never beyond authority."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from assistant.domain.allocation import in_proportion
from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Cause, Instalment
from assistant.domain.language import Reason
from assistant.domain.money import Money
from assistant.domain.negotiation import Party
from assistant.negotiation.asked import names_payments
from assistant.negotiation.candidates import Candidate, Wish, is_declined, no_harder, not_more_than, terms_of
from assistant.negotiation.making import Maker
from assistant.negotiation.record_fit import is_careful, keeps_to_care
from assistant.negotiation.situation import Asked

_NOTHING = Fraction(0)
# Causes that tell of need.
IN_NEED = frozenset({Cause.CASH_FLOW, Cause.CREDIT_WEAKNESS})


@dataclass(frozen=True, kw_only=True, slots=True)
class NextMove:
    """Our move, what would come after it, and why."""

    move: Arrangement
    after: Arrangement | None
    why: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round of a negotiation: what we may offer (``found``, cheapest first), and what they wish."""

    maker: Maker
    wish: Wish
    found: Sequence[Candidate]
    within: Callable[[Arrangement], bool]

    @property
    def ours(self) -> list[Arrangement]:
        """Our offers so far."""
        return [each.arrangement for each in self.maker.situation.history if each.by is Party.US]

    def floor(self) -> Arrangement:
        """What stands: our last offer as it can be kept today, else payment now."""
        if not self.ours:
            return self.maker.full()
        standing = renewed(self.ours[-1], self.maker)
        if self.within(standing):
            return standing
        cost = self.maker.cost(standing)
        return next((each.made for each in reversed(self.found) if each.cost <= cost), self.found[0].made)

    def step(self) -> int:
        """The step that a move of theirs would earn now, from 0."""
        given = len({terms_of(made) for made in self.ours if made.kind is not OfferKind.FULL_NOW})
        return min(given, len(self.maker.terms.steps) - 1)

    def allows(self, step: int, made: Arrangement, cost: Fraction, near: Fraction = _NOTHING) -> bool:
        """Whether ``made`` gives no more than this step: of time and of a discount its share of the way to the limit.

        Late interest cannot be given in shares: it is waived from the second step on.
        """
        share = Fraction(self.maker.terms.steps[step]) / 100
        least, most, most_off = self._room
        return (
            _time(made, cost) <= least + (most - least) * share + near
            and made.discount.minor <= most_off * share
            and (step > 0 or not made.interest_waived)
        )

    @cached_property
    def _room(self) -> tuple[Fraction, Fraction, int]:
        """What time costs at least and at most, and the largest discount."""
        times = [_time(each.made, each.cost) for each in self.found]
        return times[0], max(times), max(each.made.discount.minor for each in self.found)

    def still_asked(self, floor: Arrangement) -> Arrangement:
        """``floor`` without a discount or a waiver that their newest proposal does without."""
        theirs, kept = self.wish.proposal, floor
        if theirs is not None and floor.discount and not theirs.discount:
            kept = self.maker.full(OfferKind.EXTENSION, floor.last_day)
        elif theirs is not None and floor.interest_waived and not theirs.interest_waived:
            kind = OfferKind.INSTALMENTS if len(floor.schedule) > 1 else OfferKind.EXTENSION
            kept = self.maker.arrangement(kind, floor.schedule)
        return kept if self.within(kept) else self.maker.full()

    def above(self, floor: Arrangement, *, money: bool) -> list[Candidate]:
        """What gives more than ``floor``, takes nothing back of it, and gives nothing that was not asked for.

        Without ``money`` it gives time only.
        """
        cost, theirs = self.maker.cost(floor), self.wish.proposal
        return [
            each
            for each in self.found
            if each.cost > cost
            and (money or (each.made.discount, each.made.interest_waived) == (floor.discount, floor.interest_waived))
            and each.made.interest_waived.minor >= floor.interest_waived.minor
            and each.made.discount.minor >= floor.discount.minor
            and no_harder(each.made, floor, theirs)
            and (theirs is None or not_more_than(theirs, each.made))
        ]

    def raised(self, floor: Arrangement, step: int, *, first: bool, money: bool = True) -> Arrangement | None:
        """The best of what this step allows above ``floor``: of the kind that they ask for, and worth most to them."""
        more = self.above(floor, money=money)
        fitting = [each for each in more if self.allows(step, each.made, each.cost)]
        if not fitting and not (first and (len(more) == 1 or self.wish.waiver or self.wish.discount)):
            # The next gift is larger than a step: it is a step of its own, though all there is never is the first.
            fitting = more[:1]
        best = max(fitting, key=self._worth, default=None)
        return best.made if best else None

    def _worth(self, each: Candidate) -> tuple[bool, int, int, Fraction]:
        """How much like what they ask for it is (kind, number of payments, the first one), then what it gives."""
        theirs, ours = self.wish.proposal, each.made
        asked = theirs.first.amount.minor if theirs and theirs.first else 0
        first = ours.first.amount.minor if ours.first else 0
        more = len(ours.schedule) - (len(theirs.schedule) if theirs else 1)
        return ours.kind is self.wish.kind, -abs(more), -abs(first - asked), each.cost


def _time(made: Arrangement, cost: Fraction) -> Fraction:
    """What the time that ``made`` gives costs, its gifts of money left out."""
    return cost - made.discount.minor - made.interest_waived.minor


def next_move(game: Round) -> NextMove:
    """Accept what they propose where it costs no more than our next step; concede for a move of theirs; else hold."""
    floor, step, proposal = game.floor(), game.step(), game.wish.proposal
    better = has_better_proposal(game)
    moved = better or has_told(game)
    if proposal is not None and _acceptable(game, proposal, floor, step if moved else None):
        return NextMove(move=proposal, after=None, why=(Reason.of("why_accept"),))
    base = game.still_asked(floor) if better else floor
    raised = game.raised(base, step, first=not game.ours, money=better) if moved else None
    move = raised or base
    if proposal is not None and terms_of(move) == terms_of(proposal):
        move = proposal
    next_step = min(step + (raised is not None), len(game.maker.terms.steps) - 1)
    after = game.raised(move, next_step, first=False)
    return NextMove(move=move, after=after, why=tuple(_why(game, raised, after, moved=moved, step=step)))


def has_told(game: Round) -> bool:
    """Whether they told something new of the cause; it earns time, not money."""
    situation = game.maker.situation
    if situation.asked is not None and situation.asked.news:
        return True
    return not game.ours and game.wish.kind is not None and situation.cause is not Cause.UNKNOWN


def has_better_proposal(game: Round) -> bool:
    """Whether they made a first proposal, or one that costs us less than all of theirs before our last offer."""
    proposal = game.wish.proposal
    if proposal is None:
        return False
    earlier = _theirs_before(game) if game.ours else []
    if not earlier:
        return True
    best = min(game.maker.cost(made) for made in earlier)
    return game.maker.cost(proposal) <= best * (1 - Fraction(game.maker.terms.least_move_pct) / 100)


def renewed(last: Arrangement, maker: Maker) -> Arrangement:
    """``last`` as it can be kept today: itself, or moved to days to come and to the debt that is left."""
    situation = maker.situation
    in_time = last.first is not None and last.first.due >= situation.today
    same = last.outstanding == maker.debt and last.late_interest == situation.late_interest
    if in_time and same and (last.lapses_on is None or last.lapses_on >= situation.today):
        return last
    if last.first is None:
        return maker.full()
    start = maker.first_day if len(last.schedule) > 1 else maker.pay_day
    shift = timedelta(days=0 if in_time else max((start - last.first.due).days, 0))
    gives_off = last.discount_pct if last.discount else None
    to_pay = maker.share(100 - last.discount_pct) if gives_off is not None else maker.debt
    parts = _in_steps(to_pay, [part.amount.minor for part in last.schedule], situation.step_minor)
    days = [maker.on_or_after(part.due + shift) for part in last.schedule]
    schedule = [Instalment(due=d, amount=a) for d, a in zip(days, parts, strict=True)]
    return maker.arrangement(last.kind, schedule, waived=bool(last.interest_waived), discount_pct=gives_off)


def _in_steps(amount: Money, weights: list[int], step: int) -> list[Money]:
    whole = in_proportion(amount.minor // step, weights)
    minors = [minor * step for minor in whole]
    minors[-1] += amount.minor - sum(minors)
    return [Money(minor, amount.currency) for minor in minors]


def _theirs_before(game: Round) -> list[Arrangement]:
    """What they proposed before our last offer."""
    history = game.maker.situation.history
    last = max(n for n, each in enumerate(history) if each.by is Party.US)
    return [each.arrangement for each in history[:last] if each.by is Party.CUSTOMER]


def _acceptable(game: Round, proposal: Arrangement, floor: Arrangement, step: int | None) -> bool:
    maker = game.maker
    cost, standing = maker.cost(proposal), maker.cost(floor)
    if not game.within(proposal) or not _in_time(proposal, maker):
        return False
    if cost <= standing:
        return True
    if is_careful(maker.situation) and not keeps_to_care(proposal, maker):
        return False
    if _is_prompt(proposal, maker) and (step is not None or _names_a_day(maker.situation.asked)):
        return True
    if step is None:
        return False
    near = Fraction(maker.debt.minor) * Fraction(maker.terms.near_enough_pct) / 100
    return game.allows(step, proposal, cost, near)


def _in_time(proposal: Arrangement, maker: Maker) -> bool:
    """Whether one payment comes no later than now or than authority extends: a gift on top gives no days."""
    latest = max(maker.first_day, maker.day(maker.situation.authority.max_extension_days))
    return len(proposal.schedule) > 1 or proposal.schedule[0].due <= latest


def _names_a_day(asked: Asked | None) -> bool:
    """Whether their newest words themselves say when they pay; who only repeats earns nothing by it."""
    return asked is not None and (asked.until is not None or asked.promised_on is not None)


def _is_prompt(proposal: Arrangement, maker: Maker) -> bool:
    """Whether all of the debt comes in one payment so soon that nothing is won by asking for more."""
    within = maker.day(maker.terms.prompt_days)
    return len(proposal.schedule) == 1 and proposal.schedule[0].due <= within and not proposal.discount


def _why(game: Round, raised: Arrangement | None, after: Arrangement | None, *, moved: bool, step: int) -> list[Reason]:
    situation, found = game.maker.situation, []
    if raised is not None:
        found.append(Reason.of("why_step", pct=_figure(game.maker.terms.steps[step])))
    elif not game.ours and not moved:
        unknown = situation.cause is Cause.UNKNOWN
        found.append(Reason.of("why_cause_first") if unknown else Reason.of("why_nothing_asked"))
    elif not moved:
        found.append(Reason.of("why_declined" if is_declined(game.floor(), situation) else "why_not_moved"))
        silent = situation.asked is None or not names_payments(situation.asked)
        found += [Reason.of("why_call")] if situation.cause in IN_NEED and silent else []
    if after is None and moved:
        unknown = situation.cause is Cause.UNKNOWN and not game.ours
        found.append(Reason.of("why_cause_first") if unknown else Reason.of("why_limit"))
    if is_careful(situation):
        found.append(Reason.of("why_careful", kept=situation.record.kept, broken=situation.record.broken))
    return found


def _figure(pct: Decimal) -> str:
    return f"{pct.normalize():f}"
