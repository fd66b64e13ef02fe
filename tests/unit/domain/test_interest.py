from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from assistant.domain.bearing import bearing_of
from assistant.domain.commitments import Dispute
from assistant.domain.daily_rate import Ceiling, Fixing, LateRate, fixing_day
from assistant.domain.interest import round_half_up
from assistant.domain.late_terms import Per, Rate
from assistant.domain.ledger import Allocation, AllocationBasis, CreditNote, Payment, Retention
from assistant.domain.money import Money
from tests.unit.domain.late import (
    a_payment,
    an_account,
    an_invoice,
    computed,
    daily,
    monthly,
    rates,
    steps,
    yearly,
)


def cny(text: str) -> Money:
    return Money.parse(text, "CNY")


# --- days ---


def test_21_days_at_five_per_ten_thousand_a_day_cost_907_20_on_86400():
    found = computed(daily("0.05"), date(2026, 6, 22), invoice=an_invoice("86400.00", due=date(2026, 6, 1)))
    assert found.rounded() == cny("907.20")
    assert steps(found) == [("2026-06-02", "2026-06-22", 21, "CNY 86,400.00")]
    assert found.segments[0].daily.share == Fraction(1, 2000)


def test_nothing_is_owed_on_the_due_date_itself_and_one_day_on_the_day_after():
    assert computed(daily("0.1"), date(2026, 1, 31)).rounded() == cny("0.00")
    assert computed(daily("0.1"), date(2026, 2, 1)).rounded() == cny("10.00")


def test_the_contracts_days_of_grace_come_before_the_first_day_that_costs_anything():
    found = computed(daily("0.1"), date(2026, 2, 10), grace_days=5)
    assert steps(found) == [("2026-02-06", "2026-02-10", 5, "CNY 10,000.00")]


def test_interest_may_start_only_after_a_demand():
    found = computed(daily("0.1"), date(2026, 2, 10), late_after=date(2026, 2, 4))
    assert steps(found) == [("2026-02-05", "2026-02-10", 6, "CNY 10,000.00")]


# --- the reducing balance ---


def test_a_part_payment_costs_until_its_own_day_on_the_whole_and_then_on_the_rest():
    invoice = an_invoice("86400.00", due=date(2026, 6, 1))
    account = an_account(invoice, payments=(a_payment("40000.00", date(2026, 6, 10)),))
    found = computed(daily("0.05"), date(2026, 6, 22), account=account)
    assert steps(found) == [
        ("2026-06-02", "2026-06-10", 9, "CNY 86,400.00"),
        ("2026-06-11", "2026-06-22", 12, "CNY 46,400.00"),
    ]
    assert [segment.amount for segment in found.segments] == [38880, 27840]
    assert found.rounded() == cny("667.20")


def test_a_payment_in_time_leaves_its_part_free_of_interest():
    account = an_account(an_invoice(), payments=(a_payment("4000.00", date(2026, 1, 31)),))
    assert computed(daily("0.1"), date(2026, 2, 10), account=account).rounded() == cny("60.00")


def test_what_happens_on_or_after_the_last_day_changes_nothing():
    payments = (a_payment("4000.00", date(2026, 2, 10)), a_payment("6000.00", date(2026, 3, 1), number="P2"))
    paid = computed(daily("0.1"), date(2026, 2, 10), account=an_account(an_invoice(), payments=payments))
    assert paid == computed(daily("0.1"), date(2026, 2, 10))


def test_an_invoice_paid_late_keeps_the_interest_of_its_delay_and_no_more():
    account = an_account(an_invoice(), payments=(a_payment("10000.00", date(2026, 2, 7)),))
    assert computed(daily("0.1"), date(2026, 12, 31), account=account).rounded() == cny("70.00")


def test_an_overpaid_invoice_earns_nobody_anything():
    account = an_account(an_invoice(), payments=(a_payment("13000.00", date(2026, 2, 2)),))
    assert computed(daily("0.1"), date(2026, 2, 20), account=account).rounded() == cny("20.00")


