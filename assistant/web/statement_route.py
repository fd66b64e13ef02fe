"""The route that hands a statement of account to the browser as a file."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from assistant.bootstrap import render_statement
from assistant.domain.parties import Role
from assistant.errors import BadInput
from assistant.web.file_answer import file_answer
from assistant.web.guard import LOGIN
from assistant.workflow.desk import Desk, require_role
from assistant.workflow.statement import keep_statement, state_account

_FORMS = ("docx", "xlsx", "csv")
_MAY_TAKE = (Role.ACCOUNT_MANAGER, Role.REVIEWER, Role.ADMIN, Role.AUDITOR)


def statement_routes(desk: Desk) -> APIRouter:
    """``GET /customers/{customer}/statement``: a file in the customer's language, noted in the audit log."""
    router = APIRouter()

    @router.get("/customers/{customer:path}/statement")
    def take(customer: str, request: Request, form: Annotated[str, Query(alias="format")] = "docx") -> Response:
        if form not in _FORMS:
            allowed = ", ".join(_FORMS)
            raise BadInput("bad_choice", f"format takes one of: {allowed}.", option="format", allowed=allowed)
        with desk.record.read() as tx:
            person = tx.person(request.scope[LOGIN])
        require_role(person, *_MAY_TAKE)
        made = state_account(desk, customer)
        language = made.statement.customer.language
        content = render_statement(made.statement, form, language)
        keep_statement(
            desk, person.login, made.statement, form=form, language=language, content=content, store=lambda _: None
        )
        return file_answer(content, f"{customer}-{made.statement.as_of}.{form}")

    return router
