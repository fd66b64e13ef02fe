"""Puts together the models that read customers' replies and judge evals; nothing is connected before the first call."""

import secrets
from dataclasses import replace
from functools import partial

from assistant.adapters.chat_model import OpenAIChatModel
from assistant.adapters.model_endpoint import Endpoint, Limits
from assistant.adapters.tokens import TiktokenCounter
from assistant.bootstrap import RECORD_FILE, build_desk
from assistant.bootstrap.models import prompt_folder
from assistant.errors import ModelUnavailable
from assistant.guardrail import load_checker
from assistant.intake.reply_reader import ReplyReader
from assistant.prompting import Asker, load_prompts
from assistant.prompting.ledger_names import Ledger
from assistant.settings import Settings


def build_reply_reader(settings: Settings) -> ReplyReader:
    """A model that reads a reply again; raises ModelUnavailable when none is set up for it."""
    name = settings.reply_model
    if not name:
        raise ModelUnavailable(
            "reply_model_not_set_up", "No model is set up as second reader; name one with TACTFUL_REPLY_MODEL."
        )
    endpoint = Endpoint(model=name, base_url=settings.base_url, api_key=settings.api_key.get_secret_value())
    checker = load_checker(settings.workspace)

    def is_for_machines(words: str) -> bool:
        report = checker.check_inbound(words)
        return bool(report.findings or report.errors)

    return ReplyReader(_asker(settings, endpoint), is_for_machines=is_for_machines)


def names_known(settings: Settings) -> Ledger:
    """The names of the workspace's record; none where there is no record yet, and none is made."""
    if not settings.database_url and not (settings.workspace / RECORD_FILE).exists():
        return Ledger(())
    desk = build_desk(settings)
    with desk.record.read() as tx:
        return desk.names.ledger(tx)


def build_eval_asker(settings: Settings) -> Asker:
    """What puts questions to the judge of evals; raises ModelUnavailable when none is set up.

    The key of the model's endpoint is never sent to another address.
    """
    if not settings.eval_model:
        raise ModelUnavailable(
            "eval_model_not_set_up", "No model is set up as judge of evals; name one with TACTFUL_EVAL_MODEL."
        )
    elsewhere = settings.eval_base_url not in ("", settings.base_url)
    key = settings.eval_api_key.get_secret_value() or ("" if elsewhere else settings.api_key.get_secret_value())
    endpoint = Endpoint(model=settings.eval_model, base_url=settings.eval_base_url or settings.base_url, api_key=key)
    return _asker(settings, endpoint)


def _asker(settings: Settings, endpoint: Endpoint) -> Asker:
    limits = replace(Limits(), deadline=settings.model_deadline, read=settings.model_deadline)
    return Asker(
        OpenAIChatModel(endpoint, limits),
        load_prompts(prompt_folder(settings)),
        TiktokenCounter(endpoint.model),
        model_name=endpoint.model,
        new_marker=partial(secrets.token_hex, 8),
        max_input_tokens=settings.model_input_tokens,
    )
