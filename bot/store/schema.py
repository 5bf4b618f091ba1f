"""The schema's version: brings a database up to this program's, and says where the two do not fit."""

import asyncio
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import structlog
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, inspect, text

from bot.model.errors import SchemaTooNew, SchemaTooOld
from bot.store.engine import make_folder, open_any, parse_url
from bot.store.faults import ours, shown
from bot.store.tables import metadata

UPGRADE_BUSY_SECONDS = 60.0
"""Another program may be in the middle of the same migrations."""

TELL_AFTER_SECONDS = 2.0
"""Whoever waits longer wonders whether the program hangs."""

UPGRADE_LOCK = 0x62616E686F63
"""PostgreSQL's advisory lock of whoever migrates: "banhoc", a number that other programs on the server do not use."""

log = structlog.get_logger()


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


def migrate(connection: Connection, to: str = "head") -> None:
    """Runs the migrations that are missing, up to a revision, within the connection's transaction.

    On SQLite the transaction itself keeps others out, on PostgreSQL an advisory lock that ends with it: whoever comes
    second finds nothing left to do.

    Raises:
        SchemaTooNew: the schema is newer than this program.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
    if _has_nothing_to_do(connection):
        return
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


async def upgrade(database_url: str) -> None:
    """Makes the database where there is none, and brings its schema up to this program's; harmless to repeat.

    A database that is up to it already is only read. Else nobody else may write meanwhile: whoever has to wait for that
    longer than `TELL_AFTER_SECONDS` finds the reason in the log.

    Args:
        database_url: as for `open_store`.

    Raises:
        SettingsError: the address is of no database that this program can use.
        StoreAway: the database was not reached, or cannot be written.
        SchemaTooNew: the schema is newer than this program.
    """
    url = parse_url(database_url)
    if url.get_backend_name() == "sqlite":
        make_folder(url)
    if await _is_current(database_url):
        return
    telling = asyncio.get_running_loop().call_later(TELL_AFTER_SECONDS, _tell_of_waiting, url)
    try:
        with ours(url):
            if url.get_backend_name() == "sqlite":
                await asyncio.to_thread(upgrade_file, database_url)
            else:
                await _upgrade_server(url)
    finally:
        telling.cancel()


async def _is_current(database_url: str) -> bool:
    """Whether nothing is left to do: only read, so that a program that is writing keeps nobody from starting."""
    store = open_any(database_url)
    try:
        return await store.read(_has_nothing_to_do)
    finally:
        await store.close()


def _has_nothing_to_do(connection: Connection) -> bool:
    revision = current_revision(connection)
    if revision is not None and not knows(revision):
        raise newer(revision)
    return revision == head()


def _tell_of_waiting(url: URL) -> None:
    reason = "another program holds the database locked, or the migrations take long"
    log.warning("schema.upgrade_waits", database=shown(url), reason=reason, seconds=TELL_AFTER_SECONDS)


async def _upgrade_server(url: URL) -> None:
    from bot.store.postgres import make_engine  # noqa: PLC0415 - the driver is an extra

    engine = make_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(migrate)
    finally:
        await engine.dispose()


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
