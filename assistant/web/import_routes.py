"""The routes behind the import page: a preview that stores nothing, and storing the very files that were previewed."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from assistant.domain.language import Language
from assistant.domain.parties import Person, Role
from assistant.errors import BadInput, NotAllowed, TactfulError
from assistant.web.guard import LOGIN
from assistant.web.import_view import Asked, outcome_view, problem_view
from assistant.web.importing import run_import
from assistant.web.labels import Labels
from assistant.web.markup import Markup
from assistant.web.office_words import office_words
from assistant.web.uploads import MOST_BYTES, Uploads
from assistant.workflow.desk import Desk, require_role

# Several files at once; the form's own parts weigh little.
_MOST_REQUEST = 3 * MOST_BYTES
_MAY_IMPORT = (Role.ACCOUNT_MANAGER, Role.REVIEWER, Role.ADMIN)
_OPTIONS = ("date_order", "decimal_mark", "signs", "currency", "mapping", "number", "received")


def import_routes(desk: Desk, uploads: Uploads) -> APIRouter:
    """``POST /api/imports/preview`` and ``POST /api/imports/store``; both answer with HTML for the page."""
    router = APIRouter(prefix="/api/imports")

    async def answered(request: Request, lang: Language, *, store: bool) -> JSONResponse:
        try:
            person = await run_in_threadpool(_importer, desk, request)
            async with request.form(max_files=30, max_fields=60) as form:
                asked = await run_in_threadpool(_asked, uploads, person, form)
            html = await run_in_threadpool(_shown, desk, uploads, person, asked, lang, store=store)
        except TactfulError as error:
            html = problem_view(office_words(desk, lang).error(error))
        return JSONResponse({"html": html})

    @router.post("/preview")
    async def preview(request: Request, lang: Annotated[Language, Query()] = Language.EN) -> JSONResponse:
        return await answered(request, lang, store=False)

    @router.post("/store")
    async def store(request: Request, lang: Annotated[Language, Query()] = Language.EN) -> JSONResponse:
        return await answered(request, lang, store=True)

    return router


def _importer(desk: Desk, request: Request) -> Person:
    """Who asks, read from the record for this very request; raises NotAllowed, or BadInput for too large a request."""
    size = request.headers.get("content-length", "")
    if not size.isdecimal() or int(size) > _MOST_REQUEST:
        most = _MOST_REQUEST // 1_000_000
        message = f"These files have more than {most} MB in all; import them on the command line."
        raise BadInput("request_too_large", message, most=most)
    login = request.scope.get(LOGIN)
    if not isinstance(login, str):
        raise NotAllowed("signed_out", "You are not signed in; sign in again.")
    with desk.record.read() as tx:
        person = tx.person(login)
    require_role(person, *_MAY_IMPORT)
    return person


def _asked(uploads: Uploads, person: Person, form: FormData) -> Asked:
    files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    token = _text(form, "token")
    if files:
        token = uploads.keep(person.login, ((str(file.filename), file.file) for file in files))
    if not token:
        raise BadInput("no_files", "Choose the files to import.")
    options = {name: _values(form, name) for name in _OPTIONS}
    return Asked(
        kind=_text(form, "kind"),
        token=token,
        customer=_text(form, "customer"),
        options={name: values for name, values in options.items() if values},
    )


def _shown(desk: Desk, uploads: Uploads, person: Person, asked: Asked, lang: Language, *, store: bool) -> Markup:
    paths = uploads.paths(person.login, asked.token)
    say = Labels.of(lang)
    outcome = run_import(desk, person, paths, asked, office_words(desk, lang), say, store=store)
    stored = store and outcome.may_store
    if stored:
        uploads.drop(asked.token)
    return outcome_view(outcome, asked, say, stored=stored)


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.strip()[:200] if isinstance(value, str) else ""


def _values(form: FormData, name: str) -> tuple[str, ...]:
    return tuple(v.strip()[:200] for v in form.getlist(name) if isinstance(v, str) and v.strip())
