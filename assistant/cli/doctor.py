"""``tactful doctor``: whether everything that the program needs is there, and what to do where it is not."""

import os
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import print_json, settings, wording

if TYPE_CHECKING:
    from assistant.domain.health import Checked
    from assistant.wording import Wording


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


def doctor(
    context: typer.Context,
    ask: bool = typer.Option(False, "--try", help="Ask each model one word."),
    fetch: bool = typer.Option(False, "--warm", help="Fetch the ranks by which tiktoken counts for the models."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Look at Python, workspace, record, settings, prompts, models and token counts; nothing is changed.

    Exit code 1 when something needs attention. Example: tactful doctor --warm
    """
    from assistant.bootstrap.doctor import examine, warm

    chosen, words = settings(context), wording(context)
    environ = os.environ  # noqa: TID251  (which settings were given is what is looked at)
    fetched = list(warm(chosen, environ)) if fetch else []
    checked = [*fetched, *examine(chosen, environ, ask=ask)]
    if as_json:
        print_json([_document(one, words) for one in checked])
    else:
        for one in checked:
            print(_line(one, words))
    if not all(one.well for one in checked):
        raise typer.Exit(1)


def _line(one: "Checked", words: "Wording") -> str:
    name = f"{words.name(one.part)} ({words.name(one.role)})" if one.role else words.name(one.part)
    return f"{'✓' if one.well else '✕'} {name}: {_said(one, words)}"


def _said(one: "Checked", words: "Wording") -> str:
    from assistant.errors import TactfulError

    return words.error(one.found) if isinstance(one.found, TactfulError) else words.reason(one.found)


def _document(one: "Checked", words: "Wording") -> dict[str, object]:
    return {
        "part": one.part,
        "role": one.role,
        "well": one.well,
        "code": one.found.code,
        "text": _said(one, words),
    }
