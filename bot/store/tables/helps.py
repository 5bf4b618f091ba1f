"""Help that staff gave beside people, and that it was confirmed; who was helped stands nowhere."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Identity, Index, Integer, String, Table

from bot.store.columns import BigKey, UtcDateTime
from bot.store.tables.base import learner_column, metadata

help_given = Table(
    "help_given",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    learner_column(),
    Column("topic", String),
    Column("minutes", Integer, nullable=False),
    Column("people", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("code_hash", String, unique=True),
    Column("expires_at", UtcDateTime),
    CheckConstraint("minutes > 0 AND people > 0", name="size"),
    Index(None, "learner_id", "made_at"),
    sqlite_autoincrement=True,
)
"""`learner_id` is who helped; the code's hash goes some days after its hours are over."""

help_confirmation = Table(
    "help_confirmation",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    Column("help_id", BigKey, ForeignKey("help_given.id", ondelete="CASCADE"), nullable=False),
    Column("at_hash", String),
    Column("who_hash", String),
    Column("is_again", Boolean, nullable=False),
    Column("confirmed_at", UtcDateTime, nullable=False),
    Index(None, "help_id"),
    Index(None, "at_hash"),
    Index(None, "who_hash"),
    sqlite_autoincrement=True,
)
"""That one of those helped said so. The hashes name the place and, where it is a learner's, the learner, to one helper
on one day alone; they go some days later. `is_again` where the same person had confirmed that helper's help that day:
it is one help more, and not one person more."""
