"""The JSON route by which a message on a case is drafted, as the policy says or otherwise."""

from collections.abc import Mapping

from fastapi import APIRouter

from assistant.domain.parties import Person
from assistant.intake.given_entries import DraftGiven
from assistant.web.posting import posting
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.draft_as_given import draft_as_given
from assistant.workflow.draft_document import message_document


def draft_routes(desk: Desk) -> APIRouter:
    """``/cases/{case}/drafts``."""
    router = APIRouter()
    router.add_api_route("/cases/{case:path}/drafts", posting(desk, DraftGiven, _drafted, waits=True), methods=["POST"])
    return router


def _drafted(
    desk: Desk, person: Person, path: Mapping[str, str], given: DraftGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    made = draft_as_given(desk, person, path["case"], given)
    return 201, message_document(made, words)
