"""A contract is read by what it is, not by what its name says, and what is odd about it comes with it."""

from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.document_files import read_document, read_mail
from assistant.domain.language import Reason
from assistant.errors import UnreadableFile
from assistant.intake import read_contract
from tests.unit.adapters.written_docx import level, numbering, p, r, write_docx
from tests.unit.adapters.written_pdf import PICTURE, write_pdf

ARTICLES = level(0, "chineseCountingThousand", "第%1条") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
MAIL = b"From: li@x1.example\r\nDate: Mon, 15 Jun 2026 10:00:00 +0800\r\nSubject: x\r\n\r\nWe pay.\r\n"


def refused(path: Path, read=read_document) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_word_file_is_read_in_a_process_of_its_own_and_its_numbers_make_clauses(tmp_path):
    body = "".join(
        p(r(words), numbered=(1, at)) for at, words in ((0, "标的"), (1, "电机。"), (0, "付款"), (1, "三十日。"))
    )
    read = read_document(write_docx(tmp_path / "k.docx", body, numbering=numbering(ARTICLES)))
    assert read.text == "第一条 标的\n1.1 电机。\n第二条 付款\n2.1 三十日。\n"
    assert [c.number for c in read_contract(read.text, "K", "C").clauses] == ["1.1", "2.1"]
    assert read.notes == ()


def test_tracked_changes_come_with_who_made_them_and_when(tmp_path):
    by = 'w:author="Li Wei" w:date="2025-03-01T09:00:00Z"'
    body = p(
        r("due in "),
        f"<w:del {by}><w:r><w:delText>30</w:delText></w:r></w:del><w:ins {by}>{r('90')}</w:ins>",
        r(" days"),
    )
    body += p(r("unseen", "<w:vanish/>"), "<w:r><w:commentReference/></w:r>")
    read = read_document(write_docx(tmp_path / "k.docx", body))
    assert read.notes == (
        Reason.of("tracked_changes", count=2, authors=("Li Wei",), day=date(2025, 3, 1), since=None, until=None),
        Reason.of("comments_left_out", count=1),
        Reason.of("hidden_text", count=1),
    )


def test_a_pdf_is_joined_to_running_text_and_its_scans_are_named(tmp_path):
    pages = (
        [[f"HT-1 page {n}", f"第{n}条 付款", "甲方付款。"] for n in (1, 2)]
        + [PICTURE]
        + [["HT-1 page 4", "第3条 其他"]]
    )
    read = read_document(write_pdf(tmp_path / "k.pdf", pages))
    assert read.text == "第1条 付款\n甲方付款。\n\n第2条 付款\n甲方付款。\n\n第3条 其他\n"
    assert read.notes == (
        Reason.of("pages_unreadable", pages="3"),
        Reason.of("repeated_lines", lines=("HT-1 page 4",)),
    )


@pytest.mark.parametrize("name", ["k.txt", "k.md", "k.contract", "k"])
def test_plain_text_is_kept_to_the_letter_whatever_its_name(tmp_path, name):
    text = "# 合同\r\n\r\n**8.2** 付款\t三十日\n"
    (tmp_path / name).write_bytes(text.encode())
    assert read_document(tmp_path / name).text == text


@pytest.mark.parametrize("name", ["k.docx", "k.PDF"])
def test_plain_text_that_should_be_another_kind_is_a_damaged_file(tmp_path, name):
    (tmp_path / name).write_text("%PD-1.7 stream endstream")
    assert refused(tmp_path / name).code == "name_says_otherwise"


def test_markdown_numbers_and_headings_make_clauses(tmp_path):
    (tmp_path / "k.md").write_text("# Supply agreement\n\n## 8. Payment\n\n**8.1** Net 30.\n\n**8.2** Interest.\n")
    contract = read_contract(read_document(tmp_path / "k.md").text, "K", "C")
    assert [(c.number, c.headings) for c in contract.clauses if c.number] == [
        ("8.1", ("Payment",)),
        ("8.2", ("Payment",)),
    ]


def test_unseen_characters_of_a_plain_text_are_left_in_their_place_and_told(tmp_path):
    (tmp_path / "k.txt").write_text("30\u200b days\u202e", encoding="utf-8")
    read = read_document(tmp_path / "k.txt")
    assert (read.text, read.notes) == ("30\u200b days\u202e", (Reason.of("hidden_characters_left", count=2),))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_plain_text_is_decoded_as_far_as_that_is_certain(tmp_path, encoding):
    (tmp_path / "k.txt").write_bytes("采购合同\n第一条 付款".encode(encoding))
    assert read_document(tmp_path / "k.txt").text == "采购合同\n第一条 付款"


