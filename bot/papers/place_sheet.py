"""Places out of a table: what its headings mean, and every fault of its rows."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.model.errors import SheetError
from bot.model.ids import PlaceCode
from bot.model.place import (
    ABOVE,
    COMMUNES,
    MOST_CODE,
    MOST_NAME,
    MOST_SOURCE,
    Counted,
    Headcount,
    Place,
    PlaceKind,
    read_place_code,
)
from bot.papers.sheets import Entry, Row, SheetFault, entries, is_broken
from bot.tutor.fold import fold

CODE, NAME, KIND, PARENT, SOURCE, AS_OF = "code", "name", "kind", "parent", "source", "as_of"

HEADINGS: Mapping[str, tuple[str, ...]] = {
    CODE: ("mã", "mã đơn vị", "mã số", "mã địa phương", "code"),
    NAME: ("tên", "tên đơn vị", "tên địa phương", "tên gọi", "name"),
    KIND: ("loại", "loại đơn vị", "cấp", "kind", "type"),
    PARENT: ("thuộc", "trực thuộc", "thuộc đơn vị", "mã cấp trên", "parent"),
    Counted.OFFICIALS: ("cán bộ", "số cán bộ", "cán bộ, công chức", "officials"),
    Counted.WORKERS: ("người 15-60", "người 15-60 tuổi", "số người 15-60", "số người 15-60 tuổi", "workers"),
    Counted.HAMLETS: ("số thôn", "số thôn, tổ dân phố", "hamlets"),
    Counted.GROUPS: ("số tổ", "số tổ công nghệ số", "số tổ công nghệ số cộng đồng", "groups"),
    SOURCE: ("nguồn", "nguồn số liệu", "source"),
    AS_OF: ("ngày", "ngày số liệu", "tính đến ngày", "as of", "date"),
}
"""By field, what its heading may be."""

KIND_WORDS: Mapping[PlaceKind, tuple[str, ...]] = {
    PlaceKind.PROVINCE: ("tỉnh", "thành phố", "province", "city"),
    PlaceKind.COMMUNE: ("xã", "commune"),
    PlaceKind.WARD: ("phường", "ward"),
    PlaceKind.ZONE: ("đặc khu", "zone", "special zone"),
    PlaceKind.HAMLET: (
        *("thôn", "xóm", "bản", "buôn", "bon", "làng", "ấp", "khóm", "khu phố", "tổ dân phố", "tdp", "tiểu khu"),
        *("hamlet", "village"),
    ),
    PlaceKind.GROUP: ("tổ công nghệ số cộng đồng", "tổ công nghệ số", "tổ cnscđ", "group"),
    PlaceKind.ENTERPRISE: ("doanh nghiệp", "công ty", "hợp tác xã", "enterprise"),
}
"""What a kind is called in a table, and how the name of such a place begins where the kind is left out."""
GONE_KINDS = ("huyện", "quận", "thị xã", "thị trấn", "district")
"""What there has not been since 1 July 2025, and stands in older tables."""

_NO_WORD = re.compile(r"[^a-z0-9]+")
_KINDS = {fold(word): kind for kind, words in KIND_WORDS.items() for word in words}
_GONE = frozenset(map(fold, GONE_KINDS))
_COUNT = re.compile(r"\d{1,9}|\d{1,3}(?:[., ]\d{3}){1,2}")
"""A whole number; dots, commas or blanks before each three digits do not count."""
_DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
_DIGITS: Mapping[PlaceKind, int] = {PlaceKind.PROVINCE: 2, **dict.fromkeys(COMMUNES, 5)}
"""Of the official codes, zeros in front among them. Source: Decision 19/2025/QĐ-TTg of 30 June 2025."""
_ACCEPTED = f"A table of places has these: {', '.join(words[0] for words in HEADINGS.values())}."


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row that can be read: where it stands, the place, and its numbers."""

    row: int
    place: Place
    counts: tuple[Headcount, ...]


@dataclass(frozen=True, slots=True)
class PlaceSheet:
    """What a table says about places: the rows that can be read, what is wrong with others, and columns not read."""

    rows: tuple[PlaceRow, ...]
    faults: tuple[SheetFault, ...]
    headings: Mapping[str, str]
    unknown: tuple[str, ...]


def read_places(rows: Sequence[Row], today: date) -> PlaceSheet:
    """Reads places and their numbers. Whether they are a tree, together with those that there are, is not asked here.

    Args:
        rows: of a sheet.
        today: no number is for a later day.

    Raises:
        SheetError: there are no headings, or not those that it takes.
    """
    table = entries(rows, HEADINGS)
    missing = [HEADINGS[name][0] for name in (NAME, PARENT) if name not in table.headings]
    if missing:
        raise SheetError(f"No column is headed {' or '.join(map(repr, missing))}. {_ACCEPTED}")
    readers = [_RowReader(entry, table.headings, today) for entry in table.rows]
    found = [reader.read() for reader in readers]
    faults = tuple(fault for reader in readers for fault in reader.faults)
    return PlaceSheet(tuple(filter(None, found)), faults, table.headings, table.unknown)


