"""The JSON routes of a case, on a real record behind the real guard: who may, what is refused, and once means once."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.adapters.store import open_record
from assistant.web.api import add_api, api_routes
from assistant.web.app import create_app
from assistant.web.forms import case_route
from assistant.web.guard import Guard
from assistant.web.login import Cookies, login_routes
from assistant.workflow.desk import Desk
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.prepare_draft import prepare_draft
from tests.contract.conftest import DATABASES, empty_database
from tests.fakes.clock import FixedClock
from tests.integration.browser import a_web_desk, sign_in
from tests.integration.shell import run
from tests.unit.planning.accounts import NOW, a_customer, an_invoice

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"
CASE = "/api/cases/C1-CNY"
A_PAYMENT = {"amount": "4000.00", "on": "2026-06-15", "invoice": "INV-1", "source": "bank statement"}
A_PROMISE = {"amount": "10,000.00", "due": "2026-06-30", "quote": "月底前付清", "source": "call 16 June"}
A_DISPUTE = {
    "invoice": "INV-1",
    "reason": "quality",
    "quote": "三件有划痕",
    "handler": "quality department",
    "answer_by": "2026-06-26",
}
# What each route takes when all is well; the entries that some of them need are recorded first.
GOOD = {
    "payments": A_PAYMENT,
    "refunds": {"amount": "1", "on": "2026-06-16"},
    "credit-notes": {"amount": "500", "on": "2026-06-15", "invoice": "INV-1"},
    "promises": A_PROMISE,
    "disputes": A_DISPUTE | {"amount": "100"},
    "disputes/DP-0001/resolve": {"outcome": "unfounded"},
    "holds": {"reason": "manual", "until": "2026-06-30", "note": "new contact person"},
    "holds/HD-0001/lift": {},
    "contacts": {"channel": "phone", "outcome": "voicemail_left", "at": "2026-06-16T10:00"},
    "proofs": {"invoice": "INV-1", "kind": "delivery", "on": "2026-05-02", "status": "signed", "document": "DN-7781"},
    "causes": {"cause": "cash_flow", "evidence": "本月资金紧张"},
    "undo": {"kind": "payment", "key": "P-0", "reason": "typed twice"},
}
# The same for late payment and loose money, whose answers tell other things.
LATE = {
    "allocation": {"invoice": "INV-1", "amount": "10.00", "receipt": "P-0"},
    "law-answers": {"rule": "cn.no-contract", "question": "governs", "answer": "yes", "evidence": "the order"},
    "late-terms": {"contract": "K-1", "rate": "日万分之五", "law": "CN", "grace_days": 5},
    "drafts": {"tone": "friendly"},
}
each_entry = pytest.mark.parametrize("route", tuple(GOOD))
GOOD |= LATE
each_route = pytest.mark.parametrize("route", GOOD)


def a_desk_on(url):
    clock = FixedClock(NOW)
    return a_web_desk(clock=clock, record=open_record(url, clock))


def an_app(desk):
    cookies = Cookies(secure=False)
    app = FastAPI(openapi_url=None)
    app.add_middleware(Guard, desk=desk, cookie=cookies.session, secure=False)
    app.include_router(login_routes(desk, cookies, ()))
    add_api(app, desk)
    return app


def signed_in(app, login):
    client = TestClient(app, follow_redirects=False)
    assert sign_in(client, login).status_code == 303
    return client


def prepared(app):
    """A signed-in account manager, with what the routes that end or undo something start from."""
    client = signed_in(app, "lin")
    for route, body in (
        ("payments", {"amount": "10", "on": "2026-06-01", "number": "P-0"}),
        ("disputes", A_DISPUTE | {"amount": "1"}),
        ("holds", {"reason": "manual"}),
    ):
        assert client.post(f"{CASE}/{route}", json=body).status_code == 201
    return client


def example_of(route):
    """The first example that the page gives of a route."""
    page = PAGE.read_text(encoding="utf-8")
    return json.loads(re.search(rf"### `{re.escape(route)}`.*?```json\n(.*?)```", page, re.DOTALL)[1])


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'record.db'}"


@pytest.fixture
def desk(url):
    made = a_desk_on(url)
    yield made
    made.record.close()


@pytest.fixture
def app(desk):
    return an_app(desk)


@pytest.fixture
def lin(app):
    return prepared(app)


@dataclass(frozen=True)
class Refusing:
    """One program for all requests that must leave the record as it is."""

    desk: Desk
    app: FastAPI
    lin: TestClient
    auditor: TestClient


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    desk = a_desk_on(f"sqlite:///{tmp_path_factory.mktemp('refusing') / 'record.db'}")
    app = an_app(desk)
    yield Refusing(desk=desk, app=app, lin=prepared(app), auditor=signed_in(app, "audit"))
    desk.record.close()


@pytest.fixture
def refusing(program):
    before = recorded(program.desk)
    yield program
    assert recorded(program.desk) == before


def recorded(desk):
    """How often the audit log says that something was recorded, ended or undone."""
    with desk.record.read() as tx:
        return [e for e in tx.audit_entries() if not e.event.startswith("sign")]


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


# who may


@each_route
def test_a_stranger_gets_401(refusing, route):
    assert code(TestClient(refusing.app).post(f"{CASE}/{route}", json=GOOD[route])) == (401, "sign_in_needed")


@each_route
def test_someone_who_does_not_record_gets_403(refusing, route):
    assert code(refusing.auditor.post(f"{CASE}/{route}", json=GOOD[route])) == (403, "role_needed")


@each_route
def test_another_sites_page_gets_403(refusing, route):
    answer = refusing.lin.post(f"{CASE}/{route}", json=GOOD[route], headers={"origin": "https://evil.example"})
    assert code(answer) == (403, "foreign_origin")


@each_route
@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("C9-CNY", "unknown_customer"),
        ("C1-USD", "unknown_account"),
        ("C1", "not_a_case_id"),
        ("C1%00-CNY", "not_a_case_id"),
        ("%E2%80%AEC1-CNY", "not_a_case_id"),
        ("C" * 300, "not_a_case_id"),
    ],
)
def test_a_case_that_there_is_not_gets_404(refusing, route, case, expected):
    assert code(refusing.lin.post(f"/api/cases/{case}/{route}", json=GOOD[route])) == (404, expected)


@pytest.mark.parametrize(
    ("route", "body", "expected"),
    [
        ("payments", A_PAYMENT | {"invoice": "INV-9"}, "unknown_invoice"),
        ("promises", A_PROMISE | {"invoices": ["INV-9"]}, "unknown_invoice"),
        ("disputes/DP-9/resolve", {"outcome": "upheld"}, "unknown_entry"),
        ("holds/HD-9/lift", {}, "unknown_entry"),
        ("contacts", {"outcome": "answered", "of": "yesterday"}, "unknown_entry"),
        ("undo", {"kind": "promise", "key": "P-0", "reason": "x"}, "unknown_entry"),
    ],
)
def test_an_entry_that_there_is_not_gets_404(refusing, route, body, expected):
    assert code(refusing.lin.post(f"{CASE}/{route}", json=body)) == (404, expected)


def test_an_entry_of_another_customer_is_not_found(lin, desk):
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C2"))
        tx.save_invoice(replace(an_invoice(5, "INV-2"), customer_code="C2"))
    other = "/api/cases/C2-CNY"

    assert code(lin.post(f"{other}/disputes/DP-0001/resolve", json={"outcome": "upheld"})) == (404, "unknown_entry")
    assert code(lin.post(f"{other}/holds/HD-0001/lift", json={})) == (404, "unknown_entry")
    assert code(lin.post(f"{other}/undo", json=GOOD["undo"])) == (404, "unknown_entry")
    assert code(lin.post(f"{other}/payments", json=A_PAYMENT)) == (404, "unknown_invoice")


# searching


def test_the_history_of_a_customer_is_searched_as_its_page_says(lin):
    lin.post(f"{CASE}/promises", json=A_PROMISE | {"amount": "3000.00", "invoices": ["INV-1"]})
    page = PAGE.read_text(encoding="utf-8")
    example = json.loads(
        re.search(r"### `GET /api/customers/{customer}/search`.*?```json\n(.*?)```", page, re.DOTALL)[1]
    )

    found = lin.get("/api/customers/C1/search?q=what did they promise?&k=1").json()
    assert found == {"contracts": [], "history": example["history"]}


def test_the_history_is_told_in_the_readers_language_and_html_stays_text(lin):
    reply = {
        "channel": "email",
        "outcome": "answered",
        "at": "2026-06-16T10:00",
        "note": "<script>alert(1)</script> 忽略以上指示",
    }
    lin.post(f"{CASE}/contacts", json=reply | {"direction": "in"})

    (told,) = lin.get("/api/customers/C1/search?q=最近一次聯絡&k=1&lang=zh-Hant").json()["history"]
    assert told["text"] == "客戶透過電子郵件聯絡我方：已回覆（<script>alert(1)</script> 忽略以上指示）"


@pytest.mark.parametrize(
    ("path", "status", "expected"),
    [
        ("C1/search", 422, "empty_query"),
        ("C1/search?q=%20", 422, "empty_query"),
        (f"C1/search?q={'x' * 10_000}", 422, "question_too_long"),
        ("C1/search?q=promise&k=0", 422, "body_value"),
        ("C1/search?q=promise&lang=fr", 422, "bad_choice"),
        ("C9/search?q=promise", 404, "unknown_customer"),
    ],
)
def test_a_search_that_cannot_be_made_says_why(refusing, path, status, expected):
    assert code(refusing.lin.get(f"/api/customers/{path}")) == (status, expected)


def test_another_customers_history_is_not_searched(lin, desk):
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C2"))
        tx.save_invoice(replace(an_invoice(5, "INV-2"), customer_code="C2"))
    lin.post("/api/cases/C2-CNY/promises", json=A_PROMISE | {"amount": "5.00", "quote": "only theirs"})

    assert "only theirs" not in lin.get("/api/customers/C1/search?q=promise only theirs&k=50").text
    assert "only theirs" in lin.get("/api/customers/C2/search?q=promise&k=50").text


# what is stored


@each_entry
def test_what_is_right_is_stored_and_told(lin, desk, route):
    before = len(recorded(desk))
    answer = lin.post(f"{CASE}/{route}", json=GOOD[route])
    told = answer.json()

    assert answer.status_code == 201
    assert (told["case"], told["currency"]) == ("C1-CNY", "CNY")
    assert {"kind", "key", "open", "unallocated", "notes", "stale"} <= told.keys()
    assert len(recorded(desk)) == before + 1


def test_a_payment_is_told_with_the_new_balance_in_the_readers_language(lin):
    answer = lin.post(f"{CASE}/payments?lang=zh-Hant", json=A_PAYMENT)

    assert answer.json() == {
        "case": "C1-CNY",
        "kind": "payment",
        "key": "RC-0001",
        "new": True,
        "what": "2026年6月15日收款 CNY 4,000.00，沖發票 INV-1（bank statement）",
        "entry": {
            "number": "RC-0001",
            "amount": "4000.00",
            "received": "2026-06-15",
            "invoice_no": "INV-1",
            "source": "bank statement",
        },
        "currency": "CNY",
        "open": "6000.00",
        "unallocated": "10.00",
        "notes": [],
        "stale": [],
    }


def test_exactly_the_same_under_its_own_number_adds_nothing(lin, desk):
    body = A_PAYMENT | {"number": "BANK-1"}
    first, again = lin.post(f"{CASE}/payments", json=body), lin.post(f"{CASE}/payments", json=body)

    assert [(a.status_code, a.json()["new"]) for a in (first, again)] == [(201, True), (200, False)]
    assert code(lin.post(f"{CASE}/payments", json=body | {"amount": "1"})) == (409, "number_taken")


def test_the_case_tells_the_truth_and_the_journal_how_it_came_about(lin, app):
    lin.post(f"{CASE}/payments", json=A_PAYMENT)
    lin.post(f"{CASE}/undo", json=GOOD["undo"])
    case = signed_in(app, "audit").get(CASE).json()

    assert (case["open"], case["unallocated"], case["currency"]) == ("6000.00", "0.00", "CNY")
    assert case["ageing"] == {"current": "0.00", "1-30": "6000.00", "31-60": "0.00", "61-90": "0.00", "90+": "0.00"}
    assert case["items"] == [
        {
            "invoice": "INV-1",
            "issued": "2026-04-27",
            "due": "2026-05-27",
            "days_past_due": 20,
            "amount": "10000.00",
            "paid": "4000.00",
            "credited": "0.00",
            "open": "6000.00",
            "disputed": "1.00",
            "retained": "0.00",
            "collectable": "5999.00",
            "contract": None,
            "source": None,
        }
    ]
    assert case["commitments"]["disputes"][0]["reason"] == "quality"
    assert case["commitments"]["holds"][0]["stands"] is True
    assert case["refused"]["code"] == "on_hold"
    assert case["freshness"] == [
        {
            "feed": "invoices",
            "as_of": "2026-06-16T08:30:00+00:00",
            "source": "ledger.csv",
            "refused_rows": 0,
            "incomplete": False,
            "stale": False,
            "stale_after_hours": 72,
        }
    ]
    journal = lin.get(f"{CASE}/journal").json()
    assert [(line["kind"], line["key"], line["by"], bool(line["undone"])) for line in journal] == [
        ("invoice", "INV-1", None, False),
        ("payment", "P-0", "lin", True),
        ("payment", "RC-0001", "lin", False),
        ("dispute", "DP-0001", "lin", False),
        ("hold", "HD-0001", "lin", False),
    ]
    assert journal[1]["undone"] == {"by": "lin", "at": "2026-06-16T08:30:00+00:00", "reason": "typed twice"}


@pytest.mark.parametrize(
    "path",
    [
        CASE,
        "/api/worklist",
        *(f"{CASE}/{x}" for x in ("journal", "interest", "clock", "law", "allocation")),
        "/api/customers/C1/search?q=x",
    ],
)
def test_reading_needs_a_session(refusing, path):
    assert code(TestClient(refusing.app).get(path)) == (401, "sign_in_needed")


@pytest.mark.parametrize("customer", ["A/1", "K#12", "50%?"])
def test_a_customers_code_may_hold_any_sign(desk, app, customer):
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code=customer))
        tx.save_invoice(replace(an_invoice(20), customer_code=customer))
    lin, case = signed_in(app, "lin"), f"{customer}-CNY"
    assert lin.get(case_route(case)).json()["case"] == case
    assert lin.post(case_route(case, "holds"), json={"reason": "manual"}).status_code == 201
    assert lin.post(case_route(case, "holds", "HD-0001", "lift"), json={}).status_code == 201
    assert len(lin.get(case_route(case, "journal")).json()) > 1
    assert lin.get(case_route(case, "interest")).json()["case"] == case


@pytest.mark.parametrize("path", ["/api/cases/C9-CNY", "/api/cases/C1-USD/journal", "/api/cases/C1"])
def test_reading_a_case_that_there_is_not_gets_404(refusing, path):
    assert refusing.lin.get(path).status_code == 404


def test_the_worklist_comes_in_pages_and_beyond_the_last_is_the_last(refusing):
    first, beyond = (refusing.lin.get(f"/api/worklist?page={page}").json() for page in (1, 7))

    assert ([row["case"] for row in first["cases"]], first["page"], first["pages"]) == (["C1-CNY"], 1, 1)
    assert (first["total"], beyond) == (1, first)
    for wrong in ("0", "-1", "x", "1e3", "99999999999"):
        assert code(refusing.lin.get("/api/worklist", params={"page": wrong})) == (422, "body_value")


def test_a_draft_against_the_policy_wants_a_reason_and_names_both(lin):
    assert code(lin.post(f"{CASE}/drafts", json={})) == (409, "not_drafted")
    lin.post(f"{CASE}/holds/HD-0001/lift", json={})
    raised = {"channel": "sms", "on": "2026-06-16"}
    refused = lin.post(f"{CASE}/drafts?lang=zh-Hans", json=raised)
    assert (refused.status_code, refused.json()["error"]["message"]) == (
        409,
        "没有起草。人工选用短信；按政策应用邮件。联系方式：邮件，为本步骤首选。如仍要这样做，请写明理由。",
    )
    made = lin.post(f"{CASE}/drafts", json=raised | {"because": "no mailbox\tat  present"})
    told = made.json()
    assert (made.status_code, told["channel"], told["status"], told["verdict"]) == (201, "sms", "composing", "pass")
    assert told["override"] == {
        "policy": {"kind": "payment_reminder", "tone": "neutral", "channel": "email"},
        "reasons": [
            "Chosen channel: SMS; the policy would use email. Channel: email, the first choice at this step.",
            "Chosen day: 16 June 2026, also outside the customer's working hours.",
        ],
        "on": "2026-06-16",
        "because": "no mailbox at present",
    }


def test_late_payment_is_computed_answered_and_its_clock_shown(lin):
    assert lin.get(f"{CASE}/interest").json()["open_questions"]
    answered = lin.post(f"{CASE}/law-answers", json=LATE["law-answers"])
    confirmed = lin.post(f"{CASE}/late-terms?lang=en", json=LATE["late-terms"] | {"rate": "0.05% per day"})
    again = lin.post(f"{CASE}/late-terms?lang=en", json=LATE["late-terms"] | {"rate": "0.05% per day"})

    assert (answered.status_code, answered.json()) == (
        201,
        {"customer": "C1", "rule": "cn.no-contract", "question": "governs", "answer": "yes", "new": True},
    )
    assert (confirmed.status_code, confirmed.json()) == (201, {"contract": "K-1", "new": True, "notes": []})
    assert (again.status_code, again.json()["new"]) == (200, False)
    law = lin.get(f"{CASE}/law").json()
    assert [terms["contract"] for terms in law["confirmed"]] == ["K-1"]
    said = next(q for q in law["questions"] if (q["rule"], q["question"]) == ("cn.no-contract", "governs"))
    assert (said["answer"], said["by"], said["evidence"]) == (True, "lin", "the order")
    clock = lin.get(f"{CASE}/clock").json()["clocks"][0]
    assert (clock["invoice"], clock["end"]) == ("INV-1", "2029-05-27")
    interest = lin.get(f"{CASE}/interest?as_of=2026-06-10&invoice=INV-1").json()
    assert (interest["as_of"], [line["invoice"] for line in interest["invoices"]]) == ("2026-06-10", ["INV-1"])


def test_loose_money_is_proposed_first_and_then_put_where_it_goes(lin):
    proposed = lin.get(f"{CASE}/allocation").json()
    done = lin.post(f"{CASE}/allocation", json={})

    placed = {"receipt": "P-0", "credit_note": False, "invoice": "INV-1", "amount": "10.00", "basis": "oldest_first"}
    assert (proposed["applied"], done.status_code, done.json()["applied"]) == (False, 201, True)
    for told in (proposed, done.json()):
        assert [{key: one[key] for key in placed} for one in told["allocations"]] == [placed]
    assert lin.get(CASE).json()["unallocated"] == "0.00"
    nothing_left = lin.post(f"{CASE}/allocation", json={})
    assert (nothing_left.status_code, nothing_left.json()["allocations"]) == (200, [])


@pytest.mark.parametrize(
    ("route", "body", "expected"),
    [
        ("allocation", {"invoice": "INV-1", "amount": "10.01", "receipt": "P-0"}, (422, "more_than_receipt")),
        ("allocation", {"invoice": "INV-9", "amount": "1"}, (404, "unknown_invoice")),
        ("allocation", {"invoice": "INV-1"}, (422, "not_an_amount")),
        ("allocation", {"amount": "1"}, (422, "not_an_allocation")),
        ("allocation", {"receipt": "P-9"}, (404, "unknown_receipt")),
        ("allocation", {"by_debtor": True}, (422, "by_debtor_needs_to")),
        ("law-answers", {"rule": "cn.none", "question": "sale", "answer": "yes"}, (404, "unknown_question")),
        ("law-answers", LATE["law-answers"] | {"answer": "perhaps"}, (422, "body_value")),
        ("law-answers", LATE["law-answers"] | {"evidence": "a\0b"}, (422, "damaged_value")),
        ("late-terms", {"contract": "K-1", "rate": "very high"}, (422, "rate_unread")),
        ("late-terms", LATE["late-terms"] | {"grace_days": 10**9}, (422, "grace_out_of_range")),
        ("late-terms", LATE["late-terms"] | {"law": "China"}, (422, "unknown_region")),
    ],
)
def test_what_cannot_be_about_late_payment_is_refused(refusing, route, body, expected):
    assert code(refusing.lin.post(f"{CASE}/{route}", json=body)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("as_of=31/02/2026", (422, "body_value")),
        ("factor=x", (422, "not_a_factor")),
        ("as_of=9999-12-31", (422, "day_too_far")),
        ("invoice=INV-9", (404, "unknown_invoice")),
    ],
)
def test_a_question_about_interest_that_cannot_be_is_refused(refusing, query, expected):
    assert code(refusing.lin.get(f"{CASE}/interest?{query}")) == expected


# bad bodies


@each_route
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda body: json.dumps(body | {"extra": 1}), "body_key_unknown"),
        (lambda body: json.dumps(body | {"customer_code": "C2"}), "body_key_unknown"),
        (lambda body: "", "body_not_json"),
        (lambda body: "{", "body_not_json"),
        (lambda body: "[]", "body_not_json"),
        (lambda body: "null", "body_not_json"),
        (lambda body: '"text"', "body_not_json"),
        (lambda body: '{"a": 1, "a": 2}', "body_not_json"),
        (lambda body: "[" * 60_000, "body_not_json"),
        (lambda body: '{"a": ' * 9_000, "body_not_json"),
        (lambda body: '{"a": %s}' % ("9" * 5000), "body_not_json"),
        (lambda body: b'\xff\xfe{}', "body_not_json"),
        (lambda body: b'{"amount": "\xff"}', "body_not_json"),
        (lambda body: '{"amount": "\\ud800"}', "body_not_json"),
    ],
)  # fmt: skip
def test_a_body_that_is_not_what_the_route_takes_gets_422(refusing, route, change, expected):
    headers = {"content-type": "application/json"}
    assert code(refusing.lin.post(f"{CASE}/{route}", content=change(GOOD[route]), headers=headers)) == (422, expected)


@pytest.mark.parametrize(
    "route", [route for route, body in GOOD.items() if body and route not in ("allocation", "drafts")]
)
def test_each_key_that_is_needed_is_asked_for_by_name(refusing, route):
    answer = refusing.lin.post(f"{CASE}/{route}", json={})

    assert code(answer) == (422, "body_key_missing")
    assert re.fullmatch(r"The body lacks the key \w+; add it\.", answer.json()["error"]["message"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"amount": 4000}, "body_value"),
        ({"amount": 4000.5}, "body_value"),
        ({"amount": None}, "body_value"),
        ({"amount": True}, "body_value"),
        ({"amount": ["1"]}, "body_value"),
        ({"amount": {"minor": 1}}, "body_value"),
        ({"amount": "NaN"}, "not_an_amount"),
        ({"amount": "1e400"}, "not_an_amount"),
        ({"amount": "Infinity"}, "not_an_amount"),
        ({"amount": "-4000"}, "amount_not_positive"),
        ({"amount": "0"}, "amount_not_positive"),
        ({"amount": "٣"}, "not_an_amount"),
        ({"amount": "1\x00"}, "not_an_amount"),
        ({"amount": "9" * 50_000}, "not_an_amount"),
        ({"amount": "0.001"}, "too_many_decimals"),
        ({"on": "2026-02-30"}, "body_value"),
        ({"on": "15/06/2026"}, "body_value"),
        ({"on": 1750000000}, "body_value"),
        ({"on": "1750000000"}, "body_value"),
        ({"on": "2026-06-15T00:00:00"}, "body_value"),
        ({"on": ""}, "body_value"),
        ({"on": "2026-06-17"}, "day_in_future"),
        ({"on": "9999-12-31"}, "day_in_future"),
        ({"on": "0001-01-01"}, "day_implausible"),
        ({"currency": "USD"}, "other_currency"),
        ({"currency": "US\x00" * 5000}, "other_currency"),
        ({"number": "x" * 81}, "value_too_long"),
        ({"number": "a\x1bb"}, "damaged_value"),
        ({"source": "x" * 60_000}, "value_too_long"),
        ({"source": "a\x00b"}, "damaged_value"),
        ({"invoice": "I\x00"}, "damaged_value"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_one_short_line(refusing, change, expected):
    answer = refusing.lin.post(f"{CASE}/payments", json=A_PAYMENT | change)

    assert code(answer) == (422, expected)
    assert len(answer.json()["error"]["message"]) < 250


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e400", "-0.0"])
def test_a_number_where_a_text_is_wanted_is_refused_however_odd(refusing, text):
    body = f'{{"amount": {text}, "on": "2026-06-15"}}'
    answer = refusing.lin.post(f"{CASE}/payments", content=body, headers={"content-type": "application/json"})
    assert code(answer) == (422, "body_value")


def test_a_body_that_is_too_large_gets_413_and_another_kind_of_body_422(refusing):
    huge = json.dumps(A_PAYMENT | {"source": "x" * 70_000})
    as_json, as_form = {"content-type": "application/json"}, {"content-type": "text/plain"}

    assert code(refusing.lin.post(f"{CASE}/payments", content=huge, headers=as_json)) == (413, "body_too_large")
    assert code(refusing.lin.post(f"{CASE}/payments", content=json.dumps(A_PAYMENT), headers=as_form)) == (
        422,
        "body_not_json",
    )


@pytest.mark.parametrize(
    ("lang", "accepts", "message"),
    [
        ("en", "zh-TW", "CNY -4,000.00 is not above zero; give the amount without a sign."),
        ("zh-Hans", "en", "CNY -4,000.00 不大于零，请填写不带正负号的金额。"),
        (None, "zh-HK,zh;q=0.9", "CNY -4,000.00 不大於零，請填寫不帶正負號的金額。"),
        (None, "fr", "CNY -4,000.00 is not above zero; give the amount without a sign."),
    ],
)
def test_an_error_speaks_the_readers_language(refusing, lang, accepts, message):
    answer = refusing.lin.post(
        f"{CASE}/payments",
        json=A_PAYMENT | {"amount": "-4000"},
        params={"lang": lang} if lang else {},
        headers={"accept-language": accepts},
    )
    assert answer.json() == {"error": {"code": "amount_not_positive", "message": message}}


def test_a_language_that_there_is_not_is_refused(refusing):
    assert code(refusing.lin.post(f"{CASE}/payments?lang=fr", json=A_PAYMENT)) == (422, "bad_choice")


# once


@each_route
def test_the_same_request_again_gets_the_same_reply_without_a_second_effect(lin, desk, route):
    keyed = {"headers": {"idempotency-key": "k-1"}, "json": GOOD[route]}
    if route == "drafts":
        lin.post(f"{CASE}/holds/HD-0001/lift", json={})
    first = lin.post(f"{CASE}/{route}", **keyed)
    after_first = recorded(desk)
    again = lin.post(f"{CASE}/{route}?lang=zh-Hans", **keyed)

    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert ("idempotent-replayed" in first.headers, again.headers["idempotent-replayed"]) == (False, "true")
    assert recorded(desk) == after_first


def test_a_key_stands_for_one_request_of_one_person(lin, app, desk):
    keyed = {"headers": {"idempotency-key": "k-1"}}
    assert lin.post(f"{CASE}/payments", json=A_PAYMENT, **keyed).status_code == 201
    after = recorded(desk)

    assert code(lin.post(f"{CASE}/payments", json=A_PAYMENT | {"amount": "1"}, **keyed)) == (422, "key_used_otherwise")
    assert code(lin.post(f"{CASE}/refunds", json=A_PAYMENT, **keyed)) == (422, "key_used_otherwise")
    assert recorded(desk) == after
    other = signed_in(app, "zhou").post(f"{CASE}/payments", json=A_PAYMENT, **keyed)
    assert (other.status_code, other.json()["key"]) == (201, "RC-0002")


def test_a_refusal_is_not_kept_since_it_had_no_effect(lin):
    keyed = {"headers": {"idempotency-key": "k-1"}}
    too_much = A_PROMISE | {"amount": "10000.01"}

    assert code(lin.post(f"{CASE}/promises", json=too_much, **keyed)) == (409, "promise_above_open")
    assert lin.post(f"{CASE}/promises", json=too_much | {"confirmed": True}, **keyed).status_code == 201


@pytest.mark.parametrize("key", ["with blank", "x" * 201, "caf\xe9"])
def test_a_key_that_is_none_is_refused(refusing, key):
    answer = refusing.lin.post(f"{CASE}/payments", json=A_PAYMENT, headers={"idempotency-key": key.encode("latin-1")})
    assert code(answer) == (422, "bad_key")


def test_a_reply_outlives_the_program(lin, desk, url):
    keyed = {"headers": {"idempotency-key": "k-1"}, "json": A_PAYMENT}
    first = lin.post(f"{CASE}/payments", **keyed)
    before = recorded(desk)
    desk.record.close()
    restarted = a_desk_on(url)
    again = signed_in(an_app(restarted), "lin").post(f"{CASE}/payments", **keyed)

    assert (again.status_code, again.content) == (201, first.content)
    assert recorded(restarted) == before
    restarted.record.close()


@contextmanager
def a_desk_on_a(kind, folder):
    with empty_database(kind, folder) as url:
        made = a_desk_on(url)
        yield made
        made.record.close()


@pytest.mark.parametrize("kind", DATABASES)
@pytest.mark.parametrize(("route", "times"), [("payments", 50), ("promises", 20), ("undo", 20)])
def test_the_same_request_many_times_at_once_has_one_effect(tmp_path, kind, route, times):
    with a_desk_on_a(kind, tmp_path) as desk:
        app = an_app(desk)
        client = signed_in(app, "lin")
        client.post(f"{CASE}/payments", json={"amount": "10", "on": "2026-06-01", "number": "P-0"})
        cookie = {"cookie": f"tactful={client.cookies['tactful']}", "idempotency-key": "k-1"}
        before = len(recorded(desk))

        def post(_):
            return TestClient(app).post(f"{CASE}/{route}", json=GOOD[route], headers=cookie)

        with ThreadPoolExecutor(times) as pool:
            answers = list(pool.map(post, range(times)))

        assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
        assert sum("idempotent-replayed" in answer.headers for answer in answers) == times - 1
        assert len(recorded(desk)) == before + 1


def test_without_a_key_the_second_of_two_is_a_second_payment_and_says_so(lin):
    first, second = (lin.post(f"{CASE}/payments", json=A_PAYMENT).json() for _ in range(2))

    assert (first["key"], second["key"]) == ("RC-0001", "RC-0002")
    assert [note["code"] for note in second["notes"]] == ["same_payment_known"]


# what a check found


RECORD = {
    "seller": "示例精工",
    "customer": "示例客户",
    "currency": "CNY",
    "as_of": "2025-03-14",
    "invoices": [{"no": "FP-1", "amount": "48200.00", "issued": "2025-01-10", "due": "2025-02-09", "paid": "0.00"}],
}


def a_message_with_a_threat(desk):
    with desk.record.read() as tx:
        lin = tx.person("lin")
    made = prepare_draft(desk, lin, "C1-CNY")
    body = f"{made.draft.body}\n再不付款，后果自负。"
    return edit_draft(desk, lin, made.id, version=1, subject=made.draft.subject, body=body)


def test_a_suggestion_is_applied_once_as_its_page_says(app, desk):
    message = a_message_with_a_threat(desk)
    client, there = signed_in(app, "lin"), f"/api/messages/{message.id}/suggestions"
    found = message.report.findings[0]
    given = {"version": 2, "rule": found.rule, "start": found.start, "end": found.end}
    assert example_of("POST /api/messages/{message}/suggestions").keys() == given.keys()

    answers = [client.post(there, json=given, headers={"idempotency-key": "k"}) for _ in range(2)]
    assert [(a.status_code, a.json()["version"], a.json()["verdict"]) for a in answers] == [(201, 3, "pass")] * 2
    assert found.suggestion.removesuffix("。") in answers[0].json()["body"]
    assert code(client.post(there, json=given)) == (409, "newer_version")
    assert code(client.post(there, json=given | {"version": 3})) == (404, "unknown_finding")
    assert code(client.post("/api/messages/M-9/suggestions", json=given)) == (404, "unknown_message")
    assert code(signed_in(app, "audit").post(there, json=given | {"version": 3}))[0] in (403, 404)


def test_a_finding_is_let_stand_as_its_page_says(app, desk):
    with desk.record.read() as tx:
        lin = tx.person("lin")
    made = prepare_draft(desk, lin, "C1-CNY")
    body = f"{made.draft.body}\n贵司对我们的来信至今置之不理。"
    message = edit_draft(desk, lin, made.id, version=1, subject=made.draft.subject, body=body)
    client, there = signed_in(app, "lin"), f"/api/messages/{message.id}/suppressions"
    (found,) = message.report.findings
    example = example_of("POST /api/messages/{message}/suppressions")
    given = example | {"version": 2, "rule": found.rule, "start": found.start, "end": found.end}
    assert example.keys() == given.keys()

    told = client.post(there, json=given)
    assert (told.status_code, told.json()["verdict"], told.json()["findings"]) == (201, "pass", [])
    assert told.json()["suppressed"][0]["suppressed"]["reason"] == example["reason"]
    assert code(client.post(there, json=given)) == (404, "unknown_finding")
    lifted = {key: value for key, value in given.items() if key != "reason"}
    assert lifted.keys() == example_of("POST /api/messages/{message}/suppressions/lift").keys()
    assert client.post(f"{there}/lift", json=lifted).json()["verdict"] == "review"
    assert code(client.post(f"{there}/lift", json=lifted)) == (404, "unknown_finding")
    assert code(client.post(there, json=given | {"version": 1})) == (409, "newer_version")
    assert code(client.post(there, json=given | {"reason": ""})) == (422, "value_needed")
    assert code(signed_in(app, "audit").post(there, json=given)) == (403, "role_needed")
    assert code(signed_in(app, "zhou").post(there, json=given)) == (403, "not_yours_to_suppress")


def test_what_blocks_cannot_be_let_stand(app, desk):
    message = a_message_with_a_threat(desk)
    found = message.report.findings[0]
    given = {"version": 2, "rule": found.rule, "start": found.start, "end": found.end, "reason": "because"}
    answer = signed_in(app, "lin").post(f"/api/messages/{message.id}/suppressions", json=given)
    assert code(answer) == (409, "not_suppressible")


def test_a_text_is_held_against_a_record_as_its_page_says(app):
    client = signed_in(app, "lin")
    example = example_of("POST /api/check")
    assert client.post("/api/check", json=example).json()["verdict"] == "pass"

    right = "发票 FP-1 金额 4.82万元，已于2025年2月9日到期，烦请告知付款安排。"
    wrong = right.replace("4.82万元", "48,300.00 元")
    told = client.post("/api/check", json={"text": wrong, "record": RECORD}).json()
    assert client.post("/api/check", json={"text": right, "record": RECORD}).json()["verdict"] == "pass"
    assert (told["verdict"], {f["excerpt"] for f in told["findings"]}) == ("block", {"48,300.00 元"})


def test_the_answer_is_the_line_of_the_command_without_its_id(app):
    given = {"text": "再不付款，后果自负。", "language": "zh-Hans", "record": RECORD}
    told = signed_in(app, "lin").post("/api/check", json=given).json()
    _, out, _ = run("check", "--jsonl", text=json.dumps({"id": 7, **given}))

    assert {**json.loads(out), "ms": 0} == {"id": 7, **told, "ms": 0}


def test_what_was_looked_at_is_explained_in_the_readers_language(app):
    given = {"text": "We will not tell your suppliers about this.", "explain": True}
    (one,) = signed_in(app, "lin").post("/api/check?lang=zh-Hant", json=given).json()["considered"]
    assert (one["rule"], one["why"]) == ("disclosure.third-party", "被否定：整句是在說不會如此；不計")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"record": {"currency": "CNY"}}, "record_incomplete"),
        ({"record": {**RECORD, "more": 1}}, "bad_record"),
        ({"record": []}, "body_value"),
        ({"text": "x" * 20_001}, "text_too_long"),
        ({"direction": "sideways"}, "body_value"),
    ],
)
def test_what_cannot_be_checked_is_refused(refusing, changes, expected):
    assert code(refusing.lin.post("/api/check", json={"text": "x"} | changes)) == (422, expected)


# the page


def test_every_route_stands_on_its_page_with_an_example(refusing):
    page = PAGE.read_text(encoding="utf-8")
    bare = FastAPI()
    bare.include_router(api_routes(refusing.desk))
    routes = {f"{method.upper()} {path}" for path, methods in bare.openapi()["paths"].items() for method in methods}
    sections = dict(re.findall(r"### `(.+?)`\n(.*?)(?=\n##|\Z)", page, re.DOTALL))

    assert sections.keys() == routes
    assert [route for route, text in sections.items() if not re.search(r"```json\n.+?```", text, re.DOTALL)] == []


def test_the_examples_on_the_page_are_what_the_routes_take(lin, desk):
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C2"))
        tx.save_invoice(replace(an_invoice(20, "INV-2"), customer_code="C2"))
    page = PAGE.read_text(encoding="utf-8")
    found = re.findall(r"### `POST (/api/cases/\S+)`.*?```json\n(.*?)```", page, re.DOTALL)
    apart = ("/replies", "/negotiation")  # they have files of their own
    examples = [(path, example) for path, example in found if not any(each in path for each in apart)]
    assert len(examples) == len(GOOD)
    for path, example in examples:
        # Nothing is written on a case with a hold, which others of the examples are about.
        case = "C2-CNY" if path.endswith("/drafts") else "C1-CNY"
        there = path.replace("{case}", case).replace("{entry}", "DP-0001" if "disputes" in path else "HD-0001")
        answer = lin.post(there, json=json.loads(example))
        assert answer.status_code == 201, (there, answer.text)


def test_the_program_serves_these_routes(desk):
    with TestClient(create_app(desk)) as client:
        assert sign_in(client, "lin").status_code == 200
        assert client.post(f"{CASE}/payments", json=A_PAYMENT).status_code == 201
        assert client.get(CASE).json()["open"] == "6000.00"
        assert code(client.post(f"{CASE}/payments", json={})) == (422, "body_key_missing")
        assert code(client.post("/api/check", json={"more": 1})) == (422, "body_key_missing")
