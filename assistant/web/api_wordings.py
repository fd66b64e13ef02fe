"""The JSON routes by which authors have their drafts worded anew, and that tell what left this machine for a draft."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from fastapi import APIRouter, Request

from assistant.domain.message import Message
from assistant.domain.parties import Person
from assistant.intake.given_rewording import ChangeGiven, VersionGiven
from assistant.web.answers import language_of
from assistant.web.guard import LOGIN
from assistant.web.office_words import office_words
from assistant.web.posting import Reply, posting
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.draft_document import message_document
from assistant.workflow.reword_draft import reword_draft, use_composer, use_other, write_another
from assistant.workflow.sent import sent_documents, sent_for

UseCase: TypeAlias = Callable[..., Message]


def wording_routes(desk: Desk) -> APIRouter:
    """``/messages/{message}/rewordings``, ``variants``, ``variants/use``, ``composer`` and ``sent``."""
    router = APIRouter()
    router.add_api_route(
        "/messages/{message}/rewordings", posting(desk, ChangeGiven, _reworded, waits=True), methods=["POST"]
    )
    for route, act in (("variants", write_another), ("variants/use", use_other), ("composer", use_composer)):
        post = posting(desk, VersionGiven, _doing(act), waits=act is write_another)
        router.add_api_route(f"/messages/{{message}}/{route}", post, methods=["POST"], name=route)

    @router.get("/messages/{message}/sent")
    def tell_what_left(request: Request, message: str) -> Mapping[str, object]:
        words = office_words(desk, language_of(request))
        with desk.record.read() as tx:
            person = tx.person(request.scope[LOGIN])
        return sent_documents(sent_for(desk, person, message), desk.prices, words)

    return router


def _reworded(
    desk: Desk, person: Person, path: Mapping[str, str], given: ChangeGiven, words: Wording
) -> tuple[int, Mapping[str, object]]:
    done = reword_draft(desk, person, path["message"], given.change, version=given.version)
    return 201, message_document(done, words)


def _doing(act: UseCase) -> Reply:
    def reply(
        desk: Desk, person: Person, path: Mapping[str, str], given: VersionGiven, words: Wording
    ) -> tuple[int, Mapping[str, object]]:
        return 201, message_document(act(desk, person, path["message"], version=given.version), words)

    return reply
