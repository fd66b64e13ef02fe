"""How often a model is asked for one JSON object, and what counts as one."""

from decimal import Decimal

import pytest

from assistant.domain.language import Reason
from assistant.errors import ModelUnavailable
from assistant.knowledge import shipped
from assistant.ports import Completion
from assistant.prompting import Answered, Asker, load_prompts, one_object
from tests.fakes.counters import Words
from tests.fakes.model import FakeModel

VALUES = {"example": "{}", "letter": "Dear Ann"}


def asked(*replies, **bounds):
    model = FakeModel({"judge_wording": replies[:1], "answer_again": replies[1:] or ["nothing"]})
    prompts = load_prompts(shipped("prompts"))
    asker = Asker(model, prompts, Words(), model_name="small-1", new_marker=lambda: "k3v9x2m7", **bounds)
    return asker.ask(asker.messages("judge_wording", VALUES), one_object), len(model.asked)


def test_an_answer_that_can_be_read_is_asked_for_once():
    assert asked('{"a": 1}') == (Answered(read={"a": 1}, why=None, model="fake-1", tokens_in=100, tokens_out=50), 1)


def test_one_that_cannot_is_asked_for_once_more_and_both_are_paid_for():
    assert asked("Sure!", '{"a": 1}') == (
        Answered(read={"a": 1}, why=None, model="fake-1", tokens_in=200, tokens_out=100),
        2,
    )


def test_after_the_second_there_is_no_third():
    why = Reason.of("second_reader_unreadable")
    assert asked("Sure!", "Of course!") == (
        Answered(read=None, why=why, model="fake-1", tokens_in=200, tokens_out=100),
        2,
    )


def test_there_is_no_second_question_beyond_the_bound():
    answered, times = asked("Sure!", '{"a": 1}', max_input_tokens=10)

    assert (answered.why, times) == (Reason.of("second_reader_unreadable"), 1)


@pytest.mark.parametrize(
    ("reply", "why", "model"),
    [
        (
            ModelUnavailable("model_failing", "It fails.", endpoint="x", status=500),
            Reason.of("model_failing", endpoint="x", status=500),
            "small-1",
        ),
        (
            Completion(text="", finish_reason="content_filter", model="m-1"),
            Reason.of("second_reader_declined", said="content_filter"),
            "m-1",
        ),
    ],
)
def test_who_fails_or_declines_is_not_asked_again(reply, why, model):
    assert asked(reply) == (Answered(read=None, why=why, model=model), 1)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('{"a": 0.1}', {"a": Decimal("0.1")}),
        ('```json\n{"a": 1}\n```', {"a": 1}),
        ('<think>{"b": 2}?</think>\n{"a": 1}', {"a": 1}),
        ('\ufeff{"a": 1}\u200b', {"a": 1}),
        ('Here it is: {"a": 1}', None),
        ('{"a": NaN}', None),
        ('[{"a": 1}]', None),
        ('{"a": 1} {"b": 2}', None),
        ("[" * 100_000, None),
        ("", None),
    ],
)
def test_one_object_is_that_and_nothing_beside_it(text, read):
    assert one_object(text) == read
