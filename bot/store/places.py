"""Places as they are kept: the tree, its numbers, and imports that can be taken back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Executable, bindparam, delete, func, insert, select, update

from bot.model.codec import dumps, loads
from bot.model.ids import PlaceCode
from bot.model.place import Counted, Headcount, Place, PlaceKind, PlaceTree
from bot.model.place_change import CountKey, PlaceChange, Undo
from bot.store.tables import (
    alert,
    broadcast,
    classroom,
    headcount,
    invitation,
    learner,
    place,
    place_import,
    post,
    question,
)
from bot.store.upsert import insert_or_change

USERS: tuple[Column[str], ...] = (
    learner.c.place,
    post.c.place,
    invitation.c.place,
    classroom.c.place_code,
    question.c.place,
    alert.c.place,
    broadcast.c.place,
)
"""Columns elsewhere that name places: one that is named there is used, and is not taken away. The audit log is none,
since it tells what was."""


@dataclass(frozen=True, slots=True)
class Imported:
    """An import: what was imported when, how it is taken back, and when it was."""

    number: int
    file: str
    undo: Undo
    made_at: datetime
    undone_at: datetime | None


_TREE = select(place)
_COUNTS = select(headcount)
_EDITION = select(func.max(place_import.c.number), func.count(place_import.c.undone_at))
_ADD = insert(place)
_RENEW = (
    update(place)
    .where(place.c.code == bindparam("of"))
    .values(kind=bindparam("new_kind"), name=bindparam("new_name"), parent=bindparam("new_parent"))
)
_RECOUNT = insert_or_change(headcount, (headcount.c.number, headcount.c.source, headcount.c.as_of))
_NOTE = insert(place_import)
_LAST = select(place_import).order_by(place_import.c.number.desc()).limit(1)
_REMOVE = delete(place).where(place.c.code == bindparam("of"))
_UNCOUNT = delete(headcount).where(headcount.c.place == bindparam("of"), headcount.c.what == bindparam("of_what"))
_CLOSE = update(place_import).where(place_import.c.number == bindparam("of")).values(undone_at=bindparam("now"))


def tree(connection: Connection) -> PlaceTree:
    """All places."""
    rows = connection.execute(_TREE)
    return PlaceTree(tuple(Place(PlaceCode(row.code), PlaceKind(row.kind), row.name, row.parent) for row in rows))


def edition(connection: Connection) -> tuple[int, int]:
    """What changes with the places: the number of the newest import, and how many were taken back."""
    newest, undone = connection.execute(_EDITION).one()
    return newest or 0, undone


def headcounts(connection: Connection) -> dict[CountKey, Headcount]:
    """All numbers, by the place and what is counted there."""
    found = (
        Headcount(PlaceCode(row.place), Counted(row.what), row.number, row.source, row.as_of)
        for row in connection.execute(_COUNTS)
    )
    return {(each.place, each.what): each for each in found}


def apply(connection: Connection, change: PlaceChange, file: str, now: datetime) -> None:
    """Writes a change and how it is taken back; one that changes nothing leaves no trace.

    Args:
        connection: its transaction.
        change: of the tree as it is in this transaction, so that it is a tree afterwards.
        file: what was imported, as it is called.
        now: when.
    """
    if change.is_empty:
        return
    _run(connection, _ADD, [_row(each) for each in sorted(change.added, key=_rank)])
    _renew(connection, (each.after for each in change.renewed))
    _recount(connection, (each.after for each in change.counts))
    connection.execute(_NOTE, {"file": file, "undo": dumps(change.undo()), "made_at": now})


def last_import(connection: Connection) -> Imported | None:
    """The newest import, whether it was taken back or not; None before the first."""
    row = connection.execute(_LAST).one_or_none()
    return None if row is None else Imported(row.number, row.file, loads(row.undo, Undo), row.made_at, row.undone_at)


def used(connection: Connection, codes: Collection[PlaceCode]) -> tuple[PlaceCode, ...]:
    """Those of some places to which something belongs that did not come with an import, such as a learner."""
    named: set[str | None] = set()
    for column in USERS:
        named.update(connection.execute(select(column).where(column.is_not(None)).distinct()).scalars())
    return tuple(code for code in codes if code in named)


def take_back(connection: Connection, imported: Imported, now: datetime) -> None:
    """Puts places and numbers back to what they were before the newest import.

    Args:
        connection: its transaction.
        imported: the newest import, not taken back yet; nothing may use the places that came with it.
        now: when.
    """
    undo = imported.undo
    _renew(connection, undo.places)
    _recount(connection, undo.counts)
    _run(connection, _UNCOUNT, [{"of": of, "of_what": what} for of, what in undo.counted])
    _run(connection, _REMOVE, [{"of": code} for code in undo.added])
    connection.execute(_CLOSE, {"of": imported.number, "now": now})


def _rank(each: Place) -> int:
    """Its kind's place in their order, in which a place comes after what it stands below."""
    return tuple(PlaceKind).index(each.kind)


def _row(each: Place) -> dict[str, object]:
    return {"code": each.code, "kind": each.kind, "name": each.name, "parent": each.parent}


def _renew(connection: Connection, places: Iterable[Place]) -> None:
    rows = [
        {"of": each.code, "new_kind": each.kind, "new_name": each.name, "new_parent": each.parent} for each in places
    ]
    _run(connection, _RENEW, rows)


def _recount(connection: Connection, counts: Iterable[Headcount]) -> None:
    rows = [
        {"place": each.place, "what": each.what, "number": each.count, "source": each.source, "as_of": each.as_of}
        for each in counts
    ]
    _run(connection, _RECOUNT.on(connection), rows)


def _run(connection: Connection, statement: Executable, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        connection.execute(statement, rows)
