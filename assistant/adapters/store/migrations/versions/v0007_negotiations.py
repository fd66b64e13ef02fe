"""Negotiations: offers, requests for authority, agreements with their links, and what a payment plan came from."""

import sqlalchemy as sa
from alembic import op

from assistant.adapters.store.migrations.declare import (
    KEY,
    MOMENT,
    counted,
    day,
    fk,
    index,
    key,
    moment,
    of_customer,
    pk,
    texts,
    version,
    words,
)

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new tables and columns; plans of before came from no agreement, and interest went on under them."""
    _make_offers()
    _make_requests()
    _make_agreements()
    _make_links()
    op.add_column("payment_plans", sa.Column("agreement_id", KEY, nullable=False, server_default=""))
    op.add_column("payment_plans", sa.Column("interest", sa.String, nullable=False, server_default="continues"))
    op.add_column("payment_plans", day("ended_on", nullable=True))


def _make_offers() -> None:
    op.create_table(
        "offers_made",
        key("id"),
        *of_customer("offers_made"),
        key("currency"),
        *words("by"),
        moment("at"),
        *texts("arrangement"),
        *words("status"),
        key("actor"),
        *texts("quote", "source"),
        pk("offers_made", "id"),
    )
    index("offers_made", "customer_code", "currency")


def _make_requests() -> None:
    op.create_table(
        "authority_requests",
        key("id"),
        *of_customer("authority_requests"),
        key("currency"),
        *texts("arrangement"),
        *words("approver"),
        *texts("reason"),
        key("asked_by"),
        moment("asked_at"),
        *words("status"),
        key("decided_by"),
        sa.Column("decided_at", MOMENT),
        *texts("note"),
        day("expires", nullable=True),
        pk("authority_requests", "id"),
    )
    index("authority_requests", "customer_code", "currency")


def _make_agreements() -> None:
    op.create_table(
        "agreements",
        key("id"),
        *of_customer("agreements"),
        key("currency"),
        *texts("arrangement"),
        key("message_id"),
        version(),
        key("content_hash"),
        *words("state"),
        moment("made_at"),
        key("made_by"),
        *texts("answers"),
        key("plan_id"),
        pk("agreements", "id"),
    )
    index("agreements", "message_id")
    index("agreements", "customer_code", "currency")


def _make_links() -> None:
    op.create_table(
        "acceptance_links",
        key("token_hash"),
        key("agreement_id"),
        moment("created"),
        key("created_by"),
        moment("expires"),
        sa.Column("used_at", MOMENT),
        sa.Column("revoked", sa.Boolean, nullable=False),
        pk("acceptance_links", "token_hash"),
        fk("acceptance_links", ["agreement_id"], ["agreements.id"]),
    )
    index("acceptance_links", "agreement_id")
    op.create_table(
        "acceptance_tries",
        counted(),
        key("address"),
        moment("at"),
        sa.Column("succeeded", sa.Boolean, nullable=False),
        pk("acceptance_tries", "seq"),
    )
    index("acceptance_tries", "address", "at")
    index("acceptance_tries", "at")
