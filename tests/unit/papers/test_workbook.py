"""Excel workbooks: values, merged cells, and what would take the machine's memory."""

import io
import zipfile
from datetime import date, datetime

import pytest
from xlsxwriter.worksheet import Worksheet

from bot.model.errors import SheetError
from bot.papers import workbook as reading
from bot.papers.workbook import is_workbook, read_rows
from tests.workbooks import rows, workbook


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [found for _, found in read_rows(content)]


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The workbook with other parts, named by how they end."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            other = next((body for end, body in parts.items() if name.endswith(f"{end}.xml")), old.read(name))
            new.writestr(name, other)
    return held.getvalue()


def test_values_are_what_excel_shows_of_them() -> None:
    found = cells(workbook(rows([["x", 5443, 12.5, True, date(2026, 6, 30), datetime(2026, 6, 30, 8, 15)]])))  # noqa: DTZ001 - a cell has no zone
    assert found == [("x", "5443", "12.5", "True", "2026-06-30", "2026-06-30T08:15:00")]


def test_rows_have_the_numbers_that_excel_shows() -> None:
    found = list(read_rows(workbook(rows([[]] * 4 + [["", "x"]]))))
    assert found[4] == (5, ("", "x"))
    assert not any(any(row) for _, row in found[:4])


def test_a_formula_is_its_value_and_one_that_failed_is_empty() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("B1", '="Xóm "&1', None, "Xóm 1")
        sheet.write_formula("C1", "=1/0", None, "#DIV/0!")
        sheet.write("D1", "x")

    assert cells(workbook(fill)) == [("2", "Xóm 1", "", "x")]


def test_merged_cells_hold_their_value_in_each_row_and_in_their_first_column() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.merge_range("A1:C1", "Danh sách")
        sheet.merge_range("A2:A4", "19")
        sheet.merge_range("B3:C4", "Xóm")
        sheet.write("D4", "x")

    assert cells(workbook(fill)) == [
        ("Danh sách", "", "", ""),
        ("19", "", "", ""),
        ("19", "Xóm", "", ""),
        ("19", "Xóm", "", "x"),
    ]


def test_the_first_sheet_that_is_shown_and_holds_something_is_read() -> None:
    content = workbook(rows([["hidden"]]), rows([]), rows([["shown"]]), rows([["last"]]), hidden=[0])
    assert cells(content) == [("shown",)]
    assert cells(workbook(rows([]))) == []


def test_fifty_thousand_rows_are_read() -> None:
    content = workbook(rows([[number, f"Xóm {number}", "xóm", "05503"] for number in range(50_000)]))
    assert len(content) < 5_000_000
    assert cells(content)[-1] == ("49999", "Xóm 49999", "xóm", "05503")


@pytest.mark.parametrize("far", [("XFD", 1_048_576), ("A", 1_048_576), ("XFD", 400)])
def test_a_cell_far_away_is_named_before_it_takes_all_memory(far: tuple[str, int]) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ["a", "b", "c", "d", "e"])
        sheet.write(f"{far[0]}{far[1]}", "stray")

    with pytest.raises(SheetError, match=f"A cell far away from the others holds something: {far[0]}{far[1]}"):
        list(read_rows(workbook(fill)))


def test_a_far_cell_that_only_has_a_colour_does_no_harm() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write("A1", "x")
        sheet.write_blank("XFD1048576", None, None)
        sheet.set_row(1_000_000, 30)

    assert cells(workbook(fill)) == [("x",)]


def test_what_is_no_workbook_is_told_apart() -> None:
    assert is_workbook(workbook(rows([["x"]])))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert not is_workbook(held.getvalue())
    assert not is_workbook(b"PK\x03\x04junk")
    assert not is_workbook("mã,tên".encode())


@pytest.mark.parametrize("part", [b"<worksheet>", b"", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'])
def test_a_damaged_workbook_is_refused_with_what_to_do(part: bytes) -> None:
    with pytest.raises(SheetError, match=r"cannot be opened.*save it once more as \.xlsx"):
        list(read_rows(repacked(workbook(rows([["x"]])), sheet1=part)))


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    vast = repacked(workbook(rows([["x"]])), sheet1=b" " * (reading.MOST_UNPACKED_BYTES + 1))
    with pytest.raises(SheetError, match="too large"):
        list(read_rows(vast))
