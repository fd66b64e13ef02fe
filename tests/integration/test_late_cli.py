"""Late payment and allocation on the command line, in a workspace of the sample company on a real record."""

import json

import pytest

from assistant.bootstrap import build_desk
from assistant.settings import Settings
from tests.integration.conftest import sample_desk
from tests.integration.test_cli import tactful
from tests.unit.workflow.test_allocate import a_payment


@pytest.fixture
def workspace(tmp_path):
    sample_desk(tmp_path)
    return tmp_path


def loose_payment(workspace, customer: str, number: str, amount: str) -> None:
    with build_desk(Settings(workspace=workspace)).record.begin() as tx:
        tx.save_payment(a_payment(number, amount, customer_code=customer))


def test_interest_by_a_confirmed_contract_is_told_with_every_step(workspace):
    confirmed = tactful(
        workspace, "law", "terms", "QMD-2024-011", "--rate", "日万分之五", "--law", "CN", "--clause", "9.3"
    )
    assert confirmed[:2] == (0, "QMD-2024-011 · CN01 · 0.05% a day · CN  stored\n")
    code, out, _ = tactful(workspace, "interest", "CN01-CNY", "--invoice", "INV-2026-0410")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "CN01-CNY · 澜州望舒照明有限公司 · late interest up to and including 16 June 2026"
    assert lines[2] == "  Contract QMD-2024-011, clause 9.3: 0.05% a day; confirmed by operator on 16 June 2026"
    assert lines[3].endswith(" × 1/2000  (0.05% a day) = 173.4")
    assert "In all: CNY 173.40" in lines
    assert any("the contract's late-payment clause continues to apply" in line for line in lines)


def test_nothing_is_claimed_until_somebody_answers_and_a_missing_rate_ends_with_three(workspace):
    assert tactful(workspace, "law", "terms", "QMD-2024-019", "--rate", "none", "--law", "CN")[0] == 0
    code, out, _ = tactful(workspace, "interest", "CN05-CNY", "--json")
    found = json.loads(out)
    assert (code, found["total"], {line["claimed"] for line in found["invoices"]}) == (0, "0.00", {False})
    assert [question["question"] for question in found["open_questions"]] == [
        "creditor_sme",
        "debtor_in_scope",
        "sme_told",
        "sale",
    ]
    _, asked, _ = tactful(workspace, "law", "ask", "CN05")
    assert "→ tactful law answer CN05 cn.sales-late-interest sale yes|no" in asked
    answered = tactful(
        workspace, "law", "answer", "CN05", "cn.sales-late-interest", "sale", "yes", "--evidence", "orders"
    )
    assert answered[:2] == (0, "CN05 cn.sales-late-interest sale: yes  stored\n")
    code, out, _ = tactful(workspace, "interest", "CN05-CNY")
    assert code == 3
    assert "the one-year LPR in force on 26 April 2026 is not kept" in out
    assert "In all: CNY 0.00  (incomplete: some days could not be computed)" in out
    kept = tactful(workspace, "law", "rates", "set", "LPR_1Y", "2025-05-20", "3.65", "--source", "notice of 20 May")
    assert kept[:2] == (0, "LPR_1Y 2025-05-20 3.65%  stored\n")
    code, out, _ = tactful(workspace, "interest", "CN05-CNY", "--invoice", "INV-2026-0266", "--json")
    (line,) = json.loads(out)["invoices"]
    # 31,200.00 at 1.3 and 1.5 ten-thousandths a day for 52 days
    assert (code, line["low"], line["high"], line["total"]) == (0, "210.91", "243.36", None)
    assert [c["segments"][0]["daily_rate"] for c in line["computations"]] == ["13/100000", "3/20000"]
    assert [c["exact"] for c in line["computations"]] == ["105456/5", "24336"]
    code, out, _ = tactful(workspace, "interest", "CN05-CNY", "--invoice", "INV-2026-0266", "--factor", "1.4", "--json")
    assert json.loads(out)["total"] == "227.14"
    assert tactful(workspace, "interest", "CN05-CNY", "--factor", "2")[0] == 2


