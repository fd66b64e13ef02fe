"""The laws of money, each on many made-up cases: TACTFUL_LAW_CASES says on how many in all (`make laws`: 100,000)."""

import os
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.allocation import LegalOrder, in_proportion, open_debts, open_on, propose
from assistant.domain.bearing import Bearing, bearing_of
from assistant.domain.case import Account, open_case, open_items
from assistant.domain.daily_rate import DailyRate, rate_on
from assistant.domain.interest import interest, round_half_up
from assistant.domain.language import LocalText
from assistant.domain.ledger import AllocationBasis
from assistant.domain.money import Money, total
from assistant.domain.receipts import loose_receipts
from assistant.errors import BadAmount
from assistant.negotiation import instalments
from tests.fakes.calendar import WeekdayCalendar
from tests.laws.made_up import CURRENCIES, DAYS, LAST, accounts, applied, late_rates
from tests.unit.planning.accounts import NOW

LAWS = 12
CASES = int(os.environ.get("TACTFUL_LAW_CASES", "0"))
many = settings(
    max_examples=max(CASES // LAWS + 1, 25),
    deadline=None,
    derandomize=not CASES,  # the suite tries the same few cases each time
    suppress_health_check=list(HealthCheck),
)
ORDER = tuple(AllocationBasis)
LAW = LegalOrder(rule="x", title=LocalText.same("x"), skipped=(), pro_rata=True)
ONE_DAY = timedelta(days=1)


def bearings(account: Account, *, leave_out: bool) -> list[Bearing]:
    return [bearing_of(account, invoice, grace_days=3, leave_out_disputed=leave_out) for invoice in account.invoices]


def net(account: Account) -> Money:
    """What was invoiced less everything that came in or was credited."""
    received = [p.amount for p in account.payments] + [c.amount for c in account.credit_notes]
    invoiced = total((i.amount for i in account.invoices), account.currency)
    return invoiced - total(received, account.currency)


# --- splits ---


@many
@given(debt=st.integers(1, 10**12), count=st.integers(1, 24), pct=st.integers(0, 100), step=st.sampled_from([1, 100]))
def test_instalments_come_to_the_debt(debt, count, pct, step):
    try:
        plan = instalments(
            Money(debt, "TWD"),
            count=count,
            first_due=date(2026, 6, 23),
            every_days=30,
            first_pct=Decimal(pct),
            region="TW",
            calendar=WeekdayCalendar(),
            step_minor=step,
        )
    except ValueError:
        assert debt < count * step
        return
    assert total((part.amount for part in plan), "TWD") == Money(debt, "TWD")


@many
@given(minor=st.integers(0, 10**12), weights=st.lists(st.integers(0, 10**9), min_size=1, max_size=9).filter(any))
def test_shares_come_to_the_whole_and_are_never_off_by_a_unit(minor, weights):
    shares = in_proportion(minor, weights)
    assert sum(shares) == minor
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(minor * weight, sum(weights))) < 1


# --- where money goes ---


@many
@given(account=accounts(), law=st.sampled_from([None, LAW]), order=st.permutations(ORDER[:-1]))
def test_what_is_placed_and_what_is_left_come_to_what_was_loose(account, law, order):
    proposal = propose(account, order, law=law, today=LAST)
    for receipt in loose_receipts(account):
        parts = [p.amount for p in proposal.placed if p.receipt == receipt]
        parts += [rest.amount for rest in proposal.left if rest.receipt == receipt]
        assert total(parts, account.currency) == receipt.left
    assert all(part.amount.minor > 0 for part in (*proposal.placed, *proposal.left))


@many
@given(account=accounts(), law=st.sampled_from([None, LAW]))
def test_no_invoice_is_paid_beyond_what_it_has_open_and_nothing_stays_loose_while_one_is_open(account, law):
    proposal = propose(account, ORDER, law=law, today=LAST)
    debts = open_on(open_debts(account, LAST), account.currency)
    after = open_on(open_debts(applied(account, proposal), LAST), account.currency)
    for number, before in debts.items():
        put = total((p.amount for p in proposal.placed if p.invoice_no == number), account.currency)
        assert put <= before
        assert before - put == after.get(number, Money.zero(account.currency))
    assert not (proposal.left and after)


@many
@given(account=accounts())
def test_what_is_open_less_what_is_unallocated_is_what_was_invoiced_less_what_came_in(account):
    allocated = applied(account, propose(account, ORDER, law=None, today=LAST))
    for each in (account, allocated):
        case = open_case(each, now=NOW, today=LAST)
        assert case.open_balance - case.unallocated == net(account)
        assert case.open_balance == total((item.open_balance for item in case.items), account.currency)
        due_and_held = (part for item in case.items for part in (item.due_balance, item.retained))
        assert total(due_and_held, account.currency) == case.open_balance
        assert all(not item.collectable < Money.zero(account.currency) for item in open_items(each, LAST))
    assert not open_case(allocated, now=NOW, today=LAST).unallocated < Money.zero(account.currency) or (
        open_case(account, now=NOW, today=LAST).unallocated < Money.zero(account.currency)
    )


