"""At the table Taiwan and Hong Kong are understood as they write: their numbers, days, parts and reasons."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.intake.replies.amounts import OpenTotal, find_sums
from assistant.intake.replies.bargain import read_bargain
from assistant.intake.replies.folding import fold
from assistant.intake.replies.given import LedgerNow

MONDAY = date(2026, 11, 23)


def heard(text, currency="HKD", nos=("A-1",)):
    total = OpenTotal(amount=Decimal(300_000), currency=currency)
    return read_bargain(text, MONDAY, LedgerNow(invoice_nos=nos, total=total))


def proposal_of(text):
    found = heard(text).reading.proposal
    assert found, text
    return found


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("先付參萬元整", [30_000]),
        ("廿萬零五千", [205_000]),
        ("廿五萬", [250_000]),
        ("六皮先，餘數十皮半", [60_000, 105_000]),
        ("2.5皮", [25_000]),
        ("俾萬五蚊先", [15_000]),
        ("先付2萬半", [25_000]),
        ("12/22拾萬元整", [100_000]),
        ("3萬半年內付", [30_000]),
        ("三張牛皮沙發、萬一", []),
    ],
)
def test_sums_as_taiwan_and_hong_kong_write_them(text, amounts):
    assert [each.value for each in find_sums(fold(text), OpenTotal())] == amounts


def test_the_day_of_the_rest_is_not_that_of_the_part_before_it():
    found = proposal_of("老闆說先付5萬，剩下的月底再付可以嗎")
    assert (found.first_payment, found.starts, found.until) == (Decimal(50_000), None, date(2026, 11, 30))


def test_each_day_stands_with_its_own_sum_also_where_no_blank_parts_them():
    found = proposal_of("那12/22拾萬元整，餘額貳拾萬元整於1月5日付")
    assert [(each.day, each.amount) for each in found.payments] == [
        (date(2026, 12, 22), 100_000),
        (date(2027, 1, 5), 200_000),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("我哋月尾一定找清晒，有個客月中會俾錢，一到數即刻安排貴公司。", date(2026, 11, 30)),
        ("我們月底付，客戶12/15會付款給我們", date(2026, 11, 30)),
        ("月中有個客會找數，我哋12月18號過數俾你", date(2026, 12, 18)),
        ("因客戶未付款我們拟於12月18日付清", date(2026, 12, 18)),
    ],
)
def test_the_day_on_which_somebody_pays_the_customer_is_not_the_day_on_which_they_pay_us(text, day):
    promise = heard(text).reading.promise
    assert promise
    assert promise.day == day


@pytest.mark.parametrize(("text", "nos"), [("F-2、F-3月中一起付", ("F-2", "F-3")), ("HK-101 月中過數", ("HK-101",))])
def test_the_digits_of_an_invoice_are_no_month(text, nos):
    promise = heard(text, nos=nos).reading.promise
    assert promise
    assert promise.day == date(2026, 12, 15)
