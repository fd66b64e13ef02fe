"""What is kept of an answer never holds the key, half a character, or a count that is none."""

import pytest

from assistant.adapters.kept_answer import fit_to_keep
from assistant.adapters.model_endpoint import Endpoint
from assistant.ports import Completion

KEY = "sk-secret-0123"
ENDPOINT = Endpoint(base_url="http://127.0.0.1:9/v1", model="small", api_key=KEY)
GOOD = Completion(text="Dear Ms Tan 😀", finish_reason="stop", model="small-1", tokens_in=3, tokens_out=0)


def test_an_ordinary_answer_is_kept_as_it_is() -> None:
    assert fit_to_keep(GOOD, ENDPOINT) == GOOD


def test_the_key_is_taken_out_wherever_it_stands() -> None:
    answer = Completion(text=f"Your key is {KEY}.", finish_reason=KEY, model=f"x/{KEY}")

    assert fit_to_keep(answer, ENDPOINT) == Completion(text="Your key is [key].", finish_reason="other", model="small")


@pytest.mark.parametrize("key", ["", "none"])
def test_a_key_that_is_none_takes_nothing_out(key: str) -> None:
    endpoint = Endpoint(base_url="http://127.0.0.1:9/v1", model="small", api_key=key)
    answer = Completion(text="There is none.", finish_reason="stop", model="none-1")

    assert fit_to_keep(answer, endpoint) == answer


def test_half_a_character_becomes_a_question_mark() -> None:
    answer = Completion(text="Dear \ud83d", finish_reason="st\ud83dop", model="small")

    assert fit_to_keep(answer, ENDPOINT) == Completion(text="Dear ?", finish_reason="other", model="small")


@pytest.mark.parametrize("told", [-1, 10**30, "many", None])
def test_a_count_that_can_be_none_is_not_believed(told: object) -> None:
    answer = Completion(text="x", finish_reason="", model="small", tokens_in=told, tokens_out=told)  # type: ignore[arg-type]

    assert fit_to_keep(answer, ENDPOINT) == Completion(text="x", finish_reason="", model="small")
