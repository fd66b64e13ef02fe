"""Letters as files, read back as their reader would."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from pypdf import PdfReader

from assistant.adapters.letter_files import LetterFiles
from assistant.adapters.pdf_type import broken, width
from assistant.domain.kinds import Channel
from assistant.domain.language import Language
from assistant.domain.letter import LetterForm
from assistant.domain.message import Status
from assistant.errors import BadInput
from tests.unit.adapters.letters import BODY, a_letter, pdf_text, word_file, word_text

ENGLISH = """Dear Ms Tan,

I'm writing about two invoices:
• INV-1: USD 9,100.00, due June 2, 2026, 14 days late
• INV-2: USD 120.00, due June 9, 2026, 7 days late

Kind regards,
Lin Zhixia, Account Manager
Sample Precision Co., Ltd."""
TO_TAN = {
    "customer_name": "Saltmarsh Inc.",
    "contact_name": "Tan Shu Wen",
    "sender_name": "Lin Zhixia",
    "creditor_name": "Sample Precision Co., Ltd.",
}


def pdf(letter):
    return PdfReader(io.BytesIO(LetterFiles().render(letter, LetterForm.PDF)))


def test_a_letter_to_the_mainland_can_be_searched_line_by_line():
    assert pdf_text(a_letter()) == [
        "示例精工有限公司",
        "1 Sample Road",
        "+86 0000-0000-1000 · ar@creditor.example",
        "关于 2 张发票付款事宜",
        "澜州望舒照明有限公司：",
        "王经理，您好：",
        "以下 2 张发票已过到期日，合计人民币 86,700.00 元：",
        "INV-1 人民币 50,000.00 元 2026年6月2日到期 逾期14 天",
        "INV-2 人民币 36,700.00 元 2026年6月9日到期 逾期7 天",
        "户名：示例精工有限公司",
        "账号：6200 0000 0000 0001",
        "此致",
        "敬礼",
        "林知夏　客户经理",
        "示例精工有限公司",
        "2026年6月16日",
        "第 1 页，共 1 页",
    ]


def test_the_word_file_says_the_same_with_the_items_in_a_table():
    assert word_text(a_letter())[3:] == [
        "关于 2 张发票付款事宜",
        "澜州望舒照明有限公司：",
        "王经理，您好：",
        "以下 2 张发票已过到期日，合计人民币 86,700.00 元：",
        "INV-1 | 人民币 50,000.00 元 | 2026年6月2日到期 | 逾期14 天",
        "INV-2 | 人民币 36,700.00 元 | 2026年6月9日到期 | 逾期7 天",
        "户名：示例精工有限公司",
        "账号：6200 0000 0000 0001",
        "此致",
        "敬礼",
        "林知夏　客户经理",
        "示例精工有限公司",
        "2026年6月16日",
    ]
    footer = word_file(a_letter()).sections[0].footer._element
    assert re.findall(r"PAGE|NUMPAGES", footer.xml) == ["PAGE", "NUMPAGES"]


def test_a_mail_on_paper_gets_its_date_and_addressee_and_an_american_date_stays_whole():
    letter = a_letter(
        ENGLISH, subject="Two invoices", said=TO_TAN, language=Language.EN, region="US", channel=Channel.EMAIL
    )
    assert word_text(letter) == [
        "Sample Precision Co., Ltd.",
        "1 Sample Road",
        "+86 0000-0000-1000 · ar@creditor.example",
        "June 16, 2026",
        "Saltmarsh Inc.",
        "Tan Shu Wen",
        "Two invoices",
        "Dear Ms Tan,",
        "I'm writing about two invoices:",
        "INV-1 | USD 9,100.00 | due June 2, 2026 | 14 days late",
        "INV-2 | USD 120.00 | due June 9, 2026 | 7 days late",
        "Kind regards,",
        "Lin Zhixia, Account Manager",
        "Sample Precision Co., Ltd.",
    ]
    assert pdf_text(letter)[-1] == "Page 1 of 1"


@pytest.mark.parametrize(
    ("region", "first", "head"),
    [
        ("TW", "曙澄精密股份有限公司　鈞鑒", ["兩張發票", "曙澄精密股份有限公司　鈞鑒"]),
        (
            "HK",
            "2026年6月16日\n曙澄精密股份有限公司\n陳小姐",
            ["2026年6月16日", "曙澄精密股份有限公司", "陳小姐", "兩張發票"],
        ),
    ],
)
def test_subject_and_addressee_stand_as_the_region_has_them(region, first, head):
    body = f"{first}\n\n陳小姐 您好：\n\n請查收。\n\n敬祝　商祺\n林知夏　敬上"
    letter = a_letter(
        body,
        subject="兩張發票",
        said={"customer_name": "曙澄精密股份有限公司"},
        language=Language.ZH_HANT,
        region=region,
    )
    assert word_text(letter)[3 : 3 + len(head)] == head
    assert pdf_text(letter)[3 : 3 + len(head)] == head


@pytest.mark.parametrize(
    ("language", "region", "first", "head"),
    [
        ("en", "GB", "16 June 2026\nTan\nBay Ltd", ["16 June 2026", "Tan", "Bay Ltd", "8 Bay Road"]),
        ("zh-Hant", "HK", "2026年6月16日\nBay Ltd", ["2026年6月16日", "Bay Ltd", "8 Bay Road"]),
        ("zh-Hans", "CN", "Bay Ltd：", ["Subject", "Bay Ltd："]),
        ("zh-Hans", "CN", "您好：", ["Subject", "Bay Ltd", "8 Bay Road", "王映月", "您好："]),
    ],
)
def test_the_postal_address_stands_under_the_name_where_letters_have_it_there(language, region, first, head):
    said = {"customer_name": "Bay Ltd", "customer_address": "8 Bay Road"}
    body = f"{first}\n\nText.\n\n林知夏"
    letter = a_letter(body, subject="Subject", said=said, language=Language(language), region=region)
    assert word_text(letter)[3 : 3 + len(head)] == head


def test_a_mail_on_paper_to_the_mainland_is_dated_under_its_signature():
    letter = a_letter("王经理，您好：\n\n请查收。\n\n顺颂商祺\n林知夏　客户经理", channel=Channel.EMAIL)
    assert word_text(letter)[4:] == [
        "澜州望舒照明有限公司",
        "王映月",
        "王经理，您好：",
        "请查收。",
        "顺颂商祺",
        "林知夏　客户经理",
        "2026年6月16日",
    ]


def test_items_that_differ_in_shape_stay_as_they_were_written():
    body = BODY.replace("，逾期7 天", "")
    assert "• INV-2：人民币 36,700.00 元，2026年6月9日到期" in word_text(a_letter(body))


def test_letters_made_at_once_are_those_made_one_by_one():
    letters = [a_letter(), a_letter(BODY.replace("王经理", "陈总监"))] * 8
    one_by_one = [LetterFiles().render(letter, LetterForm.PDF) for letter in letters]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda letter: LetterFiles().render(letter, LetterForm.PDF), letters)) == one_by_one


def test_the_same_letter_has_the_same_bytes():
    for form in LetterForm:
        assert LetterFiles().render(a_letter(), form) == LetterFiles().render(a_letter(), form)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.RELEASED])
def test_what_was_not_released_says_on_every_page_that_it_is_a_draft(status):
    letter = a_letter(BODY.replace("户名", "长长的一段话。" * 900 + "\n户名"), status=status)
    pages = [page.extract_text() for page in pdf(letter).pages]
    assert len(pages) > 2
    assert all("草稿 · 尚未放行，请勿发出" in page for page in pages)
    assert "".join(p.text for p in word_file(letter).sections[0].header.paragraphs) == "草稿 · 尚未放行，请勿发出"


def test_what_was_released_is_no_draft():
    assert not any("草稿" in line for line in pdf_text(a_letter()))
    assert word_file(a_letter()).sections[0].header.is_linked_to_previous


def test_pages_are_numbered():
    letter = a_letter(BODY.replace("户名", "长长的一段话。" * 900 + "\n户名"))
    pages = [page.extract_text() for page in pdf(letter).pages]
    assert [f"第 {n} 页，共 {len(pages)} 页" in page for n, page in enumerate(pages, start=1)] == [True] * len(pages)


def test_every_font_is_part_of_the_file():
    fonts = [font.get_object() for page in pdf(a_letter()).pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_a_character_that_no_font_of_ours_has_is_refused_by_name():
    letter = a_letter(BODY.replace("王经理", "𠮷经理"))
    with pytest.raises(
        BadInput, match=r"^The character '𠮷' \(U\+20BB7\) cannot be set in a PDF; take the letter as docx\.$"
    ):
        LetterFiles().render(letter, LetterForm.PDF)
    assert "𠮷经理，您好：" in word_text(letter)


def test_lines_keep_to_their_width_and_no_line_begins_with_a_comma():
    text = (
        "发票金额人民币 86,700.00 元，到期日为2026年6月9日（周二），请参阅 https://pay.creditor.example/ar 的说明。" * 5
    )
    for room in range(60, 300, 7):
        lines = list(broken(text, 10.5, room, first=21))
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(line[0] not in "，。、；：？！）" for line in lines), lines
        assert all(line[-1] not in "（「《" for line in lines), lines


def test_latin_words_and_figures_are_not_torn():
    lines = list(broken("请于 2026-06-30 前支付发票 INV-2026-0410 的余额 USD 18,640.00，谢谢。", 10.5, 120))
    for word in ("2026-06-30", "INV-2026-0410", "18,640.00，"):
        assert any(word in line for line in lines), lines
    assert all(width(line, 10.5) <= 120 for line in lines)


def test_a_word_wider_than_a_line_is_cut_and_nothing_of_it_is_lost():
    address = "https://pay.creditor.example/" + "a" * 15_000
    lines = list(broken(address, 10.5, 400))
    assert "".join(lines) == address
    assert all(width(line, 10.5) <= 400 for line in lines)


CONFIRMED = """澜州望舒照明有限公司：

