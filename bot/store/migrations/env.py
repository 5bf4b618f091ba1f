"""Alembic's environment: it migrates over the connection that `bot.store.schema` hands it, in its transaction."""

from alembic import context

from bot.store.tables import metadata

_connection = context.config.attributes["connection"]
context.configure(
    connection=_connection,
    target_metadata=metadata,
    render_as_batch=_connection.dialect.name == "sqlite",
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
