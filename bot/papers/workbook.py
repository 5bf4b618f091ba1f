"""Rows out of an Excel workbook, and the one door to calamine: values of formulas, merged cells filled downwards."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from bot.model.errors import SheetError

MOST_UNPACKED_BYTES = 200_000_000
"""Of all that is packed in a workbook; 50,000 rows of ten cells take 20 MB."""
MOST_CELLS = 5_000_000
"""From the first cell to the one that stands farthest away: calamine lays out every cell in between."""

Cell = int | float | str | bool | date | datetime | time | timedelta


def is_workbook(content: bytes) -> bool:
    """Whether a file is a workbook of a kind that can be read; one of an old Excel cannot."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "xl/workbook.xml" in archive.namelist()


def read_rows(content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row of the first sheet that is shown and holds something, with its number as Excel shows it.

    Cells that were merged hold their value in each row that they cover, in the first column that they cover. A formula
    counts by the value that Excel computed last; one that it never computed, and one that failed, is empty.

    Raises:
        SheetError: it is damaged, locked with a password, or too large.
    """
    try:
        _refuse_vast(content)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheet = _first(book)
            rows = [] if sheet is None else sheet.to_python(skip_empty_area=False)
            merged = [] if sheet is None else sheet.merged_cell_ranges or []
    except (CalamineError, zipfile.BadZipFile, expat.ExpatError, ValueError, NotImplementedError) as error:
        raise SheetError(
            "The workbook cannot be opened. If it has a password, take the password off; else open it in Excel or "
            "LibreOffice and save it once more as .xlsx."
        ) from error
    for (top, left), (bottom, _) in merged:
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = rows[top][left]
    return ((number, tuple(map(_text, row))) for number, row in enumerate(rows, start=1))


def _first(book: CalamineWorkbook) -> CalamineSheet | None:
    shown = (each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible)
    sheets = (book.get_sheet_by_name(name) for name in shown)
    return next((sheet for sheet in sheets if sheet.height), None)


def _text(cell: Cell) -> str:
    match cell:
        case float() if cell.is_integer():  # Excel has no whole numbers: a code is a number with nothing behind it
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date():
            return cell.isoformat()
        case _:
            return str(cell)


def _refuse_vast(content: bytes) -> None:
    """Refuses what would take the machine's memory: calamine, asked for it, ends the whole program.

    Raises:
        SheetError: it is too large.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
            raise SheetError("The workbook is too large; leave pictures out, or cut it into several files.")
        for part in parts:
            if part.filename.endswith(".xml"):
                _measure(archive.read(part))


def _measure(xml: bytes) -> None:
    """Looks how far away cells stand that hold something; parts that are no sheets have none."""
    at: str | None = None
    height = width = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal at, height, width
        match name.rpartition(":")[2]:
            case "c":
                at = attributes.get("r")
            case "v" | "is" if at is not None:
                letters = at.rstrip("0123456789")
                height = max(height, int(at[len(letters) :] or 0))
                width = max(width, _column(letters))
                if height * width > MOST_CELLS:
                    raise SheetError(
                        f"A cell far away from the others holds something: {at}. Delete what stands there, "
                        "and every row and column that is not needed."
                    )

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.Parse(xml, True)  # noqa: FBT003 - expat's own: this is the end


def _refuse_doctype(*_: object) -> None:
    raise ValueError("Excel declares no types of document")


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
