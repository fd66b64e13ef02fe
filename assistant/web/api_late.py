"""The JSON routes of late payment on a case: interest, the clock, what the law asks, and where loose money goes."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request

from assistant.domain.late_terms import YesOrNo
from assistant.domain.parties import Person
from assistant.intake import given_entries as given_as
from assistant.web.answers import language_of
from assistant.web.office_words import office_words
from assistant.web.posting import case_named, posting
from assistant.wording import Wording
from assistant.workflow.allocate import allocate, propose_allocation, read_wanted
from assistant.workflow.desk import Desk, require_role, split_case_id
from assistant.workflow.late_documents import (
    allocation_document,
    clock_document,
    interest_document,
    matters_document,
)
from assistant.workflow.late_interest import InterestWishes, interest_on, read_factor
from assistant.workflow.late_terms import GivenTerms, answer_question, confirm_terms, open_matters
from assistant.workflow.limitation import clocks_on
from assistant.workflow.record.entering import RECORDERS


def late_routes(desk: Desk) -> APIRouter:
    """``/cases/{case}/interest``, ``/clock``, ``/law`` and ``/allocation``, and what is answered or stored there."""
    router = APIRouter()

    def words_for(request: Request) -> Wording:
        return office_words(desk, language_of(request))

    @router.get("/cases/{case:path}/interest")
    def show_interest(
        case: str,
        request: Request,
        as_of: date | None = None,
        invoice: str = "",
        factor: str = "",
        *,
        without_disputed: bool = False,
    ) -> dict[str, object]:
        wishes = InterestWishes(
            as_of=as_of, invoice=invoice, factor=read_factor(factor), leave_out_disputed=without_disputed
        )
        return interest_document(interest_on(desk, case_named(case), wishes), words_for(request))

    @router.get("/cases/{case:path}/clock")
    def show_clock(case: str, request: Request) -> dict[str, object]:
        return clock_document(clocks_on(desk, case_named(case)), words_for(request))

    @router.get("/cases/{case:path}/law")
    def show_matters(case: str, request: Request) -> dict[str, object]:
        customer, _ = split_case_id(case_named(case))
        return matters_document(open_matters(desk, customer), words_for(request))

    @router.get("/cases/{case:path}/allocation")
    def show_allocation(case: str, request: Request) -> dict[str, object]:
        return allocation_document(propose_allocation(desk, case_named(case)), words_for(request))

    for name, shape, reply in (
        ("allocation", given_as.AllocationGiven, _allocated),
        ("law-answers", given_as.LawAnswerGiven, _answered),
        ("late-terms", given_as.LateTermsGiven, _confirmed),
    ):
        router.add_api_route(f"/cases/{{case:path}}/{name}", posting(desk, shape, reply), methods=["POST"])
    return router


def _allocated(
    desk: Desk, person: Person, path: Mapping[str, str], given: given_as.AllocationGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    require_role(person, *RECORDERS)
    typed = [f"{given.invoice}={given.amount}"] if given.invoice or given.amount else []
    wanted = read_wanted(path["case"], typed, receipt=given.receipt, by_debtor=given.by_debtor)
    done = allocate(desk, person.login, path["case"], wanted)
    return (201 if done.ids else 200), allocation_document(done, words)


def _answered(
    desk: Desk, person: Person, path: Mapping[str, str], given: given_as.LawAnswerGiven, _: Wording
) -> tuple[int, Mapping[str, object]]:
    require_role(person, *RECORDERS)
    customer = _customer_of(desk, path["case"])
    yes = given.answer is YesOrNo.YES
    kept, new = answer_question(
        desk, person.login, customer, given.rule, given.question, answer=yes, evidence=given.evidence
    )
    document = {"customer": customer, "rule": kept.rule, "question": kept.question, "answer": given.answer, "new": new}
    return (201 if new else 200), document


def _confirmed(
    desk: Desk, person: Person, path: Mapping[str, str], given: given_as.LateTermsGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    require_role(person, *RECORDERS)
    terms = GivenTerms(
        contract=given.contract,
        rate=given.rate,
        law=given.law,
        clause=given.clause,
        quote=given.quote,
        grace_days=given.grace_days,
        customer=_customer_of(desk, path["case"]),
    )
    kept, notes, new = confirm_terms(desk, person.login, terms)
    document = {"contract": kept.contract_no, "new": new, "notes": [words.reason(note) for note in notes]}
    return (201 if new else 200), document


def _customer_of(desk: Desk, case_id: str) -> str:
    """The code of a case's customer; raises NotFound for a case that there is not."""
    with desk.record.read() as tx:
        return desk.case(tx, *split_case_id(case_id)).customer.code
