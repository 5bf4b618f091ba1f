"""A human's answer: it comes at once, stands before all else when its learner returns, and is never lost."""

from dataclasses import replace

import pytest

from bot.model.alert import AlertKind
from bot.model.classroom import Classroom
from bot.model.delivery import Lane
from bot.model.dialogue import Asking, AtMenu, Learning
from bot.model.effects import Enrol, Ignore, MoveQuestion, RaiseAlert, Say
from bot.model.events import Arrived, ChoicePressed, Event, MentorAnswered, QuestionOverdue, Returned, TextReceived
from bot.model.ids import ChoiceId, ClassCode, LearnerId, LessonId, QuestionId
from bot.model.message import Author, Kind
from bot.model.question import Move, QuestionState, Thread, WordsKind
from tests.bank import SECOND
from tests.play import MORNING, Play
from tests.questions import (
    ANSWERED,
    ASKED,
    NOTE,
    answered,
    asked,
    asker,
    decided,
    kinds,
    news,
    said,
    scene,
    thread,
    with_threads,
)

CLASS = Classroom(3, ClassCode("bgh234"), SECOND.track, "Lớp", "Cô Hoa", "Thôn 3")
REACTIONS = ("Tôi hiểu rồi", "Tôi chưa hiểu", "Báo việc không ổn")


def got(step: str = "mot", found: Thread | None = None) -> Play:
    """A learner at that step to whom an answer has just come."""
    play = with_threads(asker(step), found or answered())
    play.happen(MentorAnswered(QuestionId(5)))
    return play


def test_an_answer_comes_at_once_and_is_marked_as_a_humans() -> None:
    play = got()
    (shown,) = play.effects
    assert isinstance(shown, Say)
    assert (shown.key, shown.lane) == ("question:5", Lane.MENTOR)
    assert (shown.message.kind, shown.message.author, shown.message.is_silent) == (Kind.ANSWER, Author.HUMAN, False)
    assert play.tells("question.answer", name="Cô Lan", question=ASKED)
    assert ANSWERED in play.words()
    assert play.labels() == (*REACTIONS, "Học tiếp")


def test_at_night_it_comes_without_a_sound() -> None:
    play = with_threads(asker(), answered())
    play.now = MORNING.replace(hour=16)
    shown = news(play, MentorAnswered(QuestionId(5)))
    assert shown is not None
    assert shown.is_silent


def test_the_place_is_kept_and_the_check_can_still_be_answered() -> None:
    play = asker("mot")
    before = play.place
    with_threads(play, answered())
    play.happen(MentorAnswered(QuestionId(5)))
    kept = ("scene", "bookmark", "turn", "profile")
    assert [getattr(play.place, name) for name in kept] == [getattr(before, name) for name in kept]
    play.types("B")
    assert play.tells("check.right") or play.said[-1].kind is Kind.FEEDBACK


@pytest.mark.parametrize(
    "gone", [None, thread(), thread(asked(5, QuestionState.WITHDRAWN)), thread(asked(5, QuestionState.CLAIMED))]
)
def test_an_answer_that_is_gone_meanwhile_is_none(gone: Thread | None) -> None:
    play = asker()
    play.known = replace(play.known, thread=gone)
    assert news(play, MentorAnswered(QuestionId(5))) is None
    assert isinstance(play.effects[0], Ignore)


def test_what_is_held_and_what_is_noted_reach_nobody() -> None:
    held = said(WordsKind.MENTOR, "Gửi mã OTP cho cô", is_held=True)
    found = answered(words=(*answered().words, held, said(WordsKind.NOTE, NOTE)))
    play = got(found=found)
    assert ANSWERED in play.words()
    assert NOTE not in play.words()
    assert "OTP" not in play.words()


