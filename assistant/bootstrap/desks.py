"""Puts together what use cases work with: a desk on a workspace, or one for records that are given by hand."""

import secrets
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.adapters.calendars import HolidayCalendar
from assistant.adapters.letter_files import LetterFiles
from assistant.adapters.outbox_folder import OutboxFolder
from assistant.adapters.passwords import Argon2Passwords
from assistant.adapters.price_file import read_prices
from assistant.adapters.store import open_record
from assistant.adapters.tables import FileTables
from assistant.bootstrap.models import build_model_writer
from assistant.bootstrap.search import build_clause_search, build_history_search
from assistant.bootstrap.workspace import make_folder, policy_file, record_url, workspace_clock
from assistant.domain.money import BILLING_DIGITS
from assistant.guardrail import Checker, load_checker
from assistant.knowledge import read_yaml, shipped
from assistant.negotiation import AuthorityTable, NegotiationPolicy
from assistant.planning import Policy
from assistant.ports import Record, Writer
from assistant.settings import Settings
from assistant.workflow.desk import AcceptanceRules, Desk, ReviewRules, billing_digits_of
from assistant.workflow.draft_given import GivenDesk

if TYPE_CHECKING:
    from assistant.intake.reply_reader import ReplyReader
    from assistant.workflow.given_talk.replying import NegotiatingDesk


def build_desk(settings: Settings) -> Desk:
    """Everything a use case works with; raises WorkspaceUnusable, or BadKnowledge for a file that breaks its schema."""
    folder = settings.workspace
    make_folder(folder)
    clock = workspace_clock(settings)
    policy = read_yaml(policy_file(settings, "dunning"), Policy)
    authority = read_yaml(policy_file(settings, "authority"), AuthorityTable)
    negotiation = read_yaml(policy_file(settings, "negotiation"), NegotiationPolicy)
    prices = read_prices(folder)
    # Last of what may fail: who gets no desk cannot close its record.
    record = open_record(record_url(settings), clock)
    return Desk(
        record=record,
        clock=clock,
        calendar=HolidayCalendar(),
        policy=policy,
        authority=authority,
        negotiation=negotiation,
        make_checker=cache(partial(build_checker, folder)),
        search=cache(partial(build_clause_search, settings)),
        history=cache(build_history_search),
        writers=_writers(settings, partial(_billing_digits, record)),
        default_writer="model" if settings.model else "composer",
        dispatcher=OutboxFolder(folder / "outbox"),
        letters=LetterFiles(),
        tables=FileTables(),
        passwords=Argon2Passwords(),
        new_token=partial(secrets.token_urlsafe, 32),
        review=ReviewRules(approval_hours=settings.approval_hours, one_person=settings.one_person),
        prices=prices,
        acceptance=AcceptanceRules(days=settings.acceptance_days, public_url=settings.public_url.rstrip("/")),
        reply_reader=cache(partial(_reply_reader, settings)) if settings.reply_model else None,
    )


def build_given_desk(settings: Settings) -> GivenDesk:
    """What drafting on records given by hand works with: no workspace is opened or made."""
    return GivenDesk(
        policy=read_yaml(shipped("knowledge") / "policies" / "dunning.yaml", Policy),
        calendar=HolidayCalendar(),
        checker=build_checker(settings.workspace),
        writers=_writers(settings, lambda: BILLING_DIGITS),
    )


def build_negotiating_desk(settings: Settings) -> "NegotiatingDesk":
    """What negotiating on records given by hand works with: the shipped policies, and no workspace."""
    from assistant.workflow.given_talk.replying import NegotiatingDesk

    policies = shipped("knowledge") / "policies"
    return NegotiatingDesk(
        drafts=build_given_desk(settings),
        terms=read_yaml(policies / "negotiation.yaml", NegotiationPolicy),
        table=read_yaml(policies / "authority.yaml", AuthorityTable),
    )


def build_checker(workspace: Path | None = None) -> Checker:
    """The guardrail, with the own rules and policy of ``workspace`` where it has some; raises BadKnowledge."""
    return load_checker(workspace)


def _reply_reader(settings: Settings) -> "ReplyReader":
    from assistant.bootstrap.readers import build_reply_reader

    return build_reply_reader(settings)


def _writers(settings: Settings, digits: Callable[[], Mapping[str, int]]) -> dict[str, Callable[[], Writer]]:
    """Who writes, by name, made when first needed; ``digits`` tells the decimals of each currency in letters."""
    composer = cache(lambda: _composer(digits()))
    writers: dict[str, Callable[[], Writer]] = {"composer": composer}
    if settings.model:
        writers["model"] = cache(lambda: build_model_writer(settings, digits(), composer()))
    return writers


def _composer(billing_digits: Mapping[str, int]) -> Writer:
    from assistant.drafting import Composer, load_phrasebooks
    from assistant.parts import load_parts, shipped_parts

    parts = load_parts(shipped_parts())
    return Composer(load_phrasebooks(shipped("knowledge") / "phrasebook", parts), billing_digits)


def _billing_digits(record: Record) -> Mapping[str, int]:
    with record.read() as tx:
        return billing_digits_of(tx)
