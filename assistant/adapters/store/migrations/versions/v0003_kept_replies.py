"""Replies kept for requests that come again, and how a dispute ended."""

import sqlalchemy as sa
from alembic import op

from assistant.adapters.store.migrations.declare import index, key, moment, pk, texts

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new table and column; disputes that ended before keep no outcome."""
    op.create_table(
        "idempotency_keys",
        key("login"),
        key("key"),
        key("digest"),
        sa.Column("status", sa.Integer, nullable=False),
        *texts("body"),
        moment("at"),
        pk("idempotency_keys", "login", "key"),
    )
    index("idempotency_keys", "at")
    op.add_column("disputes", sa.Column("outcome", sa.Text, nullable=False, server_default=""))
