"""Ledgers on the command line: one JSON document whatever happens, refused rows to correct, a bar for who watches."""

import csv
import json
import os
import pty
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.cli.session import Options
from assistant.errors import TactfulError

HEAD = "customer_code,customer_name,phone,invoice_no,issue_date,due_date,currency,amount,paid,note"
GOOD = "C1,云岭贸易有限公司,+86 10 0000,INV-1,2026-05-01,2026-05-31,CNY,1200.00,200.00,"
BAD = "C2,=远山,+86 10 0001,INV-2,2026-05-01,31/02/2026,CNY,-5.00,,@note"
KEYS = ["read", "accepted", "unchanged", "rejected", "warnings", "assumed", "totals", "outcome", "questions", "stale"]


@pytest.fixture
def tactful(tmp_path):
    def run(*arguments: str, lang: str = "en"):
        command = ["--workspace", str(tmp_path / "ours"), "--lang", lang, *arguments]
        result = CliRunner().invoke(app, command, obj=Options())
        if isinstance(result.exception, TactfulError):
            return result.exception.exit_code, result.stdout, str(result.exception)
        return result.exit_code, result.stdout, result.stderr

    return run


@pytest.fixture
def ledger(tmp_path):
    def write(*lines: str, name: str = "ledger.csv", head: str = HEAD) -> str:
        path = tmp_path / name
        path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
        return str(path)

    return write


def test_some_refused_rows_make_the_exit_code_three(tactful, ledger):
    code, out, _ = tactful("import", "ledger", ledger(GOOD, BAD), "--json")
    said = json.loads(out)
    assert (code, list(said)) == (3, KEYS)
    assert (said["read"], said["accepted"], said["outcome"], said["totals"]) == (2, 1, "accepted", {"CNY": "1200.00"})
    assert said["rejected"] == [
        {
            "file": "ledger.csv",
            "row": 3,
            "code": "negative_invoice",
            "reason": "An invoice cannot be below zero (CNY -5.00); enter it as a credit note.",
        }
    ]


def test_nothing_is_stored_where_no_row_could_be_taken(tactful, ledger):
    code, out, _ = tactful("import", "ledger", ledger(BAD), "--json")
    assert (code, json.loads(out)["outcome"], json.loads(out)["accepted"]) == (2, "refused", 0)
    assert tactful("cases", "list")[1] == "No case has anything open.\n"


def test_a_question_makes_the_exit_code_two_and_stores_nothing(tactful, ledger):
    code, out, _ = tactful("import", "ledger", ledger(GOOD.replace("2026-05-31", "03/04/2026")), "--json")
    said = json.loads(out)
    assert (code, said["outcome"], said["accepted"], said["totals"]) == (2, "needs_answer", 0, {})
    assert [(q["option"], q["choices"]) for q in said["questions"]] == [("date_order", ["dmy", "mdy", "ymd"])]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("missing.csv",), "file_missing"),
        (("FILE", "--mapping", "xero"), "mapping_does_not_fit"),
        (("FILE", "--mapping", "lotus"), "unknown_mapping"),
        (("FILE", "--date-order", "ydm"), "bad_choice"),
        (("FILE", "--currency", "XXX"), "unknown_currency"),
        (("FILE", "--encoding", "klingon"), "unknown_codec"),
    ],
)
def test_what_cannot_even_begin_is_said_in_the_document_too(tactful, ledger, arguments, code):
    path = ledger(GOOD)
    given = [path if argument == "FILE" else argument for argument in arguments]
    exit_code, out, error = tactful("import", "ledger", *given, "--json", lang="zh-Hans")
    said = json.loads(out)
    assert (exit_code, list(said)) == (2, [*KEYS, "code", "reason"])
    assert (said["outcome"], said["code"], said["read"], said["rejected"]) == ("refused", code, 0, [])
    assert said["reason"]
    assert said["reason"] != error


