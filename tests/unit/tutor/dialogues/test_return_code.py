"""Coming back by a code, and being given one."""

import pytest

from bot.model.dialogue import AtMenu, Learning, WelcomeStage, Welcoming
from bot.model.effects import IssueCode, NoteWrongCode, Rejoin, Say
from bot.model.events import Returned
from bot.store.codes import MOST_FAILURES
from bot.tutor.returning import SHOWN, Code, find_written
from tests.play import NUMBER, Play, at_step, learner
from tests.scenes import newcomer, visitor


def asked() -> Play:
    """Somebody on another telephone who is asked for a code; 7-123456 is one."""
    play = newcomer()
    play.codes = {7: "123456"}
    play.presses("Đã học rồi")
    return play


def test_the_right_code_gives_the_place_to_its_learner() -> None:
    play = asked()
    play.types("7-123 456")
    assert play.effects[:-1] == (Rejoin(7),)
    assert play.tells("welcome.code_right")
    assert play.state.profile.consent is None


@pytest.mark.parametrize("text", ["7-123457", "8-123456"])
def test_a_wrong_code_is_counted_and_kindly_told(text: str) -> None:
    play = asked()
    play.types(text)
    assert play.effects[:-1] == (NoteWrongCode(int(text[0])),)
    assert play.tells("welcome.code_wrong")
    assert play.state.scene == Welcoming(WelcomeStage.CODE)


def test_after_too_many_wrong_ones_the_right_one_does_not_help() -> None:
    play = asked()
    for _ in range(MOST_FAILURES):
        play.types("7-000000")
    play.types("7-123456")
    assert play.tells("welcome.code_locked")
    assert all(isinstance(effect, Say) for effect in play.effects)


def test_what_is_no_code_counts_for_nothing() -> None:
    play = asked()
    play.types("mất giấy rồi")
    assert play.tells("welcome.code_unread")
    assert len(play.effects) == 1
    play.presses("Quay lại")
    assert play.state.scene == Welcoming(WelcomeStage.NOTICE)


def test_a_code_counts_only_while_it_is_asked() -> None:
    play = newcomer()
    play.codes = {7: "123456"}
    play.types("7-123456")
    assert not play.has_rejoined


def test_a_learner_is_given_a_code_and_each_is_fresh() -> None:
    play = learner()
    play.types("/caidat")
    play.presses("Mã quay lại")
    assert play.effects[0] == IssueCode("345678")
    assert f"{NUMBER}-345 678" in play.words()
    said = play.effects[-1]
    assert isinstance(said, Say)
    assert said.key == SHOWN
    assert find_written(play.words()) == Code(NUMBER, "345678")
    play.draw = 0.1
    play.types("/caidat")
    play.presses("Mã quay lại")
    assert play.rows.digits == "100000"


def test_a_visitor_has_no_code() -> None:
    play = visitor()
    play.types("/caidat")
    play.presses("Mã quay lại")
    assert play.tells("account.code_later")
    assert play.rows.digits is None


def test_whoever_comes_back_sees_the_screen_they_left() -> None:
    play = at_step("mot")
    shown = play.said[-1]
    play.happen(Returned())
    assert isinstance(play.state.scene, Learning)
    assert play.tells("return.by_code")
    assert play.said[-1].choices == shown.choices


def test_whoever_was_away_for_long_is_led_back_in() -> None:
    play = at_step("mot")
    play.waits(days=8)
    play.happen(Returned())
    assert isinstance(play.state.scene, AtMenu)
    assert not play.tells("return.by_code")
