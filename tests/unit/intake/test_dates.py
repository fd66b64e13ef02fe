"""A day is read in the one way in which it can be meant, asked about, or refused."""

from datetime import date

import pytest

from assistant.errors import BadInput
from assistant.intake.dates import orders_of, read_date, settle_order
from assistant.intake.reading import DateOrder

DMY, MDY, YMD = DateOrder.DMY, DateOrder.MDY, DateOrder.YMD


def why_not(text: str, order: DateOrder | None = None) -> str:
    with pytest.raises(BadInput) as caught:
        read_date(text, order)
    return caught.value.code


@pytest.mark.parametrize(
    "text",
    ["2026-06-30", "2026/6/30", "20260630", "2026年6月30日", "二〇二六年六月三十日", "２０２６／６／３０", "115/06/30",
     "1150630", "115年6月30日", "民國115年6月30日", "民國一一五年六月三十日", "30 June 2026", "30-Jun-2026",
     "June 30th, 2026", "30/06/2026", "06/30/2026", "6/30/2026 1:05:00 PM", "2026/6/30 下午 1:05:00",
     "2026-06-30T23:30:00+08:00", "2026-06-30T00:00:00Z", "2026-06-30 12:00 UTC"],
)  # fmt: skip
def test_a_day_that_can_be_meant_in_one_way_is_read(text):
    assert read_date(text, None) == date(2026, 6, 30)


@pytest.mark.parametrize(
    "text",
    ["Tuesday, June 30, 2026", "Tue 30 Jun 2026", "2026年6月30日 星期二", "2026年6月30日星期二", "2026/6/30（二）",
     "115/06/30 (週二)", "30JUN2026", "2026-Jun-30", "Jun-30-2026", "中華民國一百一十五年六月三十日"],
)  # fmt: skip
def test_a_day_may_come_with_the_day_of_the_week_or_in_longer_words(text):
    assert read_date(text, None) == date(2026, 6, 30)


def test_a_day_of_the_week_must_fit_its_date_and_may_tell_its_order():
    assert why_not("Monday, June 30, 2026") == why_not("2026-06-30 星期一") == "not_a_date"
    assert read_date("03/04/2026 (五)", None) == date(2026, 4, 3)
    assert orders_of("03/04/2026 (五)") == {DMY}
    assert why_not("03/04/2026 (一)") == "not_a_date"


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("01/12/2026", {DMY, MDY}),
        ("30/06/2026", {DMY}),
        ("06/30/2026 1:05 PM", {MDY}),
        ("05/06/26", {DMY, MDY, YMD}),
        ("30-Jun-26", {DMY, MDY, YMD}),
        ("06/06/2026", set()),
        ("31/02/2026", set()),
        ("2026-06-30", set()),
        ("soon", set()),
        ("2026-06-29T16:00:00Z", set()),
    ],
)
def test_a_text_allows_the_orders_in_which_it_is_a_day_of_the_calendar(text, orders):
    assert orders_of(text) == orders


def test_an_order_is_settled_by_a_day_that_only_it_allows():
    assert settle_order(["01/12/2026", "30/06/2026"]) is DMY
    assert settle_order(["05/06/26", "06/30/2026"]) is MDY
    assert settle_order(["01/12/2026"]) is None
    assert settle_order(["30/06/2026", "06/30/2026"]) is None
    assert settle_order(["31/02/2026", "01/12/2026"]) is None


def test_a_doubtful_day_is_asked_about_and_read_by_the_answer():
    assert why_not("01/12/2026") == why_not("05/06/26") == why_not("30-Jun-26") == "unclear_date"
    assert (read_date("01/12/2026", DMY), read_date("01/12/2026", MDY)) == (date(2026, 12, 1), date(2026, 1, 12))
    assert read_date("05/06/26", YMD) == date(2005, 6, 26)
    assert read_date("30-Jun-26", DMY) == read_date("30-Jun-26", MDY) == date(2026, 6, 30)
    assert why_not("30/06/2026", MDY) == "not_a_date"


@pytest.mark.parametrize(
    "text",
    ["31/02/2026", "29/02/2025", "2026-13-01", "0001-01-01", "9999-12-31", "1900-01-01", "30/06/2569", "99/12/31",
     "26年6月30日", "6月30日", "2026-06", "2026-W27-2", "Net 30", "٢٠٢٦-٠٦-٣٠", "2026-06-30 25:61",
     "2026-06-29T16:00:00Z", "2026-06-29T15:59:00+00:00", "2026-06-01 - 2026-06-30"],
)  # fmt: skip
def test_what_names_no_certain_day_is_refused(text):
    assert why_not(text) == "not_a_date"


def test_a_spreadsheets_count_of_days_is_refused_as_such():
    assert why_not("46203") == why_not("46203.5") == "date_as_number"
