"""Alerts: what an admin reads of each kind, what they decide, and what the second one hears."""

from dataclasses import replace

import pytest

from bot.model.alert import Alert, AlertKind, Ruling
from bot.model.class_effects import ApproveClass, HandOver, RefuseClass
from bot.model.effects import EndPosts, Ignore, SettleAlert
from bot.model.events import AlertRaised, AnswerJudged, ChoicePressed
from bot.model.ids import AlertId, ChoiceId, LearnerId, PostId, QuestionId
from bot.model.question import Circle, Question, QuestionState, Thread, Words, WordsKind
from bot.model.staff import Post, Role, Staff
from tests.play import MORNING, NUMBER, Play, learner
from tests.staffed import COMMUNE, knowing, staff_of

HOA = LearnerId(7)
PEOPLE = (Staff(HOA, "Cô Hoa", (Post(PostId(3), Role.MENTOR, COMMUNE), Post(PostId(4), Role.HELPER, COMMUNE))),)
ASKED = Question(
    QuestionId(5),
    LearnerId(9),
    "vi",
    MORNING,
    MORNING,
    Circle.COMMUNE,
    QuestionState.CLAIMED,
    place=COMMUNE,
    holder=HOA,
)
HELD = Words(WordsKind.MENTOR, "Bác gửi cháu mã OTP nhé", MORNING, "Cô Hoa", HOA, is_held=True)
SAID = (
    Words(WordsKind.LEARNER, "Mở máy kiểu gì?", MORNING),
    Words(WordsKind.NOTE, "bác này nặng tai", MORNING, "", HOA),
    HELD,
)
THREAD = Thread(ASKED, SAID, holder_name="Cô Hoa")


def alert(kind: AlertKind, **changed: object) -> Alert:
    found = Alert(AlertId(2), kind, "question:5", "Bác gửi cháu mã OTP nhé", MORNING, COMMUNE, LearnerId(9), HOA)
    return replace(found, **changed)  # type: ignore[arg-type]  # an alert's own fields, by name


def admin(found: Alert | None, thread: Thread | None = THREAD) -> Play:
    """An admin who is told of an alert, if there is one."""
    play = learner()
    play.known = knowing(staff_of(), alert=found, thread=thread, people=PEOPLE, alerts=(found,) if found else ())
    if found is not None and not found.is_settled:
        play.happen(AlertRaised(AlertId(2)))
    return play


def answered(thread: Thread = THREAD) -> Thread:
    words = (*thread.words[:2], replace(HELD, is_held=False))
    return replace(thread, question=replace(ASKED, state=QuestionState.ANSWERED), words=words)


def settled(ruling: Ruling) -> SettleAlert:
    return SettleAlert(AlertId(2), ruling, QuestionId(5))


def test_a_held_answer_is_read_as_it_would_arrive_and_let_go() -> None:
    play = admin(alert(AlertKind.HELD))
    assert "Xã Tân Cương" in play.words()
    assert "Mở máy kiểu gì?" in play.words()
    assert "Bác gửi cháu mã OTP nhé" in play.words()
    assert "nặng tai" not in play.words()
    assert play.labels() == ("Cho gửi", "Không gửi", "Việc cần xem")
    play.presses("Cho gửi")
    assert play.decided == [settled(Ruling.RELEASE)]
    assert play.tells("alerts.done.release")


def test_an_admin_reads_why_an_answer_is_held_with_the_words_that_show_it() -> None:
    text = "Bác đọc mã OTP cho cháu nhé, gọi số 0912 345 678, đọc mã OTP cho cháu."
    words = (SAID[0], replace(HELD, text=text))
    play = admin(alert(AlertKind.HELD), replace(THREAD, words=words))
    assert "Vì sao bị giữ:" in play.words()
    assert "Hỏi mã OTP hoặc mã xác nhận: “" in play.words()
    assert "lời hẹn trao đổi riêng: “gọi số [số điện thoại]”" in play.words()
    calm = admin(alert(AlertKind.HELD), replace(THREAD, words=(SAID[0], replace(HELD, text="Bác bấm nút xanh nhé."))))
    assert "Vì sao bị giữ" not in calm.words(), "the rules of today may let it pass"


def test_a_held_answer_is_not_sent() -> None:
    play = admin(alert(AlertKind.HELD))
    play.presses("Không gửi")
    assert play.decided == [settled(Ruling.WITHHOLD)]


@pytest.mark.parametrize(
    "thread",
    [
        replace(THREAD, question=replace(ASKED, state=QuestionState.OPEN, holder=None)),
        replace(THREAD, question=replace(ASKED, holder=LearnerId(8))),
        replace(THREAD, words=(SAID[0], replace(HELD, made_at=MORNING.replace(hour=0)))),
        answered(),
    ],
)
def test_what_was_held_for_a_question_that_has_moved_on_is_not_sent(thread: Thread) -> None:
    play = admin(alert(AlertKind.HELD), thread)
    assert play.tells("alerts.moved_on")
    assert play.labels() == ("Đã xem", "Việc cần xem")
    play.happen(ChoicePressed(ChoiceId("e:release:2")))
    assert (play.decided, play.tells("alerts.held", place="Xã Tân Cương")) == ([], True)
    play.presses("Đã xem")
    assert play.decided == [settled(Ruling.SEEN)]


