"""Classes, and who belongs to them."""

from sqlalchemy import Column, ForeignKey, Identity, Index, String, Table

from bot.store.columns import BigKey, UtcDateTime
from bot.store.tables.base import learner_column, metadata

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
    learner_column(is_key=True),
    Column("classroom_number", BigKey, ForeignKey("classroom.number", ondelete="CASCADE"), nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Index(None, "classroom_number"),
)
