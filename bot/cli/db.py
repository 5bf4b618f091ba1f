"""`banhoc db`: upgrades, checks, copies and restores the database, and counts what is in it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.service.world import World
    from bot.store.copies import Copy, Restored
    from bot.store.schema import SchemaState
    from bot.store.stats import Stats

PROBLEMS_FOUND = 3

_json = click.option("--json", "is_json", is_flag=True, help="Write one JSON object, for scripts.")


@click.group()
def db() -> None:
    """Take care of the database that BANHOC_DATABASE_URL names."""


def _url() -> str:
    from bot.settings import Settings, load_settings

    return load_settings(Settings).database_url


def _url_with_logs() -> str:
    """The same, with the logs on standard error: an upgrade that has to wait says so there."""
    from bot.app import start_logs
    from bot.settings import Settings, load_settings

    settings = load_settings(Settings)
    start_logs(settings, default_level="warning")
    return settings.database_url


def _is_file(database_url: str) -> bool:
    from bot.store.engine import parse_url

    return parse_url(database_url).get_backend_name() == "sqlite"


@db.command("upgrade")
def upgrade_command() -> None:
    """Make the database, or bring its tables up to this program; harmless to repeat."""
    import asyncio

    from bot.store.schema import head, upgrade

    asyncio.run(upgrade(_url_with_logs()))
    click.echo(f"The database's schema is {head()}, which is this program's.")


@db.command()
@_json
def check(*, is_json: bool) -> None:
    """Look whether the database is reachable and sound, its tables are this program's, and its tallies are right."""
    import asyncio

    state, faults = asyncio.run(_check(_url()))
    if is_json:
        click.echo(json.dumps(asdict(state) | {"faults": faults}))
    else:
        for fault in faults:
            click.echo(fault)
        click.echo(f"{len(faults)} problems." if faults else f"The database is sound; its schema is {state.revision}.")
    if faults:
        raise click.exceptions.Exit(PROBLEMS_FOUND)


async def _check(database_url: str) -> tuple["SchemaState", list[str]]:
    from bot.store.engine import open_any
    from bot.store.outcomes import miscounted
    from bot.store.schema import faults_of, inspect_schema

    store = open_any(database_url)
    try:
        state = await store.read(inspect_schema)
        faults = [*faults_of(state), *await store.read(_damage)]
        return state, faults or list(await store.read(miscounted))
    finally:
        await store.close()


def _damage(connection: object) -> list[str]:
    from sqlalchemy import Connection

    assert isinstance(connection, Connection)
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(20)")]
    return [] if found == ["ok"] else found


@db.command()
@click.option("--to", "folder", type=click.Path(path_type=Path), help="The folder; `backups` beside the database.")
@click.option("--keep", type=click.IntRange(min=1), help="Delete all but this many backups, the oldest first.")
@_json
def backup(*, folder: Path | None, keep: int | None, is_json: bool) -> None:
    """Copy the database while it is in use, check the copy, and say how many rows are in it."""
    import asyncio

    from bot.service.world import World
    from bot.store.copies import rotate
    from bot.store.engine import parse_url, sqlite_path

    url = _url()
    if folder is None:
        folder = sqlite_path(parse_url(url)).parent / "backups" if _is_file(url) else Path("backups")
    copy = asyncio.run(_back_up(url, folder, World.system()))
    deleted = rotate(folder, keep) if keep is not None else ()
    if is_json:
        told = {"path": str(copy.path), "bytes": copy.size_bytes, "rows": copy.rows}
        click.echo(json.dumps(told | {"deleted": [str(path) for path in deleted]}))
        return
    click.echo(f"{copy.path}: {copy.size_bytes} bytes, checked.")
    for name, number in copy.rows.items():
        click.echo(f"  {name}: {number} rows")
    for path in deleted:
        click.echo(f"Deleted {path}.")


async def _back_up(url: str, folder: Path, world: "World") -> "Copy":
    import asyncio

    if _is_file(url):
        from bot.store.backup import back_up_file

        return await asyncio.to_thread(back_up_file, url, folder, world.now())
    from bot.store.dump import back_up_server

    return await back_up_server(url, folder, world.now())


@db.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the database; what was there before is put aside.

    Whoever was erased since the backup is erased again. Messages that the backup knew as not sent yet are called
    unknown, since nobody can say whether they were sent; nothing is sent again by itself.
    """
    import asyncio

    from bot.service.world import World

    done = asyncio.run(_restore(_url_with_logs(), file, World.system()))
    if done.aside is not None:
        click.echo(f"What was there before is now {done.aside}.")
    if not done.is_erasure_known:
        click.echo("It was too damaged to say who was erased since the backup: look into your own list.", err=True)
    click.echo(f"Restored {file}: {done.erased} learners erased again, {done.in_doubt} messages in doubt.")


async def _restore(url: str, file: Path, world: "World") -> "Restored":
    import asyncio

    if _is_file(url):
        from bot.store.backup import restore_file

        return await asyncio.to_thread(restore_file, url, file, world.now())
    from bot.store.dump import restore_server

    return await restore_server(url, file, world.now())


@db.command()
@_json
def stats(*, is_json: bool) -> None:
    """Count rows, messages and updates; nobody's words are read."""
    import asyncio

    counted = asyncio.run(_stats(_url()))
    if is_json:
        click.echo(json.dumps(asdict(counted)))
        return
    click.echo(f"size: {counted.size_bytes} bytes")
    for title, numbers in (("rows", counted.rows), ("messages", counted.messages), ("updates", counted.updates)):
        for name, number in numbers.items():
            click.echo(f"{title} {name}: {number}")


async def _stats(database_url: str) -> "Stats":
    from bot.store.engine import open_store
    from bot.store.stats import stats as count

    store = await open_store(database_url)
    try:
        return await store.read(count)
    finally:
        await store.close()