RETURNS: dict[str, Event] = {
    "opened": Arrived(),
    "a lesson's page": Arrived(LessonId("hai-bai")),
    "the page of the lesson at hand": Arrived(LessonId("mot-bai")),
    "the door of a class": Arrived(code=CLASS.code),
    "the door of no class": Arrived(code="xxxxxx"),
    "/start": TextReceived("/start"),
    "/start and a code": TextReceived(f"/start {CLASS.code}"),
    "a return code": Returned(),
    "a return code and a door": Returned(CLASS.code),
}


@pytest.mark.parametrize("days", [0, 3, 8, 40])
@pytest.mark.parametrize("how", RETURNS)
def test_it_comes_first_whatever_way_one_returns(how: str, days: int) -> None:
    play = got()
    play.classrooms = (CLASS,)
    play.waits(days=days)
    play.happen(RETURNS[how])
    assert (play.said[-1].kind, play.said[-1].author) == (Kind.ANSWER, Author.HUMAN)
    assert ANSWERED in play.words()
    assert play.labels()[:3] == REACTIONS
    assert play.state.unread == 5
    is_class = CLASS.code in str(RETURNS[how])
    assert any(isinstance(effect, Enrol) for effect in play.effects) is is_class
    play.presses("Tôi hiểu rồi")
    assert decided(play) == (MoveQuestion(QuestionId(5), Move.UNDERSTAND),)
    assert play.tells("question.thanks", name="Cô Lan")
    is_led_back = days > 3 and how not in {"a lesson's page", "the page of the lesson at hand", "the door of no class"}
    assert scene(play) == (AtMenu() if is_led_back else Learning())
    assert any(label.startswith("Học tiếp") for label in play.labels()) or not is_led_back, "after it the way back"


@pytest.mark.parametrize("words", ["xin chào", "1"])
def test_it_comes_first_for_whoever_writes_after_days(words: str) -> None:
    play = got()
    play.waits(days=9)
    play.types(words)
    assert play.said[-1].kind is Kind.ANSWER
    assert scene(play) == AtMenu()


def test_it_comes_first_also_once_time_has_closed_it() -> None:
    play = got()
    with_threads(play, thread(asked(5, QuestionState.CLOSED)))
    play.waits(days=8)
    play.opens()
    assert play.said[-1].kind is Kind.ANSWER
    play.presses("Tôi hiểu rồi")
    assert not decided(play)
    assert play.tells("question.thanks_late")
    play.opens()
    assert play.said[-1].kind is not Kind.ANSWER


def test_what_was_seen_and_then_closed_by_time_is_not_shown_again() -> None:
    for closed, is_first in ((None, False), (thread(asked(5, QuestionState.CLOSED)), True)):
        for is_seen in (False, True):
            play = got()
            seen = replace(closed, is_seen=is_seen) if closed is not None else None
            play.known = replace(play.known, thread=seen)
            play.happen(QuestionOverdue(QuestionId(5)))
            assert isinstance(play.effects[0], Ignore)
            assert (play.state.unread == 5) is (is_first and not is_seen)
            play.opens()
            assert (play.said[-1].kind is Kind.ANSWER) is (is_first and not is_seen)


def test_whoever_has_reacted_or_gone_on_is_not_shown_it_again() -> None:
    for label in (*REACTIONS, "Học tiếp"):
        play = got()
        play.presses(label)
        assert play.state.unread is None
        play.types("/huy")
        play.opens()
        assert play.said[-1].kind is not Kind.ANSWER


def test_of_two_answers_the_other_one_follows() -> None:
    play = with_threads(asker("mot"), answered(6, text="việc hai"), answered())
    play.happen(MentorAnswered(QuestionId(5)))
    play.presses("Tôi hiểu rồi")
    assert play.tells("question.thanks", name="Cô Lan")
    assert play.tells("question.answer", name="Cô Lan", question="việc hai") or "việc hai" in play.words()
    assert play.state.unread == 6


