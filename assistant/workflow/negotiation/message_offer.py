"""Tells what a message offers or confirms, and on whose authority it would leave."""

from dataclasses import dataclass

from assistant.domain.arrangement import Arrangement
from assistant.domain.message import Message
from assistant.domain.negotiation import AuthorityRequest
from assistant.negotiation.option import Ruling
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.negotiation.authority_requests import request_waiting
from assistant.workflow.negotiation.grants import grant_for, ruling_on, wants_interest_reason


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageOffer:
    """What ``message`` offers: ``ruling`` is on its author alone.

    ``granted`` is the grant that lets it leave today, ``waiting`` their request for just this that nobody has decided.
    ``wants_reason`` says that whoever approves it has to say why late interest is given up.
    """

    message: Message
    arrangement: Arrangement
    ruling: Ruling
    granted: AuthorityRequest | None
    waiting: AuthorityRequest | None
    wants_reason: bool


def message_offer(desk: Desk, message: Message) -> MessageOffer | None:
    """What ``message`` offers as the record stands today; None where it offers no arrangement. Raises NotFound."""
    arrangement = message.brief.arrangement
    if arrangement is None:
        return None
    with desk.record.read() as tx:
        case = desk.case(tx, *split_case_id(message.brief.case_id))
        return MessageOffer(
            message=message,
            arrangement=arrangement,
            ruling=ruling_on(desk, tx.person(message.author), case, arrangement),
            granted=grant_for(tx, case, arrangement, message.author),
            waiting=request_waiting(tx, case, arrangement, message.author),
            wants_reason=wants_interest_reason(desk, tx, message),
        )
