"""Puts the people of a table on the list of a class: all of them or none, with every fault by its row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.model.classroom import MOST_NAME, Classroom
from bot.model.errors import SheetError
from bot.papers.sheets import Entries, SheetFault, entries, is_broken, read_sheet
from bot.service.world import World
from bot.store import audit, classrooms, rosters
from bot.store.engine import Store
from bot.tutor.names import read_name

NAME, NUMBER = "name", "number"
WORDS: Mapping[str, Sequence[str]] = {
    NAME: ("họ và tên", "họ tên", "tên", "name"),
    NUMBER: ("số", "stt", "số thứ tự", "tt", "no"),
}
"""What the headings may be; numbers of the table are not taken over, since each gets one of the class."""
MOST_GUESTS = 2_000
"""People whom one class takes out of tables: more than any hall holds."""


@dataclass(frozen=True, slots=True)
class Added:
    """Who was put on the list, each with their number; `known` were on it already."""

    added: tuple[tuple[int, str], ...]
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    """Headings that are not read."""


async def import_guests(store: Store, world: World, classroom: Classroom, content: bytes, file: str) -> Added:
    """Adds the people of a table to the list of an open class, in its order; who is on it by that name already stays.

    Args:
        store: an open database.
        world: tells when.
        classroom: the class.
        content: the table, as CSV or an Excel workbook.
        file: what it is called.

    Raises:
        SheetError: it is no table, or has faults, or the class has no room for so many; nobody was added.
        StoreAway: the database cannot be used.
    """
    read = _read(content, file)
    names = _names(read, file)

    def work(connection: Connection) -> Added:
        room = classrooms.rooms(connection, [classroom.code]).get(classroom.code)
        there = {each.name for each in rosters.members(connection, classroom.number) if each.is_guest}
        fresh = tuple(dict.fromkeys(name for name in names if name not in there))
        if room is None:
            raise SheetError(f"Nobody was added: class {classroom.number} is closed.")
        if fresh and room.is_full(len(fresh) - 1):
            raise SheetError(f"Nobody was added: class {classroom.number} has no room for {len(fresh)} people more.")
        now = world.now()
        if fresh:
            rosters.add_guests(connection, classroom.number, fresh, room.last_number + 1, now)
            entry = audit.Entry("class.guests", f"class:{classroom.number}", reason=f"{len(fresh)} from {file}")
            audit.note(connection, [entry], now)
        numbered = tuple(enumerate(fresh, start=room.last_number + 1))
        return Added(numbered, tuple(name for name in names if name in there), read.unknown)

    return await store.write(work)


def _read(content: bytes, file: str) -> Entries:
    rows = read_sheet(content, file)
    try:
        found = entries(rows, WORDS)
    except SheetError as error:
        raise SheetError(f"{file}: {error}") from error
    if NAME not in found.headings:
        raise SheetError(f"{file}: No column is headed {WORDS[NAME][0]!r}.")
    return found


def _names(read: Entries, file: str) -> tuple[str, ...]:
    faults: list[SheetFault] = []
    names: list[str] = []
    for entry in read.rows:
        typed = entry.cells[NAME]
        name = read_name(typed, MOST_NAME) if typed and not is_broken(typed) else None
        if name is not None:
            names.append(name)
        elif typed:
            faults.append(SheetFault(entry.row, read.headings[NAME], _told(typed)))
    if len(names) > MOST_GUESTS:
        raise SheetError(f"Nobody was added: {file} has {len(names)} people, and a class takes {MOST_GUESTS} at most.")
    if faults:
        lines = tuple(fault.in_file(file) for fault in faults)
        raise SheetError(f"Nobody was added: {file} has {len(lines)} faults.", lines)
    if not names:
        raise SheetError(f"Nobody was added: {file} names nobody.")
    return tuple(names)


def _told(typed: str) -> str:
    if is_broken(typed):
        return "its letters were lost in a wrong encoding or an old font; save the table anew as 'CSV UTF-8' or .xlsx."
    return f"{typed[:MOST_NAME]!r} is no name of at most {MOST_NAME} letters without digits; correct or delete it."
