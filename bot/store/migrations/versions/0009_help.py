"""Help that staff gave beside people, and its confirmations."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables of help."""
    op.create_table(
        "help_given",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("code_hash", sa.String(), nullable=True),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.CheckConstraint("minutes > 0 AND people > 0", name=op.f("ck_help_given_size")),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_help_given_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_help_given"),
        sa.UniqueConstraint("code_hash", name="uq_help_given_code_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_help_given_learner_id_made_at", "help_given", ["learner_id", "made_at"])
    op.create_table(
        "help_confirmation",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("help_id", KEY, nullable=False),
        sa.Column("at_hash", sa.String(), nullable=True),
        sa.Column("who_hash", sa.String(), nullable=True),
        sa.Column("is_again", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["help_id"], ["help_given.id"], name="fk_help_confirmation_help_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_help_confirmation"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_help_confirmation_help_id", "help_confirmation", ["help_id"])
    op.create_index("ix_help_confirmation_at_hash", "help_confirmation", ["at_hash"])
    op.create_index("ix_help_confirmation_who_hash", "help_confirmation", ["who_hash"])
