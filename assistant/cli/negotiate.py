"""``tactful negotiate``: what a customer proposes, our options, and our move; on a case, or on records by hand."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.in_order import answer_lines
from assistant.cli.session import acting, open_desk, print_json, read_text, settings, wording
from assistant.domain.kinds import MessageKind
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.domain.parties import Person
    from assistant.intake.given_choices import OfferGiven
    from assistant.wording import Wording
    from assistant.workflow.desk import Desk
    from assistant.workflow.given_talk.replying import NegotiatingDesk

# A longer line names no file on any system.
_LONGEST_NAME = 250
# No customer says only this: a name that was mistyped must not be answered as if it were their words.
_NAME_OF_TEXT = re.compile(r"\S+\.(?:txt|eml|md)")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("negotiate")(negotiate)


def negotiate(
    context: typer.Context,
    case: str = typer.Argument("", help="A case, such as CN01-CNY."),
    proposal: str = typer.Option(
        "", metavar="TEXT|FILE", help="Their words, a file of them, or - for standard input; else their newest reply."
    ),
    options: bool = typer.Option(False, "--options", help="Every option, not only theirs, ours and our limit."),
    offer: str = typer.Option("", help="Prepare the message that offers this option, such as O1."),
    of: str = typer.Option("", help="The same for an offer on record or a request for authority, such as OF-0001."),
    kind: MessageKind | None = typer.Option(None, help="Prepare it as this kind: reply, plan, confirmation or call."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
    jsonl: bool = typer.Option(False, "--jsonl", help="Records given by hand, one per line, from standard input."),
) -> None:
    """Read what a customer proposes, price the options, and say which are within your authority.

    With --offer, --of or --kind a proposal that is given is kept, and the message is prepared; with --kind alone it is
    the one of our next move. Else nothing is stored.

    Example: tactful negotiate CN01-CNY --proposal "先付三万，其余分三个月付清，可以吗？"
    """
    if jsonl:
        from assistant.bootstrap import build_negotiating_desk

        by_hand, words = build_negotiating_desk(settings(context)), wording(context)
        answer_lines(lambda line: _answered(by_hand, line, words), words)
        return
    if not case:
        raise BadInput("no_case_named", "Name a case, such as CN01-CNY, or give records with --jsonl.")
    from assistant.domain.parties import Role

    desk = open_desk(context)
    person = acting(context, desk, Role.ACCOUNT_MANAGER)
    text = _words_in(proposal)
    if offer or of or kind:
        from assistant.intake.given_choices import OfferGiven

        given = OfferGiven(option=offer, of=of, kind=kind or MessageKind.NEGOTIATION_REPLY)
        _offer(desk, person, case, text, given, wording(context), as_json=as_json)
    else:
        _show(desk, person, case, text, wording(context), as_json=as_json, every=options)


def _words_in(proposal: str) -> str:
    """The words themselves, or those of the file that they name; raises UnreadableFile where it is not there.

    A line that is no name of a file is what a customer said.
    """
    is_line = 0 < len(proposal) <= _LONGEST_NAME and proposal.isprintable()
    is_file = proposal == "-" or _NAME_OF_TEXT.fullmatch(proposal) or (is_line and Path(proposal).is_file())
    return read_text(Path(proposal)) if is_file else proposal


def _show(
    desk: "Desk", person: "Person", case_id: str, text: str, words: "Wording", *, as_json: bool, every: bool
) -> None:
    from assistant.cli.negotiate_show import table_lines
    from assistant.workflow.negotiation.documents import table_document
    from assistant.workflow.negotiation.with_words import negotiation_with

    table = negotiation_with(desk, person, case_id, text)
    if as_json:
        print_json(table_document(table, words))
    else:
        print("\n".join(table_lines(table, words, every=every)))


def _offer(
    desk: "Desk", person: "Person", case_id: str, text: str, given: "OfferGiven", words: "Wording", *, as_json: bool
) -> None:
    from assistant.cli.show import draft_lines
    from assistant.intake.given_choices import ProposalGiven
    from assistant.workflow.negotiation.documents import prepared_document
    from assistant.workflow.negotiation.make_offer import make_offer
    from assistant.workflow.negotiation.note_proposal import note_proposal

    if text.strip():
        note_proposal(desk, person, case_id, ProposalGiven(text=text))
    made = make_offer(desk, person, case_id, given)
    if as_json:
        print_json(prepared_document(made, words))
        return
    print("\n".join(draft_lines(made.message, words, ())))
    print(f"{made.offer.id}  {words.name(made.offer.arrangement.kind)} · {words.name(made.offer.status)}")
    if not (made.ruling.within or made.granted):
        approver = words.name(made.ruling.approver) if made.ruling.approver else ""
        print(words.label("approved_by").format(role=approver))


def _answered(desk: "NegotiatingDesk", line: Mapping[str, object], words: "Wording") -> dict[str, object]:
    from assistant.domain.brief import Refusal
    from assistant.intake.given_talk import talk_from_line
    from assistant.workflow.given_talk.answering import negotiate_given
    from assistant.workflow.given_talk.documents import answer_document

    result = negotiate_given(desk, talk_from_line(line))
    if isinstance(result, Refusal):
        return {"refused": words.reason(result.reason), "code": result.reason.code}
    return answer_document(result, words)
