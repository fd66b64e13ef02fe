"""Puts money that names no invoice on invoices, by the policy's rules or a person's word, and records it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from assistant.domain.allocation import AllocationProposal, Left, LegalOrder, Placed, open_debts, open_on, propose
from assistant.domain.case import Account, Case, open_items
from assistant.domain.language import Reason
from assistant.domain.ledger import Allocation, AllocationBasis, CreditNote, Payment
from assistant.domain.money import Money, total
from assistant.domain.receipts import Receipt, loose_receipts
from assistant.errors import BadInput, NotFound
from assistant.knowledge import Closed, read_yaml, shipped
from assistant.law import Known, law_of, shipped_law
from assistant.law.shapes import AllocationRule
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.freshness import mark_stale

# Steps of a legal order that the record knows nothing about.
_NOT_RECORDED = ("security", "burden")


@dataclass(frozen=True, kw_only=True, slots=True)
class AllocationPolicy(Closed):
    """The content of ``knowledge/policies/allocation.yaml``: the rules in the order in which they are asked."""

    version: str
    order: tuple[AllocationBasis, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What a person wants: amounts by invoice, from which receipt, and whether the customer said so."""

    to: Mapping[str, Money]
    receipt: str = ""
    by_debtor: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Allocating:
    """What would be, or was, put where: ``ids`` are those of the entries that were stored, in order of ``placed``."""

    case: Case
    proposal: AllocationProposal
    notes: tuple[Reason, ...]
    ids: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


def propose_allocation(desk: Desk, case_id: str, wanted: Wanted | None = None) -> Allocating:
    """Where the money of a case would go, without storing anything; raises as `allocate` does."""
    with desk.record.read() as tx:
        return _worked_out(desk, tx, case_id, wanted or Wanted(to={}))


def allocate(desk: Desk, actor: str, case_id: str, wanted: Wanted | None = None) -> Allocating:
    """Store where the money of a case goes, and look again at open messages of the customer.

    Raises NotFound for an unknown case, receipt or invoice, and BadInput for more than a receipt has left or than an
    invoice has open, and when it is not clear which receipt is meant.
    """
    with desk.record.begin() as tx:
        found = _worked_out(desk, tx, case_id, wanted or Wanted(to={}))
        ids = tuple(_store(tx, actor, found.case, placed) for placed in found.proposal.placed)
        stale = mark_stale(desk, tx, {found.case.customer.code}) if ids else ()
    return Allocating(case=found.case, proposal=found.proposal, notes=found.notes, ids=ids, stale=stale)


def read_wanted(case_id: str, to: Sequence[str], *, receipt: str = "", by_debtor: bool = False) -> Wanted:
    """What a person wants, from ``INVOICE=AMOUNT`` as typed; raises BadInput for another form or an invoice twice."""
    _, currency = split_case_id(case_id)
    if by_debtor and not to:
        raise BadInput("by_debtor_needs_to", "Say with --to which invoices the customer meant.")
    amounts: dict[str, Money] = {}
    for text in to:
        number, equals, amount = text.rpartition("=")
        if not equals or not number.strip() or number.strip() in amounts:
            raise BadInput(
                "not_an_allocation", f"{text!r} is not an allocation; write INVOICE=AMOUNT once each.", text=text
            )
        amounts[number.strip()] = Money.parse(amount, currency, billing_digits={})
    return Wanted(to=amounts, receipt=receipt.strip(), by_debtor=by_debtor)


@cache
def allocation_policy() -> AllocationPolicy:
    """The policy as shipped; raises BadKnowledge."""
    return read_yaml(shipped("knowledge") / "policies" / "allocation.yaml", AllocationPolicy)


def _worked_out(desk: Desk, tx: Transaction, case_id: str, wanted: Wanted) -> Allocating:
    case = desk.case(tx, *split_case_id(case_id))
    receipts = _receipts(case, wanted.receipt)
    if wanted.to:
        return Allocating(case=case, proposal=_by_hand(case, _the_one(receipts), wanted), notes=())
    order = allocation_policy().order
    law, notes = _legal_order(tx, case) if AllocationBasis.LAW in order else (None, ())
    proposal = propose(case.account, order, law=law, today=case.today, receipts=receipts)
    loose = tuple(_loose_notes(case.account, case.today))
    return Allocating(case=case, proposal=proposal, notes=(*notes, *loose) if receipts else loose)


def _receipts(case: Case, number: str) -> tuple[Receipt, ...]:
    receipts = loose_receipts(case.account)
    found = tuple(receipt for receipt in receipts if number in ("", receipt.number))
    if number and not found:
        raise NotFound(
            "unknown_receipt",
            f"Case {case.id} has no payment or credit note {number!r} with money left that names no invoice.",
            case=case.id,
            receipt=number,
        )
    return found


