"""Tables that commands write, as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a program for tables would run. Source: OWASP, CSV Injection."""


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as programs for tables read them: with a mark that says UTF-8, and no cell that they would run.

    Args:
        headings: of the columns.
        rows: their cells; None is an empty one.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(headings)
    for row in rows:
        cells = ("" if cell is None else str(cell) for cell in row)
        table.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig")
