"""The JSON routes of a case: what is recorded by hand, undoing, the truth about the case and its journal."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from assistant.domain.parties import Person
from assistant.intake import given_entries as given_as
from assistant.web.answers import language_of
from assistant.web.case_json import case_document
from assistant.web.office_words import office_words
from assistant.web.posting import case_named, posting
from assistant.wording import Wording
from assistant.workflow import record
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.journal import journal
from assistant.workflow.record.documents import journal_line, recorded_document, undone_document
from assistant.workflow.undo import undo_in_case
from assistant.workflow.worklist import show_case

# What a route does with the path's parts and the body, in the one unit of work of the desk that it is given.
Act: TypeAlias = Callable[[Desk, Person, Mapping[str, str], Any], "record.Recorded"]


def _on_case(use_case: Callable[[Desk, Person, str, Any], "record.Recorded"]) -> Act:
    return lambda desk, person, path, given: use_case(desk, person, path["case"], given)


_ENTRIES: Mapping[str, tuple[type[object], Act]] = {
    "payments": (given_as.MoneyGiven, _on_case(record.record_payment)),
    "refunds": (given_as.MoneyGiven, _on_case(record.record_refund)),
    "credit-notes": (given_as.MoneyGiven, _on_case(record.record_credit_note)),
    "promises": (given_as.PromiseGiven, _on_case(record.record_promise)),
    "disputes": (given_as.DisputeGiven, _on_case(record.record_dispute)),
    "disputes/{entry}/resolve": (
        given_as.ResolutionGiven,
        lambda desk, person, path, given: record.resolve_dispute(desk, person, path["case"], path["entry"], given),
    ),
    "holds": (given_as.HoldGiven, _on_case(record.record_hold)),
    "holds/{entry}/lift": (
        given_as.LiftGiven,
        lambda desk, person, path, _: record.lift_hold(desk, person, path["case"], path["entry"]),
    ),
    "contacts": (given_as.ContactGiven, _on_case(record.record_contact)),
    "proofs": (given_as.ProofGiven, _on_case(record.record_proof)),
    "causes": (given_as.CauseGiven, _on_case(record.record_cause)),
}


def entry_routes(desk: Desk) -> APIRouter:
    """``/cases/{case}`` and what is recorded under it."""
    router = APIRouter()
    for name, (shape, act) in _ENTRIES.items():
        answer = partial(_recorded, act)
        router.add_api_route(
            f"/cases/{{case:path}}/{name}", posting(desk, shape, answer), methods=["POST"], name=f"record {name}"
        )
    router.add_api_route("/cases/{case:path}/undo", posting(desk, given_as.UndoGiven, _undone), methods=["POST"])

    @router.get("/cases/{case:path}/journal")
    def list_journal(case: str, request: Request) -> JSONResponse:
        words = office_words(desk, language_of(request))
        return JSONResponse([journal_line(line, words) for line in journal(desk, *split_case_id(case_named(case)))])

    # The last one: a customer's code may hold a slash, so that it takes every address that no other does.
    @router.get("/cases/{case:path}")
    def show(case: str, request: Request) -> JSONResponse:
        words = office_words(desk, language_of(request))
        return JSONResponse(case_document(show_case(desk, case_named(case)), desk.policy, words))

    return router


def _recorded(
    act: Act, desk: Desk, person: Person, path: Mapping[str, str], given: Any, words: Wording
) -> tuple[int, Mapping[str, object]]:
    done = act(desk, person, path, given)
    return (201 if done.new else 200), recorded_document(done, words)


def _undone(
    desk: Desk, person: Person, path: Mapping[str, str], given: given_as.UndoGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    done = undo_in_case(desk, person, path["case"], given.kind, given.key, given.reason)
    return 201, undone_document(done, words)
