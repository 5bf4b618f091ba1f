"""Questions to humans, and the words said about each."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def _to_learner(table: str, column: str, then: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["learner.id"], name=f"fk_{table}_{column}", ondelete=then)


def upgrade() -> None:
    """Makes the tables of questions."""
    op.create_table(
        "question",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("circle", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("classroom_number", KEY, nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("lesson", sa.String(), nullable=True),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("holder", KEY, nullable=True),
        sa.Column("offered_to", KEY, nullable=True),
        sa.Column("passed", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("claimed_at", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'claimed', 'answered', 'closed', 'withdrawn')", name=op.f("ck_question_state")
        ),
        sa.CheckConstraint(
            "(holder IS NULL) OR state IN ('claimed', 'answered', 'closed')", name=op.f("ck_question_holder")
        ),
        _to_learner("question", "learner_id", "CASCADE"),
        _to_learner("question", "holder", "SET NULL"),
        _to_learner("question", "offered_to", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_question_learner_id", "question", ["learner_id"])
    op.create_index("ix_question_state_due_at", "question", ["state", "due_at"])
    op.create_index("ix_question_holder", "question", ["holder"])
    op.create_index("ix_question_offered_to", "question", ["offered_to"])
    op.create_table(
        "words",
        sa.Column("id", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("question_id", KEY, nullable=False),
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("written_by", KEY, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("is_understood", sa.Boolean(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('learner', 'mentor', 'note')", name=op.f("ck_words_kind")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="fk_words_question_id", ondelete="CASCADE"),
        _to_learner("words", "learner_id", "CASCADE"),
        _to_learner("words", "written_by", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_words"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_words_question_id_id", "words", ["question_id", "id"])
    op.create_index("ix_words_learner_id", "words", ["learner_id"])
    op.create_index("ix_words_written_by", "words", ["written_by"])
