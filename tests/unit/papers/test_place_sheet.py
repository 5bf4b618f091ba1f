"""What a table of places means, and every fault of its rows at once."""

from datetime import date

import pytest

from bot.model.errors import SheetError
from bot.model.ids import PlaceCode
from bot.model.place import Counted, Headcount, Place, PlaceKind
from bot.papers.place_sheet import PlaceRow, PlaceSheet, read_places
from bot.papers.sheets import SheetFault, read_sheet

TODAY = date(2026, 11, 29)
KINDS = "write one of: tỉnh, xã, phường, đặc khu, thôn, tổ công nghệ số cộng đồng, doanh nghiệp."
NO_DISTRICT = "there has been no district since 1 July 2025; write the communes and wards alone."
LOST = "'Th¸i' has lost its letters (another encoding, or an old font); write it in Unicode."
HEAD = "mã,tên,loại,thuộc,cán bộ,số thôn,nguồn,ngày"


def read(*lines: str, head: str = HEAD) -> PlaceSheet:
    return read_places(read_sheet("\n".join((head, *lines)).encode(), "a.csv"), TODAY)


def place(code: str, kind: PlaceKind, name: str, parent: str | None = None) -> Place:
    return Place(PlaceCode(code), kind, name, None if parent is None else PlaceCode(parent))


def test_a_row_is_a_place_with_its_numbers() -> None:
    sheet = read("05443,Phường Phan Đình Phùng,phường,19,1.060,30,Báo cáo 12/BC-UBND,30/6/2026")
    ward = place("05443", PlaceKind.WARD, "Phường Phan Đình Phùng", "19")
    counts = tuple(
        Headcount(ward.code, what, count, "Báo cáo 12/BC-UBND", date(2026, 6, 30))
        for what, count in ((Counted.OFFICIALS, 1060), (Counted.HAMLETS, 30))
    )
    assert (sheet.rows, sheet.faults) == ((PlaceRow(2, ward, counts),), ())


def test_headings_may_be_english_and_other_columns_are_named() -> None:
    sheet = read("19,Thái Nguyên,Province,,1", head="Code,Name,Kind,Parent,No.")
    assert [row.place for row in sheet.rows] == [place("19", PlaceKind.PROVINCE, "Thái Nguyên")]
    assert sheet.unknown == ("No.",)


def test_official_codes_get_back_the_zeros_that_a_table_took_off_them() -> None:
    sheet = read(
        "1,Thành phố A,,,,,,",
        "4,Phường B,,1,,,,",
        "4-xom,Xóm C,,4,,,,",
        "dn,Công ty D,,1,,,,",
        "dn2,Công ty E,,443,,,,",
    )
    assert [(row.place.code, row.place.parent) for row in sheet.rows] == [
        ("01", None),
        ("00004", "01"),
        ("4-xom", "00004"),
        ("dn", "01"),
        ("dn2", "00443"),
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Tỉnh Lâm Đồng", PlaceKind.PROVINCE),
        ("THÀNH PHỐ Huế", PlaceKind.PROVINCE),
        ("Xã D'Ran", PlaceKind.COMMUNE),
        ("Phường 1 Bảo Lộc", PlaceKind.WARD),
        ("Đặc khu Phú Quý", PlaceKind.ZONE),
        ("Tổ dân phố 5", PlaceKind.HAMLET),
        ("Buôn Ma", PlaceKind.HAMLET),
        ("Tổ công nghệ số cộng đồng xóm 3", PlaceKind.GROUP),
        ("Công ty Chè Xanh", PlaceKind.ENTERPRISE),
    ],
)
def test_a_kind_that_is_left_out_is_how_the_name_begins(name: str, kind: PlaceKind) -> None:
    parent = "" if kind is PlaceKind.PROVINCE else "68" if kind.value in {"commune", "ward", "zone"} else "05503"
    code = {"province": "68", "commune": "24934", "ward": "24823", "zone": "23272"}.get(kind, "a")
    (row,) = read(f"{code},{name},,{parent},,,,").rows
    assert row.place == place(code, kind, name, parent or None)


