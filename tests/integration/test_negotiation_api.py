"""The JSON routes of a negotiation, on a real record behind the real guard, as their page says."""

import re
from datetime import timedelta

import pytest

from assistant.domain.commitments import Reply
from tests.integration.test_api import CASE, a_desk_on, an_app, code, example_of, signed_in
from tests.unit.planning.accounts import NOW

WORDS = "最近资金紧张，能否先付3000元，余款分三期付清？"
HERE = f"{CASE}/negotiation"


@pytest.fixture
def desk(tmp_path):
    made = a_desk_on(f"sqlite:///{tmp_path / 'record.db'}")
    with made.record.begin() as tx:
        tx.save_reply(
            Reply(
                id="R-1",
                customer_code="C1",
                currency="CNY",
                received=NOW - timedelta(hours=2),
                subject="货款",
                text=WORDS,
            )
        )
    yield made
    made.record.close()


@pytest.fixture
def app(desk):
    return an_app(desk)


@pytest.fixture
def lin(app):
    return signed_in(app, "lin")


@pytest.fixture
def zhou(app):
    return signed_in(app, "zhou")


def post(client, route, **parts):
    """The example on the page, sent to its own address."""
    there = f"POST /api/cases/{{case}}/negotiation/{route}"
    path = route.format(**parts) if parts else route
    return client.post(f"{HERE}/{path}", json=example_of(there))


def has(told, example):
    """Whether ``told`` says everything that ``example`` does."""
    if isinstance(example, dict):
        return all(key in told and has(told[key], value) for key, value in example.items())
    if isinstance(example, list):
        return len(told) >= len(example) and all(map(has, told, example))
    return told == example


def test_a_negotiation_is_shown_as_its_page_says(lin):
    told = lin.get(HERE)
    assert told.status_code == 200
    assert has(told.json(), example_of("GET /api/cases/{case}/negotiation")), told.text
    position = told.json()["position"]
    assert position["proposed"]["authority"]["within"] is False
    assert position["counter"]["authority"] == {"within": True, "approver": None, "beyond": []}
    schedule = [part["amount"] for part in position["proposed"]["arrangement"]["schedule"]]
    assert schedule == ["3000.00", "2333.33", "2333.33", "2333.34"]


def test_a_proposal_is_noted_once(lin):
    first, again = post(lin, "proposal"), post(lin, "proposal")
    assert (first.status_code, first.json()["offer"], first.json()["new"]) == (201, "OF-0001", True)
    assert first.json()["arrangement"]["schedule"][0]["amount"] == "3500.00"
    assert (again.status_code, again.json()["new"]) == (200, False)
    assert code(lin.post(f"{HERE}/proposal", json={"text": "收到，谢谢。"})) == (409, "proposal_unclear")
    assert code(lin.post(f"{HERE}/proposal", json={"reply": "R-9"})) == (404, "unknown_reply")
    assert code(lin.post(f"{HERE}/proposal", json={"instalments": "many"})) == (422, "not_a_count")


def test_a_plan_is_priced_and_checked_and_not_stored(lin):
    told = post(lin, "plan")
    assert told.status_code == 200
    assert [check["state"] for check in told.json()["checks"]] == ["ok"] * 4
    assert told.json()["shares"] == [
        {"number": 1, "invoice_no": "INV-1", "amount": "5000.00"},
        {"number": 2, "invoice_no": "INV-1", "amount": "5000.00"},
    ]
    assert lin.get(HERE).json()["offers"] == []
    assert code(lin.post(f"{HERE}/plan", json={"count": 400, "start": "2026-06-22"})) == (422, "plan_count")


def test_an_offer_is_made_once_under_its_key_and_taken_back_unheard(lin):
    there, body = f"{HERE}/offers", example_of("POST /api/cases/{case}/negotiation/offers")
    answers = [lin.post(there, json=body, headers={"idempotency-key": "k"}) for _ in range(2)]
    assert [(a.status_code, a.json()["offer"], a.json()["preview"]) for a in answers] == [(201, "OF-0001", False)] * 2
    assert answers[0].json()["message"]["verdict"] == "pass"
    told = post(lin, "offers/{offer}/withdraw", offer="OF-0001")
    assert (told.status_code, told.json()["status"]) == (201, "withdrawn")
    assert code(post(lin, "offers/{offer}/withdraw", offer="OF-0001")) == (409, "offer_not_ours_to_withdraw")


def test_authority_is_asked_for_and_granted_by_somebody_else(lin, zhou):
    asked = post(lin, "authority")
    assert (asked.status_code, asked.json()["approver"]) == (201, "reviewer")
    waiting = zhou.get("/api/authority").json()
    assert has(waiting, example_of("GET /api/authority"))
    assert lin.get("/api/authority").json() == []
    decision = "authority/{request}/decision"
    assert code(post(lin, decision, request="AR-0001")) == (403, "role_needed")
    assert code(post(zhou, decision, request="AR-0009")) == (404, "unknown_request")
    told = post(zhou, decision, request="AR-0001")
    assert (told.status_code, told.json()["status"], told.json()["decided_by"]) == (201, "granted", "zhou")
    assert code(post(zhou, decision, request="AR-0001")) == (409, "request_decided")
    offered = lin.post(f"{HERE}/offers", json={"of": "AR-0001"})
    assert (offered.json()["granted"], offered.json()["preview"]) == (True, False)


def test_who_may_not_record_may_look_but_not_negotiate(app):
    audit = signed_in(app, "audit")
    for route, body in (("proposal", {"reply": "R-1"}), ("offers", {}), ("authority", {"reason": "please"})):
        assert code(audit.post(f"{HERE}/{route}", json=body)) == (403, "role_needed")
    assert code(audit.get(f"{CASE.replace('C1', 'C9')}/negotiation"))[0] == 404


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_every_sentence_is_in_the_readers_language(lin, language):
    told = lin.get(f"{HERE}?lang={language}").json()["position"]
    han = re.search("[一-鿿]", "".join(told["why"]))
    assert bool(han) == (language != "en")
