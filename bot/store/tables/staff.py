"""Who helps and answers for what, how they were invited, and what was done."""

from sqlalchemy import Boolean, Column, ForeignKey, Identity, Index, Integer, SmallInteger, String, Table, Text

from bot.store.columns import BigKey, UtcDateTime
from bot.store.tables.base import learner_column, metadata

staff = Table(
    "staff",
    metadata,
    learner_column(is_key=True),
    Column("name", String, nullable=False),
    Column("duty", Text, nullable=False),
    Column("digest_minute", SmallInteger, nullable=False),
    Column("is_away", Boolean, nullable=False),
    Column("takes_urgent", Boolean, nullable=False),
    Column("most_open", SmallInteger, nullable=False),
    Column("topics", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("digested_on", String),
    Column("since", UtcDateTime, nullable=False),
)
"""A person with posts. `duty`, `topics` and `languages` are JSON; `digested_on` is the local day of the last digest."""

post = Table(
    "post",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    learner_column(),
    Column("role", String, nullable=False),
    Column("place", String),
    Column("granted_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Index(None, "learner_id"),
    sqlite_autoincrement=True,
)

invitation = Table(
    "invitation",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    Column("code_hash", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("place", String),
    Column("uses_left", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("made_by", BigKey),
    sqlite_autoincrement=True,
)
"""Leave to take up a post. `made_by` is a learner's number without a reference, None for the command line."""

audit = Table(
    "audit",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", BigKey),
    Column("act", String, nullable=False),
    Column("thing", String, nullable=False),
    Column("subject", BigKey),
    Column("place", String),
    Column("reason", Text),
    Index(None, "subject"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)
"""Who did what, when, to whom: rows are added and never changed, which a trigger sees to.

`actor` and `subject` are learners' numbers without a reference: they outlive an erasure, as numbers of nobody.
`actor` is None for the command line and for the program itself. `thing` names what it was done to (`class:12`).
"""

alert = Table(
    "alert",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    learner_column(is_nullable=True),
    Column("kind", String, nullable=False),
    Column("thing", String, nullable=False),
    Column("about", BigKey, ForeignKey("learner.id", ondelete="SET NULL")),
    Column("place", String),
    Column("words", Text, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    Column("settled_by", BigKey),
    Index(None, "learner_id"),
    Index(None, "about"),
    Index(None, "settled_at", "raised_at"),
    sqlite_autoincrement=True,
)
"""What an admin has to look at. `learner_id` is whose concern it is, `about` the member of staff whom it is about,
and who therefore never sees it; `words` have their personal data masked."""
