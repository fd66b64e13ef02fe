"""The command line: one noun per file, thin; errors become one line and an exit code."""

import io
import sys

import typer
from typer.exceptions import TyperException

from assistant.cli import (
    agreement,
    allocate,
    audit,
    authority,
    backup,
    batch,
    calendar,
    cases,
    check,
    contract_terms,
    contracts,
    customers,
    demo,
    doctor,
    draft,
    import_documents,
    import_payments,
    imports,
    index,
    interest,
    law,
    lessons,
    letter,
    negotiate,
    policy,
    prompts,
    read,
    record,
    replies,
    review,
    reword,
    rules,
    sent,
    serve,
    statement,
    terms,
    users,
)
from assistant.cli.session import Options, spoken
from assistant.errors import TactfulError

app = typer.Typer(
    name="tactful",
    help="Get late invoices paid without losing the customer.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def options(
    context: typer.Context,
    workspace: str = typer.Option("", help="Folder of all state (TACTFUL_WORKSPACE; default ./tactful-data)."),
    login: str = typer.Option("", "--as", help="Who acts (TACTFUL_USER)."),
    lang: str = typer.Option("", help="Language of messages: en, zh-Hans, zh-Hant (TACTFUL_LANGUAGE)."),
) -> None:
    """Get late invoices paid without losing the customer."""
    given: Options = context.obj
    given.workspace, given.login, given.lang = workspace, login, lang


for module in (
    demo,
    imports,
    import_documents,
    import_payments,
    cases,
    customers,
    statement,
    calendar,
    interest,
    allocate,
    law,
    contract_terms,
    contracts,
    terms,
    read,
    replies,
    authority,
    agreement,
    batch,
    draft,
    negotiate,
    reword,
    sent,
    letter,
    check,
    record,
    review,
    lessons,
    index,
    audit,
    backup,
    users,
    policy,
    rules,
    prompts,
    doctor,
    serve,
):
    module.register(app)


def run() -> None:
    """Run the command and exit: 0 done, 1 the answer is no, 2 bad input, 3 incomplete, 4 not set up or reachable."""
    given = Options()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character shows its code instead
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(obj=given, standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except TactfulError as error:
        print(f"tactful: {spoken(error, given)}", file=sys.stderr)
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(130)
    except TyperException as error:
        said = error.format_message()
        is_help = said.startswith("Usage:")  # a noun without its verb asks what there is
        print(said if is_help else f"tactful: {said}  (tactful --help)", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output went away (`tactful … | head`): nobody is left to be told.
        sys.stderr.close()
        sys.exit(0)