def test_who_does_not_understand_asks_another_one_and_may_say_why() -> None:
    play = got()
    play.presses("Tôi chưa hiểu")
    assert decided(play) == (MoveQuestion(QuestionId(5), Move.NOT_UNDERSTAND),)
    assert scene(play) == Asking(QuestionId(5), back=Learning())
    assert play.labels() == ("Không viết thêm",)
    with_threads(play, thread(asked(5)))
    play.types("tôi không thấy cái kẹp giấy nào")
    assert decided(play) == (MoveQuestion(QuestionId(5), Move.ASK_ON, "tôi không thấy cái kẹp giấy nào"),)
    assert scene(play) == Learning()
    for state, moves in (
        (QuestionState.CLOSED, (MoveQuestion(QuestionId(5), Move.REOPEN),)),
        (QuestionState.CLAIMED, ()),
    ):
        play = got()
        with_threads(play, thread(asked(5, state)))
        play.presses("Tôi chưa hiểu")
        assert decided(play) == moves


def test_what_is_wrong_with_it_is_told_to_an_admin() -> None:
    play = got()
    play.presses("Báo việc không ổn")
    assert decided(play) == (RaiseAlert(AlertKind.REPORTED, QuestionId(5), ANSWERED),)
    assert play.tells("question.reported", contact="1022")
    play = got()
    with_threads(play, thread(asked(5, QuestionState.CLAIMED)))
    play.presses("Báo việc không ổn")
    assert decided(play) == (RaiseAlert(AlertKind.REPORTED, QuestionId(5), ""),)


def test_somebody_elses_answer_is_none_of_theirs() -> None:
    for choice in ("q:ok:5", "q:ok", "q:ok:x", "q:x:5"):
        play = asker()
        mine = choice == "q:x:5"
        found = answered() if mine else thread(asked(5, QuestionState.ANSWERED, learner=LearnerId(99)))
        play.known = replace(play.known, thread=found)
        play.happen(ChoicePressed(ChoiceId(choice)))
        assert not decided(play)
        assert play.tells("unclear.old_choice")


def test_the_name_of_whoever_answered_is_said_even_where_they_hold_it_no_more() -> None:
    play = got(found=replace(answered(), holder_name=""))
    play.presses("Tôi hiểu rồi")
    assert play.tells("question.thanks", name="Cô Lan")


def test_words_below_an_answer_may_be_meant_for_whoever_wrote_it() -> None:
    play = got("mo-dau")
    play.types("nhưng máy tôi không có hình đó")
    assert play.tells("question.aside", question="nhưng máy tôi không có hình đó")
    play.presses("Gửi cho Cô Lan")
    assert decided(play) == (MoveQuestion(QuestionId(5), Move.ASK_ON, "nhưng máy tôi không có hình đó"),)
    play = got("mo-dau")
    play.types("nhưng máy tôi không có hình đó")
    play.presses("Thôi, không gửi")
    assert play.state.unsent is None
    assert scene(play) == Learning()
    play.types("nhưng máy tôi không có hình đó")
    assert play.tells("unclear.text"), "the answer is not the newest message any more"


def test_thanks_below_an_answer_are_a_reaction() -> None:
    play = got("mo-dau")
    play.types("cảm ơn cô")
    assert decided(play) == (MoveQuestion(QuestionId(5), Move.UNDERSTAND),)
    play = got("mo-dau")
    with_threads(play, thread(asked(5, QuestionState.CLOSED)))
    play.types("sao lại thế")
    assert not decided(play)
    assert play.tells("unclear.text")


def test_a_class_does_not_lose_it() -> None:
    play = got()
    play.classrooms = (CLASS,)
    play.happen(Arrived(code=CLASS.code))
    assert kinds(play.effects) == ["Enrol", "Say"]
    assert play.tells("class.joined", number="3", title="Lớp")
    assert ANSWERED in play.words()


def test_somebody_under_16_reads_below_it_what_nobody_may_ask() -> None:
    play = got()
    consent = play.state.profile.consent
    assert consent is not None
    young = replace(play.state.profile, consent=replace(consent, by_guardian=True))
    play.state = replace(play.state, profile=young)
    play.opens()
    assert play.tells("question.young")
