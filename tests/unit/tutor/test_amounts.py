"""How long and how many, as people type it."""

import pytest

from bot.tutor.amounts import read_minutes, read_people


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20", 20),
        ("20 phút", 20),
        ("Khoảng 20p.", 20),
        ("45'", 45),
        ("mười phút", 10),
        ("1 tiếng", 60),
        ("một giờ", 60),
        ("1 giờ rưỡi", 90),
        ("1h30", 90),
        ("2 giờ 15 phút", 135),
        ("1 tiếng đồng hồ", 60),
        ("nửa tiếng", 30),
        ("20 minutes", 20),
        ("480", 480),
        ("481", None),
        ("0", None),
        ("0 giờ", None),
        ("9 giờ", None),
        ("lâu lắm", None),
        ("-5", None),
        ("20 30", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_say_it(text: str, minutes: int | None) -> None:
    assert read_minutes(text, 480) == minutes


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("1", 1),
        ("12 người", 12),
        ("ba bà con", 3),
        ("hai bác", 2),
        ("50", 50),
        ("51", None),
        ("0", None),
        ("cả xóm", None),
    ],
)
def test_a_number_of_people_is_read_as_people_say_it(text: str, people: int | None) -> None:
    assert read_people(text, 50) == people