def test_a_refund_raises_the_balance_again_from_the_day_after_it():
    payments = (a_payment("4000.00", date(2026, 1, 20)), a_payment("-1000.00", date(2026, 2, 5), number="R1"))
    found = computed(daily("0.1"), date(2026, 2, 10), account=an_account(an_invoice(), payments=payments))
    assert steps(found) == [
        ("2026-02-01", "2026-02-05", 5, "CNY 6,000.00"),
        ("2026-02-06", "2026-02-10", 5, "CNY 7,000.00"),
    ]


def test_a_credit_note_counts_from_its_own_day():
    note = CreditNote(number="CN1", customer_code="C1", amount=cny("1000.00"), issued=date(2026, 2, 5), invoice_no="A")
    found = computed(daily("0.1"), date(2026, 2, 10), account=an_account(an_invoice(), credit_notes=(note,)))
    assert found.rounded() == cny("95.00")


def test_allocated_money_counts_from_the_day_it_came_and_not_from_the_day_of_the_allocation():
    payment = a_payment("4000.00", date(2026, 2, 3), invoice_no="")
    allocation = Allocation(
        id="AL-1",
        customer_code="C1",
        receipt_no="P1",
        invoice_no="A",
        amount=cny("4000.00"),
        made_on=date(2026, 2, 9),
        basis=AllocationBasis.OLDEST_FIRST,
    )
    account = an_account(an_invoice(), payments=(payment,), allocations=(allocation,))
    assert steps(computed(daily("0.1"), date(2026, 2, 10), account=account)) == [
        ("2026-02-01", "2026-02-03", 3, "CNY 10,000.00"),
        ("2026-02-04", "2026-02-10", 7, "CNY 6,000.00"),
    ]


def test_a_running_total_bears_no_interest_since_nobody_knows_when_it_was_paid():
    total = Payment(
        number="paid:A", customer_code="C1", amount=cny("4000.00"), received=date(2026, 2, 9), invoice_no="A"
    )
    found = computed(daily("0.1"), date(2026, 2, 10), account=an_account(an_invoice(), payments=(total,)))
    assert found.rounded() == cny("60.00")


def test_retained_money_bears_none_while_it_may_be_held_back():
    invoice = an_invoice(retention=Retention(amount=cny("1000.00"), until=date(2026, 2, 10)))
    found = computed(daily("0.1"), date(2026, 2, 20), invoice=invoice)
    assert steps(found) == [
        ("2026-02-01", "2026-02-10", 10, "CNY 9,000.00"),
        ("2026-02-11", "2026-02-20", 10, "CNY 10,000.00"),
    ]


def test_days_of_grace_hold_for_retained_money_too():
    invoice = an_invoice(retention=Retention(amount=cny("1000.00"), until=date(2026, 2, 10)))
    found = computed(daily("0.1"), date(2026, 2, 20), invoice=invoice, grace_days=5)
    assert [step[2:] for step in steps(found)] == [(10, "CNY 9,000.00"), (5, "CNY 10,000.00")]


def a_dispute(resolved_on: date | None) -> Dispute:
    return Dispute(
        id="D1",
        customer_code="C1",
        invoice_no="A",
        amount=cny("3000.00"),
        reason="quality",
        opened_on=date(2026, 2, 4),
        quote="",
        handler="",
        answer_by=date(2026, 2, 28),
        resolved_on=resolved_on,
    )


def test_the_contested_part_bears_interest_unless_it_is_left_out():
    account = an_account(an_invoice(), disputes=(a_dispute(None),))
    assert computed(daily("0.1"), date(2026, 2, 10), account=account).rounded() == cny("100.00")
    left_out = computed(daily("0.1"), date(2026, 2, 10), account=account, leave_out_disputed=True)
    assert steps(left_out) == [
        ("2026-02-01", "2026-02-03", 3, "CNY 10,000.00"),
        ("2026-02-04", "2026-02-10", 7, "CNY 7,000.00"),
    ]


