"""The routes by which a person settles what late payment costs: a contract's own terms, and answers on scope."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.domain.parties import Person, Role
from assistant.knowledge import Closed
from assistant.web.answers import language_of
from assistant.web.bodies import body_of, given_in
from assistant.web.guard import LOGIN
from assistant.web.office_words import office_words
from assistant.wording import Wording
from assistant.workflow.desk import Desk, require_role
from assistant.workflow.late_terms import GivenTerms, answer_question, confirm_terms

_MAY_SETTLE = (Role.ACCOUNT_MANAGER, Role.REVIEWER, Role.ADMIN)


class YesNo(StrEnum):
    """An answer."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerGiven(Closed):
    """A person's answer to a question on which a rule of law depends."""

    rule: str
    question: str
    answer: YesNo
    evidence: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TermsGiven(Closed):
    """What a contract says about late payment, as a person read it; ``rate`` is ``none`` when it says nothing."""

    rate: str
    law: str = ""
    clause: str = ""
    quote: str = ""
    customer: str = ""


Act: TypeAlias = Callable[[Person, str, Any, Wording], dict[str, object]]


def law_routes(desk: Desk) -> APIRouter:
    """``POST /customers/{name}/law-answers`` and ``POST /contracts/{name}/late-terms``; twice is once."""
    router = APIRouter()

    def answer(person: Person, name: str, given: AnswerGiven, _: Wording) -> dict[str, object]:
        kept, changed = answer_question(
            desk,
            person.login,
            name,
            given.rule,
            given.question,
            answer=given.answer is YesNo.YES,
            evidence=given.evidence,
        )
        return {"rule": kept.rule, "question": kept.question, "answer": given.answer, "new": changed}

    def confirm(person: Person, name: str, given: TermsGiven, words: Wording) -> dict[str, object]:
        read = GivenTerms(
            contract=name,
            rate=given.rate,
            law=given.law,
            clause=given.clause,
            quote=given.quote,
            customer=given.customer,
        )
        terms, notes, changed = confirm_terms(desk, person.login, read)
        return {"contract": terms.contract_no, "new": changed, "notes": [words.reason(note) for note in notes]}

    for path, shape, act in (
        ("/customers/{name}/law-answers", AnswerGiven, answer),
        ("/contracts/{name}/late-terms", TermsGiven, confirm),
    ):
        router.add_api_route(path, _posting(desk, shape, act), methods=["POST"])
    return router


def _posting(desk: Desk, shape: type[object], act: Act) -> Callable[[str, Request], Any]:
    async def post(name: str, request: Request) -> Response:
        given = given_in(await body_of(request), shape)
        return await run_in_threadpool(answered, name, request, given)

    def answered(name: str, request: Request, given: object) -> Response:
        with desk.record.read() as tx:
            person = tx.person(request.scope[LOGIN])
        require_role(person, *_MAY_SETTLE)
        document = act(person, name, given, office_words(desk, language_of(request)))
        return JSONResponse(document, 201 if document["new"] else 200)

    return post
