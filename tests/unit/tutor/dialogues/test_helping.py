"""Whoever helped notes it; whoever was helped says so by one tap, as a learner or as a visitor."""

from dataclasses import replace

import pytest

from bot.model.dialogue import AtMenu, Helping, HelpingStage, Learning, WelcomeStage, Welcoming
from bot.model.effects import ConfirmHelp, NoteHelp
from bot.model.events import Arrived, ChoicePressed
from bot.model.helps import MOST_MINUTES, MOST_PEOPLE, OFTEN, Given, OnTopic, Standing, Tally, Work
from bot.model.ids import ChoiceId, ClassCode, HelpCode, TrackId
from bot.model.question import Queue
from bot.tutor.context import Facts
from bot.tutor.helps import new_code
from tests.bank import FIRST, catalog, shelves
from tests.play import Play, learner
from tests.scenes import GIVEN, HELPER, SCENES, helper, newcomer
from tests.transcripts.transcript import CLASSES

TOPIC = "Làm quen với AI"
CODE = GIVEN.code


def press(play: Play, choice: str) -> None:
    play.happen(ChoicePressed(ChoiceId(choice)))


def at(stage: str) -> Play:
    return SCENES[f"help: {stage}"]()


def test_a_help_is_noted_in_four_taps_with_a_code_for_the_neighbour() -> None:
    play = helper()
    play.url = "https://hoc.example.vn"
    play.types("tôi vừa giúp một người")
    assert play.labels() == ("Làm quen với AI", "Việc khác", "Quay lại")
    play.presses("Làm quen với AI")
    assert play.labels() == ("5 phút", "15 phút", "30 phút", "1 giờ")
    play.presses("15 phút")
    assert play.labels() == ("1 người", "2 người", "3 người", "4 người", "5 người")
    play.presses("1 người")
    assert "Làm quen với AI, 15 phút, 1 người" in play.words()
    play.presses("Có, lấy mã")
    code = new_code(play.draw)
    assert play.helped == [NoteHelp(FIRST.track, 15, 1, code)]
    assert f"https://hoc.example.vn/j/{code}" in play.words()
    assert f"xác nhận {code}" in play.words()
    assert "20:30" in play.words(), "twelve hours from half past eight on"
    assert play.state.scene == Learning()
    press(play, "g:alone")
    assert play.tells("unclear.old_choice"), "it was noted once"
    assert len(play.helped) == 1


def test_without_an_address_of_the_web_there_are_words_to_type() -> None:
    play = at("noted")
    assert "/j/" not in play.words()
    assert play.tells("helping.by_words_alone", code=new_code(play.draw))


def test_without_a_telephone_beside_it_is_noted_as_unconfirmed() -> None:
    play = at("people")
    play.types("12 người")
    play.presses("Không, cứ ghi")
    assert play.helped == [NoteHelp(None, 15, 12)]
    assert play.tells("helping.unconfirmed")
    assert play.choice("Tôi vừa giúp một người").id == "g:start"


def test_time_and_people_may_be_typed_and_what_cannot_be_is_asked_again() -> None:
    play = at("minutes")
    for typed in ("lâu lắm", "0", "9999"):
        play.types(typed)
        assert play.tells("helping.minutes_unread", most=MOST_MINUTES)
    play.types("1 tiếng rưỡi")
    assert play.state.scene == Helping(HelpingStage.PEOPLE, None, 90)
    play.types("cả xóm")
    assert play.tells("helping.people_unread", most=MOST_PEOPLE)
    play.types("mười người")
    assert "Việc khác, 1 giờ 30 phút, 10 người" in play.words()
    play.types("lung tung")
    assert play.state.scene == Helping(HelpingStage.BESIDE, None, 90, 10)


def test_an_older_question_may_be_answered_anew_and_none_is_skipped() -> None:
    play = at("topic")
    for early in ("g:minutes:5", "g:people:2", "g:code", "g:topic:gone", "g:x"):
        press(play, early)
        assert play.state.scene == Helping()
        assert play.tells("unclear.old_choice")
    play = at("beside")
    press(play, "g:minutes:30")
    assert play.state.scene == Helping(HelpingStage.PEOPLE, None, 30, 2)
    press(play, "g:minutes:999")
    assert play.tells("unclear.old_choice")
    press(play, "g:other")
    press(play, "g:people:2")
    assert play.tells("unclear.old_choice"), "how long is asked first"
    assert play.helped == []


def test_one_may_leave_without_noting_anything() -> None:
    play = at("beside")
    play.presses("Thôi, không ghi")
    assert play.state.scene == Learning()
    assert play.tells("helping.left")
    play.waits(minutes=1)
    play.state = replace(play.state, scene=Helping(), bookmark=None)
    press(play, "g:leave")
    assert (play.state.scene, play.helped) == (AtMenu(), [])