def test_a_resolved_dispute_leaves_out_only_the_days_while_it_was_open():
    account = an_account(an_invoice(), disputes=(a_dispute(date(2026, 2, 8)),))
    found = computed(daily("0.1"), date(2026, 2, 10), account=account, leave_out_disputed=True)
    assert [step[2:] for step in steps(found)] == [
        (3, "CNY 10,000.00"),
        (4, "CNY 7,000.00"),
        (3, "CNY 10,000.00"),
    ]


def test_on_a_single_day_only_what_is_late_and_not_held_back_bears_interest():
    invoice = an_invoice(retention=Retention(amount=cny("1000.00"), until=date(2026, 2, 10)))
    bearing = bearing_of(an_account(invoice), invoice, grace_days=2)
    days = (date(2026, 1, 31), date(2026, 2, 2), date(2026, 2, 3), date(2026, 2, 12), date(2026, 2, 13))
    assert [str(bearing.bearing_on(day).decimal) for day in days] == ["0.00", "0.00", "9000.00", "9000.00", "10000.00"]


# --- rates ---


def test_a_yearly_rate_counts_365_days_in_a_leap_year_too():
    invoice = an_invoice(due=date(2023, 12, 31))
    found = computed(yearly("12"), date(2024, 12, 31), invoice=invoice)
    assert found.days == 366
    assert found.exact == Fraction(1_000_000 * 12 * 366, 100 * 365)
    assert found.rounded() == cny("1203.29")


def test_a_year_of_360_days_is_taken_at_its_word():
    found = computed(yearly("12", 360), date(2024, 12, 31), invoice=an_invoice(due=date(2023, 12, 31)))
    assert found.rounded() == cny("1220.00")


@pytest.mark.parametrize(
    ("due", "through"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2026, 2, 28), date(2026, 3, 31)),
    ],
)
def test_a_full_calendar_month_costs_exactly_the_months_rate(due, through):
    assert computed(monthly("1.5"), through, invoice=an_invoice(due=due)).rounded() == cny("150.00")


def test_a_part_of_a_month_costs_its_share_of_that_months_days():
    found = computed(monthly("1.5"), date(2026, 3, 15))
    assert steps(found) == [
        ("2026-02-01", "2026-02-28", 28, "CNY 10,000.00"),
        ("2026-03-01", "2026-03-15", 15, "CNY 10,000.00"),
    ]
    assert found.exact == 15000 + Fraction(15000 * 15, 31)
    assert found.rounded() == cny("222.58")


def test_a_month_may_be_agreed_to_count_thirty_days():
    assert computed(monthly("1.5", 360), date(2026, 2, 28)).rounded() == cny("140.00")


LPR = Rate(reference="LPR_1Y", factor=Decimal(2))
TABLE = rates("LPR_1Y", (date(2026, 1, 1), "3.65"), (date(2026, 2, 11), "7.30"))


def test_a_contracts_moving_rate_changes_on_its_own_dates():
    found = computed(LPR, date(2026, 2, 20), table=TABLE)
    assert [(s.days, s.daily.percent, s.amount) for s in found.segments] == [
        (10, Decimal("7.30"), 2000),
        (10, Decimal("14.60"), 4000),
    ]
    assert found.rounded() == cny("60.00")


def test_a_rate_fixed_when_the_delay_began_stays_for_all_of_it():
    found = computed(LateRate(rate=LPR, fixing=Fixing.AT_START), date(2026, 2, 20), table=TABLE)
    assert found.rounded() == cny("40.00")


EURO = Rate(reference="ECB_REFERENCE", margin=Decimal(8))
EURO_TABLE = rates("ECB_REFERENCE", (date(2025, 6, 11), "2.95"), (date(2026, 5, 1), "6.60"))


