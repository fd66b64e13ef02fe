"""What made a stored message and what left this machine for it, read from the record."""

from dataclasses import dataclass

from assistant.domain.message import Message
from assistant.domain.prices import NO_PRICES
from assistant.web.labels import Labels
from assistant.web.made_view import what_left, what_made
from assistant.web.markup import NOTHING, Markup
from assistant.wording import Wording
from assistant.workflow.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class MadePanels:
    """``made`` stands beside the reasons for the message, ``left`` is a card of its own."""

    made: Markup = NOTHING
    left: Markup = NOTHING


def made_panels(desk: Desk, message: Message, say: Labels, words: Wording) -> MadePanels:
    """The panels of ``message``: what it cost is that of its newest version, what left is of all."""
    with desk.record.read() as tx:
        sent = tx.model_calls(message.id)
    calls = [one.call for one in sent if one.version == message.version]
    return MadePanels(
        made=what_made(message.draft, message.brief, calls, NO_PRICES, say, words),
        left=what_left(sent, NO_PRICES, say, words),
    )
