"""Answers a request that records something on a case: once for each ``Idempotency-Key``, in the reader's language."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, TypeAlias

from fastapi import Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from assistant.domain.brief import digest
from assistant.domain.parties import Person
from assistant.errors import BadInput
from assistant.web.answers import language_of
from assistant.web.bodies import MOST_BYTES, body_of, given_in
from assistant.web.guard import LOGIN
from assistant.web.office_words import office_words
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.once import Answer, OnceInItsOwnTime, once

# What a route does with the path's parts and the body, in the one unit of work of the desk that it is given: a status
# and the document that tells what was done.
Reply: TypeAlias = Callable[[Desk, Person, Mapping[str, str], Any, Wording], tuple[int, Mapping[str, object]]]
Run: TypeAlias = Callable[[Desk, str, str, str, Callable[[Desk], Answer]], Answer]
_REPLAYED = {"Idempotent-Replayed": "true"}


def posting(
    desk: Desk,
    shape: type[object],
    reply: Reply,
    *,
    most_bytes: int = MOST_BYTES,
    waits: bool = False,
    kept: bool = True,
) -> Callable[[Request], Any]:
    """The handler of a route that records something, once for each ``Idempotency-Key``.

    ``waits`` says that it may have to wait for a model: then it is given the desk itself, in no unit of work.
    Without ``kept`` the answer is stored under no key: it holds what is shown once and never again.
    """
    run: Run = (OnceInItsOwnTime() if waits else once) if kept else _each_time

    async def post(request: Request) -> Response:
        body = await body_of(request, most_bytes)
        return await run_in_threadpool(_answered, desk, request, given_in(body, shape), reply, run)

    return post


def case_named(case_id: str) -> str:
    """``case_id``, unless no case can be called so; some databases cannot even be asked for it."""
    if not case_id.isprintable() or len(case_id) > 200:
        raise BadInput("not_a_case_id", f"{case_id[:40]!r} is not a case; write it like CN01-CNY.", case=case_id[:40])
    return case_id


def _each_time(desk: Desk, login: str, key: str, digest: str, act: Callable[[Desk], Answer]) -> Answer:  # noqa: ARG001  (as `once`)
    return act(desk)


def _answered(desk: Desk, request: Request, given: Any, reply: Reply, run: Run) -> Response:
    path = {name: str(step) for name, step in request.path_params.items()}
    if "case" in path:
        case_named(path["case"])
    words, login = office_words(desk, language_of(request)), request.scope[LOGIN]

    def act(inside: Desk) -> Answer:
        with inside.record.read() as tx:
            person = tx.person(login)
        status, document = reply(inside, person, path, given, words)
        return Answer(status=status, body=json.dumps(document, ensure_ascii=False))

    asked = digest([request.url.path, asdict(given)])
    key = request.headers.get("idempotency-key", "")
    answer = run(desk, login, key, asked, act)
    headers = _REPLAYED if answer.replayed else None
    return Response(answer.body, answer.status, headers=headers, media_type="application/json")
