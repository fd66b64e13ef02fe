"""A question that was answered is not asked again; whatever went wrong is."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.answer_cache import AnswerCache, CachedModel, key_of
from assistant.errors import ModelUnavailable
from assistant.ports import ChatMessage, Completion
from assistant.prompting.fence import fenced
from tests.fakes.standing_model import StandingModel
from tests.fakes.watch import NotedWatch

ASKED = (ChatMessage(role="system", content="Be brief."), ChatMessage(role="user", content="你好"))
GREETING = Completion(text="Hello, 你好!", finish_reason="stop", model="small-1", tokens_in=9, tokens_out=2)


def cached(model: StandingModel, path: Path, *, only: bool = False) -> CachedModel:
    return CachedModel(model, "small-1", AnswerCache(path / "answers.sqlite"), only=only)


def test_the_same_question_is_asked_once_and_then_said_to_be_kept(tmp_path: Path) -> None:
    model = StandingModel(GREETING)

    assert cached(model, tmp_path).complete(ASKED, max_tokens=20) == GREETING
    assert cached(model, tmp_path).complete(ASKED, max_tokens=20) == replace(GREETING, cached=True)
    assert model.asked == 1


def test_a_kept_answer_is_told_like_one_that_comes(tmp_path: Path) -> None:
    cached(StandingModel(GREETING), tmp_path).complete(ASKED, max_tokens=20)
    watch = NotedWatch()
    cached(StandingModel(GREETING), tmp_path).complete(ASKED, max_tokens=20, watch=watch)

    assert (watch.begun, watch.pieces) == (1, ["Hello, 你好!"])


@pytest.mark.parametrize(
    "outcome",
    [
        replace(GREETING, finish_reason="length"),
        replace(GREETING, finish_reason="refusal"),
        replace(GREETING, finish_reason=""),
        replace(GREETING, text=" \n"),
        ModelUnavailable("model_failing", "Fails."),
    ],
    ids=["cut", "refused", "ended early", "empty", "failed"],
)
def test_what_went_wrong_is_asked_again(tmp_path: Path, outcome: Completion | Exception) -> None:
    model = StandingModel(outcome)
    for _ in range(2):
        try:
            cached(model, tmp_path).complete(ASKED, max_tokens=20)
        except ModelUnavailable:
            continue

    assert model.asked == 2


def test_where_only_kept_answers_are_wanted_nobody_is_asked(tmp_path: Path) -> None:
    model = StandingModel(GREETING)
    with pytest.raises(ModelUnavailable) as error:
        cached(model, tmp_path, only=True).complete(ASKED, max_tokens=20)
    cached(StandingModel(GREETING), tmp_path).complete(ASKED, max_tokens=20)

    assert (error.value.code, model.asked) == ("model_answer_not_kept", 0)
    assert cached(model, tmp_path, only=True).complete(ASKED, max_tokens=20).text == "Hello, 你好!"


def test_anything_else_that_is_asked_is_another_question() -> None:
    other = (ASKED[0], ChatMessage(role="user", content="您好"))
    keys = [
        key_of("small-1", ASKED, 20),
        key_of("small-2", ASKED, 20),
        key_of("small-1", ASKED, 21),
        key_of("small-1", other, 20),
        key_of("small-1", ASKED[::-1], 20),
    ]

    assert len(set(keys)) == 5


def test_the_marker_of_a_fence_makes_no_other_question_but_what_is_in_it_does() -> None:
    def asked(text: str, marker: str) -> str:
        return key_of("m", [ChatMessage(role="user", content="Read:\n" + fenced("reply", text, marker))], 20)

    assert asked("We pay.", "a1b2c3d4e5f60718") == asked("We pay.", "0f1e2d3c4b5a6978")
    assert asked("We pay.", "a1b2c3d4e5f60718") != asked("We won't.", "a1b2c3d4e5f60718")


def test_the_oldest_answers_make_room(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "answers.sqlite", most_bytes=2_500)
    for number in range(5):
        cache.put(f"key {number}", replace(GREETING, text="a" * 1000))

    assert [bool(cache.get(f"key {number}")) for number in range(5)] == [False, False, False, True, True]


def test_a_file_that_is_none_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"this is no database" * 100)

    assert cached(StandingModel(GREETING), tmp_path).complete(ASKED, max_tokens=20) == GREETING


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    cached(StandingModel(GREETING), tmp_path).complete(ASKED, max_tokens=20)

    assert (tmp_path / "answers.sqlite").stat().st_mode & 0o777 == 0o600