def test_a_rate_of_the_half_year_changes_on_the_first_of_july_alone():
    invoice = an_invoice(due=date(2026, 6, 20), currency="EUR")
    found = computed(LateRate(rate=EURO, fixing=Fixing.HALF_YEAR), date(2026, 7, 10), invoice=invoice, table=EURO_TABLE)
    assert [(s.days, s.daily.percent, s.amount) for s in found.segments] == [
        (10, Decimal("10.95"), 3000),
        (10, Decimal("14.60"), 4000),
    ]
    assert found.rounded() == Money.parse("70.00", "EUR")


def test_a_rate_of_the_half_year_before_the_delay_stays_for_all_of_it():
    invoice = an_invoice(due=date(2026, 6, 20), currency="EUR")
    late = LateRate(rate=EURO, fixing=Fixing.BEFORE_START)
    assert computed(late, date(2026, 7, 10), invoice=invoice, table=EURO_TABLE).rounded() == Money.parse("60.00", "EUR")
    from_july = an_invoice(due=date(2026, 6, 30), currency="EUR")
    assert computed(late, date(2026, 7, 10), invoice=from_july, table=EURO_TABLE).rounded() == Money.parse(
        "40.00", "EUR"
    )


@pytest.mark.parametrize(
    ("fixing", "day", "counts"),
    [
        (Fixing.EACH_DAY, date(2026, 7, 10), date(2026, 7, 10)),
        (Fixing.AT_START, date(2026, 7, 10), date(2026, 6, 21)),
        (Fixing.HALF_YEAR, date(2026, 6, 30), date(2026, 1, 1)),
        (Fixing.HALF_YEAR, date(2026, 7, 1), date(2026, 7, 1)),
        (Fixing.HALF_YEAR, date(2026, 12, 31), date(2026, 7, 1)),
        (Fixing.BEFORE_START, date(2026, 6, 30), date(2025, 12, 31)),
        (Fixing.BEFORE_START, date(2026, 7, 10), date(2025, 12, 31)),
    ],
)
def test_the_day_whose_value_counts_is_the_one_that_the_rule_names(fixing, day, counts):
    assert fixing_day(day, fixing, date(2026, 6, 21)) == counts


def test_a_delay_that_begins_on_the_first_of_july_takes_the_value_of_the_thirtieth_of_june():
    assert fixing_day(date(2026, 8, 1), Fixing.BEFORE_START, date(2026, 7, 1)) == date(2026, 6, 30)


def test_days_without_a_kept_rate_are_not_computed_and_named():
    found = computed(LPR, date(2026, 2, 20), table=rates("LPR_1Y", (date(2026, 2, 11), "7.30")))
    (gap,) = found.gaps
    assert (gap.first, gap.last, gap.balance) == (date(2026, 2, 1), date(2026, 2, 10), cny("10000.00"))
    assert (gap.why.code, gap.why.details) == ("rate_missing", {"series": "LPR_1Y", "day": date(2026, 2, 1)})
    assert found.rounded() == cny("40.00")


def test_a_rate_of_another_series_does_not_stand_in():
    found = computed(LPR, date(2026, 2, 20), table=rates("BOE_BASE", (date(2026, 1, 1), "4.00")))
    assert (found.segments, len(found.gaps)) == ((), 1)


def test_a_moving_rate_of_days_to_come_is_not_known_yet():
    table = rates("LPR_1Y", (date(2026, 1, 1), "3.65"), known_until=date(2026, 2, 10))
    found = computed(LPR, date(2026, 2, 20), table=table)
    assert steps(found) == [("2026-02-01", "2026-02-10", 10, "CNY 10,000.00")]
    assert (found.gaps[0].first, found.gaps[0].why.code) == (date(2026, 2, 11), "rate_missing")


