"""What a talk brings by the hidden truth: who signs what they can keep pays it, who does not, pays some of it later."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assistant.domain.commitments import Instalment
from assistant.domain.money import Money, total
from evals.negotiation.customer import GRACE_DAYS, Counterpart
from evals.negotiation.talking import Talk
from evals.negotiation.terms import worth

YEAR_DAYS = 365


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """One talk's end. ``share`` of the debt arrives within the year, worth ``present`` (a share of the debt) today.

    ``days`` is how long a unit of what arrives takes, None where nothing does; ``kept`` and ``given``, the share of the
    debt that the agreement gives away, are None without one.
    """

    agreed: bool
    kept: bool | None
    given: Fraction | None
    share: Fraction
    present: Fraction
    days: Fraction | None
    turns: int


def outcome_of(talk: Talk) -> Outcome:
    """What ``talk`` brings; late interest is left out on both sides."""
    counterpart, start = talk.counterpart, talk.counterpart.script.as_of
    debt = counterpart.outstanding
    came, kept = _arriving(talk)
    in_year = tuple(one for one in came if (one.due - start).days <= YEAR_DAYS)
    sum_ = total((one.amount for one in in_year), debt.currency)
    waited = sum(one.amount.minor * (one.due - start).days for one in in_year)
    return Outcome(
        agreed=talk.agreed is not None,
        kept=kept,
        given=talk.agreed.terms.generosity(talk.turns[-1].today) if talk.agreed else None,
        share=Fraction(sum_.minor, debt.minor),
        present=worth(in_year, start) / debt.minor,
        days=Fraction(waited, sum_.minor) if sum_ else None,
        turns=len(talk.turns),
    )


def _arriving(talk: Talk) -> tuple[tuple[Instalment, ...], bool | None]:
    counterpart = talk.counterpart
    last = talk.turns[-1]
    before = tuple(_paid_meanwhile(talk))
    if not talk.agreed:
        return (*before, _unsigned(counterpart, last.debt, last.today)), None
    plan = talk.agreed.terms.schedule
    if counterpart.script.truth.keeps and counterpart.can_keep(plan, last.debt):
        return (*before, *plan), True
    kept = tuple(_kept(counterpart, plan, counterpart.outstanding - last.debt))
    rest = total((one.amount for one in plan), counterpart.currency) - total(
        (one.amount for one in kept), counterpart.currency
    )
    if not rest:
        return (*before, *kept), True
    broken_on = plan[len(kept)].due if len(kept) < len(plan) else plan[-1].due
    return (*before, *kept, _unsigned(counterpart, rest, broken_on)), False


def _kept(counterpart: Counterpart, plan: tuple[Instalment, ...], paid: Money) -> Iterator[Instalment]:
    """The instalments that arrive before the first that does not; who breaks their word pays one of several."""
    truth = counterpart.script.truth
    most = len(plan) if truth.keeps else min(1, len(plan) - 1)
    for part in plan[:most]:
        paid = paid + part.amount
        if not paid <= counterpart.cash_by(part.due + dt.timedelta(days=GRACE_DAYS)):
            return
        yield part


def _unsigned(counterpart: Counterpart, rest: Money, since: dt.date) -> Instalment:
    truth = counterpart.script.truth
    return Instalment(
        due=since + dt.timedelta(days=truth.unsigned_after), amount=rest.share(Decimal(truth.unsigned) / 100)
    )


def _paid_meanwhile(talk: Talk) -> Iterator[Instalment]:
    before = Money.zero(talk.counterpart.currency)
    for turn in talk.turns:
        if turn.paid != before:
            yield Instalment(due=turn.today, amount=turn.paid - before)
        before = turn.paid
