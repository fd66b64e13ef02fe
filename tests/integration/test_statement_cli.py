"""``tactful statement``, ``tactful cases show``, ``tactful backup`` and ``tactful restore``, as a user types them."""

import csv
import io
import json
from datetime import UTC, datetime

import docx
import pytest

from assistant.domain.entries import EntryKind, Undone
from assistant.domain.ledger import Proof, ProofKind, Retention
from assistant.domain.money import Money
from tests.integration.conftest import sample_desk
from tests.integration.test_cli import tactful


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """The sample, with a delivery proof, money that may be held back and an entry that was undone in one case."""
    folder = tmp_path_factory.mktemp("statements")
    desk = sample_desk(folder)
    with desk.record.begin() as tx:
        account = tx.account("CN04", "CNY")
        first = next(invoice for invoice in account.invoices if invoice.number == "INV-2026-0353")
        held = Retention(amount=Money.parse("4902.00", "CNY"), until=datetime(2027, 5, 4, tzinfo=UTC).date())
        values = {name: getattr(first, name) for name in ("number", "customer_code", "amount", "issued", "due")}
        tx.save_invoice(type(first)(**values, contract_no=first.contract_no, retention=held))
        tx.save_proof(
            Proof(
                id="PF-1",
                customer_code="CN04",
                invoice_no=first.number,
                kind=ProofKind.DELIVERY,
                on=first.issued,
                status="1,200 套已送达",
                document="SH-0353",
            )
        )
        undone = Undone(
            customer_code="CN04",
            kind=EntryKind.PAYMENT,
            key=account.payments[0].number,
            at=desk.clock.now(),
            by="lin",
            reason="typed twice",
        )
        tx.undo(undone)
    return folder


# statement
def test_the_statement_is_printed_in_the_customers_language(workspace):
    code, out, _ = tactful(workspace, "statement", "TW01")
    assert code == 0
    assert "對帳單" in out
    assert "未付餘額合計  NT$704,800" in out


def test_the_statement_comes_as_a_file_whose_digest_is_in_the_audit_log(workspace, tmp_path):
    path = tmp_path / "hk.docx"
    code, out, _ = tactful(workspace, "statement", "HK02", "--format", "docx", "--out", str(path))
    digest = out.split()[-1]
    assert code == 0
    assert "對賬單" in [paragraph.text for paragraph in docx.Document(path).paragraphs]
    _, log, _ = tactful(workspace, "audit", "export")
    last = json.loads(log.splitlines()[-1])
    assert (last["event"], last["object"], last["body"]["digest"]) == ("statement_made", "HK02", digest)


