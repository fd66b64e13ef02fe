"""Whatever days nobody is at work, each step is taken once, late rather than never, and the rules of contact hold."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.brief import Refusal
from assistant.domain.case import Account, open_case
from assistant.domain.commitments import ContactMade
from assistant.domain.ledger import LedgerStamp
from assistant.knowledge import read_yaml, shipped
from assistant.planning import Decision, Policy, decide
from tests.fakes.calendar import WeekdayCalendar
from tests.unit.planning.accounts import TODAY, a_customer, an_invoice

POLICY = read_yaml(shipped("knowledge") / "policies" / "dunning.yaml", Policy)
FIRST, LAST = -10, 95
# The business days within reach of the ladder on which somebody is at work.
OFFICE_DAYS = [n for n in range(FIRST, LAST + 1) if (TODAY + timedelta(days=n)).isoweekday() <= 5]
AT_WORK = st.sets(st.sampled_from(OFFICE_DAYS))
HOURS = st.integers(1, 9)  # UTC; the working day of Shanghai


@dataclass
class Office:
    """One customer in one currency, worked through day by day; ``sent`` are the steps taken, each on its day."""

    invoices: tuple
    contacts: list[ContactMade] = field(default_factory=list)
    sent: list[tuple[date, Decision]] = field(default_factory=list)

    def work(self, day: date, hour: int) -> Refusal | None:
        """What is refused that day; a message is sent otherwise."""
        now = datetime.combine(day, time(hour), UTC)
        account = Account(
            customer=a_customer(),
            currency="CNY",
            invoices=self.invoices,
            contacts=tuple(self.contacts),
            stamps=(LedgerStamp(as_of=now, source="ledger.csv"),),
        )
        decision = decide(open_case(account, now=now, today=day), POLICY, WeekdayCalendar())
        if isinstance(decision, Refusal):
            return decision
        self.sent.append((day, decision))
        self.contacts.append(
            ContactMade(
                customer_code="C1",
                currency="CNY",
                at=now,
                channel=decision.channel,
                kind=decision.kind,
                stage=decision.step.stage,
                outcome="sent",
            )
        )
        return None


def lived_through(invoices, days, hour) -> Office:
    office = Office(invoices)
    for day in sorted(days):
        refusal = office.work(TODAY + timedelta(days=day), hour)
        again = office.work(TODAY + timedelta(days=day), hour)
        assert again is not None
        assert refusal is None or refusal.reason == again.reason
    return office


@given(AT_WORK, HOURS)
@settings(max_examples=150, deadline=None)
def test_each_step_is_taken_at_most_once_and_the_rules_of_contact_hold(days, hour):
    office = lived_through((an_invoice(0),), days, hour)
    steps = [decision.step.day for _, decision in office.sent]
    assert steps == sorted(set(steps))
    made = [day for day, _ in office.sent]
    assert all((later - one).days >= POLICY.contact.days_between for one, later in pairwise(made))
    assert all((third - one).days >= 7 for one, third in zip(made, made[2:], strict=False))
    assert [decision.number for _, decision in office.sent] == list(range(1, len(steps) + 1))


@given(AT_WORK, HOURS)
@settings(max_examples=150, deadline=None)
def test_a_missed_day_is_caught_up_on_the_first_day_that_somebody_is_there(days, hour):
    office = lived_through((an_invoice(0),), days, hour)
    contacted = [day for day, _ in office.sent]
    for day in (TODAY + timedelta(days=n) for n in days):
        step = POLICY.step_at((day - TODAY).days)
        reached = TODAY + timedelta(days=step.day) if step else None
        rested = all((day - made).days >= 3 for made in contacted if made < day)
        room = sum(0 < (day - made).days < 7 for made in contacted) < 2
        waits = reached is None or any(reached <= made < day for made in contacted) or not (rested and room)
        assert (day in contacted) is not (waits or (day - TODAY).days >= POLICY.external_from_day)


@given(AT_WORK, st.lists(st.integers(-20, 40), min_size=10, max_size=10))
@settings(max_examples=100, deadline=None)
def test_ten_invoices_are_one_message_that_speaks_of_everything_overdue(days, dues):
    invoices = tuple(an_invoice(-due, f"INV-{n}") for n, due in enumerate(dues))
    office = lived_through(invoices, days, 4)
    for day, decision in office.sent:
        overdue = {invoice.number for invoice in invoices if invoice.due < day}
        named = {item.invoice.number for item in decision.items}
        assert named == overdue or (not overdue and named)
    assert len({day for day, _ in office.sent}) == len(office.sent)


def test_two_currencies_of_a_customer_are_two_cases_with_rules_of_their_own():
    office = Office((an_invoice(20),))
    assert office.work(TODAY, 4) is None
    dollars = replace(an_invoice(20, "INV-2"), amount=replace(an_invoice(20).amount, currency="USD"))
    account = Account(
        customer=a_customer(),
        currency="USD",
        invoices=(dollars,),
        stamps=(LedgerStamp(as_of=datetime.combine(TODAY, time(4), UTC), source="x"),),
    )
    case = open_case(account, now=datetime.combine(TODAY, time(5), UTC), today=TODAY)
    assert isinstance(decide(case, POLICY, WeekdayCalendar()), Decision)
