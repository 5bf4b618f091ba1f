"""The week of a class: counts of many, what comes next, and a text to paste; never what one of them did."""

from dataclasses import replace

from bot.model.classroom import Classroom
from bot.model.ids import ClassCode, LearnerId, LessonId, TrackId
from bot.model.roster import Member, Roster, Week
from bot.model.text import Preformatted, plain
from bot.tutor.weekly import FEWEST
from tests.bank import FIRST, SECOND
from tests.play import NUMBER, Play, learner
from tests.staffed import staff_of

CODE = ClassCode("bgh234")
CLASS = Classroom(3, CODE, FIRST.track, "Chiều thứ Bảy", "Cô Hoa", "Nhà văn hoá thôn 3")
WEEK = Week(here=12, came=9, finished=1_204, answered=3, done={FIRST.id: 10, SECOND.id: 2})
ROSTER = Roster(
    CLASS, ((LearnerId(NUMBER), "Cô Hoa"),), 20, (Member(1, "Bác Năm", 2, learner=LearnerId(31)),), week=WEEK
)


def shown(roster: Roster, url: str = "https://hoc.example.vn") -> Play:
    """Its mentor, who has asked for the week."""
    play = learner(url=url)
    play.known = replace(play.known, led=(roster,), staff=staff_of(name="Cô Hoa"))
    play.types("/lop")
    play.presses("Lớp 3: Chiều thứ Bảy")
    play.presses("Bản tin tuần")
    return play


def pasted(play: Play) -> str:
    text = play.said[-1].text[-1]
    assert isinstance(text, Preformatted)
    return text.text


def test_the_card_counts_what_many_did_and_says_what_comes_next() -> None:
    play = shown(ROSTER)
    assert "Lớp 3: Chiều thứ Bảy · tuần 17/11–24/11" in play.words()
    for words in (
        *("- 12 người vào học", "- 9 người đến buổi học", "- 1.204 bài học xong"),
        *("- 3 câu hỏi đã có người trả lời", f"Bài tiếp theo của lớp: {SECOND.titles['vi']}"),
    ):
        assert words in play.words(), words
    play.presses("Quay lại")
    assert "Bản tin tuần" in play.labels()


def test_the_text_to_paste_names_nobody_but_the_mentor() -> None:
    play = shown(ROSTER)
    assert pasted(play).splitlines() == [
        "Lớp 3: Chiều thứ Bảy, tuần 17/11–24/11",
        "· 12 người vào học",
        "· 9 người đến buổi học",
        "· 1.204 bài học xong",
        "· 3 câu hỏi đã có người trả lời",
        f"Tuần tới cùng học: {SECOND.titles['vi']}",
        "Bận thì học lúc nào cũng được, mỗi bài chừng 5 phút: https://hoc.example.vn/j/bgh234",
        "Lúc bí, cứ hỏi Cô Hoa, Nhà văn hoá thôn 3.",
    ]
    assert "Bác Năm" not in play.words()


def test_without_an_address_the_code_is_told() -> None:
    assert "Mã lớp: bgh234" in pasted(shown(ROSTER, url=""))


def test_of_very_few_people_nothing_is_counted() -> None:
    play = shown(replace(ROSTER, seated=FEWEST - 1))
    assert play.tells("weekly.too_few", least=FEWEST)
    assert "người vào học" not in play.words()
    assert "·" not in pasted(play)


def test_a_quiet_week_is_told_as_one() -> None:
    play = shown(replace(ROSTER, week=None))
    assert play.tells("weekly.nothing")
    assert f"Tuần tới cùng học: {FIRST.titles['vi']}" in pasted(play)


def test_at_the_end_of_a_track_and_without_one_nothing_comes_next() -> None:
    done = shown(replace(ROSTER, week=replace(WEEK, done={FIRST.id: 20, SECOND.id: 20, LessonId("x"): 1})))
    assert "Tuần tới" not in pasted(done)
    gone = shown(replace(ROSTER, classroom=replace(CLASS, track=TrackId("gone"))))
    assert "Tuần tới" not in plain(gone.said[-1].text)


def test_in_a_class_of_one_a_lesson_that_one_has_finished_is_behind() -> None:
    play = shown(replace(ROSTER, seated=1, week=Week(done={FIRST.id: 1})))
    assert SECOND.titles["vi"] in pasted(play)