def test_a_file_is_not_written_over_by_accident(workspace, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("mine", encoding="utf-8")
    code, _, error = tactful(workspace, "statement", "CN02", "--format", "csv", "--out", str(path))
    assert (code, error) == (2, f"{path} is there already; name another file, or add --force.")
    assert path.read_text(encoding="utf-8") == "mine"
    assert tactful(workspace, "statement", "CN02", "--format", "csv", "--out", str(path), "--force")[0] == 0
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert [row["未付余额"] for row in rows[:2]] == ["240750.00", "113400.00"]


def test_pages_are_not_for_the_terminal(workspace):
    code, _, error = tactful(workspace, "statement", "CN02", "--format", "xlsx")
    assert (code, error) == (2, "A xlsx file is not for the terminal; add --out FILE.")


def test_the_statement_of_a_past_day_leaves_out_what_came_later(workspace):
    _, now, _ = tactful(workspace, "statement", "CN02", "--json")
    _, then, _ = tactful(workspace, "statement", "CN02", "--as-of", "2026-03-01", "--json")
    now, then = json.loads(now), json.loads(then)
    assert (then["as_of"], then["currencies"][0]["open"]) == ("2026-03-01", "83600.00")
    assert (now["as_of"], now["currencies"][0]["open"]) == ("2026-06-16", "354150.00")


def test_another_language_can_be_asked_for(workspace):
    _, out, _ = tactful(workspace, "statement", "CN02", "--language", "en")
    assert "Total open                  CNY 354,150.00" in out


def test_a_day_to_come_and_an_unknown_customer_are_refused(workspace):
    assert tactful(workspace, "statement", "CN02", "--as-of", "2026-06-17")[0] == 2
    assert tactful(workspace, "statement", "CN99")[0] == 1


# the whole truth of a case
def test_a_case_shows_freshness_parts_proofs_commitments_and_what_was_undone(workspace):
    code, out, _ = tactful(workspace, "cases", "show", "CN04-CNY")
    assert code == 0
    assert out.splitlines()[:8] == [
        "CN04-CNY · 海晏临风电器有限公司 · CNY 261,540.00",
        "  invoices: as of 16 June 2026, 08:30 (UTC+00:00) (customers.csv, invoices.csv)",
        "  payments: as of 16 June 2026, 08:30 (UTC+00:00) (customers.csv, invoices.csv)",
        "  invoice number  invoice amount  received so far  credited  open balance  due date          days past due",
        "  INV-2025-0584        81,700.00             0.00      0.00     81,700.00  9 August 2025              +311",
        "  INV-2026-0353        98,040.00             0.00      0.00     98,040.00  24 May 2026                 +23",
        "    disputed part: CNY 21,242.00",
        "    may be held back: CNY 4,902.00 up to 4 May 2027",
    ]
    assert "    delivery: 1,200 套已送达 · 24 April 2026 · SH-0353\n" in out
    assert "  dispute D-CN04-1: INV-2026-0353, CNY 21,242.00 · open since 24 April 2026, answer due 26 June 2026" in out
    assert "  entries undone, not counted here: 1\n" in out


def test_loose_money_is_listed_and_plans_and_promises_are_told(workspace):
    _, out, _ = tactful(workspace, "cases", "show", "EN04-USD")
    assert "  not yet matched to an invoice: USD 126.00\n    credit note CRN-2026-0257, 6 May 2026: USD 126.00\n" in out
    _, out, _ = tactful(workspace, "cases", "show", "CN03-CNY")
    assert "  payment plan PP-CN03-1 of 15 April 2026: being kept\n" in out
    assert "    1  30 April 2026    21,341.59        21,341.59  paid · 30 April 2026\n" in out
    assert "    3  30 June 2026     21,341.59             0.00  to come\n" in out
    _, out, _ = tactful(workspace, "cases", "show", "HK02-HKD")
    assert "  promise P-HK02-1: HKD 139,182.00 by 26 June 2026, made on 11 June 2026: “" in out


@pytest.mark.parametrize(
    ("language", "label"),
    [("zh-Hans", "可暂留：CNY 4,902.00，至2027年5月4日"), ("zh-Hant", "可保留：CNY 4,902.00，至2027年5月4日")],
)
def test_the_labels_of_a_case_are_in_the_language_of_the_command_line(workspace, language, label):
    _, out, _ = tactful(workspace, "--lang", language, "cases", "show", "CN04-CNY")
    assert label in out


def test_the_document_of_a_case_says_the_same(workspace):
    _, out, _ = tactful(workspace, "cases", "show", "CN04-CNY", "--json")
    case = json.loads(out)
    item = next(item for item in case["items"] if item["invoice"] == "INV-2026-0353")
    assert (item["paid"], item["disputed"], item["retained"], item["retained_until"]) == (
        "0.00",
        "21242.00",
        "4902.00",
        "2027-05-04",
    )
    assert item["proofs"][0]["document"] == "SH-0353"
    assert case["freshness"][0]["feed"] == "invoices"
    assert case["disputes"][0]["answer_by"] == "2026-06-26"
    assert (case["undone"], case["holds"], case["plans"]) == (1, [], [])


# backup
def test_the_backup_prints_its_counts_its_head_and_its_digest(workspace, tmp_path):
    path = tmp_path / "b.zip"
    code, out, _ = tactful(workspace, "backup", str(path), "--json")
    made = json.loads(out)
    assert (code, made["rows"]["customers"], made["revision"]) == (0, 14, made["revision"])
    code, log, _ = tactful(workspace, "audit", "export")
    last = json.loads(log.splitlines()[-1])
    assert (last["event"], last["body"]["digest"], last["body"]["head"]) == (
        "backup_made",
        made["sha256"],
        made["audit"]["hash"],
    )
    code, _, error = tactful(workspace, "backup", str(path))
    assert (code, error) == (2, f"{path} is there already; name another file, or add --force.")
    code, out, _ = tactful(workspace, "backup", str(path), "--force")
    assert code == 0
    assert "  customers                   14\n" in out
    assert "Keep the head and the SHA-256 elsewhere" in out


def test_a_restored_workspace_is_used_like_the_old_one(workspace, tmp_path):
    path, files, new = tmp_path / "b.zip", [tmp_path / "old.xlsx", tmp_path / "new.xlsx"], tmp_path / "new"
    assert tactful(workspace, "backup", str(path))[0] == 0
    _, before, _ = tactful(workspace, "cases", "list", "--json")
    old = tactful(workspace, "statement", "HK02", "--format", "xlsx", "--out", str(files[0]))
    code, out, _ = tactful(new, "restore", str(path))
    assert (code, "The record of 16 June 2026" in out) == (0, True)
    again = tactful(new, "statement", "HK02", "--format", "xlsx", "--out", str(files[1]))
    assert again[1].split()[-1] == old[1].split()[-1]
    assert files[0].read_bytes() == files[1].read_bytes()
    assert tactful(new, "cases", "list", "--json")[1] == before
    assert tactful(new, "audit", "verify")[0] == 0
    last = json.loads(tactful(new, "audit", "export")[1].splitlines()[-2])
    assert last["event"] == "record_restored"
    code, _, error = tactful(new, "restore", str(path))
    assert code == 1
    assert error.endswith("holds data already; restore into a new workspace or an empty database.")


def test_a_restore_asks_for_the_head_that_was_kept(workspace, tmp_path):
    path = tmp_path / "b.zip"
    assert tactful(workspace, "backup", str(path))[0] == 0
    code, _, error = tactful(tmp_path / "new", "restore", str(path), "--head", "f" * 64)
    assert code == 1
    assert "not with the entry that you named" in error
