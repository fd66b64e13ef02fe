"""Contracts and replies as a user brings them in, in a workspace of the sample company."""

import json

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.cli.session import Options
from assistant.errors import TactfulError
from tests.integration.conftest import sample_desk
from tests.unit.adapters.written_docx import p, r, write_docx
from tests.unit.adapters.written_pdf import PICTURE, write_pdf

CONTRACT = "采购合同\n第一条 标的\n1.1 电机。\n第二条 付款\n2.1 甲方应在开票后30日内付款。\n"
MAIL = (
    "From: Li Ming <li@nobody.example>\nDate: Mon, 15 Jun 2026 10:00:00 +0800\nMessage-ID: <a1@nobody.example>\n"
    "Subject: =?utf-8?b?5Zue5aSN?=\nContent-Type: text/plain; charset=utf-8\n\n货款下周付清。\n"
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    sample_desk(folder)
    return folder


def tactful(workspace, *arguments, lang="en"):
    """(exit code, standard output, error line), as the shell would show them."""
    command = ["--workspace", str(workspace), "--lang", lang, "import", *map(str, arguments)]
    result = CliRunner().invoke(app, command, obj=Options(), catch_exceptions=True)
    if isinstance(result.exception, TactfulError):
        return result.exception.exit_code, result.stdout, str(result.exception)
    return result.exit_code, result.stdout, result.stderr


def changed_contract(folder, name="HT-7.docx"):
    by = 'w:author="李伟" w:date="2026-05-01T09:00:00Z"'
    change = f"<w:del {by}><w:r><w:delText>30</w:delText></w:r></w:del><w:ins {by}>{r('90')}</w:ins>"
    return write_docx(folder / name, p(r("采购合同")) + p(r("第一条 甲方应在开票后"), change, r("日内付款。")))


def test_a_contract_with_tracked_changes_says_so_in_the_readers_language(workspace, tmp_path):
    path = changed_contract(tmp_path)
    assert tactful(workspace, "contract", path, "--customer", "CN01") == (
        0,
        "HT-7: 采购合同 · zh-Hans · 2 clauses · stored\n"
        "  ! 2 changes are tracked in this file and not accepted yet, by 李伟, made on 1 May 2026: "
        "taken out stands as {--…--}, put in as {++…++}. Agree the text first.\n",
        "",
    )
    code, out, _ = tactful(workspace, "contract", path, "--customer", "CN01", lang="zh-Hant")
    assert code == 0
    assert out.startswith(
        "HT-7: 采购合同 · zh-Hans · 2 clauses · unchanged\n  ! 檔案裡有 2 處尚未接受的追蹤修訂，修訂者：李伟"
    )


def test_its_clauses_are_searched_with_the_change_in_them(workspace, tmp_path):
    tactful(workspace, "contract", changed_contract(tmp_path, "HT-8.docx"), "--customer", "CN02")
    command = ["--workspace", str(workspace), "search", "付款期限", "--contract", "HT-8", "--json"]
    hits = json.loads(CliRunner().invoke(app, command, obj=Options()).stdout)
    assert "开票后{--30--}{++90++}日内付款" in hits[0]["text"]


def test_several_contracts_are_taken_in_and_those_that_cannot_be_read_are_named(workspace, tmp_path):
    good = tmp_path / "HT-1.txt"
    good.write_text(CONTRACT, encoding="utf-8")
    scan = write_pdf(tmp_path / "HT-2.pdf", [PICTURE])
    picture = tmp_path / "HT-3.docx"
    picture.write_bytes(b"\x89PNG\r\n")
    code, out, _ = tactful(workspace, "contract", good, scan, picture, tmp_path, "--customer", "CN01", "--json")
    said = json.loads(out)
    assert code == 3
    assert [(c["number"], c["title"], c["clauses"], c["changed"]) for c in said["contracts"]] == [
        ("HT-1", "采购合同", 3, True)
    ]
    assert [(f["file"], f["code"]) for f in said["refused"]] == [
        ("HT-2.pdf", "nothing_to_read"),
        ("HT-3.docx", "not_a_document"),
        (tmp_path.name, "is_a_folder"),
    ]
    assert said["refused"][1]["reason"] == (
        "HT-3.docx is no contract that can be read here: it is a picture. Contracts are read as .docx, .pdf, .txt or .md."
    )
    code, out, _ = tactful(workspace, "contract", good, scan, "--customer", "CN01")
    assert (code, out.splitlines()[0]) == (3, "HT-1: 采购合同 · zh-Hans · 3 clauses · unchanged")
    assert out.splitlines()[1].startswith("HT-2.pdf: HT-2.pdf holds no text")


def test_a_dry_run_stores_nothing(workspace, tmp_path):
    path = tmp_path / "DRY-1.txt"
    path.write_text(CONTRACT, encoding="utf-8")
    for _ in range(2):
        assert tactful(workspace, "contract", path, "--customer", "CN01", "--dry-run")[1].endswith(
            "· would be stored\n"
        )


def test_the_number_of_another_customers_contract_is_refused(workspace, tmp_path):
    path = tmp_path / "QMD-2024-011.txt"
    path.write_text(CONTRACT, encoding="utf-8")
    code, _, error = tactful(workspace, "contract", path, "--customer", "HK01")
    assert (code, "belongs to customer CN01" in error) == (1, True)


def test_two_files_of_one_number_are_not_taken_for_one_contract(workspace, tmp_path):
    (tmp_path / "K.txt").write_text(CONTRACT, encoding="utf-8")
    (tmp_path / "K.md").write_text(CONTRACT, encoding="utf-8")
    code, out, _ = tactful(workspace, "contract", tmp_path / "K.txt", tmp_path / "K.md", "--customer", "CN01")
    assert (code, out.count("have the same number K")) == (2, 2)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("contract", "missing.docx", "--customer", "CN01"), 2, "missing.docx"),
        (("contract", "a.txt", "b.txt", "--customer", "CN01", "--number", "K"), 2, "--number"),
        (("reply", "missing.eml", "--customer", "CN01"), 2, "missing.eml"),
    ],
)
def test_bad_input_gets_one_clear_line(workspace, arguments, code, words):
    exit_code, _, error = tactful(workspace, *arguments)
    assert (exit_code, words in error, "\n" in error.strip()) == (code, True, False)


