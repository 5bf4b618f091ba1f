"""People to invite, out of a table: what its headings mean, and every fault of its rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.model.errors import SheetError
from bot.model.staff import Role
from bot.papers.sheets import Entry, Row, SheetFault, entries, is_broken
from bot.tutor.fold import fold

ROLE, PLACE, USES, NAME, NOTE = "role", "place", "uses", "name", "note"

HEADINGS: Mapping[str, tuple[str, ...]] = {
    NAME: ("họ và tên", "họ tên", "tên", "name"),
    ROLE: ("vai trò", "việc", "nhiệm vụ", "role"),
    PLACE: ("nơi", "địa phương", "đơn vị", "mã", "mã đơn vị", "place", "code"),
    USES: ("số người", "số lượt", "uses"),
    NOTE: ("ghi chú", "note"),
}
"""By field, what its heading may be."""

ROLE_WORDS: Mapping[Role, tuple[str, ...]] = {
    Role.HELPER: ("người giúp ở lớp", "người giúp", "trợ giảng", "helper"),
    Role.MENTOR: ("người hướng dẫn", "hướng dẫn", "mentor"),
    Role.EDITOR: ("người biên soạn", "biên soạn", "editor"),
    Role.ADMIN: ("người phụ trách", "phụ trách", "admin"),
    Role.AUDITOR: ("người giám sát", "giám sát", "auditor"),
}
"""What a role is called in a table: as the chat calls it, as people do, or as the command line does."""
MOST_USES = 1_000
"""People whom one invitation lets in."""
MOST_ROWS = 5_000
"""Invitations out of one table: more than the digital community groups of any province."""
MOST_SHOWN = 200
"""Characters of a name or a note, which only come back with the code."""

_USES = re.compile(r"[0-9]{1,4}")
_ROLES = {fold(word): role for role, words in ROLE_WORDS.items() for word in words}
_KNOWN_ROLES = ", ".join(words[0] for words in ROLE_WORDS.values())


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """One row that can be read: where it stands, the post, and what only helps to send the code to the right person.

    `place` is as it is written: a code, a name, words for everywhere, or empty where the row names none.
    """

    row: int
    role: Role
    place: str
    uses: int
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class InvitedSheet:
    """What a table says: the rows that can be read, what is wrong with others, and columns that are not read."""

    rows: tuple[InvitedRow, ...]
    faults: tuple[SheetFault, ...]
    headings: Mapping[str, str]
    unknown: tuple[str, ...]


def read_invited(rows: Sequence[Row], role: Role | None = None, uses: int = 1) -> InvitedSheet:
    """Reads whom to invite. Whether the places are there is not asked here.

    Args:
        rows: of a sheet.
        role: of rows that name none; None where each has to.
        uses: how many may come by the invitation of a row that does not say.

    Raises:
        SheetError: there are no headings, or no column with the roles, or more rows than are taken.
    """
    table = entries(rows, HEADINGS)
    if ROLE not in table.headings and role is None:
        raise SheetError(f"No column is headed {HEADINGS[ROLE][0]!r}; add one, or give the role of all with --role.")
    told = [entry for entry in table.rows if any(entry.cells.values())]
    if len(told) > MOST_ROWS:
        raise SheetError(f"It has {len(told)} rows, and {MOST_ROWS} are taken at once; cut it into several files.")
    if not told:
        raise SheetError("It names nobody.")
    readers = [_RowReader(entry, table.headings, role, uses) for entry in told]
    found = [reader.read() for reader in readers]
    faults = tuple(fault for reader in readers for fault in reader.faults)
    return InvitedSheet(tuple(filter(None, found)), faults, table.headings, table.unknown)


class _RowReader:
    """Reads one row, and goes on after a fault, so that all of them are told at once."""

    def __init__(self, entry: Entry, headings: Mapping[str, str], role: Role | None, uses: int) -> None:
        self._row, self._cells, self._headings = entry.row, entry.cells, headings
        self._otherwise, self._uses_otherwise = role, uses
        self.faults: list[SheetFault] = []

    def read(self) -> InvitedRow | None:
        """The row; None where it has a fault."""
        role, uses = self._role(), self._uses()
        name, note = self._shown(NAME), self._shown(NOTE)
        if self.faults or role is None:
            return None
        return InvitedRow(self._row, role, self._cell(PLACE), uses, name, note)

    def _cell(self, name: str) -> str:
        return self._cells.get(name, "")

    def _blame(self, name: str, message: str) -> None:
        self.faults.append(SheetFault(self._row, self._headings.get(name, ""), message))

    def _role(self) -> Role | None:
        text = self._cell(ROLE)
        role = _ROLES.get(fold(text)) if text else self._otherwise
        if role is None:
            known = f"write one of: {_KNOWN_ROLES}."
            self._blame(ROLE, f"{text!r} is no role; {known}" if text else f"it does not tell as what; {known}")
        return role

    def _uses(self) -> int:
        text = self._cell(USES)
        if not text:
            return self._uses_otherwise
        if not _USES.fullmatch(text) or not 1 <= int(text) <= MOST_USES:
            self._blame(USES, f"{text!r} is no number of people from 1 to {MOST_USES}.")
            return 1
        return int(text)

    def _shown(self, name: str) -> str:
        """A cell that only comes back, beside the code."""
        text = self._cell(name)
        if is_broken(text):
            self._blame(name, f"{text!r} has lost its letters (another encoding, or an old font); write it in Unicode.")
        elif len(text) > MOST_SHOWN:
            self._blame(name, f"it has {len(text)} characters; {MOST_SHOWN} are the most.")
        return text
