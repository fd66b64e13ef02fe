"""The JSON routes of a contract's terms, behind the real guard, and the commands that do the same."""

import json
import re

import pytest

from assistant.workflow.import_contract import import_contract
from tests.integration.shell import tactful
from tests.integration.test_api import PAGE, a_desk_on, an_app, signed_in

CONTRACT = """第七条 付款
7.1 买方应于开票后30日内付清全部货款。
第九条 违约责任
9.3 买方逾期付款的，按日万分之五向卖方支付逾期付款违约金。
"""
ROUTE = "/api/contracts/K%2F1/terms"


@pytest.fixture
def desk(tmp_path):
    made = a_desk_on(f"sqlite:///{tmp_path / 'record.db'}")
    import_contract(made, "lin", CONTRACT, number="K/1", customer_code="C1")
    yield made
    made.record.close()


def test_the_terms_of_a_contract_are_listed_as_data(desk):
    payment, interest = signed_in(an_app(desk), "lin").get(f"{ROUTE}?lang=en").json()["terms"]
    assert payment == {
        "id": payment["id"],
        "field": "payment_term",
        "value": {"trigger": "invoice_date", "days": 30},
        "said": "payment term: from invoice date, days 30",
        "quote": "7.1 买方应于开票后30日内付清全部货款。",
        "start": 7,
        "end": 29,
        "clause": "7.1",
        "confidence": payment["confidence"],
        "read": {"trigger": "invoice_date", "days": 30},
        "checked": None,
        "seen": "waiting",
    }
    assert interest["clause"] == "9.3"


def test_a_word_on_a_term_is_kept_once(desk):
    lin = signed_in(an_app(desk), "lin")
    _, interest = lin.get(ROUTE).json()["terms"]
    body = {"term": interest["id"], "state": "confirmed", "law": "CN"}
    first, again = (lin.post(f"{ROUTE}?lang=en", json=body) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == {
        "contract": "K/1",
        "id": interest["id"],
        "field": "late_interest",
        "state": "confirmed",
        "value": {"unit": "per_ten_thousand_per_day", "rate": 5},
        "note": "",
        "by": "lin",
        "on": "2026-06-16",
        "new": True,
        "notes": [],
    }


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"state": "confirmed", "term": "deposit-0"}, 404, "unknown_term"),
        ({"state": "maybe", "term": "deposit-0"}, 422, "body_value"),
        ({"state": "confirmed"}, 422, "term_not_quoted"),
        (
            {"state": "confirmed", "field": "deposit", "quote": "7.1 买方", "changes": {"rate": "5"}},
            422,
            "term_key_unknown",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_stored(desk, body, status, code):
    lin = signed_in(an_app(desk), "lin")
    answer = lin.post(f"{ROUTE}?lang=zh-Hans", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    with desk.record.read() as tx:
        assert tx.checked_terms("C1") == ()


def test_an_auditor_reads_and_confirms_nothing(desk):
    audit = signed_in(an_app(desk), "audit")
    _, interest = audit.get(ROUTE).json()["terms"]
    assert audit.post(ROUTE, json={"term": interest["id"], "state": "confirmed"}).status_code == 403


def test_the_page_on_the_api_shows_a_body_that_is_taken(desk):
    section = PAGE.read_text(encoding="utf-8").partition("`POST /api/contracts/{contract}/terms`")[2]
    body = json.loads(re.search(r"```json\n(.*?)```", section, re.DOTALL)[1])
    lin = signed_in(an_app(desk), "lin")
    payment, _ = lin.get(ROUTE).json()["terms"]
    assert lin.post(ROUTE, json=body | {"term": payment["id"]}).status_code == 201


def test_terms_are_listed_confirmed_corrected_and_rejected_on_the_command_line(tmp_path):
    work = tmp_path / "work"
    (tmp_path / "K-1.txt").write_text(CONTRACT, encoding="utf-8")
    (tmp_path / "ledger.csv").write_text(
        "customer_code,customer_name,invoice_no,issue_date,due_date,currency,amount\n"
        "C1,Example Ltd,INV-1,2026-05-01,2026-05-31,CNY,100.00\n",
        encoding="utf-8",
    )
    assert tactful(work, "import", "ledger", str(tmp_path / "ledger.csv"))[0] == 0
    told = tactful(work, "import", "contract", str(tmp_path / "K-1.txt"), "--customer", "C1")[1]
    assert told.endswith("  2 terms of payment to confirm: tactful contract terms K-1\n")
    listed = tactful(work, "contract", "terms", "K-1")[1].splitlines()
    payment, interest = (line.split("  ")[0] for line in listed)
    assert listed[0].startswith(f"{payment}  [to confirm]  payment term: from invoice date, days 30  “7.1 买方")
    code, said = tactful(work, "contract", "confirm", "K-1", interest, "--law", "CN")
    assert (code, said) == (
        0,
        f"K-1 · {interest} · confirmed · late interest: unit ‱ a day, rate 5  stored\n",
    )
    assert tactful(work, "contract", "correct", "K-1", payment, "days=45")[1] == (
        f"K-1 · {payment} · corrected · payment term: from invoice date, days 45  stored\n"
    )
    assert tactful(work, "contract", "correct", "K-1", payment, "45 days") == (
        2,
        "'45 days' is no correction; write key=value.",
    )
    assert "not a term" in tactful(work, "contract", "reject", "K-1", payment, "--note", "struck out")[1]
    added = tactful(work, "contract", "add", "K-1", "currency", "currency=CNY", "--quote", "付清全部货款")
    assert added[1].endswith("currency: currency CNY  stored\n")
    assert tactful(work, "contract", "confirm", "K-1", "tax-0")[0] == 1
    states = [
        term["checked"]["state"] for term in json.loads(tactful(work, "contract", "terms", "K-1", "--json")[1])["terms"]
    ]
    assert states == ["rejected", "corrected", "confirmed"]
