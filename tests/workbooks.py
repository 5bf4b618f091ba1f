"""Excel workbooks for tests, as Excel writes them."""

import io
from collections.abc import Callable, Sequence

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Fill = Callable[[Worksheet], None]


def workbook(*sheets: Fill, hidden: Sequence[int] = ()) -> bytes:
    """A workbook with a sheet for each of what fills one; those that are numbered in `hidden` are not shown."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    made = [book.add_worksheet() for _ in sheets]
    for number, (fill, sheet) in enumerate(zip(sheets, made, strict=True)):
        fill(sheet)
        if number in hidden:
            sheet.hide()
        else:
            sheet.activate()
    book.close()
    return held.getvalue()


def rows(table: Sequence[Sequence[object]]) -> Fill:
    """Fills a sheet with rows, from its first cell on."""

    def fill(sheet: Worksheet) -> None:
        for number, cells in enumerate(table):
            sheet.write_row(number, 0, cells)

    return fill
