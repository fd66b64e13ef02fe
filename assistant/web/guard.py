"""Decides, before any route runs, whether a request may pass: session, origin, and which parts of Gradio answer."""

import json
import re
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from anyio import to_thread
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.bindings import PageBindings
from assistant.web.frame import Page
from assistant.web.headers import with_safe_headers
from assistant.web.languages import TAGS, language_of_path
from assistant.workflow.desk import Desk
from assistant.workflow.sign_in import who_is

# Where the guard leaves the login that it found, for `auth_dependency` and the routes.
LOGIN = "tactful.login"
_PUBLIC = re.compile(r"/login|/accept/[^/]+|/static/[\w.-]+|/favicon\.ico")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# All that the pages need of Gradio, and no more: no upload, no file or proxy reading, no direct calls of handlers.
_GRADIO = re.compile(
    rf"/(?:{'|'.join(TAGS)})(?:"
    rf"/(?:{'|'.join(page.value for page in Page)})|"
    r"/config|/theme\.css|/manifest\.json|/(?:assets|static|svelte)/[\w./-]+|"
    r"/gradio_api/(?:queue/join|queue/data|info|startup-events|heartbeat/[\w-]+|cancel|reset))?"
)
_PAGE_ID_IN_BODY = re.compile(r"/gradio_api/(?:queue/join|cancel|reset)$")
_HEARTBEAT = re.compile(r"/gradio_api/heartbeat/([\w-]+)$")
# A letter of 20,000 characters in JSON escapes, twice over; more than any handler takes.
MOST_BYTES = 512_000


@dataclass(slots=True)
class Guard:
    """ASGI middleware around everything; ``app`` is only called for requests that may pass."""

    app: ASGIApp
    desk: Desk
    cookie: str
    secure: bool
    pages: PageBindings = field(default_factory=PageBindings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request here, or pass it on with its login."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        send = with_safe_headers(send, scope["path"], secure=self.secure)
        headers = _headers(scope)
        answer = refuse_foreign(scope["method"], headers)
        if answer is None and not _PUBLIC.fullmatch(scope["path"]):
            answer, receive = await self._signed_in(scope, headers, receive)
        await (answer or self.app)(scope, receive, send)

    async def _signed_in(
        self, scope: Scope, headers: dict[str, str], receive: Receive
    ) -> tuple[Response | None, Receive]:
        token = cookie_value(headers.get("cookie", ""), self.cookie)
        person = await to_thread.run_sync(who_is, self.desk, token)
        if person is None:
            return _not_signed_in(scope, headers), receive
        scope[LOGIN] = person.login
        if language_of_path(scope["path"]) is None:
            return None, receive
        if not _GRADIO.fullmatch(scope["path"]):
            return JSONResponse({"error": {"code": "not_found"}}, 404), receive
        return await self._own_page(scope, receive, person.login)

    async def _own_page(self, scope: Scope, receive: Receive, login: str) -> tuple[Response | None, Receive]:
        """Refuse a page id that belongs to someone else, wherever Gradio takes one."""
        path = scope["path"]
        if heartbeat := _HEARTBEAT.search(path):
            page_id: object = heartbeat[1]
        elif path.endswith("/queue/data"):
            page_id = (parse_qs(scope["query_string"].decode("latin-1")).get("session_hash") or [None])[0]
        elif _PAGE_ID_IN_BODY.search(path):
            body = await _body(receive)
            if body is None:
                return JSONResponse({"error": {"code": "too_large"}}, 413), receive
            page_id, receive = _page_id(body), _again(body, receive)
        else:
            return None, receive
        if self.pages.belongs(page_id, login):
            return None, receive
        return JSONResponse({"error": {"code": "not_your_page"}}, 403), receive


def refuse_foreign(method: str, headers: dict[str, str]) -> Response | None:
    """A refusal for a changing request that a browser sends from another site's page; None when it may pass.

    A client that sends neither header is no browser, and no other site can make it send our cookie.
    """
    if method in _SAFE_METHODS:
        return None
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    own = site in ("same-origin", "none") if site else origin is None or urlsplit(origin).netloc == headers.get("host")
    return None if own else JSONResponse({"error": {"code": "foreign_origin"}}, 403)


def cookie_value(header: str, name: str) -> str | None:
    """The value of one cookie of a ``Cookie`` header, or None."""
    try:
        morsel = SimpleCookie(header).get(name)
    except CookieError:
        return None
    return morsel.value if morsel else None


def _not_signed_in(scope: Scope, headers: dict[str, str]) -> Response:
    wants_page = scope["method"] in ("GET", "HEAD") and "text/html" in headers.get("accept", "")
    if not wants_page:
        return JSONResponse({"error": {"code": "sign_in_needed"}}, 401)
    query = scope["query_string"].decode("latin-1")
    asked = scope["path"] + (f"?{query}" if query else "")
    return RedirectResponse(f"/login?next={quote(asked, safe='')}", 303)


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None when it is longer than any of ours."""
    body = b""
    while len(body) <= MOST_BYTES:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body if len(body) <= MOST_BYTES else None
    return None


def _page_id(body: bytes) -> object:
    try:
        content: Any = json.loads(body)
    except ValueError:
        return None
    return content.get("session_hash") if isinstance(content, dict) else None


def _again(body: bytes, receive: Receive) -> Receive:
    """A receive that gives ``body`` once more, then whatever comes next."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
