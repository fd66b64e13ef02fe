"""The tables of customers and their ledger, with the figures that are computed from it and what was undone."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, PrimaryKeyConstraint, Table

from assistant.adapters.store.columns import (
    Key,
    Moment,
    Word,
    document,
    key,
    metadata,
    minor,
    moment,
    of_customer,
    text,
)
from assistant.domain.entries import EntryKind
from assistant.domain.language import Language
from assistant.domain.ledger import AllocationBasis, Feed, ProofKind
from assistant.domain.parties import Standing

customers = Table(
    "customers",
    metadata,
    Column("code", Key, primary_key=True),
    text("name"),
    document("contact"),
    Column("language", Word(Language), nullable=False),
    key("region"),
    key("timezone"),
    Column("standing", Word(Standing), nullable=False),
    Column("since", Integer),
)

invoices = Table(
    "invoices",
    metadata,
    of_customer(),
    key("number"),
    minor("amount_minor"),
    key("currency"),
    Column("issued", Date, nullable=False),
    Column("due", Date, nullable=False),
    key("contract_no"),
    text("terms"),
    text("note"),
    text("source"),
    Column("retention_minor", BigInteger),
    Column("retention_until", Date),
    PrimaryKeyConstraint("customer_code", "number"),
)
# Few invoices have any, so that the index costs next to nothing.
Index(
    "ix_invoices_retained",
    invoices.c.customer_code,
    sqlite_where=invoices.c.retention_minor.is_not(None),
    postgresql_where=invoices.c.retention_minor.is_not(None),
)


def _receipts(name: str, day: str) -> Table:
    """Payments and credit notes differ only in what their day is called."""
    return Table(
        name,
        metadata,
        of_customer(),
        key("number"),
        minor("amount_minor"),
        key("currency"),
        Column(day, Date, nullable=False),
        key("invoice_no"),
        text("source"),
        PrimaryKeyConstraint("customer_code", "number"),
        Index(None, "customer_code", "invoice_no"),
    )


payments = _receipts("payments", "received")
credit_notes = _receipts("credit_notes", "issued")

allocations = Table(
    "allocations",
    metadata,
    Column("id", Key, primary_key=True),
    of_customer(),
    key("receipt_no"),
    key("invoice_no"),
    minor("amount_minor"),
    key("currency"),
    Column("made_on", Date, nullable=False),
    Column("basis", Word(AllocationBasis), nullable=False),
    Column("is_credit", Boolean, nullable=False),
    Index(None, "customer_code", "currency"),
)

# What is open on each case that has anything in the ledger, whatever the day; computed from the ledger, never by hand.
case_figures = Table(
    "case_figures",
    metadata,
    of_customer(),
    key("currency"),
    minor("open_minor"),
    minor("open_items"),
    Column("oldest_due", Date),
    minor("unallocated_minor"),
    Column("last_contact", Moment),
    PrimaryKeyConstraint("customer_code", "currency"),
)

# How much of a case's open items may be held back up to and including each day.
case_retentions = Table(
    "case_retentions",
    metadata,
    of_customer(),
    key("currency"),
    Column("until", Date, nullable=False),
    minor("minor"),
    PrimaryKeyConstraint("customer_code", "currency", "until"),
)

proofs = Table(
    "proofs",
    metadata,
    of_customer(),
    Column("id", Key, nullable=False),
    key("invoice_no"),
    Column("kind", Word(ProofKind), nullable=False),
    Column("on", Date, nullable=False),
    text("status"),
    text("document"),
    text("source"),
    PrimaryKeyConstraint("customer_code", "id"),
)

feed_stamps = Table(
    "feed_stamps",
    metadata,
    Column("feed", Word(Feed), primary_key=True),
    moment("as_of"),
    text("source"),
    Column("refused", Integer, nullable=False),
    document("refused_customers"),
)

undone = Table(
    "undone",
    metadata,
    of_customer(),
    Column("kind", Word(EntryKind), nullable=False),
    key("key"),
    moment("at"),
    key("by"),
    text("reason"),
    PrimaryKeyConstraint("customer_code", "kind", "key"),
)
