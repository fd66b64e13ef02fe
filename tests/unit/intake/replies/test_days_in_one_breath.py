"""Days that are named in one breath have their sums beside them, and the month of the day before."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.bargain import read_bargain
from assistant.intake.replies.days import find_days
from assistant.intake.replies.folding import fold
from assistant.intake.replies.given import LedgerNow

MONDAY = date(2026, 11, 23)


def payments(text, owed="90000"):
    """The payments that are read, as 12-05 20000; the last one for what is left without a sum."""
    total = OpenTotal(amount=Decimal(owed), currency="CNY")
    proposal = read_bargain(text, MONDAY, LedgerNow(invoice_nos=("YT-26",), total=total)).reading.proposal
    return [
        f"{each.day:%m-%d} {each.amount.normalize():f}" if each.amount else f"{each.day:%m-%d}"
        for each in (proposal.payments if proposal else ())
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下月5号、20号、月底，分别付两万、两万、剩下的，可以吗", ["12-05 20000", "12-20 20000", "12-31"]),
        ("12月5号和20号，分别付4万和余款", ["12-05 40000", "12-20"]),
        ("15号和30号各付一半", ["12-15 45000", "12-30 45000"]),
        ("12月15号、30号每次4.5万", ["12-15 45000", "12-30 45000"]),
        ("12月5号、20号和月底各三分之一", ["12-05 30000", "12-20 30000", "12-31 30000"]),
        ("12月5号和20号各付3万，剩下的月底结清", ["12-05 30000", "12-20 30000", "12-31"]),
        ("12月5号、20号两次付清，第一次4万，第二次5万", ["12-05 40000", "12-20 50000"]),
        ("2万、3万、4万，分别在12月5号、20号和月底付", ["12-05 20000", "12-20 30000", "12-31 40000"]),
        ("we pay on 5 December and 20 December, 45,000 each", ["12-05 45000", "12-20"]),
    ],
)
def test_each_day_of_a_list_has_the_sum_that_is_named_for_it(text, expected):
    assert payments(text) == expected


@pytest.mark.parametrize(
    "text",
    ["12月5号到20号付3万", "12月5号、20号各付一部分", "12月5号、20号和月底各付一半"],
)
def test_a_range_or_days_whose_sums_do_not_fit_are_no_such_list(text):
    assert payments(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("这个礼拜五先打五万，剩下四万，十二月十号一半月底一半", ["11-27 50000", "12-10 20000", "12-31"]),
        ("余款：15号一半，月底一半；12月1号先付1万", ["12-01 10000", "12-15 40000", "12-31 40000"]),
        ("12月1号先付一半，另一半12月20号", ["12-01 45000", "12-20 45000"]),
    ],
)
def test_halves_behind_the_word_for_the_rest_are_halves_of_it(text, expected):
    assert payments(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下月10号付4万，25号付5万", ["2026-12-10", "2026-12-25"]),
        ("12月30号、月底", ["2026-12-30", "2026-12-31"]),
        ("1月10号、20号、30号", ["2027-01-10", "2027-01-20", "2027-01-30"]),
        ("12月20号2万，5号再2万", ["2026-12-20", "2027-01-05"]),
        # Here the second day is another thought.
        ("12月10号付不了，25号先付一半", ["2026-12-10", "2026-11-25"]),
        ("原定12月10号，提前到25号", ["2026-12-10", "2026-11-25"]),
        ("12月10号要交税。25号给你们打", ["2026-12-10", "2026-11-25"]),
    ],
)
def test_a_day_without_a_month_is_in_the_month_of_the_day_listed_before(text, expected):
    assert [str(each.day) for each in find_days(fold(text), MONDAY)] == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("还是4号18号。", ["12-04", "12-18"]), ("12月4号、18号付", ["12-04", "12-18"])]
)
def test_days_without_any_sum_are_parts_of_which_nobody_says_how_much(text, expected):
    said = read_bargain(
        text, MONDAY, LedgerNow(invoice_nos=("YT-26",), total=OpenTotal(amount=Decimal(90000), currency="CNY"))
    )
    proposal = said.reading.proposal
    assert [f"{day:%m-%d}" for day in (proposal.starts, proposal.until)] == expected
    assert (said.reading.promise, proposal.first_payment, proposal.payments) == (None, None, ())


@pytest.mark.parametrize("text", ["12月4号到18号付", "12月4号或18号付", "12月4号，最晚18号付"])
def test_a_stretch_of_time_is_one_payment_by_its_end(text):
    total = OpenTotal(amount=Decimal(90000), currency="CNY")
    promise = read_bargain(text, MONDAY, LedgerNow(invoice_nos=("YT-26",), total=total)).reading.promise
    assert promise.day == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("text", "owed", "expected"),
    [
        (
            "先拿个十万，就是，嗯，后天给你转，下剩的十五万嘛，12月中旬，十五号吧",
            "250000",
            ["11-25 100000", "12-15 150000"],
        ),
        ("两笔，一笔五万，是这个礼拜五，另外一笔嘛，四万，下个月十号", "90000", ["11-27 50000", "12-10 40000"]),
        ("三回也中，12月1号五万，12月15五万，1月4号三万四", "134000", ["12-01 50000", "12-15 50000", "01-04 34000"]),
    ],
)
def test_sums_that_make_up_the_debt_fall_on_as_many_days_in_their_order(text, owed, expected):
    assert payments(text, owed) == expected


@pytest.mark.parametrize(
    "text", ["先拿个十万，就是，嗯，后天给你转，十五号再看", "十万，十万，就是，嗯，后天，十二月十五号"]
)
def test_sums_that_do_not_make_up_the_debt_are_not_spread_over_days(text):
    assert payments(text, "250000") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("后天转3万，再过一星期3万，再过一星期3万", ["2026-11-25", "2026-12-02", "2026-12-09"]),
        ("12月1号一笔，再过半个月一笔", ["2026-12-01", "2026-12-16"]),
        ("再过一个月付", ["2026-12-23"]),
        ("再过两天给你", ["None"]),
        ("跟25号那笔一起付", ["None"]),
        ("25号付那笔尾款", ["2026-11-25"]),
    ],
)
def test_a_day_that_leans_on_another_is_counted_from_it(text, expected):
    assert [str(each.day) for each in find_days(fold(text), MONDAY)] == expected


def test_the_first_ones_of_a_plan_have_a_sum_each():
    total = OpenTotal(amount=Decimal(134000), currency="CNY")
    text = "分四回，每半个月一回，从12月1号开始，头三回三万五，末了一回两万九"
    proposal = read_bargain(text, MONDAY, LedgerNow(invoice_nos=("YT-26",), total=total)).reading.proposal
    assert (proposal.instalments, proposal.per_instalment, proposal.starts) == (4, 35000, date(2026, 12, 1))


def test_a_week_for_each_is_a_rhythm():
    total = OpenTotal(amount=Decimal(93000), currency="CNY")
    text = "下个月10号开始，一个礼拜给3万1，三个礼拜给完"
    proposal = read_bargain(text, MONDAY, LedgerNow(invoice_nos=("YT-26",), total=total)).reading.proposal
    assert (proposal.instalments, proposal.per_instalment, proposal.until) == (3, 31000, date(2026, 12, 24))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("再下个月底清完", ["2027-01-31"]),
        ("下下个月10号付", ["2027-01-10"]),
        ("次月25号付", ["2026-12-25"]),
        ("分三次月底付", ["2026-11-30"]),
        ("两周后付一半，再两周付另一半", ["2026-12-07", "2026-12-21"]),
        ("再给两周", []),
    ],
)
def test_the_month_after_next_and_two_weeks_more(text, expected):
    assert [str(each.day) for each in find_days(fold(text), MONDAY)] == expected
