"""Broadcasts, a row for each recipient, how many stand where, and what people answered to a poll."""

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

broadcast = Table(
    "broadcast",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    Column("title", String, nullable=False),
    Column("letter", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("place", String),
    Column("state", String, nullable=False),
    Column("pause", String),
    Column("moves", Integer, nullable=False),
    Column("made_by", BigKey, ForeignKey("learner.id", ondelete="SET NULL")),
    Column("confirmed_by", BigKey, ForeignKey("learner.id", ondelete="SET NULL")),
    Column("is_asked", Boolean, nullable=False, server_default=false()),
    Column("starts_at", UtcDateTime),
    Column("valid_until", UtcDateTime, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("frozen_to", BigKey, nullable=False, server_default=text("0")),
    Column("frozen_at", UtcDateTime),
    Column("judged_ended", Integer, nullable=False, server_default=text("0")),
    Column("judged_failed", Integer, nullable=False, server_default=text("0")),
    Column("stalled_at", UtcDateTime),
    CheckConstraint(
        "state IN ('draft', 'scheduled', 'running', 'paused', 'finished', 'cancelled')",
        name="state",
    ),
    Index(None, "made_by"),
    Index(None, "confirmed_by"),
    Index(
        "ix_broadcast_live",
        "state",
        sqlite_where=text("state IN ('scheduled', 'running', 'paused')"),
        postgresql_where=text("state IN ('scheduled', 'running', 'paused')"),
    ),
    sqlite_autoincrement=True,
)
"""`frozen_to` is the last learner who was looked at for a row, in the order of their numbers. `judged_ended` and
`judged_failed` are how many rows had ended, and how many of these badly, when an admin last said to go on."""

delivery = Table(
    "delivery",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    Column("broadcast_id", BigKey, nullable=False),
    Column("learner_id", BigKey),
    Column("channel", String, nullable=False),
    Column("account", String, nullable=False),
    Column("place", String),
    Column("state", String, nullable=False),
    Column("why", String),
    Column("epoch", Integer),
    Column("tries", Integer, nullable=False),
    Column("not_before", UtcDateTime),
    Column("external_id", String),
    Column("ended_at", UtcDateTime),
    UniqueConstraint("learner_id", "broadcast_id"),
    CheckConstraint(
        "state IN ('waiting', 'sending', 'sent', 'failed', 'gone', 'unknown', 'skipped')",
        name="state",
    ),
    Index("ix_delivery_broadcast_id_id", "broadcast_id", "id"),
    Index(
        "ix_delivery_waiting",
        "channel",
        "account",
        "broadcast_id",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index(
        "ix_delivery_sending",
        "channel",
        "account",
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
)
"""One recipient. Whoever is erased leaves the row behind without its `learner_id`, so that the recipients of a
broadcast stay as many as they were. `channel` and `account` are where they are to be reached, both empty where there
is nowhere; where within it is looked up when the row is claimed. No broadcast is ever deleted, and a learner only after
their rows have forgotten them, so that neither key need be looked up for each of 300,000 rows."""

broadcast_tally = Table(
    "broadcast_tally",
    metadata,
    Column(
        "broadcast_id", BigKey, ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("channel", String, primary_key=True),
    Column("account", String, primary_key=True),
    Column("state", String, primary_key=True),
    Column("recipients", Integer, nullable=False),
)
"""How many rows of `delivery` stand in a state; written with every row, and never without."""

poll_answer = Table(
    "poll_answer",
    metadata,
    learner_column(is_key=True),
    Column(
        "broadcast_id", BigKey, ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("answer", SmallInteger, nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    Index(None, "broadcast_id"),
)
"""What somebody answered last, from 0."""
