"""An answer that comes piece by piece is told as it comes, bounded like any other, and ended when nobody wants it."""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assistant.errors import Stopped
from assistant.ports import Completion
from tests.fakes.model_server import (
    KEY,
    Behaviour,
    Exchange,
    drips,
    ends_early,
    fails,
    floods_on,
    hangs,
    resets,
    says,
    says_nonsense,
    sends,
    streams,
    talks_on,
    tells_an_error,
)
from tests.fakes.watch import NotedWatch
from tests.integration.asking import ASKED, QUICK, asking, refused, until

pytestmark = pytest.mark.usefixtures("openai_loaded")


def test_the_request_asks_for_a_stream_with_usage_and_for_nothing_else() -> None:
    with asking(says("Hi")) as (model, server):
        model.complete(ASKED, max_tokens=50, watch=NotedWatch())

    assert server.asked[0].path == "/v1/chat/completions"
    assert server.asked[0].body == {
        "model": "small-1",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "你好 {x}"}],
        "max_tokens": 50,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"
    assert server.asked[0].headers["Accept-Encoding"] == "identity"


def test_the_pieces_are_the_answer() -> None:
    watch = NotedWatch()
    with asking(streams("Hello, 你好!")) as (model, _):
        answer = model.complete(ASKED, max_tokens=50, watch=watch)

    assert answer == Completion(
        text="Hello, 你好!", finish_reason="stop", model="small-1", tokens_in=321, tokens_out=123
    )
    assert (watch.begun, watch.pieces) == (1, ["Hel", "lo,", " 你好", "!"])


def test_pieces_are_told_while_the_answer_still_comes() -> None:
    told = threading.Event()
    told_before_the_end: list[bool] = []

    class Telling(NotedWatch):
        def came(self, piece: str) -> None:
            told.set()

    def ends_once_told(exchange: Exchange) -> None:
        told_before_the_end.append(told.wait(2.0))
        ends_early(exchange)

    with asking(streams("abc", breaks=ends_once_told)) as (model, _):
        model.complete(ASKED, max_tokens=50, watch=Telling())

    assert told_before_the_end == [True]


def test_whoever_wants_no_text_is_asked_without_a_stream() -> None:
    watch = NotedWatch(text=False)
    with asking(says("Hi")) as (model, server):
        answer = model.complete(ASKED, max_tokens=50, watch=watch)

    assert (answer.text, watch.begun, watch.pieces) == ("Hi", 1, [])
    assert server.asked[0].body["stream"] is False


