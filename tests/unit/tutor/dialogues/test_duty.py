"""Duty: at which hours, how much at once, what about, a while away, and leaving for good."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.effects import EndPosts, KeepHabits
from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId, PostId
from bot.model.staff import SHIFTS, Habits, Role, Shift, Staff
from tests.play import MORNING, Play, learner
from tests.staffed import ME, knowing, staff_of

HABITS = Habits("Cô Hoa")
LATER = MORNING + timedelta(hours=10)
STARTS = ((Shift.ALL_DAY, MORNING), (Shift.OFFICE, MORNING), (Shift.EVENING, LATER), (Shift.WEEKEND, None))


def mentor(habits: Habits | None = HABITS, staff: Staff | None = None) -> Play:
    play = learner()
    known = staff if staff is not None else staff_of(Role.MENTOR, name="Cô Hoa")
    play.known = knowing(known, habits=habits, shifts=STARTS)
    play.types("/trực")
    return play


def kept(play: Play) -> Habits:
    """What was kept last; from then on it is what there is to know."""
    decided = play.decided[-1]
    assert isinstance(decided, KeepHabits)
    play.known = replace(play.known, office=replace(play.known.office, habits=decided.habits))
    return decided.habits


def test_whoever_has_no_post_hears_so() -> None:
    play = learner()
    play.types("/truc")
    assert play.tells("duty.none")
    play.happen(ChoicePressed(ChoiceId("t:away")))
    assert (play.tells("duty.none"), play.decided) == (True, [])


def test_a_mentor_sees_what_they_do_where_and_when_they_are_there_next() -> None:
    play = mentor()
    assert "Người học biết bác là Cô Hoa." in play.words()
    for line in (
        "Người hướng dẫn · Xã Tân Cương",
        "Bác đang trong giờ trực.",
        "Giờ trực: Cả ngày",
        "Tin tóm tắt mỗi ngày: 19:30",
        "5 câu",
        "Chủ đề: bài nào cũng được",
    ):
        assert line in play.words()
    assert play.labels()[:2] == ("Tạm nghỉ", "Giờ trực")


def test_the_next_hours_are_those_of_the_chosen_shifts() -> None:
    play = mentor(replace(HABITS, periods=SHIFTS[Shift.EVENING] + SHIFTS[Shift.WEEKEND]))
    assert "Lần trực tới: 18:30 ngày 24/11/2026." in play.words()
    play = mentor(replace(HABITS, periods=SHIFTS[Shift.WEEKEND]))
    assert play.tells("duty.never")
    play = mentor(replace(HABITS, periods=((3, 60, 120),)))
    assert play.tells("duty.never")


def test_somebody_goes_away_for_a_while_and_comes_back() -> None:
    play = mentor()
    play.presses("Tạm nghỉ")
    assert kept(play).is_away
    assert play.tells("duty.is_away")
    play.presses("Trực lại")
    assert not kept(play).is_away


def test_several_shifts_are_chosen_and_dropped() -> None:
    play = mentor()
    play.presses("Giờ trực")
    assert play.labels()[0] == "Cả ngày, 7:00–21:00 ✓"
    play.presses("Buổi tối")
    assert kept(play).shifts == (Shift.EVENING,)
    play.presses("Cuối tuần")
    assert kept(play).shifts == (Shift.EVENING, Shift.WEEKEND)
    play.presses("Buổi tối")
    assert kept(play).shifts == (Shift.WEEKEND,)
    play.presses("Cuối tuần")
    assert kept(play).periods == (), "whoever names no hours is there all day"
    assert play.tells("duty.no_shift")
    assert not play.tells("duty.kept")
    play.presses("Giờ hành chính")
    play.presses("Cả ngày")
    assert kept(play).shifts == (Shift.ALL_DAY,)
    play.presses("Quay lại")
    assert "Giờ trực: Cả ngày" in play.words()


def test_the_hour_of_the_digest_and_the_number_at_once_are_chosen() -> None:
    play = mentor()
    play.presses("Giờ nhận tin")
    play.presses("17:00")
    assert kept(play).digest_minute == 17 * 60
    play.presses("Số câu")
    assert play.labels()[:10] == tuple(str(count) for count in range(1, 11))
    play.types("10")
    assert kept(play).most_open == 10


def test_urgent_questions_come_at_any_hour_or_on_duty_alone() -> None:
    play = mentor()
    play.presses("Câu gấp: chỉ báo")
    assert not kept(play).takes_urgent
    play.presses("Câu gấp: báo cả")
    assert kept(play).takes_urgent


def test_topics_are_chosen_and_none_means_any() -> None:
    play = mentor()
    track = play.bank.tracks[0]
    play.presses("Chủ đề")
    play.presses(track.titles["vi"])
    assert kept(play).topics == {track.id}
    play.presses(track.titles["vi"])
    assert kept(play).topics == frozenset()
    play.presses(track.titles["vi"])
    kept(play)
    play.presses("Quay lại")
    assert f"Chủ đề: {track.titles['vi']}" in play.words()


def test_what_is_so_already_is_not_kept_again() -> None:
    play = mentor()
    play.happen(ChoicePressed(ChoiceId("t:urgent")))
    assert (play.decided, play.tells("duty.kept")) == ([], True)


@pytest.mark.parametrize(
    "forged",
    [
        *("t:shift:night:on", "t:shift:evening:x", "t:digest:1", "t:digest:x", "t:count:0", "t:count:11", "t:count"),
        *("t:topic:x:on", "t:topic:lam-quen:x", "t:x", "t:left"),
    ],
)
def test_what_was_never_offered_changes_nothing(forged: str) -> None:
    play = mentor()
    play.happen(ChoicePressed(ChoiceId(forged)))
    assert (play.decided, play.tells("unclear.old_choice")) == ([], True)


def test_whoever_was_never_asked_begins_with_what_is_usual() -> None:
    play = mentor(None)
    assert "Người học biết bác là Cô Hoa." in play.words()
    play.presses("Tạm nghỉ")
    assert kept(play) == replace(HABITS, is_away=True)


def test_a_helper_has_no_hours_but_may_leave() -> None:
    play = mentor(staff=staff_of(Role.HELPER))
    assert play.labels() == ("Thôi việc", "Về trang chính")
    play.happen(ChoicePressed(ChoiceId("t:away")))
    assert (play.decided, play.tells("unclear.old_choice")) == ([], True)


def test_leaving_is_asked_about_once_more_and_thanked_for() -> None:
    play = mentor()
    play.presses("Thôi việc")
    play.presses("Quay lại")
    assert play.decided == []
    play.presses("Thôi việc")
    play.presses("Thôi mọi việc")
    assert play.decided == [EndPosts(ME, (PostId(1),))]
    assert "Cảm ơn Cô Hoa" in play.words()
