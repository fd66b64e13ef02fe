"""What every ports.ChatModel does, the fake and the real adapter alike."""

from collections.abc import Callable, Iterator

import pytest

from assistant.adapters.chat_model import OpenAIChatModel
from assistant.adapters.model_endpoint import Endpoint, Limits
from assistant.errors import ModelUnavailable, Stopped
from assistant.ports import ChatMessage, ChatModel, Completion
from tests.fakes.model import FakeModel
from tests.fakes.model_server import ModelServer, fails, says
from tests.fakes.watch import NotedWatch

ASKED = (
    ChatMessage(role="system", content="Be brief. {Braces} and {{more}} are plain text.", prompt="greet"),
    ChatMessage(role="user", content="Say hello: 你好", prompt="greet"),
)
GREETING = Completion(text="Hello, 你好!", finish_reason="stop", model="small-1", tokens_in=321, tokens_out=123)
CUT = Completion(text="Hel", finish_reason="length", model="small-1", tokens_in=321, tokens_out=123)
DOWN = ModelUnavailable("model_failing", "The model endpoint fails.")

Make = Callable[[tuple[Completion | Exception, ...]], ChatModel]


@pytest.fixture(params=["fake", "endpoint"])
def model_of(request: pytest.FixtureRequest) -> Iterator[Make]:
    opened: list[ModelServer | OpenAIChatModel] = []

    def fake(script: tuple[Completion | Exception, ...]) -> ChatModel:
        return FakeModel({"greet": script})

    def endpoint(script: tuple[Completion | Exception, ...]) -> ChatModel:
        behaviours = (
            says(step.text, finish_reason=step.finish_reason) if isinstance(step, Completion) else fails(500)
            for step in script
        )
        server = ModelServer(*behaviours).__enter__()
        model = OpenAIChatModel(Endpoint(base_url=server.url, model="small-1", api_key="k"), Limits(retries=0))
        opened.extend((model, server))
        return model

    yield fake if request.param == "fake" else endpoint
    for thing in opened:
        thing.close() if isinstance(thing, OpenAIChatModel) else thing.__exit__(None, None, None)


def test_the_answer_comes_back_whole_with_who_gave_it_and_what_it_cost(model_of: Make) -> None:
    assert model_of((GREETING,)).complete(ASKED, max_tokens=20) == GREETING


def test_a_cut_answer_comes_back_and_says_that_it_was_cut(model_of: Make) -> None:
    assert model_of((CUT,)).complete(ASKED, max_tokens=1) == CUT


def test_each_call_is_answered_anew(model_of: Make) -> None:
    model = model_of((GREETING, CUT))

    assert [model.complete(ASKED, max_tokens=20) for _ in range(3)] == [GREETING, CUT, CUT]


def test_what_cannot_be_had_is_model_unavailable(model_of: Make) -> None:
    with pytest.raises(ModelUnavailable) as error:
        model_of((DOWN,)).complete(ASKED, max_tokens=20)

    assert error.value.code == "model_failing"


def test_after_a_failure_the_next_call_may_succeed(model_of: Make) -> None:
    model = model_of((DOWN, GREETING))
    with pytest.raises(ModelUnavailable):
        model.complete(ASKED, max_tokens=20)

    assert model.complete(ASKED, max_tokens=20) == GREETING


def test_whoever_looks_on_is_told_the_answer_piece_by_piece(model_of: Make) -> None:
    watch = NotedWatch()

    assert model_of((GREETING,)).complete(ASKED, max_tokens=20, watch=watch) == GREETING
    assert (watch.begun, watch.pieces) == (1, ["Hel", "lo,", " 你好", "!"])


def test_a_cut_answer_says_so_piece_by_piece_too(model_of: Make) -> None:
    assert model_of((CUT,)).complete(ASKED, max_tokens=1, watch=NotedWatch()) == CUT


def test_whoever_wants_no_text_is_only_told_that_it_begins(model_of: Make) -> None:
    watch = NotedWatch(text=False)

    assert model_of((GREETING,)).complete(ASKED, max_tokens=20, watch=watch) == GREETING
    assert (watch.begun, watch.pieces) == (1, [])


@pytest.mark.parametrize("text", [True, False])
def test_a_stopped_call_has_no_answer(model_of: Make, text: bool) -> None:
    with pytest.raises(Stopped) as error:
        model_of((GREETING,)).complete(ASKED, max_tokens=20, watch=NotedWatch(text=text, stopped=True))

    assert error.value.code == "model_stopped"