def _the_one(receipts: tuple[Receipt, ...]) -> Receipt:
    """The receipt that a person means."""
    if len(receipts) != 1:
        numbers = ", ".join(receipt.number for receipt in receipts) or "none"
        raise BadInput(
            "which_receipt",
            f"Say with --receipt which money to take ({numbers}).",
            receipts=[r.number for r in receipts],
        )
    return receipts[0]


def _by_hand(case: Case, receipt: Receipt, wanted: Wanted) -> AllocationProposal:
    basis = AllocationBasis.DEBTOR if wanted.by_debtor else AllocationBasis.BY_HAND
    sums = open_on(open_debts(case.account, case.today), case.currency)
    for number, amount in wanted.to.items():
        _require_fits(case, number, amount, sums)
    used = total(wanted.to.values(), case.currency)
    if receipt.left < used:
        raise BadInput(
            "more_than_receipt",
            f"{receipt.number} has {receipt.left} left, not {used}; put less on the invoices.",
            receipt=receipt.number,
            left=receipt.left,
            wanted=used,
        )
    why = Reason.of("placed_as_customer_said") if wanted.by_debtor else Reason.of("placed_by_hand")
    placed = tuple(
        Placed(receipt=receipt, invoice_no=number, amount=amount, basis=basis, why=why)
        for number, amount in wanted.to.items()
    )
    rest = receipt.left - used
    return AllocationProposal(placed=placed, left=(Left(receipt=receipt, amount=rest),) if rest else ())


def _require_fits(case: Case, number: str, amount: Money, sums: Mapping[str, Money]) -> None:
    """The invoice is one of the case, and has that much open."""
    if number not in {invoice.number for invoice in case.account.invoices}:
        raise NotFound(
            "unknown_invoice",
            f"Case {case.id} has no invoice {number!r}; check its number.",
            case=case.id,
            invoice=number,
        )
    open_now = sums.get(number, Money.zero(case.currency))
    if not Money.zero(case.currency) < amount or open_now < amount:
        raise BadInput(
            "more_than_open",
            f"{amount} cannot be put on invoice {number}, which has {open_now} open; choose an amount up to that.",
            invoice=number,
            amount=amount,
            open=open_now,
        )


def _legal_order(tx: Transaction, case: Case) -> tuple[LegalOrder | None, tuple[Reason, ...]]:
    """The order of the law that is confirmed for every open invoice; else None, and why."""
    code = case.customer.code
    known = Known.of(case.customer, tx.late_terms(code), tx.scope_answers(code), shipped_law())
    found = [law_of(item.invoice.contract_no, known) for item in case.items]
    laws = [law for law, _, confirmed in found if law and confirmed]
    if not found or len(laws) < len(found) or any(law is not laws[0] for law in laws):
        return None, (Reason.of("law_order_not_applied"),)
    rule = next((rule for rule in laws[0].of_kind(AllocationRule) if rule.holds_on(case.today)), None)
    if rule is None:
        return None, (Reason.of("law_has_no_order", law=laws[0].name.local()),)
    skipped = tuple(step for step in rule.steps if step in _NOT_RECORDED)
    return LegalOrder(rule=rule.id, title=rule.title.local(), skipped=skipped, pro_rata="pro_rata" in rule.steps), ()


def _loose_notes(account: Account, today: date) -> Iterator[Reason]:
    """Money that is on an invoice which cannot take it stays there until a person moves it."""
    known = {invoice.number for invoice in account.invoices}
    for item in open_items(account, today):
        if item.open_balance.minor < 0:
            yield Reason.of("overpaid_stays", invoice=item.invoice.number, amount=-item.open_balance)
    entries: tuple[Payment | CreditNote | Allocation, ...] = (
        *account.payments,
        *account.credit_notes,
        *account.allocations,
    )
    for entry in entries:
        if entry.invoice_no and entry.invoice_no not in known:
            yield Reason.of("on_unknown_invoice", invoice=entry.invoice_no, amount=entry.amount)


def _store(tx: Transaction, actor: str, case: Case, placed: Placed) -> str:
    allocation = Allocation(
        id=tx.next_id("AL"),
        customer_code=case.customer.code,
        receipt_no=placed.receipt.number,
        invoice_no=placed.invoice_no,
        amount=placed.amount,
        made_on=case.today,
        basis=placed.basis,
        is_credit=placed.receipt.is_credit,
    )
    tx.save_allocation(allocation)
    body = {
        "customer": allocation.customer_code,
        "receipt": allocation.receipt_no,
        "invoice": allocation.invoice_no,
        "minor": allocation.amount.minor,
        "currency": allocation.amount.currency,
        "basis": allocation.basis,
    }
    tx.audit(actor, "allocated", allocation.id, body=body)
    return allocation.id
