"""What a model may not type itself, told apart from ordinary words that only look like it."""

import pytest

from assistant.domain.kinds import Channel, Stage, Tone
from assistant.domain.language import Language
from assistant.drafting.answer_checks import GAP, in_language, is_refusal, repeats, wording_problems
from assistant.drafting.composer import Composer
from assistant.drafting.phrasebook import load_phrasebooks
from assistant.errors import Refused
from assistant.knowledge import shipped
from assistant.parts import load_parts, shipped_parts
from tests.builders import MARKETS, a_brief

EN, HANS, HANT = Language.EN, Language.ZH_HANS, Language.ZH_HANT


def found(text: str, language: Language) -> dict[str, tuple[str, ...]]:
    return {problem.code: problem.places for problem in wording_problems(text, language)}


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("Please pay USD 9,100.00 now.", EN, "9,100.00"),
        ("Please pay within ten business days.", EN, "ten business days"),
        ("We can offer two instalments.", EN, "two instalments"),
        ("Interest of one and a half per cent applies.", EN, "half per cent"),
        ("It is thirty-five days late.", EN, "thirty-five days"),
        ("Half of the amount would do.", EN, "Half of the amount"),
        ("Item Ⅷ and ½ of it.", EN, "Ⅷ"),
        ("Pay ١٢٣ today.", EN, "١٢٣"),
        ("请支付８６４００元。", HANS, "请支付８６４００元。"),
        ("请在三个工作日内安排。", HANS, "三个工作日"),
        ("可以分两期支付。", HANS, "两期"),
        ("按万分之五计收违约金。", HANS, "万分之五"),
        ("合计人民币捌万陆仟肆佰元整。", HANS, "捌万陆仟肆佰元"),
        ("依第八条约定。", HANS, "第八条"),
        ("于二〇二六年付清。", HANS, "二〇二六年"),
        (f"尚有 {GAP}万元未付。", HANS, f"{GAP}万元"),
        ("若能打九折，今天结清。", HANS, "九折"),
        ("煩請於十五天內匯款。", HANT, "十五天"),
        ("年息百分之五。", HANT, "百分之五"),
        ("半年之內付清。", HANT, "半年"),
    ],
)
def test_a_figure_in_any_script_or_in_words_is_found(text: str, language: Language, place: str) -> None:
    assert place in found(text, language)["typed_figure"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("One of your colleagues may know. No one is to blame; we are at one on this.", EN),
        (f"Both invoices, {GAP} and {GAP}, are attached. Could you pay the two together?", EN),
        ("In one payment, if that is easier.", EN),
        ("十分感谢贵司一直以来的支持，千万不要误会。", HANS),
        ("想跟您确认一下，大概哪一天可以安排？", HANS),
        ("我们一起把这件事办妥，每一期都给您留好凭证。", HANS),
        (f"第一期 {GAP}，于 {GAP} 支付。", HANS),
        ("我方万分重视与贵司的合作，三方对账单随函附上。", HANS),
        ("同一天寄出的发票，这一笔尚未到账。", HANS),
        ("煩請一併確認，貴公司一向準時，或許一時疏漏。", HANT),
        ("萬一單據有誤，歡迎隨時與我聯繫，我們再寄一份。", HANT),
    ],
)
def test_ordinary_words_with_numerals_in_them_are_no_figures(text: str, language: Language) -> None:
    assert found(text, language) == {}


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("Please pay by Friday.", EN, "Friday"),
        ("It fell due in March.", EN, "March"),
        ("Let us know tomorrow.", EN, "tomorrow"),
        ("Please pay within the next week.", EN, "within the next week"),
        ("Could you pay by the end of this month?", EN, "by the end of this month"),
        ("请于本周五前安排。", HANS, "本周五"),
        ("请在明天下班前回复。", HANS, "明天"),
        ("请于月底前安排。", HANS, "月底前"),
        ("下个月再说也可以。", HANS, "下个月"),
        ("煩請於下週一前匯款。", HANT, "下週一"),
        ("請於本月底入帳。", HANT, "本月底"),
    ],
)
def test_a_date_in_words_is_found(text: str, language: Language, place: str) -> None:
    assert place in found(text, language)["typed_date"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The payment may still be on its way, and May I ask whether anything is in the way?", EN),
        ("The payment falls due today.", EN),
        ("月底事多，这笔款可能一时没顾上。", HANS),
        ("至今日尚未入帳，煩請告知預定付款日。", HANT),
    ],
)
def test_ordinary_words_of_time_are_no_dates(text: str, language: Language) -> None:
    assert found(text, language) == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Pay at https://pay.evil.example/x now.", "https:"),
        ("Pay at pay-now.com please.", "pay-now.com"),
        ("Write to someone@somewhere.", "someone@somewhere"),
        ("Dear [Customer Name],", "[Customer Name]"),
        ("Invoice ‹invoice number› is open.", "‹invoice number›"),
        ("Kind regards, ____", "____"),
        ("Account XXXX", "XXXX"),
        ("See [[Fx]] there", "[["),
        ("See {{F3}} there", "{{"),
    ],
)
def test_a_contact_or_a_blank_to_fill_in_is_found(text: str, place: str) -> None:
    assert place in found(text, EN)["typed_contact"]


