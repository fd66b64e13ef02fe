"""Agreements by JSON and by command: listed, shown, a link made, an answer taken down, and taken back."""

import json
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from tests.integration.shell import tactful
from tests.integration.test_api import CASE, a_desk_on, an_app, code, example_of, signed_in
from tests.unit.workflow.agreed import put_in_writing, the_agreement

AGREEMENT = "/api/agreements/AG-0001"


@pytest.fixture
def desk(tmp_path):
    made = a_desk_on(f"sqlite:///{tmp_path / 'record.sqlite'}")
    put_in_writing(made)
    yield made
    made.record.close()


@pytest.fixture
def app(desk):
    return an_app(desk)


@pytest.fixture
def lin(app):
    return signed_in(app, "lin")


def test_an_agreement_is_shown_as_the_page_says(lin, desk):
    shown = example_of("GET /api/agreements/{agreement}")
    told = lin.get(AGREEMENT).json()

    assert told.keys() == shown.keys()
    assert told["arrangement"] == shown["arrangement"]
    assert (told["state"], told["content_hash"]) == ("proposed", the_agreement(desk).content_hash)
    assert lin.get(f"{CASE}/agreements").json() == [told]
    assert example_of("GET /api/cases/{case}/agreements")[0].keys() <= told.keys()


def test_a_link_is_made_once_for_each_request_and_stored_nowhere(lin, desk):
    body, key = example_of("POST /api/agreements/{agreement}/links"), {"idempotency-key": "k-1"}
    first, second = (lin.post(f"{AGREEMENT}/links", json=body, headers=key) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == {
        "agreement": "AG-0001",
        "address": first.json()["address"],
        "whole": False,
        "expires": "2026-06-23T08:30:00+00:00",
    }
    assert first.json()["address"] != second.json()["address"]
    with desk.record.read() as tx:
        assert tx.kept_reply("lin", "k-1") is None
    links = lin.get(AGREEMENT).json()["links"]
    assert [link["revoked"] for link in links] == [True, False]
    assert links[0].keys() == example_of("GET /api/agreements/{agreement}")["links"][0].keys()


def test_an_answer_taken_down_makes_the_plan(lin):
    body, key = example_of("POST /api/agreements/{agreement}/answers"), {"idempotency-key": "k-1"}
    first, again = (lin.post(f"{AGREEMENT}/answers", json=body, headers=key) for _ in range(2))

    assert (first.status_code, again.headers["idempotent-replayed"]) == (201, "true")
    told = first.json()
    assert (told["state"], told["plan"], told["answers"][0]["noted_by"]) == ("accepted", "PP-0001", "lin")
    assert told["answers"][0].keys() == example_of("GET /api/agreements/{agreement}")["answers"][0].keys()
    (plan,) = lin.get(CASE).json()["commitments"]["plans"]
    assert plan["id"] == "PP-0001"
    assert code(lin.post(f"{AGREEMENT}/answers", json=body)) == (409, "agreement_not_waiting")


def test_what_was_not_answered_is_taken_back(lin):
    body = example_of("POST /api/agreements/{agreement}/void")
    assert lin.post(f"{AGREEMENT}/void", json=body).json()["state"] == "void"
    assert code(lin.post(f"{AGREEMENT}/links", json={})) == (409, "agreement_not_waiting")


@pytest.mark.parametrize(
    ("route", "body", "expected"),
    [
        ("AG-0001/links", {"days": 91}, (422, "link_days")),
        ("AG-0001/links", {"days": "7"}, (422, "body_value")),
        ("AG-0001/links", {"forever": True}, (422, "body_key_unknown")),
        ("AG-9/links", {}, (404, "unknown_agreement")),
        ("AG-0001/answers", {"said": "perhaps", "way": "call", "name": "x"}, (422, "body_value")),
        ("AG-0001/answers", {"said": "accepted", "way": "link", "name": "x"}, (422, "answer_way")),
        ("AG-0001/answers", {"said": "accepted", "way": "signed", "name": "x"}, (422, "signed_copy")),
        ("AG-0001/void", {"because": ""}, (422, "value_needed")),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(lin, desk, route, body, expected):
    before = the_agreement(desk)
    assert code(lin.post(f"/api/agreements/{route}", json=body)) == expected
    assert the_agreement(desk) == before


def test_an_auditor_may_read_and_no_more(app):
    auditor = signed_in(app, "audit")
    assert auditor.get(AGREEMENT).status_code == 200
    for route, body in (
        ("links", {}),
        ("answers", {"said": "accepted", "way": "call", "name": "x", "words": "y"}),
        ("void", {"because": "z"}),
    ):
        assert code(auditor.post(f"{AGREEMENT}/{route}", json=body)) == (403, "role_needed")


# on the command line
@pytest.fixture
def work(desk, tmp_path):
    agreement = the_agreement(desk)
    with desk.record.begin() as tx:
        # Commands run by today's clock.
        tx.save_agreement(replace(agreement, arrangement=agreement.arrangement.lapsing(date(2999, 12, 31))))
    desk.record.close()
    return tmp_path


def test_a_link_is_made_on_the_command_line(work, monkeypatch):
    printed = tactful(work, "--as", "lin", "agreement", "link", "AG-0001", "--days", "7")[1].splitlines()
    assert re.fullmatch(r"/accept/[\w-]{43}", printed[0])
    assert re.fullmatch(r"  The customer can answer by it until \d.* \(UTC\+?[\d:]*\)\.", printed[1])
    assert printed[2] == (
        "  ! TACTFUL_PUBLIC_URL is not set: put the address of your web application before this path."
    )
    monkeypatch.setenv("TACTFUL_PUBLIC_URL", "https://pay.creditor.example/")
    made = json.loads(tactful(work, "--as", "lin", "agreement", "link", "AG-0001", "--json")[1])
    assert re.fullmatch(r"https://pay\.creditor\.example/accept/[\w-]{43}", made["address"])


def test_a_signed_copy_is_noted_by_its_bytes_on_the_command_line(work):
    scan = work / "signed.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    noted = ("--said", "accepted", "--way", "signed", "--name", "Ms Wang", "--file", scan, "--json")
    told = json.loads(tactful(work, "--as", "lin", "agreement", "answer", "AG-0001", *noted)[1])

    assert told["answers"][0]["source"] == sha256(scan.read_bytes()).hexdigest()
    assert tactful(work, "agreement", "list", "C1-CNY") == (
        0,
        "AG-0001  M-0001  [accepted]  instalments  CNY 10,000.00  PP-0001\n",
    )
    assert tactful(work, "agreement", "void", "AG-0001", "--because", "x", language="zh-Hans")[0] == 2
    assert tactful(work, "--as", "lin", "agreement", "void", "AG-0001", "--because", "x") == (
        1,
        "AG-0001 is accepted; it no longer waits for an answer.",
    )


def test_a_call_is_noted_and_shown_on_the_command_line(work):
    noted = ("--said", "question", "--way", "call", "--name", "Ms Wang", "--words", "which account?")
    printed = tactful(work, "--as", "lin", "agreement", "answer", "AG-0001", *noted)[1].splitlines()

    assert printed[:3] == [
        "AG-0001  M-0001  [waiting for acceptance]  instalments  CNY 10,000.00",
        "  30 June 2026  CNY 4,000.00",
        "  31 July 2026  CNY 6,000.00",
    ]
    assert printed[3].endswith("  call: question  Ms Wang  “which account?”")
    assert tactful(work, "agreement", "show", "AG-0001")[1].splitlines() == printed


def test_a_case_without_agreements_says_so(work):
    assert tactful(work, "agreement", "list", "C1-CNY", "--json")[0] == 0
    assert tactful(work, "agreement", "show", "AG-9") == (1, "There is no agreement 'AG-9'.")
