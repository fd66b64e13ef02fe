"""What was sent to language models, and another wording beside that of a message."""

import sqlalchemy as sa
from alembic import op

from assistant.adapters.store.migrations.declare import counted, index, key, pk, texts, version

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new table and column; messages of before have one wording."""
    op.create_table("model_calls", counted(), key("about"), version(), *texts("call"), pk("model_calls", "seq"))
    index("model_calls", "about")
    op.add_column("message_versions", sa.Column("other", sa.Text, nullable=False, server_default="null"))
