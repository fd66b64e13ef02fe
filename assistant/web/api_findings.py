"""The JSON routes by which a person acts on what the check found in a message."""

from collections.abc import Mapping

from fastapi import APIRouter

from assistant.domain.parties import Person
from assistant.intake.given_checks import FindingGiven
from assistant.web.posting import posting
from assistant.wording import Wording
from assistant.workflow.apply_suggestion import apply_suggestion
from assistant.workflow.desk import Desk
from assistant.workflow.draft_document import message_document


def finding_routes(desk: Desk) -> APIRouter:
    """``/messages/{message}/suggestions``."""
    router = APIRouter()
    router.add_api_route(
        "/messages/{message}/suggestions", posting(desk, FindingGiven, _applied), methods=["POST"], name="apply"
    )
    return router


def _applied(
    desk: Desk, person: Person, path: Mapping[str, str], given: FindingGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    return 201, message_document(apply_suggestion(desk, person, path["message"], given), words)
