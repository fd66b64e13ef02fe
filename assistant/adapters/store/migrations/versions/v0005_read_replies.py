"""What people said that customers' replies say."""

from alembic import op

from assistant.adapters.store.migrations.declare import index, key, moment, of_customer, pk, texts

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new table."""
    op.create_table(
        "read_replies",
        key("reply_id"),
        *of_customer("read_replies"),
        key("currency"),
        *texts("said", "corrected", "entries"),
        key("read_by"),
        moment("read_at"),
        pk("read_replies", "reply_id"),
    )
    index("read_replies", "customer_code", "currency")
