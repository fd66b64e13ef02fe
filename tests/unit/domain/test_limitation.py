from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.domain.commitments import Instalment, PaymentPlan, Promise
from assistant.domain.days import months_after
from assistant.domain.language import Reason
from assistant.domain.ledger import Allocation, AllocationBasis
from assistant.domain.limitation import Demand, Period, Sign, SignKind, clock_of, signs_of, years_after
from assistant.domain.money import Money
from tests.unit.domain.late import a_payment, an_account, an_invoice

DUE = date(2023, 6, 1)
PRC = Period(years=3, restarted_by=frozenset(SignKind))
TAIWAN = Period(years=2, restarted_by=frozenset(SignKind), suit_within_months=6)
HONG_KONG = Period(years=6)


def a_sign(on: date, kind: SignKind = SignKind.PART_PAYMENT, why_not: Reason | None = None) -> Sign:
    return Sign(on=on, kind=kind, reference="X", why_not=why_not)


def codes(signs: tuple[Sign, ...]) -> list[tuple[date, str]]:
    return [(sign.on, sign.why_not.code if sign.why_not else "counts") for sign in signs]


def test_without_any_interruption_the_clock_runs_from_the_due_date():
    clock = clock_of(DUE, PRC, (), date(2026, 5, 22))
    assert (clock.start, clock.end, clock.days_left, clock.is_over) == (DUE, date(2026, 6, 1), 10, False)


def test_on_its_last_day_the_clock_is_not_over_and_on_the_next_it_is():
    assert not clock_of(DUE, PRC, (), date(2026, 6, 1)).is_over
    assert clock_of(DUE, PRC, (), date(2026, 6, 2)).is_over


def test_a_part_payment_starts_the_three_years_again():
    clock = clock_of(DUE, PRC, [a_sign(date(2024, 2, 29))], date(2024, 3, 1))
    assert (clock.start, clock.end) == (date(2024, 2, 29), date(2027, 2, 28))
    assert len(clock.restarts) == 1


def test_the_last_interruption_counts_whatever_their_order():
    signs = [
        a_sign(date(2025, 3, 1)),
        a_sign(date(2024, 1, 1), SignKind.DEMAND),
        a_sign(date(2024, 6, 1), SignKind.PLAN),
    ]
    clock = clock_of(DUE, PRC, signs, date(2025, 4, 1))
    assert clock.end == date(2028, 3, 1)
    assert [sign.on for sign in clock.restarts] == [date(2024, 1, 1), date(2024, 6, 1), date(2025, 3, 1)]


def test_what_comes_after_the_end_restarts_nothing():
    clock = clock_of(DUE, PRC, [a_sign(date(2026, 6, 2))], date(2026, 7, 1))
    assert clock.is_over
    assert codes(clock.ignored) == [(date(2026, 6, 2), "after_the_end")]


def test_what_is_still_to_come_is_not_looked_at():
    clock = clock_of(DUE, PRC, [a_sign(date(2024, 1, 1))], date(2023, 12, 31))
    assert (clock.restarts, clock.ignored, clock.end) == ((), (), date(2026, 6, 1))


def test_a_sign_with_a_reason_against_it_restarts_nothing():
    why_not = Reason.of("arrival_not_shown", outcome="sent")
    clock = clock_of(DUE, PRC, [a_sign(date(2024, 1, 1), SignKind.DEMAND, why_not)], date(2024, 2, 1))
    assert (clock.end, codes(clock.ignored)) == (date(2026, 6, 1), [(date(2024, 1, 1), "arrival_not_shown")])


def test_where_the_table_names_nothing_that_restarts_nothing_does():
    clock = clock_of(DUE, HONG_KONG, [a_sign(date(2024, 1, 1))], date(2024, 2, 1))
    assert (clock.end, codes(clock.ignored)) == (date(2029, 6, 1), [(date(2024, 1, 1), "restarts_nothing")])


def test_in_taiwan_a_demand_lapses_unless_suit_follows_within_six_months():
    demand = a_sign(date(2024, 8, 31), SignKind.DEMAND)
    clock = clock_of(DUE, TAIWAN, [demand], date(2024, 10, 1))
    assert (clock.end, clock.suit_by) == (date(2025, 6, 1), date(2025, 2, 28))
    assert codes(clock.ignored) == [(date(2024, 8, 31), "demand_needs_suit")]
    assert clock_of(DUE, TAIWAN, [demand], date(2025, 3, 1)).suit_by is None


