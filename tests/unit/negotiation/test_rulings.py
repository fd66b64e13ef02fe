"""Whether an arrangement is within somebody's authority, what of it is not, and who may approve it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain.arrangement import InterestTreatment
from assistant.domain.authority import OfferKind
from assistant.domain.language import Language
from assistant.domain.parties import Role, Standing
from assistant.negotiation import ruling
from assistant.wording import Wording
from tests.unit.negotiation.arranged import TABLE, TODAY, cny, paying

# Limits on a case of CNY 100,000: ten days more, or two payments within 60 days, half of it first and within 14 days.
MINE = TABLE.of(Role.ACCOUNT_MANAGER, amount=cny("100000.00"))
HALVES = paying((10, "50000.00"), (45, "50000.00"))


def judged(arrangement, authority=MINE, **changes):
    return ruling(arrangement, authority, TODAY, TABLE, **changes)


def beyond(arrangement, authority=MINE, language=Language.EN):
    return [Wording.of(language).reason(reason) for reason in judged(arrangement, authority).beyond]


@pytest.mark.parametrize(
    "arrangement",
    [
        paying((10, "100000.00"), kind=OfferKind.EXTENSION),
        paying((14, "100000.00"), kind=OfferKind.FULL_NOW),
        paying((14, "50000.00"), (60, "50000.00")),
        paying((0, "10000.00"), (10, "90000.00"), kind=OfferKind.PART_NOW),
        paying(kind=OfferKind.OTHER_PAYMENT_METHOD),
    ],
    ids=lambda a: a.kind.value,
)
def test_what_reaches_every_limit_is_within(arrangement):
    assert judged(arrangement).within
    assert judged(arrangement).approver is None


@pytest.mark.parametrize(
    ("arrangement", "what"),
    [
        (
            paying((11, "100000.00"), kind=OfferKind.EXTENSION),
            ["Paid by 27 June 2026; the limit is 26 June 2026 (10 days from today)."],
        ),
        (
            paying((15, "100000.00"), kind=OfferKind.FULL_NOW),
            ["Paid by 1 July 2026; the limit is 30 June 2026 (14 days from today)."],
        ),
        (
            paying((1, "10000.00"), (11, "90000.00"), kind=OfferKind.PART_NOW),
            ["Paid by 27 June 2026; the limit is 26 June 2026 (10 days from today)."],
        ),
        (paying((1, "40000.00"), (20, "30000.00"), (40, "30000.00")), [
            "3 payments; the limit is 2.",
            "CNY 40,000.00 first is 40 % of the principal; the limit is at least 50 %.",
        ]),
        (
            paying((1, "49999.99"), (20, "50000.01")),
            ["CNY 49,999.99 first is 49.9 % of the principal; the limit is at least 50 %."],
        ),
        (paying((15, "50000.00"), (61, "50000.00")), [
            "The first payment comes on 1 July 2026; the limit is 30 June 2026 (14 days from today).",
            "The last payment comes on 16 August 2026; the limit is 15 August 2026 (60 days from today).",
        ]),
        (
            paying((1, "50000.00"), (10, "40000.00"), kind=OfferKind.PART_NOW),
            ["CNY 10,000.00 of the principal is on no day; time without an end is beyond every limit."],
        ),
        (
            replace(HALVES, interest=InterestTreatment.WAIVED, interest_waived=cny("1000.00")),
            ["Late interest is waived (CNY 1,000.00), which this role may not do."],
        ),
        (
            replace(HALVES, interest=InterestTreatment.FROZEN),
            ["Late interest is fixed at CNY 1,000.00, which this role may not do."],
        ),
        (
            paying((1, "98000.00"), kind=OfferKind.DISCOUNT, discount=cny("2000.00"), discount_pct=Decimal(2)),
            ["A discount of 2 %; the limit is 0 %."],
        ),
    ],
    ids=lambda value: "" if isinstance(value, list) else value.kind.value,
)  # fmt: skip
def test_what_is_beyond_is_told_with_its_figure_and_the_limit(arrangement, what):
    assert beyond(arrangement) == what
    assert not judged(arrangement).within


def test_all_at_once_is_within_where_a_first_instalment_on_that_day_would_be():
    assert judged(paying((14, "100000.00"))).within
    assert not judged(paying((15, "100000.00"))).within


def test_what_is_beyond_is_told_in_chinese():
    three = paying((1, "40000.00"), (20, "30000.00"), (40, "30000.00"))
    assert beyond(three, language=Language.ZH_HANS) == [
        "共 3 期，上限为 2 期。",
        "首期 CNY 40,000.00，占本金 40%，下限为 50%。",
    ]
    assert beyond(three, language=Language.ZH_HANT) == [
        "共 3 期，上限為 2 期。",
        "首期 CNY 40,000.00，為本金的 40%，下限為 50%。",
    ]


def test_a_discount_counts_as_large_as_it_is_whatever_it_is_called():
    half = paying((1, "50000.00"), kind=OfferKind.DISCOUNT, discount=cny("50000.00"), discount_pct=Decimal(0))
    assert beyond(half) == ["A discount of 50 %; the limit is 0 %."]


def test_a_waiver_beyond_the_interest_gives_up_principal_and_needs_the_administrator():
    everything = paying((1, "99000.00"), interest_waived=cny("2000.00"), kind=OfferKind.WAIVE_INTEREST)
    assert beyond(everything, TABLE.of(Role.REVIEWER)) == [
        "CNY 1,000.00 of the principal would be given up, which needs the administrator by name.",
    ]
    assert judged(everything).approver is Role.ADMIN


@pytest.mark.parametrize(
    ("arrangement", "approver"),
    [
        (paying((30, "100000.00"), kind=OfferKind.EXTENSION), Role.REVIEWER),
        (paying((31, "100000.00"), kind=OfferKind.EXTENSION), Role.ADMIN),
        (paying((1, "25000.00"), (30, "25000.00"), (60, "25000.00"), (90, "25000.00")), Role.REVIEWER),
        (paying((400, "100000.00"), kind=OfferKind.EXTENSION), Role.ADMIN),  # beyond everybody's limit
    ],
)
def test_the_lowest_role_whose_limits_cover_it_may_approve(arrangement, approver):
    assert judged(arrangement).approver is approver


def test_who_approves_depends_on_the_standing_of_the_customer():
    late = paying((40, "100000.00"), kind=OfferKind.EXTENSION)
    assert judged(late).approver is Role.ADMIN
    assert judged(late, standing=Standing.KEY).approver is Role.REVIEWER


def test_nobody_approves_what_is_beyond_themselves_but_the_administrator():
    late = paying((31, "100000.00"), kind=OfferKind.EXTENSION)
    assert judged(late, TABLE.of(Role.REVIEWER)).approver is Role.ADMIN
    assert judged(paying((400, "100000.00"), kind=OfferKind.EXTENSION), TABLE.of(Role.ADMIN)).approver is Role.ADMIN


def test_limits_given_by_hand_without_a_length_of_plans_leave_room_for_monthly_payments():
    given = replace(MINE, max_plan_days=None, max_first_payment_days=None, min_first_payment_pct=Decimal(0))
    assert judged(paying((14, "50000.00"), (45, "50000.00")), given).within
    assert not judged(paying((14, "50000.00"), (46, "50000.00")), given).within
