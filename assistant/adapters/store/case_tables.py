"""The tables of contracts, their terms, and what stands between an invoice and a reminder."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, PrimaryKeyConstraint, Table

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
from assistant.domain.commitments import Cause, HoldReason, InterestTreatment
from assistant.domain.contract_terms import TermField, TermState
from assistant.domain.language import Language

late_terms = Table(
    "late_terms",
    metadata,
    Column("contract_no", Key, primary_key=True),
    of_customer(index=True),
    key("law"),
    document("rate"),
    text("clause"),
    text("quote"),
    Column("grace_days", Integer, nullable=False),
    key("confirmed_by"),
    Column("confirmed_on", Date, nullable=False),
)

checked_terms = Table(
    "checked_terms",
    metadata,
    Column("contract_no", Key, nullable=False),
    of_customer(index=True),
    key("id"),
    Column("field", Word(TermField), nullable=False),
    document("value"),
    text("quote"),
    Column("state", Word(TermState), nullable=False),
    text("note"),
    key("checked_by"),
    Column("checked_on", Date, nullable=False),
    PrimaryKeyConstraint("contract_no", "id"),
)

reference_rates = Table(
    "reference_rates",
    metadata,
    Column("series", Key, nullable=False),
    Column("valid_from", Date, nullable=False),
    document("percent"),
    text("source"),
    PrimaryKeyConstraint("series", "valid_from"),
)

scope_answers = Table(
    "scope_answers",
    metadata,
    of_customer(),
    key("rule"),
    key("question"),
    Column("answer", Boolean, nullable=False),
    key("by"),
    Column("on", Date, nullable=False),
    text("evidence"),
    PrimaryKeyConstraint("customer_code", "rule", "question"),
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
    text("outcome"),
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
    key("agreement_id"),
    Column("interest", Word(InterestTreatment), nullable=False),
    Column("ended_on", Date),
    document("debt"),
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
    text("sender"),
    text("source"),
    Index(None, "customer_code", "currency"),
)

read_replies = Table(
    "read_replies",
    metadata,
    Column("reply_id", Key, primary_key=True),
    of_customer(),
    key("currency"),
    document("said"),
    document("corrected"),
    document("entries"),
    key("read_by"),
    moment("read_at"),
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
    document("notes"),
)
