"""All tables, as one MetaData; what a learner owns carries `learner_id`, so that exports and erasure find it."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from bot.store.columns import BigKey, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _learner(*, is_nullable: bool = False, is_key: bool = False) -> Column[int]:
    return Column(
        "learner_id",
        BigKey,
        ForeignKey("learner.id", ondelete="CASCADE"),
        nullable=is_nullable,
        primary_key=is_key,
        autoincrement=False,
    )


meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

learner = Table(
    "learner",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    Column("mark", String, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("place", String),
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
    _learner(is_nullable=True),
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
    _learner(is_key=True),
    Column("version", String, primary_key=True),
    Column("given_at", UtcDateTime, primary_key=True),
    Column("by_guardian", Boolean, nullable=False),
)

progress = Table(
    "progress",
    metadata,
    _learner(is_key=True),
    Column("lesson", String, primary_key=True),
    Column("content_hash", String, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    _learner(),
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
    _learner(is_key=True),
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
    _learner(is_key=True),
    Column("digits_hash", String, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failed_from", UtcDateTime),
)

classroom = Table(
    "classroom",
    metadata,
    Column("number", BigKey, Identity(always=True), primary_key=True),
    Column("code", String, nullable=False, unique=True),
    Column("track", String, nullable=False),
    Column("title", String, nullable=False),
    Column("mentor", String, nullable=False),
    Column("place", String, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    sqlite_autoincrement=True,
)

enrolment = Table(
    "enrolment",
    metadata,
    _learner(is_key=True),
    Column("classroom_number", BigKey, ForeignKey("classroom.number", ondelete="CASCADE"), nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Index(None, "classroom_number"),
)

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
    _learner(is_nullable=True),
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

lesson_version = Table(
    "lesson_version",
    metadata,
    Column("content_hash", String, primary_key=True),
    Column("lesson", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False),
    UniqueConstraint("lesson", "version"),
)

tombstone = Table(
    "tombstone",
    metadata,
    Column("mark_hash", String, primary_key=True),
    Column("erased_at", UtcDateTime, nullable=False),
)

IMPERSONAL = frozenset({meta, classroom, lease, upload, lesson_version, tombstone})
"""The tables that hold nothing about any learner; every other table has `learner_id` or `address_id`."""
