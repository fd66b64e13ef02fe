"""A customer's contact and preferences, as users of the command line and of the JSON API see and change them."""

import json

import pytest
from fastapi.testclient import TestClient

from tests.integration.conftest import sample_desk
from tests.integration.test_api import PAGE, a_desk_on, an_app, code, signed_in
from tests.integration.test_cli import tactful

ROUTE = "/api/customers/C1/contact"


@pytest.fixture
def desk(tmp_path):
    made = a_desk_on(f"sqlite:///{tmp_path / 'record.db'}")
    yield made
    made.record.close()


@pytest.fixture
def lin(desk) -> TestClient:
    return signed_in(an_app(desk), "lin")


def examples():
    part = PAGE.read_text(encoding="utf-8").split("## Contact and preferences")[1].split("## Money")[0]
    return [json.loads(block.split("```")[0]) for block in part.split("```json\n")[1:]]


def test_the_page_shows_the_routes_as_they_answer(lin):
    shown, sent = examples()
    assert lin.get(ROUTE).json() == shown
    answer = lin.post(ROUTE, json=sent)
    assert answer.status_code == 201
    changed = sorted(sent)
    assert sorted(answer.json().pop("changed")) == changed
    assert lin.get(ROUTE).json() == shown | sent
    assert lin.post(ROUTE, json=sent).status_code == 200


def test_a_key_makes_it_once(lin):
    keyed = {"Idempotency-Key": "k-1"}
    assert lin.post(ROUTE, json={"formality": "plain"}, headers=keyed).status_code == 201
    again = lin.post(ROUTE, json={"formality": "plain"}, headers=keyed)
    assert (again.status_code, again.headers["idempotent-replayed"]) == (201, "true")


def test_what_the_route_refuses_it_names(lin, desk):
    assert code(lin.post(ROUTE, json={"preferred_channel": "pigeon"})) == (422, "unknown_channel")
    assert code(lin.post(ROUTE, json={"vip": "yes"})) == (422, "body_key_unknown")
    assert code(lin.post("/api/customers/C9/contact", json={"formality": "plain"})) == (404, "unknown_customer")
    assert code(signed_in(an_app(desk), "audit").post(ROUTE, json={"formality": "plain"})) == (403, "role_needed")


def test_the_command_shows_and_changes(tmp_path):
    sample_desk(tmp_path).record.close()
    code_, out, _ = tactful(tmp_path, "customers", "set", "EN01", "--channel", "phone", "--formality", "plain")
    assert code_ == 0
    shown = ("customers", "show", "EN01")
    assert tactful(tmp_path, *shown)[:2] == (0, out)
    assert out.splitlines() == [
        "EN01  Saltmarsh Lighting Pte. Ltd.",
        "  contact person: Tan Shu Wen",
        "  form of address: Ms Tan",
        "  position: none",
        "  email: accounts@saltmarsh-lighting.example",
        "  telephone: +65 0000 0003",
        "  postal address: none",
        "  preferred channel: phone",
        "  form of letters: plain",
        "  language: English",
        "  region: SG",
        "  time zone: Asia/Singapore",
        "  standing: standard account",
    ]
    draft = json.loads(tactful(tmp_path, "draft", "EN01-USD", "--channel", "email", "--json")[1])
    assert draft["body"].startswith("Hello Ms Tan,\n\n")
    code_, _, said = tactful(tmp_path, "customers", "set", "EN01", "--formality", "rude")
    assert (code_, said) == (2, "'rude' is not a way to write; use formal or plain.")


def test_a_customer_who_closed_down_is_not_written_to(tmp_path):
    sample_desk(tmp_path).record.close()
    assert tactful(tmp_path, "record", "hold", "CN01-CNY", "--reason", "closed")[0] == 0
    code_, out, _ = tactful(tmp_path, "draft", "CN01-CNY")
    assert (code_, out) == (1, "On hold (customer closed down). Nothing is sent until someone lifts the hold.\n")