@pytest.mark.parametrize(
    ("behaviour", "text", "reason"),
    [
        (streams("cut off", breaks=ends_early), "cut off", ""),
        (streams("too long", finish_reason="length"), "too long", "length"),
        (streams("", finish_reason="content_filter"), "", "content_filter"),
        (streams("", refusal="I will not."), "I will not.", "refusal"),
        (streams("no last word", done=False), "no last word", "stop"),
        (streams("no usage", usage=None), "no usage", "stop"),
    ],
    ids=["early end", "length", "filter", "refusal", "no DONE", "no usage"],
)
def test_a_stream_that_ends_otherwise_says_so(behaviour: Behaviour, text: str, reason: str) -> None:
    with asking(behaviour) as (model, _):
        answer = model.complete(ASKED, max_tokens=50, watch=NotedWatch())

    assert (answer.text, answer.finish_reason) == (text, reason)


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (streams("some words", breaks=resets), "model_unreachable"),
        (streams("some words", breaks=tells_an_error), "model_failing"),
        (streams("some words", breaks=says_nonsense), "model_answer_unreadable"),
        (streams("some words", breaks=floods_on), "model_answer_too_large"),
        (sends(b"data: " + b"x" * 5_000_000, kind="text/event-stream"), "model_answer_too_large"),
        (sends(b"", kind="text/event-stream"), "model_answer_unreadable"),
        (sends(b'{"choices": null}'), "model_answer_unreadable"),
        (sends(b"<html>Please sign in</html>", kind="text/html"), "model_answer_unreadable"),
        (fails(401), "model_key_refused"),
        (fails(500), "model_failing"),
    ],
    ids=["reset", "error", "nonsense", "flood", "one long frame", "empty", "no stream", "html", "401", "500"],
)
def test_a_stream_that_breaks_is_a_failure(behaviour: Behaviour, code: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with asking(behaviour) as (model, _):
        error = refused(model, NotedWatch())

    assert error.code == code
    assert KEY not in f"{error} {vars(error)} {error.__context__} {caplog.text}"


def test_a_letter_of_many_small_frames_is_no_flood() -> None:
    with asking(streams("word " * 1500), limits=replace(QUICK, max_bytes=100_000)) as (model, _):
        assert len(model.complete(ASKED, max_tokens=50, watch=NotedWatch()).text) == 7500


@pytest.mark.parametrize(
    "behaviour", [streams("words", breaks=talks_on), drips(), hangs()], ids=["talks on", "drips", "hangs"]
)
def test_the_deadline_holds_in_total_however_the_stream_stays_alive(behaviour: Behaviour) -> None:
    with asking(behaviour, limits=replace(QUICK, deadline=1.0, read=30.0, retries=3)) as (model, server):
        began = time.monotonic()
        error = refused(model, NotedWatch())

    assert time.monotonic() - began < 6.0
    assert (error.code, len(server.asked)) == ("model_too_slow", 1)


def test_a_new_try_voids_what_came_before() -> None:
    watch = NotedWatch()
    script = (streams("half an ans", breaks=resets), streams("whole"))
    with asking(*script, limits=replace(QUICK, retries=1)) as (model, _):
        answer = model.complete(ASKED, max_tokens=50, watch=watch)

    assert (answer.text, watch.told, watch.begun) == ("whole", "whole", 2)


@pytest.mark.parametrize("text", [True, False], ids=["streamed", "plain"])
@pytest.mark.parametrize(
    "behaviour", [hangs(), drips(), streams("words", breaks=talks_on)], ids=["hangs", "drips", "talks on"]
)
def test_a_stop_ends_the_call_at_once_and_closes_the_connection(behaviour: Behaviour, text: bool) -> None:
    gone = threading.Event()

    def watched(exchange: Exchange) -> None:
        try:
            behaviour(exchange)
        except OSError:
            gone.set()

    watch = NotedWatch(text=text)
    with asking(watched, limits=replace(QUICK, deadline=60.0, read=60.0, retries=3)) as (model, server):
        with ThreadPoolExecutor(1) as pool:
            call = pool.submit(model.complete, ASKED, max_tokens=50, watch=watch)
            until(lambda: server.asked)
            time.sleep(0.1)
            watch.stopped = True
            began = time.monotonic()
            with pytest.raises(Stopped) as stopped:
                call.result(10.0)
            took = time.monotonic() - began
        if "hangs" not in behaviour.__qualname__:
            assert gone.wait(10.0)

    assert took < 5.0
    assert (stopped.value.code, len(server.asked)) == ("model_stopped", 1)


def test_a_stop_does_not_speak_against_the_endpoint() -> None:
    limits = replace(QUICK, failures=2)
    with asking(*[streams("words", breaks=talks_on)] * 4, says("Hi"), limits=limits) as (model, _):
        for _ in range(4):
            with pytest.raises(Stopped):
                model.complete(ASKED, max_tokens=50, watch=NotedWatch(stop_after=1))
        assert model.complete(ASKED, max_tokens=50).text == "Hi"


def test_a_stopped_probe_lets_the_next_call_probe() -> None:
    clock = [0.0]
    script = (fails(500), fails(500), streams("words", breaks=talks_on), says("Hi"))
    with asking(*script, limits=replace(QUICK, failures=2), now=lambda: clock[0]) as (model, _):
        assert [refused(model, NotedWatch()).code for _ in range(3)] == [
            "model_failing",
            "model_failing",
            "model_paused",
        ]
        clock[0] = 31.0
        with pytest.raises(Stopped):
            model.complete(ASKED, max_tokens=50, watch=NotedWatch(stop_after=1))

        assert model.complete(ASKED, max_tokens=50).text == "Hi"
