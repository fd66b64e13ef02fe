"""``tactful authority``: asking to offer more than one may, and deciding what others ask."""

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from assistant.cli.recording import CASE, JSON
from assistant.cli.session import acting, open_desk, print_json, wording
from assistant.domain.parties import Role

if TYPE_CHECKING:
    from assistant.domain.negotiation import AuthorityRequest
    from assistant.intake.given_choices import DecisionGiven
    from assistant.wording import Wording

authority = typer.Typer(help="Asking to offer more than one may, and deciding it.", no_args_is_help=True)

_REQUEST = typer.Argument(help="A request, such as AR-0001.")


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(authority, name="authority")


@authority.command("list")
def list_requests(context: typer.Context, as_json: bool = JSON) -> None:
    """List the requests that wait for your decision, oldest first.

    Example: tactful --as zhou authority list
    """
    from assistant.workflow.negotiation.authority_requests import requests_for
    from assistant.workflow.negotiation.documents import request_document

    desk, words = open_desk(context), wording(context)
    waiting = requests_for(desk, acting(context, desk, Role.REVIEWER))
    if as_json:
        print_json([request_document(each) for each in waiting])
        return
    for each in waiting:
        _tell(each, words, as_json=False)
    if not waiting:
        print(words.label("no_requests"))


@authority.command()
def ask(
    context: typer.Context,
    case: str = CASE,
    option: str = typer.Option("", help="What you would offer: an option of tactful negotiate, such as O3."),
    of: str = typer.Option("", help="Or an offer on record, such as OF-0001."),
    reason: str = typer.Option(..., help="Why."),
    as_json: bool = JSON,
) -> None:
    """Ask to offer an option that is beyond your authority; our next move where none is named.

    Example: tactful --as lin authority ask CN01-CNY --option O3 --reason "their bank wants to see four months"
    """
    from assistant.intake.given_choices import AuthorityGiven
    from assistant.workflow.negotiation.authority_requests import ask_chosen

    desk = open_desk(context)
    given = AuthorityGiven(reason=reason, option=option, of=of)
    asked = ask_chosen(desk, acting(context, desk, Role.ACCOUNT_MANAGER), case, given)
    _tell(asked, wording(context), as_json)


@authority.command()
def grant(
    context: typer.Context,
    case: str = CASE,
    request: str = _REQUEST,
    until: datetime = typer.Option(..., formats=["%Y-%m-%d"], help="The last day on which it counts."),
    note: str = typer.Option("", help="What you want to say with it."),
    as_json: bool = JSON,
) -> None:
    """Let exactly what a request names be offered, up to and including a day; never your own.

    Example: tactful --as zhou authority grant CN01-CNY AR-0001 --until 2026-06-23
    """
    from assistant.intake.given_choices import DecisionGiven

    _decide(context, case, request, DecisionGiven(grant=True, until=until.date(), note=note), as_json)


@authority.command()
def refuse(
    context: typer.Context,
    case: str = CASE,
    request: str = _REQUEST,
    note: str = typer.Option(..., help="Why not."),
    as_json: bool = JSON,
) -> None:
    """Refuse a request, and say why.

    Example: tactful --as zhou authority refuse CN01-CNY AR-0001 --note "two payments first, then we talk again"
    """
    from assistant.intake.given_choices import DecisionGiven

    _decide(context, case, request, DecisionGiven(grant=False, note=note), as_json)


def _decide(context: typer.Context, case: str, request: str, given: "DecisionGiven", as_json: bool) -> None:
    from assistant.workflow.negotiation.authority_requests import decide_authority

    desk = open_desk(context)
    decided = decide_authority(desk, acting(context, desk, Role.REVIEWER), case, request, given)
    _tell(decided, wording(context), as_json)


def _tell(request: "AuthorityRequest", words: "Wording", as_json: bool) -> None:
    from assistant.domain.case import case_id
    from assistant.workflow.negotiation.documents import request_document

    if as_json:
        print_json(request_document(request))
        return
    made, until = request.arrangement, f" · {words.value(request.expires)}" if request.expires else ""
    state = f"[{words.name(request.status)}{until}]"
    case = case_id(request.customer_code, request.currency)
    print(f"{request.id}  {case}  {state}  {words.name(made.kind)}  {words.name(request.approver)}")
    for part in made.schedule:
        print(f"  {words.value(part.due)}  {part.amount}")
    print(f"  {request.asked_by}: {words.value(request.reason)}")
    if request.decided_by:
        print(f"  {request.decided_by}: {words.value(request.note)}".rstrip(": "))
