"""``tactful calendar`` and ``tactful visit``: days to act on, and visits, as files that a calendar takes in."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import open_desk, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain.appointments import Appointment
    from assistant.workflow.desk import Desk

_OUT = typer.Option(None, help="Write to this file instead of the terminal.")
_FORCE = typer.Option(False, help="Write over a file that is there already.")
_MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("calendar")(calendar)
    app.command("visit")(visit)


def calendar(
    context: typer.Context,
    customer: str | None = typer.Option(None, help="Only this customer's days; else everybody's."),
    out: Path | None = _OUT,
    force: bool = _FORCE,
) -> None:
    """Write the days to come as a calendar: answers asked for, promises, disputes, ends of holds, instalments.

    Example: tactful calendar --customer CN03 --out CN03.ics
    """
    from assistant.workflow.appointments import appointments

    desk = open_desk(context)
    _write(context, desk, appointments(desk, customer), out, force)


def visit(
    context: typer.Context,
    case: str = typer.Argument(help="A case, such as CN01-CNY."),
    at: datetime = typer.Option(..., formats=_MOMENT, help="When it begins, by the customer's clock."),
    minutes: int = typer.Option(60, help="How long it lasts."),
    place: str = typer.Option("", help="Where to meet."),
    purpose: str = typer.Option("", help="What it is for."),
    out: Path | None = _OUT,
    force: bool = _FORCE,
) -> None:
    """Write a visit to a customer as a calendar entry; it is not recorded.

    Example: tactful visit CN01-CNY --at 2026-06-22T10:00 --place "8 Wangshu Road" --out visit.ics
    """
    from assistant.workflow.appointments import visit as planned

    desk = open_desk(context)
    _write(context, desk, [planned(desk, case, at=at, minutes=minutes, place=place, purpose=purpose)], out, force)


def _write(
    context: typer.Context, desk: "Desk", entries: "Sequence[Appointment]", out: Path | None, force: bool
) -> None:
    from assistant.bootstrap import render_calendar, write_new

    content = render_calendar(desk, entries, wording(context))
    if out:
        write_new(out, content, replace=force)
        print(f"{out}  {len(entries)}")
    else:
        sys.stdout.write(content.decode().replace("\r\n", "\n"))
