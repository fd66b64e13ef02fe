"""The tables of customers, their contracts, their ledger and what stands between an invoice and a reminder."""

from sqlalchemy import Column, Date, Index, Integer, PrimaryKeyConstraint, Table

from assistant.adapters.store.columns import (
    Key,
    Word,
    document,
    key,
    metadata,
    minor,
    moment,
    of_customer,
    text,
)
from assistant.domain.commitments import Cause, HoldReason
from assistant.domain.language import Language
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
    PrimaryKeyConstraint("customer_code", "number"),
    Index(None, "customer_code", "currency"),
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
        Index(None, "customer_code", "currency"),
        Index(None, "customer_code", "invoice_no"),
    )


payments = _receipts("payments", "received")
credit_notes = _receipts("credit_notes", "issued")

ledger_stamps = Table(
    "ledger_stamps",
    metadata,
    Column("id", Integer, primary_key=True),
    moment("as_of"),
    text("source"),
)

promises = Table(
    "promises",
    metadata,
    Column("id", Key, primary_key=True),
    of_customer(),
    minor("amount_minor"),
    key("currency"),
    Column("made_on", Date, nullable=False),
    Column("due", Date, nullable=False),
    text("quote"),
    text("source"),
    document("invoice_nos"),
    Index(None, "customer_code", "currency"),
)

disputes = Table(
    "disputes",
    metadata,
    Column("id", Key, primary_key=True),
    of_customer(),
    key("invoice_no"),
    minor("amount_minor"),
    key("currency"),
    text("reason"),
    Column("opened_on", Date, nullable=False),
    text("quote"),
    text("handler"),
    Column("answer_by", Date, nullable=False),
    Column("resolved_on", Date),
    Index(None, "customer_code", "currency"),
)

holds = Table(
    "holds",
    metadata,
    Column("id", Key, primary_key=True),
    of_customer(),
    key("currency"),
    Column("reason", Word(HoldReason), nullable=False),
    text("note"),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Index(None, "customer_code", "currency"),
)

payment_plans = Table(
    "payment_plans",
    metadata,
    Column("id", Key, primary_key=True),
    of_customer(),
    key("currency"),
    Column("agreed_on", Date, nullable=False),
    document("instalments"),
    document("invoice_nos"),
    Index(None, "customer_code", "currency"),
)

contacts = Table(
    "contacts",
    metadata,
    of_customer(),
    key("currency"),
    moment("at"),
    key("channel"),
    key("kind"),
    key("stage"),
    text("outcome"),
    text("note"),
    PrimaryKeyConstraint("customer_code", "currency", "at", "channel", "kind"),
)

replies = Table(
    "replies",
    metadata,
    Column("id", Key, primary_key=True),
    of_customer(),
    key("currency"),
    moment("received"),
    text("subject"),
    text("text"),
    Index(None, "customer_code", "currency"),
)

causes = Table(
    "causes",
    metadata,
    of_customer(),
    key("currency"),
    Column("cause", Word(Cause), nullable=False),
    text("evidence"),
    Column("noted_on", Date, nullable=False),
    PrimaryKeyConstraint("customer_code", "currency"),
)

contracts = Table(
    "contracts",
    metadata,
    Column("number", Key, primary_key=True),
    of_customer(index=True),
    text("title"),
    Column("language", Word(Language), nullable=False),
    text("text"),
    document("clauses"),
)
