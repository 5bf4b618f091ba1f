"""A lesson's picture: always one PNG of the size that a preview has, whatever the lesson is called."""

import struct

import pytest

from bot.papers.preview import HEIGHT, WIDTH, Preview, draw

HOSTILE = (
    '#panic("x") $a$ */ ]] \\u{0} \\',
    '"}\n#import "@preview/x:1.0.0"',
    '#read("/etc/passwd") @label <b> ```',
    "ư" * 400,
    "Những điều nên biết " * 60,
    "\x00\x1b[31m\u202e😀\ufeff",
    "",
)


def size_of(picture: bytes) -> tuple[int, int]:
    """A PNG's width and height, out of its first chunk."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return int(width), int(height)


def preview(title: str = "AI có sai không?", operator: str = "UBND xã") -> Preview:
    return Preview("Bạn Học AI", "Làm quen với AI", title, "5 phút", operator)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_it(words: str) -> None:
    assert size_of(draw(preview(words, words))) == (WIDTH, HEIGHT)


def test_words_are_shown_and_never_carried_out() -> None:
    assert len({draw(preview(title)) for title in ("AI", "#[AI]", "*AI*", "$AI$", "AI // x")}) == 5


def test_equal_words_give_equal_pictures() -> None:
    assert draw(preview()) == draw(preview())
