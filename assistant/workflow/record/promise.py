"""Records a promise to pay: how much, by when, and in which words the customer gave it."""

from assistant.domain.commitments import Promise
from assistant.domain.money import total
from assistant.domain.parties import Person
from assistant.errors import Refused
from assistant.intake.given_entries import PromiseGiven
from assistant.workflow.desk import Desk
from assistant.workflow.record import typed
from assistant.workflow.record.entering import Entering, Recorded, entering


def record_promise(desk: Desk, person: Person, case_id: str, given: PromiseGiven) -> Recorded:
    """A promise for some invoices or for all; one above what is open there must be confirmed, or Refused is raised."""
    with entering(desk, person, case_id) as entry:
        made_on = typed.past(given.made_on or entry.today, "made_on", entry.today)
        promise = Promise(
            id=entry.tx.next_id("PR"),
            customer_code=entry.customer,
            amount=entry.amount(given.amount),
            made_on=made_on,
            due=typed.not_before(given.due, "due", made_on, entry.today),
            quote=typed.words(given.quote, "quote"),
            source=typed.line(given.source, "source"),
            invoice_nos=tuple(dict.fromkeys(entry.item(number).invoice.number for number in given.invoices)),
        )
        if not given.confirmed:
            _require_open(entry, promise)
        return entry.keep(promise)


def _require_open(entry: Entering, promise: Promise) -> None:
    """Nobody promises more than is owed: most often an amount was mistyped, or belongs to another currency."""
    items = [i for i in entry.case.items if not promise.invoice_nos or i.invoice.number in promise.invoice_nos]
    open_balance = total((item.open_balance for item in items), entry.case.currency)
    if promise.amount > open_balance:
        raise Refused(
            "promise_above_open",
            f"Only {open_balance} is open there, less than the {promise.amount} promised; correct it or confirm it.",
            amount=promise.amount,
            open=open_balance,
        )