def test_in_taiwan_an_acknowledgement_starts_the_two_years_again():
    clock = clock_of(DUE, TAIWAN, [a_sign(date(2024, 8, 31), SignKind.PROMISE)], date(2024, 10, 1))
    assert (clock.end, clock.suit_by) == (date(2026, 8, 31), None)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_a_day_that_a_month_lacks_becomes_its_last(day, months, later):
    assert months_after(day, months) == later


def test_a_leap_day_comes_back_after_four_years():
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


# --- what the account shows ---


def a_demand(on: date, *numbers: str, why_not: Reason | None = None) -> Demand:
    at = datetime(on.year, on.month, on.day, 2, tzinfo=UTC)
    return Demand(
        on=on, at=at, channel="email", kind="payment_reminder", invoice_nos=frozenset(numbers), why_not=why_not
    )


def a_promise(on: date, *numbers: str) -> Promise:
    return Promise(
        id="P-1",
        customer_code="C1",
        amount=Money.parse("100.00", "CNY"),
        made_on=on,
        due=on,
        quote="",
        source="",
        invoice_nos=numbers,
    )


INVOICE = an_invoice(due=DUE)


def signs(*demands: Demand, **parts: tuple) -> list[tuple[date, str, str]]:
    found = signs_of(an_account(INVOICE, **parts), INVOICE, demands)
    return [(s.on, s.kind.value, s.why_not.code if s.why_not else "counts") for s in found]


def test_a_demand_counts_for_the_invoices_that_it_names_alone():
    assert signs(a_demand(date(2023, 7, 1), "A"), a_demand(date(2023, 8, 1), "B")) == [
        (date(2023, 7, 1), "demand", "counts")
    ]
    assert signs(a_demand(date(2023, 7, 1))) == [(date(2023, 7, 1), "demand", "names_no_invoice")]


def test_a_demand_before_or_on_the_due_date_asks_for_nothing_that_is_due():
    assert signs(a_demand(DUE, "A")) == []


def test_a_payment_on_the_invoice_counts_and_a_refund_or_a_running_total_does_not():
    refund = a_payment("-10.00", date(2023, 9, 1), number="R")
    running = replace(a_payment("10.00", date(2023, 10, 1)), number="paid:A")
    payments = (a_payment("10.00", date(2023, 8, 1)), refund, running, a_payment("5.00", date(2023, 8, 2), "B", "P9"))
    assert signs(payments=payments) == [
        (date(2023, 8, 1), "part_payment", "counts"),
        (date(2023, 10, 1), "part_payment", "day_of_payment_unknown"),
    ]


@pytest.mark.parametrize(
    ("basis", "verdict"),
    [
        (AllocationBasis.REFERENCE, "counts"),
        (AllocationBasis.DEBTOR, "counts"),
        (AllocationBasis.LAW, "not_put_there_by_customer"),
        (AllocationBasis.OLDEST_FIRST, "not_put_there_by_customer"),
        (AllocationBasis.BY_HAND, "not_put_there_by_customer"),
    ],
)
def test_allocated_money_counts_only_where_the_customer_put_it(basis, verdict):
    money = Money.parse("10.00", "CNY")
    allocation = Allocation(
        id="AL-1",
        customer_code="C1",
        receipt_no="P1",
        invoice_no="A",
        amount=money,
        made_on=date(2023, 9, 1),
        basis=basis,
    )
    payments = (a_payment("10.00", date(2023, 8, 1), invoice_no=""),)
    assert signs(payments=payments, allocations=(allocation,)) == [(date(2023, 8, 1), "part_payment", verdict)]
    assert signs(payments=payments, allocations=(replace(allocation, is_credit=True),)) == []


def test_promises_and_plans_count_for_the_invoices_that_they_name():
    plan = PaymentPlan(
        id="PL-1",
        customer_code="C1",
        agreed_on=date(2023, 9, 9),
        instalments=(Instalment(due=date(2023, 10, 1), amount=Money.parse("10.00", "CNY")),),
        invoice_nos=("A",),
    )
    promises = (a_promise(date(2023, 7, 1), "A"), a_promise(date(2023, 7, 2)), a_promise(date(2023, 7, 3), "B"))
    assert signs(promises=promises, plans=(plan, replace(plan, invoice_nos=("B",)))) == [
        (date(2023, 7, 1), "promise", "counts"),
        (date(2023, 7, 2), "promise", "names_no_invoice"),
        (date(2023, 9, 9), "plan", "counts"),
    ]
