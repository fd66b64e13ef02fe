"""``tactful interest``: what late payment costs on a case, on which basis, and every step."""

from datetime import datetime

import typer

from assistant.cli.session import open_desk, print_json, wording

_DAY = ["%Y-%m-%d"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("interest")(interest)


def interest(
    context: typer.Context,
    case: str = typer.Argument(help="A case, such as CN01-CNY."),
    as_of: datetime | None = typer.Option(None, formats=_DAY, help="Up to and including this day; today by default."),
    invoice: str = typer.Option("", help="Only this invoice."),
    factor: str = typer.Option("", help="One factor of the range that the law gives, such as 1.4; else both ends."),
    without_disputed: bool = typer.Option(False, "--without-disputed", help="Leave contested parts out."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Compute late interest day by day on the reducing balance, by contract or law; 3 when a rate is missing.

    Example: tactful interest CN05-CNY --as-of 2026-06-16
    """
    from assistant.cli.late_show import interest_lines
    from assistant.workflow.late_documents import interest_document
    from assistant.workflow.late_interest import InterestWishes, interest_on, read_factor

    wishes = InterestWishes(
        as_of=as_of.date() if as_of else None,
        invoice=invoice,
        factor=read_factor(factor),
        leave_out_disputed=without_disputed,
    )
    found, words = interest_on(open_desk(context), case, wishes), wording(context)
    if as_json:
        print_json(interest_document(found, words))
    else:
        print("\n".join(interest_lines(found, words)))
    if not found.is_complete:
        raise typer.Exit(3)
