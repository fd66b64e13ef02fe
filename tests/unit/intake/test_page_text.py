"""Printed lines become running text: wrapped lines are joined, and only what repeats on every page is left out."""

import pytest

from assistant.intake.page_text import running_text

# What Word does with a paragraph of fifty Chinese characters to the line.
CHINESE = """第八条 付款
8.1 发票。乙方按经甲方签收的送货单，逐批或按周汇总向甲方开具增值税专用发票，并于开票当日发送至甲方
邮箱；甲方对发票内容有异议的，应在收到后三日内提出。
8.2 付款期限。甲方应在开票后 30 日内付清；逾期的按日万分之五支付违约金，并承担乙方为追索货款发生的合
理费用。
（1）电汇；
（2）银行承兑汇票。"""

ENGLISH = """5. PAYMENT
5.1 Due date. The Buyer shall pay each invoice in full within thirty days of the
invoice date, without set-off or counterclaim, to the account in Schedule 2 or
in accordance with clause
5.3 below.
5.2 Interest. Interest runs on overdue sums from the due date until actual pay-
ment, before as well as after judgment, at the rate stated in Schedule 1 and
4.2 above, calculated from day to day on a non-
compounding basis; payment before the due date bears no discount whatever, and
(a) points of a list begin a line of their own;
(b) however full the line before them is."""


def joined(*pages: str) -> str:
    return running_text(list(enumerate(pages, start=1))).text


def test_wrapped_chinese_lines_are_joined_without_a_space():
    assert joined(CHINESE) == (
        "第八条 付款\n"
        "8.1 发票。乙方按经甲方签收的送货单，逐批或按周汇总向甲方开具增值税专用发票，并于开票当日发送至甲方"
        "邮箱；甲方对发票内容有异议的，应在收到后三日内提出。\n"
        "8.2 付款期限。甲方应在开票后 30 日内付清；逾期的按日万分之五支付违约金，并承担乙方为追索货款发生的合"
        "理费用。\n（1）电汇；\n（2）银行承兑汇票。\n"
    )