class _RowReader:
    """Reads one row, and goes on after a fault, so that all of them are told at once."""

    def __init__(self, entry: Entry, headings: Mapping[str, str], today: date) -> None:
        self._row, self._cells, self._headings, self._today = entry.row, entry.cells, headings, today
        self.faults: list[SheetFault] = []

    def read(self) -> PlaceRow | None:
        """The row; None where it has a fault."""
        name = self._name()
        kind = self._kind(name)
        if kind is None:
            return None
        parent = self._parent(kind)
        code = self._code(kind, name, parent)
        place = Place(code, kind, name, parent)
        counts = self._counts(code)
        return None if self.faults else PlaceRow(self._row, place, counts)

    def _cell(self, name: str) -> str:
        return self._cells.get(name, "")

    def _blame(self, name: str, message: str) -> None:
        self.faults.append(SheetFault(self._row, self._headings.get(name, ""), message))

    def _shown(self, name: str, most: int) -> str:
        """A cell that people will read."""
        text = self._cell(name)
        if is_broken(text):
            self._blame(name, f"{text!r} has lost its letters (another encoding, or an old font); write it in Unicode.")
        elif text.startswith("="):
            self._blame(name, f"{text!r} is a formula; write what it comes to, or save the workbook as .xlsx.")
        elif len(text) > most:
            self._blame(name, f"it has {len(text)} characters; {most} are the most.")
        return text

    def _name(self) -> str:
        name = self._shown(NAME, MOST_NAME)
        if not name:
            self._blame(NAME, "the place has no name; write it, or delete the row.")
        return name

    def _kind(self, name: str) -> PlaceKind | None:
        told = fold(self._cell(KIND))
        words = told or fold(name)
        kind = _KINDS.get(told) if told else _kind_of(words)
        if any(words == gone or (not told and words.startswith(f"{gone} ")) for gone in _GONE):
            self._blame(KIND, "there has been no district since 1 July 2025; write the communes and wards alone.")
        elif kind is None and name:
            known = ", ".join(words[0] for words in KIND_WORDS.values())
            self._blame(KIND, f"it does not tell what {name!r} is; write one of: {known}.")
        return kind

    def _parent(self, kind: PlaceKind) -> PlaceCode | None:
        text = self._cell(PARENT)
        if not text:
            if kind is not PlaceKind.PROVINCE:
                self._blame(PARENT, "it does not tell what the place belongs to; write the code of that place.")
            return None
        if kind is PlaceKind.PROVINCE:
            self._blame(PARENT, "a province belongs to nothing; leave it empty.")
        parent = read_place_code(_with_zeros(text, ABOVE[kind]))
        if parent is None:
            self._blame(PARENT, f"{text!r} is no code; write the code of the place, not its name.")
        return parent

    def _code(self, kind: PlaceKind, name: str, parent: PlaceCode | None) -> PlaceCode:
        text = self._cell(CODE)
        if not text and kind in _DIGITS:
            self._blame(CODE, f"it is missing; write the official one, of {_DIGITS[kind]} digits.")
        elif not text:
            text = f"{parent}-{_NO_WORD.sub('-', fold(name)).strip('-')}"
        code = read_place_code(_with_zeros(text, {kind}))
        if code is None and text:
            self._blame(
                CODE, f"{text!r} is no code: letters without accents, digits and single hyphens, at most {MOST_CODE}."
            )
        elif code is not None and code.isdecimal() and len(code) != _DIGITS.get(kind, len(code)):
            self._blame(CODE, f"{text!r} is no official code, which has {_DIGITS[kind]} digits here.")
        return code or PlaceCode("")

    def _counts(self, code: PlaceCode) -> tuple[Headcount, ...]:
        told = [what for what in Counted if self._cell(what)]
        if not told:
            return ()
        source = self._shown(SOURCE, MOST_SOURCE)
        if not source:
            self._blame(SOURCE, "a number needs its source; name the paper that says it.")
        as_of = self._day()
        counts = {what: self._count(what) for what in told}
        return tuple(Headcount(code, what, count, source, as_of) for what, count in counts.items())

    def _count(self, what: Counted) -> int:
        text = self._cell(what)
        if not _COUNT.fullmatch(text):
            self._blame(what, f"{text!r} is no whole number; write digits alone.")
            return 0
        return int(re.sub(r"\D", "", text))

    def _day(self) -> date:
        text = self._cell(AS_OF)
        day = _read_day(text)
        if day is None:
            written = f"{text!r} is no day" if text else "a number needs the day for which it was counted"
            self._blame(AS_OF, f"{written}; write it as 31/12/2025.")
        elif day > self._today:
            self._blame(AS_OF, f"{text!r} is still to come; write the day for which it was counted.")
        return day or self._today


def _kind_of(folded: str) -> PlaceKind | None:
    """The kind with which a name begins; the longest one, since a group's may begin as a hamlet's does."""
    begun = [word for word in _KINDS if folded == word or folded.startswith(f"{word} ")]
    return _KINDS[max(begun, key=len)] if begun else None


def _with_zeros(code: str, kinds: Collection[PlaceKind]) -> str:
    """A code with the zeros that a table took off an official one: it has as many digits as those of these kinds."""
    lengths = sorted({_DIGITS[kind] for kind in kinds if kind in _DIGITS})
    fitting = [length for length in lengths if len(code) <= length]
    return code.zfill(fitting[0]) if fitting and code.isdecimal() else code


def _read_day(text: str) -> date | None:
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
