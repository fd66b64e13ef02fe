"""A contract's text becomes clauses with their exact places, numbered as a letter cites them."""

import pytest

from assistant.domain.language import Language
from assistant.errors import UnreadableFile
from assistant.intake import decode_text, read_contract
from tests.unit.contracts_at_hand import SAMPLE_NUMBERS, clause, real_contract, real_names, sample_contract


def split(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    return [(c.number, c.headings, c.text) for c in read_contract(text, "K", "C").clauses if c.number]


def numbers(text: str) -> list[str]:
    return [c.number for c in read_contract(text, "K", "C").clauses if c.number]


def check_places(contract):
    before = 0
    for c in contract.clauses:
        assert contract.text[c.start : c.end] == c.text
        assert c.start >= before
        assert c.text == c.text.strip()
        before = c.end
    ids = [c.id for c in contract.clauses]
    assert len(set(ids)) == len(ids)


def test_mainland_articles_with_decimal_clauses():
    text = """采购合同
第八条 结算与付款
8.1 发票。乙方按月开票。
8.2 付款期限。甲方应在开票后45日内付清货款。
第九条 其他
9.1 本合同一式两份。"""
    assert split(text) == [
        ("8.1", ("结算与付款", "发票"), "8.1 发票。乙方按月开票。"),
        ("8.2", ("结算与付款", "付款期限"), "8.2 付款期限。甲方应在开票后45日内付清货款。"),
        ("9.1", ("其他",), "9.1 本合同一式两份。"),
    ]


def test_articles_without_numbers_inside_are_cited_whole():
    text = "合同\n第一条 标的\n电机一批。\n第二条 付款\n甲方应在验收后三十日内付款。"
    assert split(text) == [
        ("第一条", ("标的",), "第一条 标的\n电机一批。"),
        ("第二条", ("付款",), "第二条 付款\n甲方应在验收后三十日内付款。"),
    ]


def test_articles_count_on_from_chapter_to_chapter():
    text = "合同\n第一章 总则\n第一条 依法订立。\n第二章 付款\n第二条 月结30日。\n第三条 逾期计息。"
    assert [(number, headings) for number, headings, _ in split(text)] == [
        ("第一条", ("总则",)),
        ("第二条", ("付款",)),
        ("第三条", ("付款",)),
    ]


def test_taiwanese_articles_and_their_paragraphs():
    text = (
        "買賣契約書\n第六條　付款\n一、買方應於驗收後30日內付清價金。\n二、遇例假日順延。\n三、匯款至：\n（一）戶名。"
    )
    assert numbers(text) == ["第六條第一項", "第六條第二項", "第六條第三項"]


def test_the_old_chinese_way_of_counting():
    text = "合同\n一、产品\n1、电机。\n2、驱动器。\n二、付款\n1、收到发票后30日内付款。\n（1）电汇；\n（2）汇票。"
    assert numbers(text) == ["第一条第1款", "第一条第2款", "第二条第1款"]


def test_hong_kong_decimals_with_listed_points():
    text = (
        "協議\n5.　付款\n5.1　貨價\n5.2　付款期限\n　　(a)　買方須於發票日期起30日內付清。\n"
        "　　(b)　發票日期當日不計。\n5.3　利息"
    )
    found = split(text)
    assert [number for number, _, _ in found] == ["5.1", "5.2", "5.3"]
    assert found[1][1] == ("付款", "付款期限")
    assert found[1][2].endswith("(b)　發票日期當日不計。")


def test_english_sections_letters_and_points():
    text = (
        "DISTRIBUTOR AGREEMENT\n\n1.       ORDERS\n\nA.       PLACING. Orders are placed by e-mail.\n\n"
        "B.       LOTS. Whole lots only:\n\n         (a)      boxed; " + "and in good order, " * 90 + "\n\n"
        "         (b)      labelled.\n\n2.       PAYMENT\n\nBuyer pays within 30 days.\n\n"
        "EXHIBIT A\n\nPRICES\n\n1. Ten dollars each."
    )
    assert numbers(text) == ["1(A)", "1(B)", "1(B)(a)", "1(B)(b)", "2", "Exhibit A, 1"]
    assert clause(read_contract(text, "K", "C"), "1(B)").text.endswith("Whole lots only:")


def test_articles_in_roman_numerals_and_sections():
    text = (
        "SUPPLY AGREEMENT\n\nARTICLE I\nDEFINITIONS\nSection 1.01 Terms. Words.\n\nARTICLE II - PAYMENT\n"
        "Section 2.01 Term. Buyer shall pay\nin 30 days under Section 1.01 and\n1.01 of the annex.\n"
        "Section 2.02 Interest. 1%."
    )
    assert [(number, headings) for number, headings, _ in split(text)] == [
        ("1.01", ("DEFINITIONS", "Terms")),
        ("2.01", ("PAYMENT", "Term")),
        ("2.02", ("PAYMENT", "Interest")),
    ]


def test_clauses_that_run_on_in_one_line_are_divided_but_references_are_not():
    text = (
        "SERVICE AGREEMENT\n\n7. SERVICES 7.1 Services Galaxy serves. 7.2 Prices Prices are listed. "
        "Subject to section 7.1 Galaxy may change them as 7.3 Allows nothing. 7.3 Payment Telnet pays in "
        "15 days. 8. TERM. 8.1 One year."
    )
    assert numbers(text) == ["7.1", "7.2", "7.3", "8.1"]


def test_a_reference_at_the_start_of_a_wrapped_line_is_no_clause():
    text = "AGREEMENT\n\n5. PAYMENT\n\n5.1 The Buyer pays as said in clause\n2.1 and in\n5.3 below.\n\n5.2 Interest."
    assert numbers(text) == ["5.1", "5.2"]


def test_the_very_next_number_is_no_clause_either_where_it_is_referred_to():
    wrapped = "AGREEMENT\n\n5. PAYMENT\n\n5.1 The Buyer pays as said in clause\n5.2 Below.\n\n5.2 Interest."
    assert [c.text for c in read_contract(wrapped, "K", "C").clauses if c.number][1:] == ["5.2 Interest."]
    inline = "AGREEMENT\n\n4. TERMS 4.1. Price. As stated in Section 4.2. Fixed for a year. 4.2. Term. Five years."
    assert [c.text for c in read_contract(inline, "K", "C").clauses if c.number][1:] == ["4.2. Term. Five years."]


def test_schedules_keep_their_own_numbers_and_signatures_are_no_clause():
    text = (
        "合同\n第一条 标的\n1.1 电机。\n甲方：云岭公司（盖章）  乙方：某公司（盖章）\n\n"
        "附件一：价格\n1. 电机一元。\n附件二 抽样\n全检。"
    )
    contract = read_contract(text, "K", "C")
    assert [c.id for c in contract.clauses] == ["K#preamble", "K#1.1", "K#signatures", "K#附件一第1条", "K#附件二"]


def test_a_number_that_comes_twice_has_two_ids():
    text = "协议\n第一条 甲\n1.1 一。\n甲方：云岭公司（盖章）\n第一条 乙\n1.1 二。"
    assert [c.id for c in read_contract(text, "K", "C").clauses if c.number] == ["K#1.1", "K#1.1~2"]


def test_headings_and_bold_numbers_of_markdown_are_no_part_of_the_clauses_around_them():
    text = "# Terms\n\nBetween us.\n\n## 8. Payment\n\n**8.1** Net 30.\n\n__8.2__ Interest. 1% a month.\n\n## 附件一\n\n**1.** 一。\n"
    contract = read_contract(text, "K", "C", Language.ZH_HANS)
    check_places(contract)
    assert [(c.number, c.headings, c.text) for c in contract.clauses] == [
        ("", ("Terms",), "# Terms\n\nBetween us."),
        ("8.1", ("Payment",), "8.1** Net 30."),
        ("8.2", ("Payment", "Interest"), "8.2__ Interest. 1% a month."),
        ("附件一第1条", (), "1.** 一。"),
    ]


def test_clauses_that_were_put_in_or_taken_out_keep_the_mark_of_it():
    text = "合同\n8. 付款\n8.1 不变。\n{--8.2 甲方应在三十日内付款。--}\n{++8.2 甲方应在六十日内付款。++}\n{++8.3 乙方应开具发票。++}\n8.4 其他。"
    assert split(text) == [
        ("8.1", ("付款",), "8.1 不变。"),
        ("8.2", ("付款",), "{--8.2 甲方应在三十日内付款。--}\n{++8.2 甲方应在六十日内付款。++}"),
        ("8.3", ("付款",), "{++8.3 乙方应开具发票。++}"),
        ("8.4", ("付款",), "8.4 其他。"),
    ]


@pytest.mark.parametrize("leader", ["........ ", "\t", " . . . . . ", "……… "])
def test_a_table_of_contents_begins_no_clause(leader):
    contents = "".join(f"{n}. {title}{leader}{n + 1}\n" for n, title in ((1, "Goods"), (2, "Payment"), (3, "General")))
    text = f"AGREEMENT\n\n{contents}\n1. Goods\nMotors.\n2. Payment\nNet 30.\n3. General\nNone.\n"
    assert split(text) == [
        ("1", ("Goods",), "1. Goods\nMotors."),
        ("2", ("Payment",), "2. Payment\nNet 30."),
        ("3", ("General",), "3. General\nNone."),
    ]


def test_a_single_figure_behind_a_tab_is_a_figure_of_the_clause():
    text = "AGREEMENT\n1. Price\t300\n2. Payment days\t30\n3. Interest\t5\n4. Other."
    assert numbers(text) == ["1", "2", "3", "4"]


def test_a_text_that_only_counts_deeper_and_deeper_is_still_read():
    text = "Agreement\n" + "\n".join(" " * depth + "1. Aa bb" for depth in range(1, 1200))
    check_places(read_contract(text, "K", "C"))


def test_a_text_without_numbers_is_taken_by_paragraphs():
    text = "Terms of sale\n\nThe buyer pays within thirty days.\n\nInterest is 1% per month."
    assert [c.text for c in read_contract(text, "K", "C").clauses] == text.split("\n\n")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("甲方应在收到发票后付款。", Language.ZH_HANS),
        ("甲方應在收到發票後付款。", Language.ZH_HANT),
        ("Payment terms: 甲方 pays Qimingdao Precision within thirty days of the invoice date.", Language.EN),
        ("甲方向 Qimingdao Precision Co., Ltd. 付款，货物为 LED driver。", Language.ZH_HANS),
        ("上下人口手。", Language.ZH_HANS),
    ],
)
def test_the_language_is_found_from_the_text(text, language):
    assert read_contract(text, "K", "C").language is language


