"""Rows out of a text whose cells stand between commas, semicolons or tabs."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from bot.model.errors import SheetError

DELIMITERS = ",;\t"
"""In this order where several would do: Excel writes a semicolon where the comma stands before decimals."""
_SAMPLE_ROWS = 100
_TOLD = re.compile(r"sep=(.)\r?\n")
"""The first line by which Excel is told the delimiter."""
_AS_TEXT = re.compile(r'^="([^"]*)"$')
"""A formula that only keeps Excel from taking the zeros off a number."""


def read_rows(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row with the line on which it begins, counted from 1; a cell may go over several lines.

    Raises:
        SheetError: quotes stand where they cannot.
    """
    told = _TOLD.match(text)
    body = text[told.end() :] if told else text
    first_line = 2 if told else 1
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=told[1] if told else _delimiter(body), strict=True)
    while True:
        begun = first_line + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise SheetError(
                f'Row {begun}: a quote (") is never closed, or stands within a quoted cell. Delete the quotes there, '
                "or save the table from Excel as an Excel workbook (.xlsx)."
            ) from error
        yield begun, tuple(_AS_TEXT.sub(r"\1", cell) for cell in cells)


def _delimiter(text: str) -> str:
    """The delimiter by which most cells stand in rows of one length."""
    return max(DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


def _regularity(text: str, delimiter: str) -> int:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = Counter(len(row) for row in islice(rows, _SAMPLE_ROWS))
    except csv.Error:
        return 0
    return max(((width - 1) * times for width, times in widths.items()), default=0)
