"""Politeness, curiosity and sighs: answered kindly, and never taken for a choice or an attempt."""

import pytest

from bot.model.dialogue import AtMenu, Learning
from bot.tutor.courtesy import Wish, answer_to, is_unsure, wish_in
from bot.tutor.fold import fold
from tests.play import at_step, learner
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
        ("em chịu, ko bik vik j", True),
        ("hông biết viết chi", True),
        ("không biết viết sao, giúp với", True),
        ("giúp tôi với, khó quá", True),
        ("em không hiểu đề", True),
        ("lam sao day, khong hieu de", True),
        ("chỉ tôi cách viết với", True),
        ("viết mẫu cho tôi xem đi", True),
        ("giúp tôi viết tin mời họp thôn", False),
        ("không biết " * 5_000, False),
        ("chỉ tôi cách viết đơn xin nghỉ", False),
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


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("tiếp tục", Wish.GO_ON),
        ("tôi muốn học tiếp ạ", Wish.GO_ON),
        ("Bắt đầu thôi", Wish.GO_ON),
        ("quay lại", Wish.GET_OUT),
        ("bỏ qua đi", Wish.GET_OUT),
        ("cho tôi thoát ra", Wish.GET_OUT),
        ("quay lại trường học", None),
        ("tiếp tục lừa đảo", None),
        ("", None),
    ],
)
def test_a_wish_in_plain_words_is_understood(text: str, wish: Wish | None) -> None:
    assert wish_in(text) is wish_in(fold(text)) is wish


def test_to_go_on_leads_into_the_lesson_and_within_it_nowhere() -> None:
    play = at_step("mot")
    play.types("/menu")
    play.types("tiếp tục đi")
    assert isinstance(play.state.scene, Learning)
    before = play.state.bookmark
    play.types("tiếp tục đi")
    assert play.state.bookmark == before
    assert play.tells("unclear.answer_marks")


@pytest.mark.parametrize("text", ["quay lại", "bỏ qua", "thoát ra"])
def test_to_get_out_leads_to_the_menu_and_keeps_the_place(text: str) -> None:
    play = at_step("mot")
    before = play.state.bookmark
    play.types(text)
    assert play.state.scene == AtMenu()
    assert play.tells("menu.place_kept")
    assert play.state.bookmark == before


def test_a_choice_of_those_words_wins() -> None:
    play = at_step("viet")
    before = play.state.bookmark
    play.types("bỏ qua")
    assert isinstance(play.state.scene, Learning)
    assert play.state.bookmark != before


def test_before_the_welcome_is_over_nobody_gets_past_it() -> None:
    play = newcomer()
    play.types("tiếp tục")
    assert play.tells("unclear.text")


def test_a_return_code_where_it_is_not_asked_is_explained() -> None:
    for start, key in (
        (newcomer, "return.ask_first"),
        (learner, "return.has_own"),
        (CHOICES["recap"], "return.has_own"),
    ):
        play = start()
        play.types("12-345 678")
        assert play.tells(key), start


def test_whoever_is_stuck_at_a_question_hears_what_helps() -> None:
    play = at_step("mot")
    play.types("ừm để xem nào")
    assert play.tells("unclear.stuck_hint")
    while "Gợi ý" in play.labels():
        play.presses("Gợi ý")
    play.types("ừm để xem nào")
    assert play.tells("unclear.stuck")
    assert not play.tells("unclear.stuck_hint")
