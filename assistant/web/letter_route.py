"""The route that hands a letter to the browser as a file."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from assistant.domain.letter import LetterForm
from assistant.domain.parties import Role
from assistant.errors import BadInput
from assistant.web.file_answer import file_answer
from assistant.web.guard import LOGIN
from assistant.workflow.desk import Desk, require_role
from assistant.workflow.letter_file import take_letter

_MAY_TAKE = (Role.ACCOUNT_MANAGER, Role.REVIEWER, Role.ADMIN, Role.AUDITOR)


def letter_routes(desk: Desk) -> APIRouter:
    """``GET /messages/{message}/letter``: the message as a file, noted in the audit log."""
    router = APIRouter()

    @router.get("/messages/{message}/letter")
    def take(message: str, request: Request, form: Annotated[str, Query(alias="format")] = "pdf") -> Response:
        if form not in set(LetterForm):
            allowed = ", ".join(LetterForm)
            raise BadInput("bad_choice", f"format takes one of: {allowed}.", option="format", allowed=allowed)
        with desk.record.read() as tx:
            person = tx.person(request.scope[LOGIN])
        require_role(person, *_MAY_TAKE)
        content = take_letter(desk, person.login, message, LetterForm(form), store=lambda _: None)
        return file_answer(content, f"{message}.{form}")

    return router
