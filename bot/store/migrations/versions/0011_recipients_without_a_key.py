"""Recipients no longer refer to learners by a key that the database looks up for each of 300,000 rows."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drops that key; whoever writes recipients down locks the learners among them instead."""
    with op.batch_alter_table("delivery") as delivery:
        delivery.drop_constraint("fk_delivery_learner_id", type_="foreignkey")
