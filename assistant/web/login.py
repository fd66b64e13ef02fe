"""Signing in and out over HTTP: our own form, a cookie out of reach of scripts, and the way back to the page."""

import hmac
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.domain.language import Language
from assistant.errors import SignInFailed
from assistant.web.languages import given_language, language_of_path
from assistant.web.login_page import DemoPerson, LoginForm, login_page
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.sign_in import sign_in, sign_out

# One hash takes 64 MiB and a third of a second: more at once would let strangers fill the memory.
_HASHING = BoundedSemaphore(2)
_REFUSED = {"form_expired": 403, "too_many_tries": 429}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cookies:
    """Our cookies' names and flags; behind HTTPS (``secure``) browsers bind ``__Host-`` cookies to this very host."""

    secure: bool

    @property
    def session(self) -> str:
        """The name of the cookie that holds the session token."""
        return "__Host-tactful" if self.secure else "tactful"

    @property
    def form(self) -> str:
        """The name of the cookie that proves that a sign-in form is ours."""
        return "__Host-tactful-form" if self.secure else "tactful-form"

    def give(self, answer: Response, name: str, value: str) -> None:
        """Put a cookie on ``answer``: for this host alone, until the browser closes, out of reach of scripts."""
        answer.set_cookie(name, value, path="/", secure=self.secure, httponly=True, samesite="lax")

    def take(self, answer: Response, name: str) -> None:
        """Remove a cookie."""
        answer.delete_cookie(name, path="/", secure=self.secure, httponly=True, samesite="lax")


def login_routes(desk: Desk, cookies: Cookies, demo_people: tuple[tuple[str, str], ...]) -> APIRouter:
    """``GET`` and ``POST /login``, ``POST /logout``."""
    router = APIRouter()

    def shown(form: LoginForm, status: int = 200) -> Response:
        answer = HTMLResponse(login_page(form, _demo(desk, demo_people)), status)
        cookies.give(answer, cookies.form, form.form_token)
        return answer

    @router.get("/login")
    def show_form(request: Request, lang: str = "", next: str = "") -> Response:  # noqa: A002  (the query's own name)
        language = _language(request, lang, next)
        return shown(LoginForm(language=language, form_token=desk.new_token(), back=_own_path(next)))

    @router.post("/login")
    def take_form(
        request: Request,
        login: Annotated[str, Form(max_length=80)] = "",
        password: Annotated[str, Form(max_length=200)] = "",
        form_token: Annotated[str, Form(max_length=200)] = "",
        lang: Annotated[str, Form(max_length=20)] = "",
        next: Annotated[str, Form(max_length=500)] = "",  # noqa: A002
    ) -> Response:
        language = _language(request, lang, next)
        form = LoginForm(language=language, form_token=desk.new_token(), back=_own_path(next), login=login)
        try:
            if not _same(form_token, request.cookies.get(cookies.form, "")):
                raise SignInFailed("form_expired", "This sign-in form has expired; try again.")
            with _HASHING:
                signed_in = sign_in(desk, login.strip(), password, address=address_of(request))
        except SignInFailed as error:
            refused = replace(form, error=Wording.of(language).error(error))
            return shown(refused, _REFUSED.get(error.code, 401))
        sign_out(desk, request.cookies.get(cookies.session, ""))
        answer = RedirectResponse(form.back or f"/{language.value}/", 303)
        cookies.give(answer, cookies.session, signed_in.token)
        cookies.take(answer, cookies.form)
        return answer

    @router.post("/logout")
    def leave(
        request: Request,
        form_token: Annotated[str, Form(max_length=200)] = "",
        lang: Annotated[str, Form(max_length=20)] = "",
    ) -> Response:
        token = request.cookies.get(cookies.session, "")
        if not _same(form_token, logout_token(token)):
            return Response(status_code=403)
        sign_out(desk, token)
        answer = RedirectResponse(f"/login?lang={given_language(lang).value}", 303)
        cookies.take(answer, cookies.session)
        return answer

    return router


def logout_token(session_token: str) -> str:
    """What the sign-out form of this session carries; only its own pages can know it."""
    return sha256(b"sign out " + session_token.encode()).hexdigest()


def _demo(desk: Desk, shown: tuple[tuple[str, str], ...]) -> tuple[DemoPerson, ...]:
    """Those of the (login, password) pairs that the record knows."""
    with desk.record.read() as tx:
        known = {person.login: person for person in tx.people() if person.active}
    return tuple(DemoPerson(person=known[login], password=password) for login, password in shown if login in known)


def _same(given: str, expected: str) -> bool:
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def _own_path(asked: str) -> str:
    """``asked`` when it is one of our pages, else nothing: a link must not lead a person elsewhere after signing in."""
    plain = asked.isascii() and asked.isprintable() and "\\" not in asked
    return asked if plain and language_of_path(asked) and not asked.startswith("//") and asked[0] == "/" else ""


def _language(request: Request, tag: str, back: str) -> Language:
    asked = language_of_path(_own_path(back)) if back else None
    return given_language(tag or (asked.value if asked else None), request.headers.get("accept-language", ""))


def address_of(request: Request) -> str:
    """Where a request comes from, as tries are counted: the server has put in what a proxy of ours tells it."""
    return request.client.host if request.client else ""