def test_a_rate_above_the_ceiling_of_the_law_is_shown_both_ways(workspace):
    tactful(workspace, "law", "terms", "QMD-TW-2025-004", "--rate", "年利率20%", "--law", "TW")
    _, out, _ = tactful(workspace, "interest", "TW01-TWD", "--as-of", "2026-06-26", "--json")
    (line, *_) = json.loads(out)["invoices"]
    (computed,) = line["computations"]
    assert (computed["segments"][0]["daily_rate"], computed["segments"][0]["agreed_daily_rate"]) == ("4/9125", "1/1825")
    _, out, _ = tactful(workspace, "interest", "TW01-TWD", "--as-of", "2026-06-26")
    assert " × 4/9125 (cut from 1/1825)  (20% a year) = " in out
    assert "Cut to 16% a year by law (Civil Code of Taiwan, 205)" in out


def test_kept_rates_are_listed_with_and_without_a_verb(workspace):
    tactful(workspace, "law", "rates", "set", "BOE_BASE", "2025-08-07", "4", "--source", "MPC")
    alone, listed = tactful(workspace, "law", "rates"), tactful(workspace, "law", "rates", "list")
    assert alone == listed
    assert "  2025-08-07  4%  MPC\n" in listed[1]
    kept = json.loads(tactful(workspace, "law", "rates", "list", "--json")[1])
    assert [series["series"] for series in kept] == ["LPR_1Y", "ECB_REFERENCE", "BOE_BASE"]
    assert kept[2]["rates"] == [{"valid_from": "2025-08-07", "percent": "4", "source": "MPC"}]


def test_the_clock_is_told_with_what_moved_it_and_what_did_not(workspace):
    code, out, _ = tactful(workspace, "law", "clock", "CN05-CNY")
    assert code == 0
    assert "INV-2026-0323 · CNY 14,450.00 · Limitation of three years · can be claimed until 21 May 2029" in out
    assert "  ? if PRC law governs: nobody has confirmed that" in out
    assert "  + 2026-05-21 promise to pay (P-CN05-2)" in out
    assert "its arrival is not shown (outcome: no reply)" in out
    assert out.endswith("This is information from a table of rules, not legal advice.\n")
    found = json.loads(tactful(workspace, "law", "clock", "CN05-CNY", "--json")[1])
    clock = next(each for each in found["clocks"] if each["invoice"] == "INV-2026-0323")
    assert (clock["start"], clock["end"], clock["over"]) == ("2026-05-21", "2029-05-21", False)


def test_money_is_put_on_invoices_after_it_was_shown(workspace):
    loose_payment(workspace, "CN05", "RC-9", "40000.00")
    code, out, _ = tactful(workspace, "allocate", "CN05-CNY")
    assert code == 0
    assert out.splitlines()[:3] == [
        "RC-9 → INV-2026-0266  CNY 31,200.00  oldest first: fell due on 25 April 2026, before the rest",
        "RC-9 → INV-2026-0323  CNY 8,800.00  oldest first: fell due on 14 May 2026, before the rest",
        "Nothing is stored yet; add --apply to store it.",
    ]
    found = json.loads(
        tactful(workspace, "allocate", "CN05-CNY", "--to", "INV-2026-0323=10000.00", "--apply", "--json")[1]
    )
    assert (found["applied"], found["allocations"][0]["id"], found["left"]) == (
        True,
        "AL-0001",
        [{"receipt": "RC-9", "amount": "30000.00"}],
    )
    case = json.loads(tactful(workspace, "cases", "show", "CN05-CNY", "--json")[1])
    assert (case["open"], case["unallocated"]) == ("35650.00", "30000.00")
    assert tactful(workspace, "allocate", "CN05-CNY", "--to", "INV-2026-0323=4450.01", "--apply")[0] == 2
    assert tactful(workspace, "audit", "verify")[0] == 0


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_every_page_is_told_in_every_language(workspace, language):
    tactful(workspace, "law", "terms", "QMD-2024-019", "--rate", "LPR x 1.5", "--law", "CN", "--grace", "3")
    tactful(workspace, "law", "rates", "set", "LPR_1Y", "2025-05-20", "3", "--source", "x")
    commands = (
        ("interest", "CN05-CNY"), ("law", "show"), ("law", "ask", "CN05"), ("law", "clock", "CN05-CNY"),
        ("law", "rates"), ("allocate", "CN05-CNY"),
    )  # fmt: skip
    for command in commands:
        code, out, _ = tactful(workspace, "--lang", language, *command)
        assert (code, "{" in out) == (0, False), command


def test_a_law_without_a_table_is_refused(workspace):
    code, _, error = tactful(workspace, "law", "show", "US")
    assert (code, "no law table" in error) == (1, True)
