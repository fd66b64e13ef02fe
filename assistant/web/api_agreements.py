"""The JSON routes of agreements: listed, shown, a link made, an answer taken down, and taken back."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from assistant.domain.negotiation import Agreement
from assistant.domain.parties import Person
from assistant.intake.given_acceptance import AnswerGiven, LinkWanted, VoidGiven
from assistant.web.answers import language_of
from assistant.web.office_words import office_words
from assistant.web.posting import case_named, posting
from assistant.wording import Wording
from assistant.workflow.acceptance import agreement_shown, agreements_of, make_link, record_answer, void_agreement
from assistant.workflow.acceptance.documents import agreement_document, link_document
from assistant.workflow.desk import Desk


def agreement_routes(desk: Desk) -> APIRouter:
    """``/cases/{case}/agreements`` and ``/agreements/{agreement}``."""
    router = APIRouter()

    @router.get("/cases/{case:path}/agreements")
    def list_agreements(request: Request, case: str) -> JSONResponse:
        words = office_words(desk, language_of(request))
        return JSONResponse([agreement_document(it, words) for it in agreements_of(desk, case_named(case))])

    @router.get("/agreements/{agreement}")
    def show_agreement(request: Request, agreement: str) -> JSONResponse:
        words = office_words(desk, language_of(request))
        return JSONResponse(agreement_document(agreement_shown(desk, case_named(agreement)), words))

    linked = posting(desk, LinkWanted, _linked, kept=False)
    router.add_api_route("/agreements/{agreement}/links", linked, methods=["POST"])
    answered = posting(desk, AnswerGiven, _answered)
    router.add_api_route("/agreements/{agreement}/answers", answered, methods=["POST"])
    voided = posting(desk, VoidGiven, _voided)
    router.add_api_route("/agreements/{agreement}/void", voided, methods=["POST"])
    return router


def _linked(
    desk: Desk, person: Person, path: Mapping[str, str], given: LinkWanted, _words: Wording
) -> tuple[int, Mapping[str, object]]:
    return 201, link_document(make_link(desk, person, case_named(path["agreement"]), days=given.days))


def _answered(
    desk: Desk, person: Person, path: Mapping[str, str], given: AnswerGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    return _told(desk, record_answer(desk, person, case_named(path["agreement"]), given), words)


def _voided(
    desk: Desk, person: Person, path: Mapping[str, str], given: VoidGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    return _told(desk, void_agreement(desk, person, case_named(path["agreement"]), given.because), words)


def _told(desk: Desk, agreement: Agreement, words: Wording) -> tuple[int, Mapping[str, object]]:
    return 201, agreement_document(agreement_shown(desk, agreement.id), words)
