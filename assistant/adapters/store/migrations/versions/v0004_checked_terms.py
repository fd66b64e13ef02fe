"""What people said of the terms of contracts."""

from alembic import op

from assistant.adapters.store.migrations.declare import day, index, key, of_customer, pk, texts, words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new table."""
    op.create_table(
        "checked_terms",
        key("contract_no"),
        *of_customer("checked_terms"),
        key("id"),
        *words("field"),
        *texts("value", "quote"),
        *words("state"),
        *texts("note"),
        key("checked_by"),
        day("checked_on"),
        pk("checked_terms", "contract_no", "id"),
    )
    index("checked_terms", "customer_code")
