"""``tactful backup`` and ``tactful restore``: the whole record as one file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import open_desk, operator, print_json, settings, wording

if TYPE_CHECKING:
    from assistant.domain.backup import Backup
    from assistant.wording import Wording


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    context: typer.Context,
    file: Path = typer.Argument(help="The file to write, such as tactful-2026-06-16.zip."),
    force: bool = typer.Option(False, help="Write over a file that is there already."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Write the whole record to one file, while others go on working.

    Example: tactful backup tactful-2026-06-16.zip
    """
    from assistant.bootstrap import build_backups
    from assistant.workflow.back_up import back_up

    desk = open_desk(context)
    made = back_up(desk, build_backups(settings(context)), operator(context, desk), file, replace=force)
    words = wording(context)
    if as_json:
        print_json(_document(file, made.backup))
    else:
        _print(file, made.backup, words)
        print(words.label("keep_the_head"))
    if not made.noted:
        print(words.label("backup_not_noted"), file=sys.stderr)


def restore(
    context: typer.Context,
    file: Path = typer.Argument(help="A file that `tactful backup` wrote."),
    head: str = typer.Option("", help="Hash of the last audit entry, as kept elsewhere; any other is refused."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Fill a new workspace, or an empty database, from a backup: all of it or nothing.

    Example: tactful --workspace ./new-data restore tactful-2026-06-16.zip
    """
    from assistant.bootstrap import build_backups
    from assistant.workflow.restore import restore as restore_record

    open_desk(context)  # makes the workspace, or says why it cannot be used
    done = restore_record(build_backups(settings(context)), settings(context).user or "operator", file, head=head)
    if as_json:
        print_json({**_document(file, done.backup), "links_closed": list(done.closed)})
        return
    words = wording(context)
    _print(file, done.backup, words)
    if done.closed:
        print(words.label("links_closed").format(agreements=words.value(list(done.closed))))


def _print(file: Path, backup: "Backup", words: "Wording") -> None:
    print(file)
    print(f"  {words.label('backup_of').format(moment=words.value(backup.made), revision=backup.revision)}")
    for table, rows in sorted(backup.rows.items()):
        if rows:
            print(f"  {table:<20} {rows:>9}")
    print(f"  {words.label('backup_files').format(count=backup.files)}")
    print(f"  {words.label('backup_head').format(seq=backup.head.seq, hash=backup.head.hash)}")
    print(f"  sha256 {backup.digest}")


def _document(file: Path, backup: "Backup") -> dict[str, object]:
    return {
        "file": str(file),
        "sha256": backup.digest,
        "made": backup.made.isoformat(),
        "revision": backup.revision,
        "rows": dict(sorted(backup.rows.items())),
        "files": backup.files,
        "audit": {"seq": backup.head.seq, "hash": backup.head.hash},
    }
