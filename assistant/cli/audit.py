"""``tactful audit``: the log of what happened, and the proof that nobody changed it."""

import typer

from assistant.cli.session import open_desk, print_line, wording

audit = typer.Typer(help="The audit log.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(audit, name="audit")


@audit.command()
def verify(context: typer.Context) -> None:
    """Check the chain and name the first broken entry, if any.

    Example: tactful audit verify
    """
    from assistant.domain.audit import first_broken

    with open_desk(context).record.read() as tx:
        entries = tuple(tx.audit_entries())
    broken = first_broken(entries)
    words = wording(context)
    if broken is not None:
        print(words.label("audit_broken").format(seq=broken))
        raise typer.Exit(1)
    print(words.label("audit_whole").format(count=len(entries)))


@audit.command()
def export(context: typer.Context) -> None:
    """Print the log, one JSON object per line.

    Example: tactful audit export > audit.jsonl
    """
    with open_desk(context).record.read() as tx:
        for entry in tx.audit_entries():
            print_line(
                {
                    "seq": entry.seq,
                    "at": entry.at.isoformat(),
                    "actor": entry.actor,
                    "event": entry.event,
                    "object": entry.subject,
                    "version": entry.version,
                    "body": dict(entry.body),
                    "previous": entry.previous,
                    "hash": entry.hash,
                }
            )
