"""Puts the second readers and the judge of evals together; nothing is connected before the first call."""

import secrets
from collections.abc import Callable
from contextlib import closing
from functools import partial

from assistant.adapters.tokens import TiktokenCounter
from assistant.bootstrap.chat_models import build_chat_model
from assistant.bootstrap.desks import build_desk
from assistant.bootstrap.models import prompt_folder
from assistant.bootstrap.workspace import RECORD_FILE
from assistant.domain.model_calls import ModelRole
from assistant.errors import ModelUnavailable
from assistant.guardrail import load_checker
from assistant.intake.reply_reader import ReplyReader
from assistant.intake.second_reader import SecondReader
from assistant.prompting import Asker, load_prompts
from assistant.prompting.ledger_names import Ledger
from assistant.settings import Settings


def build_reply_reader(settings: Settings) -> ReplyReader:
    """A model that reads a reply again; raises ModelUnavailable when none is set up for it."""
    if not settings.reply_model:
        raise ModelUnavailable(
            "reply_model_not_set_up", "No model is set up as second reader; name one with TACTFUL_REPLY_MODEL."
        )
    asker = _asker(settings, ModelRole.REPLY_READER, settings.reply_model)
    return ReplyReader(asker, is_for_machines=_is_for_machines(settings))


def build_second_reader(settings: Settings) -> SecondReader:
    """A model that reads a contract's terms again; raises ModelUnavailable when none is set up for it."""
    if not settings.terms_model:
        raise ModelUnavailable(
            "terms_model_not_set_up", "No model is set up as second reader; name one with TACTFUL_TERMS_MODEL."
        )
    asker = _asker(settings, ModelRole.TERMS_READER, settings.terms_model)
    return SecondReader(asker, is_for_machines=_is_for_machines(settings))


def build_eval_asker(settings: Settings) -> Asker:
    """What puts questions to the judge of evals; raises ModelUnavailable when none is set up."""
    if not settings.eval_model:
        raise ModelUnavailable(
            "eval_model_not_set_up", "No model is set up as judge of evals; name one with TACTFUL_EVAL_MODEL."
        )
    return _asker(settings, ModelRole.EVAL_JUDGE, settings.eval_model)


def names_known(settings: Settings) -> Ledger:
    """The names of the workspace's record; none where there is no record yet, and none is made."""
    if not settings.database_url and not (settings.workspace / RECORD_FILE).exists():
        return Ledger(())
    desk = build_desk(settings)
    with closing(desk.record), desk.record.read() as tx:
        return desk.names.ledger(tx)


def _asker(settings: Settings, role: ModelRole, name: str) -> Asker:
    return Asker(
        build_chat_model(settings, role),
        load_prompts(prompt_folder(settings)),
        TiktokenCounter(name),
        model_name=name,
        new_marker=partial(secrets.token_hex, 8),
        max_input_tokens=settings.model_input_tokens,
    )


def _is_for_machines(settings: Settings) -> Callable[[str], bool]:
    checker = load_checker(settings.workspace)

    def is_for_machines(words: str) -> bool:
        report = checker.check_inbound(words)
        return bool(report.findings or report.errors)

    return is_for_machines
