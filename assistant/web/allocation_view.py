"""Where the money of a case would go that names no invoice, and the button that puts it there."""

from collections.abc import Callable

from assistant.web import forms
from assistant.web.frame import card
from assistant.web.labels import Labels
from assistant.web.markup import NOTHING, Markup, tag
from assistant.wording import Wording
from assistant.workflow.allocate import Allocating


def allocation_card(found: Allocating, say: Labels, words: Wording, new_key: Callable[[], str]) -> Markup:
    """The proposal with its reasons, and a form for who wants it otherwise; nothing while no money lies loose."""
    proposal = found.proposal
    if not (proposal.placed or proposal.left or found.notes):
        return NOTHING
    lines = [
        tag(
            "li",
            tag("b", f"{placed.receipt.number} → {placed.invoice_no} · {placed.amount}"),
            tag("p", f"{words.name(placed.basis)}: {words.reason(placed.why)}", class_="quiet"),
        )
        for placed in proposal.placed
    ]
    lines += [
        tag("li", f"{left.receipt.number} · {words.label('stays_unallocated').format(amount=left.amount)}")
        for left in proposal.left
    ]
    address = forms.case_route(found.case.id, "allocation")
    apply = forms.entry_form(address, new_key(), say("late.apply")) if proposal.placed else None
    notes = (tag("p", "▲ ", words.reason(note), class_="quiet") for note in found.notes)
    loose = sorted({*(p.receipt.number for p in proposal.placed), *(left.receipt.number for left in proposal.left)})
    by_hand = _by_hand(found, loose, address, say, new_key) if loose else None
    return card(say("late.allocation"), tag("ul", *lines, class_="commitments"), *notes, apply, by_hand)


def _by_hand(found: Allocating, loose: list[str], address: str, say: Labels, new_key: Callable[[], str]) -> Markup:
    invoices = forms.options_of(item.invoice.number for item in found.case.items)
    form = forms.entry_form(
        address,
        new_key(),
        say("late.put_there"),
        forms.choice(say("late.receipt"), "receipt", forms.options_of(loose)),
        forms.choice(say("account.col_invoice"), "invoice", invoices),
        forms.amount(say("account.amount", currency=found.case.currency)),
        forms.tick(say("late.by_debtor"), "by_debtor"),
    )
    return forms.folded(say("late.by_hand"), form)
