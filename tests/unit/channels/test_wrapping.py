"""Lines are broken between words, and a column is what the eye sees."""

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wrapping import columns_of, wrap


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("Cháu chào bác ạ", None, "Cháu chào bác ạ"),
        ("Cháu chào bác ạ", 15, "Cháu chào bác ạ"),
        ("Cháu chào bác ạ", 14, "Cháu chào bác\nạ"),
        ("Cháu chào bác ạ", 9, "Cháu chào\nbác ạ"),
        ("một\nhai ba", 6, "một\nhai ba"),
        ("xem https://a.vn/rat-dai nhé", 8, "xem\nhttps://a.vn/rat-dai\nnhé"),
        ("", 8, ""),
    ],
)
def test_a_line_is_broken_between_words(text: str, columns: int | None, lines: str) -> None:
    assert wrap(text, columns) == lines


def test_what_stands_before_the_lines_takes_its_place() -> None:
    assert wrap("AI viết bài mới", 12, first="  • ", rest="    ") == "  • AI viết\n    bài mới"


def test_a_style_takes_no_column() -> None:
    assert wrap(f"gõ {click.style('rất ngắn', bold=True)} thôi", 16) == "gõ \x1b[1mrất ngắn\x1b[0m thôi"


@pytest.mark.parametrize(("text", "columns"), [("bác", 3), ("ba\u0301c", 3), ("😀", 2), ("a\u200bb", 2)])
def test_columns_are_what_the_eye_sees(text: str, columns: int) -> None:
    assert columns_of(text) == columns


@given(st.text(alphabet="aă😀 \n"), st.integers(1, 12))
def test_nothing_is_lost_and_only_a_word_is_too_long(text: str, columns: int) -> None:
    wrapped = wrap(text, columns)
    assert wrapped.replace("\n", " ") == text.replace("\n", " ")
    assert all(columns_of(line) <= columns or " " not in line for line in wrapped.split("\n"))
