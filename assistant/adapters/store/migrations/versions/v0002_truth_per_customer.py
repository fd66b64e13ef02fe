"""The truth per customer: allocations, proofs, undoing, retention, late terms, and a stamp for each feed."""

import sqlalchemy as sa
from alembic import op

from assistant.adapters.store.migrations.declare import (
    MOMENT,
    amount,
    counted,
    day,
    index,
    key,
    moment,
    of_customer,
    pk,
    texts,
    words,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new tables and columns; what is stored already keeps its meaning."""
    _new_columns()
    _ledger()
    _stamps()
    _undone()
    _late_terms()
    _earlier()
    _figures()


def _new_columns() -> None:
    op.add_column("invoices", sa.Column("retention_minor", sa.BigInteger))
    op.add_column("invoices", day("retention_until", nullable=True))
    retained = sa.text("retention_minor IS NOT NULL")
    op.create_index(
        "ix_invoices_retained", "invoices", ["customer_code"], sqlite_where=retained, postgresql_where=retained
    )
    # A stored document says an empty tuple as ``[]``.
    op.add_column("contracts", sa.Column("notes", sa.Text, nullable=False, server_default="[]"))
    for name in ("sender", "source"):
        op.add_column("replies", sa.Column(name, sa.Text, nullable=False, server_default=""))


def _ledger() -> None:
    # The primary key finds a customer's documents; the import pays for every other index row by row.
    for table in ("invoices", "payments", "credit_notes"):
        op.drop_index(f"ix_{table}_customer_code_currency", table)
    op.create_table(
        "allocations",
        key("id"),
        *of_customer("allocations"),
        key("receipt_no"),
        key("invoice_no"),
        *amount(),
        day("made_on"),
        *words("basis"),
        sa.Column("is_credit", sa.Boolean, nullable=False),
        pk("allocations", "id"),
    )
    index("allocations", "customer_code", "currency")
    op.create_table(
        "proofs",
        *of_customer("proofs"),
        key("id"),
        key("invoice_no"),
        *words("kind"),
        day("on"),
        *texts("status", "document", "source"),
        pk("proofs", "customer_code", "id"),
    )


def _stamps() -> None:
    op.create_table(
        "feed_stamps",
        *words("feed"),
        moment("as_of"),
        *texts("source"),
        sa.Column("refused", sa.Integer, nullable=False),
        *texts("refused_customers"),
        pk("feed_stamps", "feed"),
    )
    op.execute(
        "INSERT INTO feed_stamps (feed, as_of, source, refused, refused_customers)"
        " SELECT 'invoices', as_of, source, 0, '[]' FROM ledger_stamps"
    )
    op.drop_table("ledger_stamps")


def _undone() -> None:
    op.create_table(
        "undone",
        *of_customer("undone"),
        *words("kind"),
        key("key"),
        moment("at"),
        key("by"),
        *texts("reason"),
        pk("undone", "customer_code", "kind", "key"),
    )


def _late_terms() -> None:
    op.create_table(
        "late_terms",
        key("contract_no"),
        *of_customer("late_terms"),
        key("law"),
        *texts("rate", "clause", "quote"),
        sa.Column("grace_days", sa.Integer, nullable=False),
        key("confirmed_by"),
        day("confirmed_on"),
        pk("late_terms", "contract_no"),
    )
    index("late_terms", "customer_code")
    op.create_table(
        "reference_rates",
        key("series"),
        day("valid_from"),
        *texts("percent", "source"),
        pk("reference_rates", "series", "valid_from"),
    )
    op.create_table(
        "scope_answers",
        *of_customer("scope_answers"),
        key("rule"),
        key("question"),
        sa.Column("answer", sa.Boolean, nullable=False),
        key("by"),
        day("on"),
        *texts("evidence"),
        pk("scope_answers", "customer_code", "rule", "question"),
    )


def _earlier() -> None:
    op.create_table(
        "earlier_versions",
        counted(),
        key("table_name"),
        key("key"),
        *texts("content"),
        moment("replaced"),
        pk("earlier_versions", "seq"),
    )
    index("earlier_versions", "table_name", "key")


def _figures() -> None:
    op.create_table(
        "case_figures",
        *of_customer("case_figures"),
        key("currency"),
        sa.Column("open_minor", sa.BigInteger, nullable=False),
        sa.Column("open_items", sa.BigInteger, nullable=False),
        day("oldest_due", nullable=True),
        sa.Column("unallocated_minor", sa.BigInteger, nullable=False),
        sa.Column("last_contact", MOMENT),
        pk("case_figures", "customer_code", "currency"),
    )
    op.create_table(
        "case_retentions",
        *of_customer("case_retentions"),
        key("currency"),
        day("until"),
        sa.Column("minor", sa.BigInteger, nullable=False),
        pk("case_retentions", "customer_code", "currency", "until"),
    )
    # Nothing was allocated, undone or retained before this revision.
    op.execute(
        "INSERT INTO case_figures (customer_code, currency, open_minor, open_items, oldest_due, unallocated_minor,"
        " last_contact)"
        " WITH receipts AS (SELECT customer_code, currency, invoice_no, amount_minor FROM payments"
        " UNION ALL SELECT customer_code, currency, invoice_no, amount_minor FROM credit_notes),"
        " on_invoices AS (SELECT customer_code, currency, invoice_no, SUM(amount_minor) AS minor FROM receipts"
        " WHERE invoice_no <> '' GROUP BY customer_code, currency, invoice_no),"
        " lines AS (SELECT i.customer_code, i.currency, i.due, i.amount_minor, COALESCE(o.minor, 0) AS on_it,"
        " 0 AS loose FROM invoices i LEFT JOIN on_invoices o ON o.customer_code = i.customer_code"
        " AND o.currency = i.currency AND o.invoice_no = i.number"
        " UNION ALL SELECT customer_code, currency, NULL, 0, 0, amount_minor FROM receipts)"
        " SELECT l.customer_code, l.currency,"
        " SUM(CASE WHEN amount_minor > on_it THEN amount_minor - on_it ELSE 0 END),"
        " SUM(CASE WHEN amount_minor > on_it THEN 1 ELSE 0 END),"
        " MIN(CASE WHEN amount_minor > on_it THEN due END),"
        " SUM(loose - CASE WHEN on_it > amount_minor THEN amount_minor ELSE on_it END),"
        " (SELECT MAX(c.at) FROM contacts c WHERE c.customer_code = l.customer_code AND c.currency = l.currency"
        " AND c.kind <> 'in')"
        " FROM lines l GROUP BY l.customer_code, l.currency"
    )
