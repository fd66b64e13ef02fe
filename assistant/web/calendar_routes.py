"""The routes that hand calendars to the browser as files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from assistant.bootstrap import render_calendar
from assistant.domain.appointments import Appointment
from assistant.web.answers import language_of
from assistant.web.file_answer import file_answer
from assistant.web.office_words import office_words
from assistant.web.posting import case_named
from assistant.workflow.appointments import appointments, visit
from assistant.workflow.desk import Desk

_MOST_TEXT = 500


def calendar_routes(desk: Desk) -> APIRouter:
    """``GET /calendar``, ``/customers/{customer}/calendar`` and ``/cases/{case}/visit``."""
    router = APIRouter()

    @router.get("/calendar")
    def everybody(request: Request) -> Response:
        return _file(desk, request, appointments(desk), "calendar")

    @router.get("/customers/{customer:path}/calendar")
    def one(customer: str, request: Request) -> Response:
        return _file(desk, request, appointments(desk, customer), customer)

    @router.get("/cases/{case:path}/visit")
    def planned(
        case: str,
        request: Request,
        at: datetime,
        minutes: int = 60,
        place: Annotated[str, Query(max_length=_MOST_TEXT)] = "",
        purpose: Annotated[str, Query(max_length=_MOST_TEXT)] = "",
    ) -> Response:
        entry = visit(desk, case_named(case), at=at, minutes=minutes, place=place, purpose=purpose)
        return _file(desk, request, [entry], f"{case}-{entry.day}")

    return router


def _file(desk: Desk, request: Request, entries: Sequence[Appointment], name: str) -> Response:
    words = office_words(desk, language_of(request))
    return file_answer(render_calendar(desk, entries, words), f"{name}.ics")
