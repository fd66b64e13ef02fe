"""``tactful replies``: what customers wrote on a case, what each reply is read to say, and what you say of it."""

from typing import TYPE_CHECKING

import typer

from assistant.cli.read import reading_lines
from assistant.cli.recording import CASE, JSON, pairs, tell
from assistant.cli.session import acting, open_desk, print_json, wording
from assistant.domain.parties import Role

if TYPE_CHECKING:
    from assistant.wording import Wording
    from assistant.workflow.replies import ReplyShown

replies = typer.Typer(help="What customers wrote: read it, confirm or correct it.", no_args_is_help=True)

_REPLY = typer.Argument(help="The reply's id, as the list shows it.")


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(replies, name="replies")


@replies.command("list")
def list_replies(context: typer.Context, case: str = CASE, as_json: bool = JSON) -> None:
    """List what the customer wrote, newest first, with what it is read to say and who has confirmed it.

    Example: tactful replies list CN05-CNY
    """
    from assistant.workflow.replies import replies_of
    from assistant.workflow.replies.documents import reply_line

    desk, words = open_desk(context), wording(context)
    found = replies_of(desk, case)
    if as_json:
        print_json([reply_line(it) for it in found])
        return
    for it in found:
        print(_line(it, words))
    if not found:
        print(words.label("no_replies"))


@replies.command()
def show(context: typer.Context, case: str = CASE, reply: str = _REPLY, as_json: bool = JSON) -> None:
    """Show a reply with each thing that it is read to say, and what a person said of it.

    Example: tactful replies show CN05-CNY R-CN05-1
    """
    from assistant.workflow.reading_words import said_in_words
    from assistant.workflow.replies import reply_shown
    from assistant.workflow.replies.documents import reply_document

    desk, words = open_desk(context), wording(context)
    it = reply_shown(desk, case, reply)
    if as_json:
        print_json(reply_document(it))
        return
    print(_line(it, words))
    print(words.value(it.reply.text))
    print()
    for line in reading_lines(it.reading, words):
        print(line)
    if it.read:
        print(words.label("read_as").format(said=said_in_words(it.read, words)))


@replies.command()
def confirm(
    context: typer.Context,
    case: str = CASE,
    reply: str = _REPLY,
    changes: list[str] = typer.Option([], "--set", help="place=value to correct, such as promise.due=2026-06-26."),
    without: list[str] = typer.Option([], help="A label that the reply does not say, such as dispute."),
    note: str = typer.Option("", help="A word on why."),
    as_json: bool = JSON,
) -> None:
    """Confirm what a reply says, or correct it; cause, promise, dispute and hold are recorded, and drafts stop.

    Example: tactful replies confirm CN05-CNY R-CN05-1 --set promise.due=2026-06-26 --without dispute
    """
    from assistant.intake.given_reading import changed
    from assistant.workflow.replies import confirm_reading, reply_shown
    from assistant.workflow.replies.documents import confirmed_document

    desk, words = open_desk(context), wording(context)
    given = None
    if changes or without or note:
        given = changed(reply_shown(desk, case, reply).to_confirm, pairs(changes) | {"note": note}, without)
    done = confirm_reading(desk, acting(context, desk, Role.ACCOUNT_MANAGER), case, reply, given)
    if as_json:
        print_json(confirmed_document(done, words))
        return
    print(f"{reply}  {words.label('now_stored') if done.new else words.label('no_change')}")
    for entry in done.recorded:
        print(f"{entry.key}  {words.reason(entry.what)}")
        tell(entry.notes, entry.stale, words)
    if done.answer:
        print(words.label("answer_with").format(kind=words.name(done.answer)))


def _line(it: "ReplyShown", words: "Wording") -> str:
    state = words.label("reply_unread")
    if it.read:
        state = words.label("reply_read").format(person=it.read.read_by, moment=words.value(it.read.read_at))
    about = "  ".join(part for part in (it.reply.subject, it.reply.sender) if part)
    return words.value(f"{it.reply.id}  {words.value(it.reply.received)}  [{state}]  {about}")
