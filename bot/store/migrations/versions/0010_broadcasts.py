"""Broadcasts, their recipients, how many stand where, and answers to polls; who wants news stands in a column."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
_LEARNER = sa.table("learner", sa.column("state", sa.Text), sa.column("wants_news", sa.Boolean))
_OPTED_OUT = '"wants_news":false'
"""How it stands in a written dialogue; within somebody's own words quotes have a backslash before them."""
_LIVE = sa.text("state IN ('scheduled', 'running', 'paused')")
_WAITING = sa.text("state = 'waiting'")
_SENDING = sa.text("state = 'sending'")


def upgrade() -> None:
    """Makes the tables of broadcasts, and the column of who wants news out of what people's dialogues say."""
    op.add_column("learner", sa.Column("wants_news", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute(sa.update(_LEARNER).where(_LEARNER.c.state.contains(_OPTED_OUT)).values(wants_news=False))
    op.create_table(
        "broadcast",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("pause", sa.String(), nullable=True),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("made_by", KEY, nullable=True),
        sa.Column("confirmed_by", KEY, nullable=True),
        sa.Column("is_asked", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("starts_at", MOMENT, nullable=True),
        sa.Column("valid_until", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("frozen_to", KEY, nullable=False, server_default=sa.text("0")),
        sa.Column("frozen_at", MOMENT, nullable=True),
        sa.Column("judged_ended", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("judged_failed", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("stalled_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'scheduled', 'running', 'paused', 'finished', 'cancelled')",
            name=op.f("ck_broadcast_state"),
        ),
        sa.ForeignKeyConstraint(["made_by"], ["learner.id"], name="fk_broadcast_made_by", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["learner.id"], name="fk_broadcast_confirmed_by", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_broadcast"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_broadcast_made_by", "broadcast", ["made_by"])
    op.create_index("ix_broadcast_confirmed_by", "broadcast", ["confirmed_by"])
    op.create_index("ix_broadcast_live", "broadcast", ["state"], sqlite_where=_LIVE, postgresql_where=_LIVE)
    op.create_table(
        "delivery",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("broadcast_id", KEY, nullable=False),
        sa.Column("learner_id", KEY, nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'failed', 'gone', 'unknown', 'skipped')",
            name=op.f("ck_delivery_state"),
        ),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_delivery_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("learner_id", "broadcast_id", name="uq_delivery_learner_id_broadcast_id"),
    )
    op.create_index("ix_delivery_broadcast_id_id", "delivery", ["broadcast_id", "id"])
    op.create_index(
        "ix_delivery_waiting",
        "delivery",
        ["channel", "account", "broadcast_id", "id"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )
    op.create_index(
        "ix_delivery_sending",
        "delivery",
        ["channel", "account"],
        sqlite_where=_SENDING,
        postgresql_where=_SENDING,
    )
    op.create_table(
        "broadcast_tally",
        sa.Column("broadcast_id", KEY, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcast.id"], name="fk_broadcast_tally_broadcast_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("broadcast_id", "channel", "account", "state", name="pk_broadcast_tally"),
    )
    op.create_table(
        "poll_answer",
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("broadcast_id", KEY, nullable=False),
        sa.Column("answer", sa.SmallInteger(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcast.id"], name="fk_poll_answer_broadcast_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_poll_answer_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", "broadcast_id", name="pk_poll_answer"),
    )
    op.create_index("ix_poll_answer_broadcast_id", "poll_answer", ["broadcast_id"])