@pytest.mark.parametrize(
    ("raw", "code", "kind"),
    [
        (OLD_OFFICE + "WordDocument".encode("utf-16-le"), "not_a_document", "old_word"),
        (OLD_OFFICE + "Workbook".encode("utf-16-le"), "not_a_document", "workbook"),
        (OLD_OFFICE + "__substg1.0_".encode("utf-16-le"), "not_a_document", "outlook_message"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "protected_file", None),
        (b"{\\rtf1 x}", "not_a_document", "rtf"),
        (b"\xff\xd8\xff\xe0 x", "not_a_document", "picture"),
        (b"\x89PNG\r\n", "not_a_document", "picture"),
        (b"<!DOCTYPE html><p>x", "not_a_document", "web_page"),
        (b"7z\xbc\xaf\x27\x1c", "not_a_document", "archive"),
        (b"MZ\x90\0", "not_a_document", "program"),
        (MAIL, "not_a_document", "mail"),
        (b"", "empty_file", None),
        (b"\0\1\2\3", "not_text", None),
    ],
)
def test_what_is_no_contract_is_named_for_what_it_is(tmp_path, raw, code, kind):
    (tmp_path / "k.docx").write_bytes(raw)
    error = refused(tmp_path / "k.docx")
    assert (error.code, error.details.get("kind")) == (code, kind)


def test_folders_and_files_that_are_not_there_are_refused(tmp_path):
    assert refused(tmp_path).code == "is_a_folder"
    assert refused(tmp_path / "none.docx").code == "file_missing"


def test_files_far_larger_than_any_contract_are_not_opened(tmp_path):
    (tmp_path / "k.docx").write_bytes(b"PK\x03\x04" + b"\0" * 20_000_000)
    assert refused(tmp_path / "k.docx").code == "too_large"
    (tmp_path / "k.txt").write_bytes(b"a" * 5_000_001)
    assert refused(tmp_path / "k.txt").code == "too_large"


def hostile(folder: Path) -> dict[str, Path]:
    xxe = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    cut = write_pdf(folder / "cut.pdf", [["x" * 60] * 30])
    cut.write_bytes(cut.read_bytes()[:900])
    return {
        "document_type": write_docx(folder / "xxe.docx", p(r("due &x; days")), head=xxe),
        "too_large": write_docx(folder / "bomb.docx", p(r("x")), more={"word/a.xml": b"\0" * 120_000_000}),
        "too_large ": write_docx(folder / "long.docx", p(r("a" * 90_000_000))),
        "damaged_file": write_pdf(folder / "cyclic.pdf", [["x"]], kids="2 0 R 2 0 R"),
        "damaged_file ": cut,
        "too_large  ": write_pdf(folder / "pages.pdf", [["x"]], kids="6 0 R " * 10_000),
    }


def test_hostile_files_end_in_one_line_and_do_so_again(tmp_path):
    for code, path in hostile(tmp_path).items():
        assert [refused(path).code, refused(path).code] == [code.strip()] * 2, path.name


def test_a_plain_text_is_a_reply_and_says_nothing_of_its_sender(tmp_path):
    (tmp_path / "a.eml").write_bytes("您好，\r\n货款下周付。\u200b\x07\r\n".encode())
    mail = read_mail(tmp_path / "a.eml")
    assert (mail.text, mail.sender, mail.received, mail.source) == ("您好，\n货款下周付。", "", None, "a.eml")
    assert mail.notes == (Reason.of("hidden_characters", count=1),)


def test_a_mail_is_known_by_its_headers_under_any_name(tmp_path):
    (tmp_path / "reply.txt").write_bytes(MAIL)
    mail = read_mail(tmp_path / "reply.txt")
    assert (mail.text, mail.address, mail.source) == ("We pay.", "li@x1.example", "reply.txt")


def test_what_is_no_reply_is_named_for_what_it_is(tmp_path):
    error = refused(write_docx(tmp_path / "k.eml", p(r("x"))), read_mail)
    assert (error.code, error.details["kind"]) == ("not_a_mail", "docx")
    error = refused(write_pdf(tmp_path / "p.eml", [["x"]]), read_mail)
    assert (error.code, error.details["kind"]) == ("not_a_mail", "pdf")
    (tmp_path / "long.txt").write_bytes(b"a" * 1_000_001)
    assert refused(tmp_path / "long.txt", read_mail).code == "too_large"
    (tmp_path / "blank.txt").write_bytes("\u200b\n".encode())
    assert refused(tmp_path / "blank.txt", read_mail).code == "empty_file"
