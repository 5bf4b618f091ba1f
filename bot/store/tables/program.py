"""What the program notes for itself."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from bot.store.columns import UtcDateTime
from bot.store.tables.base import metadata

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

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