def test_an_unknown_customer_ends_the_import(workspace, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(CONTRACT, encoding="utf-8")
    code, out, error = tactful(workspace, "contract", tmp_path / "a.txt", tmp_path / "b.txt", "--customer", "ZZ9")
    assert (code, out, "ZZ9" in error) == (1, "", True)


def test_a_reply_is_taken_in_once_and_what_is_odd_about_it_is_said(workspace, tmp_path):
    path = tmp_path / "answer.eml"
    path.write_text(MAIL, encoding="utf-8")
    code, out, _ = tactful(workspace, "reply", path, "--customer", "CN01")
    first, second = out.splitlines()[:2]
    assert code == 0
    assert first.endswith(" · 15 June 2026, 02:00 (UTC+00:00) · Li Ming <li@nobody.example> · 回复 · stored")
    assert second.startswith("  ! It came from li@nobody.example, not from the contact on record")
    code, out, _ = tactful(workspace, "reply", path, "--customer", "CN01", "--json")
    (again,) = json.loads(out)["replies"]
    assert (again["case"], again["received"], again["changed"]) == ("CN01-CNY", "2026-06-15T02:00:00+00:00", False)
    assert [note["code"] for note in again["notes"]] == ["sender_not_on_record"]


def test_a_reply_stops_the_open_draft(workspace, tmp_path):
    command = ["--workspace", str(workspace), "--as", "lin", "draft", "CN02-CNY", "--json"]
    draft = json.loads(CliRunner().invoke(app, command, obj=Options()).stdout)
    path = tmp_path / "said.txt"
    path.write_text("本月底前付款。", encoding="utf-8")
    code, out, _ = tactful(workspace, "reply", path, "--customer", "CN02", "--received", "2026-06-16", "--json")
    assert (code, json.loads(out)["replies"][0]["stale"]) == (0, [draft["id"]])


def test_a_new_reply_is_shown_with_what_it_says_and_a_known_one_is_not(workspace, tmp_path):
    path = tmp_path / "said.txt"
    path.write_text("资金紧张，本月底前付款。", encoding="utf-8")
    given = ("reply", path, "--customer", "CN02", "--received", "2026-06-16")
    read = [
        "  cause: tight cash flow  “资金紧张，本月底前付款。”  0.96",
        "  promise to pay: 30 June 2026  “资金紧张，本月底前付款。”  0.90",
    ]
    assert tactful(workspace, *given)[1].splitlines()[-2:] == read
    assert tactful(workspace, *given)[1].splitlines()[-1:] != read[-1:]


def test_replies_that_cannot_be_taken_in_are_named_beside_the_others(workspace, tmp_path):
    good, odd = tmp_path / "good.eml", tmp_path / "odd.eml"
    good.write_text(MAIL.replace("a1@", "b2@"), encoding="utf-8")
    odd.write_text(MAIL.replace("charset=utf-8", "charset=utf-7"), encoding="utf-8")
    code, out, _ = tactful(workspace, "reply", good, odd, "--customer", "CN01", "--json")
    said = json.loads(out)
    assert (code, len(said["replies"]), said["refused"][0]["code"]) == (3, 1, "unread_charset")