@many
@given(account=accounts(), other=CURRENCIES)
def test_amounts_of_two_currencies_are_never_added(account, other):
    if other == account.currency:
        return
    stranger = replace(account.invoices[0], number="INV-9999", amount=Money(1, other))
    mixed = replace(account, invoices=(*account.invoices, stranger))
    with pytest.raises(BadAmount):
        total((invoice.amount for invoice in mixed.invoices), account.currency)
    with pytest.raises(BadAmount):
        _ = open_case(mixed, now=NOW, today=LAST).open_balance
    with pytest.raises(BadAmount):
        Money(1, account.currency) < Money(2, other)  # noqa: B015


# --- interest ---


@many
@given(
    account=accounts(), late=late_rates(), days=st.lists(DAYS, min_size=3, max_size=3).map(sorted), out=st.booleans()
)
def test_interest_over_two_stretches_is_interest_over_the_whole(account, late, days, out):
    rate, table = late
    first, middle, last = days
    for bearing in bearings(account, leave_out=out):
        whole = interest(bearing, rate, table, after=first, through=last)
        halves = [interest(bearing, rate, table, after=a, through=b) for a, b in ((first, middle), (middle, last))]
        assert whole.exact == sum(half.exact for half in halves)
        assert whole.days == sum(half.days for half in halves)


@many
@given(account=accounts(), late=late_rates(), out=st.booleans(), length=st.integers(0, 90))
def test_interest_is_the_sum_of_its_days(account, late, out, length):
    rate, table = late
    for bearing in bearings(account, leave_out=out):
        last = bearing.first_late + timedelta(days=length)
        found = interest(bearing, rate, table, through=last)
        by_hand, known = Fraction(0), 0
        for n in range(length + 1):
            day = bearing.first_late + n * ONE_DAY
            daily = rate_on(day, rate, first_late=bearing.first_late, table=table)
            balance = bearing.bearing_on(day)
            if balance and isinstance(daily, DailyRate):
                by_hand, known = by_hand + balance.minor * daily.share, known + 1
        assert (found.exact, found.days) == (by_hand, known)
        assert sum((gap.last - gap.first).days + 1 for gap in found.gaps) + known <= length + 1


@many
@given(account=accounts(), late=late_rates(), data=st.data())
def test_the_order_of_payments_does_not_matter(account, late, data):
    rate, table = late
    shuffled = replace(account, payments=tuple(data.draw(st.permutations(account.payments))))
    for one, other in zip(bearings(account, leave_out=False), bearings(shuffled, leave_out=False), strict=True):
        assert interest(one, rate, table, through=LAST) == interest(other, rate, table, through=LAST)


@many
@given(account=accounts(), late=late_rates(), out=st.booleans())
def test_interest_is_never_below_zero_and_a_ceiling_never_adds(account, late, out):
    rate, table = late
    for bearing in bearings(account, leave_out=out):
        found = interest(bearing, rate, table, through=LAST)
        assert 0 <= found.exact <= found.agreed
        assert all(segment.balance.minor > 0 for segment in found.segments)
        assert not found.rounded() < Money.zero(account.currency)


@many
@given(account=accounts(), late=late_rates(), n=st.integers(0, 4), earlier=st.integers(0, 400), out=st.booleans())
def test_a_payment_that_comes_earlier_never_costs_more(account, late, n, earlier, out):
    rate, table = late
    money = [payment for payment in account.payments if not payment.is_refund]
    if not money:
        return
    moved = money[n % len(money)]
    sooner = replace(moved, received=moved.received - timedelta(days=earlier))
    changed = replace(account, payments=tuple(sooner if p is moved else p for p in account.payments))
    for before, after in zip(bearings(account, leave_out=out), bearings(changed, leave_out=out), strict=True):
        late_one = interest(before, rate, table, through=LAST)
        assert interest(after, rate, table, through=LAST).exact <= late_one.exact


@many
@given(numerator=st.integers(0, 10**15), denominator=st.integers(1, 10**6), step=st.sampled_from([1, 100]))
def test_rounding_moves_a_sum_by_at_most_half_of_what_is_billed_and_half_goes_up(numerator, denominator, step):
    exact = Fraction(numerator, denominator)
    rounded = round_half_up(exact, "TWD", step).minor
    assert rounded % step == 0
    assert -Fraction(step, 2) < rounded - exact <= Fraction(step, 2)
    assert round_half_up(Fraction(rounded) + Fraction(step, 2), "TWD", step).minor == rounded + step
