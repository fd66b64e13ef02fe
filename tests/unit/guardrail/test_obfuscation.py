"""The worst phrases are found in disguise, and the finding points at the disguised words."""

from collections.abc import Callable

import pytest

from assistant.domain.finding import Verdict
from assistant.guardrail.normalise import fold
from assistant.guardrail.spellings import restore
from tests.unit.guardrail.wordings import finding_of, judged, shipped_rules, verdict_of

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


def every_letter(disguise: str) -> Callable[[str], str]:
    return lambda text: text.translate(str.maketrans("aeio", disguise))


@pytest.mark.parametrize(
    "disguise",
    [
        "\n".join,
        lambda text: f"。{text[::-1]}",
        "❤".join,
        "🔥".join,
        lambda text: "".join(f"【{sign}】" for sign in text),
        "、".join,
        lambda text: "".join(f"{sign}\u0336" for sign in text),
        lambda text: f"\u202e{text}\u202c",
    ],
)
@pytest.mark.parametrize(("rule", "phrase"), WORST)
def test_rows_columns_pictures_and_backwards_writing_hide_nothing(rule: str, phrase: str, disguise) -> None:
    text = disguise(phrase)
    found = finding_of(rule, text)
    assert text[found.start : found.end] == found.excerpt


@pytest.mark.parametrize(
    "disguise",
    [
        lambda text: text[::-1],
        every_letter("@310"),
        every_letter("@3!0"),
        lambda text: "  ".join(" ".join(word) for word in text.split()),
        lambda text: "/".join(text.split()),
        lambda text: "".join(chr(0x1D41A + ord(c) - 97) if c.isalpha() else c for c in text),
    ],
)
@pytest.mark.parametrize(("rule", "phrase"), WORST_EN)
def test_figures_for_letters_spread_words_and_mirrored_lines_hide_nothing(rule: str, phrase: str, disguise) -> None:
    text = disguise(phrase)
    found = finding_of(rule, text)
    assert text[found.start : found.end] == found.excerpt


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("我们报景抓你", "我们报警抓你"),
        ("我們ㄅㄠˋㄐㄧㄥˇ了", "我们报警了"),
        ("再不付款我们就bj了", "再不付款我们就报警了"),
        ("你个S B", "你个傻逼"),
        ("言斥你们", "诉你们"),
        ("叫🚔来抓你", "叫警察来抓你"),
        ("da duan ni de tui", "打断你的腿"),
        ("我哋會嚟搵你", "我们会来找你"),
        ("去4吧", "去死吧"),
        ("抓 我\n你 们\n们 报\n走 警", "我们报警抓你们走"),
        ("you are a f r a u d", "you are a fraud"),
        ("we will kiII you", "we will kill you"),
        ("it has a l r e a d y r u l e d", "it has already ruled"),
        ("ㄋㄧˇ等著坐ㄌㄠˊ", "你等着坐牢"),
        ("h e i 名单", "黑名单"),
        ("进监yu", "进监狱"),
        ("STUPlD", "stupid"),
    ],
)
def test_what_is_written_by_sound_halves_initials_or_pictures_is_read(text: str, plain: str) -> None:
    assert restore(fold(text), shipped_rules().spellings).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "鲍静经理您好",
        "请联系 Ms Bao Jing",
        "做劳务外包的发票",
        "去4S店保养,第4层",
        "BJ分公司,SB-200型",
        "Part K1LL-200, order LIAR2",
        "awaiting your statement by e-mail",
    ],
)
def test_names_part_numbers_and_ordinary_words_stay_as_they_are(text: str) -> None:
    assert restore(fold(text), shipped_rules().spellings).text == fold(text).text


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
