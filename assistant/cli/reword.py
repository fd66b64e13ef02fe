"""``tactful reword`` and ``tactful another``: other wordings of one's own draft."""

from typing import TYPE_CHECKING

import typer

from assistant.cli.session import acting, open_desk, print_json, wording
from assistant.domain.order import Change
from assistant.domain.parties import Role
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.domain.message import Message
    from assistant.wording import Wording
    from assistant.workflow.desk import Desk

_ID = typer.Argument(help="A message of your own, such as M-0001.")
_JSON = typer.Option(False, "--json", help="One JSON document.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("reword")(reword)
    app.command("another")(another)


def reword(
    context: typer.Context,
    message: str = _ID,
    softer: bool = typer.Option(False, "--softer", help="One tone softer."),
    firmer: bool = typer.Option(False, "--firmer", help="One tone firmer, as far as the policy goes."),
    shorter: bool = typer.Option(False, "--shorter", help="The same in fewer words."),
    mention_offer: bool = typer.Option(False, "--mention-offer", help="Say clearly what is on offer."),
    composer: bool = typer.Option(False, "--composer", help="The built-in composer's wording."),
    other: bool = typer.Option(False, "--other", help="The wording that `tactful another` found."),
    as_json: bool = _JSON,
) -> None:
    """Word your draft anew, as its next version; give one of the options.

    Example: tactful reword M-0001 --softer
    """
    from assistant.workflow.reword_draft import reword_draft, use_composer, use_other

    wanted = dict(zip(Change, (softer, firmer, shorter, mention_offer), strict=True))
    changes = [change for change, is_wanted in wanted.items() if is_wanted]
    if len(changes) + composer + other != 1:
        raise BadInput("one_change", "Give one of --softer, --firmer, --shorter, --mention-offer, --composer, --other.")
    desk, words = open_desk(context), wording(context)
    author, version = acting(context, desk, Role.ACCOUNT_MANAGER), _version(desk, message)
    if changes:
        done = reword_draft(desk, author, message, changes[0], version=version)
    else:
        done = (use_composer if composer else use_other)(desk, author, message, version=version)
    _show(desk, done, words, as_json=as_json)


def another(context: typer.Context, message: str = _ID, as_json: bool = _JSON) -> None:
    """Find another wording of your draft, to be taken with `tactful reword MESSAGE --other`.

    Example: tactful another M-0001
    """
    from assistant.workflow.reword_draft import write_another

    desk, words = open_desk(context), wording(context)
    author = acting(context, desk, Role.ACCOUNT_MANAGER)
    done = write_another(desk, author, message, version=_version(desk, message))
    _show(desk, done, words, as_json=as_json)


def _version(desk: "Desk", message: str) -> int:
    with desk.record.read() as tx:
        return tx.message(message).version


def _show(desk: "Desk", message: "Message", words: "Wording", *, as_json: bool) -> None:
    from assistant.cli.show import draft_lines
    from assistant.workflow.draft_document import message_document
    from assistant.workflow.sent import costs_of_draft

    if as_json:
        print_json(message_document(message, words))
    else:
        print("\n".join(draft_lines(message, words, costs_of_draft(desk, message))))
    if not message.report.verdict.may_leave:
        raise typer.Exit(1)
