"""The JSON routes of a negotiation: shown, a proposal noted, offers made, plans tried, authority asked and decided."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from assistant.domain.parties import Person
from assistant.intake import given_choices as given_as
from assistant.web.answers import language_of
from assistant.web.guard import LOGIN
from assistant.web.office_words import office_words
from assistant.web.posting import case_named, posting
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.authority_requests import ask_chosen, decide_authority, requests_for
from assistant.workflow.negotiation.documents import (
    negotiation_document,
    noted_document,
    offer_document,
    plan_document,
    prepared_document,
    request_document,
)
from assistant.workflow.negotiation.make_offer import make_offer, withdraw_offer
from assistant.workflow.negotiation.note_proposal import note_proposal
from assistant.workflow.negotiation.plan_by_hand import plan_by_hand
from assistant.workflow.negotiation.view import negotiation_view


def negotiation_routes(desk: Desk) -> APIRouter:
    """``/cases/{case}/negotiation``, what is done under it, and ``/authority``."""
    router = APIRouter()

    @router.get("/cases/{case:path}/negotiation")
    def show_negotiation(request: Request, case: str) -> JSONResponse:
        view = negotiation_view(desk, case_named(case), _person(desk, request))
        return JSONResponse(negotiation_document(view, office_words(desk, language_of(request))))

    @router.get("/authority")
    def list_requests(request: Request) -> JSONResponse:
        return JSONResponse([request_document(each) for each in requests_for(desk, _person(desk, request))])

    under = "/cases/{case:path}/negotiation"
    for route, shape, reply in (
        ("proposal", given_as.ProposalGiven, _noted),
        ("plan", given_as.PlanGiven, _tried),
        ("offers/{offer}/withdraw", given_as.WithdrawalGiven, _withdrawn),
        ("authority", given_as.AuthorityGiven, _asked),
        ("authority/{request}/decision", given_as.DecisionGiven, _decided),
    ):
        router.add_api_route(f"{under}/{route}", posting(desk, shape, reply), methods=["POST"])
    offered = posting(desk, given_as.OfferGiven, _offered, waits=True)
    router.add_api_route(f"{under}/offers", offered, methods=["POST"])
    return router


def _person(desk: Desk, request: Request) -> Person:
    with desk.record.read() as tx:
        return tx.person(request.scope[LOGIN])


def _noted(
    desk: Desk, person: Person, path: Mapping[str, str], given: given_as.ProposalGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    noted = note_proposal(desk, person, path["case"], given)
    return (201 if noted.new else 200), noted_document(noted, words)


def _tried(
    desk: Desk, person: Person, path: Mapping[str, str], given: given_as.PlanGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    return 200, plan_document(plan_by_hand(desk, person, path["case"], given), words)


def _offered(
    desk: Desk, person: Person, path: Mapping[str, str], given: given_as.OfferGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    return 201, prepared_document(make_offer(desk, person, path["case"], given), words)


def _withdrawn(
    desk: Desk, person: Person, path: Mapping[str, str], _: given_as.WithdrawalGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    return 201, offer_document(withdraw_offer(desk, person, path["case"], path["offer"]), words)


def _asked(
    desk: Desk, person: Person, path: Mapping[str, str], given: given_as.AuthorityGiven, _: Wording
) -> tuple[int, Mapping[str, object]]:
    return 201, request_document(ask_chosen(desk, person, path["case"], given))


def _decided(
    desk: Desk, person: Person, path: Mapping[str, str], given: given_as.DecisionGiven, _: Wording
) -> tuple[int, Mapping[str, object]]:
    decided = decide_authority(desk, person, path["case"], path["request"], given)
    return 201, request_document(decided)
