"""Letters are spoken of only where letters are shown."""

import re

import pytest

from bot.tutor.choices import letters
from tests.play import Play, at_step
from tests.scenes import SCENES

SPOKEN = re.compile(r"\b(?:[A-D](?: [A-D])+|A, B, C|chữ cái)\b")


def words(scene: str, *lines: str, has_marks: bool) -> str:
    play = SCENES[scene]()
    play.has_marks = has_marks
    for line in lines:
        play.types(line)
    return play.words()


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("line", ["/help", "gì cơ", "/hoc"])
def test_where_choices_are_pressed_no_letter_is_spoken_of(scene: str, line: str) -> None:
    assert SPOKEN.search(words(scene, line, has_marks=False)) is None


def open_check(step: str, *, has_marks: bool) -> Play:
    play = at_step(step)
    play.has_marks = has_marks
    play.opens()
    return play


@pytest.mark.parametrize(("step", "how"), [("nhieu", "multiple"), ("thu-tu", "order")])
def test_how_to_answer_is_told_as_it_is_done(step: str, how: str) -> None:
    assert open_check(step, has_marks=True).tells(f"check.how_{how}_marks")
    assert open_check(step, has_marks=False).tells(f"check.how_{how}")


def test_an_answer_not_understood_is_asked_for_as_it_is_given() -> None:
    for has_marks, key in ((True, "unclear.answer_marks"), (False, "unclear.answer")):
        play = open_check("mot", has_marks=has_marks)
        play.types("gì cơ hả cháu")
        assert play.tells(key)


def test_letters_are_understood_all_the_same() -> None:
    assert letters("a c", 3) == (0, 2)
    play = open_check("nhieu", has_marks=False)
    play.types("A C")
    assert play.state.bookmark is not None
    assert play.state.bookmark.tries == 1
