"""The numbered facts of a brief: every value that the message may state, each with the place it can be checked at.

References read alike in every language: a file and row, a number, a field's path, a sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.authority import Offer, OfferKind
from assistant.domain.brief import Excerpt, Fact, FactKind, FactValue, Source, SourceKind, number_facts
from assistant.domain.case import payments_on_invoices
from assistant.domain.kinds import MessageKind
from assistant.domain.ledger import OpenItem
from assistant.domain.parties import Creditor, Person, SenderRank, Signatory
from assistant.planning.decision import Decision
from assistant.planning.on_request import answer_by, newest_payment
from assistant.planning.timing import day_of, outbound


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """In whose name a message is written: the creditor, and its author, who signs where the profile names no other."""

    creditor: Creditor
    person: Person

    def signing(self, rank: SenderRank) -> tuple[Person | Signatory, str]:
        """Who signs, and where that can be checked."""
        named = self.creditor.senders.get(rank)
        return (named, f"senders.{rank}") if named else (self.person, f"people.{self.person.login}")


def facts_of(
    decision: Decision,
    sender: Sender,
    excerpts: tuple[Excerpt, ...],
    offers: tuple[Offer, ...],
    besides: tuple[Fact, ...] = (),
) -> tuple[Fact, ...]:
    """Every fact that a message on ``decision`` may state, numbered F1, F2 … in the order of a letter."""
    parts = (
        _parties(decision, sender),
        _items(decision),
        _totals(decision),
        besides,
        _missed(decision),
        _on_request(decision),
        _clauses(excerpts),
        facts_of_offers(offers),
        _history(decision),
        _ways_to_pay(decision, sender.creditor),
    )
    return number_facts(fact for part in parts for fact in part)


def _fact(kind: FactKind, role: str, value: FactValue, source: SourceKind, reference: str, about: str = "") -> Fact:
    return Fact(id="", kind=kind, role=role, value=value, source=Source(kind=source, reference=reference), about=about)


def _parties(decision: Decision, sender: Sender) -> Iterator[Fact]:
    customer, language = decision.case.customer, decision.language
    book, profile = SourceKind.LEDGER, SourceKind.PROFILE
    at = customer.code
    person, me = sender.signing(decision.sender)
    yield _fact(FactKind.COMPANY, "customer_name", customer.name, book, at)
    yield _fact(FactKind.PERSON, "contact_name", customer.contact.name, book, at)
    yield _fact(FactKind.PERSON, "salutation", customer.contact.salutation, book, at)
    if customer.contact.address:
        yield _fact(FactKind.TEXT, "customer_address", customer.contact.address, book, at)
    yield _fact(FactKind.COMPANY, "creditor_name", sender.creditor.name.in_language(language), profile, "creditor.name")
    yield _fact(FactKind.PERSON, "sender_name", person.name.in_language(language), profile, me)
    yield _fact(FactKind.TEXT, "sender_title", person.title.in_language(language), profile, me)
    yield _fact(FactKind.PHONE, "sender_phone", person.phone, profile, me)
    yield _fact(FactKind.EMAIL, "sender_email", person.email, profile, me)


def _items(decision: Decision) -> Iterator[Fact]:
    for item in decision.items:
        yield from _item(item, decision)


def _item(item: OpenItem, decision: Decision) -> Iterator[Fact]:
    invoice, account = item.invoice, decision.case.account
    number, at = invoice.number, invoice.source or f"invoice {invoice.number}"
    book = SourceKind.LEDGER
    yield _fact(FactKind.INVOICE_NO, "invoice_no", number, book, at, number)
    yield _fact(FactKind.MONEY, "invoice_amount", invoice.amount, book, at, number)
    # What may still be held back is not asked for, so no letter counts it as open.
    yield _fact(FactKind.MONEY, "open_balance", item.due_balance, book, at, number)
    yield _fact(FactKind.DATE, "issue_date", invoice.issued, book, at, number)
    yield _fact(FactKind.DATE, "due_date", invoice.due, book, at, number)
    days = item.days_past_due(decision.case.today)
    if days > 0:
        reference = f"{decision.case.today} − {invoice.due}"
        yield _fact(FactKind.DAYS, "days_late", days, SourceKind.CALENDAR, reference, number)
    payments = [p for p in payments_on_invoices(account) if p.invoice_no == number]
    if payments:
        last = max(payments, key=lambda p: p.received)
        yield _fact(FactKind.MONEY, "paid_so_far", item.paid, book, last.source or f"payment {last.number}", number)
    if payments and not last.is_running_total:
        yield _fact(FactKind.DATE, "paid_on", last.received, book, last.source or f"payment {last.number}", number)
    if item.credited:
        yield _fact(FactKind.MONEY, "credited", item.credited, book, at, number)
    if item.retained and invoice.retention:
        yield _fact(FactKind.MONEY, "retained", item.retained, book, at, number)
        yield _fact(FactKind.DATE, "retained_until", invoice.retention.until, book, at, number)
    if item.disputed:
        disputes = ", ".join(d.id for d in decision.case.open_disputes if d.invoice_no == number)
        yield _fact(FactKind.MONEY, "disputed_amount", item.disputed, SourceKind.RECORD, disputes, number)
        yield _fact(FactKind.MONEY, "undisputed", item.collectable, SourceKind.RECORD, disputes, number)


def _totals(decision: Decision) -> Iterator[Fact]:
    yield _fact(FactKind.MONEY, "total_open", decision.asked, SourceKind.LEDGER, _sum_of(decision))
    yield _fact(FactKind.COUNT, "invoice_count", len(decision.items), SourceKind.LEDGER, _listed(decision))
    numbers = sorted({item.invoice.contract_no for item in decision.items if item.invoice.contract_no})
    for number in numbers:
        yield _fact(FactKind.CONTRACT_NO, "contract_no", number, SourceKind.LEDGER, _listed(decision), number)
    if decision.ask_by:
        reference = f"dunning.yaml, {decision.step.day:+d}"
        yield _fact(FactKind.DATE, "ask_by", decision.ask_by, SourceKind.POLICY, reference)
    yield _fact(FactKind.DATE, "as_of", decision.case.today, SourceKind.CALENDAR, str(decision.case.today))


def _listed(decision: Decision) -> str:
    return ", ".join(item.invoice.number for item in decision.items)


def _sum_of(decision: Decision) -> str:
    return "Σ " + " + ".join(item.invoice.number for item in decision.items)


def _missed(decision: Decision) -> Iterator[Fact]:
    missed = decision.missed
    if missed is None:
        return
    at = missed.source
    yield _fact(FactKind.MONEY, "promise_amount", missed.amount, SourceKind.RECORD, at)
    yield _fact(FactKind.DATE, "promise_due", missed.due, SourceKind.RECORD, at)
    yield _fact(FactKind.DATE, "promise_made_on", missed.made_on, SourceKind.RECORD, at)
    if missed.quote:
        yield _fact(FactKind.TEXT, "promise_quote", missed.quote, SourceKind.RECORD, at)


def _on_request(decision: Decision) -> Iterator[Fact]:
    """What thanks for a payment and an answer to a dispute rest on."""
    case = decision.case
    payment = newest_payment(case) if decision.kind is MessageKind.RECEIPT_THANKS else None
    if payment:
        at = payment.source or f"payment {payment.number}"
        yield _fact(FactKind.MONEY, "received", payment.amount, SourceKind.LEDGER, at)
        yield _fact(FactKind.DATE, "received_on", payment.received, SourceKind.LEDGER, at)
        yield _fact(FactKind.MONEY, "remaining", case.open_balance, SourceKind.LEDGER, case.id)
    if decision.kind is MessageKind.DISPUTE_ACKNOWLEDGEMENT and (day := answer_by(case)):
        yield _fact(FactKind.DATE, "answer_by", day, SourceKind.RECORD, ", ".join(d.id for d in case.open_disputes))


def _clauses(excerpts: tuple[Excerpt, ...]) -> Iterator[Fact]:
    for excerpt in excerpts:
        at = f"{excerpt.contract_no}, {excerpt.start}–{excerpt.end}"
        yield _fact(FactKind.CLAUSE, "clause", excerpt.clause, SourceKind.CONTRACT, at, excerpt.id)


def facts_of_offers(offers: tuple[Offer, ...]) -> Iterator[Fact]:
    """What ``offers`` name: days, amounts and how many parts."""
    at = "authority.yaml"
    for offer in offers:
        if offer.kind is OfferKind.EXTENSION:
            yield _fact(FactKind.DATE, "extension_until", offer.schedule[-1].due, SourceKind.POLICY, at)
        if offer.kind is OfferKind.INSTALMENTS:
            yield _fact(FactKind.COUNT, "instalment_count", len(offer.schedule), SourceKind.POLICY, at)
            for n, instalment in enumerate(offer.schedule, start=1):
                yield _fact(FactKind.MONEY, "instalment_amount", instalment.amount, SourceKind.POLICY, at, str(n))
                yield _fact(FactKind.DATE, "instalment_due", instalment.due, SourceKind.POLICY, at, str(n))


def _history(decision: Decision) -> Iterator[Fact]:
    made = outbound(decision.case)
    if made:
        day = day_of(made[-1], decision.case)
        yield _fact(FactKind.DATE, "last_contact", day, SourceKind.RECORD, f"{made[-1].channel}, {day}")
    yield _fact(FactKind.COUNT, "reminder_count", decision.number, SourceKind.RECORD, "contacts")
    if decision.case.unallocated:
        yield _fact(FactKind.MONEY, "unallocated", decision.case.unallocated, SourceKind.LEDGER, "unallocated")


def _ways_to_pay(decision: Decision, creditor: Creditor) -> Iterator[Fact]:
    account = creditor.account_for(decision.case.currency)
    profile = SourceKind.PROFILE
    if account:
        at = f"accounts.{account.currency}"
        yield _fact(FactKind.TEXT, "bank", account.bank, profile, at)
        yield _fact(FactKind.COMPANY, "account_holder", account.holder, profile, at)
        yield _fact(FactKind.ACCOUNT, "account_no", account.number, profile, at)
        if account.swift:
            yield _fact(FactKind.TEXT, "swift", account.swift, profile, at)
    if creditor.payment_link:
        yield _fact(FactKind.LINK, "payment_link", creditor.payment_link, profile, "payment_link")
    ways = creditor.ways_to_pay.get(decision.case.customer.region) or creditor.ways_to_pay.get("*")
    if ways:
        yield _fact(FactKind.TEXT, "ways_to_pay", ways.in_language(decision.language), profile, "ways_to_pay")
