"""Decides how connections to OpenAI-compatible endpoints are bounded, and what each error of its client means."""

import logging
import re
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import openai

from assistant.adapters.model_endpoint import Failure, Limits

_QUOTA = "insufficient_quota"
# A streamed answer comes in frames of some 250 bytes around each word.
_FRAMES = 8


class TooLarge(Exception):
    """The endpoint sent more bytes than an answer may have."""


def connections(limits: Limits) -> httpx.AsyncClient:
    """Connections whose time-outs are per step, so the caller must bound the whole, and whose answers are bounded.

    From then on the HTTP libraries log no more details than INFO: at DEBUG they write down whatever an endpoint sends
    in its headers, and some send back the key.
    """
    for name in ("httpcore", "httpx", "openai"):
        logging.getLogger(name).setLevel(logging.INFO)
    return httpx.AsyncClient(
        timeout=step_timeouts(limits),
        headers={"Accept-Encoding": "identity"},  # so that the bytes counted are the bytes of the answer
        event_hooks={"response": [_cap(limits.max_bytes)]},
    )


def step_timeouts(limits: Limits) -> httpx.Timeout:
    """The bounds on each step of a call."""
    return httpx.Timeout(connect=limits.connect, read=limits.read, write=limits.write, pool=limits.pool)


def failure_of(error: Exception) -> Failure:
    """What an error of the client, of any class there is, means."""
    match error:
        case TooLarge():
            return Failure(code="model_answer_too_large", what="sent a longer answer than is read")
        case openai.APITimeoutError():
            return Failure(code="model_too_slow", what="stopped answering")
        case openai.APIConnectionError():
            return Failure(code="model_unreachable", what="cannot be reached, or broke off", retry=True)
        case openai.APIStatusError():
            return _failure_of_status(error)
        case openai.APIError() if not isinstance(error, openai.APIResponseValidationError):
            return Failure(code="model_failing", what="fails in the middle of its answer", retry=True)
        case _:
            kind = type(error).__name__
            return Failure(code="model_answer_unreadable", what=f"sent an answer that cannot be read ({kind})")


def _failure_of_status(error: openai.APIStatusError) -> Failure:
    status = error.status_code
    after = _retry_after(error.response.headers)
    if status in (401, 403):
        return Failure(code="model_key_refused", what="refuses the key", counts=False, status=status)
    if status == 404:
        return Failure(code="model_unknown", what="does not know the model or the path", counts=False, status=status)
    if status == 429 and error.code == _QUOTA:
        return Failure(code="model_quota_used_up", what="says that the quota is used up", counts=False, status=status)
    if status == 429:
        what = "asks for fewer calls"
        return Failure(code="model_rate_limited", what=what, retry=True, retry_after=after, status=status)
    if status >= 500 or status in (408, 409):
        what = f"fails with status {status}"
        return Failure(code="model_failing", what=what, retry=True, retry_after=after, status=status)
    what = f"refuses the request with status {status}"
    return Failure(code="model_request_refused", what=what, counts=False, status=status)


def _retry_after(headers: Any) -> float | None:
    """Seconds, from a number or from a date as against the answer's own date; None when neither can be read."""
    text = str(headers.get("retry-after") or "").strip()
    if re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,6})?", text):
        return float(text)
    try:
        wait = parsedate_to_datetime(text) - parsedate_to_datetime(str(headers.get("date") or ""))
    except (ValueError, TypeError):
        return None
    return max(wait.total_seconds(), 0.0)


def _cap(max_bytes: int) -> Any:
    async def limit(response: httpx.Response) -> None:
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise TooLarge("packed against our asking, so its size is not known")
        streamed = response.headers.get("content-type", "").lower().startswith("text/event-stream")
        response.stream = _Capped(response.stream, max_bytes * (_FRAMES if streamed else 1))

    return limit


class _Capped(httpx.AsyncByteStream):
    """A body that ends in TooLarge after so many bytes."""

    def __init__(self, body: Any, max_bytes: int) -> None:
        self._body = body
        self._left = max_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._body:
            self._left -= len(chunk)
            if self._left < 0:
                raise TooLarge("more bytes than an answer may have")
            yield chunk

    async def aclose(self) -> None:
        """Give the connection back."""
        await self._body.aclose()
