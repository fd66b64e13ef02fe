"""A text in a language that the rules do not cover is shown to a reviewer; names, quotations and lists are not."""

import pytest

from assistant.domain.finding import Severity, Verdict
from assistant.errors import BadKnowledge
from assistant.guardrail import Checker
from assistant.guardrail.function_words import compile_languages
from assistant.guardrail.language import language
from assistant.guardrail.shapes import EnglishWords, LanguageFile, OtherLanguage
from assistant.intake.given_record import grounds_from_record
from tests.unit.guardrail.given import checker
from tests.unit.guardrail.test_rules import filled, our_own_sentences
from tests.unit.guardrail.wordings import shipped_rules


def uncovered(text: str, **given) -> list[str]:
    report = Checker(shipped_rules(), checks=(language,)).check(text, **given)
    assert report.errors == ()
    assert all(text[f.start : f.end] == f.excerpt and f.severity is Severity.REVIEW for f in report.findings)
    return [finding.excerpt for finding in report.findings]


@pytest.mark.parametrize(
    "text",
    [
        "お支払いがない場合は、ご家族に連絡いたします。",
        "払わないと家に行くぞ",
        "돈을 갚지 않으면 가족에게 알리겠습니다.",
        "죽여버리겠다",
        "ถ้าไม่จ่าย เราจะไปที่บ้านของคุณ",
        "Nếu không trả tiền, chúng tôi sẽ đến nhà anh.",
        "Neu khong tra tien chung toi se den nha anh",
        "Sila bayar segera atau kami akan datang ke rumah anda.",
        "Kalau tidak bayar, kami akan lapor ke keluarga Anda.",
        "Zahlen Sie sofort, sonst rufen wir die Polizei.",
        "Wir wissen, wo Sie wohnen.",
        "WIR WISSEN, WO SIE WOHNEN UND WIR KOMMEN",
        "Si vous ne payez pas, nous viendrons chez vous.",
        "Si no paga, iremos a su casa.",
        "Se non pagate, verremo a casa vostra questa notte.",
        "Se você não pagar, vamos até a sua casa.",
        "Als u niet betaalt, komen wij naar uw huis.",
        "Om ni inte betalar kommer vi hem till er.",
        "Jeśli nie zapłacisz, przyjdziemy do ciebie i powiemy to twojej rodzinie.",
        "Ödemezseniz polisi arayacağız ve sizi bulacağız, bunu bilin.",
        "Jos ette maksa, tulemme teidän kotiinne tänä iltana.",
        "Kung hindi ka magbabayad, pupunta kami sa bahay mo.",
        "Если вы не заплатите, мы придём к вам домой.",
        "إذا لم تدفع سنأتي إلى منزلك",
        "אם לא תשלם, נבוא לבית שלך.",
        "अगर आपने भुगतान नहीं किया तो हम आपके घर आएंगे।",
        "Αν δεν πληρώσετε, θα έρθουμε στο σπίτι σας.",
        "ካልከፈሉ ወደ ቤትዎ እንመጣለን",
        "kQmZ0xWq7RtYp3LsVbNcXj9HgFdAeUiOoPzTyKwMn" * 10,
        "Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore dolore magna aliqua",
    ],
)
def test_a_text_in_another_language_is_shown_whole(text: str) -> None:
    assert uncovered(text) == [text]


def test_a_sentence_in_another_language_is_shown_where_it_stands() -> None:
    letter = "Dear Ms Chen,\nInvoice INV-2041 is overdue.\nWir wissen, wo Sie wohnen, und wir kommen.\nKind regards"
    assert uncovered(letter) == ["Wir wissen, wo Sie wohnen, und wir kommen."]
    letter = "何小姐您好，发票INV-2041尚未付款。\nお支払いがない場合は、ご家族に連絡いたします。\n谢谢！"
    assert uncovered(letter) == ["お支払いがない場合は、ご家族に連絡いたします。"]