def test_the_language_that_is_given_wins():
    assert read_contract("甲方付款。", "K", "C", Language.ZH_HANT).language is Language.ZH_HANT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_contract_is_decoded_in_every_encoding_that_is_certain(encoding):
    text = "采购合同\n第一条 付款\n甲方应在开票后30日内付款。"
    assert decode_text(text.encode(encoding), name="k.txt") == text


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty_file"),
        (b" \n", "empty_file"),
        (b"\0\1\2", "not_text"),
        (b"Caf\xe9 contract", "unclear_encoding"),
        ("合同\ufffd".encode(), "damaged_text"),
    ],
)
def test_bytes_that_are_no_contract_are_refused(raw, code):
    with pytest.raises(UnreadableFile) as caught:
        decode_text(raw, name="k.txt")
    assert caught.value.code == code


def test_a_text_without_words_is_refused():
    with pytest.raises(UnreadableFile):
        read_contract(" --- \n", "K", "C")


@pytest.mark.parametrize("number", SAMPLE_NUMBERS)
def test_every_sample_contract_is_split_without_losing_a_place(number):
    contract = sample_contract(number)
    check_places(contract)
    assert len([c for c in contract.clauses if c.number]) > 45
    assert contract.title != number


@pytest.mark.parametrize(
    ("number", "clause_no", "headings"),
    [
        ("QMD-2024-011", "7.2", ("付款", "付款期限")),
        ("QMD-2024-011", "7.4", ("付款", "收款账户")),
        ("QMD-2025-027", "8.5", ("结算与付款", "逾期付款违约金")),
        ("QMD-2025-031", "5.10", ("价款与结算", "对账")),
        ("QMD-TW-2025-004", "8.1", ("付款條件",)),
        ("QMD-TW-2025-009", "第十條第一項", ("遲延利息",)),
        ("QMD-HK-2024-002", "5.2", ("貨價、發票及付款", "付款期限")),
        ("QMD-HK-2025-006", "4.7", ("價格及付款", "暫停送貨")),
        ("QMD-SG-2025-003", "6.4", ("PRICE AND PAYMENT", "Part payments and allocation")),
        ("QMD-IE-2024-001", "8.1", ("Invoicing and payment", "Due date")),
        ("QMD-US-2023-005", "14.1", ("GENERAL PROVISIONS", "Amendment; Waiver")),
    ],
)
def test_sample_clauses_stand_under_their_headings(number, clause_no, headings):
    assert clause(sample_contract(number), clause_no).headings == headings


