"""Classes, and who belongs to them."""

from sqlalchemy import Boolean, Column, ForeignKey, Identity, Index, Integer, String, Table, text

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
    Column("opened_by", BigKey, ForeignKey("learner.id", ondelete="SET NULL")),
    Column("place_code", String),
    Column("approved_at", UtcDateTime),
    Column("capacity", Integer),
    Column("last_number", Integer, nullable=False, server_default=text("0")),
    Index(None, "opened_by"),
    sqlite_autoincrement=True,
)

enrolment = Table(
    "enrolment",
    metadata,
    learner_column(is_key=True),
    Column("classroom_number", BigKey, ForeignKey("classroom.number", ondelete="CASCADE"), nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("number", Integer, nullable=False, server_default=text("0")),
    Index(None, "classroom_number", "number", unique=True),
)
"""`number` is the learner's own in their class, for screen and paper; it is never given again in that class."""

class_mentor = Table(
    "class_mentor",
    metadata,
    Column(
        "classroom_number",
        BigKey,
        ForeignKey("classroom.number", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    learner_column(is_key=True),
    Column("since", UtcDateTime, nullable=False),
    Index(None, "learner_id"),
)

guest = Table(
    "guest",
    metadata,
    Column(
        "classroom_number",
        BigKey,
        ForeignKey("classroom.number", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)
"""Who sits in a class without a telephone, by the name on its list; it goes when the class is closed."""

class_session = Table(
    "class_session",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    Column("classroom_number", BigKey, ForeignKey("classroom.number", ondelete="CASCADE"), nullable=False),
    Column("code", String, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Index(None, "classroom_number"),
    sqlite_autoincrement=True,
)
"""One meeting of a class; its code counts until then."""

attendance = Table(
    "attendance",
    metadata,
    Column(
        "session_id", BigKey, ForeignKey("class_session.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("by_list", Boolean, nullable=False),
    Column("noted_at", UtcDateTime, nullable=False),
)
"""Who was there, by their number in the class; `by_list` where a mentor noted it."""
