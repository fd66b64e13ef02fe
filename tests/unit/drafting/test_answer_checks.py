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
        ("You could pay half now and the rest later.", EN, "half"),
        ("We could take a third of it now.", EN, "a third of"),
        ("The sum is nine thousand one hundred.", EN, "nine thousand"),
        ("Call me on four five seven seven.", EN, "four five seven seven"),
        ("Please pay within three working days.", EN, "three working days"),
        ("您可以先付一半，其余再商量。", HANS, "一半"),
        ("先付三分之一也可以。", HANS, "三分之一"),
        ("这三张发票尚未结清。", HANS, "三张"),
        ("可分四期支付。", HANS, "四期"),
        ("请在十来天内安排。", HANS, "十来天"),
        ("可以打八折。", HANS, "八折"),
        ("先付三成訂金。", HANT, "三成"),
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
        ("I'm writing on behalf of the team; it takes half a minute.", EN),
        ("This is a second note, and there is a third page to it.", EN),
        ("这一笔款有两三个环节，我们一起看看。", HANS),
        ("多一半的心思都在对账上。", HANS),
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
        ("Please pay before month-end.", EN, "before month-end"),
        ("Please arrange it by the tenth.", EN, "by the tenth"),
        ("Could you pay in May?", EN, "in May"),
        ("We look at it this quarter.", EN, "this quarter"),
        ("请于月底付清。", HANS, "月底"),
        ("月底支付也可以。", HANS, "月底"),
        ("下周三之前可以吗？", HANS, "下周三"),
        ("次月安排也可以。", HANS, "次月"),
        ("季末之前結清即可。", HANT, "季末"),
        ("请于本周五前安排。", HANS, "本周五"),
        ("请在明天下班前回复。", HANS, "明天"),
        ("请于月底前安排。", HANS, "月底前"),
        ("下个月再说也可以。", HANS, "下个月"),
        ("煩請於下週一前匯款。", HANT, "下週一"),
        ("請於本月底入帳。", HANT, "本月底"),
        ("Please pay today before noon.", EN, "noon"),
        ("请在今天中午前付款。", HANS, "中午"),
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
        ("Thank you from the first day on; may I ask on the third point?", EN),
        ("到月底事情多，这笔款可能没顾上。", HANS),
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
        ("Pay {amount} please.", "{"),
        ("See evil.xyz for it.", "evil.xyz"),
        ("Write to ann (at) evil.", "n (at) e"),
        ("请加微信 evilpay 联系。", "微信 evilpay"),
        ("請加 LINE evilpay 聯繫。", "LINE evilpay"),
        ("详情见evil.xyz。", "evil.xyz"),
        ("The amount is in the placeholder.", "placeholder"),
    ],
)
def test_a_contact_or_a_blank_to_fill_in_is_found(text: str, place: str) -> None:
    assert place in found(text, EN)["typed_contact"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Drop us a line whenever it suits you, e.g. in reply to this message.", EN),
        ("支付宝、微信支付都可以，微信 Pay 也可以。", HANS),
    ],
)
def test_ordinary_words_of_contact_are_no_contacts(text: str, language: Language) -> None:
    assert found(text, language) == {}


@pytest.mark.parametrize(
    "text",
    [
        "This is **important**.",
        "# Reminder\nHello",
        "Hello<br/>there",
        "| Invoice | Amount |",
        "Fish &amp; chips",
        "`x`",
        "Invoice | Amount | Due",
    ],
)
def test_markup_is_found(text: str) -> None:
    assert "markup" in found(text, EN)


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        (f"Please pay USD {GAP} to us.", EN, f"USD {GAP}"),
        (f"Please pay ${GAP} to us.", EN, f"${GAP}"),
        (f"It comes to {GAP} dollars.", EN, f"{GAP} dollars"),
        (f"It is {GAP} days late.", EN, f"{GAP} days"),
        (f"Under clause {GAP} it was due.", EN, f"clause {GAP}"),
        (f"合计人民币{GAP}。", HANS, f"人民币{GAP}"),
        (f"合计{GAP}元。", HANS, f"{GAP}元"),
        (f"已逾期{GAP}天。", HANS, f"{GAP}天"),
        (f"依第{GAP}條約定。", HANT, f"第{GAP}條"),
        (f"合計新台幣 {GAP}。", HANT, f"新台幣 {GAP}"),
    ],
)
def test_a_currency_or_a_unit_beside_a_value_that_brings_it_is_found(text: str, language: Language, place: str) -> None:
    assert place in found(text, language)["typed_unit"]


def test_a_plain_list_with_dashes_is_no_markup() -> None:
    assert found(f"- Invoice {GAP}: {GAP}, due {GAP}\n- Invoice {GAP}: {GAP}, due {GAP}", EN) == {}


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        ("I'm writing about the invoice; café bills too.", EN, True),
        ("您好，想跟您确认一下付款进度。", EN, False),
        ("Bonjour, рахунок не сплачено, дякуємо.", EN, False),
        ("Thank you for your patience with this invoice, 谢谢, and for your help with it so far.", EN, False),
        (
            "您好，想跟您确认一下付款进度，麻烦告知大概的时间。Please let us know the date. 谢谢您一直以来的支持与配合。",
            HANS,
            False,
        ),
        ("您好，想跟您确认一下付款进度，PO 单号也可以发我。", HANS, True),
        ("您好，想跟您確認一下付款進度。", HANS, False),
        ("Dear customer, please pay the invoice. 谢谢。", HANS, False),
        ("您好，想跟您確認一下付款進度，台北的帳款後續請見附件。", HANT, True),
        ("您好，想跟您确认一下付款进度。", HANT, False),
        ("Bitte begleichen Sie die offene Rechnung möglichst bald, und melden Sie sich bei Fragen.", EN, False),
        ("Veuillez régler la facture en souffrance dans les meilleurs délais. Thank you.", EN, False),
        ("Thank you for this invoice and for all the others that we have with you. お支払い", EN, False),
        ("您好，想跟您确认一下付款进度，麻烦您了。お支払い", HANS, False),
        ("您好，想跟您確認一下付款進度。결제를 부탁드립니다", HANT, False),
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
        "please pay\n\n" * 8,
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