@pytest.mark.parametrize("name", real_names())
def test_every_real_contract_is_split_without_losing_a_place(name):
    check_places(real_contract(name))


@pytest.mark.parametrize(
    ("name", "clause_no", "begins"),
    [
        ("netgearinc-distributor-agreement", "4(E)", "E.       PAYMENT. Except as may be"),
        ("netgearinc-distributor-agreement", "19", "19.      ENTIRE AGREEMENT"),
        ("asiandragongroupinc-reseller-agreement", "7.8", "7.8 Payment of Services Invoice Telnet"),
        ("asiandragongroupinc-reseller-agreement", "14.6", "14.6 Counterpart Signature"),
        ("europeanmicroholdingsinc-distributor-agreement", "Exhibit B, 10", "10.  Interest. Any amount"),
        ("intersectentinc-supply-agreement", "10.5.2.1", "10.5.2.1. promptly pay HOVIONE"),
        ("intersectentinc-supply-agreement", "14.14", "14.14. Currency."),
        ("mercatainc-sponsorship-agreement", "3.1", "3.1. Invoices and Payment."),
        ("raesystemsinc-branding-agreement", "Exhibit C, 5.7", "5.7     Payment  Schedule."),
        ("beyondcomcorp-hosting-agreement", "1(b)", "(b)  Exclusive Positioning."),
        ("dragonsystemsinc-outsourcing-agreement", "13", "13.      GOVERNING LAW"),
    ],
)
def test_real_clauses_are_numbered_as_they_are_cited(name, clause_no, begins):
    assert clause(real_contract(name), clause_no).text.startswith(begins)
