"""The tree of places, what is counted in them, and what each import changed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables of places, of their numbers and of imports."""
    op.create_table(
        "place",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["parent"], ["place.code"], name="fk_place_parent", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code", name="pk_place"),
    )
    op.create_index("ix_place_parent", "place", ["parent"])
    op.create_table(
        "headcount",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["place"], ["place.code"], name="fk_headcount_place", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("place", "what", name="pk_headcount"),
    )
    op.create_table(
        "place_import",
        sa.Column("number", KEY, sa.Identity(always=True), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("undo", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_place_import"),
        sqlite_autoincrement=True,
    )
