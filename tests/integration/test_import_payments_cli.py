"""``tactful import payments`` as a user types it."""

import csv
import json
from pathlib import Path

import pytest

from tests.camt import camt, entry, part
from tests.integration.test_cli import tactful

LEDGER = """客户编号,客户名称,发票号码,开票日期,到期日,币种,金额
C1,云岭贸易有限公司,INV-1,2026-05-01,2026-05-31,CNY,1000.00
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(LEDGER, encoding="utf-8")
    assert tactful(tmp_path / "ws", "import", "ledger", str(ledger))[0] == 0
    return tmp_path / "ws"


def test_a_statement_is_reported_line_by_line(workspace, tmp_path):
    known = entry("300.00", part(payer="云岭贸易有限公司"))
    unknown = entry("8.50", part(payer="=cmd()", text=""), bank="B-2")
    outgoing = entry("5.00", side="DBIT", bank="B-3")
    path = camt(tmp_path, known, unknown, outgoing)
    rejects = tmp_path / "rejects.csv"
    code, out, _ = tactful(workspace, "import", "payments", str(path), "--rejects", str(rejects))
    assert (code, out.splitlines()) == (
        3,
        [
            "read 2 · accepted 1 · unchanged 0 · rejected 1",
            "  statement.xml row 2: =cmd() paid CNY 8.50: no customer of that name, and no invoice number; "
            "book it by hand as camt:B-2.",
            "  ! statement.xml: 1 outgoing entry was left out.",
            "  CNY 300.00",
        ],
    )
    _, out, _ = tactful(workspace, "--lang", "zh-Hans", "import", "payments", str(path), "--dry-run")
    assert out.splitlines()[0] == "读取 2 行 · 接受 1 · 未变 1 · 拒绝 1"
    assert out.splitlines()[1].startswith("  statement.xml 第 2 行: ")
    with rejects.open(encoding="utf-8-sig") as file:
        assert list(csv.reader(file)) == [
            ["file", "row", "reason"],
            [
                "statement.xml",
                "2",
                "'=cmd() paid CNY 8.50: no customer of that name, and no invoice number; book it by hand as camt:B-2.",
            ],
        ]


def test_the_json_has_the_keys_of_the_ledgers_and_the_second_time_nothing_changes(workspace, tmp_path):
    path = camt(tmp_path, entry("300.00", part(payer="云岭贸易有限公司")))
    code, out, _ = tactful(workspace, "import", "payments", str(path), "--json", "--dry-run")
    first = json.loads(out)
    assert (code, first["unchanged"]) == (0, 0)
    tactful(workspace, "import", "payments", str(path))
    again = json.loads(tactful(workspace, "import", "payments", str(path), "--json")[1])
    assert again == first | {"unchanged": 1}
    assert again == {
        "read": 1, "accepted": 1, "unchanged": 1, "rejected": [], "warnings": [],
        "assumed": [], "totals": {"CNY": "300.00"},
        "outcome": "accepted", "questions": [], "stale": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--date-order", "xyz"], 2), (["--customer", "C9"], 1), (["--rejects", "/nowhere/rejects.csv"], 2)],
)
def test_wrong_options_are_told_in_one_line(workspace, tmp_path, arguments, code):
    path = camt(tmp_path, entry())
    told, _, line = tactful(workspace, "import", "payments", str(path), *arguments)
    assert (told, line.count("\n")) == (code, 0)


def test_a_file_that_is_none_is_told_in_one_line(workspace, tmp_path):
    path = tmp_path / "x.xml"
    path.write_text("<html/>")
    assert tactful(workspace, "import", "payments", str(path))[::2] == (
        2, "x.xml is no bank statement in the form camt.053; ask the bank for that, or for a table.",
    )  # fmt: skip


def test_a_program_that_asked_for_json_gets_json_of_a_refusal_too(workspace, tmp_path):
    path = tmp_path / "x.xml"
    path.write_text("<html/>")
    code, out, _ = tactful(workspace, "import", "payments", str(path), "--json")
    told = json.loads(out)
    assert (code, told["outcome"], told["read"], told["code"]) == (2, "refused", 0, "not_a_statement")


def test_a_table_of_the_bank_is_read_as_the_options_say(workspace, tmp_path):
    path = tmp_path / "bank.csv"
    path.write_text("Date,Payer,Amount\n03/04/2026,云岭贸易有限公司,$300.00\n", encoding="utf-8")
    asked = json.loads(tactful(workspace, "import", "payments", str(path), "--json")[1])
    assert (asked["outcome"], [question["option"] for question in asked["questions"]]) == ("needs_answer", ["signs"])
    said = ("--sign", "$=hkd", "--date-order", "dmy", "--json")
    done = json.loads(tactful(workspace, "import", "payments", str(path), *said)[1])
    assert (done["outcome"], done["totals"]) == ("accepted", {"HKD": "300.00"})