def test_refused_rows_are_written_with_their_cells_corrected_and_imported(tactful, ledger, tmp_path):
    rejects = tmp_path / "rejects.csv"
    assert tactful("import", "ledger", ledger(GOOD, BAD), "--rejects", str(rejects), lang="zh-Hans")[0] == 3
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))
    assert written == [
        ["file", "row", "reason", *HEAD.split(",")],
        ["ledger.csv", "3", "发票金额不能为负（CNY -5.00），请按贷项通知单录入。", "C2", "'=远山", "'+86 10 0001", "INV-2", "2026-05-01",
         "31/02/2026", "CNY", "-5.00", "", "'@note"],
    ]  # fmt: skip
    corrected = (
        rejects.read_text(encoding="utf-8-sig").replace("31/02/2026", "2026-06-30").replace("CNY,-5.00", "CNY,5.00")
    )
    rejects.write_text(corrected, encoding="utf-8")
    code, out, _ = tactful("import", "ledger", str(rejects), "--dry-run", "--json")
    assert code == 0
    assert json.loads(out)["would_store"] == [
        {"change": "new", "kind": "customer", "customer": "C2", "name": "=远山"},
        {"change": "new", "kind": "invoice", "customer": "C2", "number": "INV-2", "currency": "CNY", "amount": "5.00", "due": "2026-06-30"},
    ]  # fmt: skip
    assert tactful("import", "ledger", str(rejects))[0] == 0


def test_refused_rows_of_a_list_of_customers_go_to_a_file_of_their_own(tactful, ledger, tmp_path):
    customers = ledger("C9,", name="customers.csv", head="customer_code,customer_name")
    rejects = tmp_path / "no.csv"
    _, out, _ = tactful("import", "ledger", ledger(GOOD, BAD), customers, "--rejects", str(rejects))
    assert [line for line in out.splitlines() if "→" in line] == [
        f"  → {rejects}",
        f"  → {tmp_path / 'no-customers.csv'}",
    ]
    assert "C9" in (tmp_path / "no-customers.csv").read_text(encoding="utf-8-sig")


def test_a_dry_run_shows_the_first_of_what_it_would_store(tactful, ledger):
    rows = [GOOD.replace("INV-1", f"INV-{n}").replace(",200.00,", ",,") for n in range(60)]
    code, out, _ = tactful("import", "ledger", ledger(*rows), "--dry-run")
    lines = out.splitlines()
    assert code == 0
    assert lines[-51:-48] == [
        "  + customer C1 云岭贸易有限公司",
        "  + invoice C1 INV-0 CNY 1200.00 2026-05-31",
        "  + invoice C1 INV-1 CNY 1200.00 2026-05-31",
    ]
    assert lines[-1] == "  … 11"
    assert json.loads(tactful("import", "ledger", ledger(*rows), "--json")[1])["unchanged"] == 0


def command(tmp_path, path: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "assistant",
        "--workspace",
        str(tmp_path / "ours"),
        "import",
        "ledger",
        path,
        "--json",
    ]


def test_a_long_import_draws_a_bar_on_a_terminal(tmp_path, ledger):
    path = ledger(*(GOOD.replace("INV-1", f"INV-{n}") for n in range(20_001)))
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command(tmp_path, path), stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
    out, _ = process.communicate()
    os.close(ours)
    assert (process.returncode, json.loads(out)["accepted"]) == (0, 20_001)
    assert b"20001/20002" in seen


def test_nobody_watches_and_no_bar_is_drawn(tmp_path, ledger):
    path = ledger(*(GOOD.replace("INV-1", f"INV-{n}") for n in range(20_001)))
    done = subprocess.run(command(tmp_path, path), capture_output=True, check=False)
    assert (done.returncode, done.stderr, json.loads(done.stdout)["accepted"]) == (0, b"", 20_001)


def test_of_many_rows_with_the_same_fault_a_person_is_shown_the_first_twenty_and_how_many_more(tactful, ledger):
    rows = [GOOD.replace("INV-1", f"INV-{n}").replace("2026-05-31", "31/02/2026") for n in range(30)]
    code, out, _ = tactful("import", "ledger", ledger(GOOD, *rows))
    lines = out.splitlines()
    assert code == 3
    assert lines[0] == "read 31 · accepted 1 · unchanged 0 · rejected 30"
    assert [line.split(":")[0] for line in lines[1:21]] == [f"  ledger.csv row {n}" for n in range(3, 23)]
    said = "“31/02/2026” is not a date; write it like 2026-06-30."
    assert lines[21] == f"  … 10 more rows for the same reason, such as: {said} All of them: --json."
