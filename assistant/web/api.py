"""The JSON routes: the worklist as data, cases and what is recorded on them, search, and the guardrail on any text."""

from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field

from assistant.domain.attention import Only, Sort
from assistant.domain.kinds import Stage
from assistant.domain.language import Language
from assistant.errors import TactfulError
from assistant.web.answers import error_answer, language_of, language_of_errors
from assistant.web.api_agreements import agreement_routes
from assistant.web.api_check import check_routes
from assistant.web.api_contracts import contract_routes
from assistant.web.api_customers import customer_routes
from assistant.web.api_drafts import draft_routes
from assistant.web.api_entries import entry_routes
from assistant.web.api_findings import finding_routes
from assistant.web.api_late import late_routes
from assistant.web.api_negotiation import negotiation_routes
from assistant.web.api_replies import reply_routes
from assistant.web.api_search import search_routes
from assistant.web.api_wordings import wording_routes
from assistant.web.bodies import worded
from assistant.web.calendar_routes import calendar_routes
from assistant.web.case_json import worklist_document
from assistant.web.guard import LOGIN
from assistant.web.letter_route import letter_routes
from assistant.web.office_words import office_words
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.listing import Listing
from assistant.workflow.read_worklist import read_worklist

_ROWS = 200


class Chosen(BaseModel):
    """What of the worklist is wanted, and in what order; each may be left out."""

    sort: Sort = Sort.PRIORITY
    only: Only | None = None
    stage: Stage | None = None
    language: Language | None = None
    currency: Annotated[str, Field(max_length=3)] = ""
    search: Annotated[str, Field(max_length=200)] = ""


def add_api(app: FastAPI, desk: Desk) -> None:
    """Put the JSON routes on ``app``, and have every error of ours told as JSON in the reader's language."""
    app.include_router(api_routes(desk))

    @app.exception_handler(TactfulError)
    def told_as_json(request: Request, error: TactfulError) -> Response:
        return error_answer(error, _words(desk, request))

    @app.exception_handler(RequestValidationError)
    def told_in_one_line(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        # The first step only says whether it was body, query or path.
        return error_answer(worded(first["type"], first["loc"][1:], first["msg"]), _words(desk, request))


def api_routes(desk: Desk) -> APIRouter:
    """All of them, under ``/api``."""
    router = APIRouter(prefix="/api")
    router.include_router(late_routes(desk))
    router.include_router(reply_routes(desk))
    router.include_router(negotiation_routes(desk))
    router.include_router(agreement_routes(desk))
    router.include_router(letter_routes(desk))
    router.include_router(calendar_routes(desk))
    router.include_router(draft_routes(desk))
    router.include_router(finding_routes(desk))
    router.include_router(wording_routes(desk))
    router.include_router(check_routes(desk))
    router.include_router(customer_routes(desk))
    router.include_router(entry_routes(desk))
    router.include_router(contract_routes(desk))
    router.include_router(search_routes(desk))

    @router.get("/worklist")
    def list_cases(
        request: Request, chosen: Annotated[Chosen, Query()], page: Annotated[int, Query(ge=1, le=1_000_000)] = 1
    ) -> dict[str, object]:
        words = office_words(desk, language_of(request))
        listing = Listing(**chosen.model_dump(exclude={"lang"}), login=request.scope[LOGIN])
        return worklist_document(read_worklist(desk, listing, page, _ROWS), words)

    return router


def _words(desk: Desk, request: Request) -> Wording:
    language = language_of_errors(request)
    try:
        return office_words(desk, language)
    except TactfulError:
        # The very record may be what cannot be read.
        return Wording.of(language)
