"""``tactful agreement``: what was put in writing for a customer to accept, its link, and how the customer answered."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.recording import CASE, JSON
from assistant.cli.session import acting, open_desk, print_json, wording
from assistant.domain.negotiation import AnswerSaid, AnswerWay
from assistant.domain.parties import Role

if TYPE_CHECKING:
    from assistant.domain.negotiation import Agreement
    from assistant.wording import Wording
    from assistant.workflow.acceptance import AgreementShown
    from assistant.workflow.desk import Desk

agreement = typer.Typer(help="Arrangements put in writing: link, answer, state.", no_args_is_help=True)

_AGREEMENT = typer.Argument(help="An agreement, such as AG-0001.")


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(agreement, name="agreement")


@agreement.command("list")
def list_agreements(context: typer.Context, case: str = CASE, as_json: bool = JSON) -> None:
    """List the agreements of a case, oldest first.

    Example: tactful agreement list CN05-CNY
    """
    from assistant.workflow.acceptance import agreements_of
    from assistant.workflow.acceptance.documents import agreement_document

    desk, words = open_desk(context), wording(context)
    found = agreements_of(desk, case)
    if as_json:
        print_json([agreement_document(it, words) for it in found])
        return
    for it in found:
        print(_line(it, words))
    if not found:
        print(words.label("no_agreements"))


@agreement.command()
def show(context: typer.Context, number: str = _AGREEMENT, as_json: bool = JSON) -> None:
    """Show an agreement with its schedule, its links and every answer, and whether it still fits the record.

    Example: tactful agreement show AG-0001
    """
    from assistant.workflow.acceptance import agreement_shown

    desk, words = open_desk(context), wording(context)
    _tell(agreement_shown(desk, number), words, as_json)


@agreement.command()
def link(
    context: typer.Context,
    number: str = _AGREEMENT,
    days: int = typer.Option(0, help="Days for which it opens; as TACTFUL_ACCEPTANCE_DAYS says when it is left out."),
    as_json: bool = JSON,
) -> None:
    """Make the link by which the customer accepts; it is shown once, and earlier ones no longer open anything.

    Example: tactful agreement link AG-0001 --days 7
    """
    from assistant.workflow.acceptance import make_link
    from assistant.workflow.acceptance.documents import link_document

    desk, words = open_desk(context), wording(context)
    made = make_link(desk, acting(context, desk, Role.ACCOUNT_MANAGER), number, days=days or None)
    if as_json:
        print_json(link_document(made))
        return
    print(made.address)
    print(f"  {words.label('link_until').format(moment=words.value(made.link.expires))}")
    if not made.whole:
        print(f"  ! {words.label('link_is_path')}")


@agreement.command()
def answer(
    context: typer.Context,
    number: str = _AGREEMENT,
    said: AnswerSaid = typer.Option(..., help="What the customer answered."),
    way: AnswerWay = typer.Option(..., help="How: reply, signed or call."),
    name: str = typer.Option(..., help="Who of the customer said it."),
    words: str = typer.Option("", help="Their words, quoted from the reply; the note of a call."),
    source: str = typer.Option("", help="The reply's id, or the SHA-256 of the signed copy."),
    file: Path | None = typer.Option(None, help="The signed copy itself: its SHA-256 is noted, the file is not kept."),
    on: str = typer.Option("", help="When they said it, such as 2026-06-16T15:30; now when it is left out."),
    as_json: bool = JSON,
) -> None:
    """Take down the customer's answer; an acceptance makes the payment plan, as by link.

    Example: tactful agreement answer AG-0001 --said accepted --way signed --file signed.pdf --name "Ms Wang"
    """
    from assistant.intake.given_acceptance import AnswerGiven
    from assistant.workflow.acceptance import record_answer

    desk = open_desk(context)
    known_by = _sha256(file) if file else source
    given = AnswerGiven(said=said, way=way, name=name, words=words, source=known_by, on=on)
    done = record_answer(desk, acting(context, desk, Role.ACCOUNT_MANAGER), number, given)
    _tell_done(desk, done, wording(context), as_json)


@agreement.command()
def void(
    context: typer.Context,
    number: str = _AGREEMENT,
    because: str = typer.Option(..., help="Why it no longer counts."),
    as_json: bool = JSON,
) -> None:
    """Take back an agreement that was not answered yet; its links no longer open anything.

    Example: tactful agreement void AG-0001 --because "the second date was wrong"
    """
    from assistant.workflow.acceptance import void_agreement

    desk = open_desk(context)
    done = void_agreement(desk, acting(context, desk, Role.ACCOUNT_MANAGER), number, because)
    _tell_done(desk, done, wording(context), as_json)


def _tell_done(desk: "Desk", done: "Agreement", words: "Wording", as_json: bool) -> None:
    from assistant.workflow.acceptance import agreement_shown

    _tell(agreement_shown(desk, done.id), words, as_json)


def _tell(it: "AgreementShown", words: "Wording", as_json: bool) -> None:
    from assistant.workflow.acceptance.documents import agreement_document

    if as_json:
        print_json(agreement_document(it, words))
        return
    print(_line(it, words))
    for part in it.agreement.arrangement.schedule:
        print(f"  {words.value(part.due)}  {part.amount}")
    for each in it.agreement.answers:
        said = f"{words.name(each.way)}: {words.name(each.said)}"
        quote = f"“{words.value(each.words)}”" if each.words else ""
        print("  ".join(["", words.value(each.at), said, words.value(each.name), quote]).rstrip())
    if it.changed:
        print(f"  ! {words.reason(it.changed)}")


def _line(it: "AgreementShown", words: "Wording") -> str:
    agreed = it.agreement
    parts = [agreed.id, agreed.message_id, f"[{words.name(agreed.state)}]", words.name(agreed.arrangement.kind)]
    return "  ".join([*parts, str(agreed.arrangement.scheduled), *([agreed.plan_id] if agreed.plan_id else [])])


def _sha256(path: Path) -> str:
    from assistant.bootstrap import hash_of_file

    return hash_of_file(path)
