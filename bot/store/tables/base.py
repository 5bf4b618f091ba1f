"""What all tables share: one MetaData, how constraints are named, and the column that says whose a row is."""

from sqlalchemy import Column, ForeignKey, MetaData

from bot.store.columns import BigKey

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def learner_column(*, is_nullable: bool = False, is_key: bool = False) -> Column[int]:
    """Whose a row is; what bears it goes with the learner."""
    return Column(
        "learner_id",
        BigKey,
        ForeignKey("learner.id", ondelete="CASCADE"),
        nullable=is_nullable,
        primary_key=is_key,
        autoincrement=False,
    )
