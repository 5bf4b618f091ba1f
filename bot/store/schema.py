"""The schema's version: brings a database up to this program's, and says where the two do not fit."""

import asyncio
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.model.errors import SchemaTooNew, SchemaTooOld
from bot.store.engine import make_folder, parse_url
from bot.store.faults import translated
from bot.store.tables import metadata

UPGRADE_BUSY_SECONDS = 60.0
"""Another program may be in the middle of the same migrations."""

_UPGRADE_LOCK = 0x62616E686F63  # "banhoc"; any number that other programs on the server do not use


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


@dataclass(frozen=True, slots=True)
class SchemaState:
    """Where a database's schema stands.

    `revision` is None in an empty database. `differences` are what a look at the tables found that the migrations
    should not have left, in one line each.
    """

    revision: str | None
    head: str
    is_newer: bool
    differences: tuple[str, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether this program and the database fit."""
        return self.revision == self.head and not self.differences


def head() -> str:
    """The revision that this program wants."""
    revision = _scripts().get_current_head()
    assert revision is not None
    return revision


def knows(revision: str) -> bool:
    """Whether this program has the migration that leads to a revision."""
    return any(script.revision == revision for script in _scripts().walk_revisions())


def current_revision(connection: Connection) -> str | None:
    """The database's revision, or None where no migration has run."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def require_current(connection: Connection) -> None:
    """Lets a database pass whose schema is this program's.

    Raises:
        SchemaTooOld: it is older; the schema is to be upgraded.
        SchemaTooNew: it is newer; the program is to be upgraded.
    """
    revision = current_revision(connection)
    if revision == head():
        return
    if revision is None or knows(revision):
        raise SchemaTooOld("The database's schema is older than this program: run `banhoc db upgrade`.")
    raise newer(revision)


def newer(revision: str) -> SchemaTooNew:
    """The error for a schema that this program does not know."""
    return SchemaTooNew(
        f"The database's schema ({revision}) is newer than this program: upgrade the program; nothing was changed."
    )


def inspect_schema(connection: Connection) -> SchemaState:
    """Compares the tables that there are with those that there should be."""
    revision = current_revision(connection)
    is_newer = revision is not None and not knows(revision)
    if revision != head():
        return SchemaState(revision, head(), is_newer)
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    differences = tuple(str(difference) for difference in compare_metadata(context, metadata))
    return SchemaState(revision, head(), is_newer=False, differences=differences)


def faults_of(state: SchemaState) -> tuple[str, ...]:
    """What is wrong with a schema, one sentence each; nothing where it is this program's."""
    if state.is_newer:
        return (f"schema: {state.revision} is newer than this program's {state.head}: upgrade the program",)
    if state.revision != state.head:
        return (
            f"schema: {state.revision or 'none'} is older than this program's {state.head}: run `banhoc db upgrade`",
        )
    return tuple(f"schema: differs from this program's: {difference}" for difference in state.differences)


def migrate(connection: Connection) -> None:
    """Runs the migrations that are missing, within the connection's transaction.

    On SQLite the transaction itself keeps others out, on PostgreSQL an advisory lock that ends with it: whoever comes
    second finds nothing left to do.

    Raises:
        SchemaTooNew: the schema is newer than this program.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
    revision = current_revision(connection)
    if revision is not None and not knows(revision):
        raise newer(revision)
    if revision == head():
        return
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def upgrade(database_url: str) -> None:
    """Makes the database where there is none, and brings its schema up to this program's; harmless to repeat.

    Args:
        database_url: as for `open_store`.

    Raises:
        SettingsError: the address is of no database that this program can use.
        StoreAway: the database was not reached, or cannot be written.
        SchemaTooNew: the schema is newer than this program.
    """
    url = parse_url(database_url)
    try:
        if url.get_backend_name() == "sqlite":
            make_folder(url)
            await asyncio.to_thread(upgrade_file, database_url)
        else:
            from bot.store.postgres import make_engine  # noqa: PLC0415 - the driver is an extra

            engine = make_engine(url)
            try:
                async with engine.begin() as connection:
                    await connection.run_sync(migrate)
            finally:
                await engine.dispose()
    except Exception as error:
        fault = translated(error, url)
        if fault is None or fault is error:
            raise
        raise fault from error


def upgrade_file(database_url: str) -> None:
    """Upgrades a SQLite file; raises what the driver raises, and SchemaTooNew."""
    from bot.store.sqlite import make_engine  # noqa: PLC0415 - as in upgrade

    # Foreign keys are off: a migration that copies a table and drops the old one must not delete what refers to it.
    engine = make_engine(parse_url(database_url), has_foreign_keys=False, busy_seconds=UPGRADE_BUSY_SECONDS)
    try:
        with engine.begin() as connection:
            migrate(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"the migration would leave {len(broken)} rows that refer to nothing")
    finally:
        engine.dispose()