def test_a_negative_reference_never_makes_interest_negative():
    below = Rate(reference="ECB_REFERENCE")
    found = computed(below, date(2026, 2, 20), table=rates("ECB_REFERENCE", (date(2026, 1, 1), "-0.50")))
    assert found.rounded() == cny("0.00")


def test_a_rule_of_law_counts_only_on_the_days_it_holds():
    late = LateRate(rate=daily("0.05"), rule="cn.x", valid_from=date(2026, 2, 6), valid_to=date(2026, 2, 10))
    found = computed(late, date(2026, 2, 15))
    assert steps(found) == [("2026-02-06", "2026-02-10", 5, "CNY 10,000.00")]
    assert [(gap.first, gap.last, gap.why.code) for gap in found.gaps] == [
        (date(2026, 2, 1), date(2026, 2, 5), "rule_not_in_force"),
        (date(2026, 2, 11), date(2026, 2, 15), "rule_not_in_force"),
    ]


# --- ceilings ---

CEILING = Ceiling(rule="tw.ceiling", percent=Decimal(16), valid_from=date(2021, 7, 20))


def test_a_ceiling_cuts_a_higher_rate_and_both_are_kept():
    late = LateRate(rate=yearly("20"), ceiling=CEILING)
    found = computed(late, date(2026, 2, 10), invoice=an_invoice("73000.00"))
    assert (found.exact, found.agreed) == (32000, 40000)
    assert found.segments[0].daily.is_cut


@pytest.mark.parametrize("rate", [yearly("16"), yearly("12"), daily("0.04")])
def test_a_ceiling_leaves_what_is_at_or_below_it(rate):
    found = computed(LateRate(rate=rate, ceiling=CEILING), date(2026, 2, 10))
    assert found.exact == found.agreed
    assert not found.segments[0].daily.is_cut


def test_a_daily_rate_is_cut_by_a_yearly_ceiling():
    late = LateRate(rate=daily("0.1"), ceiling=CEILING)
    assert computed(late, date(2026, 2, 10), invoice=an_invoice("73000.00")).rounded() == cny("320.00")


def test_days_before_a_ceiling_was_on_record_are_not_computed_at_a_rate_above_it():
    invoice = an_invoice("73000.00", due=date(2021, 7, 9))
    found = computed(LateRate(rate=yearly("20"), ceiling=CEILING), date(2021, 7, 29), invoice=invoice)
    assert [(gap.first, gap.last, gap.why.code) for gap in found.gaps] == [
        (date(2021, 7, 10), date(2021, 7, 19), "ceiling_not_known")
    ]
    assert found.rounded() == cny("320.00")


# --- rounding ---


def test_nothing_is_rounded_before_the_end():
    payments = tuple(a_payment("0.01", date(2026, 2, day), number=f"P{day}") for day in range(1, 21))
    found = computed(yearly("5"), date(2026, 2, 20), account=an_account(an_invoice("3.33"), payments=payments))
    assert len(found.segments) == 20
    assert found.exact == Fraction(sum(333 - n for n in range(20)) * 5, 36500)
    assert found.rounded() == cny("0.01")


@pytest.mark.parametrize(
    ("minor", "step", "rounded"),
    [
        (Fraction(1, 2), 1, 1),
        (Fraction(49, 100), 1, 0),
        (Fraction(3, 2), 1, 2),
        (Fraction(5, 2), 1, 3),
        (Fraction(49_99, 100), 100, 0),
        (Fraction(50), 100, 100),
        (Fraction(14_999, 100), 100, 100),
        (Fraction(150), 100, 200),
    ],
)
def test_half_goes_up_to_the_smallest_amount_billed(minor, step, rounded):
    assert round_half_up(minor, "TWD", step) == Money(rounded, "TWD")


def test_a_rate_for_the_day_in_words_is_kept_with_each_step():
    segment = computed(daily("0.05"), date(2026, 2, 10)).segments[0]
    assert (segment.daily.percent, segment.daily.per) == (Decimal("0.05"), Per.DAY)
