"""Another day or sum for one payment of the plan on the table is heard as that, and as nothing else."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.bargain import read_bargain
from assistant.intake.replies.given import LedgerNow

MONDAY = date(2026, 11, 23)


def at_the_table(text):
    total = OpenTotal(amount=Decimal(300_000), currency="TWD")
    return read_bargain(text, MONDAY, LedgerNow(invoice_nos=("A-1",), total=total))


@pytest.mark.parametrize(
    ("text", "changes", "ours"),
    [
        ("Fine, but can we move the last payment to 15 February? The rest is OK.", [(-1, "02-15")], True),
        ("The first payment would have to be pushed to 18 December.", [(0, "12-18")], False),
        ("貴公司的方案我們大致同意，只是最後一期希望改到2月15日，其他不動。", [(-1, "02-15")], True),
        ("第一期可以提前到12/10，其他照舊。", [(0, "12-10")], False),
        ("Could the first payment be a week later, on 18 December?", [(0, "12-18")], False),
        ("第二期能不能晚十天，1月20号付？", [(1, "01-20")], False),
        ("第二期推迟到1月20号，其余不变。", [(1, "01-20")], False),
        ("第一笔可以提前到12月17号，第二笔真的最早12月30号", [(0, "12-17"), (1, "12-30")], False),
    ],
)
def test_another_day_for_one_payment_is_neither_a_yes_nor_a_day_for_all_of_it(text, changes, ours):
    found = at_the_table(text)
    assert [(each.which, f"{each.day:%m-%d}") for each in found.changes] == changes
    assert (found.changes_ours, found.accepts) == (ours, None)
    assert (found.reading.proposal, found.reading.promise) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "We'd pay the first payment on 10 December and the second on 10 January.",
        "可否把付款日改到12月20日？",
        "首期12月10日付10万，尾期2月10日付20万。",
    ],
)
def test_days_that_are_named_without_a_change_of_one_payment_change_none(text):
    assert at_the_table(text).changes == ()


def test_another_first_sum_counts_where_it_is_said_what_the_others_are_then():
    found = at_the_table("第一期可以提高到14萬，其餘兩期各8萬，日期不變。")
    assert [(each.which, each.amount) for each in found.changes] == [(0, 140_000), (None, 80_000)]
    assert at_the_table("首期改15萬可以嗎？").changes == ()


def test_a_payment_named_by_its_place_is_no_number_of_payments():
    found = at_the_table("首期12月10日付10萬，第二期1月10日，尾期2月10日。").reading.proposal
    assert found
    assert found.instalments != 2
