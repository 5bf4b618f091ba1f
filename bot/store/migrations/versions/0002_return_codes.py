"""Return codes: by which a learner comes back from another browser or telephone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the table of return codes."""
    op.create_table(
        "return_code",
        sa.Column("learner_id", KEY, autoincrement=False, nullable=False),
        sa.Column("digits_hash", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_from", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name="fk_return_code_learner_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("learner_id", name="pk_return_code"),
    )
