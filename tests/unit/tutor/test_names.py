"""Reading a name as somebody types it."""

import pytest

from bot.tutor.names import read_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hoa", "Hoa"),
        ("  nguyễn   thị\nhoa ", "nguyễn thị hoa"),
        ("dạ em tên là Hoa ạ", "Hoa"),
        ("Tôi là Hùng.", "Hùng"),
        ("tên tôi là Hùng nhé", "Hùng"),
        ("Cháu tên Lan", "Lan"),
        ("Vâng, ạ, cô là Tư nha!", "Tư"),
        ("xin chào, mình là Nam", "Nam"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("Tên", "Tên"),
        ("Là", "Là"),
        ("x" * 40, "x" * 40),
    ],
)
def test_a_name_is_read(text: str, name: str) -> None:
    assert read_name(text, 40) == name


@pytest.mark.parametrize(
    "text", ["", "...", "😀", "ạ", "0912345678", "Hoa 1960", "Hoa 0912 345 678", "hoa@example.com", "x" * 41]
)
def test_what_is_no_name_is_refused(text: str) -> None:
    assert read_name(text, 40) is None
