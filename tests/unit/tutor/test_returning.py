"""Return codes as people write them on paper and type them."""

import pytest

from bot.model.events import Arrived, TextReceived
from bot.tutor.returning import Code, code_in, find_written, new_digits, read_code, written


@pytest.mark.parametrize(
    "text",
    [
        "12-345678",
        "12-345 678",
        "12 345678",
        "12 345 678",
        " 12-345.678 ",
        "12 - 345678",
        "12-345-678",
        "12345678",
        "12345 678",
        "12345-678",
        "mã 12345678 ạ",
        "mã 12-345 678",
        "Mã của tôi: 12-345678.",
    ],
)
def test_a_code_is_read_however_it_is_typed(text: str) -> None:
    assert read_code(text) == Code(12, "345678")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "345678",
        "12-34567",
        "12-3456789",
        "12-345-6789",
        "0912345678",
        "0912 345 67",
        "không nhớ",
        "12\n345678",
        "1" * 13 + "-345678",
        "mã 12-345678 hay 13-345678",
        "12-345678" + " " * 60,
        "١٢-345678",
    ],
)
def test_what_is_no_code_is_not_read(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize(
    ("draw", "digits"), [(0.0, "000000"), (0.0000019, "000001"), (0.5, "500000"), (0.9999999, "999999")]
)
def test_digits_come_from_the_drawn_number(draw: float, digits: str) -> None:
    assert new_digits(draw) == digits


def test_what_is_shown_is_read_back() -> None:
    for number, digits in ((1, "000001"), (123_456_789, "345678")):
        assert read_code(written(number, digits)) == Code(number, digits)


def test_a_code_is_found_in_the_words_around_it() -> None:
    for number, digits in ((1, "000001"), (123_456_789, "345678")):
        text = f"Mã quay lại của bác: {written(number, digits)}\n\nBác chép ra giấy, 3 phút là xong."
        assert find_written(text) == Code(number, digits)


@pytest.mark.parametrize("text", ["", "12-345678", "0912-345 6789", "1" * 13 + "-345 678", "2026-11-345 678"])
def test_where_no_code_is_written_none_is_found(text: str) -> None:
    assert find_written(text) is None


def test_only_a_text_brings_a_code() -> None:
    assert code_in(TextReceived("1-000001")) == Code(1, "000001")
    assert code_in(Arrived()) is None
