"""The schema's history, as Alembic migrations; run by `bot.store.schema` alone."""
