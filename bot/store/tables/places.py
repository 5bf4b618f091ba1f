"""The tree of places, what is counted in them, and what each import changed."""

from sqlalchemy import Column, Date, ForeignKey, Identity, Index, Integer, String, Table, Text

from bot.store.columns import BigKey, UtcDateTime
from bot.store.tables.base import metadata

place = Table(
    "place",
    metadata,
    Column("code", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("parent", String, ForeignKey("place.code", ondelete="CASCADE")),
    Index(None, "parent"),
)

headcount = Table(
    "headcount",
    metadata,
    Column("place", String, ForeignKey("place.code", ondelete="CASCADE"), primary_key=True),
    Column("what", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("as_of", Date, nullable=False),
)

place_import = Table(
    "place_import",
    metadata,
    Column("number", BigKey, Identity(always=True), primary_key=True),
    Column("file", String, nullable=False),
    Column("undo", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime),
    sqlite_autoincrement=True,
)
"""`undo` is the JSON of what stood there before: the newest import can be taken back."""
