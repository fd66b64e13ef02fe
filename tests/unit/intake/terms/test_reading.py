"""What contracts say about payment is read with its figures and its place: blanks and contradictions stay what they are."""

import random
import time

import pytest

from assistant.errors import BadKnowledge
from assistant.intake.terms import read_terms
from assistant.intake.terms.folding import fold
from assistant.intake.terms.patterns import load_patterns
from assistant.knowledge import shipped
from tests.unit.intake.terms.scoring import misread, sentences, values_in


def test_every_sentence_that_was_worked_on_is_read_as_a_person_reads_it():
    assert list(misread("worked_on")) == []


def test_of_the_sentences_kept_aside_nine_in_ten_values_are_read():
    expected = sum(len(case["terms"]) or 1 for case in sentences("kept_aside"))
    assert len(list(misread("kept_aside"))) <= expected // 10


def test_offsets_count_in_the_text_that_was_given():
    text = "Title\n\n  第一条 付款。甲方应在收到发票后３０日内付清货款。\n其他。"
    (term,) = read_terms(text)
    assert text[term.start : term.end] == term.quote == "甲方应在收到发票后３０日内付清货款。"
    assert values_in(text) == {"payment_term": [{"days": 30, "trigger": "invoice_receipt"}]}


@pytest.mark.parametrize("blank", ["____", "[ ]", "【 】", "【  】", "（  ）", "XX", "××", "□□", "[●]", "  "], ids=repr)
def test_a_blank_is_never_a_number_in_chinese(blank):
    values = values_in(f"甲方应在收到发票后{blank}日内付清货款，逾期付款的，每日按万分之{blank}支付违约金。")
    assert all("days" not in value and "rate" not in value for found in values.values() for value in found)
    assert values["late_interest"][0]["placeholder"] is True


@pytest.mark.parametrize("blank", ["____", "[ ]", "[●]", "[insert number]", "[__]", "( ___ )", "[***]"])
def test_a_blank_is_never_a_number_in_english(blank):
    (value,) = values_in(f"Buyer shall pay each invoice within {blank} days of the invoice date.")["payment_term"]
    assert value == {"placeholder": True, "trigger": "invoice_date"}


def test_a_blank_that_was_filled_in_is_a_number():
    assert values_in("甲方应在验收合格后__30__日内付款。") == {"payment_term": [{"days": 30, "trigger": "acceptance"}]}
    assert values_in("甲方应在验收合格后【三十】日内付款。") == {
        "payment_term": [{"days": 30, "trigger": "acceptance"}]
    }


def test_words_and_figures_that_differ_are_told_and_not_settled():
    (value,) = values_in("甲方应于到货后三十（20）日内付款。")["payment_term"]
    assert value == {"contradiction": {"words": "30", "figures": "20"}, "trigger": "delivery"}
    assert values_in("合同总价为人民币壹万元（¥12,000）。")["contradiction"] == [{"words": "10000", "figures": "12000"}]
    assert "contradiction" not in values_in("合同总价为人民币贰佰伍拾伍万元整（￥2,550,000.00）。")
    assert "contradiction" not in values_in(
        "A fee of Two Million Five Hundred Thousand Dollars ($2,500,000) is payable."
    )


def test_the_later_of_two_events_is_told_whether_it_is_called_so_or_both_have_to_happen():
    both = {"days": 30, "trigger": "later_of", "triggers": ["acceptance", "invoice_receipt"]}
    assert values_in("甲方应于验收合格并收到发票后30日内付款。") == {"payment_term": [both]}
    assert values_in("甲方应于验收合格或收到发票后（以较晚者为准）30日内付款。") == {"payment_term": [both]}
    assert values_in("甲方应于到货并验收合格后30日内付款。") == {
        "payment_term": [{"days": 30, "trigger": "acceptance"}]
    }


def test_periods_that_differ_stand_side_by_side():
    periods = [{"days": 30, "trigger": "invoice_receipt"}, {"days": 45, "trigger": "delivery"}]
    text = "Invoices are payable within 30 days of receipt of the invoice or 45 days of dispatch"
    assert values_in(f"{text}, whichever is earlier.") == {
        "payment_term": [{"periods": periods, "trigger": "earlier_of"}]
    }
    assert values_in(f"{text}.") == {"payment_term": [{"periods": periods}]}


def test_running_totals_become_what_each_part_adds():
    assert values_in("合同签订后付30%，到货后付至80%，验收合格后付至95%。") == {
        "payment_term": [
            {
                "parts": [
                    {"percent": 30, "trigger": "signing"},
                    {"percent": 50, "up_to": 80, "trigger": "delivery"},
                    {"percent": 15, "up_to": 95, "trigger": "acceptance"},
                ]
            }
        ]
    }


def test_what_may_be_read_in_two_ways_is_shown_in_both():
    (value,) = values_in("逾期付款的，按LPR+2%支付利息。")["late_interest"]
    assert value == {
        "benchmark": "LPR_1Y",
        "unit": "percent_per_annum",
        "readings": [{"margin": 2}, {"factor": 1.02}],
    }
    (value,) = values_in("逾期付款的，按LPR加2个百分点支付利息。")["late_interest"]
    assert value == {"benchmark": "LPR_1Y", "unit": "percent_per_annum", "margin": 2}


