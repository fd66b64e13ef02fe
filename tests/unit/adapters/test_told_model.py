"""Whoever looks on is told every word that left this machine, and what came of it."""

from datetime import UTC, datetime

import pytest

from assistant.adapters.clock import StandingClock
from assistant.adapters.model_endpoint import Endpoint
from assistant.adapters.told_model import ToldModel
from assistant.domain.language import Reason
from assistant.domain.model_calls import ModelCall, ModelRole
from assistant.errors import ModelUnavailable, Stopped
from assistant.ports import ChatMessage, ChatModel, Completion
from tests.fakes.standing_model import StandingModel
from tests.fakes.watch import NotedWatch

BEGAN = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)
ASKED = (ChatMessage(role="user", content="Say hello.", prompt="greet"),)
GREETING = Completion(text="Hi", finish_reason="stop", model="small-1-june", tokens_in=9, tokens_out=2)


def told(model: ChatModel) -> ToldModel:
    seconds = iter((10.0, 10.4004))
    endpoint = Endpoint(base_url="http://10.0.0.7:8000/v1", model="small-1", api_key="secret")
    return ToldModel(model, endpoint, ModelRole.JUDGE, StandingClock(BEGAN), now=lambda: next(seconds))


def test_an_answer_is_told_with_what_was_asked() -> None:
    watch = NotedWatch()

    assert told(StandingModel(GREETING)).complete(ASKED, max_tokens=20, watch=watch) == GREETING
    assert watch.calls == [
        ModelCall(
            role=ModelRole.JUDGE,
            host="10.0.0.7:8000",
            model="small-1",
            messages=ASKED,
            max_tokens=20,
            began=BEGAN,
            ms=400,
            answer="Hi",
            finish_reason="stop",
            tokens_in=9,
            tokens_out=2,
        )
    ]


@pytest.mark.parametrize(
    "error",
    [
        ModelUnavailable("model_too_slow", "Too slow.", endpoint="10.0.0.7:8000", status=0),
        Stopped("model_stopped", "You stopped the model; nothing was changed."),
    ],
)
def test_a_call_without_an_answer_is_told_with_the_reason(error: ModelUnavailable | Stopped) -> None:
    watch = NotedWatch()
    with pytest.raises(type(error)):
        told(StandingModel(error)).complete(ASKED, max_tokens=20, watch=watch)

    (call,) = watch.calls
    assert (call.messages, call.answer, call.ms) == (ASKED, "", 400)
    assert call.failure == Reason(error.code, error.details)


@pytest.mark.parametrize("code", ["model_busy", "model_paused", "model_budget_used_up", "model_key_missing"])
def test_what_never_left_is_not_told(code: str) -> None:
    watch = NotedWatch()
    with pytest.raises(ModelUnavailable):
        told(StandingModel(ModelUnavailable(code, "No."))).complete(ASKED, max_tokens=20, watch=watch)

    assert watch.calls == []
