"""The tables of our own side: profile, people, sessions, messages with every version, outbox and audit log."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from assistant.adapters.store.columns import Counter, Key, Word, counted, document, key, metadata, minor, moment, text
from assistant.domain.message import Status

creditors = Table("creditors", metadata, Column("id", Integer, primary_key=True), document("profile"))


people = Table(
    "people",
    metadata,
    Column("login", Key, primary_key=True),
    document("name"),
    document("title"),
    text("email"),
    text("phone"),
    document("roles"),
    Column("active", Boolean, nullable=False),
    text("password_hash"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Key, primary_key=True),
    Column("login", Key, ForeignKey("people.login"), nullable=False, index=True),
    moment("created"),
    moment("last_seen"),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    counted(),
    key("login"),
    key("address"),
    moment("at"),
    Column("succeeded", Boolean, nullable=False),
    Index(None, "login", "at"),
    Index(None, "address", "at"),
)

# What each request that carried a key was answered: the same key never has a second effect.
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    key("login"),
    key("key"),
    key("digest"),
    Column("status", Integer, nullable=False),
    text("body"),
    moment("at"),
    PrimaryKeyConstraint("login", "key"),
    Index(None, "at"),
)

counters = Table("counters", metadata, Column("name", Key, primary_key=True), minor("value"))

# What another value took the place of, each as it stood; ``key`` is a JSON list of the parts of its key.
earlier_versions = Table(
    "earlier_versions",
    metadata,
    counted(),
    key("table_name"),
    key("key"),
    document("content"),
    moment("replaced"),
    Index(None, "table_name", "key"),
)

# One row a message, with what a conditional update compares; what it says is in its newest version.
messages = Table(
    "messages",
    metadata,
    counted(),
    Column("id", Key, nullable=False, unique=True),
    Column("case_id", Key, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("status", Word(Status), nullable=False, index=True),
    key("facts_fingerprint"),
    key("author"),
    moment("created"),
)

message_versions = Table(
    "message_versions",
    metadata,
    Column("message_id", Key, ForeignKey("messages.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", Word(Status), nullable=False),
    key("editor"),
    key("facts_fingerprint"),
    document("brief"),
    document("draft"),
    document("report"),
    text("sender"),
    document("recipients"),
    moment("changed"),
    document("endorsements"),
    document("note"),
    document("other"),
    PrimaryKeyConstraint("message_id", "version"),
)

# What was sent to language models; ``about`` may be an id of anything, or of what was never stored.
model_calls = Table(
    "model_calls",
    metadata,
    counted(),
    key("about"),
    Column("version", Integer, nullable=False),
    document("call"),
    Index(None, "about"),
)

outbox = Table(
    "outbox",
    metadata,
    counted(),
    key("message_id"),
    Column("version", Integer, nullable=False),
    key("content_hash"),
    key("header_id"),
    moment("queued"),
    key("state"),
    text("place"),
    UniqueConstraint("message_id", "version"),
    ForeignKeyConstraint(["message_id", "version"], ["message_versions.message_id", "message_versions.version"]),
)

# ``at`` and ``body`` are kept as the very text that was hashed.
audit = Table(
    "audit",
    metadata,
    Column("seq", Counter, primary_key=True, autoincrement=False),
    text("at"),
    text("actor"),
    text("event"),
    text("subject"),
    Column("version", Integer, nullable=False),
    text("body"),
    text("previous"),
    text("hash"),
)
