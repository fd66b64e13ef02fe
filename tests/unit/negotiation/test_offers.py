from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.authority import Authority, OfferKind
from assistant.domain.money import Money, total
from assistant.domain.parties import Role
from assistant.errors import NotAllowed
from assistant.knowledge import read_yaml, shipped
from assistant.negotiation import AuthorityTable, instalments, offers_within
from tests.fakes.calendar import WeekdayCalendar

TABLE = read_yaml(shipped("knowledge") / "policies" / "authority.yaml", AuthorityTable)
CALENDAR = WeekdayCalendar()


def offers(authority: Authority, kind: OfferKind, debt: Money, **changes: object):
    values = {"first_due": date(2026, 6, 23), "region": "CN", "calendar": CALENDAR}
    return offers_within(authority, kind, debt, **(values | changes))


@given(debt=st.integers(10_000, 10**12), count=st.integers(1, 12), pct=st.integers(1, 60))
def test_instalments_sum_to_the_debt_exactly(debt, count, pct):
    plan = instalments(
        Money(debt, "CNY"),
        count=count,
        first_due=date(2026, 6, 23),
        every_days=30,
        first_pct=Decimal(pct),
        region="CN",
        calendar=CALENDAR,
    )
    assert total((i.amount for i in plan), "CNY") == Money(debt, "CNY")
    assert [i.due for i in plan] == sorted({i.due for i in plan})
    assert all(i.due.weekday() < 5 and i.amount.minor > 0 for i in plan)
    assert count == 1 or plan[0].amount.minor * 100 >= debt * pct


def test_an_odd_cent_goes_to_the_last_instalment():
    plan = instalments(
        Money.parse("100.01", "USD"),
        count=2,
        first_due=date(2026, 6, 23),
        every_days=30,
        first_pct=Decimal(50),
        region="SG",
        calendar=CALENDAR,
    )
    assert [str(i.amount) for i in plan] == ["USD 50.01", "USD 50.00"]


def test_taiwan_dollars_are_split_into_whole_dollars():
    (offer,) = offers(
        TABLE.of(Role.ACCOUNT_MANAGER), OfferKind.INSTALMENTS, Money.parse("86,401", "TWD"), billing_digits=0
    )
    assert [str(i.amount) for i in offer.schedule] == ["TWD 43,201", "TWD 43,200"]


def test_an_account_manager_may_offer_two_instalments_half_first():
    (offer,) = offers(TABLE.of(Role.ACCOUNT_MANAGER), OfferKind.INSTALMENTS, Money.parse("9000.00", "USD"))
    assert [(str(i.due), str(i.amount)) for i in offer.schedule] == [
        ("2026-06-23", "USD 4,500.00"),
        ("2026-07-23", "USD 4,500.00"),
    ]


def test_an_extension_ends_on_a_business_day_within_the_limit():
    (offer,) = offers(
        TABLE.of(Role.ACCOUNT_MANAGER), OfferKind.EXTENSION, Money.parse("9000.00", "USD"), first_due=date(2026, 6, 25)
    )
    # Ten days on is Sunday 5 July; the Friday before stays within the limit.
    assert offer.schedule[0].due == date(2026, 7, 3)


def test_without_authority_nothing_is_offered():
    nothing = Authority(
        role="x",
        max_extension_days=0,
        max_instalments=1,
        min_first_payment_pct=Decimal(100),
        max_plan_days=0,
        max_discount_pct=Decimal(0),
        may_waive_late_fee=False,
    )
    for kind in OfferKind:
        assert offers(nothing, kind, Money.parse("9000.00", "USD")) == ()


def test_a_role_without_limits_may_not_be_asked():
    with pytest.raises(NotAllowed, match="auditor"):
        TABLE.of(Role.AUDITOR)
