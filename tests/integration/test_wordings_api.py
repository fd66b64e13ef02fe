"""The routes by which authors have a draft worded anew, and that tell what left this machine for it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from fastapi.testclient import TestClient

from assistant.adapters.store import open_record
from assistant.domain.kinds import Channel
from assistant.domain.model_prices import ModelPrice, ModelPrices
from assistant.planning import Wishes
from assistant.workflow.prepare_draft import prepare_draft
from tests.desk import LIN, composer
from tests.fakes.clock import FixedClock
from tests.fakes.model import FakeModel, sensible_answer
from tests.integration.browser import a_web_desk
from tests.integration.test_api import an_app, code, example_of, signed_in
from tests.model_desk import THREAT, a_model_writer, saying, stamps
from tests.unit.planning.accounts import NOW

PRICES = ModelPrices(
    by_model={"fake-1": ModelPrice(tokens_in=Decimal("0.15"), tokens_out=Decimal("0.60"), currency="USD")}
)


@pytest.fixture
def model() -> FakeModel:
    return FakeModel({"draft_reminder": sensible_answer, "reword": saying("期待您的回复")})


@pytest.fixture
def desk(tmp_path, model):
    clock = FixedClock(NOW)
    writer = a_model_writer(model)
    made = a_web_desk(
        clock=clock,
        record=open_record(f"sqlite:///{tmp_path / 'record.db'}", clock),
        writers={"composer": composer, "model": lambda: writer},
        default_writer="model",
        prices=PRICES,
    )
    yield made
    made.record.close()


@pytest.fixture
def lin(desk) -> TestClient:
    return signed_in(an_app(desk), "lin")


@pytest.fixture
def draft(desk):
    return prepare_draft(desk, LIN, "C1-CNY", Wishes(channel=Channel.EMAIL))


def test_a_draft_is_softened_as_its_page_says_and_once_under_one_key(lin, draft, model):
    there, given = f"/api/messages/{draft.id}/rewordings", example_of("POST /api/messages/{message}/rewordings")

    answers = [lin.post(there, json=given, headers={"idempotency-key": "k"}) for _ in range(2)]

    assert [(a.status_code, a.json()["version"], a.json()["tone"]) for a in answers] == [(201, 2, "friendly")] * 2
    assert (answers[0].json()["writer"], answers[0].json()["calls"], answers[0].json()["redrafted"]) == ("model", 1, [])
    assert len(model.asked) == 2
    assert code(lin.post(there, json=given)) == (409, "newer_version")
    assert code(lin.post(there, json=given | {"change": "ruder"})) == (422, "body_value")


def test_what_cannot_be_done_is_said_in_one_line(lin, draft):
    there = f"/api/messages/{draft.id}/rewordings?lang=en"

    lin.post(there, json={"version": 1, "change": "softer"})
    answer = lin.post(there, json={"version": 2, "change": "softer"})

    assert answer.status_code == 409
    assert answer.json() == {
        "error": {
            "code": "not_reworded",
            "message": "The wording stays as it is. This is the softest tone there is.",
        }
    }


def test_another_wording_changes_places_with_the_text_and_the_composers_takes_its_place(lin, draft):
    given = example_of("POST /api/messages/{message}/variants")
    beside = lin.post(f"/api/messages/{draft.id}/variants", json=given).json()
    assert (beside["version"], beside["body"]) == (1, draft.draft.body)
    assert "期待您的回复" in beside["other"]["body"]

    used = lin.post(
        f"/api/messages/{draft.id}/variants/use", json=example_of("POST /api/messages/{message}/variants/use")
    ).json()
    assert (used["version"], used["body"], used["other"]["body"]) == (2, beside["other"]["body"], draft.draft.body)

    composed = lin.post(f"/api/messages/{draft.id}/composer", json={"version": 2}).json()
    assert (composed["version"], composed["writer"], composed["other"]["body"]) == (3, "composer", used["body"])
    assert example_of("POST /api/messages/{message}/composer").keys() == {"version"}


def test_exactly_what_left_is_told_as_the_page_says(lin, draft, model):
    told = lin.get(f"/api/messages/{draft.id}/sent").json()

    (call,) = told["calls"]
    (example,) = example_of("GET /api/messages/{message}/sent")["calls"]
    assert call.keys() == example.keys()
    varying = ("messages", "answer", "prompts")
    assert {k: v for k, v in call.items() if k not in varying} == {k: v for k, v in example.items() if k not in varying}
    assert call["prompts"] == [stamps("draft_reminder")]
    assert [(m["role"], m["content"]) for m in call["messages"]] == [(m.role, m.content) for m in model.asked[0]]
    assert call["answer"].startswith("<subject>")


def test_only_account_managers_and_reviewers_see_what_left(desk, draft):
    app = an_app(desk)

    assert signed_in(app, "zhou").get(f"/api/messages/{draft.id}/sent").status_code == 200
    assert code(signed_in(app, "audit").get(f"/api/messages/{draft.id}/sent")) == (403, "role_needed")
    assert code(signed_in(app, "lin").get("/api/messages/M-9999/sent")) == (404, "unknown_message")


def test_only_its_author_words_a_draft_anew(desk, draft):
    zhou = signed_in(an_app(desk), "zhou")

    for route in ("variants", "variants/use", "composer"):
        assert code(zhou.post(f"/api/messages/{draft.id}/{route}", json={"version": 1})) == (403, "role_needed")
    answer = zhou.post(f"/api/messages/{draft.id}/rewordings", json={"version": 1, "change": "shorter"})
    assert code(answer) == (403, "role_needed")


def test_while_a_model_writes_others_go_on_recording(desk):
    def meanwhile(messages):
        with desk.record.begin() as tx:
            tx.audit("zhou", "noted", "meanwhile")
        return saying(THREAT)(messages)

    slow = a_model_writer(FakeModel({"draft_reminder": meanwhile, "redraft_after_check": sensible_answer}))
    app = an_app(replace(desk, writers={"composer": composer, "model": lambda: slow}))

    answer = signed_in(app, "lin").post(
        "/api/cases/C1-CNY/drafts", json={"channel": "email"}, headers={"idempotency-key": "k"}
    )

    assert answer.status_code == 201
    assert answer.json()["redrafted"] == [
        {
            "code": "asked_again_for_wording",
            "message": "The guardrail stopped a wording of the model's (retaliation.business-sign, violence.hint-sign, "
            "violence.vague-consequence), so it was asked once more.",
        }
    ]
