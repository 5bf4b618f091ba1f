"""What a table of people to invite means, and every fault of its rows at once."""

import pytest

from bot.model.errors import SheetError
from bot.model.staff import Role
from bot.papers.sheets import SheetFault, read_sheet
from bot.papers.staff_sheet import MOST_ROWS, InvitedRow, InvitedSheet, read_invited

HEAD = "Họ và tên,Vai trò,Nơi,Số người,Ghi chú"
ROLES = "write one of: người giúp ở lớp, người hướng dẫn, người biên soạn, người phụ trách, người giám sát."


def read(*lines: str, head: str = HEAD, role: Role | None = None, uses: int = 1) -> InvitedSheet:
    return read_invited(read_sheet("\n".join((head, *lines)).encode(), "a.csv"), role, uses)


def test_a_row_is_an_invitation() -> None:
    sheet = read("Cô Hoa,Người hướng dẫn,05443,,tổ 3", ",ADMIN,Xã Tân Cương,30,", ",,,,")
    assert (sheet.rows, sheet.faults, sheet.unknown) == (
        (
            InvitedRow(2, Role.MENTOR, "05443", 1, "Cô Hoa", "tổ 3"),
            InvitedRow(3, Role.ADMIN, "Xã Tân Cương", 30),
        ),
        (),
        (),
    )


def test_what_rows_do_not_say_may_be_said_for_all() -> None:
    sheet = read("Cô Hoa,05443,1", "Chú Tư,05443,2", head="name,code,STT", role=Role.HELPER, uses=2)
    assert [(row.role, row.uses, row.name) for row in sheet.rows] == [
        (Role.HELPER, 2, "Cô Hoa"),
        (Role.HELPER, 2, "Chú Tư"),
    ]
    assert sheet.unknown == ("STT",)


@pytest.mark.parametrize(
    ("line", "heading", "message"),
    [
        ("Hoa,,05443,,", "Vai trò", f"it does not tell as what; {ROLES}"),
        ("Hoa,vua,05443,,", "Vai trò", f"'vua' is no role; {ROLES}"),
        ("Hoa,mentor,05443,0,", "Số người", "'0' is no number of people from 1 to 1000."),
        ("Hoa,mentor,05443,1001,", "Số người", "'1001' is no number of people from 1 to 1000."),
        ("Hoa,mentor,05443,vài,", "Số người", "'vài' is no number of people from 1 to 1000."),
        (
            "Th¸i,mentor,05443,,",
            "Họ và tên",
            "'Th¸i' has lost its letters (another encoding, or an old font); write it in Unicode.",
        ),
        (f"Hoa,mentor,05443,,{'a' * 201}", "Ghi chú", "it has 201 characters; 200 are the most."),
    ],
)
def test_a_fault_stands_by_its_row(line: str, heading: str, message: str) -> None:
    sheet = read("Nam,mentor,05443,,", line)
    assert sheet.faults == (SheetFault(3, heading, message),)
    assert [row.name for row in sheet.rows] == ["Nam"]


@pytest.mark.parametrize(
    ("lines", "head", "message"),
    [
        (("Hoa,05443",), "tên,nơi", "No column is headed 'vai trò'; add one, or give the role of all with --role."),
        ((",,",), "tên,vai trò,nơi", "It names nobody."),
        (
            ("Hoa,mentor,1",) * (MOST_ROWS + 1),
            "tên,vai trò,nơi",
            "It has 5001 rows, and 5000 are taken at once; cut it into several files.",
        ),
    ],
    ids=["no roles", "nobody", "too many"],
)
def test_what_is_no_table_of_people_is_refused(lines: tuple[str, ...], head: str, message: str) -> None:
    with pytest.raises(SheetError) as refused:
        read(*lines, head=head)
    assert str(refused.value) == message
