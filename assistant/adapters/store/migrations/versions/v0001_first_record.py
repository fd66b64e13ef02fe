"""The first record: customers and their ledger, our own side, and an audit log that only grows."""

import sqlalchemy as sa
from alembic import op

from assistant.adapters.store.migrations.declare import (
    COUNTER,
    amount,
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

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table; there is no way back but a backup."""
    _customers()
    _ledger()
    _commitments()
    _talk()
    _ourselves()
    _messages()
    _audit()


def _customers() -> None:
    op.create_table(
        "customers",
        key("code"),
        *texts("name", "contact"),
        *words("language"),
        key("region"),
        key("timezone"),
        *words("standing"),
        sa.Column("since", sa.Integer),
        pk("customers", "code"),
    )
    op.create_table(
        "contracts",
        key("number"),
        *of_customer("contracts"),
        *texts("title"),
        *words("language"),
        *texts("text", "clauses"),
        pk("contracts", "number"),
    )
    index("contracts", "customer_code")


def _ledger() -> None:
    op.create_table(
        "invoices",
        *of_customer("invoices"),
        key("number"),
        *amount(),
        day("issued"),
        day("due"),
        key("contract_no"),
        *texts("terms", "note", "source"),
        pk("invoices", "customer_code", "number"),
    )
    index("invoices", "customer_code", "currency")
    for table, dated in (("payments", "received"), ("credit_notes", "issued")):
        op.create_table(
            table,
            *of_customer(table),
            key("number"),
            *amount(),
            day(dated),
            key("invoice_no"),
            *texts("source"),
            pk(table, "customer_code", "number"),
        )
        index(table, "customer_code", "currency")
        index(table, "customer_code", "invoice_no")
    op.create_table(
        "ledger_stamps",
        sa.Column("id", sa.Integer, nullable=False),
        moment("as_of"),
        *texts("source"),
        pk("ledger_stamps", "id"),
    )


def _commitments() -> None:
    op.create_table(
        "promises",
        key("id"),
        *of_customer("promises"),
        *amount(),
        day("made_on"),
        day("due"),
        *texts("quote", "source", "invoice_nos"),
        pk("promises", "id"),
    )
    op.create_table(
        "disputes",
        key("id"),
        *of_customer("disputes"),
        key("invoice_no"),
        *amount(),
        *texts("reason"),
        day("opened_on"),
        *texts("quote", "handler"),
        day("answer_by"),
        day("resolved_on", nullable=True),
        pk("disputes", "id"),
    )
    op.create_table(
        "holds",
        key("id"),
        *of_customer("holds"),
        key("currency"),
        *words("reason"),
        *texts("note"),
        day("since"),
        day("until", nullable=True),
        pk("holds", "id"),
    )
    op.create_table(
        "payment_plans",
        key("id"),
        *of_customer("payment_plans"),
        key("currency"),
        day("agreed_on"),
        *texts("instalments", "invoice_nos"),
        pk("payment_plans", "id"),
    )
    for table in ("promises", "disputes", "holds", "payment_plans"):
        index(table, "customer_code", "currency")


def _talk() -> None:
    op.create_table(
        "contacts",
        *of_customer("contacts"),
        key("currency"),
        moment("at"),
        key("channel"),
        key("kind"),
        key("stage"),
        *texts("outcome", "note"),
        pk("contacts", "customer_code", "currency", "at", "channel", "kind"),
    )
    op.create_table(
        "replies",
        key("id"),
        *of_customer("replies"),
        key("currency"),
        moment("received"),
        *texts("subject", "text"),
        pk("replies", "id"),
    )
    index("replies", "customer_code", "currency")
    op.create_table(
        "causes",
        *of_customer("causes"),
        key("currency"),
        *words("cause"),
        *texts("evidence"),
        day("noted_on"),
        pk("causes", "customer_code", "currency"),
    )


def _ourselves() -> None:
    op.create_table("creditors", sa.Column("id", sa.Integer, nullable=False), *texts("profile"), pk("creditors", "id"))
    op.create_table(
        "people",
        key("login"),
        *texts("name", "title", "email", "phone", "roles"),
        sa.Column("active", sa.Boolean, nullable=False),
        *texts("password_hash"),
        pk("people", "login"),
    )
    op.create_table(
        "sessions",
        key("token_hash"),
        key("login"),
        moment("created"),
        moment("last_seen"),
        pk("sessions", "token_hash"),
        fk("sessions", ["login"], ["people.login"]),
    )
    index("sessions", "login")
    op.create_table(
        "sign_ins",
        counted(),
        key("login"),
        key("address"),
        moment("at"),
        sa.Column("succeeded", sa.Boolean, nullable=False),
        pk("sign_ins", "seq"),
    )
    index("sign_ins", "login", "at")
    index("sign_ins", "address", "at")


def _messages() -> None:
    op.create_table("counters", key("name"), sa.Column("value", sa.BigInteger, nullable=False), pk("counters", "name"))
    op.create_table(
        "messages",
        counted(),
        key("id"),
        key("case_id"),
        version(),
        *words("status"),
        key("facts_fingerprint"),
        key("author"),
        moment("created"),
        pk("messages", "seq"),
        sa.UniqueConstraint("id", name="uq_messages_id"),
    )
    index("messages", "case_id")
    index("messages", "status")
    op.create_table(
        "message_versions",
        key("message_id"),
        version(),
        *words("status"),
        key("editor"),
        key("facts_fingerprint"),
        *texts("brief", "draft", "report", "sender", "recipients"),
        moment("changed"),
        *texts("endorsements", "note"),
        pk("message_versions", "message_id", "version"),
        fk("message_versions", ["message_id"], ["messages.id"]),
    )
    to = ["message_versions.message_id", "message_versions.version"]
    op.create_table(
        "outbox",
        counted(),
        key("message_id"),
        version(),
        key("content_hash"),
        key("header_id"),
        moment("queued"),
        key("state"),
        *texts("place"),
        pk("outbox", "seq"),
        sa.UniqueConstraint("message_id", "version", name="uq_outbox_message_id_version"),
        fk("outbox", ["message_id", "version"], to),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", COUNTER, autoincrement=False, nullable=False),
        *texts("at", "actor", "event", "subject"),
        version(),
        *texts("body", "previous", "hash"),
        pk("audit", "seq"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def _guard_on_sqlite() -> None:
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_refuses_{act.lower()} BEFORE {act} ON audit"
            " BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
        )
    # INSERT OR REPLACE deletes without a delete trigger.
    op.execute(
        "CREATE TRIGGER audit_refuses_insert BEFORE INSERT ON audit WHEN NEW.seq <= (SELECT max(seq) FROM audit)"
        " BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
    )


def _guard_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF TG_OP <> 'INSERT' OR NEW.seq <= (SELECT max(seq) FROM audit) THEN"
        " RAISE EXCEPTION 'the audit log only grows'; END IF; RETURN NEW; END $$"
    )
    for act, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("INSERT", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER audit_refuses_{act.lower()} BEFORE {act} ON audit"
            f" FOR EACH {each} EXECUTE FUNCTION audit_refuses()"
        )