def test_wrapped_english_lines_are_joined_with_a_space_and_divided_words_put_together():
    assert joined(ENGLISH) == (
        "5. PAYMENT\n"
        "5.1 Due date. The Buyer shall pay each invoice in full within thirty days of the invoice date, without "
        "set-off or counterclaim, to the account in Schedule 2 or in accordance with clause\n5.3 below.\n"
        "5.2 Interest. Interest runs on overdue sums from the due date until actual payment, before as well as after "
        "judgment, at the rate stated in Schedule 1 and 4.2 above, calculated from day to day on a non-compounding "
        "basis; payment before the due date bears no discount whatever, and\n"
        "(a) points of a list begin a line of their own;\n(b) however full the line before them is.\n"
    )


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the agree-", "ment stands", "the agreement stands"),
        ("a non-", "exclusive licence", "a non-exclusive licence"),
        ("the Sino-", "Foreign venture", "the Sino-Foreign venture"),
        ("contract HT-2024-", "011 of 2024", "contract HT-2024-011 of 2024"),
        ("a well-known co-", "operation", "a well-known co-operation"),
        ("long-term and short-", "term loans", "long-term and short-term loans"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_where_it_belongs_to_the_word(first, second, whole):
    filler = "x" * 40 + " "
    page = "\n".join([filler + first, second + ".", *["y" * (41 + len(first)) + "."] * 3])
    assert joined(page).splitlines()[0] == f"{filler}{whole}."


def test_a_divided_word_is_joined_where_the_text_has_it_in_one_piece_and_kept_where_it_has_the_hyphen():
    lines = ["z" * 30 + " our re-", "sale terms apply to resale.", "z" * 30 + " in re-", "sponse to a re-sponse."]
    assert joined("\n".join([*lines, *["y" * 38 + "."] * 3])).splitlines()[:2] == [
        "z" * 30 + " our resale terms apply to resale.",
        "z" * 30 + " in re-sponse to a re-sponse.",
    ]


def test_short_lines_stay_apart():
    address = "甲方：云岭公司\n住所：澜州市望潮区\n电话：010\n开户行：某银行"
    assert joined(address + "\n" + "长" * 40 + "。") == f"{address}\n{'长' * 40}。\n"


def test_an_indented_line_begins_a_paragraph():
    full = "长" * 40
    assert joined(f"{full}\n　　{full[2:]}\n{full}。\n短。") == f"{full}\n　　{full[2:]}{full}。\n短。\n"


def test_a_heading_of_a_schedule_is_no_beginning_of_a_sentence():
    full = "so many words that they fill the line to the very end of it"
    page = f"SCHEDULE 1: GOODS AND PRICES (USD per piece, effective 1 April\nCode Item Price\n{full}.\n{full}.\n{full}."
    assert joined(page).startswith("SCHEDULE 1: GOODS AND PRICES (USD per piece, effective 1 April\nCode Item Price\n")


def test_clauses_that_run_on_in_one_paragraph_keep_their_number_beside_their_words():
    page = (
        "of this Agreement, and supersedes all terms before it. 5.\nDelivery of Goods. 5.1. Manufacture.\n"
        + "z" * 56
        + ".\n"
    )
    assert joined(page * 2).startswith(
        "of this Agreement, and supersedes all terms before it. 5. Delivery of Goods. 5.1. "
    )


def test_pages_are_apart_by_an_empty_line():
    assert joined("第一条", "第二条") == "第一条\n\n第二条\n"


def test_heads_and_page_numbers_that_are_on_every_page_are_left_out_and_named():
    pages = [f"机密 合同编号 HT-1\n第{n}条 付款\n8.{n} 条\n第 {n} 页 共 4 页" for n in range(1, 5)]
    read = running_text(list(enumerate(pages, start=1)))
    assert read.text == "第1条 付款\n8.1 条\n\n第2条 付款\n8.2 条\n\n第3条 付款\n8.3 条\n\n第4条 付款\n8.4 条\n"
    assert read.repeated == ("机密 合同编号 HT-1", "第 4 页 共 4 页")


def test_the_first_page_may_lack_what_all_others_have():
    pages = ["合同\n甲方", *(f"HT-1\n第{n}条 正文\n- {n} -" for n in range(2, 6))]
    read = running_text(list(enumerate(pages, start=1)))
    assert read.text == "合同\n甲方\n\n第2条 正文\n\n第3条 正文\n\n第4条 正文\n\n第5条 正文\n"
    assert read.repeated == ("HT-1", "- 5 -")


@pytest.mark.parametrize(
    "feet",
    [
        ("页脚", "页脚", "别的", "页脚"),
        ("余额 100", "余额 250", "余额 300", "余额 480"),
        ("1", "2", "2", "4"),
    ],
)
def test_what_is_not_the_same_on_every_page_stays(feet):
    pages = [f"第{n}条 正文\n{foot}" for n, foot in enumerate(feet, start=1)]
    read = running_text(list(enumerate(pages, start=1)))
    assert (read.text, read.repeated) == ("\n\n".join(pages) + "\n", ())


def test_two_pages_are_too_few_to_tell_a_head_from_the_text():
    pages = ["甲方（盖章）：\n正文一", "甲方（盖章）：\n正文二"]
    assert joined(*pages) == "\n\n".join(pages) + "\n"


def test_a_page_number_counts_with_the_pages_also_where_a_page_is_a_scan():
    pages = [(n, f"第{n}条 正文\n{n + 3}") for n in (1, 2, 4, 5)]
    assert running_text(pages).repeated == ("8",)


def test_no_page_is_emptied():
    assert joined("封面", "同", "同", "同") == "封面\n\n同\n\n同\n\n同\n"
