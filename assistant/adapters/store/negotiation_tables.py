"""The tables of negotiations: offers, requests for authority, agreements, and the links by which they are accepted."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table

from assistant.adapters.store.columns import (
    Key,
    Moment,
    Word,
    counted,
    document,
    key,
    metadata,
    moment,
    of_customer,
    text,
)
from assistant.domain.negotiation import AgreementState, OfferStatus, Party, RequestStatus
from assistant.domain.parties import Role

offers_made = Table(
    "offers_made",
    metadata,
    Column("id", Key, primary_key=True),
    of_customer(),
    key("currency"),
    Column("by", Word(Party), nullable=False),
    moment("at"),
    document("arrangement"),
    Column("status", Word(OfferStatus), nullable=False),
    key("actor"),
    text("quote"),
    text("source"),
    Index(None, "customer_code", "currency"),
)

authority_requests = Table(
    "authority_requests",
    metadata,
    Column("id", Key, primary_key=True),
    of_customer(),
    key("currency"),
    document("arrangement"),
    Column("approver", Word(Role), nullable=False),
    text("reason"),
    key("asked_by"),
    moment("asked_at"),
    Column("status", Word(RequestStatus), nullable=False),
    key("decided_by"),
    Column("decided_at", Moment),
    text("note"),
    Column("expires", Date),
    Index(None, "customer_code", "currency"),
)

agreements = Table(
    "agreements",
    metadata,
    Column("id", Key, primary_key=True),
    of_customer(),
    key("currency"),
    document("arrangement"),
    Column("message_id", Key, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    key("content_hash"),
    Column("state", Word(AgreementState), nullable=False),
    moment("made_at"),
    key("made_by"),
    document("answers"),
    key("plan_id"),
    Index(None, "customer_code", "currency"),
)

acceptance_links = Table(
    "acceptance_links",
    metadata,
    Column("token_hash", Key, primary_key=True),
    Column("agreement_id", Key, ForeignKey("agreements.id"), nullable=False, index=True),
    moment("created"),
    key("created_by"),
    moment("expires"),
    Column("used_at", Moment),
    Column("revoked", Boolean, nullable=False),
)

acceptance_tries = Table(
    "acceptance_tries",
    metadata,
    counted(),
    key("address"),
    moment("at"),
    Column("succeeded", Boolean, nullable=False),
    Index(None, "address", "at"),
    Index(None, "at"),
)
