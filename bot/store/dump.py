"""Backups of a PostgreSQL database by its own tools, checked before they count; and back again."""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, text

from bot.model.errors import StoreAway, StoreError
from bot.store.copies import Copy, Restored, copy_name, make_private, make_safe, settle, stamp
from bot.store.engine import parse_url
from bot.store.erasure import Tombstones, tombstones
from bot.store.postgres import PostgresStore
from bot.store.schema import current_revision, knows, newer, upgrade
from bot.store.stats import count_rows

TOOL_SECONDS = 3_600.0
"""A backup that takes longer than an hour belongs to the server's own tools (base backup and archive)."""

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


async def back_up_server(database_url: str, folder: Path, now: datetime) -> Copy:
    """Dumps a PostgreSQL database into a folder; whoever writes meanwhile is not stopped.

    Args:
        database_url: the database.
        folder: is made where it is missing.
        now: stands in the dump's name.

    Raises:
        StoreAway: the database was not reached.
        StoreError: the tools are missing, or failed; the sentence says how.
    """
    url = parse_url(database_url)
    path = _place(folder, now)
    store = PostgresStore(url)
    try:
        rows = await store.read(count_rows)
    finally:
        await store.close()
    return Copy(path, await _dump(url, path), rows)


async def restore_server(database_url: str, file: Path, now: datetime) -> Restored:
    """Puts a dump in the place of what is in a PostgreSQL database; that is dumped beside the file first.

    Tables and the tombstones of who was erased since come in one transaction: a fault on the way changes nothing.

    Args:
        database_url: the database; it must exist, and may be empty.
        file: the dump.
        now: stands in the name of the dump of what was there before.

    Raises:
        SchemaTooNew: the dump is of a newer program.
        StoreAway: the database was not reached, or is in use.
        StoreError: the tools are missing, or the dump is damaged or none of this program's.
    """
    url = parse_url(database_url)
    await _require_ours(file)
    store = PostgresStore(url)
    try:
        if await store.read(lambda connection: connection.execute(_OTHERS).scalar_one()):
            raise StoreAway("The database is in use: stop the program first.")
        tables, buried = await store.read(_present)
        aside = file.with_name(f"banhoc-before-{stamp(now)}.dump")
        await _dump(url, aside)
        await store.close()
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "restore.sql"
            _write_script(script, await _run("pg_restore", "--no-owner", "--file=-", str(file)), tables, buried)
            await _run("psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}", url=url)
        await upgrade(database_url)
        erased, in_doubt = await store.write(lambda connection: make_safe(connection, buried, now))
    finally:
        await store.close()
    return Restored(aside, is_erasure_known=True, erased=erased, in_doubt=in_doubt)


def _place(folder: Path, now: datetime) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / copy_name(now, "dump")


async def _dump(url: URL, path: Path) -> int:
    """Dumps, checks, and only then gives the file its name; gives its size in bytes."""
    part = path.with_name(path.name + ".part")
    try:
        make_private(part)
        await _run("pg_dump", "--format=custom", "--no-owner", f"--file={part}", url=url)
        await _run("pg_restore", "--list", str(part))
        return _keep(part, path)
    finally:
        _drop(part)


def _keep(part: Path, path: Path) -> int:
    part.rename(path)
    settle(path)
    return path.stat().st_size


def _drop(part: Path) -> None:
    part.unlink(missing_ok=True)


async def _require_ours(file: Path) -> None:
    written = await _run("pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file))
    lines = written.splitlines()
    start = next((number for number, line in enumerate(lines) if line.startswith("COPY public.alembic_version")), None)
    if start is None:
        raise StoreError(f"{file} is a dump, but none of this program's.")
    revision = lines[start + 1].strip()
    if not knows(revision):
        raise newer(revision)


def _present(connection: Connection) -> tuple[Sequence[str], Tombstones]:
    tables = inspect(connection).get_table_names()
    return tables, tombstones(connection) if current_revision(connection) is not None else ()


def _write_script(script: Path, restored: str, tables: Sequence[str], buried: Tombstones) -> None:
    """Writes the statements that replace the tables; they hold what people learnt, so only the owner may read them."""
    make_private(script)
    dropped = "".join(f'DROP TABLE IF EXISTS "{name}" CASCADE;\n' for name in tables)
    dropped += "DROP FUNCTION IF EXISTS public.audit_stays() CASCADE;\n"  # the dump brings it again
    # Both values are of fixed form, hex digits and a time: nothing in them needs quoting.
    carried = "".join(
        "INSERT INTO public.tombstone (mark_hash, erased_at) "  # noqa: S608 - for the reason above
        f"VALUES ('{mark_hash}', '{erased_at.isoformat()}') ON CONFLICT DO NOTHING;\n"
        for mark_hash, erased_at in buried
    )
    script.write_text(f"{dropped}{restored}\n{carried}", encoding="utf-8")


async def _run(tool: str, *arguments: str, url: URL | None = None) -> str:
    """Runs one of PostgreSQL's tools and gives what it wrote.

    Raises:
        StoreError: it is missing, or failed, or took too long.
    """
    program = shutil.which(tool)
    if program is None:
        raise StoreError(f"{tool} was not found: install PostgreSQL's client tools (Debian: postgresql-client).")
    environment = None
    if url is not None:
        plain = url.set(drivername="postgresql", password=None)
        arguments = (*arguments, f"--dbname={plain.render_as_string()}")
        environment = {"PGPASSWORD": str(url.password)} if url.password is not None else None
    running = await asyncio.create_subprocess_exec(
        program,
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment,
    )
    try:
        written, complaint = await asyncio.wait_for(running.communicate(), TOOL_SECONDS)
    except TimeoutError as error:
        running.kill()
        raise StoreError(f"{tool} did not end within {TOOL_SECONDS:.0f} seconds.") from error
    if running.returncode != 0:
        raise StoreError(f"{tool} failed: {complaint.decode(errors='replace').strip()}")
    return written.decode(errors="replace")
