"""``tactful allocate``: which invoices the money pays that names none, and why."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import open_desk, operator, print_json, wording

if TYPE_CHECKING:
    from assistant.wording import Wording
    from assistant.workflow.allocate import Allocating


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("allocate")(allocate)


def allocate(
    context: typer.Context,
    case: str = typer.Argument(help="A case, such as CN01-CNY."),
    to: list[str] = typer.Option([], help="INVOICE=AMOUNT: put so much there; may be given several times."),
    receipt: str = typer.Option("", help="Only this payment or credit note."),
    by_debtor: bool = typer.Option(False, "--by-debtor", help="With --to: the customer said so."),
    apply: bool = typer.Option(False, "--apply", help="Store it; else it is only shown."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Propose where money goes that names no invoice, and with --apply put it there.

    Example: tactful allocate CN01-CNY --receipt RC-0001 --to INV-2026-0311=5000.00 --apply
    """
    from assistant.workflow import allocate as use
    from assistant.workflow.late_documents import allocation_document

    desk, words = open_desk(context), wording(context)
    wanted = use.read_wanted(case, to, receipt=receipt, by_debtor=by_debtor)
    if apply:
        found = use.allocate(desk, operator(context, desk), case, wanted)
    else:
        found = use.propose_allocation(desk, case, wanted)
    if as_json:
        print_json(allocation_document(found, words))
    else:
        print("\n".join(_lines(found, words)))


def _lines(found: "Allocating", words: "Wording") -> Iterator[str]:
    proposal = found.proposal
    for n, placed in enumerate(proposal.placed):
        stored = f"{found.ids[n]}  " if found.ids else ""
        where = f"{placed.receipt.number} → {placed.invoice_no}"
        yield f"{stored}{where}  {placed.amount}  {words.name(placed.basis)}: {words.reason(placed.why)}"
    for left in proposal.left:
        yield f"{left.receipt.number}  {words.label('stays_unallocated').format(amount=left.amount)}"
    if not proposal.placed and not proposal.left:
        yield words.label("nothing_to_allocate")
    elif proposal.placed and not found.ids:
        yield words.label("allocate_with_apply")
    yield from (f"  ! {words.reason(note)}" for note in found.notes)
    if found.stale:
        yield f"  {', '.join(found.stale)}: {words.label('now_stale')}"
