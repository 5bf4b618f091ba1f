"""Imports places from a table: all of it or nothing, with every fault by its row, and back again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from sqlalchemy import Connection

from bot.model.errors import SheetError
from bot.model.ids import PlaceCode
from bot.model.place import ABOVE, Misplaced, PlaceFault, PlaceKind, faults_in
from bot.model.place_change import PlaceChange, grown, plan
from bot.papers.place_sheet import CODE, KIND, KIND_WORDS, PARENT, PlaceRow, PlaceSheet, read_places
from bot.papers.sheets import SheetFault, read_sheet
from bot.service.world import World
from bot.store import places
from bot.store.engine import Store


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do; `unknown` are the headings of columns that are not read."""

    change: PlaceChange
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An import was taken back."""

    last: places.Imported


@dataclass(frozen=True, slots=True)
class NothingImported:
    """There is no import to take back."""


@dataclass(frozen=True, slots=True)
class AlreadyTakenBack:
    """The last import was taken back before; those before it stand."""

    last: places.Imported


@dataclass(frozen=True, slots=True)
class StillUsed:
    """Something belongs to places that came with the last import; nothing was changed."""

    last: places.Imported
    used: tuple[PlaceCode, ...]


Undoing = TakenBack | NothingImported | AlreadyTakenBack | StillUsed


async def import_places(
    store: Store, world: World, content: bytes, file: str, today: date, *, is_dry_run: bool = False
) -> Imported:
    """Adds and renews places and their numbers, in one transaction. What the table does not name stays as it is.

    Args:
        store: an open database.
        world: tells when.
        content: the table, as CSV or an Excel workbook.
        file: what it is called.
        today: no number is for a later day.
        is_dry_run: whether only to tell what would change.

    Raises:
        SheetError: it is no table, or has faults; nothing was changed.
        StoreAway: the database cannot be used.
    """
    sheet = _read(content, file, today)

    def work(connection: Connection) -> Imported:
        tree = places.tree(connection)
        faults = [*sheet.faults, *_doubles(sheet)]
        if not faults:  # a row that cannot be read would make orphans of those below it
            faults += _misplacements(sheet, faults_in(grown(tree, (row.place for row in sheet.rows))))
        if faults:
            lines = tuple(fault.in_file(file) for fault in sorted(faults, key=lambda fault: fault.row))
            raise SheetError(f"Nothing was imported: {file} has {len(lines)} faults.", lines)
        counts = (count for row in sheet.rows for count in row.counts)
        change = plan(tree, places.headcounts(connection), (row.place for row in sheet.rows), counts)
        if not is_dry_run:
            places.apply(connection, change, file, world.now())
        return Imported(change, sheet.unknown)

    return await (store.read(work) if is_dry_run else store.write(work))


async def undo_import(store: Store, world: World) -> Undoing:
    """Takes the last import back, unless something belongs to a place that came with it.

    Raises:
        StoreAway: the database cannot be used.
    """

    def work(connection: Connection) -> Undoing:
        last = places.last_import(connection)
        if last is None:
            return NothingImported()
        if last.undone_at is not None:
            return AlreadyTakenBack(last)
        if used := places.used(connection, last.undo.added):
            return StillUsed(last, used)
        places.take_back(connection, last, world.now())
        return TakenBack(last)

    return await store.write(work)


def _read(content: bytes, file: str, today: date) -> PlaceSheet:
    rows = read_sheet(content, file)
    try:
        return read_places(rows, today)
    except SheetError as error:
        raise SheetError(f"{file}: {error}") from error


def _doubles(sheet: PlaceSheet) -> list[SheetFault]:
    first: dict[PlaceCode, PlaceRow] = {}
    faults = []
    for row in sheet.rows:
        before = first.setdefault(row.place.code, row)
        if before is not row:
            message = (
                f"{row.place.code!r} stands in row {before.row} already, for {before.place.name!r}; "
                "delete one of the rows, or give the other place a code of its own."
            )
            faults.append(SheetFault(row.row, sheet.headings.get(CODE, ""), message))
    return faults


def _misplacements(sheet: PlaceSheet, faults: Sequence[PlaceFault]) -> list[SheetFault]:
    """Faults of the whole tree, each at the row that brings it: its own, or that of what it stands below."""
    rows = {row.place.code: row for row in sheet.rows}
    return [found for fault in faults if (found := _at_row(fault, rows, sheet.headings)) is not None]


def _at_row(fault: PlaceFault, rows: Mapping[PlaceCode, PlaceRow], headings: Mapping[str, str]) -> SheetFault | None:
    place = fault.place
    own = rows.get(place.code)
    if own is not None:
        return SheetFault(own.row, headings.get(PARENT, ""), _told(fault))
    above = None if place.parent is None else rows.get(place.parent)
    if above is None:  # a loop that goes by way of it: the row that closes the loop has the fault
        return None
    message = (
        f"{above.place.name!r} cannot become that: {place.name!r} ({place.code}) belongs to it, "
        f"and {_below(place.kind)}. Import a new row for {place.code}, too, or leave this one as it was."
    )
    return SheetFault(above.row, headings.get(KIND, ""), message)


def _told(fault: PlaceFault) -> str:
    place = fault.place
    match fault.why:
        case Misplaced.ORPHAN:
            there = f"there is no place {place.parent!r}, neither in this table nor before"
            return f"{there}; add it, or correct the code: {_below(place.kind)}."
        case Misplaced.LOOP:
            return f"{place.name!r} would belong to itself, by way of {place.parent!r}; correct one of the codes."
        case Misplaced.WRONG_PARENT:
            return f"{place.name!r} cannot belong to {place.parent!r}: {_below(place.kind)}."
        case Misplaced.ROOTLESS | Misplaced.DOUBLE:
            raise AssertionError("rows that name nothing above them, and doubles, were found before")
        case _:
            assert_never(fault.why)


def _below(kind: PlaceKind) -> str:
    above = " or ".join(KIND_WORDS[each][0] for each in PlaceKind if each in ABOVE[kind])
    return f"{KIND_WORDS[kind][0]} belongs to {above}"
