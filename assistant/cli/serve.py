"""``tactful serve``: the web screens and the JSON API."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import open_desk
from assistant.cli.session import settings as settings_of

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.workflow.desk import Desk

DEFAULT_PORT = 7860


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    context: typer.Context,
    host: str = typer.Option("127.0.0.1", help="Address to serve on."),
    port: int = typer.Option(DEFAULT_PORT, min=0, max=65535, help="Port to serve on."),
) -> None:
    """Serve the web screens until stopped.

    Example: tactful serve --port 7861
    """
    from assistant.bootstrap import demo_people

    settings = settings_of(context)
    start_server(open_desk(context), host=host, port=port, demo_people=demo_people(settings), settings=settings)


def start_server(
    desk: "Desk", *, host: str, port: int, demo_people: Sequence[tuple[str, str]], settings: "Settings"
) -> None:
    """Serve ``desk`` until stopped; raises PortInUse."""
    from assistant.web.server import serve as run

    run(desk, host=host, port=port, demo_people=tuple(demo_people), secure_cookies=settings.secure_cookies)
