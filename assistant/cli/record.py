"""``tactful record``: money by hand, the journal of a case, and undoing; what was said and agreed is next door."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from assistant.cli import record_events
from assistant.cli.recording import CASE, JSON, carry_out, day, tell
from assistant.cli.session import acting, open_desk, print_json, wording
from assistant.domain.entries import EntryKind
from assistant.domain.parties import Role

if TYPE_CHECKING:
    from assistant.wording import Wording
    from assistant.workflow.journal import JournalLine

record = typer.Typer(help="Record by hand what happened on a case, and undo it.", no_args_is_help=True)
_AMOUNT = typer.Option(..., help="Above zero, such as 48200.00, in the currency of the case.")
_ON = typer.Option(..., help="The day, such as 2026-06-15.")
_INVOICE = typer.Option("", help="The invoice that it is for; without one it is on none.")
_NUMBER = typer.Option("", help="Its own number; without one it gets one.")
_SOURCE = typer.Option("", help="Where it is known from, such as a bank statement.")
_CURRENCY = typer.Option("", help="Say the currency once more where nothing is recorded in it yet.")


_HELP = {
    "payment": """Record money that arrived.

    Example: tactful record payment CN01-CNY --amount 86700.00 --on 2026-06-15 --invoice INV-2026-0410
    """,
    "refund": """Record money that went back to the customer.

    Example: tactful record refund CN01-CNY --amount 200.00 --on 2026-06-15
    """,
    "credit-note": """Record a reduction of what is owed.

    Example: tactful record credit-note CN04-CNY --amount 21242.00 --on 2026-06-15 --invoice INV-2026-0353
    """,
}


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    for name, text in _HELP.items():
        record.command(name, help=text)(_money_command(name))
    record_events.register(record)
    app.add_typer(record, name="record")


def _money_command(name: str) -> Callable[..., None]:
    """Payments, refunds and credit notes are typed alike."""

    def command(
        context: typer.Context,
        case: str = CASE,
        amount: str = _AMOUNT,
        on: str = _ON,
        invoice: str = _INVOICE,
        number: str = _NUMBER,
        source: str = _SOURCE,
        currency: str = _CURRENCY,
        as_json: bool = JSON,
    ) -> None:
        from assistant.intake.given_entries import MoneyGiven
        from assistant.workflow.record import record_credit_note, record_payment, record_refund

        use_case = {"payment": record_payment, "refund": record_refund, "credit-note": record_credit_note}[name]
        given = MoneyGiven(
            amount=amount, on=day(on, "on"), invoice=invoice, number=number, source=source, currency=currency
        )
        carry_out(context, as_json, lambda desk, person: use_case(desk, person, case, given))

    return command


@record.command()
def undo(
    context: typer.Context,
    case: str = CASE,
    kind: EntryKind = typer.Argument(help="What kind of entry it is."),
    key: str = typer.Argument(help="Its number, id or key, as `tactful record list` shows it."),
    reason: str = typer.Option(..., help="Why it counts no longer."),
    as_json: bool = JSON,
) -> None:
    """Undo an entry by a new one: it stays in the record, and counts no longer.

    Example: tactful record undo CN01-CNY payment RC-0001 --reason "booked on the wrong customer"
    """
    from assistant.workflow.record.documents import undone_document
    from assistant.workflow.record.sentences import undone_note
    from assistant.workflow.undo import undo_in_case

    desk, words = open_desk(context), wording(context)
    person = acting(context, desk, Role.ACCOUNT_MANAGER)
    done = undo_in_case(desk, person, case, kind, key, reason)
    if as_json:
        print_json(undone_document(done, words))
        return
    print(f"{done.undone.key}  {words.name(done.undone.kind)} · {words.reason(undone_note(done.undone))}")
    tell(done.notes, done.stale, words)
    print(words.label("open_now").format(case=done.case.id, amount=done.case.open_balance))


@record.command("list")
def list_entries(context: typer.Context, case: str = CASE, as_json: bool = JSON) -> None:
    """List everything that is recorded on a case, in time order, with what was undone.

    Example: tactful record list CN01-CNY
    """
    from assistant.workflow.desk import split_case_id
    from assistant.workflow.journal import journal
    from assistant.workflow.record.documents import journal_line

    desk, words = open_desk(context), wording(context)
    lines = journal(desk, *split_case_id(case))
    if as_json:
        print_json([journal_line(line, words) for line in lines])
        return
    for line in lines:
        print(_line(line, words))
    if not lines:
        print(words.label("nothing_recorded"))


def _line(line: "JournalLine", words: "Wording") -> str:
    from assistant.workflow.record.sentences import undone_note

    by = f" · {line.by}" if line.by else ""
    said = f"{line.day}  {words.listed('entry_kind', line.kind)} {line.key}  {words.reason(line.what)}{by}"
    return f"{said}\n            ✗ {words.reason(undone_note(line.undone))}" if line.undone else said
