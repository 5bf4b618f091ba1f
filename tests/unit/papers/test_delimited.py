"""CSV as people save it."""

import pytest

from bot.model.errors import SheetError
from bot.papers.delimited import read_rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_cells_are_told_apart_by_whatever_stands_between_them(delimiter: str, line_end: str) -> None:
    table = [("mã", "tên"), ("19", f"Tỉnh{delimiter} Thái Nguyên"), ("", 'Xóm "Đồng"')]
    quoted = (delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table)
    assert list(read_rows(line_end.join(quoted))) == list(enumerate(table, start=1))


def test_a_title_with_commas_does_not_make_them_the_delimiter() -> None:
    text = "Danh sách xã, phường, đặc khu, năm 2026\nmã;tên;thuộc\n05443;Phường A;19\n05503;Xã B, C;19\n"
    assert [cells[0] for _, cells in read_rows(text)][1:] == ["mã", "05443", "05503"]


def test_excel_may_be_told_the_delimiter() -> None:
    assert list(read_rows("sep=|\r\na|b,c\r\n")) == [(2, ("a", "b,c"))]


def test_lines_are_counted_as_an_editor_does() -> None:
    assert list(read_rows('a,b\n\n"c\nd",e\nf,g\n')) == [(1, ("a", "b")), (2, ()), (3, ("c\nd", "e")), (5, ("f", "g"))]
    assert list(read_rows("")) == []


def test_a_formula_that_only_keeps_zeros_is_its_text() -> None:
    assert list(read_rows('="05443",=A1+1\n')) == [(1, ("05443", "=A1+1"))]


@pytest.mark.parametrize("text", ['a,b\nc,"d\ne,f\n', 'a,b\nc,"d"e\n', 'a,b\nc,"' + "d" * 200_000])
def test_quotes_that_stand_where_they_cannot_are_told_by_row(text: str) -> None:
    with pytest.raises(SheetError, match=r"Row 2: a quote .* Delete the quotes"):
        list(read_rows(text))
