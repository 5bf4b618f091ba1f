"""Backups of a SQLite file: a copy of one moment while others write, checked before it counts; and back again."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from bot.model.errors import StoreAway, StoreError
from bot.store.copies import Copy, Restored, copy_name, make_private, make_safe, settle, stamp
from bot.store.engine import parse_url, sqlite_path
from bot.store.erasure import Tombstones
from bot.store.faults import translated
from bot.store.schema import current_revision, knows, newer, upgrade_file
from bot.store.sqlite import BUSY_SECONDS, make_engine
from bot.store.stats import count_rows

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def back_up_file(database_url: str, folder: Path, now: datetime) -> Copy:
    """Copies a SQLite database into a folder; whoever writes meanwhile is not stopped.

    Args:
        database_url: the database.
        folder: is made where it is missing.
        now: stands in the copy's name.

    Raises:
        StoreAway: the database was not reached, or the copy cannot be written.
        StoreError: the copy is damaged, and was deleted.
    """
    source = sqlite_path(parse_url(database_url))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / copy_name(now, "db")
    part = path.with_name(path.name + ".part")
    try:
        with _sentences(database_url):
            _copy(source, part)
            rows = _rows(part)
        part.rename(path)
        settle(path)
    finally:
        part.unlink(missing_ok=True)
    return Copy(path, path.stat().st_size, rows)


def restore_file(database_url: str, file: Path, now: datetime) -> Restored:
    """Puts a backup in the place of a SQLite database; the one from before is put aside, not deleted.

    The backup is copied, upgraded and made safe beside the database first, so that a fault on the way changes nothing.

    Args:
        database_url: the database to replace; it need not exist.
        file: the backup.
        now: stands in the name under which the old database is put aside.

    Raises:
        SchemaTooNew: the backup is of a newer program.
        StoreAway: the database is in use, or the disk takes no writes.
        StoreError: the backup is damaged, or none of this program's, or is the database itself.
    """
    live = sqlite_path(parse_url(database_url))
    with _sentences(database_url):
        live.parent.mkdir(parents=True, exist_ok=True)
    if live.exists() and file.samefile(live):
        raise StoreError(f"{file} is the database itself: name one of its backups.")
    staged = live.with_name(live.name + ".restoring")
    staged_url = f"sqlite+aiosqlite:///{staged}"
    aside = live.with_name(f"{live.stem}-before-{stamp(now)}{live.suffix}") if live.exists() else None
    try:
        with _sentences(database_url), _closed_to_others(live) as buried:
            _copy(file, staged)
            _require_ours(staged, file)
            upgrade_file(staged_url)
            erased, in_doubt = _make_safe(staged_url, buried or (), now)
            _fold_journal(staged)
            if aside is not None:
                os.link(live, aside)
                for journal in _journals(live):  # there is none left but of a damaged database
                    if journal.exists():
                        journal.rename(journal.with_name(journal.name.replace(live.name, aside.name)))
            staged.replace(live)
            settle(live)
    finally:
        for leftover in (staged, *_journals(staged)):
            leftover.unlink(missing_ok=True)
    return Restored(aside, buried is not None, erased, in_doubt)


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise StoreError(f"There is no database file {source}.")
    make_private(target)
    with (
        closing(sqlite3.connect(source, timeout=BUSY_SECONDS, isolation_level=None)) as one,
        closing(sqlite3.connect(target)) as other,
    ):
        try:
            # Holds the moment that is copied. On a locked file this ends in time; the copying would wait for ever.
            one.execute("BEGIN")
            one.execute("SELECT count(*) FROM sqlite_schema")
            one.backup(other)
        except sqlite3.DatabaseError as error:
            # Said of the source by name: when a backup is restored, the database in use is another file.
            if error.sqlite_errorcode & 0xFF in _DAMAGED:
                raise StoreError(f"{source} is damaged or is no database; nothing was copied.") from error
            raise
        faults = [row[0] for row in other.execute("PRAGMA integrity_check(5)")]
    if faults != ["ok"]:
        raise StoreError(f"The copy of {source} is damaged: {'; '.join(faults)}. It was not kept.")


def _rows(path: Path) -> dict[str, int]:
    engine = make_engine(parse_url(f"sqlite+aiosqlite:///{path}"))
    try:
        with engine.begin() as connection:
            return count_rows(connection)
    finally:
        engine.dispose()
        _fold_journal(path)


def _require_ours(path: Path, named: Path) -> None:
    engine = make_engine(parse_url(f"sqlite+aiosqlite:///{path}"))
    try:
        with engine.begin() as connection:
            revision = current_revision(connection)
    finally:
        engine.dispose()
    if revision is None:
        raise StoreError(f"{named} is a database, but none of this program's.")
    if not knows(revision):
        raise newer(revision)


def _make_safe(staged_url: str, buried: Tombstones, now: datetime) -> tuple[int, int]:
    engine = make_engine(parse_url(staged_url))
    try:
        with engine.begin() as connection:
            return make_safe(connection, buried, now)
    finally:
        engine.dispose()


@contextmanager
def _closed_to_others(live: Path) -> Iterator[Tombstones | None]:
    """Holds a database that nobody else has open, and gives its tombstones; None where it is too damaged to tell."""
    if not live.exists():
        yield ()
        return
    with closing(sqlite3.connect(live, timeout=1.0, isolation_level=None)) as connection:
        try:
            # Leaves the write-ahead log, which works only for the last one who has the file open.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in _DAMAGED:
                yield None
                return
            raise StoreAway(f"The database {live} is in use: stop the program first.") from error
        try:
            rows = connection.execute("SELECT mark_hash, erased_at FROM tombstone").fetchall()
            buried: Tombstones | None = [(mark, datetime.fromisoformat(f"{at}+00:00")) for mark, at in rows]
        except sqlite3.OperationalError:  # an empty database
            buried = ()
        yield buried


def _fold_journal(path: Path) -> None:
    """Makes one file of a database that nobody has open."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _journals(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal"))


@contextmanager
def _sentences(database_url: str) -> Iterator[None]:
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        fault = translated(error, parse_url(database_url))
        if fault is None:
            raise
        raise fault from error
