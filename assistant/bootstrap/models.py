"""Puts language models together from the settings, one per role; nothing is connected before the first call."""

import secrets
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.bootstrap.chat_models import build_chat_model
from assistant.domain.model_calls import ModelRole
from assistant.errors import ModelUnavailable
from assistant.knowledge import shipped
from assistant.ports import VectorIndex, Writer
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.drafting import ModelWriter
    from assistant.guardrail.judge import ModelJudge
    from assistant.prompting import Prompts
    from assistant.retrieval import EmbeddedVectors
    from assistant.workflow.prompt_preview import RequestMaker


def prompt_folder(settings: Settings) -> Path:
    """The folder of the prompt files that count: one's own where one is set, else the shipped ones."""
    return Path(settings.prompts) if settings.prompts else shipped("prompts")


def build_model_writer(
    settings: Settings, billing_digits: Mapping[str, int], composer: Writer, prompts: "Prompts | None" = None
) -> "ModelWriter":
    """The model that words letters, asked by ``prompts`` or else by the locked ones, falling back on ``composer``.

    Without a model in the settings it can only tell what it would ask.
    """
    from assistant.adapters.tokens import TiktokenCounter
    from assistant.drafting import ModelWriter
    from assistant.drafting.model_writer import Bounds
    from assistant.parts import load_parts, shipped_parts
    from assistant.prompting import load_prompts

    return ModelWriter(
        build_chat_model(settings, ModelRole.WRITER),
        prompts or load_prompts(prompt_folder(settings)),
        composer,
        TiktokenCounter(settings.model),
        load_parts(shipped_parts()),
        model_name=settings.model,
        new_marker=partial(secrets.token_hex, 8),
        billing_digits=billing_digits,
        bounds=Bounds(
            max_input_tokens=settings.model_input_tokens,
            max_output_tokens=settings.model_max_tokens,
            seconds=settings.model_deadline,
        ),
    )


def build_request_maker(settings: Settings, billing_digits: Mapping[str, int], composer: Writer) -> "RequestMaker":
    """What shows a request before it is sent: by the prompt files as they stand, locked or not, and without a model."""
    from assistant.adapters.tokens import TiktokenCounter
    from assistant.prompting import edited_prompts
    from assistant.workflow.prompt_preview import RequestMaker

    prompts = edited_prompts(prompt_folder(settings))
    return RequestMaker(
        writer=build_model_writer(settings, billing_digits, composer, prompts),
        prompts=prompts,
        tokens=TiktokenCounter(settings.model),
        most_tokens=settings.model_input_tokens,
    )


def build_judge(settings: Settings) -> "ModelJudge":
    """A model that looks at texts a second time; raises ModelUnavailable when none is set up for it."""
    from assistant.guardrail.judge import ModelJudge
    from assistant.prompting import load_prompts

    if not settings.judge_model:
        raise ModelUnavailable("judge_not_set_up", "No model is set up as judge; name one with TACTFUL_JUDGE_MODEL.")
    return ModelJudge(
        build_chat_model(settings, ModelRole.JUDGE),
        load_prompts(prompt_folder(settings)),
        shipped("knowledge") / "guardrail" / "judge.yaml",
        new_marker=partial(secrets.token_hex, 8),
    )


def build_embedded(settings: Settings, new_index: Callable[[Path], VectorIndex]) -> "EmbeddedVectors":
    """A provider's vectors; the key of the model's endpoint is never sent to another address."""
    from assistant.adapters.embedding_model import OpenAIEmbeddings
    from assistant.adapters.late_index import LateIndex
    from assistant.adapters.model_endpoint import Endpoint
    from assistant.adapters.vector_cache import FileVectorCache
    from assistant.retrieval import EmbeddedVectors

    elsewhere = settings.embedding_base_url not in ("", settings.base_url)
    key = settings.embedding_api_key.get_secret_value() or ("" if elsewhere else settings.api_key.get_secret_value())
    url = settings.embedding_base_url or settings.base_url
    folder = settings.workspace / "index" / "embedded"
    return EmbeddedVectors(
        LateIndex(partial(new_index, folder)),
        OpenAIEmbeddings(
            Endpoint(model=settings.embedding_model, base_url=url, api_key=key), settings.embedding_deadline
        ),
        FileVectorCache(folder / "vectors.sqlite"),
    )
