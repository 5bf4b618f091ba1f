"""Classes, and who belongs to which."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables of classes and of enrolments."""
    op.create_table(
        "classroom",
        sa.Column("number", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("track", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("mentor", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_classroom"),
        sa.UniqueConstraint("code", name="uq_classroom_code"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "enrolment",
        sa.Column("learner_id", KEY, autoincrement=False, nullable=False),
        sa.Column("classroom_number", KEY, nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_enrolment_learner_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["classroom_number"], ["classroom.number"], name="fk_enrolment_classroom_number", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", name="pk_enrolment"),
    )
    op.create_index("ix_enrolment_classroom_number", "enrolment", ["classroom_number"])
