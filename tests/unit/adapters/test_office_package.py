"""A Word file that is damaged, or made to harm, is refused in one line."""

import warnings
import zipfile

import pytest

from assistant.errors import UnreadableFile
from tests.unit.adapters.written_docx import p, r, read_here, refused, relations, rewritten, write_docx


def test_a_file_of_pictures_alone_is_refused(tmp_path):
    body = p('<w:r><w:drawing><a:blip xmlns:a="x"/></w:drawing></w:r>')
    assert refused(write_docx(tmp_path / "k.docx", body)) == "nothing_to_read"


def test_a_document_type_is_refused_with_or_without_an_entity_and_in_any_encoding(tmp_path):
    xxe = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert refused(write_docx(tmp_path / "a.docx", p(r("due &x; days")), head=xxe)) == "document_type"

    def in_utf_16(name, data):
        start = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d>'
        return (start + data.decode()).encode("utf-16") if name == "word/document.xml" else data

    assert refused(rewritten(write_docx(tmp_path / "b.docx", p(r("x"))), in_utf_16)) == "document_type"


def test_a_document_type_in_any_part_that_is_read_is_refused(tmp_path):
    for part in ("word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels"):
        path = write_docx(tmp_path / "k.docx", p(r("x")), styles="")
        typed = rewritten(path, lambda name, data, part=part: b"<!DOCTYPE d>" + data if name == part else data)
        assert refused(typed) == "document_type", part


def test_packages_with_tricks_are_refused(tmp_path):
    assert refused(write_docx(tmp_path / "up.docx", p(r("x")), more={"../evil.xml": "x"})) == "damaged_file"
    assert refused(write_docx(tmp_path / "root.docx", p(r("x")), more={"/evil.xml": "x"})) == "damaged_file"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        twice = write_docx(tmp_path / "twice.docx", p(r("30 days")), more={"word/document.xml": "<other/>"})
    assert refused(twice) == "damaged_file"
    case = write_docx(tmp_path / "case.docx", p(r("30 days")), more={"word/Document.xml": "<other/>"})
    assert refused(case) == "damaged_file"
    many = {f"word/media/{n}.png": "" for n in range(1001)}
    assert refused(write_docx(tmp_path / "many.docx", p(r("x")), more=many)) == "too_large"


def test_what_is_declared_to_unpack_to_too_much_is_refused(tmp_path):
    path = write_docx(tmp_path / "k.docx", p(r("x")), more={"word/media/a.bin": b"\0" * 100_000_001})
    assert refused(path) == "too_large"


def test_a_size_that_lies_is_refused(tmp_path):
    path = write_docx(tmp_path / "k.docx", p(r("x" * 100_000)))
    raw = bytearray(path.read_bytes())
    at = raw.index(b"word/document.xml", raw.index(b"PK\x01\x02")) - 46
    raw[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(raw)
    assert refused(path) == "damaged_file"


def test_more_text_or_elements_than_any_contract_has_are_refused(tmp_path, monkeypatch):
    assert refused(write_docx(tmp_path / "k.docx", p(r("x" * 1_300_000)))) == "too_large"
    monkeypatch.setattr("assistant.adapters.office_package._MOST_ELEMENTS", 1000)
    assert refused(write_docx(tmp_path / "e.docx", "<w:p/>" * 70_000)) == "too_large"


def test_elements_within_elements_without_end_are_refused(tmp_path):
    assert refused(write_docx(tmp_path / "k.docx", "<w:sdt>" * 400 + "</w:sdt>" * 400)) == "damaged_file"


@pytest.mark.parametrize("raw", [b"PK\x03\x04", b"PK\x03\x04" + bytes(range(256)) * 8])
def test_what_only_begins_like_a_package_is_damaged(tmp_path, raw):
    path = tmp_path / "k.docx"
    path.write_bytes(raw)
    assert refused(path) == "damaged_file"


def test_a_package_that_is_cut_off_is_damaged(tmp_path):
    path = write_docx(tmp_path / "k.docx", p(r("Payment")))
    path.write_bytes(path.read_bytes()[:400])
    assert refused(path) == "damaged_file"


def test_xml_that_breaks_off_is_damaged(tmp_path):
    path = write_docx(tmp_path / "k.docx", "<w:p><w:r><w:t>Payment")
    assert refused(path) == "damaged_file"


@pytest.mark.parametrize(
    ("root", "name", "kind"),
    [("workbook", "xl/workbook.xml", "workbook"), ("presentation", "ppt/presentation.xml", "slides")],
)
def test_other_packages_are_named_for_what_they_are(tmp_path, root, name, kind):
    with zipfile.ZipFile(tmp_path / "k.docx", "w") as archive:
        archive.writestr("_rels/.rels", relations(officeDocument=name))
        archive.writestr(name, f"<{root}/>")
    with pytest.raises(UnreadableFile) as caught:
        read_here(tmp_path / "k.docx")
    assert (caught.value.code, caught.value.details["kind"]) == ("not_a_document", kind)


def test_an_archive_or_an_open_document_is_named_for_what_it_is(tmp_path):
    for member, kind in (("a.txt", "archive"), ("mimetype", "open_document")):
        with zipfile.ZipFile(tmp_path / "k.docx", "w") as archive:
            archive.writestr(member, "x")
        with pytest.raises(UnreadableFile) as caught:
            read_here(tmp_path / "k.docx")
        assert caught.value.details["kind"] == kind
