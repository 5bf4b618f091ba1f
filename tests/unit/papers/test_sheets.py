"""Tables by what they hold: clean rows, found by their headings."""

import pytest

from bot.model.errors import SheetError
from bot.papers import sheets
from bot.papers.sheets import Entry, Row, SheetFault, entries, is_broken, read_sheet
from tests.workbooks import rows, workbook

WORDS = {"name": ("họ tên", "tên"), "phone": ("số điện thoại",), "note": ("ghi chú",)}


def read(*table: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(Row(number, cells) for number, cells in enumerate(table, start=1))


def test_what_a_file_holds_decides_and_not_what_it_is_called() -> None:
    expected = (Row(1, ("mã", "tên")), Row(3, ("19", "Tỉnh Thái Nguyên")))
    assert read_sheet("mã;tên\n\n19;Tỉnh Thái Nguyên\n".encode("utf-16"), "a.xlsx") == expected
    assert read_sheet(workbook(rows([["mã", "tên"], [], [19, "Tỉnh Thái Nguyên"]])), "a.csv") == expected


def test_cells_are_cleaned_and_empty_rows_are_left_out() -> None:
    text = 'a,b\n , \u200b\n  Xóm \u00a0 1\u200b,"Ho\u0300a\nBình"\n'
    assert read_sheet(text.encode(), "a.csv") == (Row(1, ("a", "b")), Row(3, ("Xóm 1", "Hòa Bình")))


@pytest.mark.parametrize("content", [bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600, b"PK\x03\x04 and no more"])
def test_an_old_or_locked_workbook_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(SheetError, match=r"^a\.xls: This is no workbook .* Take the password off"):
        read_sheet(content, "a.xls")


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(SheetError, match=r"a\.csv is larger than 20 MB"):
        read_sheet(b"a" * (sheets.MOST_BYTES + 1), "a.csv")


@pytest.mark.parametrize("text", ["Th¸i Nguyªn", "ThÃ¡i NguyÃªn", "Th\ufffdi", "Thaùi Nguyeân", "Quaûn Trieàu"])
def test_letters_that_were_lost_are_seen(text: str) -> None:
    assert is_broken(text)


@pytest.mark.parametrize(
    "text", ["Tỉnh Thái Nguyên", "Phường B'Lao", "Xã D’Ran", "Buôn Čuôr Kăp", "Hoà Thuỷ", "Đà Lạt – 2"]
)
def test_letters_that_are_there_are_left_alone(text: str) -> None:
    assert not is_broken(text)


def test_headings_are_found_below_a_title_whatever_their_case_and_accents() -> None:
    table = read(
        ("Danh sách lớp", ""), ("STT", "HỌ  TÊN:", "Số điện thoại", "Lớp"), ("1", "An", "0901", "x"), ("2", "Bình")
    )
    found = entries(table, WORDS)
    assert found.headings == {"name": "HỌ  TÊN:", "phone": "Số điện thoại"}
    assert found.unknown == ("STT", "Lớp")
    assert found.rows == (Entry(3, {"name": "An", "phone": "0901"}), Entry(4, {"name": "Bình", "phone": ""}))


def test_of_two_rows_of_headings_the_fuller_one_counts() -> None:
    table = read(("tên", "Liên hệ", "ghi chú"), ("tên", "số điện thoại", "ghi chú"), ("An", "0901", ""))
    assert entries(table, WORDS).rows == (Entry(3, {"name": "An", "phone": "0901", "note": ""}),)


@pytest.mark.parametrize("table", [(), (("An", "0901"),), (("tên", "khác"),)])
def test_without_headings_it_is_told_what_they_may_be(table: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(SheetError, match=r"has the headings\..*: họ tên, số điện thoại, ghi chú"):
        entries(read(*table), WORDS)


def test_two_columns_that_mean_the_same_are_refused() -> None:
    with pytest.raises(SheetError, match="Row 1: 'tên' and 'Họ tên' mean the same; delete one"):
        entries(read(("tên", "Họ tên")), WORDS)


def test_a_fault_tells_file_row_and_heading() -> None:
    assert SheetFault(3, "tên", "is missing").in_file("a.csv") == "a.csv:3: tên: is missing"
    assert SheetFault(3, "", "is missing").in_file("a.csv") == "a.csv:3: is missing"
