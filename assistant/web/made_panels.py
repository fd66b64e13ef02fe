"""What made a stored message and what left this machine for it, read from the record."""

from dataclasses import dataclass

from assistant.domain.message import Message
from assistant.domain.parties import Person, Role
from assistant.web.labels import Labels
from assistant.web.made_view import what_left, what_made
from assistant.web.markup import NOTHING, Markup
from assistant.wording import Wording
from assistant.workflow.desk import Desk

# Who may see what left this machine for a message: those who write and who approve.
_AT_WORK = (Role.ACCOUNT_MANAGER, Role.REVIEWER)


@dataclass(frozen=True, kw_only=True, slots=True)
class MadePanels:
    """``made`` stands beside the reasons for the message, ``left`` is a card of its own."""

    made: Markup = NOTHING
    left: Markup = NOTHING


def made_panels(desk: Desk, person: Person, message: Message, say: Labels, words: Wording) -> MadePanels:
    """The panels of ``message`` for ``person``: what its newest version cost; what left, to who works on it."""
    with desk.record.read() as tx:
        sent = tx.model_calls(message.id)
    calls = [one.call for one in sent if one.version == message.version]
    return MadePanels(
        made=what_made(message.draft, message.brief, calls, desk.prices, say, words),
        left=what_left(sent if any(person.may(role) for role in _AT_WORK) else (), desk.prices, say, words),
    )
