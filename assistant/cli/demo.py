"""``tactful demo``: the sample company, today's drafts, and the web screens."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.serve import DEFAULT_PORT, start_server
from assistant.cli.session import Options, open_desk, settings, wording
from assistant.domain.language import Language

if TYPE_CHECKING:
    from assistant.domain.message import Message
    from assistant.wording import Wording
    from assistant.workflow.desk import Desk


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    context: typer.Context,
    workspace: Path | None = typer.Option(None, help="Folder for the sample; else the usual workspace."),
    no_serve: bool = typer.Option(False, "--no-serve", help="End after printing the drafts."),
    host: str = typer.Option("127.0.0.1", help="Address to serve on."),
    port: int = typer.Option(DEFAULT_PORT, min=0, max=65535, help="Port to serve on."),
) -> None:
    """Load the sample company, draft today's worklist, print three drafts, and open the web screens.

    Example: tactful demo --no-serve
    """
    from assistant.bootstrap import demo_people, make_sample_workspace
    from assistant.domain.parties import Role
    from assistant.intake.company import CompanyFile
    from assistant.knowledge import read_yaml, shipped
    from assistant.workflow.draft_worklist import draft_worklist
    from assistant.workflow.load_sample import load_sample

    if workspace:
        given: Options = context.obj
        given.workspace = str(workspace)
    folder = shipped("knowledge") / "sample"
    company = read_yaml(folder / "company.yaml", CompanyFile)
    if company.as_of:
        make_sample_workspace(settings(context), company.as_of)
    desk, words = open_desk(context), wording(context)
    people = load_sample(desk, folder)
    author = next(person for person in people if person.may(Role.ACCOUNT_MANAGER))
    new = list(draft_worklist(desk, author, writer="composer"))
    print(words.label("demo_loaded").format(cases=_open_cases(desk), drafts=len(new), day=company.as_of))
    for message in _one_per_language(desk):
        _print(message, words)
    if no_serve:
        return
    chosen = settings(context)
    start_server(desk, host=host, port=port, demo_people=demo_people(chosen), settings=chosen)


def _open_cases(desk: "Desk") -> int:
    from assistant.workflow.worklist import worklist_page

    return worklist_page(desk).total


def _one_per_language(desk: "Desk") -> list["Message"]:
    with desk.record.read() as tx:
        messages = tx.messages()
    first = {message.brief.language: message for message in reversed(messages)}
    return [first[language] for language in Language if language in first]


def _print(message: "Message", words: "Wording") -> None:
    from assistant.cli.show import draft_lines

    print()
    print("\n".join(draft_lines(message, words)))
