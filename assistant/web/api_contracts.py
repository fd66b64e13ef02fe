"""The JSON routes of a contract: the terms that are read in it, and what people say of them."""

from collections.abc import Mapping

from fastapi import APIRouter, Request

from assistant.domain.parties import Person
from assistant.intake.given_entries import TermGiven
from assistant.web.answers import language_of
from assistant.web.office_words import office_words
from assistant.web.posting import posting
from assistant.wording import Wording
from assistant.workflow.contract_terms import check_term, terms_of
from assistant.workflow.desk import Desk, require_role
from assistant.workflow.record.entering import RECORDERS
from assistant.workflow.term_documents import checked_document, terms_document


def contract_routes(desk: Desk) -> APIRouter:
    """``/contracts/{contract}/terms``."""
    router = APIRouter()

    @router.get("/contracts/{contract:path}/terms")
    def show_terms(contract: str, request: Request) -> dict[str, object]:
        with desk.record.read() as tx:
            found = terms_of(tx, contract)
        return terms_document(found, office_words(desk, language_of(request)))

    router.add_api_route("/contracts/{contract:path}/terms", posting(desk, TermGiven, _checked), methods=["POST"])
    return router


def _checked(
    desk: Desk, person: Person, path: Mapping[str, str], given: TermGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    require_role(person, *RECORDERS)
    kept, notes, new = check_term(desk, person.login, path["contract"], given)
    return (201 if new else 200), checked_document(kept, notes, words, new=new)
