"""The text layer of a PDF is read page by page, and every page that a machine cannot read is named."""

import pytest
from pypdf import PdfReader, PdfWriter

from assistant.errors import UnreadableFile
from tests.unit.adapters.written_pdf import PICTURE, read_here, showing, write_pdf

LONG = "甲方应在收到发票后三十日内付清全部货款，逾期按日万分之五支付违约金，并承担乙方为追索货款发生的合理费用。"


def refused(path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_here(path)
    return caught.value.code


def test_pages_are_read_with_their_numbers(tmp_path):
    path = write_pdf(tmp_path / "k.pdf", [["第一条 付款", "甲方付款"], ["Clause 2 Payment"]])
    assert read_here(path)["pages"] == [(1, "第一条 付款\n甲方付款"), (2, "Clause 2 Payment")]


def test_a_scan_is_said_to_be_unreadable_and_the_others_are_read(tmp_path):
    path = write_pdf(tmp_path / "k.pdf", [[LONG], PICTURE, [LONG]])
    said = read_here(path)
    assert [number for number, _ in said["pages"]] == [1, 3]
    assert said["found"]["unreadable"] == [2]


def test_a_scan_with_a_stamp_of_text_on_it_is_unreadable_too(tmp_path):
    said = read_here(write_pdf(tmp_path / "k.pdf", [[LONG], f"{PICTURE}\n{showing('Scanned 2025')}"]))
    assert said["found"]["unreadable"] == [2]
    assert said["pages"][1][1] == "Scanned 2025"


def test_a_picture_beside_a_page_of_text_and_an_empty_page_are_nothing_to_speak_of(tmp_path):
    said = read_here(write_pdf(tmp_path / "k.pdf", [f"{PICTURE}\n{showing(LONG)}", ""]))
    assert said["found"]["unreadable"] == []


def test_a_file_of_scans_alone_is_refused(tmp_path):
    assert refused(write_pdf(tmp_path / "k.pdf", [PICTURE, PICTURE])) == "nothing_to_read"


def test_text_that_lies_unseen_behind_a_picture_is_said_to_be_so(tmp_path):
    said = read_here(write_pdf(tmp_path / "k.pdf", [[LONG], f"q\n{PICTURE}\n{showing(LONG, mode=3)}\nQ"]))
    assert (said["found"]["invisible"], said["found"]["unreadable"]) == ([2], [])
    assert said["pages"][1][1] == LONG


def test_what_is_shown_after_an_invisible_text_counts_as_seen(tmp_path):
    hidden = "q BT 3 Tr ET Q\n" + showing(LONG)
    assert read_here(write_pdf(tmp_path / "k.pdf", [hidden]))["found"]["invisible"] == []


def test_letters_that_their_font_does_not_explain_are_not_passed_on_as_text(tmp_path):
    readable = ["readable: " + LONG]
    assert refused(write_pdf(tmp_path / "a.pdf", [readable], unexplained=True)) == "nothing_to_read"
    garbled = read_here(
        write_pdf(tmp_path / "b.pdf", [readable, ["¸¶¿îÆÚÏÞÎªÈýÊ®ÈÕ¼×·½Ó¦ÔÚÊÕµ½·¢Æ±ºó"], ["\ue001\ue002\ue003abc"]])
    )
    assert garbled["found"]["unreadable"] == [2, 3]
    assert [number for number, _ in garbled["pages"]] == [1]


def test_single_lost_letters_are_shown_as_such_and_their_page_is_named(tmp_path):
    said = read_here(write_pdf(tmp_path / "k.pdf", [["a" * 60], ["due in \ue000 days, " + "b" * 60]]))
    assert (said["found"]["lost"], said["found"]["unreadable"]) == ([2], [])
    assert said["pages"][1][1] == "due in 〓 days, " + "b" * 60


def test_filled_fields_and_notes_typed_onto_the_page_are_read_and_remarks_are_counted(tmp_path):
    annotations = (
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (days) /V (30) /Rect [0 0 9 9] >>"
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (blank) /V () /Rect [0 0 9 9] >>"
        "<< /Type /Annot /Subtype /FreeText /Contents (agreed orally) /Rect [0 0 9 9] >>"
        "<< /Type /Annot /Subtype /StrikeOut /Contents (no) /Rect [0 0 9 9] >>"
        "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>"
    )
    said = read_here(
        write_pdf(tmp_path / "k.pdf", [["due in ____ days, see the form below " * 2]], annotations=annotations)
    )
    assert said["pages"][0][1].split("\n")[1:] == ["[days: 30]", "[agreed orally]"]
    assert (said["found"]["fields"], said["found"]["comments"]) == (2, 1)


def test_characters_that_nobody_can_see_are_taken_out_and_counted(tmp_path):
    said = read_here(write_pdf(tmp_path / "k.pdf", [["30\u200b days, " + "a" * 60]]))
    assert (said["pages"][0][1], said["found"]["unseen"]) == ("30 days, " + "a" * 60, 1)


def encrypted(tmp_path, user: str):
    writer = PdfWriter(PdfReader(write_pdf(tmp_path / "plain.pdf", [[LONG]])))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    writer.write(tmp_path / "k.pdf")
    return tmp_path / "k.pdf"


def test_a_password_is_refused_and_a_mere_protection_against_changes_is_not(tmp_path):
    assert refused(encrypted(tmp_path, "secret")) == "protected_file"
    assert read_here(encrypted(tmp_path, ""))["pages"][0][1] == LONG


def test_more_pages_than_any_contract_has_are_refused(tmp_path):
    path = write_pdf(tmp_path / "k.pdf", [["x"]], kids="6 0 R " * 301)
    assert refused(path) == "too_large"


def test_more_text_than_any_contract_has_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.adapters.pdf_text._MOST_TEXT", 100)
    assert refused(write_pdf(tmp_path / "k.pdf", [[LONG], [LONG]])) == "too_large"


@pytest.mark.parametrize("kids", ["6 0 R 2 0 R", "2 0 R 2 0 R"])
def test_a_tree_of_pages_that_bites_its_tail_is_damaged(tmp_path, kids):
    assert refused(write_pdf(tmp_path / "k.pdf", [["x"]], kids=kids)) == "damaged_file"


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_file_that_is_cut_off_is_damaged(tmp_path, share):
    path = write_pdf(tmp_path / "k.pdf", [[LONG] * 30])
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * share)])
    assert refused(path) in ("damaged_file", "nothing_to_read")


def test_a_page_that_is_broken_by_itself_is_named_and_the_others_are_read(tmp_path):
    said = read_here(write_pdf(tmp_path / "k.pdf", [[LONG], "/F1 (x Tf BT ("]))
    assert [number for number, _ in said["pages"]] == [1]
    assert said["found"]["unreadable"] == [2]
