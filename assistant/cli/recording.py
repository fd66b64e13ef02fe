"""What the commands of ``tactful record`` share: who acts, and how an act of recording is told."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import acting, open_desk, print_json, wording
from assistant.domain.parties import Role
from assistant.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

    from assistant.domain.language import Reason
    from assistant.domain.parties import Person
    from assistant.wording import Wording
    from assistant.workflow.desk import Desk
    from assistant.workflow.record import Recorded

CASE = typer.Argument(help="A case, such as CN01-CNY.")
JSON = typer.Option(False, "--json", help="One JSON document.")
# Kinds of entry that move money, so that the balance of the case is told with them.
_MONEY = frozenset({"payment", "credit_note"})


def carry_out(context: typer.Context, as_json: bool, act: "Callable[[Desk, Person], Recorded]") -> None:
    """Record, and say on one line what is stored and under which id; then what one should know."""
    from assistant.workflow.record.documents import recorded_document

    desk, words = open_desk(context), wording(context)
    done = act(desk, acting(context, desk, Role.ACCOUNT_MANAGER))
    if as_json:
        print_json(recorded_document(done, words))
        return
    print(f"{done.key}  {words.reason(done.what)}")
    tell(done.notes, done.stale, words)
    if done.kind in _MONEY:
        print(words.label("open_now").format(case=done.case.id, amount=done.case.open_balance))


def tell(notes: "tuple[Reason, ...]", stale: tuple[str, ...], words: "Wording") -> None:
    """What the person should know besides, a line each."""
    for note in notes:
        print(f"  ! {words.reason(note)}")
    if stale:
        print(f"  {', '.join(stale)}: {words.label('now_stale')}")


def pairs(typed: list[str]) -> dict[str, str]:
    """``key=value`` as it was typed, each key with its value; raises BadInput for anything else."""
    found = [each.partition("=") for each in typed]
    wrong = next((each for each, (key, sign, _) in zip(typed, found, strict=True) if not key or not sign), None)
    if wrong is not None:
        raise BadInput("term_change_unread", f"{wrong!r} is no correction; write key=value.", text=wrong)
    return {key.strip(): value for key, _, value in found}


def day(text: str, field: str) -> "date":
    """The day that an option gives; raises BadInput."""
    from assistant.workflow.record import typed

    return typed.day(text, field)


def day_or_none(text: str, field: str) -> "date | None":
    """The day that an option gives, if it is given; raises BadInput."""
    return day(text, field) if text else None
