"""Drafts and checks a message on a record given by hand: nothing is read from the system of record, or stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.domain.brief import Brief, Refusal
from assistant.domain.draft import Draft
from assistant.domain.finding import Report
from assistant.domain.given import GivenTask
from assistant.domain.money import Money
from assistant.errors import BadInput
from assistant.guardrail import Checker
from assistant.negotiation import offers_within
from assistant.planning import Policy, brief_given, rung_of, with_offers
from assistant.ports import Calendar, Writer
from assistant.workflow.writing import write_and_check


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenDesk:
    """What drafting by hand works with; a writer is made when it is first asked for."""

    policy: Policy
    calendar: Calendar
    checker: Checker
    writers: Mapping[str, Callable[[], Writer]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A draft with the brief that it was written from and what the guardrail found in it."""

    brief: Brief
    draft: Draft
    report: Report


def draft_given(desk: GivenDesk, task: GivenTask) -> Written | Refusal:
    """The message that ``task`` asks for, or why it is not written.

    Raises BadInput for a writer that is not set up, and Refused when the writer lacks a fact or the room.
    """
    brief = brief_of(desk, task)
    return brief if isinstance(brief, Refusal) else write_given(desk, task.writer, brief)


def write_given(desk: GivenDesk, name: str, brief: Brief) -> Written:
    """The message of ``brief`` by the writer called ``name``; raises as `draft_given` does."""
    if name not in desk.writers:
        known = ", ".join(sorted(desk.writers))
        message = f"There is no writer {name!r} here; use one of: {known}."
        raise BadInput("unknown_writer", message, writer=name, known=known)
    writer, composer = desk.writers[name](), desk.writers["composer"]()
    draft, report = write_and_check(writer, composer, desk.checker, brief)
    return Written(brief=brief, draft=draft, report=report)


def brief_of(desk: GivenDesk, task: GivenTask) -> Brief | Refusal:
    """What the message that ``task`` asks for has to say, or why it is not written."""
    brief = brief_given(task, desk.policy, desk.calendar)
    return brief if isinstance(brief, Refusal) else _offering(brief, desk)


def _offering(brief: Brief, desk: GivenDesk) -> Brief:
    grounds, rung = brief.grounds, rung_of(brief, desk.policy)
    asked, ask_by = grounds.value("total_open"), grounds.value("ask_by")
    if rung is None or not isinstance(asked, Money) or not isinstance(ask_by, date):
        return brief
    offers = offers_within(
        grounds.authority,
        rung,
        asked,
        first_due=ask_by,
        region=brief.region,
        calendar=desk.calendar,
    )
    return with_offers(brief, offers)
