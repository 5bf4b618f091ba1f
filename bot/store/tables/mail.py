"""What arrived and what is owed; who sends it, and what a platform holds already."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from bot.store.columns import BigKey, UtcDateTime
from bot.store.tables.base import learner_column, metadata

inbox = Table(
    "inbox",
    metadata,
    Column("channel", String, primary_key=True),
    Column("account", String, primary_key=True),
    Column("update_id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("address_id", BigKey, ForeignKey("address.id", ondelete="CASCADE")),
    Column("body", Text),
    Column("error", Text),
    Column("tries", Integer, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    CheckConstraint("state IN ('handled', 'waiting', 'parked')", name="state"),
    Index(None, "received_at"),
    Index(
        None,
        "address_id",
        sqlite_where=text("address_id IS NOT NULL"),
        postgresql_where=text("address_id IS NOT NULL"),
    ),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    Column("address_id", BigKey, ForeignKey("address.id", ondelete="CASCADE"), nullable=False),
    learner_column(is_nullable=True),
    Column("number", Integer, nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("state", String, nullable=False),
    Column("epoch", Integer),
    Column("tries", Integer, nullable=False),
    Column("not_before", UtcDateTime),
    Column("key", String),
    Column("replaces", String),
    Column("external_id", String),
    Column("body", Text, nullable=False),
    Column("seen_at", UtcDateTime),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("address_id", "number"),
    CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed', 'gone', 'unknown')", name="state"),
    Index(None, "learner_id"),
    Index(
        "ix_outbox_waiting",
        "lane",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index(
        "ix_outbox_open",
        "address_id",
        "lane",
        "id",
        sqlite_where=text("state IN ('waiting', 'sending')"),
        postgresql_where=text("state IN ('waiting', 'sending')"),
    ),
    Index(
        "ix_outbox_key",
        "address_id",
        "key",
        sqlite_where=text("key IS NOT NULL"),
        postgresql_where=text("key IS NOT NULL"),
    ),
)

lease = Table(
    "lease",
    metadata,
    Column("channel", String, primary_key=True),
    Column("account", String, primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("owner", String, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("is_locked", Boolean, nullable=False, server_default=false()),
)

upload = Table(
    "upload",
    metadata,
    Column("channel", String, primary_key=True),
    Column("account", String, primary_key=True),
    Column("content_hash", String, primary_key=True),
    Column("file_id", String, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)
