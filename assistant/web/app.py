"""Puts the web application together: guard, sign-in, JSON routes, static files and the pages in three languages."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from assistant.web.acceptance_routes import acceptance_routes
from assistant.web.api import add_api
from assistant.web.guard import Guard
from assistant.web.import_routes import import_routes
from assistant.web.languages import preferred_language
from assistant.web.login import Cookies, login_routes
from assistant.web.statement_route import statement_routes
from assistant.web.uploads import Uploads

if TYPE_CHECKING:
    from assistant.workflow.desk import Desk

_STATIC = Path(__file__).parent / "static"
_SWITCHES = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "HF_HUB_OFFLINE": "1",
    # After every call Gradio would sum up all calls for its monitoring page, which is off.
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
}
_FILES = {"tactful.css": "text/css", "tactful.js": "text/javascript"}


def create_app(desk: "Desk", *, secure_cookies: bool = False, demo_people: tuple[tuple[str, str], ...] = ()) -> FastAPI:
    """The application on ``desk``.

    ``secure_cookies`` is for HTTPS; ``demo_people`` are (login, password) pairs that the sign-in page shows to
    everyone: the sample company's, never anyone else's.
    """
    silence_gradio()
    # Gradio is imported here, after the switches that it reads.
    from assistant.web.mount import mount_pages

    cookies = Cookies(secure=secure_cookies)
    app = FastAPI(title="Tactful", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, desk=desk, cookie=cookies.session, secure=secure_cookies)
    app.include_router(login_routes(desk, cookies, demo_people))
    app.include_router(acceptance_routes(desk))
    add_api(app, desk)
    app.include_router(import_routes(desk, Uploads()))
    app.include_router(statement_routes(desk), prefix="/api")
    _add_start_and_files(app)
    mount_pages(app, desk, cookies)
    return app


def silence_gradio() -> None:
    """Keep Gradio and what it builds on from calling home and counting calls; they read nothing but the environment."""
    for name, value in _SWITCHES.items():
        os.environ[name] = value  # noqa: TID251


def _add_start_and_files(app: FastAPI) -> None:
    @app.get("/")
    def start(request: Request) -> Response:
        language = preferred_language(request.headers.get("accept-language", ""))
        return RedirectResponse(f"/{language.value}/", 303)

    @app.get("/static/{name}")
    def static_file(name: str) -> Response:
        kind = _FILES.get(name)
        return FileResponse(_STATIC / name, media_type=kind) if kind else Response(status_code=404)

    @app.get("/favicon.ico")
    def icon() -> Response:
        return FileResponse(_STATIC / "tactful.svg", media_type="image/svg+xml")
