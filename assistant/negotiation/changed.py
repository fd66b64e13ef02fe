"""Puts another day or sum for single payments into the plan that is meant: "the last one on 15 February"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.bargain import Bargain, Change
from assistant.domain.commitments import Instalment
from assistant.domain.language import Reason
from assistant.domain.money import total
from assistant.domain.negotiation import Party
from assistant.negotiation.asked import money_said
from assistant.negotiation.situation import Asked, Listed, Offered, last_by

_TWO = 2


def with_changes(asked: Asked | None, said: Bargain, history: Sequence[Offered]) -> Asked | None:
    """``asked`` with the plan of ``history`` of which ``said`` changes a payment: ours if they say so, else theirs.

    What comes later or sooner than planned does so in the plan that was spoken of last. Where no plan can be changed
    as they say, that is asked.
    """
    if not said.changes:
        return asked
    sides = (Party.US,) if said.changes_ours else (Party.CUSTOMER, Party.US)
    offered = (last_by(side, history) for side in sides)
    plan = next((each for each in offered if each), None)
    if any(one.shift for one in said.changes):
        plans = (o.arrangement for o in reversed(history) if len(o.arrangement.schedule) >= _TWO)
        plan = next(plans, None)
    made = changed(asked, said.changes, plan)
    return replace(made or Asked(), unclear=Reason.of("ask_which_moved")) if made is asked else made


def changed(asked: Asked | None, changes: tuple[Change, ...], plan: Arrangement | None) -> Asked | None:
    """``plan`` with the payments that ``changes`` name on another day or with another sum; else ``asked``.

    Nothing is filled in: a plan that gives something away, days out of order, or sums that are not all of the debt make
    no proposal.
    """
    if plan is None or not changes or plan.scheduled != plan.outstanding:
        return asked
    parts = _with_changes(changes, plan)
    if not parts:
        return asked
    in_order = all(before.due < after.due for before, after in pairwise(parts))
    if not in_order or total((part.amount for part in parts), plan.currency) != plan.outstanding:
        return asked
    return replace(
        asked or Asked(),
        kinds=(OfferKind.PART_NOW if len(parts) == _TWO else OfferKind.INSTALMENTS, *(asked.kinds if asked else ())),
        instalments=len(parts),
        first_payment=parts[0].amount,
        until=parts[-1].due,
        promised_on=parts[0].due,
        payments=tuple(Listed(day=part.due, amount=part.amount) for part in parts),
    )


def _with_changes(changes: tuple[Change, ...], plan: Arrangement) -> list[Instalment]:
    """The payments of ``plan`` as ``changes`` make them; empty where one is named that it does not have."""
    parts = list(plan.schedule)
    named = {len(parts) - 1 if one.which == -1 else one.which for one in changes}
    if any(place is not None and place >= len(parts) for place in named):
        return []
    for one in changes:
        others = [n for n in range(len(parts)) if n not in named]
        for n in others if one.which is None else [one.which]:
            amount = money_said(one.amount, "", plan.outstanding)
            moved = one.shift.of(parts[n].due) if one.shift else parts[n].due
            parts[n] = Instalment(due=one.day or moved, amount=amount or parts[n].amount)
    return parts
