"""Puts together the models that read customers' replies; nothing is connected before the first call."""

import secrets
from functools import partial

from assistant.adapters.tokens import TiktokenCounter
from assistant.bootstrap import RECORD_FILE, build_desk
from assistant.bootstrap.chat_models import build_chat_model
from assistant.bootstrap.models import prompt_folder
from assistant.domain.model_calls import ModelRole
from assistant.errors import ModelUnavailable
from assistant.guardrail import load_checker
from assistant.intake.reply_reader import ReplyReader
from assistant.prompting import Asker, load_prompts
from assistant.prompting.ledger_names import Ledger
from assistant.settings import Settings
from assistant.workflow.known_names import ledger_of


def build_reply_reader(settings: Settings) -> ReplyReader:
    """A model that reads a reply again; raises ModelUnavailable when none is set up for it."""
    name = settings.reply_model
    if not name:
        raise ModelUnavailable(
            "reply_model_not_set_up", "No model is set up as second reader; name one with TACTFUL_REPLY_MODEL."
        )
    checker = load_checker(settings.workspace)

    def is_for_machines(words: str) -> bool:
        report = checker.check_inbound(words)
        return bool(report.findings or report.errors)

    asker = Asker(
        build_chat_model(settings, ModelRole.REPLY_READER),
        load_prompts(prompt_folder(settings)),
        TiktokenCounter(name),
        model_name=name,
        new_marker=partial(secrets.token_hex, 8),
        max_input_tokens=settings.model_input_tokens,
    )
    return ReplyReader(asker, is_for_machines=is_for_machines)


def names_known(settings: Settings) -> Ledger:
    """The names of the workspace's record; none where there is no record yet, and none is made."""
    if not settings.database_url and not (settings.workspace / RECORD_FILE).exists():
        return Ledger(())
    with build_desk(settings).record.read() as tx:
        return ledger_of(tx)
