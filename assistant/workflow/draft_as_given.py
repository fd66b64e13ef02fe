"""Drafts a message as it was asked for by hand: with the choices that were given, and refused where none is due."""

from collections.abc import Callable

from assistant.domain.arrangement import Arrangement
from assistant.domain.brief import Refusal
from assistant.domain.message import Message
from assistant.domain.parties import Person
from assistant.errors import Refused
from assistant.intake.given_choices import OfferGiven
from assistant.intake.given_entries import DraftGiven
from assistant.planning import Wishes
from assistant.ports import UNWATCHED, Transaction, Watch
from assistant.workflow.desk import Desk
from assistant.workflow.prepare_draft import nothing_beside, prepare_draft


def draft_as_given(
    desk: Desk,
    author: Person,
    case_id: str,
    given: DraftGiven | OfferGiven,
    *,
    watch: Watch = UNWATCHED,
    arrangement: Arrangement | None = None,
    beside: Callable[[Transaction, Message], object] = nothing_beside,
) -> Message:
    """As `prepare_draft`, with what ``given`` chooses of the message; Refused says why there is none."""
    wishes = Wishes(
        kind=given.kind,
        channel=given.channel,
        tone=given.tone,
        language=given.language,
        on=given.on,
        because=given.because,
    )
    made = prepare_draft(
        desk,
        author,
        case_id,
        wishes,
        writer=given.writer or None,
        watch=watch,
        arrangement=arrangement,
        beside=beside,
    )
    if isinstance(made, Refusal):
        code = made.reason.code.replace("_", " ")
        raise Refused("not_drafted", f"No draft was made: {code}.", reason=made.reason)
    return made
