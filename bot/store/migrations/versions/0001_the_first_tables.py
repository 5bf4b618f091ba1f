"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes every table of the first version."""
    _make_tables_on_their_own()
    _make_tables_of_learners()
    _make_inbox_and_outbox()


def _make_tables_on_their_own() -> None:
    op.create_table(
        "learner",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learner"),
        sa.UniqueConstraint("mark", name="uq_learner_mark"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "lease",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("channel", "account", name="pk_lease"),
    )
    op.create_table(
        "lesson_version",
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("stored_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("content_hash", name="pk_lesson_version"),
        sa.UniqueConstraint("lesson", "version", name="uq_lesson_version_lesson_version"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "tombstone",
        sa.Column("mark_hash", sa.String(), nullable=False),
        sa.Column("erased_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("mark_hash", name="pk_tombstone"),
    )


def _make_tables_of_learners() -> None:
    op.create_table(
        "address",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("learner_id", KEY, autoincrement=False, nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("visit_until", MOMENT, nullable=True),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_address_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_address"),
        sa.UniqueConstraint("channel", "account", "peer", name="uq_address_channel_account_peer"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_address_learner_id", "address", ["learner_id"])
    op.create_index(
        "ix_address_visit_until",
        "address",
        ["visit_until"],
        sqlite_where=sa.text("visit_until IS NOT NULL"),
        postgresql_where=sa.text("visit_until IS NOT NULL"),
    )

    op.create_table(
        "attempt",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("learner_id", KEY, autoincrement=False, nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_attempt_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_learner_id_id", "attempt", ["learner_id", "id"])

    op.create_table(
        "consent",
        sa.Column("learner_id", KEY, autoincrement=False, nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("by_guardian", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_consent_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", "version", "given_at", name="pk_consent"),
    )
    op.create_table(
        "notebook",
        sa.Column("learner_id", KEY, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_notebook_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", "kind", "lesson", "step", name="pk_notebook"),
    )
    op.create_table(
        "progress",
        sa.Column("learner_id", KEY, autoincrement=False, nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_progress_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", "lesson", name="pk_progress"),
    )


def _make_inbox_and_outbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("update_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("address_id", KEY, nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('handled', 'waiting', 'parked')", name="ck_inbox_state"),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="fk_inbox_address_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("channel", "account", "update_id", name="pk_inbox"),
    )
    op.create_index(
        "ix_inbox_address_id",
        "inbox",
        ["address_id"],
        sqlite_where=sa.text("address_id IS NOT NULL"),
        postgresql_where=sa.text("address_id IS NOT NULL"),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])

    op.create_table(
        "outbox",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("address_id", KEY, nullable=False),
        sa.Column("learner_id", KEY, autoincrement=False, nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("replaces", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'failed', 'gone', 'unknown')", name="ck_outbox_state"
        ),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="fk_outbox_address_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_outbox_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("address_id", "number", name="uq_outbox_address_id_number"),
    )
    op.create_index(
        "ix_outbox_key",
        "outbox",
        ["address_id", "key"],
        sqlite_where=sa.text("key IS NOT NULL"),
        postgresql_where=sa.text("key IS NOT NULL"),
    )
    op.create_index("ix_outbox_learner_id", "outbox", ["learner_id"])
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["address_id", "lane", "id"],
        sqlite_where=sa.text("state IN ('waiting', 'sending')"),
        postgresql_where=sa.text("state IN ('waiting', 'sending')"),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["lane", "id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
