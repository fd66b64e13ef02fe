"""Decides how LangChain's OpenAI client is set up, what of an answer is kept, and what each of its errors means.

Imported only when a model is asked for the first time: LangChain takes seconds to load.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
from langchain.chat_models import init_chat_model
from langchain_core.messages import AIMessage
from langchain_openai import ChatOpenAI
from langsmith import tracing_context
from openai.types.chat import ChatCompletionChunk

from assistant.adapters.kept_answer import fit_to_keep, whole
from assistant.adapters.model_endpoint import Endpoint, Failure, Limits
from assistant.adapters.openai_connection import TooLarge, connections, failure_of, step_timeouts
from assistant.ports import ChatMessage, Completion, Watch

# What an endpoint says of itself is shown on screens and stored: a name, never a text.
_MODEL_NAME = re.compile(r"[\w./:@+-]{1,100}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What one model is asked, and within which bounds (``limits``: the time of each step, and bytes)."""

    endpoint: Endpoint
    limits: Limits
    messages: Sequence[ChatMessage]
    max_tokens: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """LangChain's models at one address, together with the connections that they share."""

    connections: httpx.AsyncClient
    chats: dict[tuple[str, Limits], ChatOpenAI] = field(default_factory=dict)

    def chat(self, endpoint: Endpoint, limits: Limits) -> ChatOpenAI:
        """The model of ``endpoint``, which tries once; each of its steps ends in time, so the caller bounds the sum."""
        key = (endpoint.model, limits)
        if key not in self.chats:
            self.chats[key] = _chat(endpoint, limits, self.connections)
        return self.chats[key]

    async def aclose(self) -> None:
        """End the connections."""
        await self.connections.aclose()


def open_client(limits: Limits) -> Client | Failure:
    """A client for all models at one address; a Failure when it cannot be made."""
    try:
        return Client(connections=connections(limits))
    except Exception as error:  # noqa: BLE001  (what httpx says of proxies in the environment is of any class)
        return _not_set_up(error)


async def ask(client: Client, question: Question, watch: Watch) -> Completion | Failure:
    """One try, told piece by piece where ``watch`` wants that; every error comes back as a Failure."""
    try:
        chat = client.chat(question.endpoint, question.limits)
    except Exception as error:  # noqa: BLE001  (what LangChain says of bad settings is of any class)
        return _not_set_up(error)
    try:
        watch.begins()
        if watch.wants_text():
            return fit_to_keep(await _streamed(chat, question, watch), question.endpoint)
        # LangSmith would otherwise be sent the prompt whenever an environment variable asks for it.
        with tracing_context(enabled=False):
            answer = await chat.ainvoke(
                [(message.role, message.content) for message in question.messages],
                extra_body={question.endpoint.bound: question.max_tokens},
            )
        return fit_to_keep(_completion(answer, question.endpoint.model), question.endpoint)
    except Exception as error:  # noqa: BLE001  (the one border: errors arrive as any class there is)
        return failure_of(error)


def _not_set_up(error: Exception) -> Failure:
    return Failure(code="model_unknown", what=f"cannot be set up ({type(error).__name__})", counts=False)


def _chat(endpoint: Endpoint, limits: Limits, bounded: httpx.AsyncClient) -> ChatOpenAI:
    chat = init_chat_model(
        endpoint.model,
        model_provider="openai",
        base_url=endpoint.url,
        api_key=endpoint.api_key or "none",  # local servers want no key, the client insists on one
        timeout=step_timeouts(limits),
        max_retries=0,
        use_responses_api=False,
        disable_streaming=True,
        cache=False,
        http_async_client=bounded,
        http_socket_options=(),
    )
    if not isinstance(chat, ChatOpenAI):
        raise TypeError(type(chat).__name__)
    return chat


def _completion(answer: AIMessage, asked: str) -> Completion:
    told = answer.response_metadata
    refusal = answer.additional_kwargs.get("refusal")
    usage: Mapping[str, Any] = answer.usage_metadata or {}
    return Completion(
        text=str(refusal) if refusal else str(answer.text),
        finish_reason="refusal" if refusal else str(told.get("finish_reason") or ""),
        model=_named(told.get("model_name"), asked),
        tokens_in=usage.get("input_tokens"),
        tokens_out=usage.get("output_tokens"),
    )


async def _streamed(chat: ChatOpenAI, question: Question, watch: Watch) -> Completion:
    """The answer, its pieces told as they come; ``finish_reason`` stays empty when the stream ends without one.

    OpenAI's client is used beneath LangChain, which would lose a refusal and sum up usage that some repeat.
    """
    heard = _Heard(most=question.limits.max_bytes, watch=watch)
    async with await chat.root_async_client.chat.completions.create(
        model=question.endpoint.model,
        messages=[{"role": message.role, "content": message.content} for message in question.messages],
        stream=True,
        stream_options={"include_usage": True},
        extra_body={question.endpoint.bound: question.max_tokens},
    ) as stream:
        async for chunk in stream:
            heard.take(chunk)
    if not heard.frames:
        raise ValueError("no stream")
    return heard.completion(question.endpoint.model)


@dataclass(kw_only=True, slots=True)
class _Heard:
    """What of a stream has come so far; more than ``most`` bytes of text are TooLarge."""

    most: int
    watch: Watch
    frames: int = 0
    pieces: list[str] = field(default_factory=list)
    size: int = 0
    is_refusal: bool = False
    finish_reason: str = ""
    model: object = ""
    tokens_in: int | None = None
    tokens_out: int | None = None

    def take(self, chunk: ChatCompletionChunk) -> None:
        """Keep what ``chunk`` adds; the client lets anything through, so fields may be missing."""
        self.frames += 1
        self.model = getattr(chunk, "model", None) or self.model
        if usage := getattr(chunk, "usage", None):
            self.tokens_in, self.tokens_out = usage.prompt_tokens, usage.completion_tokens
        for choice in chunk.choices or ():
            if choice.delta:
                self._add(choice.delta.content, refusal=getattr(choice.delta, "refusal", None))
            self.finish_reason = choice.finish_reason or self.finish_reason

    def completion(self, asked: str) -> Completion:
        """The whole of it."""
        return Completion(
            text="".join(self.pieces),
            finish_reason="refusal" if self.is_refusal else str(self.finish_reason),
            model=_named(self.model, asked),
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
        )

    def _add(self, content: str | None, *, refusal: str | None) -> None:
        piece = whole(refusal or content or "")
        if not piece:
            return
        self.size += len(piece.encode())
        if self.size > self.most:
            raise TooLarge("more text than an answer may have")
        self.is_refusal = self.is_refusal or bool(refusal)
        self.pieces.append(piece)
        self.watch.came(piece)


def _named(told: object, asked: str) -> str:
    name = str(told or "")
    return name if _MODEL_NAME.fullmatch(name) else asked
