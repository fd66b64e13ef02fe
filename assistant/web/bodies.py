"""Decides whether the body of a request is what its route takes: one JSON object of a known shape, and not too much."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar, cast

from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from assistant.errors import BadInput

T = TypeVar("T")
# Every text of an entry has a limit of its own far below this.
MOST_BYTES = 64_000
_MOST_NAME = 60


async def body_of(request: Request, most: int = MOST_BYTES) -> bytes:
    """The whole body; raises BadInput when it is too large, or is not said to be JSON."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise BadInput("body_not_json", "The body is not JSON; send one object as application/json.")
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise BadInput("body_too_large", f"The body has more than {most} bytes; send less.")
    return body


def given_in(body: bytes, shape: type[T]) -> T:
    """The object in ``body`` as a value of ``shape``; raises BadInput that names the first thing that is wrong."""
    _require_object(body)
    try:
        return cast(T, _adapter(cast(Any, shape)).validate_json(body, strict=True))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise worded(first["type"], first["loc"], first["msg"]) from error


def _require_object(body: bytes) -> None:
    """One object, each of its keys once: of two equal keys, two readers may take another one."""
    try:
        read = json.loads(body, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        raise BadInput("body_not_json", "The body is not one JSON object that can be read; send one.") from error
    if not isinstance(read, dict):
        raise BadInput("body_not_json", "The body is not one JSON object that can be read; send one.")


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a key is given twice")
    return read


def worded(problem: str, place: Sequence[object], said: str) -> BadInput:
    """What Pydantic calls ``problem`` at ``place``, as an error of ours; ``said`` is its own English."""
    key = ".".join(str(step) for step in place)[:_MOST_NAME]
    match problem:
        case "unexpected_keyword_argument" | "extra_forbidden":
            return BadInput("body_key_unknown", f"The body has an unknown key {key!r}; remove it.", key=key)
        case "missing" | "missing_keyword_only_argument":
            return BadInput("body_key_missing", f"The body lacks the key {key!r}; add it.", key=key)
        case "json_invalid":
            return BadInput("body_not_json", "The body is not one JSON object that can be read; send one.")
        case _:
            return BadInput("body_value", f"{key}: {said}; see docs/reference/api.md.", key=key)


@cache
def _adapter(shape: type[object]) -> TypeAdapter[object]:
    return TypeAdapter(shape)
