"""Politeness, curiosity and sighs: answered kindly, and never taken for a choice or an attempt."""

import pytest

from bot.tutor.courtesy import answer_to, is_unsure
from bot.tutor.fold import fold
from tests.play import at_step
from tests.scenes import CHOICES, newcomer


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Xin chào!", "courtesy.hello"),
        ("em chào cô ạ", "courtesy.hello"),
        ("alo", "courtesy.hello"),
        ("Cảm ơn", "courtesy.thanks"),
        ("cảm ơn cháu nhiều nhé", "courtesy.thanks"),
        ("Bạn là ai?", "courtesy.who"),
        ("máy là ai vậy", "courtesy.who"),
        ("chào hàng", None),
        ("bạn là ai mà hỏi", None),
        ("", None),
    ],
)
def test_politeness_is_answered(text: str, key: str | None) -> None:
    assert answer_to(text) == answer_to(fold(text)) == key


@pytest.mark.parametrize(
    ("text", "is_sigh"),
    [
        ("không biết", True),
        ("em không biết viết gì ạ", True),
        ("k biết", True),
        ("chịu thôi", True),
        ("không biết AI là gì", False),
        ("viết gì cũng được", False),
    ],
)
def test_a_sigh_is_known(text: str, *, is_sigh: bool) -> None:
    assert is_unsure(text) is is_unsure(fold(text)) is is_sigh


def test_whoever_greets_hears_a_greeting_and_sees_where_they_are() -> None:
    for play in (newcomer(), at_step("mo-dau"), CHOICES["menu"]()):
        before = play.state.scene
        play.types("xin chào")
        assert play.tells("courtesy.hello")
        assert play.state.scene == before


def test_a_sigh_at_a_prompt_is_no_attempt() -> None:
    play = at_step("viet")
    labels = play.labels()
    play.types("em không biết viết gì")
    assert play.tells("exercise.unsure")
    assert play.labels() == labels
    assert not play.rows.attempts


def test_a_second_wrong_answer_brings_a_hint() -> None:
    play = at_step("mot")
    play.types("a")
    assert not play.tells("check.hint_is")
    play.types("a")
    assert play.tells("check.hint_is")
    assert "Nhớ lại câu chuyện." in play.words()
    play.presses("Gợi ý")
    assert "Máy cũng nhầm." in play.words()