def test_two_terms_of_one_kind_in_a_sentence_are_two():
    text = "Goods are payable within 30 days of delivery; services are payable within 10 days of the invoice date."
    assert values_in(text) == {
        "payment_term": [{"days": 30, "trigger": "delivery"}, {"days": 10, "trigger": "invoice_date"}]
    }
    text = "A late fee of USD 40 is due, and overdue sums bear interest at 8% per annum."
    assert [sorted(value) for value in values_in(text)["late_interest"]] == [
        ["basis", "rate", "unit"],
        ["amount", "currency"],
    ]


def test_retention_that_is_released_in_parts():
    text = "保留金為合約金額的10%，半數於實際完工時發放，餘額於保修期屆滿時發放。"
    assert values_in(text)["retention"] == [
        {
            "percent": 10,
            "release": {
                "parts": [{"percent": 50, "trigger": "completion"}, {"percent": 50, "trigger": "warranty_end"}]
            },
        }
    ]


def test_retention_is_released_when_the_words_behind_it_say_so():
    text = "验收合格后30天内付95%，质保金5%于质保期满后20天内付清。"
    assert values_in(text)["retention"] == [{"percent": 5, "release": {"days": 20, "trigger": "warranty_end"}}]


def test_the_same_rate_said_twice_is_one_term():
    assert len(values_in("逾期未付者，得按日加计万分之五利息；逾期利息按日万分之五计算。")["late_interest"]) == 1


def test_the_period_for_a_discount_or_a_release_is_no_period_of_payment():
    assert "payment_term" not in values_in("收到发票后10日内付清货款的，卖方给予2%的现金折扣。")
    assert "payment_term" not in values_in(
        "Ten per cent of the price may be held back as retention money, payable six months after acceptance."
    )


def test_silence_in_the_next_sentence_belongs_to_the_period():
    text = "甲方应于到货后10日内完成验收。逾期未提出异议的，视为验收合格。"
    (term,) = read_terms(text)
    assert term.value["silence"] == "accepted"
    assert term.quote == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n",
        "\x00\x01\x02",
        "锟斤拷" * 50,
        "�" * 100,
        "a",
        "。。。",
        "付款",
        "net",
        "%%%%",
        "(((((",
        "30日内",
        "\ud800",
    ],
    ids=repr,
)
def test_texts_that_say_nothing_give_nothing(text):
    assert read_terms(text) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "pay within thirty ",
        "付款30日内",
        "_",
        " ",
        "(",
        "逾期付款每日万分之五，",
        "and one half ",
        "30% 付 ",
        "days of receipt and delivery or not may set off ",
        "收到发票并验收后30日内或",
    ],
    ids=repr,
)
def test_a_megabyte_on_one_line_is_read_in_time(piece):
    text = piece * (1_000_000 // len(piece))
    started = time.perf_counter()
    read_terms(text)
    assert time.perf_counter() - started < 10


def test_any_mixture_of_signs_is_read_without_an_error():
    chance = random.Random(7)
    signs = "付款30日内天月%分之万千五十（）()【】[]__，。;；:\n net pay within days of invoice interest per month deposit 逾期违约金½1/2,.x×"
    for _ in range(300):
        text = "".join(chance.choice(signs) for _ in range(200))
        assert all(text[term.start : term.end] == term.quote for term in read_terms(text))


def test_folding_keeps_every_place():
    text = "應於３０日內；ﬁ ½ İ ㎡ 臺灣\r\n—— A．B"
    assert len(fold(text)) == len(text)


def test_a_key_that_nobody_knows_is_refused(tmp_path):
    path = tmp_path / "en.yaml"
    path.write_text((shipped("knowledge") / "terms" / "en.yaml").read_text(encoding="utf-8") + "\nextra: 1\n")
    with pytest.raises(BadKnowledge, match="extra"):
        load_patterns(path)


def test_a_pattern_that_is_none_is_refused(tmp_path):
    path = tmp_path / "en.yaml"
    text = (shipped("knowledge") / "terms" / "en.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("month: 'months?'", "month: '(months?'"))
    with pytest.raises(BadKnowledge, match="pattern"):
        load_patterns(path)


@pytest.mark.parametrize(
    "sentence",
    [
        "乙方逾期付款的，以逾期未付金额为基数，按日万分之五（0.05%）向甲方支付违约金。",
        "乙方逾期付款的，按日千分之一（0.1%）向甲方支付违约金。",
    ],
)
def test_a_rate_that_is_written_twice_is_one_term(sentence):
    assert [term.field.value for term in read_terms(sentence)] == ["late_interest"]


@pytest.mark.parametrize(
    "sentence",
    [
        "双方每月10日前核对上月的到货、验收、开票和付款情况。",
        "如銀行系統停止運作，買方可在恢復運作後兩個營業日內付款，不計利息。",
    ],
)
def test_a_day_for_something_else_than_paying_is_no_period_of_payment(sentence):
    assert [term.field.value for term in read_terms(sentence)] == []
