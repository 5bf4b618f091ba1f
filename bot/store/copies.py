"""Copies of the database: their names, which are kept, and what restoring one leads to."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.store import released
from bot.store.delivery import doubt_all
from bot.store.erasure import Tombstones, add_tombstones, erase_again

_NAME = re.compile(r"banhoc-\d{8}T\d{6}Z\.(db|dump)")


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup that was made and checked: its file, its size, and how many rows each table has."""

    path: Path
    size_bytes: int
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring led to.

    `aside` is where the database from before stands now. `is_erasure_known` is false where that one was too damaged to
    say who was erased. `erased` counts learners whom the backup had brought back, `in_doubt` messages that the copy
    knew as not sent: nobody can say whether they were sent since.
    """

    aside: Path | None
    is_erasure_known: bool
    erased: int
    in_doubt: int


def stamp(now: datetime) -> str:
    """A moment as it stands in the name of a file, in UTC and in the order of time."""
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def copy_name(now: datetime, suffix: str) -> str:
    """The name of a backup made now."""
    return f"banhoc-{stamp(now)}.{suffix}"


def rotate(folder: Path, keep: int) -> tuple[Path, ...]:
    """Deletes all but the newest backups in a folder; files with other names are left alone.

    Args:
        folder: where the backups are.
        keep: how many stay, at least 1.

    Returns:
        The files deleted.
    """
    found = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    old = tuple(found[: -max(1, keep)])
    for path in old:
        path.unlink()
    return old


def make_private(path: Path) -> None:
    """Makes an empty file that only its owner may read; one that is there already is emptied."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600, exist_ok=False)


def settle(path: Path) -> None:
    """Waits until a file, and its name in its folder, are on the disk."""
    for each, flags in ((path, os.O_RDONLY), (path.parent, os.O_RDONLY | os.O_DIRECTORY)):
        handle = os.open(each, flags)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_safe(connection: Connection, buried: Tombstones, now: datetime) -> tuple[int, int]:
    """Makes a restored copy fit to be used: whoever was erased since is erased again, and what was owed is in doubt.

    Returns:
        How many learners were erased, and how many messages are in doubt.
    """
    add_tombstones(connection, buried)
    return erase_again(connection, now), doubt_all(connection) + released.doubt_all(connection, now)
