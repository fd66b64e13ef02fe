"""The JSON routes by which a person acts on what the check found in a message."""

from collections.abc import Mapping

from fastapi import APIRouter

from assistant.domain.parties import Person
from assistant.intake.given_checks import FindingGiven, SuppressionGiven
from assistant.web.posting import posting
from assistant.wording import Wording
from assistant.workflow.apply_suggestion import apply_suggestion
from assistant.workflow.desk import Desk
from assistant.workflow.draft_document import message_document
from assistant.workflow.suppress_finding import lift_suppression, suppress_finding


def finding_routes(desk: Desk) -> APIRouter:
    """``/messages/{message}/suggestions`` and ``suppressions``."""
    router = APIRouter()
    router.add_api_route(
        "/messages/{message}/suggestions", posting(desk, FindingGiven, _applied), methods=["POST"], name="apply"
    )
    router.add_api_route(
        "/messages/{message}/suppressions",
        posting(desk, SuppressionGiven, _suppressed),
        methods=["POST"],
        name="suppress",
    )
    router.add_api_route(
        "/messages/{message}/suppressions/lift", posting(desk, FindingGiven, _lifted), methods=["POST"], name="lift"
    )
    return router


def _applied(
    desk: Desk, person: Person, path: Mapping[str, str], given: FindingGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    return 201, message_document(apply_suggestion(desk, person, path["message"], given), words)


def _suppressed(
    desk: Desk, person: Person, path: Mapping[str, str], given: SuppressionGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    return 201, message_document(suppress_finding(desk, person, path["message"], given), words)


def _lifted(
    desk: Desk, person: Person, path: Mapping[str, str], given: FindingGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    return 201, message_document(lift_suppression(desk, person, path["message"], given), words)