def test_of_many_tracks_a_page_is_shown_at_a_time() -> None:
    play = learner(known=Facts(staff=HELPER), bank=shelves())
    play.types("/giupmotnguoi")
    assert "Xem thêm" in play.labels()
    first = play.labels()
    play.presses("Xem thêm")
    assert set(play.labels()) & set(first) == {"Việc khác", "Quay lại"}
    press(play, "g:topics:99")
    assert play.labels() == first


def test_whoever_has_no_post_notes_nothing() -> None:
    play = learner()
    play.types("/giupmotnguoi")
    assert play.tells("helping.none")
    assert play.state.scene == Learning()
    play = at("beside")
    play.known = Facts()
    play.presses("Có, lấy mã")
    assert play.tells("helping.none")
    assert play.helped == []
    play.types("/dagiup")
    assert play.tells("helping.none")


def test_the_mentors_questions_offer_it() -> None:
    play = learner(known=Facts(staff=HELPER, queue=Queue()))
    play.types("/cauhoi")
    play.presses("Tôi vừa giúp một người")
    assert play.state.scene == Helping()


def test_the_record_tells_confirmed_and_unconfirmed_apart() -> None:
    month = Tally((OnTopic(FIRST.track, 75, 3, 30, 2),), 4, 1)
    overall = Tally((OnTopic(FIRST.track, 120, 6), OnTopic(TrackId("gone"), 0, 0, 5, 1), OnTopic(None)), 12, 3)
    play = learner(known=Facts(staff=HELPER, work=Work(month, overall)))
    play.types("/dagiup")
    words = play.words()
    assert "Làm quen với AI: 1 giờ 15 phút, 3 người; 30 phút, 2 người chưa xác nhận" in words
    assert "Câu hỏi đã trả lời: 4. Buổi học đã mở: 1." in words
    assert "Làm quen với AI: 2 giờ, 6 người\n" in words
    assert "Việc khác: 5 phút, 1 người chưa xác nhận" in words
    assert "Cộng lại: 2 giờ, 6 người; 5 phút, 1 người chưa xác nhận" in words
    press(play, "g:work")
    assert play.words() == words


def asked(play: Play, given: Given = GIVEN) -> Play:
    play.known = replace(play.known, given=given)
    play.types(f"xác nhận {given.code}")
    return play


def test_a_visitor_confirms_by_one_tap_and_becomes_nobody() -> None:
    play = newcomer()
    play.known = Facts(given=GIVEN)
    play.happen(Arrived(code=CODE))
    assert f"Anh Nam vừa giúp bạn về “{TOPIC}”, đúng không?" in play.words()
    play.presses("Đúng vậy")
    assert play.helped == [ConfirmHelp(CODE)]
    assert play.tells("confirm.thanks")
    assert play.state.scene == Welcoming(WelcomeStage.NOTICE)
    assert not play.rows.is_learner


def test_a_learner_confirms_in_the_middle_of_a_lesson_and_stays_there() -> None:
    play = asked(learner())
    place = play.state.bookmark
    play.types("đúng vậy")
    assert play.helped == [ConfirmHelp(CODE)]
    assert (play.state.scene, play.state.bookmark) == (Learning(), place)


def test_no_counts_nothing_and_is_thanked_for() -> None:
    play = asked(learner())
    play.presses("Không phải")
    assert play.tells("confirm.denied")
    assert play.helped == []


def test_what_is_not_known_of_a_help_is_left_out() -> None:
    play = asked(learner(), replace(GIVEN, name="", topic=None))
    assert "Một người hỗ trợ vừa giúp bác, đúng không?" in play.words()
    assert "về" not in play.words().partition("?")[0]


@pytest.mark.parametrize("standing", [each for each in Standing if each is not Standing.OPEN])
def test_whoever_cannot_confirm_hears_why(standing: Standing) -> None:
    key = f"confirm.closed.{standing}"
    play = asked(learner(), replace(GIVEN, standing=standing))
    assert play.tells(key, name="Anh Nam", most=OFTEN)
    press(play, f"z:yes:{CODE}")
    assert play.tells(key, name="Anh Nam", most=OFTEN)
    assert play.helped == []


@pytest.mark.parametrize("typed", ["/xacnhan", "/xacnhan x", "xác nhận bgh234"])
def test_a_wrong_code_is_told_how_a_right_one_is_typed(typed: str) -> None:
    for play in (newcomer(), asked(learner())):
        play.types(typed)
        assert play.tells("confirm.unknown")
    press(play, "z:yes:bgh234")
    assert play.tells("confirm.unknown")
    press(play, f"z:x:{CODE}")
    assert play.tells("unclear.old_choice")
    assert play.helped == []


def test_a_code_that_is_also_a_classes_leads_into_the_class() -> None:
    play = learner(classrooms=CLASSES, bank=catalog())
    play.known = Facts(given=replace(GIVEN, code=HelpCode(CLASSES[0].code)))
    play.happen(Arrived(code=ClassCode(CLASSES[0].code)))
    assert play.state.attending is not None