@pytest.mark.parametrize(
    "text",
    [
        "This is **important**.",
        "# Reminder\nHello",
        "Hello<br/>there",
        "| Invoice | Amount |",
        "Fish &amp; chips",
        "`x`",
    ],
)
def test_markup_is_found(text: str) -> None:
    assert "markup" in found(text, EN)


def test_a_plain_list_with_dashes_is_no_markup() -> None:
    assert found(f"- Invoice {GAP}: {GAP}, due {GAP}\n- Invoice {GAP}: {GAP}, due {GAP}", EN) == {}


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        ("I'm writing about the invoice; café bills too.", EN, True),
        ("您好，想跟您确认一下付款进度。", EN, False),
        ("Bonjour, рахунок не сплачено, дякуємо.", EN, False),
        ("您好，想跟您确认一下付款进度，PO 单号也可以发我。", HANS, True),
        ("您好，想跟您確認一下付款進度。", HANS, False),
        ("Dear customer, please pay the invoice. 谢谢。", HANS, False),
        ("您好，想跟您確認一下付款進度，台北的帳款後續請見附件。", HANT, True),
        ("您好，想跟您确认一下付款进度。", HANT, False),
        ("", HANS, True),
        (GAP, EN, True),
    ],
)
def test_the_language_and_the_script_are_told(text: str, language: Language, right: bool) -> None:
    assert in_language(text, language) is right


@pytest.mark.parametrize(
    "text",
    [
        "Please pay the invoice. Please pay the invoice. Please pay the invoice. ",
        "please " * 12,
        "请尽快安排付款。请尽快安排付款。请尽快安排付款。",
        "谢谢谢谢谢谢谢谢谢谢谢谢",
    ],
)
def test_a_loop_is_found(text: str) -> None:
    assert repeats(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Invoice {GAP}: {GAP}, due {GAP}\n" * 8,
        "Dear Ms Tan\n" + "-" * 40 + "\nThank you. Thank you again.",
        "如有疑问请联系我。如已安排付款，请忽略此函。",
    ],
)
def test_lists_and_rules_are_no_loops(text: str) -> None:
    assert not repeats(text)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("I'm sorry, but I can't help with that.", True),
        ("As an AI language model, I do not write such letters.", True),
        ("抱歉，我无法协助撰写催收信函。", True),
        ("身為人工智慧，我不能提供此類內容。", True),
        ("I'm sorry to trouble you about this invoice again.", False),
        ("如我们无法联系到您，请告知更方便的方式。", False),
    ],
)
def test_a_remark_about_the_task_is_told_from_a_letter(text: str, refusal: bool) -> None:
    assert is_refusal(text) is refusal


@pytest.mark.parametrize("market", MARKETS)
def test_prose_that_people_wrote_for_the_phrasebook_raises_no_alarm(market: str) -> None:
    composer = Composer(load_phrasebooks(shipped("knowledge") / "phrasebook", load_parts(shipped_parts())))
    looked_at = 0
    for stage in Stage:
        for tone in Tone:
            for channel in (Channel.EMAIL, Channel.SMS, Channel.LETTER):
                brief = a_brief(market, stage=stage, tone=tone, channel=channel, number=1 + looked_at % 4)
                try:
                    draft = composer.write(brief)
                except Refused:
                    continue
                text = draft.text
                for mark in sorted(draft.marks, key=lambda m: -m.start):
                    text = text[: mark.start] + GAP + text[mark.end :]
                assert list(wording_problems(text, brief.language)) == [], text
                looked_at += 1
    assert looked_at > 20
