"""Tables that people hand in, from CSV or Excel: rows of clean text with their numbers, found by their headings."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.model.errors import SheetError
from bot.papers import delimited, workbook
from bot.papers.encodings import read_text
from bot.tutor.fold import fold

MOST_BYTES = 20_000_000
"""Of a file; 50,000 rows take 2 to 5 MB."""
MOST_TITLE_ROWS = 20
"""Rows above the headings that may hold a title, a source or nothing."""
FEWEST_HEADINGS = 2
"""Known headings that make a row the one with the headings."""

_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files of the old Excel begin, and new ones with a password. Source: [MS-CFB] 2.2."""
_BROKEN = re.compile("[\u0080-\u009f\u00a1-\u00bf\ufffd\ue000-\uf8ff]|[aeo][ùøûõïâ]", re.IGNORECASE)
"""What stands for Vietnamese letters once they were read in a wrong encoding, or written in an old font.

Of fonts, .VnTime has signs for letters ("Th¸i Nguyªn"), and VNI writes a mark as a letter of its own ("Thaùi Nguyeân").
"""
_BLANKS = re.compile(r"\s+")
_NO_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the person sees it, counted from 1, and its cells, cleaned; not all of them empty."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong in one row, and what to do; `heading` is empty where it is no single cell."""

    row: int
    heading: str
    message: str

    def in_file(self, file: str) -> str:
        """The fault as one line: `file:row: heading: message`."""
        return ": ".join(filter(None, (f"{file}:{self.row}", self.heading, self.message)))


@dataclass(frozen=True, slots=True)
class Entry:
    """A row below the headings: its number, and its cells by field; a field without a heading is not in it."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entries:
    """What stands below the headings.

    `headings` are the known ones as they are written, by field; `unknown` are those that are not read.
    """

    headings: Mapping[str, str]
    unknown: tuple[str, ...]
    rows: tuple[Entry, ...]


def read_sheet(content: bytes, name: str) -> tuple[Row, ...]:
    """The rows of a table that are not empty, whatever kind of file it is: what it holds decides, not its name.

    Args:
        content: the file.
        name: what it is called, for the sentence when it cannot be read.

    Raises:
        SheetError: it is no table that can be read.
    """
    if len(content) > MOST_BYTES:
        raise SheetError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB; cut it into several files.")
    try:
        return tuple(_cleaned(_raw_rows(content)))
    except SheetError as error:
        raise SheetError(f"{name}: {error}") from error


def _raw_rows(content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    if workbook.is_workbook(content):
        return workbook.read_rows(content)
    if content.startswith((_OLD_EXCEL, b"PK\x03\x04")):
        raise SheetError(
            "This is no workbook that can be read: it is of an old Excel or another program, or it has a password. "
            "Take the password off, and save it as an Excel workbook (.xlsx) or as 'CSV UTF-8'."
        )
    return delimited.read_rows(read_text(content))


def _cleaned(rows: Iterator[tuple[int, tuple[str, ...]]]) -> Iterator[Row]:
    for number, cells in rows:
        clean = tuple(map(_clean, cells))
        if any(clean):
            yield Row(number, clean)


def _clean(cell: str) -> str:
    """A cell on one line, in NFC, without what has no shape and without blanks at its ends."""
    if cell.isascii() and cell.isprintable():
        return _BLANKS.sub(" ", cell).strip()
    seen = "".join(char for char in cell if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", seen)).strip()


def is_broken(text: str) -> bool:
    """Whether letters of a text were lost: read in a wrong encoding, or written in a font from before Unicode."""
    return _BROKEN.search(text) is not None


def entries(rows: Sequence[Row], words: Mapping[str, Sequence[str]]) -> Entries:
    """Finds the headings and reads each row below them by field.

    They are the row with most known ones: titles may stand above it, and names for several columns together.

    Args:
        rows: of a sheet.
        words: by field, what its heading may be; letters' case and accents and signs between words do not count.

    Raises:
        SheetError: no row has headings, or two columns name the same field.
    """
    fields = {_heading(word): name for name, those in words.items() for word in those}
    known = [
        [(column, fields[word]) for column, word in enumerate(map(_heading, row.cells)) if word in fields]
        for row in rows[:MOST_TITLE_ROWS]
    ]
    at = max(range(len(known)), key=lambda at: len(known[at]), default=0)
    if not known or len(known[at]) < FEWEST_HEADINGS:
        raise SheetError(
            f"No row among the first {MOST_TITLE_ROWS} has the headings. Give each column its own, of these: "
            f"{', '.join(those[0] for those in words.values())}."
        )
    row, columns = rows[at], known[at]
    headings: dict[str, str] = {}
    for column, name in columns:
        if name in headings:
            raise SheetError(
                f"Row {row.number}: {headings[name]!r} and {row.cells[column]!r} mean the same; delete one."
            )
        headings[name] = row.cells[column]
    read = {column for column, _ in columns}
    unknown = tuple(cell for column, cell in enumerate(row.cells) if cell and column not in read)
    return Entries(headings, unknown, tuple(_entry(each, columns) for each in rows[at + 1 :]))


def _entry(row: Row, columns: Sequence[tuple[int, str]]) -> Entry:
    return Entry(row.number, {name: row.cells[column] if column < len(row.cells) else "" for column, name in columns})


def _heading(cell: str) -> str:
    return _NO_WORD.sub(" ", fold(cell)).strip()
