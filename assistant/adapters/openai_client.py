"""Decides how LangChain's OpenAI client is set up, what of an answer is kept, and what each of its errors means.

Imported only when a model is asked for the first time: LangChain takes seconds to load.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langsmith import tracing_context

from assistant.adapters.model_endpoint import Endpoint, Failure, Limits
from assistant.adapters.openai_connection import connections, failure_of, step_timeouts
from assistant.ports import ChatMessage, Completion

# What an endpoint says of itself is shown on screens and stored: a name, never a text.
_MODEL_NAME = re.compile(r"[\w./:@+-]{1,100}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """LangChain's model together with the connections that it uses."""

    chat: BaseChatModel
    model: str
    connections: httpx.AsyncClient

    async def aclose(self) -> None:
        """End the connections."""
        await self.connections.aclose()


def open_client(endpoint: Endpoint, limits: Limits) -> Client | Failure:
    """A client that tries once; its time-outs are per step, so the caller must bound the whole.

    A Failure when the settings make no sense, such as an address that is none.
    """
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
        return failure_of(error)


def _client(endpoint: Endpoint, limits: Limits) -> Client:
    bounded = connections(limits)
    chat = init_chat_model(
        endpoint.model,
        model_provider="openai",
        base_url=endpoint.base_url,
        api_key=endpoint.api_key or "none",  # local servers want no key, the client insists on one
        timeout=step_timeouts(limits),
        max_retries=0,
        use_responses_api=False,
        disable_streaming=True,
        cache=False,
        http_async_client=bounded,
        http_socket_options=(),
    )
    return Client(chat=chat, model=endpoint.model, connections=bounded)


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
