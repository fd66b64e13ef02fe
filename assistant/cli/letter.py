"""``tactful letter``: a message as a file on the company's paper."""

import hashlib
from functools import partial
from pathlib import Path

import typer

from assistant.cli.session import open_desk, operator
from assistant.domain.letter import LetterForm


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("letter")(letter)


def letter(
    context: typer.Context,
    message: str = typer.Argument(help="A message by mail or letter, such as M-0001."),
    out: Path = typer.Option(..., help="Write to this file."),
    form: LetterForm = typer.Option(LetterForm.PDF, "--format", help="pdf shows alike everywhere; docx can be signed."),
    force: bool = typer.Option(False, help="Write over a file that is there already."),
) -> None:
    """Write a message as a letter; until it is released, every page says that it is a draft.

    Example: tactful letter M-0001 --format pdf --out M-0001.pdf
    """
    from assistant.bootstrap import write_new
    from assistant.workflow.letter_file import take_letter

    desk = open_desk(context)
    store = partial(write_new, out, replace=force)
    content = take_letter(desk, operator(context, desk), message, form, store=store)
    print(f"{out}  sha256 {hashlib.sha256(content).hexdigest()}")
