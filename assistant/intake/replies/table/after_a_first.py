"""Lists a first payment and equal ones behind it: "£5k on 27 February, the rest in four payments from April"."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from assistant.domain.reading import ListedPayment, ProposalRead
from assistant.intake.replies import plan
from assistant.intake.replies.heard import Ear
from assistant.intake.replies.table.often import later

_FEWEST = 2


def with_its_rest(ear: Ear, proposal: ProposalRead) -> ProposalRead:
    """A plan that names a figure for the rest: what that leaves comes first; no plan where other sums stand between.

    "I have 15k. For the remaining 105k I need six months" are seven payments.
    """
    rests = {rest for rest in _rests(ear) if rest}
    whole, first, count = ear.total.amount, proposal.first_payment, proposal.instalments
    if len(rests) != 1 or whole is None or count is None or proposal.per_instalment or proposal.payments:
        return proposal
    ahead = whole - rests.pop()
    if first is None and 0 < ahead < whole:
        return replace(proposal, first_payment=ahead, instalments=count + 1)
    return proposal if first in (None, ahead) else replace(proposal, instalments=None, until=None)


def after_a_first(ear: Ear, proposal: ProposalRead, received: date) -> tuple[ListedPayment, ...]:
    """The first payment and the equal ones behind it, the last of them for what is then left.

    Empty where the first has no day of its own, and the others none on which they begin.
    """
    first, whole, count = proposal.first_payment, ear.total.amount, (proposal.instalments or 0) - 1
    if first is None or whole is None or count < _FEWEST or not 0 < first < whole or proposal.payments:
        return ()
    part = ((whole - first) / count).to_integral_value(ROUND_HALF_UP)
    if proposal.per_instalment not in (None, part) or _rests(ear) - {whole - first}:
        return ()
    own = _own_day(ear, first, received)
    starts = _rest_starts(ear)
    # Each is counted from the day that was named: the 30th of January comes back after a short February.
    named, ahead = (starts, 0) if starts else (own, 1)
    days = [later(ear, named, ahead + n) for n in range(count)] if named else []
    if not days or days[0] <= (own or received):
        return ()
    equal = [ListedPayment(day=day, amount=part) for day in days[:-1]]
    return (ListedPayment(day=own, amount=first), *equal, ListedPayment(day=days[-1], amount=None))


def _rests(ear: Ear) -> set[Decimal | None]:
    """The figures that are named for what is left to pay; what is paid of it each time is none."""
    named = ((h, each) for h in ear.heard for each in h.sums if each.share is None and not plan.is_each(h, each))
    return {each.value for h, each in named if plan.is_rest(h, each)}


def _own_day(ear: Ear, first: Decimal, received: date) -> date | None:
    """The day that stands with the first payment, before the rest is spoken of."""
    for heard in ear.heard:
        here = plan.payments((heard,), received)
        found = next((each.day for each in here if each.amount and each.amount.value == first), None)
        place = next((named for named in heard.days if named.day == found), None)
        if found and place and not plan.names_rest(heard, end=place.start):
            return found
    return None


def _rest_starts(ear: Ear) -> date | None:
    """The day on which payments of the rest begin: a start that stands behind the word for the rest."""
    days = ((heard, day) for heard in ear.heard for day in heard.days if day.day and plan.is_start(heard, day))
    found = next((day.day for heard, day in days if plan.names_rest(heard, end=day.start)), None)
    return plan.from_month(ear.heard, found)
