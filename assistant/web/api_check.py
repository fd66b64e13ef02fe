"""The JSON route by which any text is checked; nothing of it is stored."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from assistant.intake.given_checks import TextGiven
from assistant.web.answers import language_of
from assistant.web.bodies import body_of, given_in
from assistant.web.office_words import office_words
from assistant.workflow.check_text import (
    considered_document,
    considered_in,
    report_document,
    report_on,
    text_to_check,
)
from assistant.workflow.desk import Desk
from assistant.workflow.edit_draft import require_not_too_long

# The longest text in JSON escapes, and a record of some hundred invoices beside it.
_MOST_BYTES = 256_000


def check_routes(desk: Desk) -> APIRouter:
    """``/check``."""
    router = APIRouter()

    @router.post("/check")
    async def check_text(request: Request) -> JSONResponse:
        given = given_in(await body_of(request, _MOST_BYTES), TextGiven)
        return JSONResponse(await run_in_threadpool(_checked, desk, request, given))

    return router


def _checked(desk: Desk, request: Request, given: TextGiven) -> dict[str, object]:
    require_not_too_long(given.text)
    asked = text_to_check(given.text, given.record, language=given.language, inbound=given.direction == "inbound")
    words = office_words(desk, given.language or language_of(request))
    document = report_document(report_on(desk.checker, asked), words.language)
    if given.explain:
        document["considered"] = considered_document(considered_in(desk.checker, asked), words)
    return document
