"""The JSON routes of customers' replies: listed, added, shown with their reading, and confirmed or corrected."""

from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from assistant.bootstrap import pasted_reply
from assistant.domain.parties import Person
from assistant.intake.given_entries import ReplyGiven
from assistant.intake.given_reading import ReadingGiven
from assistant.web.posting import case_named, posting
from assistant.wording import Wording
from assistant.workflow.desk import Desk, require_role, split_case_id
from assistant.workflow.import_reply import import_reply
from assistant.workflow.record import typed
from assistant.workflow.record.entering import RECORDERS
from assistant.workflow.replies import confirm_reading, replies_of, reply_shown
from assistant.workflow.replies.documents import confirmed_document, reply_document, reply_line

# A reply may be a hundred thousand characters long, each of up to four bytes, and six in JSON's own spelling.
_MOST_REPLY_BYTES = 1_000_000


def reply_routes(desk: Desk) -> APIRouter:
    """``/cases/{case}/replies``."""
    router = APIRouter()

    @router.get("/cases/{case:path}/replies")
    def list_replies(case: str) -> JSONResponse:
        return JSONResponse([reply_line(it) for it in replies_of(desk, case_named(case))])

    @router.get("/cases/{case:path}/replies/{reply}")
    def show_reply(case: str, reply: str) -> JSONResponse:
        return JSONResponse(reply_document(reply_shown(desk, case_named(case), reply)))

    added = posting(desk, ReplyGiven, _added, most_bytes=_MOST_REPLY_BYTES)
    router.add_api_route("/cases/{case:path}/replies", added, methods=["POST"])
    confirmed = posting(desk, ReadingGiven, _confirmed)
    router.add_api_route("/cases/{case:path}/replies/{reply}/reading", confirmed, methods=["POST"])
    return router


def _added(
    desk: Desk, person: Person, path: Mapping[str, str], given: ReplyGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    require_role(person, *RECORDERS)
    code, currency = split_case_id(path["case"])
    sender, subject = (
        typed.line(given.sender, "sender", needed=False),
        typed.line(given.subject, "subject", needed=False),
    )
    mail = replace(pasted_reply(given.text), sender=sender, subject=subject)
    received = given.received.strip() or None
    done = import_reply(desk, person.login, mail, customer_code=code, currency=currency, received=received)
    notes = [{"code": note.code, "message": words.reason(note)} for note in done.notes]
    shown = reply_document(reply_shown(desk, path["case"], done.reply.id))
    return (201 if done.changed else 200), {**shown, "notes": notes, "stale": list(done.stale), "new": done.changed}


def _confirmed(
    desk: Desk, person: Person, path: Mapping[str, str], given: ReadingGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    done = confirm_reading(desk, person, path["case"], path["reply"], given)
    return (201 if done.new else 200), confirmed_document(done, words)
