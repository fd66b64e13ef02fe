"""What a payment plan was agreed on."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new column; of plans of before it is not known."""
    op.add_column("payment_plans", sa.Column("debt", sa.Text, nullable=False, server_default="null"))
