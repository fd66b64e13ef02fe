"""Who may concede how much, on which case: limits by role, size of the case and standing of the customer."""

from dataclasses import fields, replace
from itertools import pairwise

import pytest

from assistant.domain.authority import AmountBand, Authority
from assistant.domain.language import Language
from assistant.domain.money import Money
from assistant.domain.parties import Role, Standing
from assistant.errors import BadKnowledge
from assistant.knowledge import check
from assistant.negotiation import AuthorityTable
from assistant.negotiation.authority import in_words
from assistant.wording import Wording
from tests.unit.negotiation.arranged import TABLE, cny

LADDER = (Role.ACCOUNT_MANAGER, Role.REVIEWER, Role.ADMIN)
SIZES = (None, cny("50000.00"), cny("500000.00"), cny("500000.01"))


def said(authority: Authority, language: Language = Language.EN) -> list[str]:
    return [Wording.of(language).reason(reason) for reason in in_words(authority)]


def test_authority_of_an_account_manager_in_words():
    assert said(TABLE.of(Role.ACCOUNT_MANAGER)) == [
        "May give up to 10 days more.",
        "May agree up to 2 payments, at least 50 % with the first, the first within 14 days and the last within "
        "60 days.",
        "May give no discount.",
        "May not waive late interest.",
        "May not fix late interest.",
    ]


def test_authority_of_a_reviewer_on_a_small_case_in_chinese():
    authority = TABLE.of(Role.REVIEWER, amount=cny("50000.00"))
    assert said(authority, Language.ZH_HANS) == [
        "可延期至多 30 天。",
        "可分至多 6 期，首期不低于 20%；首期须在 21 天内、末期须在 180 天内支付。",
        "可给予至多 2% 的折扣。",
        "全部付清后可免收违约金。",
        "可将违约金固定为截至某日的金额。",
    ]
    assert said(authority, Language.ZH_HANT) == [
        "可延後至多 30 天。",
        "可分至多 6 期，首期不低於 20%；首期須於 21 天內、末期須於 180 天內支付。",
        "可給予至多 2% 的折扣。",
        "全數付清後可免收遲延利息。",
        "可將遲延利息固定為計至某日的金額。",
    ]


@pytest.mark.parametrize(
    ("amount", "band"),
    [
        (cny("50000.00"), AmountBand.SMALL),
        (cny("50000.01"), AmountBand.MEDIUM),
        (cny("500000.00"), AmountBand.MEDIUM),
        (cny("500000.01"), AmountBand.LARGE),
        (Money.parse("1.00", "KZT"), AmountBand.LARGE),  # a currency without bands
        (None, None),
    ],
)
def test_a_case_is_small_up_to_its_currencys_band(amount, band):
    assert TABLE.band(amount) is band


def test_size_and_standing_change_a_limit_and_the_last_that_fits_counts():
    large, key = cny("900000.00"), Standing.KEY
    of = TABLE.of
    assert of(Role.ACCOUNT_MANAGER).max_extension_days == 10
    assert of(Role.ACCOUNT_MANAGER, amount=large).max_extension_days == 7
    assert of(Role.ACCOUNT_MANAGER, standing=key).max_extension_days == 15
    assert of(Role.ACCOUNT_MANAGER, amount=large, standing=key).max_extension_days == 15


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("amount", SIZES, ids=str)
def test_nobody_may_less_than_the_one_below_them(amount, standing):
    ladder = [TABLE.of(role, amount=amount, standing=standing) for role in LADDER]
    for low, high in pairwise(ladder):
        for limit in fields(Authority):
            if limit.name == "min_first_payment_pct":
                assert high.min_first_payment_pct <= low.min_first_payment_pct
            elif limit.name != "role":
                assert getattr(high, limit.name) >= getattr(low, limit.name), limit.name


def test_limits_that_are_not_named_follow_from_the_others():
    given = replace(TABLE.of(Role.ACCOUNT_MANAGER), max_plan_days=None, max_first_payment_days=None, max_instalments=3)
    assert (given.first_payment_within, given.plan_within) == (14, 14 + 2 * 31)
    assert replace(given, max_extension_days=20).first_payment_within == 20


def a_table(**limits):
    usual = {
        "max_extension_days": 10,
        "max_instalments": 2,
        "min_first_payment_pct": "50",
        "max_plan_days": 45,
        "max_discount_pct": "0",
        "may_waive_late_fee": False,
    }
    return {"version": "x", "roles": {"reviewer": usual | limits}}


def test_a_table_of_before_there_were_bands_still_counts():
    assert check(a_table(), AuthorityTable, "here").of(Role.REVIEWER, amount=cny("1.00")).max_plan_days == 45


@pytest.mark.parametrize(
    ("limits", "problem"),
    [
        ({"max_discount_pct": "101"}, "max_discount_pct must be from 0 to 100"),
        ({"max_instalments": -1}, "max_instalments must not be negative"),
        ({"unless": [{"min_first_payment_pct": "-1"}]}, "min_first_payment_pct must be from 0 to 100"),
        ({"unless": [{"bands": ["huge"]}]}, "Input should be 'small', 'medium' or 'large'"),
        ({"max_rebate": 1}, "Unexpected keyword argument"),
    ],
)
def test_what_is_no_limit_is_refused(limits, problem):
    with pytest.raises(BadKnowledge, match=problem):
        check(a_table(**limits), AuthorityTable, "here")


def test_bands_that_do_not_rise_are_refused():
    with pytest.raises(BadKnowledge, match="bands must rise"):
        check(a_table() | {"bands": {"CNY": {"small": "10", "medium": "10"}}}, AuthorityTable, "here")
