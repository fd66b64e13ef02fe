"""What else a hostile endpoint can do to those who ask it, beyond ``tests.fakes.model_server``."""

import itertools
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from assistant.ports import ChatMessage
from tests.fakes.model import ENGLISH, SIMPLIFIED, TRADITIONAL, sensible_answer
from tests.fakes.model_server import JSON, Behaviour, Exchange, fails, says, streams
from tests.integration.hostile_model.phrases import Phrases

LONG = 5_700  # characters of three bytes, which is more than is looked into


def good(messages: Sequence[ChatMessage]) -> str:
    """A letter with which nothing is wrong."""
    return sensible_answer(messages)


def spoils(change: Callable[[str], str]) -> Behaviour:
    """A good letter with something done to it."""
    return says(lambda messages: change(good(messages)))


def plants(phrases: Phrases) -> Behaviour:
    """A good letter with one of ``phrases`` of its language as its last paragraph, each in turn."""
    turns = {language: itertools.cycle(those) for language, those in phrases.items()}

    def letter(messages: Sequence[ChatMessage]) -> str:
        return good(messages).replace("</body>", f"\n\n{next(turns[language_of(messages)])}</body>")

    return says(letter)


def language_of(messages: Sequence[ChatMessage]) -> str:
    """The language in which the letter is asked for, as the fake model tells it."""
    asked = "\n".join(message.content for message in messages)
    return next(name for name in (SIMPLIFIED, TRADITIONAL, ENGLISH) if f"## {name}" in asked)


def at_first(does: Behaviour, then: Behaviour) -> Behaviour:
    """The one for every question that comes for the first time, the other when it is asked again."""
    seen: set[str] = set()

    def behave(exchange: Exchange) -> None:
        known = exchange.asked.raw in seen
        seen.add(exchange.asked.raw)
        (then if known else does)(exchange)

    return behave


def without_placeholders(letter: str) -> str:
    """The letter with no fact in it."""
    return re.sub(r"\[\[[^\]]*\]\]", "…", letter)


def completion(message: dict[str, Any] | None = None, **changes: Any) -> Behaviour:
    """A whole completion whose message or whose other fields are odd; `letter` in it stands for a good letter."""

    def behave(exchange: Exchange) -> None:
        told = {"role": "assistant", "content": good(exchange.asked.messages)} | (message or {})
        body = {
            "id": "c1",
            "object": "chat.completion",
            "created": 1,
            "model": "small-1",
            "choices": [{"index": 0, "finish_reason": changes.pop("finish_reason", "stop"), "message": told}],
            "usage": {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7},
        } | changes
        exchange.send(200, json.dumps(body).encode())

    return behave


def raw(data: bytes) -> Behaviour:
    """These bytes in place of any HTTP, and then the end."""

    def behave(exchange: Exchange) -> None:
        exchange.wfile.write(data)
        exchange.wfile.flush()
        exchange.close_connection = True

    return behave


def sends_elsewhere(status: int) -> Behaviour:
    """A redirection of the whole request to somebody else."""
    return lambda exchange: exchange.send(status, b"", JSON, Location="/elsewhere/chat/completions")


def in_the_stream(breaks: Callable[[Exchange], None]) -> Behaviour:
    """A good letter, but who looks on while it is written sees its stream end like this."""

    def behave(exchange: Exchange) -> None:
        letter = good(exchange.asked.messages)
        does = streams(letter, breaks=breaks) if exchange.asked.body.get("stream") else says(letter)
        does(exchange)

    return behave


def tells_the_key(where: str) -> Behaviour:
    """A good answer with the key that came with the request in its ``model``, ``finish_reason`` or ``content``."""

    def behave(exchange: Exchange) -> None:
        key = exchange.headers["Authorization"].removeprefix("Bearer ")
        letter = good(exchange.asked.messages)
        match where:
            case "model":
                says(letter, model=key)(exchange)
            case "finish_reason":
                says(letter, finish_reason=key)(exchange)
            case "an error with status 200":
                exchange.send(200, json.dumps({"error": {"message": f"bad key {key}", "code": key}}).encode())
            case _:
                says(letter.replace("</body>", f"\n\n{key}</body>"))(exchange)

    return behave


def trickles(head: bytes, again: bytes, pause: float = 0.05) -> Behaviour:
    """Begins as good endpoints do, and then the same piece for ever."""

    def behave(exchange: Exchange) -> None:
        exchange.wfile.write(head)
        while exchange.pause(pause):
            exchange.wfile.write(again)
            exchange.wfile.flush()
        exchange.close_connection = True

    return behave


def fails_in(html: str, status: int) -> Behaviour:
    """An error page of a gateway, with all that gateways put on them."""
    return fails(status, body=f"<!DOCTYPE html><html><body><h1>{html}</h1></body></html>")


__all__ = [
    "LONG",
    "at_first",
    "completion",
    "fails_in",
    "good",
    "in_the_stream",
    "plants",
    "raw",
    "sends_elsewhere",
    "spoils",
    "tells_the_key",
    "trickles",
    "without_placeholders",
]
