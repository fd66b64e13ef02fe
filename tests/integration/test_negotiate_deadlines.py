"""A day by which they pay, and one on which they do, where it is a day off: lines of ``tactful negotiate --jsonl``."""

import pytest

from assistant.domain.language import Language
from tests.integration.given_talks import answer_to

RECORD = {
    "seller": "示例恒拓包装有限公司",
    "customer": "示例泉源暖通有限公司",
    "contact": "韩经理",
    "as_of": "2026-12-07",
    "invoices": [{"no": "QC-8", "amount": "84000.00", "issued": "2026-09-08", "due": "2026-10-08"}],
    "authority": {"max_extension_days": 70, "may_offer_instalments": True, "max_instalments": 3},
}


@pytest.fixture
def theirs(negotiating_desk):
    """The days of what they propose, as 12-24, and whether that is confirmed."""

    def proposed(text, currency, **record):
        answer = answer_to(negotiating_desk, RECORD | {"currency": currency} | record, text, said=Language.EN)
        made = next((option for option in answer["options"] if option["by"] == "customer"), None)
        return [part["date"][5:] for part in made["schedule"]] if made else answer["doubts"]

    return proposed


@pytest.mark.parametrize(
    ("text", "currency", "day"),
    [
        # New Year's Eve of the lunar calendar is a day off on the mainland and in Taiwan, and none in Hong Kong.
        ("年前付清可以吗？", "CNY", "02-04"),
        ("春节前付清", "CNY", "02-04"),
        ("可否於除夕前付清？", "TWD", "02-03"),
        ("可否於除夕前過數？", "HKD", "02-05"),
        ("貨款12月25日前付清", "TWD", "12-24"),
        ("貨款12月25日付清", "TWD", "12-28"),
        ("最遲12月27日付清", "HKD", "12-24"),
        ("12月27日過數", "HKD", "12-28"),
        ("最晚不超过12月27日付清", "CNY", "12-25"),
        ("1月份内付清", "CNY", "01-29"),
        ("元月31号之前付清", "CNY", "01-29"),
        ("元月31号付清", "CNY", "02-01"),
        ("1月30号前后付清", "CNY", "02-01"),
        ("We will pay all of it by 26 December.", "GBP", "12-24"),
        ("We will pay all of it on 26 December.", "GBP", "12-29"),
        ("We will pay all of it before Boxing Day.", "GBP", "12-24"),
        ("Could we pay it all before the end of January?", "GBP", "01-29"),
        ("Could we have until 31 January to pay it all?", "GBP", "02-01"),
        ("We'll settle in full on 31 January at the latest.", "USD", "01-29"),
        ("We can pay nothing before 30 January, all of it on 30 January.", "USD", "02-01"),
    ],
)
def test_a_deadline_on_a_day_off_moves_back_and_a_plain_day_on(theirs, text, currency, day):
    assert theirs(text, currency) == [day]


def test_new_years_eve_is_a_day_off_where_new_years_day_is_a_saturday(theirs):
    invoices = [{"no": "QC-8", "amount": "84000.00", "issued": "2027-09-08", "due": "2027-10-08"}]
    as_of = {"as_of": "2027-12-06", "invoices": invoices}
    assert theirs("We will pay all of it before New Year's Eve.", "USD", **as_of) == ["12-30"]
    assert theirs("We will pay all of it on New Year's Eve.", "USD", **as_of) == ["01-03"]
    assert theirs("We will pay all of it before New Year's Eve.", "GBP", **as_of) == ["12-31"]


@pytest.mark.parametrize(
    ("text", "currency", "days"),
    [
        ("首期12月27日前付4万，余款1月31日前付清。", "CNY", ["12-25", "01-29"]),
        ("首期12月27日付4万，余款1月31日付清。", "CNY", ["12-28", "02-01"]),
        ("每月27日前付28000，分三期付，可以吗？", "CNY", ["12-25", "01-27", "02-26"]),
        ("首期12月25日前付42000，餘款1月25日付清。", "TWD", ["12-24", "01-25"]),
        ("Half by 27 December and the rest no later than 31 January.", "GBP", ["12-24", "01-29"]),
        ("Half on 27 December and the rest by 31 January.", "GBP", ["12-29", "01-29"]),
    ],
)
def test_each_payment_of_a_plan_moves_as_its_own_day_was_named(theirs, text, currency, days):
    assert theirs(text, currency) == days


def test_a_deadline_before_which_no_business_day_is_left_moves_on(theirs):
    assert theirs("周日前付清", "CNY", as_of="2026-12-18") == ["12-21"]


def test_a_deadline_that_moved_back_is_theirs_still_and_confirmed(negotiating_desk):
    text = "We will pay all of it by 27 December, please confirm."
    answer = answer_to(negotiating_desk, RECORD | {"currency": "GBP"}, text, said=Language.EN)
    assert (answer["agreed"], answer["options"][0]["schedule"][0]["date"]) == (True, "2026-12-24")
