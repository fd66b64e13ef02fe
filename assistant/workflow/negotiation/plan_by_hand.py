"""Prices and checks a plan by hand at once, or begins one from an arrangement; nothing is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from assistant.domain.arrangement import Arrangement, InterestTreatment
from assistant.domain.case import Case, payments_on_invoices
from assistant.domain.language import Reason
from assistant.domain.parties import Person
from assistant.intake.given_choices import PlanGiven, RhythmGiven
from assistant.negotiation import check_plan
from assistant.negotiation.option import NegotiatingPosition, Price, Ruling
from assistant.negotiation.plan_checks import CheckState, Habits, PlanCheck
from assistant.negotiation.pricing import price
from assistant.negotiation.shares import Share, shares
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.limitation import limitation_of
from assistant.workflow.negotiation.at_the_table import at_the_table
from assistant.workflow.negotiation.choosing import planned
from assistant.workflow.negotiation.conceding import objections
from assistant.workflow.negotiation.grants import ruling_on, under_mainland_law

# Days from one payment to the next up to which a plan is weekly or fortnightly: weekends move days a little.
_RHYTHMS = ((10, RhythmGiven.WEEK), (20, RhythmGiven.FORTNIGHT))
_MONTHLY = 30
# Habits of longer ago are no habits.
_RECENT = timedelta(days=2 * 365)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanSeen:
    """A plan by hand with its price, what was checked, who may offer it, and what each payment pays of each invoice.

    ``objections`` say why we would not offer it now, whoever may; ``position`` is where the negotiation stands.
    """

    case: Case
    arrangement: Arrangement
    price: Price
    checks: tuple[PlanCheck, ...]
    ruling: Ruling
    shares: tuple[Share, ...]
    objections: tuple[Reason, ...]
    position: NegotiatingPosition

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with it; what is only to be looked at may stand."""
        return all(check.state is not CheckState.WRONG for check in self.checks)

    @property
    def may_be_offered(self) -> bool:
        """Whether its author may offer it without asking anybody."""
        return self.ruling.within and not self.objections


def plan_by_hand(desk: Desk, person: Person, case_id: str, given: PlanGiven) -> PlanSeen:
    """What ``given`` comes to on a case; raises NotFound, BadInput that names the one thing that is wrong, Refused."""
    with desk.record.read() as tx:
        case = desk.case(tx, *split_case_id(case_id))
        table = at_the_table(desk, tx, person, case)
        made = planned(desk, tx, table, given)
        numbers = set(made.invoice_nos)
        clocks = [c.clock.end for c in limitation_of(desk, tx, case).clocks if c.item.invoice.number in numbers]
        checks = check_plan(
            made,
            table.situation,
            desk.authority,
            desk.calendar,
            habits=_habits(case),
            claimable_until=min(clocks, default=None),
        )
        return PlanSeen(
            case=case,
            arrangement=made,
            price=price(made, case.today, desk.negotiation.rate(case.currency), table.situation.step_minor),
            checks=(*checks, *_interest(tx, case, made)),
            ruling=ruling_on(desk, person, case, made),
            shares=shares(made, table.situation.debts),
            objections=objections(desk, table, made),
            position=table.position,
        )


def plan_like(arrangement: Arrangement) -> PlanGiven | None:
    """A plan by hand to begin from, near ``arrangement``; None where that schedules nothing.

    Number, first payment, first day, rhythm and terms are the same; the payments after the first are made equal.
    """
    first, schedule = arrangement.first, arrangement.schedule
    if first is None:
        return None
    gap = (schedule[1].due - first.due).days if len(schedule) > 1 else _MONTHLY
    return PlanGiven(
        count=len(schedule),
        start=first.due,
        first=first.amount.typed() if len(schedule) > 1 else "",
        rhythm=next((rhythm for most, rhythm in _RHYTHMS if gap <= most), RhythmGiven.MONTH),
        fees=arrangement.fees.typed() if arrangement.fees else "",
        interest=arrangement.interest,
        discount_pct=f"{arrangement.discount_pct.normalize():f}" if arrangement.discount_pct else "",
        security=arrangement.security,
    )


def _interest(tx: Transaction, case: Case, arrangement: Arrangement) -> Iterator[PlanCheck]:
    """What the law makes of a confirmation that says that late interest ends."""
    if arrangement.interest is not InterestTreatment.CONTINUES and under_mainland_law(tx, case, arrangement):
        yield PlanCheck(state=CheckState.LOOK, reason=Reason.of("plan_ends_interest_cn"))


def _habits(case: Case) -> Habits:
    """How late the customer's payments usually were, and the largest of them; nothing is known of the day of totals."""
    dues = {invoice.number: invoice.due for invoice in case.account.invoices}
    paid = [p for p in payments_on_invoices(case.account) if not p.is_running_total and p.invoice_no in dues]
    recent = [p for p in paid if p.received >= case.today - _RECENT and p.amount.minor > 0]
    late = sorted(max((p.received - dues[p.invoice_no]).days, 0) for p in recent)
    largest = max((p.amount for p in recent), default=None)
    return Habits(usual_days_late=late[len(late) // 2] if late else None, largest=largest)
