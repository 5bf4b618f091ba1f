"""Learners, where they talk, and what they did."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Identity,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
    true,
)

from bot.store.columns import BigKey, UtcDateTime
from bot.store.tables.base import learner_column, metadata

learner = Table(
    "learner",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    Column("mark", String, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("place", String),
    Column("wants_news", Boolean, nullable=False, server_default=true()),
    Column("created_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

address = Table(
    "address",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    Column("channel", String, nullable=False),
    Column("account", String, nullable=False),
    Column("peer", String, nullable=False),
    learner_column(is_nullable=True),
    Column("state", Text),
    Column("visit_until", UtcDateTime),
    Column("last_number", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("gone_at", UtcDateTime),
    UniqueConstraint("channel", "account", "peer"),
    Index(None, "learner_id"),
    Index(
        None,
        "visit_until",
        sqlite_where=text("visit_until IS NOT NULL"),
        postgresql_where=text("visit_until IS NOT NULL"),
    ),
    sqlite_autoincrement=True,
)

consent = Table(
    "consent",
    metadata,
    learner_column(is_key=True),
    Column("version", String, primary_key=True),
    Column("given_at", UtcDateTime, primary_key=True),
    Column("by_guardian", Boolean, nullable=False),
)

progress = Table(
    "progress",
    metadata,
    learner_column(is_key=True),
    Column("lesson", String, primary_key=True),
    Column("content_hash", String, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    learner_column(),
    Column("lesson", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("step", String, nullable=False),
    Column("exercise", String),
    Column("score", Float, nullable=False),
    Column("text", Text),
    Column("grade", Text),
    Column("made_at", UtcDateTime, nullable=False),
    Index(None, "learner_id", "id"),
)

notebook = Table(
    "notebook",
    metadata,
    learner_column(is_key=True),
    Column("kind", String, primary_key=True),
    Column("lesson", String, primary_key=True),
    Column("step", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
)

return_code = Table(
    "return_code",
    metadata,
    learner_column(is_key=True),
    Column("digits_hash", String, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failed_from", UtcDateTime),
    Column("expires_at", UtcDateTime),
)

tombstone = Table(
    "tombstone",
    metadata,
    Column("mark_hash", String, primary_key=True),
    Column("erased_at", UtcDateTime, nullable=False),
)