王经理，您好：

按以下 2 期支付：
• 2026年6月26日：人民币 50,000.00 元
• 2026年7月24日：人民币 36,700.00 元
• 合计：人民币 86,700.00 元

请以“同意”二字回复。

顺颂商祺
林知夏　客户经理
示例精工有限公司

回执（请于6月22日（周一）前填写并回传）
澜州望舒照明有限公司　致　示例精工有限公司
□ 同意　□ 不同意　□ 有疑问：________________
姓名：________________　职务：________________
日期：________________　签字／盖章：________________"""


def test_a_schedule_ends_with_its_sum_in_strong_type_and_the_form_stands_under_the_signature():
    letter = a_letter(CONFIRMED)
    document = word_file(letter)
    rows = [[cell.text for cell in row.cells if cell.text] for row in document.tables[0].rows]
    assert rows == [
        ["2026年6月26日", "人民币 50,000.00 元"],
        ["2026年7月24日", "人民币 36,700.00 元"],
        ["合计", "人民币 86,700.00 元"],
    ]
    strong = [[run.bold for run in row.cells[0].paragraphs[0].runs] for row in document.tables[0].rows]
    assert [bool(runs[0]) for runs in strong] == [False, False, True]

    lines = pdf_text(letter)
    assert lines[lines.index("示例精工有限公司", 1) + 1 :] == [
        "回执（请于6月22日（周一）前填写并回传）",
        "澜州望舒照明有限公司　致　示例精工有限公司",
        "□ 同意　□ 不同意　□ 有疑问：________________",
        "姓名：________________　职务：________________",
        "日期：________________　签字／盖章：________________",
        "第 1 页，共 1 页",
    ]
