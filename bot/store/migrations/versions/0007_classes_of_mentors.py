"""Classes that mentors open: who leads them, where, who sits in them under which number, and who was there."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

_NUMBERS = """
    UPDATE enrolment SET number = (
        SELECT count(*) FROM enrolment AS earlier
        WHERE earlier.classroom_number = enrolment.classroom_number
        AND (earlier.joined_at < enrolment.joined_at
             OR (earlier.joined_at = enrolment.joined_at AND earlier.learner_id <= enrolment.learner_id))
    )
"""
_LAST = """
    UPDATE classroom SET last_number = (
        SELECT count(*) FROM enrolment WHERE enrolment.classroom_number = classroom.number
    )
"""


def upgrade() -> None:
    """Adds to classes and enrolments, numbers those who are there, and makes the tables of what a class does."""
    with op.batch_alter_table("classroom") as classroom:
        classroom.add_column(sa.Column("opened_by", KEY, nullable=True))
        classroom.add_column(sa.Column("place_code", sa.String(), nullable=True))
        classroom.add_column(sa.Column("approved_at", MOMENT, nullable=True))
        classroom.add_column(sa.Column("capacity", sa.Integer(), nullable=True))
        classroom.add_column(sa.Column("last_number", sa.Integer(), nullable=False, server_default=sa.text("0")))
        classroom.create_foreign_key("fk_classroom_opened_by", "learner", ["opened_by"], ["id"], ondelete="SET NULL")
        classroom.create_index("ix_classroom_opened_by", ["opened_by"])
    op.add_column("enrolment", sa.Column("number", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("return_code", sa.Column("expires_at", MOMENT, nullable=True))
    op.execute("UPDATE classroom SET approved_at = opened_at")
    op.execute(_NUMBERS)
    op.execute(_LAST)
    op.drop_index("ix_enrolment_classroom_number", "enrolment")
    op.create_index("ix_enrolment_classroom_number_number", "enrolment", ["classroom_number", "number"], unique=True)
    _make_people()
    _make_sessions()


def _make_people() -> None:
    op.create_table(
        "class_mentor",
        sa.Column("classroom_number", KEY, autoincrement=False, nullable=False),
        sa.Column("learner_id", KEY, autoincrement=False, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_number"], ["classroom.number"], name="fk_class_mentor_classroom_number", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_class_mentor_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("classroom_number", "learner_id", name="pk_class_mentor"),
    )
    op.create_index("ix_class_mentor_learner_id", "class_mentor", ["learner_id"])
    op.create_table(
        "guest",
        sa.Column("classroom_number", KEY, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_number"], ["classroom.number"], name="fk_guest_classroom_number", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("classroom_number", "number", name="pk_guest"),
    )


def _make_sessions() -> None:
    op.create_table(
        "class_session",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("classroom_number", KEY, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_number"], ["classroom.number"], name="fk_class_session_classroom_number", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_class_session"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_class_session_classroom_number", "class_session", ["classroom_number"])
    op.create_table(
        "attendance",
        sa.Column("session_id", KEY, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by_list", sa.Boolean(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["class_session.id"], name="fk_attendance_session_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "number", name="pk_attendance"),
    )
