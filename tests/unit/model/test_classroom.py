"""Codes of classes: short, said aloud, and read however they are typed."""

import pytest

from bot.model.classroom import ALPHABET, CODE_LENGTH, new_code, read_code


@pytest.mark.parametrize("draw", [0.0, 0.25, 0.5, 0.123456789, 1 - 2**-53])
def test_a_code_is_read_as_it_was_made(draw: float) -> None:
    code = new_code(draw)
    assert len(code) == CODE_LENGTH
    assert set(code) <= set(ALPHABET)
    assert read_code(code) == read_code(f" {code.upper()} ") == read_code(f"{code}/") == read_code(f"{code}. ") == code


def test_another_draw_is_another_code() -> None:
    drawn = [new_code(number / 1_000) for number in range(1_000)]
    assert len(set(drawn)) == len(drawn)


def test_no_two_signs_of_a_code_look_or_sound_alike() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert not set(ALPHABET) & set("aeiouydcspqlz01")


@pytest.mark.parametrize("text", ["", "x", "bbbbb", "bbbbbbb", "aaaaaa", "b b b b", "bbb0bb", "đđđđđđ", "../../"])
def test_what_can_be_no_code_is_none(text: str) -> None:
    assert read_code(text) is None
