"""``tactful review``, ``release`` and ``outbox``: the approval flow, and what left."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import acting, open_desk, print_json, read_text, wording
from assistant.domain.parties import Role

if TYPE_CHECKING:
    from assistant.workflow.desk import Desk

review = typer.Typer(help="Submit, accept, edit, return, reject or withdraw drafts.", no_args_is_help=True)
outbox = typer.Typer(help="What was released and where it went.", no_args_is_help=True)
_ID = typer.Argument(help="A message, such as M-0001.")
_HASH = typer.Option("", "--hash", help="The content hash that was shown; else the text as it stands now.")


def register(app: typer.Typer) -> None:
    """Add the nouns to the command line."""
    app.add_typer(review, name="review")
    app.command("release")(release)
    app.add_typer(outbox, name="outbox")


@review.command("list")
def list_messages(context: typer.Context, as_json: bool = typer.Option(False, "--json")) -> None:
    """List messages that are not finished.

    Example: tactful review list
    """
    from assistant.domain.message import OPEN

    desk, words = open_desk(context), wording(context)
    with desk.record.read() as tx:
        messages = tx.messages(status=OPEN)
    if as_json:
        print_json([{"id": m.id, "case": m.brief.case_id, "status": m.status, "author": m.author} for m in messages])
        return
    for message in messages:
        verdict = words.name(message.report.verdict)
        print(f"{message.id}  {message.brief.case_id:<10} {words.name(message.status)} · {verdict} · {message.author}")


@review.command()
def show(context: typer.Context, message: str = _ID, as_json: bool = typer.Option(False, "--json")) -> None:
    """Show a message with its facts and findings.

    Example: tactful review show M-0001
    """
    from assistant.cli.show import draft_lines
    from assistant.workflow.draft_document import message_document
    from assistant.workflow.sent import costs_of_draft

    desk, words = open_desk(context), wording(context)
    with desk.record.read() as tx:
        found = tx.message(message)
    if as_json:
        print_json(message_document(found, words))
        return
    print("\n".join(draft_lines(found, words, costs_of_draft(desk, found))))
    print(f"v{found.version} · {found.content_hash}")


@review.command()
def submit(context: typer.Context, message: str = _ID, content_hash: str = _HASH) -> None:
    """Ask for review, as the author.

    Example: tactful review submit M-0001
    """
    from assistant.workflow.review import submit_draft

    desk = open_desk(context)
    author = acting(context, desk, Role.ACCOUNT_MANAGER)
    done = submit_draft(desk, author, message, content_hash=content_hash or _hash_now(desk, message))
    print(f"{done.id} {wording(context).name(done.status)}")


@review.command()
def accept(
    context: typer.Context,
    message: str = _ID,
    content_hash: str = _HASH,
    reasons: str = typer.Option("", help="Why findings that ask for review are acceptable."),
) -> None:
    """Approve a message, as a reviewer who is not its author; a draft not yet submitted is refused.

    Example: tactful --as zhou review accept M-0001
    """
    from assistant.workflow.review import accept_draft

    desk = open_desk(context)
    with desk.record.read() as tx:
        author = tx.message(message).author
    reviewer = acting(context, desk, Role.REVIEWER, besides=author)
    done = accept_draft(desk, reviewer, message, content_hash=content_hash or _hash_now(desk, message), reasons=reasons)
    print(f"{done.id} {wording(context).name(done.status)}")


@review.command()
def edit(
    context: typer.Context,
    message: str = _ID,
    body: Path | None = typer.Option(None, help="File with the new body; else standard input."),
    subject: str | None = typer.Option(None, help="The new subject; else as it is."),
) -> None:
    """Save a new text; it is checked again.

    Example: tactful review edit M-0001 --body letter.txt
    """
    from assistant.cli.show import finding_line
    from assistant.workflow.edit_draft import edit_draft

    desk, words = open_desk(context), wording(context)
    editor = acting(context, desk, Role.ACCOUNT_MANAGER)
    with desk.record.read() as tx:
        old = tx.message(message)
    text = read_text(body).rstrip("\n")
    new_subject = old.draft.subject if subject is None else subject
    done = edit_draft(desk, editor, message, version=old.version, subject=new_subject, body=text)
    print(f"{done.id} v{done.version} {words.name(done.status)} · {words.name(done.report.verdict)}")
    for finding in done.report.findings:
        print(f"  {finding_line(finding, words)}")
    if not done.report.verdict.may_leave:
        raise typer.Exit(1)


@review.command("return")
def give_back(
    context: typer.Context, message: str = _ID, reason: str = typer.Option(..., help="What to change.")
) -> None:
    """Give a message back to its author.

    Example: tactful review return M-0001 --reason "softer opening"
    """
    from assistant.workflow.review import return_draft

    desk = open_desk(context)
    done = return_draft(desk, acting(context, desk, Role.REVIEWER), message, reason=reason)
    print(f"{done.id} {wording(context).name(done.status)}")


@review.command()
def reject(context: typer.Context, message: str = _ID, reason: str = typer.Option(..., help="Why it ends.")) -> None:
    """End a message for good.

    Example: tactful review reject M-0001 --reason "paid by phone"
    """
    from assistant.workflow.review import reject_draft

    desk = open_desk(context)
    done = reject_draft(desk, acting(context, desk, Role.REVIEWER), message, reason=reason)
    print(f"{done.id} {wording(context).name(done.status)}")


@review.command()
def withdraw(context: typer.Context, message: str = _ID) -> None:
    """Take a message back, as its author.

    Example: tactful review withdraw M-0001
    """
    from assistant.workflow.review import withdraw_draft

    desk = open_desk(context)
    done = withdraw_draft(desk, acting(context, desk, Role.ACCOUNT_MANAGER), message)
    print(f"{done.id} {wording(context).name(done.status)}")


def release(context: typer.Context, message: str = _ID) -> None:
    """Release an approved message into the outbox; a second call changes nothing.

    Example: tactful release M-0001
    """
    from assistant.workflow.release_draft import release_draft

    desk = open_desk(context)
    entry = release_draft(desk, acting(context, desk, Role.ACCOUNT_MANAGER), message)
    print(f"{entry.message_id} v{entry.version} {entry.state}: {entry.place}")


@outbox.command("list")
def list_outbox(context: typer.Context, as_json: bool = typer.Option(False, "--json")) -> None:
    """List what was released.

    Example: tactful outbox list
    """
    with open_desk(context).record.read() as tx:
        entries = tx.outbox()
    if as_json:
        print_json(
            [{"message": e.message_id, "version": e.version, "state": e.state, "place": e.place} for e in entries]
        )
        return
    for entry in entries:
        print(f"{entry.message_id} v{entry.version}  {entry.state}  {entry.place}")


def _hash_now(desk: "Desk", message_id: str) -> str:
    with desk.record.read() as tx:
        return tx.message(message_id).content_hash