def test_a_code_that_is_left_out_below_a_commune_is_made_of_where_it_is_and_what_it_is_called() -> None:
    (row,) = read(",Xóm Đồng Tiến 2,,05503,,,,").rows
    assert row.place.code == "05503-xom-dong-tien-2"


@pytest.mark.parametrize(
    ("line", "heading", "message"),
    [
        ("05443,,phường,19,,,,", "tên", "the place has no name; write it, or delete the row."),
        (
            "05443,=B2,phường,19,,,,",
            "tên",
            "'=B2' is a formula; write what it comes to, or save the workbook as .xlsx.",
        ),
        (f"05443,{'x' * 101},phường,19,,,,", "tên", "it has 101 characters; 100 are the most."),
        ("05443,Th¸i,phường,19,,,,", "tên", LOST),
        ("05443,Tổ 5,,19,,,,", "loại", f"it does not tell what 'Tổ 5' is; {KINDS}"),
        ("05443,A,làng xã,19,,,,", "loại", f"it does not tell what 'A' is; {KINDS}"),
        ("164,Huyện Đồng Hỷ,,19,,,,", "loại", NO_DISTRICT),
        ("164,Đồng Hỷ,Huyện,19,,,,", "loại", NO_DISTRICT),
        ("05443,Phường A,,,,,,", "thuộc", "it does not tell what the place belongs to; write the code of that place."),
        (
            "05443,Phường A,,Thái Nguyên,,,,",
            "thuộc",
            "'Thái Nguyên' is no code; write the code of the place, not its name.",
        ),
        ("19,Tỉnh A,,01,,,,", "thuộc", "a province belongs to nothing; leave it empty."),
        (",Phường A,,19,,,,", "mã", "it is missing; write the official one, of 5 digits."),
        ("019,Tỉnh A,,,,,,", "mã", "'019' is no official code, which has 2 digits here."),
        (
            "xóm 1,Xóm 1,,05503,,,,",
            "mã",
            "'xóm 1' is no code: letters without accents, digits and single hyphens, at most 40.",
        ),
        ("05443,Phường A,,19,60 người,,B,1/1/2026", "cán bộ", "'60 người' is no whole number; write digits alone."),
        ("05443,Phường A,,19,,-3,B,1/1/2026", "số thôn", "'-3' is no whole number; write digits alone."),
        ("05443,Phường A,,19,60,,,1/1/2026", "nguồn", "a number needs its source; name the paper that says it."),
        (
            "05443,Phường A,,19,60,,B,",
            "ngày",
            "a number needs the day for which it was counted; write it as 31/12/2025.",
        ),
        ("05443,Phường A,,19,60,,B,2026", "ngày", "'2026' is no day; write it as 31/12/2025."),
        (
            "05443,Phường A,,19,60,,B,1/1/2027",
            "ngày",
            "'1/1/2027' is still to come; write the day for which it was counted.",
        ),
    ],
)
def test_each_fault_is_told_where_it_is_with_what_to_do(line: str, heading: str, message: str) -> None:
    sheet = read("19,Tỉnh Thái Nguyên,,,,,,", line)
    assert sheet.faults == (SheetFault(3, heading, message),)
    assert [row.row for row in sheet.rows] == [2], "the other row is read"


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    sheet = read("x y,,phường,Tân Cương,a,b,,", "05443,Huyện A,,19,,,,")
    assert [(fault.row, fault.heading) for fault in sheet.faults] == [
        (2, "tên"), (2, "thuộc"), (2, "mã"), (2, "nguồn"), (2, "ngày"), (2, "cán bộ"), (2, "số thôn"), (3, "loại"),
    ]  # fmt: skip


def test_a_table_without_names_or_what_they_belong_to_is_refused_once() -> None:
    with pytest.raises(SheetError, match=r"No column is headed 'tên' or 'thuộc'\. .* has these: mã, tên"):
        read("19,tỉnh", head="mã,loại")
