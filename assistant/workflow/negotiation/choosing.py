"""Finds the arrangement that a person chose: an option, a plan by hand, or one that is on record already."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from assistant.domain.arrangement import Arrangement
from assistant.domain.days import open_days_after
from assistant.domain.money import Money
from assistant.domain.negotiation import OfferStatus
from assistant.errors import BadInput, NotFound, Refused
from assistant.intake.given_choices import AuthorityGiven, OfferGiven, PlanGiven
from assistant.negotiation import PlanSpec, build_plan, with_returns
from assistant.negotiation.plan_spec import OwnLine, Rhythm
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, billing_digits_of
from assistant.workflow.negotiation.at_the_table import NegotiatingTable
from assistant.workflow.record import typed

# What names at most one of an option's id, the id of what is on record, and a plan by hand.
Choice: TypeAlias = OfferGiven | AuthorityGiven


def chosen(desk: Desk, tx: Transaction, table: NegotiatingTable, choice: Choice) -> Arrangement:
    """What was chosen at ``table``, our next move where nothing was.

    Raises BadInput for two choices at once and for a plan that cannot be meant, NotFound for what there is not, and
    Refused for an offer that no longer stands.
    """
    if sum(map(bool, (choice.option, choice.of, choice.plan))) > 1:
        raise BadInput("one_choice", "Choose one: an option, a plan by hand, or what is on record.")
    if choice.plan:
        return planned(desk, tx, table, choice.plan)
    if choice.of:
        return _on_record(tx, table, choice.of)
    if not choice.option:
        return table.position.move.arrangement
    found = next((each for each in table.position.options if each.id == choice.option), None)
    if found is None:
        known = ", ".join(each.id for each in table.position.options)
        message = f"There is no option {choice.option[:20]!r} now; use one of: {known}."
        raise NotFound("unknown_option", message, option=choice.option[:20], known=known)
    return found.arrangement


def planned(desk: Desk, tx: Transaction, table: NegotiatingTable, given: PlanGiven) -> Arrangement:
    """The plan by hand for the debts at ``table``, which stands as long as any offer; raises BadInput."""
    situation = table.situation
    made = build_plan(
        _spec(given, table.case.currency, billing_digits_of(tx)),
        situation.debts,
        situation.late_interest,
        today=situation.today,
        region=situation.region,
        calendar=desk.calendar,
        step_minor=situation.step_minor,
    )
    made = with_returns(made, desk.negotiation)
    return made if made.lapses_on else lasting(desk, table, made)


def lasting(desk: Desk, table: NegotiatingTable, arrangement: Arrangement) -> Arrangement:
    """The same, standing as long as any offer from today, but not beyond its first payment; a discount for its days."""
    if not arrangement.first or arrangement.discount:
        return arrangement.lapsing(arrangement.last_day)
    situation = table.situation
    is_open = partial(desk.calendar.is_business_day, region=situation.region)
    stands = open_days_after(situation.today, desk.negotiation.offer_stands_days, is_open)
    return arrangement.lapsing(min(stands, arrangement.first.due))


def _on_record(tx: Transaction, table: NegotiatingTable, wanted: str) -> Arrangement:
    seen = next((each for each in table.offers if each.offer.id == wanted), None)
    if seen:
        if seen.status is not OfferStatus.OPEN:
            status = seen.status
            message = f"{wanted} is {status.value}; it cannot be offered or confirmed any more."
            raise Refused("offer_not_open", message, offer=wanted, status=status, why=seen.why)
        return seen.offer.arrangement
    case = table.case
    request = next((r for r in tx.authority_requests(case.customer.code, case.currency) if r.id == wanted), None)
    if request is None:
        message = f"{case.id} has no offer and no request {wanted[:20]!r}; check its id."
        raise NotFound("unknown_offer", message, case=case.id, offer=wanted[:20])
    return request.arrangement


def _spec(given: PlanGiven, currency: str, digits: Mapping[str, int]) -> PlanSpec:
    def money(text: str) -> Money | None:
        return typed.amount(text, currency, digits) if text.strip() else None

    def share(name: str) -> Decimal | None:
        text = getattr(given, name)
        return typed.share(text, name) if text.strip() else None

    return PlanSpec(
        count=given.count,
        start=given.start,
        first=money(given.first),
        first_pct=share("first_pct"),
        rhythm=Rhythm(given.rhythm.value),
        every_days=given.every_days,
        lines=tuple(OwnLine(number=each.number, due=each.due, amount=money(each.amount)) for each in given.lines),
        fees=money(given.fees),
        interest=given.interest,
        discount_pct=share("discount_pct") or Decimal(0),
        lapses_on=given.lapses_on,
        security=typed.line(given.security, "security", needed=False),
        odd_first=given.odd_first,
    )
