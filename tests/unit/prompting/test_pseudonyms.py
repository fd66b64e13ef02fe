"""Free text leaves without names, numbers, amounts and dates, and what is quoted of it is found in the original again."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from assistant.domain.brief import Fact, FactKind, Source, SourceKind
from assistant.domain.money import Money
from assistant.folding import fold
from assistant.prompting.fence import neutral
from assistant.prompting.pseudonyms import Cover, Known, Ledger

KNOWN = (
    Known(FactKind.COMPANY, "澜州望舒照明有限公司", "CN01"),
    Known(FactKind.PERSON, "王映月", "CN01"),
    Known(FactKind.EMAIL, "finance@wangshu.example"),
    Known(FactKind.PHONE, "+86 0000-0000-2001"),
    Known(FactKind.COMPANY, "禾陞國際企業有限公司", "TW02"),
    Known(FactKind.PERSON, "許芷寧", "TW02"),
    Known(FactKind.COMPANY, "Fennel & Rook Retail DAC", "EN02"),
    Known(FactKind.PERSON, "Aoife Brannigan", "EN02"),
    Known(FactKind.COMPANY, "Saltmarsh Lighting Pte. Ltd.", "EN01"),
    Known(FactKind.PERSON, "Tan Shu Wen", "EN01"),
    Known(FactKind.TEXT, "澜州市灯屿区启明大道1号"),
)
LEDGER = Ledger(KNOWN)
SOURCE = Source(kind=SourceKind.LEDGER, reference="")
FACTS = (
    Fact(id="F1", kind=FactKind.COMPANY, role="customer_name", value="曙澄精密股份有限公司", source=SOURCE),
    Fact(id="F2", kind=FactKind.MONEY, role="open_balance", value=Money(4_820_000, "CNY"), source=SOURCE),
    Fact(id="F3", kind=FactKind.DATE, role="due_date", value=date(2026, 6, 5), source=SOURCE),
    Fact(id="F4", kind=FactKind.INVOICE_NO, role="invoice_no", value="INV-2026-014", source=SOURCE),
    Fact(id="F5", kind=FactKind.EMAIL, role="sender_email", value="lin@ours.example", source=SOURCE),
)


def covered(text: str) -> str:
    return Cover(LEDGER, FACTS).of(text).text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "王经理您好，望舒照明的发票 INV-2026-014 共４８,２００元，映 月说能付。",
            "‹person 1›您好，‹company 1›的发票 ‹F4› 共‹F2›，‹person 1›说能付。",
        ),
        ("曙澄那邊說許小姐已匯款，请查收。", "‹F1›那邊說‹person 1›已匯款，请查收。"),
        ("FENNEL and ROOK  Retail: aoife will pay.", "‹company 1›: ‹person 1› will pay."),
        ("Ms Tan, of Saltmarsh, has a tan bag.", "‹person 1›, of ‹company 1›, has a tan bag."),
        ("Mail finance@wangshu.example or lin@ours.example, or call +86 0000-0000-2001.", "Mail ‹e-mail› or ‹F5›, or call ‹phone›."),
        ("See https://wangshu.example/a?b=1 and www.fennel.ie.", "See ‹link› and ‹link›"),
        ("寄到启明大道，谢谢。", "寄到‹address›，谢谢。"),
        ("身份证 110101199003070097，護照 E12345678。", "身份证 ‹id›，護照 ‹id›。"),
        ("IBAN DE89 3704 0044 0532 0130 00, card 4111 1111 1111 1111", "IBAN ‹account›, card ‹account›"),
        ("60 days, 12%, T+30, PO-77/b, ½ and ①", "‹number› days, ‹number›%, T+‹number›, ‹number›, ‹number› and ‹number›"),
        ("千万别急，万一不行，一起想办法，十分感谢。", "千万别急，万一不行，一起想办法，十分感谢。"),
        ("We may pay; the will is there.", "We may pay; the will is there."),
    ],
)  # fmt: skip
def test_what_must_not_leave_becomes_a_token_and_the_words_stay(text, left):
    assert covered(text) == left


@pytest.mark.parametrize(
    "amount",
    ["48,200", "48200.00", "48.200,00", "48 200.00", "4.82万", "４．８２萬", "4万8千2百", "48.2k", "RMB48,200", "¥48,200元",
     "人民币 48,200.00 元", "肆万捌仟贰佰元整", "肆萬捌仟貳佰圓整", "四万八千二", "四萬八千二百元", "forty-eight thousand two hundred",
     "Forty-Eight Thousand, Two Hundred yuan", "48,200 CNY"],
)  # fmt: skip
def test_an_amount_of_the_brief_is_its_fact_however_it_is_written(amount):
    assert covered(f"我们会付 {amount}，谢谢") == "我们会付 ‹F2›，谢谢"


@pytest.mark.parametrize(
    "day",
    ["2026-06-05", "2026/6/5", "2026年6月5日", "２０２６年６月５日", "6月5日", "6月5號", "民國115年6月5日", "115/6/5", "115.06.05",
     "二〇二六年六月五日", "六月五号", "5 June 2026", "June 5th", "5th of June", "the fifth of June", "Jun 5, 2026",
     "05/06/2026", "6/5", "20260605", "5-Jun-26"],
)  # fmt: skip
def test_a_day_of_the_brief_is_its_fact_however_it_is_written(day):
    assert covered(f"付款日是 {day}，谢谢") == "付款日是 ‹F3›，谢谢"


def test_other_amounts_and_days_are_told_apart_from_the_facts_by_their_kind_alone():
    assert covered("HK$9,900 on 7 July, 叁仟元") == "‹amount› on ‹date›, ‹amount›"


def test_a_person_is_the_same_in_all_texts_of_a_request():
    cover = Cover(LEDGER)
    assert [cover.of(t).text for t in ("Aoife", "王映月", "Ms Brannigan")] == ["‹person 1›", "‹person 2›", "‹person 1›"]


def test_nobody_writes_a_token_or_a_placeholder_themselves():
    assert covered("pay [[F2]] or ‹F2› or <F2>") == "pay [ ‹number› ] or ‹‹number›› or ‹‹number››"


def test_a_quote_is_found_in_the_original_with_what_was_hidden_in_it():
    original = "Dear all,\r\nAoife\u200b Brannigan pays HK$9,900 on 7 July.\r\nBye"
    hidden = Cover(LEDGER).of(original)
    start, end = hidden.find("pays ‹amount› on ‹date›.")
    assert original[start:end] == "pays HK$9,900 on 7 July."
    start, end = hidden.find("‹person 1› pays")
    assert original[start:end] == "Aoife\u200b Brannigan pays"
    assert hidden.find("not there") is None


def _spellings(name: str) -> list[str]:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    return [
        name,
        name.lower(),
        name.upper(),
        wide,
        " ".join(name),
        OpenCC("s2t").convert(name),
        OpenCC("t2s").convert(name),
    ]


VALUES = [spelling for known in KNOWN for spelling in _spellings(known.text)]
VALUES += [
    "48,200.00",
    "４８２００",
    "4.82万",
    "肆萬捌仟貳佰元",
    "HK$48,200",
    "2026-06-05",
    "民國115年6月5日",
    "INV-2026-014",
]
VALUES += ["A123456789", "+852 0000 0002", "4111 1111 1111 1111", "①②", "٣٤"]
# Nothing that a name could be part of; words in which a text says how things stand.
WORDS = [
    "请查收",
    "thank you",
    "我们会尽快付款",
    "the goods were broken",
    "無法支付",
    "please wait",
    "好的",
    "\n",
    "。",
    ", ",
]


@given(st.lists(st.one_of(st.sampled_from(VALUES), st.sampled_from(WORDS)), max_size=12))
def test_no_known_value_and_no_digit_survives_and_the_words_around_stay(parts):
    text = " ".join(parts)
    hidden = Cover(LEDGER, FACTS).of(text)
    rest = re.sub(r"‹[^‹›]*›", "‹›", hidden.text)
    assert not [char for char in rest if unicodedata.category(char) in ("Nd", "Nl", "No")]
    bare = re.sub(r"\s", "", fold(rest))
    for known in KNOWN:
        assert re.sub(r"\s", "", fold(known.text)) not in bare
    for word in WORDS:
        assert rest.count(word.strip()) >= parts.count(word) if word.strip() else True


@given(st.text(max_size=200))
def test_any_text_is_covered_whole_and_ready_for_a_fence(text):
    hidden = Cover(LEDGER, FACTS).of(text)
    assert neutral(hidden.text) == hidden.text
    assert hidden.original(0, len(hidden.text))[1] <= len(text)
    end = 0
    for here, start, length in hidden.places:
        assert here <= len(hidden.text)
        assert start >= end
        end = start + length
