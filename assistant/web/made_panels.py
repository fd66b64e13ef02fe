"""What made a stored message and what left this machine for it, read from the record."""

from dataclasses import dataclass

from assistant.domain.message import Message
from assistant.domain.parties import Person
from assistant.errors import NotAllowed
from assistant.web.labels import Labels
from assistant.web.made_view import what_left, what_made
from assistant.web.markup import NOTHING, Markup
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.sent import costs_of_draft, sent_for


@dataclass(frozen=True, kw_only=True, slots=True)
class MadePanels:
    """``made`` stands beside the reasons for the message, ``left`` is a card of its own."""

    made: Markup = NOTHING
    left: Markup = NOTHING


def made_panels(desk: Desk, person: Person, message: Message, say: Labels, words: Wording) -> MadePanels:
    """The panels of ``message`` for ``person``: what its newest version cost; what left, to those who may see it."""
    made = what_made(message.draft, message.brief, costs_of_draft(desk, message), say, words)
    try:
        sent = sent_for(desk, person, message.id)
    except NotAllowed:
        return MadePanels(made=made)
    return MadePanels(made=made, left=what_left(sent, desk.prices, say, words))
