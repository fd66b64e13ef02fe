"""The worst phrases are found in disguise, and the finding points at the disguised words."""

import pytest

from assistant.domain.finding import Verdict
from tests.unit.guardrail.wordings import finding_of, judged, verdict_of

WORST = [
    ("violence.bodily-harm", "我们会打断你的腿"),
    ("legal.criminal", "不付款就让你坐牢"),
    ("legal.improper-authority", "我们马上报警"),
    ("accusation.bad-faith", "你们就是老赖"),
    ("violence.vague-consequence", "否则后果自负"),
]
WORST_EN = [
    ("violence.bodily-harm", "we will break your legs"),
    ("legal.criminal", "you will be arrested"),
    ("legal.improper-authority", "we will call the police"),
    ("accusation.bad-faith", "you are a liar"),
    ("insult.abuse", "you are an idiot"),
]


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def spread(text: str, sign: str) -> str:
    return sign.join(text)


@pytest.mark.parametrize(("rule", "phrase"), WORST)
@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u2060", " ", ".", "·", "*", "-", "~"])
def test_signs_between_chinese_characters_hide_nothing(rule: str, phrase: str, sign: str) -> None:
    text = spread(phrase, sign)
    found = finding_of(rule, text)
    assert text[found.start : found.end] == found.excerpt
    assert verdict_of(text) is Verdict.BLOCK


@pytest.mark.parametrize(("rule", "phrase"), WORST_EN)
@pytest.mark.parametrize(
    "disguise", [full_width, str.upper, lambda text: text.replace("e", "\u0435"), lambda text: spread(text, "\u200b")]
)
def test_full_width_capitals_cyrillic_and_invisible_signs_hide_nothing(rule, phrase, disguise) -> None:
    text = disguise(phrase)
    found = finding_of(rule, text)
    assert text[found.start : found.end] == found.excerpt


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("legal.criminal", "再不付款就让你zuo牢"),
        ("legal.criminal", "再不付款就让你zuo lao"),
        ("legal.criminal", "再不付款就让你做牢"),
        ("legal.improper-authority", "我们马上报jing"),
        ("legal.improper-authority", "我們馬上bao jing"),
        ("legal.improper-authority", "我们马上暴警"),
        ("accusation.bad-faith", "你们就是老癞"),
        ("accusation.bad-faith", "你们就是lao赖"),
        ("violence.vague-consequence", "否则后果自付"),
        ("legal.step-announced", "我们会qi su你们"),
        ("legal.step-announced", "我们会起拆你们"),
        ("legal.criminal", "you will be arr3sted"),
        ("legal.improper-authority", "we will call the p.o.l.i.c.e"),
        ("insult.abuse", "you are an 1d1ot"),
        ("insult.abuse", "you are a m*ron"),
        ("violence.bodily-harm", "we will br3ak your legs"),
    ],
)
def test_sounds_look_alikes_and_signs_for_letters_are_read(rule: str, text: str) -> None:
    found = finding_of(rule, text)
    assert text[found.start : found.end] == found.excerpt


def test_a_threat_spread_over_two_lines_of_a_screen_is_found() -> None:
    assert "violence.bodily-harm" in {
        f.rule for f in judged("If nothing arrives this week we will break\nyour legs.").findings
    }


@pytest.mark.parametrize(
    "text",
    [
        "ＩＮＶ－２０４１ 号发票金额为 ８６，４００．００ 元，谢谢！😊",
        "Thank you 🙏 the payment of £40 arrived ✅",
        "发 票 已 寄 出 ，请 查 收",
        "贵司的 A-1 型号、B.2 型号均已发货",
        "请联系 li-jing@harbour.example 或 wang.lao@harbour.example",
    ],
)
def test_benign_full_width_emoji_and_spacing_pass(text: str) -> None:
    assert verdict_of(text) is Verdict.PASS
