"""Prices worked out by hand: simple interest, actual days over 365."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.money import Money
from assistant.negotiation import position
from assistant.negotiation.making import Maker
from assistant.negotiation.pricing import price
from assistant.negotiation.situation import Debt
from tests.unit.negotiation.rounds import CALENDAR, TABLE, TERMS, TODAY, money, situation


def priced(*parts: tuple[date, str], late: str = "0.00", **gifts: object):
    maker = Maker(situation=situation(late=late), terms=TERMS, calendar=CALENDAR)
    schedule = [Instalment(due=due, amount=money(amount)) for due, amount in parts]
    return price(maker.arrangement(OfferKind.INSTALMENTS, schedule, **gifts), TODAY, Decimal("7.3"))


def test_a_hundred_days_at_seven_point_three_per_cent_are_two_per_cent():
    # 100,000 / 1.02 = 98,039.2157
    found = priced((date(2026, 9, 30), "100000.00"))
    assert (str(found.present_value), str(found.cost)) == ("CNY 98,039.22", "CNY 1,960.78")
    assert (found.days, str(found.exposure)) == (100, "CNY 0.00")


def test_each_payment_is_discounted_by_its_own_days():
    # 40,000 today and 60,000 / 1.01 in fifty days.
    found = priced((TODAY, "40000.00"), (date(2026, 8, 11), "60000.00"))
    assert (str(found.present_value), str(found.cost)) == ("CNY 99,405.94", "CNY 594.06")
    assert (found.days, str(found.exposure)) == (30, "CNY 60,000.00")


def test_what_is_given_away_costs_its_face():
    waived = priced((TODAY, "100000.00"), late="2500.00", waived=True)
    assert (str(waived.present_value), str(waived.cost)) == ("CNY 100,000.00", "CNY 2,500.00")
    off = priced((TODAY, "98000.00"), discount_pct=Decimal(2))
    assert (str(off.present_value), str(off.cost)) == ("CNY 98,000.00", "CNY 2,000.00")


def test_interest_that_goes_on_costs_nothing():
    assert str(priced((TODAY, "100000.00"), late="2500.00").cost) == "CNY 0.00"


def test_a_value_is_written_as_its_currency_is_billed():
    debt = Debt(invoice_no="A", amount=Money.parse("100,000", "TWD"), due=date(2026, 5, 1))
    owed = replace(situation(), debts=(debt,), late_interest=Money.zero("TWD"), step_minor=100)
    found = position(owed, TERMS, TABLE, CALENDAR)
    values = [str(each) for option in found.options for each in (option.price.present_value, option.price.cost)]
    assert len(values) >= 6
    assert not [value for value in values if "." in value]
