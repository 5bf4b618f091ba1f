"""Getting to know each other after the first lesson."""

from dataclasses import replace

import pytest

from bot.model.dialogue import AtMenu, Introducing, IntroductionStage
from bot.model.effects import Say
from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId
from bot.model.learner import Experience
from bot.model.lesson import Audience, Goal
from bot.tutor.dialogues.introduction import ANSWERS
from tests.play import Play
from tests.scenes import WELCOMES, introduced

STAGES = tuple(IntroductionStage)


def test_name_and_three_questions_are_asked_one_by_one() -> None:
    play = introduced()
    play.types("dạ bác tên là Hoa ạ")
    assert play.tells("introduction.hello", name="Hoa")
    play.presses("Làm nông")
    play.presses("Chưa bao giờ")
    play.presses("Tránh lừa đảo")
    assert play.tells("introduction.thanks")
    assert play.state.scene == AtMenu()
    profile = play.state.profile
    assert (profile.name, profile.audience) == ("Hoa", Audience.CITIZEN)
    assert (profile.experience, profile.goal) == (Experience.NEVER, "safety")


def test_each_question_may_be_skipped() -> None:
    play = introduced()
    before = play.state.profile
    for stage in STAGES:
        assert play.state.scene == Introducing(stage)
        assert play.tells(f"introduction.{stage}")
        play.types("bo qua")
        assert [type(effect) for effect in play.effects] == [Say]
    assert play.state.scene == AtMenu()
    assert play.state.profile == before


def test_whoever_told_their_goal_at_the_door_is_not_asked_again() -> None:
    play = asked_for_name(goal="Bán hàng")
    for _ in STAGES[:-1]:
        play.presses("Bỏ qua")
    assert play.state.scene == AtMenu()
    assert play.tells("introduction.thanks")
    assert play.state.profile.goal is Goal.SELL


def test_whoever_left_it_open_at_the_door_is_asked_once_more() -> None:
    play = asked_for_name(goal="Chưa biết")
    for _ in STAGES[:-1]:
        play.presses("Bỏ qua")
    assert play.state.scene == Introducing(IntroductionStage.GOAL)


def asked_for_name(goal: str) -> Play:
    play = WELCOMES["goal"]()
    play.presses(goal)
    play.types("/hoc mot-bai/the")
    play.presses("Cất thẻ")
    assert play.state.scene == Introducing()
    return play


@pytest.mark.parametrize("text", ["0912345678", "😀 1", "Hoa, số nhà 12 tổ 3", "x" * 60])
def test_what_is_no_name_is_asked_again(text: str) -> None:
    play = introduced()
    play.types(text)
    assert play.tells("introduction.no_name")
    assert play.state.scene == Introducing(IntroductionStage.NAME)
    assert play.state.profile.name is None


def test_words_that_are_no_answer_are_unclear() -> None:
    play = introduced()
    play.presses("Bỏ qua")
    play.types("tôi làm nhiều việc lắm")
    assert play.tells("unclear.text")
    assert play.state.scene == Introducing(IntroductionStage.AUDIENCE)


@pytest.mark.parametrize("stage", STAGES)
def test_only_the_question_at_hand_can_be_answered(stage: IntroductionStage) -> None:
    others = {f"i:{other}:{answer}" for other in STAGES for answer in ANSWERS[other] if other is not stage}
    others |= {f"i:skip:{other}" for other in STAGES if other is not stage}
    for choice in others:
        play = introduced()
        while play.state.scene != Introducing(stage):
            play.presses("Bỏ qua")
        play.waits(minutes=1)  # later than a tap that is one with the last
        before = play.place
        play.happen(ChoicePressed(ChoiceId(choice)))
        assert play.tells("unclear.old_choice")
        assert play.place == replace(before, menu=play.state.menu, last_seen_at=play.now)


@pytest.mark.parametrize("stage", STAGES)
def test_every_answer_is_taken(stage: IntroductionStage) -> None:
    for answer in ANSWERS[stage]:
        play = introduced()
        while play.state.scene != Introducing(stage):
            play.presses("Bỏ qua")
        play.happen(ChoicePressed(ChoiceId(f"i:{stage}:{answer}")))
        assert getattr(play.state.profile, stage) == answer
