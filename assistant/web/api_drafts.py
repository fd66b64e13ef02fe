"""The JSON route by which a message on a case is drafted, as the policy says or otherwise."""

from collections.abc import Mapping

from fastapi import APIRouter

from assistant.domain.brief import Refusal
from assistant.domain.parties import Person
from assistant.errors import Refused
from assistant.intake.given_entries import DraftGiven
from assistant.planning import Wishes
from assistant.web.posting import posting
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.draft_document import message_document
from assistant.workflow.prepare_draft import prepare_draft


def draft_routes(desk: Desk) -> APIRouter:
    """``/cases/{case}/drafts``."""
    router = APIRouter()
    router.add_api_route("/cases/{case:path}/drafts", posting(desk, DraftGiven, _drafted, waits=True), methods=["POST"])
    return router


def _drafted(
    desk: Desk, person: Person, path: Mapping[str, str], given: DraftGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    wishes = Wishes(
        kind=given.kind,
        channel=given.channel,
        tone=given.tone,
        language=given.language,
        on=given.on,
        because=given.because,
    )
    made = prepare_draft(desk, person, path["case"], wishes, writer=given.writer or None)
    if isinstance(made, Refusal):
        code = made.reason.code
        raise Refused("not_drafted", f"No draft was made: {code.replace('_', ' ')}.", reason=made.reason)
    return 201, message_document(made, words)
