"""``/accept/{token}`` over HTTP: for customers, without login and cookies; only the form's POST changes anything."""

from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.domain.language import Language
from assistant.domain.negotiation import AnswerSaid
from assistant.errors import BadInput, OutOfDate, TactfulError
from assistant.intake.given_acceptance import LinkAnswer
from assistant.web.acceptance_page import NOTHING_TYPED, Typed, acceptance_page, notice_page
from assistant.web.answers import language_of_errors
from assistant.web.labels import Labels
from assistant.web.login import address_of
from assistant.workflow.acceptance import Visit, VisitState, answer_by_link, look
from assistant.workflow.acceptance.visiting import WAIT
from assistant.workflow.desk import Desk

# A name and two thousand characters, each of up to four bytes that a form writes with three signs; and some room.
_MOST_BYTES = 32_000
_FIELDS = 8
_STATUS = {
    VisitState.UNKNOWN: 404,
    VisitState.CHANGED: 409,
    VisitState.EXPIRED: 410,
    VisitState.THROTTLED: 429,
}
_PROBLEMS = {
    ("value_needed", "name"): "accept.name_needed",
    ("value_needed", "words"): "accept.words_needed",
}


def acceptance_routes(desk: Desk) -> APIRouter:
    """``GET``, ``HEAD`` and ``POST /accept/{token}``."""
    router = APIRouter()

    @router.api_route("/accept/{token}", methods=["GET", "HEAD"])
    def show(request: Request, token: str) -> Response:
        return _shown(look(desk, token, address_of(request)), language_of_errors(request))

    @router.post("/accept/{token}")
    async def take(request: Request, token: str) -> Response:
        body = await _body(request)
        language = language_of_errors(request)
        if body is None:
            return HTMLResponse(notice_page("refused", language), 413)
        return await run_in_threadpool(_answered, desk, token, address_of(request), body, language)

    return router


def _answered(desk: Desk, token: str, address: str, body: bytes, language: Language) -> Response:
    fields = _fields(body)
    typed = Typed(name=fields.get("name", ""), words=fields.get("words", ""))
    try:
        said = fields.get("said", "")
        if said not in set(AnswerSaid):
            raise BadInput("bad_choice", "said takes one of: accepted, declined, question.", option="said", allowed="")
        given = LinkAnswer(
            said=AnswerSaid(said), content_hash=fields.get("content_hash", ""), name=typed.name, words=typed.words
        )
        return _shown(answer_by_link(desk, token, address, given), language)
    except (BadInput, OutOfDate) as error:
        visit = look(desk, token, address)
        own = visit.told.message.brief.language if visit.told else language
        again = Typed(name=typed.name[:200], words=typed.words[:4000], problem=_problem(error, Labels.of(own)))
        return _shown(visit, language, again, 422 if isinstance(error, BadInput) else 409)


def _shown(visit: Visit, language: Language, typed: Typed = NOTHING_TYPED, status: int = 200) -> Response:
    page = acceptance_page(visit, language, typed)
    headers = {"retry-after": str(int(WAIT.total_seconds()))} if visit.state is VisitState.THROTTLED else None
    return HTMLResponse(page, _STATUS.get(visit.state, status), headers)


def _problem(error: TactfulError, say: Labels) -> str:
    if isinstance(error, OutOfDate):
        return say("accept.text_changed")
    field = str(error.details.get("field", ""))
    known = _PROBLEMS.get((error.code, field))
    return say(known or ("accept.name_wrong" if field == "name" else "accept.words_wrong"))


async def _body(request: Request) -> bytes | None:
    """The whole body; None when it is longer than any form of ours."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            return None
    return body


def _fields(body: bytes) -> dict[str, str]:
    """The form's fields, each by its first value; a body that is no form has none."""
    try:
        read = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in read.items()}
