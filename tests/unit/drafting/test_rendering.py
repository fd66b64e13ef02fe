"""How facts are written, by language and region."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.brief import Excerpt, Fact, FactKind, Topic
from assistant.domain.language import Language
from assistant.domain.money import Money
from assistant.drafting.rendering import Form, capitals, quotation, render
from tests.builders import a_fact, money

HANS, HANT, EN = Language.ZH_HANS, Language.ZH_HANT, Language.EN


def a_sum(amount: str, currency: str) -> Fact:
    return a_fact("total_open", money(amount, currency), FactKind.MONEY)


def a_day(role: str = "due_date") -> Fact:
    return a_fact(role, date(2026, 6, 26), FactKind.DATE)


@pytest.mark.parametrize(
    ("amount", "currency", "language", "region", "written"),
    [
        ("9100", "USD", EN, "SG", "USD 9,100.00"),
        ("86400", "CNY", EN, "US", "CNY 86,400.00"),
        ("86400", "TWD", EN, "TW", "TWD 86,400"),
        ("86400", "CNY", HANS, "CN", "人民币 86,400.00 元"),
        ("0.05", "CNY", HANS, "CN", "人民币 0.05 元"),
        ("9100", "USD", HANS, "CN", "USD 9,100.00"),
        ("86400", "TWD", HANT, "TW", "NT$86,400"),
        ("86400", "HKD", HANT, "HK", "HK$86,400.00"),
        ("9100", "USD", HANT, "HK", "USD 9,100.00"),
        ("86400", "CNY", HANT, "TW", "CNY 86,400.00"),
        ("1284500", "JPY", EN, "JP", "JPY 1,284,500"),
    ],
)
def test_money_is_written_the_way_of_language_and_region(amount, currency, language, region, written):
    assert render(a_sum(amount, currency), language=language, region=region) == written


def test_billing_digits_never_hide_cents_that_are_there():
    with_cents = a_fact("total_open", Money(8640050, "TWD"), FactKind.MONEY)

    assert render(with_cents, language=HANT, region="TW", billing_digits={"TWD": 0}) == "NT$86,400.50"


def test_billing_digits_of_the_creditor_are_followed():
    fact = a_sum("86400", "HKD")

    assert render(fact, language=HANT, region="HK", billing_digits={"HKD": 0}) == "HK$86,400"
    assert render(a_sum("86400", "TWD"), language=HANT, region="TW", billing_digits={}) == "NT$86,400.00"


@pytest.mark.parametrize(
    ("language", "region", "form", "written"),
    [
        (EN, "GB", Form.PLAIN, "26 June 2026"),
        (EN, "US", Form.PLAIN, "June 26, 2026"),
        (EN, "SG", Form.WEEKDAY, "Friday 26 June 2026"),
        (EN, "US", Form.WEEKDAY, "Friday, June 26, 2026"),
        (EN, "IE", Form.NEAR, "Friday 26 June"),
        (EN, "US", Form.NEAR, "Friday, June 26"),
        (EN, "US", Form.SHORT, "June 26"),
        (HANS, "CN", Form.PLAIN, "2026年6月26日"),
        (HANS, "CN", Form.WEEKDAY, "2026年6月26日（周五）"),
        (HANS, "CN", Form.NEAR, "6月26日（周五）"),
        (HANS, "CN", Form.SHORT, "6月26日"),
        (HANT, "TW", Form.PLAIN, "2026年6月26日"),
        (HANT, "TW", Form.NEAR, "6月26日（五）"),
        (HANT, "HK", Form.NEAR, "6月26日（星期五）"),
        (HANT, "MO", Form.WEEKDAY, "2026年6月26日（星期五）"),
    ],
)
def test_dates_are_written_the_way_of_language_and_region(language, region, form, written):
    assert render(a_day(), language=language, region=region, form=form) == written


def test_a_deadline_names_its_weekday_unless_told_otherwise():
    assert render(a_day("ask_by"), language=EN, region="SG") == "Friday 26 June 2026"
    assert render(a_day("due_date"), language=EN, region="SG") == "26 June 2026"


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        ("8.2", EN, "clause 8.2"),
        ("8.2", HANS, "第 8.2 条"),
        ("5.2(a)", HANT, "第 5.2(a) 條"),
        ("第八条", HANS, "第八条"),
        ("第八条", HANT, "第八條"),
        ("第六條第一項", HANS, "第六条第一项"),
    ],
)
def test_a_clause_is_cited_with_its_word_in_the_script_of_the_letter(value, language, written):
    assert render(a_fact("clause", value, FactKind.CLAUSE), language=language, region="CN") == written


def test_days_carry_their_unit():
    days = a_fact("days_late", 21, FactKind.DAYS)
    one = a_fact("days_late", 1, FactKind.DAYS)

    assert [render(f, language=EN, region="GB") for f in (days, one)] == ["21 days", "1 day"]
    assert render(days, language=HANT, region="HK") == "21 天"


def test_a_text_of_several_lines_is_written_on_one():
    quote = a_fact("promise_quote", "We will pay\n  on Friday.", FactKind.TEXT)
    chinese = a_fact("promise_quote", "我们周五\n付款。", FactKind.TEXT)

    assert render(quote, language=EN, region="GB") == "We will pay on Friday"
    assert render(chinese, language=HANS, region="CN") == "我们周五付款"


def test_a_form_that_a_value_cannot_take_is_an_error():
    with pytest.raises(ValueError, match="cannot be written as capitals"):
        render(a_sum("9100", "USD"), language=HANS, region="CN", form=Form.CAPITALS)
    with pytest.raises(ValueError, match="cannot be written as weekday"):
        render(a_sum("9100", "USD"), language=EN, region="SG", form=Form.WEEKDAY)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("86400.00", "人民币捌万陆仟肆佰元整"),
        ("0.00", "人民币零元整"),
        ("0.05", "人民币伍分"),
        ("0.50", "人民币伍角"),
        ("10.05", "人民币壹拾元零伍分"),
        ("10.50", "人民币壹拾元伍角"),
        ("1001.00", "人民币壹仟零壹元整"),
        ("10010.00", "人民币壹万零壹拾元整"),
        ("105000.00", "人民币壹拾万伍仟元整"),
        ("100100000.00", "人民币壹亿零壹拾万元整"),
        ("1010101.01", "人民币壹佰零壹万零壹佰零壹元零壹分"),
        ("123456789012.34", "人民币壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分"),
    ],
)
def test_renminbi_in_capital_characters(amount, written):
    assert capitals(money(amount, "CNY")) == written


@given(st.integers(min_value=0, max_value=10**15))
def test_capital_characters_read_back_to_the_same_sum(fen):
    assert read_capitals(capitals(Money(fen, "CNY"))) == fen


def test_capital_characters_are_for_renminbi_alone():
    with pytest.raises(ValueError, match="for CNY, not USD"):
        capitals(money("9100", "USD"))


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("8.2 付款期限。甲方应在45日内付清。", "付款期限。甲方应在45日内付清"),
        ("The Buyer shall pay\nwithin 30 days.", "The Buyer shall pay within 30 days"),
        ("甲方应付款；", "甲方应付款"),
    ],
)
def test_a_clause_is_quoted_without_its_number_and_final_stop(quote, said):
    excerpt = Excerpt(
        id="C1", topic=Topic.PAYMENT_TERM, contract_no="K", clause="8.2", heading="", quote=quote, start=0, end=9
    )

    assert quotation(excerpt) == said


def read_capitals(text: str) -> int:
    """Fen of an amount in 大写, read figure by figure."""
    digits = {char: n for n, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
    units = {"拾": 10, "佰": 100, "仟": 1000}
    total = section = figure = 0
    fen = 0
    for char in text.removeprefix("人民币"):
        if char in digits:
            figure = digits[char]
        elif char in units:
            section, figure = section + figure * units[char], 0
        elif char == "万":
            section, figure = (section + figure) * 10_000, 0
            total, section = total + section, 0
        elif char == "亿":
            total, section, figure = (total + section + figure) * 100_000_000, 0, 0
        elif char == "元":
            fen, section, figure, total = (total + section + figure) * 100, 0, 0, 0
        elif char == "角":
            fen, figure = fen + figure * 10, 0
        elif char == "分":
            fen, figure = fen + figure, 0
        else:
            assert char == "整"
    return fen