def test_what_a_learner_reported_is_read_with_all_around_it() -> None:
    play = admin(alert(AlertKind.REPORTED), answered())
    assert "Cô Hoa trả lời:" in play.words()
    assert "nặng tai" not in play.words(), "notes are for those who help"
    assert play.labels() == ("Đã xem", "Chuyển người khác", "Thu hồi vai trò", "Việc cần xem")
    play.presses("Chuyển người khác")
    assert play.decided == [settled(Ruling.REASSIGN)]


def test_a_post_is_taken_back_over_a_report_and_somebody_else_answers() -> None:
    play = admin(alert(AlertKind.REPORTED), answered())
    play.presses("Thu hồi vai trò")
    assert "Người hướng dẫn · Xã Tân Cương, Người giúp ở lớp · Xã Tân Cương" in play.words()
    play.presses("Quay lại")
    play.presses("Thu hồi vai trò")
    play.presses("Thu hồi")
    assert play.decided == [EndPosts(HOA, (PostId(3), PostId(4))), settled(Ruling.REASSIGN)]


def test_what_cannot_be_asked_again_is_only_seen() -> None:
    withdrawn = replace(answered(), question=replace(ASKED, state=QuestionState.WITHDRAWN, holder=None))
    play = admin(alert(AlertKind.REPORTED), withdrawn)
    assert play.labels()[0] == "Đã xem"
    assert "Chuyển người khác" not in play.labels()
    play.presses("Thu hồi vai trò")
    play.presses("Thu hồi")
    assert play.decided[-1] == settled(Ruling.SEEN)
    gone = admin(alert(AlertKind.REPORTED), None)
    assert "Bác gửi cháu mã OTP nhé" in gone.words()
    assert "Chuyển người khác" not in gone.labels()


def test_whose_posts_are_not_within_reach_cannot_be_taken_back() -> None:
    play = admin(alert(AlertKind.REPORTED, about=LearnerId(8)), answered())
    assert "Thu hồi vai trò" not in play.labels()
    play.happen(ChoicePressed(ChoiceId("e:revoke:2")))
    assert play.tells("unclear.old_choice")
    play = admin(alert(AlertKind.REPORTED), answered())
    play.presses("Thu hồi vai trò")
    play.known = replace(play.known, office=replace(play.known.office, people=()))
    play.presses("Thu hồi")
    assert (play.decided, play.tells("unclear.old_choice")) == ([], True)


def test_taking_back_counts_only_where_it_was_asked_for() -> None:
    play = admin(alert(AlertKind.REPORTED), answered())
    play.happen(ChoicePressed(ChoiceId("e:revoked:2")))
    assert (play.decided, play.labels()[0]) == ([], "Đã xem")


def test_a_question_that_nobody_took_can_be_taken_by_the_admin() -> None:
    waiting = Thread(replace(ASKED, state=QuestionState.OPEN, holder=None, circle=Circle.ADMINS), SAID[:1])
    play = admin(alert(AlertKind.STUCK, about=None, words=""), waiting)
    assert "Mở máy kiểu gì?" in play.words()
    assert play.labels() == ("Xem cả câu hỏi", "Đã xem", "Việc cần xem")
    assert play.choice("Xem cả câu hỏi").id == "h:see:5"
    play = admin(alert(AlertKind.STUCK, about=None, words=""), None)
    assert play.labels() == ("Đã xem", "Việc cần xem")


def test_the_request_for_a_class_is_approved_or_declined() -> None:
    found = alert(AlertKind.CLASS, thing="class:12", about=None, words="Lớp sáng thứ Bảy, Cô Hoa")
    play = admin(found, None)
    assert "Lớp sáng thứ Bảy, Cô Hoa" in play.words()
    play.presses("Duyệt")
    assert (play.tended, play.decided) == ([ApproveClass(12)], [SettleAlert(AlertId(2), Ruling.APPROVE)])
    play = admin(found, None)
    play.presses("Từ chối")
    assert (play.tended, play.decided) == ([RefuseClass(12)], [SettleAlert(AlertId(2), Ruling.DECLINE)])


def test_the_second_admin_hears_who_was_first() -> None:
    play = admin(alert(AlertKind.HELD))
    play.known = replace(
        play.known,
        office=replace(play.known.office, alert=alert(AlertKind.HELD, is_settled=True, settled_by="Chú Ba")),
    )
    play.presses("Cho gửi")
    assert (play.decided, "Chú Ba đã lo việc này rồi." in play.words()) == ([], True)
    play.known = replace(play.known, office=replace(play.known.office, alert=alert(AlertKind.HELD, is_settled=True)))
    play.happen(ChoicePressed(ChoiceId("e:see:2")))
    assert play.tells("alerts.settled_already")


