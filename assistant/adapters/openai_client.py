"""Decides how LangChain's OpenAI client is set up, what of an answer is kept, and what each of its errors means.

Imported only when a model is asked for the first time: LangChain takes seconds to load.
"""

import logging
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import openai
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langsmith import tracing_context

from assistant.adapters.model_endpoint import Endpoint, Failure, Limits
from assistant.ports import ChatMessage, Completion

# What an endpoint says of itself is shown on screens and stored: a name, never a text.
_MODEL_NAME = re.compile(r"[\w./:@+-]{1,100}")
_QUOTA = "insufficient_quota"


class TooLarge(Exception):
    """The endpoint sent more bytes than an answer may have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """LangChain's model together with the connections that it uses."""

    chat: BaseChatModel
    model: str
    connections: httpx.AsyncClient


def open_client(endpoint: Endpoint, limits: Limits) -> Client | Failure:
    """A client that tries once; its time-outs are per step, so the caller must bound the whole.

    A Failure when the settings make no sense, such as an address that is none.

    From then on the HTTP libraries log no more details than INFO: at DEBUG they write down whatever an endpoint sends
    in its headers, and some send back the key.
    """
    for name in ("httpcore", "httpx", "openai"):
        logging.getLogger(name).setLevel(logging.INFO)
    try:
        return _client(endpoint, limits)
    except Exception as error:  # noqa: BLE001  (what LangChain and httpx say of a bad address is of any class)
        return Failure(code="model_unknown", what=f"cannot be set up ({type(error).__name__})", counts=False)


async def ask(client: Client, messages: Sequence[ChatMessage], max_tokens: int) -> Completion | Failure:
    """One try; every error comes back as a Failure."""
    try:
        # LangSmith would otherwise be sent the prompt whenever an environment variable asks for it.
        with tracing_context(enabled=False):
            answer = await client.chat.ainvoke(
                [(message.role, message.content) for message in messages], max_completion_tokens=max_tokens
            )
        return _completion(answer, client.model)
    except Exception as error:  # noqa: BLE001  (the one border: errors arrive as any class there is)
        return _failure_of(error)


def _client(endpoint: Endpoint, limits: Limits) -> Client:
    timeout = httpx.Timeout(connect=limits.connect, read=limits.read, write=limits.write, pool=limits.pool)
    connections = httpx.AsyncClient(
        timeout=timeout,
        headers={"Accept-Encoding": "identity"},  # so that the bytes counted are the bytes of the answer
        event_hooks={"response": [_cap(limits.max_bytes)]},
    )
    chat = init_chat_model(
        endpoint.model,
        model_provider="openai",
        base_url=endpoint.base_url,
        api_key=endpoint.api_key or "none",  # local servers want no key, the client insists on one
        timeout=timeout,
        max_retries=0,
        use_responses_api=False,
        disable_streaming=True,
        cache=False,
        http_async_client=connections,
        http_socket_options=(),
    )
    return Client(chat=chat, model=endpoint.model, connections=connections)


def _completion(answer: AIMessage, asked: str) -> Completion:
    told = answer.response_metadata
    refusal = answer.additional_kwargs.get("refusal")
    usage: Mapping[str, Any] = answer.usage_metadata or {}
    name = str(told.get("model_name") or "")
    return Completion(
        text=str(refusal) if refusal else str(answer.text),
        finish_reason="refusal" if refusal else str(told.get("finish_reason") or ""),
        model=name if _MODEL_NAME.fullmatch(name) else asked,
        tokens_in=usage.get("input_tokens"),
        tokens_out=usage.get("output_tokens"),
    )


def _failure_of(error: Exception) -> Failure:
    match error:
        case TooLarge():
            return Failure(code="model_answer_too_large", what="sent a longer answer than is read")
        case openai.APITimeoutError():
            return Failure(code="model_too_slow", what="stopped answering")
        case openai.APIConnectionError():
            return Failure(code="model_unreachable", what="cannot be reached, or broke off", retry=True)
        case openai.APIStatusError():
            return _failure_of_status(error)
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
        response.stream = _Capped(response.stream, max_bytes)

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