def test_what_is_said_is_said_in_the_readers_language() -> None:
    found = checker().check("Wir wissen, wo Sie wohnen.")
    (finding,) = found.findings
    assert found.verdict is Verdict.REVIEW
    assert finding.rule == "language.not-covered"
    assert finding.message.en == (
        "The guardrail knows English and Chinese only and cannot judge this part. "
        "Somebody who reads the language must, or write it in one of them."
    )
    assert finding.message.zh_hans == (
        "发送前检查只懂中文和英文，无法判断这一部分。请由懂这门语言的人审阅，或改用中文、英文。"
    )
    assert finding.message.zh_hant == (
        "發送前檢查只懂中文和英文，無法判斷這一部分。請由懂這種語言的人審閱，或改用中文、英文。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Hello",
        "OK",
        "Danke",
        "您好",
        "请联系 Société Générale 的 Jean-Pierre de la Fontaine。",
        "Please pay to Banco de la Nación del Perú, Calle de la Rosa 12.",
        "Rue de la Paix 5, 75002 Paris, France",
        "株式会社さくら",
        "株式会社サクラクリエイト御中",
        "서울특별시 강남구 테헤란로 123",
        "삼성전자 주식회사 has paid.",
        "薇の小店 您好，货款请查收",
        "ㄅㄆㄇ 注音輸入 ㄋㄧ ㄏㄠˇ",
        "INV-2041, INV-2042, INV-2043, INV-2044 USD 1,000.00 2025-01-01",
        "You wrote “wir zahlen nicht, das ist alles”, which our colleague in Berlin passed on to us.",
        "Dear Encik Ahmad bin Ismail, the invoice is due.",
        "Kuala Lumpur, Jalan Sultan Ismail 50250",
        "Tan Wei Ming, Nur Aisyah binti Rahman, Le Thi Hoa",
        "Lian Ying Trading, Yang Ming Marine, Dan Brown",
        "PLEASE PAY INVOICE INV-2041 BY FRIDAY. THANK YOU.",
        "贵司订购的いろはす矿泉水12箱已于5月3日发货，货款1,200元请于月底前支付。",
        "王小明 先生 您好：貴公司 Windows Server Datacenter License 之款項",
        "Dear Ms Müller, thank you for the payment to Dr. Oetker Nahrungsmittel KG.",
        "Bonjour Ms Chen, please find the invoice attached.",
        "pro forma, per annum, bona fide, ad hoc, vis-a-vis, e.g. i.e.",
        '<div class="a"><p>Please pay invoice INV-1.</p></div>',
        "See https://www.beispiel.de/und/wir/nicht/fuer/sie?ist=das for details.",
        "Ηello Сhen, рlease pay the invoice",
    ],
)
def test_names_quotations_addresses_and_lists_are_no_language(text: str) -> None:
    assert uncovered(text) == []


def test_a_name_of_the_record_is_no_language() -> None:
    record = {"seller": "Wir und Sie Nicht Das Ist GmbH", "customer": "A", "currency": "EUR", "as_of": "2025-03-14"}
    grounds, _ = grounds_from_record(record)
    assert uncovered("wir und sie nicht das ist gmbh: invoice 12 overdue", grounds=grounds) == []
    assert uncovered("wir und sie nicht das ist gmbh: invoice 12 overdue") != []


def test_nothing_that_we_write_ourselves_is_another_language() -> None:
    assert [line for edition, line in our_own_sentences() if uncovered(filled(line, edition))] == []


def test_a_word_that_english_has_as_well_is_refused() -> None:
    file = LanguageFile(
        english=EnglishWords(only="the", shared="was"), others={"german": OtherLanguage(words="und was")}
    )
    with pytest.raises(BadKnowledge) as refused:
        compile_languages(file)
    assert str(refused.value) == "languages.yaml: 'was' of german is English too; leave it out."
