"""Sums of money are read in every writing of the three languages."""

from decimal import Decimal

import pytest

from assistant.guardrail.amounts import amounts
from assistant.guardrail.normalise import fold

ANY = frozenset()
CNY, TWD, USD = frozenset({"CNY"}), frozenset({"TWD"}), frozenset({"USD"})


def read(text):
    folded = fold(text)
    found = list(amounts(folded.lower))
    places = [text[slice(*folded.original(a.span.start, a.span.end))] for a in found]
    return [(place, a.value) for place, a in zip(places, found, strict=True)], [a.currencies for a in found]


@pytest.mark.parametrize(
    ("text", "place", "value"),
    [
        ("48,200.00", "48,200.00", "48200"),
        ("应付￥48,200。", "￥48,200", "48200"),
        ("人民币48200元", "人民币48200元", "48200"),
        ("人民币 48,200.00 元。", "人民币 48,200.00 元", "48200"),
        ("大写：肆万捌仟贰佰元整。", "肆万捌仟贰佰元整", "48200"),
        ("大寫：新台幣壹拾陸萬肆仟元整。", "新台幣壹拾陸萬肆仟元整", "164000"),
        ("共4.82万。", "4.82万", "48200"),
        ("NT$48,200", "NT$48,200", "48200"),
        ("新台幣 48,200 元", "新台幣 48,200 元", "48200"),
        ("HK$48,200.50", "HK$48,200.50", "48200.50"),
        ("USD 9,100.00 is open", "USD 9,100.00", "9100"),
        ("EUR 9.100,00 is open", "EUR 9.100,00", "9100"),
        ("two parts,4,550 dollars each", "4,550 dollars", "4550"),
        ("两万五千元", "两万五千元", "25000"),
        ("叁佰元伍角陆分", "叁佰元伍角陆分", "300.56"),
        ("４８，２００．００元", "４８，２００．００元", "48200"),
        ("您好，48,200元未付", "48,200元", "48200"),
        ("金额48200", "48200", "48200"),
        ("14万3千", "14万3千", "143000"),
        ("未付 NT$164,000，114.02.09 到期", "NT$164,000", "164000"),
        ("未付 NT$164,000，114年2月9日到期", "NT$164,000", "164000"),
    ],
)
def test_an_amount_is_read_with_its_place_in_the_original(text, place, value):
    assert read(text)[0] == [(place, Decimal(value))]


@pytest.mark.parametrize(
    ("text", "currencies"),
    [
        ("48,200", ANY),
        ("RMB 48,200", CNY),
        ("新臺幣48,200元", TWD),
        ("US$48,200", USD),
        ("￥48,200", frozenset({"CNY", "JPY"})),
        ("4.82万元", frozenset({"CNY", "TWD", "HKD", "MOP", "SGD"})),
    ],
)
def test_the_currency_is_what_the_text_names(text, currencies):
    assert read(text)[1] == [currencies]


@pytest.mark.parametrize(
    "text",
    ["千万不要着急", "一万分感谢", "共出货 1,200 件", "2026 年度", "one moment", "第一百条", "17:30", "INV2026031"],
)
def test_what_is_no_money_is_not_read(text):
    assert read(text)[0] == []