def test_of_what_is_settled_or_gone_nothing_is_said() -> None:
    for found in (None, alert(AlertKind.HELD, is_settled=True)):
        play = admin(found)
        said = len(play.said)
        play.happen(AlertRaised(AlertId(2)))
        assert isinstance(play.effects[0], Ignore)
        assert len(play.said) == said
    play = admin(None)
    play.happen(ChoicePressed(ChoiceId("e:see:2")))
    assert play.tells("alerts.gone")
    play.happen(ChoicePressed(ChoiceId("e:see:x")))
    assert play.tells("unclear.old_choice")


def test_what_waits_is_listed() -> None:
    play = admin(alert(AlertKind.REPORTED), answered())
    play.types("/việc")
    assert "Có 1 việc" in play.words()
    play.presses("24/11: người học báo")
    assert "Cô Hoa trả lời:" in play.words()
    play.presses("Việc cần xem")
    assert "Có 1 việc" in play.words()
    empty = admin(None)
    empty.types("/viec")
    assert empty.tells("alerts.empty")


def test_only_an_admin_sees_alerts() -> None:
    play = learner()
    play.known = knowing(staff_of(Role.MENTOR), alert=alert(AlertKind.HELD))
    play.types("/viec")
    assert play.tells("alerts.none")
    play.happen(ChoicePressed(ChoiceId("e:release:2")))
    assert (play.tells("alerts.none"), play.decided) == (True, [])


def test_an_admin_of_everywhere_reads_where_it_was() -> None:
    play = admin(alert(AlertKind.STUCK, place=None), THREAD)
    assert "Toàn hệ thống" in play.words()


def mentor(thread: Thread | None) -> Play:
    play = learner()
    play.known = replace(knowing(staff_of(Role.MENTOR)), thread=thread)
    return play


MINE = replace(THREAD, question=replace(ASKED, holder=LearnerId(NUMBER)))


@pytest.mark.parametrize(
    ("is_sent", "key", "label"),
    [(True, "mentor.released", "Xem cả câu hỏi"), (False, "mentor.withheld", "Viết câu trả lời")],
)
def test_whoever_wrote_what_was_held_hears_what_became_of_it(is_sent: bool, key: str, label: str) -> None:
    play = mentor(MINE)
    play.happen(AnswerJudged(QuestionId(5), is_sent))
    assert play.tells(key)
    assert play.labels() == (label,)


@pytest.mark.parametrize("thread", [None, THREAD, replace(THREAD, question=replace(ASKED, holder=None))])
def test_of_a_question_that_is_another_ones_they_hear_nothing(thread: Thread | None) -> None:
    play = mentor(thread)
    play.happen(AnswerJudged(QuestionId(5), is_sent=False))
    assert isinstance(play.effects[0], Ignore)


def test_a_class_without_a_mentor_is_handed_to_one_of_those_who_may_lead_it() -> None:
    found = alert(AlertKind.LEADERLESS, thing="class:3", words="3. Chiều thứ Bảy (Thôn 3)", learner=None, about=None)
    play = admin(found, None)
    others = tuple(Staff(LearnerId(n), f"Cô {n}", (Post(PostId(n), Role.HELPER, COMMUNE),)) for n in range(20, 26))
    writer = Staff(LearnerId(40), "Anh Viết", (Post(PostId(40), Role.EDITOR, COMMUNE),))
    play.known = knowing(staff_of(), alert=found, people=(writer, *others), alerts=(found,))
    assert "3. Chiều thứ Bảy (Thôn 3)" in play.words()
    assert play.labels() == ("Giao lớp", "Đã xem", "Việc cần xem")
    play.presses("Giao lớp")
    assert play.labels() == ("Chú Tư", "Cô 20", "Cô 21", "Cô 22", "Cô 23", "Cô 24", "Xem thêm", "Quay lại")
    play.presses("Xem thêm")
    assert play.labels() == ("Cô 25", "Quay lại")
    for forged in ("e:hand_over:2:40", "e:hand_over:2:p9", "e:hand_over:2:"):
        play.happen(ChoicePressed(ChoiceId(forged)))
        assert (play.decided, play.labels()[0]) == ([], "Chú Tư")
    play.presses("Cô 20")
    assert play.tended == [HandOver(3, LearnerId(20))]
    assert play.decided == [SettleAlert(AlertId(2), Ruling.HAND_OVER)]
    assert play.tells("alerts.done.hand_over")


def test_no_other_alert_is_handed_over() -> None:
    play = admin(alert(AlertKind.STUCK))
    play.happen(ChoicePressed(ChoiceId("e:hand_over:2:7")))
    assert (play.decided, play.tells("alerts.stuck", place="Xã Tân Cương")) == ([], True)
