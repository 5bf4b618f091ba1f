"""Reads a database driver's error: is the database away, was somebody else first, or is it our own fault?"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, InterfaceError

from bot.model.errors import Conflict, StoreAway, StoreError

_SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY: "another program holds the database locked; try again in a moment",
    sqlite3.SQLITE_LOCKED: "another program holds the database locked; try again in a moment",
    sqlite3.SQLITE_READONLY: "the database or its folder is read-only; allow writing to both",
    sqlite3.SQLITE_PERM: "the database may not be opened; check who owns the file",
    sqlite3.SQLITE_IOERR: "the disk gave an error; check that it is healthy and not full",
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; check that its folder exists and may be written to",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; restore a backup with `banhoc db restore FILE`",
    sqlite3.SQLITE_NOTADB: "the file is not a database; check BANHOC_DATABASE_URL",
}

_CONFLICTS = frozenset({"40001", "40P01"})
"""PostgreSQL: serialization_failure, deadlock_detected (PostgreSQL 15 manual, appendix A)."""

_POSTGRES_AWAY = {
    "25006": "the server takes no writes now; it may be a standby",
    "28000": "the server refused the login; check BANHOC_DATABASE_URL",
    "28P01": "the server refused the password; check BANHOC_DATABASE_URL",
    "3D000": "the server has no database of that name; create it with `createdb`",
    "42501": "the database user lacks a right; grant it",
    "53100": "the server's disk is full; free some space there",
    "53300": "the server has too many connections; try again in a moment",
    "55P03": "another program holds rows locked; try again in a moment",
    "57014": "the server took too long; try again in a moment",
    "57P01": "the server is shutting down; try again in a moment",
    "57P02": "the server crashed; try again in a moment",
    "57P03": "the server is starting; try again in a moment",
}


def shown(url: URL) -> str:
    """The database's name as a person may read it: a file's path, or a server's address without driver or secrets."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    # Without the query, too: it may hold a password or the path of a key. Where a password was, stars stand.
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string(hide_password=True)


def away(url: URL, reason: str) -> StoreAway:
    """The error for a database that is away."""
    return StoreAway(f"The database {shown(url)} cannot be used: {reason}.")


def translated(error: BaseException, url: URL) -> StoreError | None:
    """The error of ours that a driver's error means, or None where it is a fault of the program.

    Args:
        error: what the driver, SQLAlchemy or the network raised.
        url: the database, for the sentence.
    """
    match error:
        case StoreError():
            return error
        case DBAPIError(orig=sqlite3.Error() as cause):
            reason = _SQLITE_AWAY.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
            return None if reason is None else away(url, reason)
        case DBAPIError():
            return _of_state(getattr(error.orig, "sqlstate", None), error, url)
        case sqlite3.Error():
            reason = _SQLITE_AWAY.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
            return None if reason is None else away(url, reason)
        case OSError() if url.get_backend_name() == "sqlite":
            return away(url, f"{error.filename or 'the file'}: {error.strerror or error}")
        case OSError():  # TimeoutError and ConnectionError among them
            return away(url, f"the server was not reached ({error}); check that it runs")
        case _:
            return _of_state(getattr(error, "sqlstate", None), error, url)


def _of_state(state: object, error: BaseException, url: URL) -> StoreError | None:
    if isinstance(state, str):
        if state in _CONFLICTS:
            return Conflict("Another transaction was first; nothing was applied, try again.")
        if state in _POSTGRES_AWAY:
            return away(url, _POSTGRES_AWAY[state])
        if state.startswith("08"):
            return away(url, "the connection broke; try again in a moment")
    if isinstance(error, InterfaceError) or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return away(url, "the connection broke; try again in a moment")
    return None


@contextmanager
def ours(url: URL) -> Iterator[None]:
    """Turns what a driver raises within into the error of ours that it means; a fault of the program passes as it is.

    Raises:
        StoreError: as `translated` says.
    """
    try:
        yield
    except Exception as error:
        fault = translated(error, url)
        if fault is None or fault is error:
            raise
        raise fault from error
