"""Platforms that messages are pushed to: who has left, whose lease a lock stands behind, and what was uploaded."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds when somebody left, whether a lock stands behind a lease, and the table of uploads."""
    op.add_column("address", sa.Column("gone_at", MOMENT, nullable=True))
    op.add_column("lease", sa.Column("is_locked", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "upload",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("channel", "account", "content_hash", name="pk_upload"),
    )
