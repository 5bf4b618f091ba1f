"""What was said to many, read by whoever comes by: before their lesson, after a human's answer, and once."""

from dataclasses import replace

import pytest

from bot.model.broadcast import Letter, Waiting
from bot.model.broadcast_effects import AnswerPoll, ReadLetter
from bot.model.dialogue import Learning, WelcomeStage, Welcoming
from bot.model.effects import Effect, Say
from bot.model.events import Arrived, ChoicePressed, Returned
from bot.model.ids import BroadcastId, ChoiceId
from bot.model.message import Kind
from bot.model.text import paragraph
from tests.announced import admin, view
from tests.play import Play, learner
from tests.questions import answered

FIRST, SECOND = (
    Waiting(BroadcastId(n), Letter(paragraph(f"Tin số {n} cho {{bạn}} ở {{nơi}}")), place="Xã Tân Cương")
    for n in (3, 4)
)
POLL = Waiting(BroadcastId(5), Letter(paragraph("Học lúc nào?"), answers=("Sáng", "Tối"), leads_on=True))


def waiting(*letters: Waiting) -> Play:
    play = learner()
    play.known = replace(play.known, letters=letters)
    return play


def kept(effects: tuple[Effect, ...]) -> list[Effect]:
    return [each for each in effects if not isinstance(each, Say)]


def press(play: Play, choice: str) -> None:
    play.happen(ChoicePressed(ChoiceId(choice)))


def test_it_comes_before_the_lesson_once_and_leads_on_to_it() -> None:
    play = waiting(FIRST)
    play.opens()
    assert "Tin số 3 cho bác ở Xã Tân Cương" in play.words()
    assert kept(play.effects) == [ReadLetter(BroadcastId(3))]
    said = play.effects[-1]
    assert isinstance(said, Say)
    assert (said.key, said.replaces) == ("broadcast:3", None)
    assert play.state.scene == Learning()
    play.known = replace(play.known, letters=())
    play.presses(play.labels()[-1])
    assert play.said[-1].kind is Kind.CARD


def test_whoever_is_being_welcomed_is_asked_nothing_else() -> None:
    play = waiting(FIRST)
    play.state = replace(play.state, scene=Welcoming(WelcomeStage.GOAL))
    play.happen(Returned())
    assert kept(play.effects) == []
    assert "Tin số 3" not in play.words()


def test_whoever_has_broadcasts_in_hand_keeps_their_buttons() -> None:
    play = admin()
    play.known = replace(play.known, broadcasts=(view(),))
    play.types("/phatsong")
    play.known = replace(play.known, letters=(FIRST,))
    play.happen(Returned())
    assert not any(isinstance(each, ReadLetter) for each in play.effects)
    press(play, "m:menu")
    play.happen(Returned())
    assert any(isinstance(each, ReadLetter) for each in play.effects)


def test_several_come_one_after_the_other() -> None:
    play = waiting(FIRST, SECOND)
    play.opens()
    play.known = replace(play.known, letters=(SECOND,))
    press(play, "d:on")
    assert "Tin số 4" in play.words()
    assert kept(play.effects) == [ReadLetter(BroadcastId(4))]


def test_a_visitor_and_whoever_does_something_else_read_none() -> None:
    play = Play()
    play.known = replace(play.known, letters=(FIRST,))
    play.opens()
    assert "Tin số 3" not in play.words()
    play = waiting(FIRST)
    play.types("/menu")
    assert "Tin số 3" not in play.words()


def test_whoever_comes_back_by_a_code_reads_it_too() -> None:
    play = waiting(FIRST)
    play.happen(Returned())
    assert "Tin số 3" in play.words()


def test_a_human_s_answer_comes_first() -> None:
    play = waiting(FIRST)
    play.known = replace(play.known, thread=answered(), questions=(answered(),))
    play.state = replace(play.state, unread=answered().question.id)
    play.opens()
    assert play.said[-1].kind is Kind.ANSWER
    assert kept(play.effects) == []


@pytest.mark.parametrize("label", ["Tôi hiểu rồi", "Học tiếp"])
def test_after_a_human_s_answer_it_comes_before_the_lesson(label: str) -> None:
    play = waiting(FIRST)
    play.known = replace(play.known, thread=answered(), questions=(answered(),))
    play.state = replace(play.state, unread=answered().question.id)
    play.opens()
    play.presses(label)
    assert "Tin số 3" in play.words()
    assert ReadLetter(BroadcastId(3)) in play.effects
    play.known = replace(play.known, letters=())
    play.presses("Học tiếp")
    assert play.said[-1].kind is Kind.CARD


def test_whoever_has_not_understood_an_answer_is_asked_first() -> None:
    play = waiting(FIRST)
    play.known = replace(play.known, thread=answered(), questions=(answered(),))
    play.state = replace(play.state, unread=answered().question.id)
    play.opens()
    play.presses("Tôi chưa hiểu")
    assert play.tells("question.again")


def test_another_answer_that_waits_comes_first_too() -> None:
    play = waiting(FIRST)
    other = answered(number=2)
    play.known = replace(play.known, thread=answered(), questions=(answered(), other))
    play.state = replace(play.state, unread=answered().question.id)
    play.opens()
    play.presses("Tôi hiểu rồi")
    assert play.said[-1].kind is Kind.ANSWER


def test_the_way_on_of_a_letter_is_offered_once() -> None:
    play = waiting(POLL)
    play.opens()
    assert [each.id for each in play.said[-1].choices] == ["d:poll:5:0", "d:poll:5:1", "d:on"]


def test_a_poll_is_answered_and_may_be_answered_anew() -> None:
    play = waiting(POLL)
    play.opens()
    play.presses("Sáng")
    assert kept(play.effects) == [AnswerPoll(BroadcastId(5), 0)]
    assert play.tells("letter.answered_so", answer="Sáng")
    assert [each.id for each in play.said[-1].choices] == ["d:poll:5:0", "d:poll:5:1", "d:on"]
    play.presses("Tối")
    assert kept(play.effects) == [AnswerPoll(BroadcastId(5), 1)]
    assert play.tells("letter.answered_so", answer="Tối")
    play.known = replace(play.known, letters=(SECOND,))
    play.presses(play.labels()[-1])
    assert "Tin số 4" in play.words()


def test_where_its_buttons_stay_the_answer_is_changed_there() -> None:
    play = waiting()
    press(play, "d:poll:5:1")
    assert kept(play.effects) == [AnswerPoll(BroadcastId(5), 1)]
    assert play.tells("letter.answered")
    play = waiting(POLL)
    play.opens()
    press(play, "d:poll:5:4")
    assert play.tells("letter.answered"), "what was not offered is not told as theirs"


@pytest.mark.parametrize("choice", ["d:x", "d:poll", "d:poll:5", "d:poll:x:1", "d:poll:5:x", "d:poll:5:1234567890123"])
def test_what_was_never_offered_is_no_choice(choice: str) -> None:
    play = waiting()
    press(play, choice)
    assert play.tells("unclear.old_choice")
    assert kept(play.effects) == []


def test_a_visitor_answers_no_poll() -> None:
    play = Play()
    play.opens()
    play.presses("Xem thử")
    play.presses("Bác")
    play.presses("Chưa biết")
    press(play, "d:poll:5:1")
    assert kept(play.effects) == []


def test_arriving_by_a_lesson_reads_it_first_too() -> None:
    play = waiting(FIRST)
    assert play.state.bookmark is not None
    play.happen(Arrived(lesson=play.state.bookmark.lesson))
    assert "Tin số 3" in play.words()
