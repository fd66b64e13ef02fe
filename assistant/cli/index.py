"""``tactful index``: the search index is a cache of the record and can be made anew at any time."""

import typer

from assistant.cli.session import open_desk, settings

index = typer.Typer(help="The search index.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(index, name="index")


@index.command()
def rebuild(context: typer.Context) -> None:
    """Make the search index anew from the record.

    Example: tactful index rebuild
    """
    from assistant.bootstrap import require_index
    from assistant.workflow.rebuild_index import rebuild_index

    require_index(settings(context))
    contracts, clauses = rebuild_index(open_desk(context))
    print(f"{contracts} contracts, {clauses} clauses")
