"""What is said at once of a plan by hand: wrong, to be looked at, or in order."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from assistant.domain.arrangement import InterestTreatment
from assistant.domain.language import Language
from assistant.domain.parties import Role
from assistant.domain.track_record import TrackRecord
from assistant.negotiation import check_plan
from assistant.negotiation.plan_checks import CheckState, Habits
from assistant.negotiation.situation import Debt, Situation
from assistant.wording import Wording
from tests.fakes.calendar import WeekdayCalendar
from tests.unit.negotiation.arranged import TABLE, TODAY, cny, paying

HALVES = paying((10, "50000.00"), (45, "50000.00"))
SITUATION = Situation(
    debts=(Debt(invoice_no="INV-1", amount=cny("100000.00"), due=date(2026, 5, 1)),),
    late_interest=cny("1000.00"),
    today=TODAY,
    region="CN",
    authority=TABLE.of(Role.ACCOUNT_MANAGER, amount=cny("100000.00")),
)
MARK = {CheckState.OK: "ok", CheckState.LOOK: "?", CheckState.WRONG: "!"}


def said(arrangement=HALVES, situation=SITUATION, language=Language.EN, **known):
    words = Wording.of(language)
    checks = check_plan(arrangement, situation, TABLE, WeekdayCalendar(), **known)
    return [f"{MARK[check.state]} {words.reason(check.reason)}" for check in checks]


def test_a_plan_in_order():
    assert said() == [
        "ok The payments come to CNY 100,000.00 exactly; late interest of CNY 1,000.00 so far continues beside them.",
        "ok Every day is a business day, in order, from 26 June 2026 to 31 July 2026.",
        "ok It is within your authority.",
        "ok The first payment comes on 26 June 2026, in 10 days.",
    ]


def test_a_plan_in_order_in_chinese():
    assert said(language=Language.ZH_HANS) == [
        "ok 各期合计 CNY 100,000.00，分毫不差；至今的违约金 CNY 1,000.00 不列入各期，继续计算。",
        "ok 各期均为工作日且先后有序：2026年6月26日至2026年7月31日。",
        "ok 在您的授权范围内。",
        "ok 首期于2026年6月26日支付，即 10 天后。",
    ]


def test_what_is_beyond_authority_names_who_may_approve_and_why():
    three = paying((20, "30000.00"), (42, "30000.00"), (45, "40000.00"))
    assert said(three)[2:] == [
        "? It is beyond your authority; the reviewer may approve it.",
        "? 3 payments; the limit is 2.",
        "? CNY 30,000.00 first is 30 % of the principal; the limit is at least 50 %.",
        "? The first payment comes on 6 July 2026; the limit is 30 June 2026 (14 days from today).",
        "? The first payment comes only in 20 days, on 6 July 2026; 14 days are the limit.",
    ]


@pytest.mark.parametrize(
    ("arrangement", "problem"),
    [
        (paying((10, "50000.00"), (45, "49999.99")), "? CNY 0.01 is on no day; add a payment, or a larger one."),
        (paying((10, "50000.00"), (45, "50000.01")), "! The payments come to CNY 0.01 more than is owed."),
        (
            replace(HALVES, interest=InterestTreatment.FROZEN),
            "? CNY 1,000.00 is on no day; add a payment, or a larger one.",
        ),
        (
            replace(HALVES, outstanding=cny("90000.00")),
            "! The plan is on CNY 90,000.00, while CNY 100,000.00 is open on its invoices now.",
        ),
        (paying((12, "50000.00"), (45, "50000.00")), "! No business day of the customer's region: 28 June 2026."),
        (paying((-1, "50000.00"), (45, "50000.00")), "! Past already: 15 June 2026."),
        (paying((45, "50000.00"), (45, "50000.00")), "! The days are not in order, or two are the same."),
        (
            paying((10, "99999.50"), (45, "0.50")),
            "? A payment of CNY 0.50 is hardly worth its booking; have fewer payments.",
        ),
    ],
)
def test_each_thing_that_is_wrong_is_told(arrangement, problem):
    assert problem in said(arrangement)


def test_the_customers_record_is_held_against_it():
    broke = replace(SITUATION, record=TrackRecord(kept=1, broken=2))
    assert said(situation=broke, habits=Habits(usual_days_late=18, largest=cny("20000.00")))[4:] == [
        "? The customer broke 2 of 3 promises: a larger first payment or a shorter plan is safer.",
        "? The customer usually pays 18 days late; leave room, or ask for a standing order.",
        "? A payment of CNY 50,000.00 is larger than any before (CNY 20,000.00).",
    ]
    assert said(situation=replace(SITUATION, record=TrackRecord(kept=2)))[4:] == [
        "ok The customer kept every promise so far (2)."
    ]


def test_a_plan_beyond_the_time_of_the_first_invoice_is_told():
    last = TODAY + timedelta(days=45)
    assert said(claimable_until=last)[4:] == []
    assert said(claimable_until=last - timedelta(days=1))[4:] == [
        "? The last payment, on 31 July 2026, comes after 30 July 2026, when the first invoice can no longer be claimed:"
        " without a written acceptance do not go beyond it."
    ]


def test_a_discount_that_is_too_high_is_to_be_looked_at():
    cut = paying((10, "50000.00"), (45, "45000.00"), discount=cny("5000.00"), discount_pct=Decimal(5))
    assert "? A discount of 5 %; the limit is 0 %." in said(cut)
