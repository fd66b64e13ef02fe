"""What a camt.053 file says, in every version, and which files are no statements."""

import pytest

from assistant.adapters.bank_statement import read_statement
from assistant.adapters.tables import FileTables
from assistant.errors import UnreadableFile
from assistant.intake.bank_camt import COLUMNS
from tests.camt import NEW, OLD, camt, document, entry, part, statement


def rows(path):
    table = read_statement(path)
    assert table.columns == COLUMNS
    return [(number, {k: v for k, v in zip(COLUMNS, cells, strict=True) if v}) for number, cells in table.rows]


def refused(path, content):
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read_statement(path)
    assert "\n" not in str(caught.value)
    return caught.value.code


ENTRY = {
    "until": "2026-06-10T23:59:59+08:00",
    "account_currency": "CNY",
    "status": "BOOK",
    "side": "CRDT",
    "booked": "2026-06-10",
    "entry_amount": "100.00",
    "entry_currency": "CNY",
    "servicer_reference": "B-1",
    "parts": "1",
    "part": "1",
    "payer": "云岭贸易有限公司",
    "remittance": "INV-1",
}
END = {"until": ENTRY["until"], "account_currency": "CNY", "status": "END"}


@pytest.mark.parametrize("version", [OLD, NEW])
def test_an_entry_says_the_same_in_every_version(tmp_path, version):
    assert rows(camt(tmp_path, entry(version=version), version=version)) == [(1, ENTRY), (1, END)]


@pytest.mark.parametrize("number", [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
def test_no_version_is_told_by_its_namespace(tmp_path, number):
    assert rows(camt(tmp_path, entry(), version=NEW.replace("08", f"{number:02}")))[0] == (1, ENTRY)


def test_the_parts_of_a_batch_are_rows_of_one_entry(tmp_path):
    parts = (
        part(amount="60.00", bank="B-1-1"),
        part(amount="40.00", payer="山和", end_to_end="E-2", structured="RF18"),
    )
    (one, other, _) = rows(camt(tmp_path, entry("100.00", *parts), entry()))[:3]
    assert (one[0], one[1]["part"], one[1]["amount"], one[1]["bank_reference"]) == (1, "1", "60.00", "B-1-1")
    assert (other[0], other[1]["part"], other[1]["payer"]) == (1, "2", "山和")
    assert (other[1]["end_to_end"], other[1]["reference"]) == ("E-2", "RF18")


def test_every_text_of_the_payer_is_kept(tmp_path):
    more = "<AddtlTxInf>PO 7</AddtlTxInf>"
    lines = "first</Ustrd><Ustrd>second\n line"
    structured = (
        "<RmtInf><Strd><RfrdDocInf><Nb>INV-7</Nb></RfrdDocInf><AddtlRmtInf>of May</AddtlRmtInf></Strd></RmtInf>"
        "<RltdPties><UltmtDbtr><Nm>Daughter Ltd</Nm></UltmtDbtr></RltdPties>"
    )
    (_, said), _ = rows(camt(tmp_path, entry("100.00", part(text=lines, more=more + structured))))
    assert said["remittance"] == "first second line of May PO 7"
    assert (said["reference"], said["on_behalf_of"]) == ("INV-7", "Daughter Ltd")


def test_a_return_says_why_and_a_reversal_that_it_is_one(tmp_path):
    returned = part(more="<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")
    path = camt(tmp_path, entry("5.00", returned, side="DBIT"), entry(more="<RvslInd>true</RvslInd>"))
    (_, one), (_, other), _ = rows(path)
    assert (one["side"], one["return_reason"], other["reversal"]) == ("DBIT", "AC04", "true")


def test_a_statement_without_entries_says_how_far_it_reaches(tmp_path):
    assert rows(camt(tmp_path)) == [(0, END)]
    assert rows(camt(tmp_path, until=""))[0][1]["until"] == "2026-06-11T02:00:00+08:00"


def test_several_statements_in_one_file_are_all_read(tmp_path):
    path = tmp_path / "two.xml"
    path.write_text(document(statement(entry()), statement(entry(currency="USD"), currency="USD")), encoding="utf-8")
    assert [(n, said["status"], said["account_currency"]) for n, said in rows(path)] == [
        (1, "BOOK", "CNY"), (1, "END", "CNY"), (2, "BOOK", "USD"), (2, "END", "USD"),
    ]  # fmt: skip


def test_a_batch_without_its_parts_is_one_entry(tmp_path):
    path = camt(tmp_path, entry("9.00", "<Ignored/>"))
    assert rows(path)[0][1]["parts"] == "0"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (document(statement(entry()), message="BkToCstmrDbtCdtNtfctn"), "not_a_statement"),
        (document(statement(entry()), message="BkToCstmrAcctRpt"), "not_a_statement"),
        ("<html><body>no</body></html>", "not_a_statement"),
        ("", "damaged_file"),
        ("no xml", "damaged_file"),
        (document(statement(entry()))[:-40], "damaged_file"),
        ('<!DOCTYPE d [<!ENTITY a "b">]>' + document(statement(entry())).partition("?>")[2], "damaged_file"),
        ('<!DOCTYPE d SYSTEM "http://attacker.example/x.dtd"><Document/>', "damaged_file"),
        (document(statement(entry("&pay;"))), "damaged_file"),
    ],
)
def test_what_is_no_statement_is_refused(tmp_path, content, code):
    assert refused(tmp_path / "statement.xml", content) == code


def test_a_file_of_more_than_20_mb_is_refused_in_the_child_too(tmp_path):
    path = tmp_path / "statement.xml"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(UnreadableFile) as caught:
        read_statement(path)
    assert caught.value.code == "too_large"


def test_a_statement_is_a_table_like_any_other(tmp_path):
    (table,) = FileTables().read(camt(tmp_path, entry()))
    assert (table.name, len(list(table.rows)), len(list(table.rows))) == ("statement.xml", 2, 2)
