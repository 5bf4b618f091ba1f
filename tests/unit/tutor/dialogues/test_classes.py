"""Classes in the chat, step by step: opened, led, helped in, met and left; and every wrong turn on the way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.class_effects import (
    AddGuests,
    AddLeader,
    CloseClass,
    DropGuest,
    GiveBack,
    LeaveClass,
    LimitClass,
    NoteAttendance,
    OpenClass,
    OpenSession,
    ReportFull,
    StepDown,
    UniteMembers,
)
from bot.model.classroom import MOST_TITLE, Classroom
from bot.model.dialogue import AtMenu, Attending, ClassTask, Learning, State, Tending
from bot.model.effects import Ignore, Say
from bot.model.events import Arrived, ChoicePressed, ClassChange, ClassChanged, TextReceived
from bot.model.ids import ChoiceId, ClassCode, LearnerId, PlaceCode, PostId, SessionId, TrackId
from bot.model.place import Place, PlaceKind
from bot.model.roster import Member, Roster, Session
from bot.model.staff import Post, Role, Staff
from bot.tutor import class_news, classes, inviting, rosters
from bot.tutor.choices import PlainChoice
from bot.tutor.context import Context, Operator, Step
from bot.tutor.dialogues.leading import MOST_CAPACITY, PAGE
from bot.tutor.dialogues.session import MOST_GUESSES, MOST_NAMED
from bot.tutor.needs import needs
from bot.tutor.step import step
from tests.bank import FIRST, catalog, shelves
from tests.play import MORNING, NUMBER, Play, learner
from tests.scenes import visitor
from tests.staffed import staff_of

CODE = ClassCode("bgh234")
CLASS = Classroom(3, CODE, TrackId("lam-quen"), "Chiều thứ Bảy", "Cô Hoa", "Nhà văn hoá thôn 3")
OTHER = replace(CLASS, number=4, code=ClassCode("kmn567"), title="Tối thứ Tư")
ME = LearnerId(NUMBER)
HOA = Staff(ME, "Cô Hoa", (Post(PostId(1), Role.MENTOR, PlaceCode("05443")),))
BA = Staff(LearnerId(20), "Anh Ba", (Post(PostId(2), Role.HELPER, None),))
XA = Place(PlaceCode("05443"), PlaceKind.COMMUNE, "Xã Tân Cương", PlaceCode("19"))
MEMBERS = (
    Member(1, "Bác Năm", 2, learner=LearnerId(31)),
    Member(2, "", 0, learner=LearnerId(32)),
    Member(3, "Cụ Tư", is_guest=True),
    Member(4, "Anh Ba"),
)
SESSION = Session(SessionId(9), "1234", MORNING, MORNING + timedelta(hours=3))
ROSTER = Roster(
    CLASS,
    ((ME, "Cô Hoa"),),
    4,
    MEMBERS,
    SESSION,
    "https://hoc.vn/lop/bgh234/danh-sach.pdf?k=1",
    "https://hoc.vn/lop/bgh234/diem-danh.pdf?k=1",
)


def mentor(*led: Roster, staff: Staff | None = HOA) -> Play:
    """A mentor who leads these classes, at the menu."""
    play = learner()
    play.classrooms = (CLASS, OTHER)
    play.known = replace(play.known, led=led, staff=staff, places=(XA,), colleagues=(HOA, BA))
    play.types("menu")
    return play


def member(session: Session | None = SESSION) -> Play:
    """A learner who sits in a class, at the menu."""
    play = learner()
    play.classrooms = (CLASS,)
    play.happen(Arrived(code=CODE))
    play.known = replace(play.known, own_class=Roster(CLASS, ((ME, "Cô Hoa"), (BA.learner, "Anh Ba")), 4, (), session))
    play.types("menu")
    return play


def presses(play: Play, choice: str) -> None:
    """A press by its id, old or forged."""
    play.happen(ChoicePressed(ChoiceId(choice)))


# Opening


def test_three_answers_open_a_class() -> None:
    play = mentor()
    play.types("/molop")
    play.presses("Làm quen với AI")
    play.presses("Lấy tên: Làm quen với AI")
    assert play.tells("opening.shown", mentor="Cô Hoa")
    play.presses("Xã Tân Cương")
    assert play.tended == [OpenClass(CLASS.track, "Làm quen với AI", "Cô Hoa", "Xã Tân Cương", XA.code)]
    assert play.state.scene == Learning()
    assert play.labels() == ("Học tiếp",)


def test_answers_may_be_typed_and_a_name_is_asked_where_nobody_knows_it() -> None:
    play = mentor(staff=None)
    play.types("menu")
    play.state = replace(play.state, bookmark=None, scene=AtMenu())
    play.types("/molop")
    play.types("không có chặng này")
    assert play.state.scene == Tending(ClassTask.TRACK)
    play.types("lam quen voi ai")
    play.types("Tối thứ Tư")
    play.types("123")
    assert play.tells("introduction.no_name")
    play.types("Bác Năm")
    play.types("Nhà văn hoá xóm 5")
    assert play.tended == [OpenClass(CLASS.track, "Tối thứ Tư", "Bác Năm", "Nhà văn hoá xóm 5")]
    assert play.labels() == ("Về trang chính",)


@pytest.mark.parametrize("text", ["gọi 0912345678", "x" * (MOST_TITLE + 1), "Lớp\u3164"])
def test_what_cannot_be_shown_to_everybody_is_asked_again(text: str) -> None:
    play = mentor()
    play.types("/molop")
    play.presses("Làm quen với AI")
    play.types(text)
    assert play.tells("opening.unreadable", Mình="Cháu")
    play.types("Ông Nguyễn Văn An dạy")
    play.types(text)
    assert play.tells("opening.unreadable", Mình="Cháu")
    assert not play.tended


def test_a_learners_own_name_is_the_mentors() -> None:
    play = mentor(staff=replace(HOA, name=""))
    play.state = replace(play.state, profile=replace(play.state.profile, name="Bác Năm"))
    play.types("/molop")
    play.presses("Làm quen với AI")
    play.presses("Lấy tên")
    assert play.tells("opening.shown", mentor="Bác Năm")


def test_tracks_stand_on_pages() -> None:
    play = mentor()
    play.bank = shelves()
    play.types("/molop")
    assert len(play.labels()) == 8
    play.presses("Xem thêm")
    assert play.labels() == ("Chặng số 5", "Chặng số 6", "Quay lại")
    presses(play, "o:tracks:99")
    assert len(play.labels()) == 8


def test_a_track_that_goes_meanwhile_is_asked_for_again() -> None:
    play = mentor()
    play.types("/molop")
    play.presses("Làm quen với AI")
    same = play.choice("Lấy tên").id
    play.bank = catalog(replace(FIRST, track=TrackId("x")))
    play.bank = replace(play.bank, tracks=(replace(play.bank.tracks[0], id=TrackId("x"), lessons=(FIRST.id,)),))
    presses(play, same)
    assert play.state.scene == Tending(ClassTask.TRACK)


@pytest.mark.parametrize("choice", ["o:track:x", "o:x", "o:place:x", "o:title"])
def test_an_answer_to_another_question_is_old(choice: str) -> None:
    for play in (mentor(), mentor()):
        presses(play, choice)
        assert play.tells("unclear.old_choice")
        play.types("/molop")
        presses(play, choice)
        assert play.tells("unclear.old_choice")
    play.presses("Làm quen với AI")
    play.presses("Lấy tên")
    presses(play, "o:place:khong")
    assert play.tells("unclear.old_choice")


def test_one_leaves_the_questions_to_where_one_was() -> None:
    play = mentor()
    for way in ("Quay lại", "/huy"):
        play.types("/molop")
        play.types(way)
        assert play.state.scene == Learning()
    play.types("/molop")
    assert play.opens().text == play.said[-1].text
    assert play.state.scene == Tending(ClassTask.TRACK)


def test_nobody_of_whom_nothing_is_kept_opens_a_class_nor_asks_for_two() -> None:
    play = visitor()
    play.types("/molop")
    assert play.tells("opening.visitor", bạn="bác")
    play = mentor(replace(ROSTER, classroom=replace(CLASS, is_approved=False, opened_by=ME)))
    play.types("/molop")
    assert play.tells("opening.waits", title=CLASS.title)
    play.types("/lop")
    assert "Chờ duyệt" in play.words()
    play.presses("Lớp 3")
    assert play.tells("leading.pending", bạn="bác")


# Leading


def test_whoever_may_open_a_class_and_leads_none_is_offered_one() -> None:
    play = mentor()
    play.types("/lop")
    assert play.tells("leading.none")
    play.presses("Mở lớp mới")
    assert play.tells("opening.track")
    play = mentor(staff=staff_of(Role.HELPER))
    play.types("/lop")
    assert play.tells("own_class.none"), "whoever may not open one learns freely"


def test_the_classes_are_listed_with_how_they_stand() -> None:
    full = replace(ROSTER, classroom=replace(OTHER, capacity=4))
    play = mentor(ROSTER, full)
    play.known = replace(play.known, own_class=ROSTER)
    play.types("/lop")
    assert "Lớp 3: Chiều thứ Bảy, 4 người. Đang mở." in play.words()
    assert "Lớp 4: Tối thứ Tư, 4 người. Đủ chỗ." in play.words()
    play.presses("Lớp 4")
    assert play.tells("leading.full")
    play.presses("Các lớp của tôi")
    play.presses("Mở lớp mới")
    assert play.tells("opening.track")
    play.types("/lop")
    play.presses("Lớp tôi đang học")
    assert "Bác học lớp 3" in play.words()


def test_the_list_has_pages_a_paper_and_everybodys_number() -> None:
    many = tuple(Member(n) for n in range(1, PAGE + 3))
    play = mentor(replace(ROSTER, members=many))
    play.types("/lop")
    play.presses("Lớp 3")
    play.presses("Danh sách lớp")
    assert f"- {PAGE}. Chưa có tên: xong 0 bài" in play.words()
    assert ROSTER.list_url in play.words()
    play.presses("Xem thêm")
    assert f"- {PAGE + 2}. Chưa có tên" in play.words()
    assert "- 1. " not in play.words()
    play.types("/lop")
    presses(play, f"c:roster:{CODE}:99")
    assert "- 1. " in play.words()
    play.opens()
    assert "- 1. " in play.words()
    empty = mentor(replace(ROSTER, members=(), list_url=""))
    presses(empty, f"c:roster:{CODE}")
    assert empty.tells("leading.nobody", number="3", title=CLASS.title)


def test_guests_are_added_with_numbers() -> None:
    play = mentor(ROSTER)
    presses(play, f"c:guests:{CODE}")
    play.types("Cụ Tư\n0912345678")
    assert play.tells("leading.no_name")
    play.types("Cụ Tư\nBà Sáu")
    assert "Cụ Tư: số 17" in play.words()
    assert "Bà Sáu: số 18" in play.words()
    assert play.tended == [AddGuests(CODE, ("Cụ Tư", "Bà Sáu"), 17)]
    play.presses("Thêm người nữa")
    play.full = frozenset({CODE})
    play.types("Ông Bảy")
    assert play.tells("leading.full")
    assert len(play.tended) == 1


def test_room_is_chosen_or_typed() -> None:
    play = mentor(ROSTER)
    presses(play, f"c:room:{CODE}")
    for wrong in ("0", "nhiều", str(MOST_CAPACITY + 1), "9" * 50):
        play.types(wrong)
        assert play.tells("leading.no_number", Mình="Cháu") or play.tells("unclear.text")
    play.types("40")
    presses(play, f"c:room:{CODE}")
    play.presses("50 người")
    presses(play, f"c:room:{CODE}")
    play.presses("Không giới hạn")
    assert play.tells("leading.unlimited", number="3", title=CLASS.title)
    assert play.tended == [LimitClass(CODE, 40), LimitClass(CODE, 50), LimitClass(CODE, None)]


def test_a_colleague_is_found_by_name() -> None:
    play = mentor(ROSTER)
    presses(play, f"c:mentor:{CODE}")
    play.types("hoa")
    assert play.tells("leading.no_mentor", Mình="Cháu")
    play.types("BA")
    play.presses("Anh Ba")
    assert play.tended == [AddLeader(CODE, BA.learner)]
    presses(play, f"c:lead:{CODE}:99")
    presses(play, f"c:lead:{CODE}:x")
    assert play.tells("unclear.old_choice")
    assert len(play.tended) == 1


@pytest.mark.parametrize(
    ("roster", "label", "effect"),
    [
        (ROSTER, "Đóng lớp", CloseClass(CODE)),
        (replace(ROSTER, mentors=((ME, "Cô Hoa"), (BA.learner, "Anh Ba"))), "Thôi hướng dẫn", StepDown(CODE)),
    ],
)
def test_the_end_is_asked_for_once_more(roster: Roster, label: str, effect: CloseClass | StepDown) -> None:
    play = mentor(roster)
    what = "close" if label == "Đóng lớp" else "down"
    presses(play, f"c:{what}_now:{CODE}")
    assert play.tells("unclear.old_choice")
    presses(play, f"c:see:{CODE}")
    play.presses(label)
    play.presses(label)
    assert play.tended == [effect]


def test_the_invitation_is_shown_again() -> None:
    play = mentor(ROSTER)
    presses(play, f"c:invite:{CODE}")
    assert "Vào lớp: gõ /start bgh234" in play.words()
    assert play.labels() == ("Quay lại",)


def test_of_a_class_that_is_gone_they_hear_kindly() -> None:
    for choice in ("c:see:bgh234", "c:see:x", "s:see:bgh234:1", "b:see:bgh234"):
        play = mentor()
        presses(play, choice)
        assert play.tells("leading.gone", bạn="bác")
    for task in ClassTask:
        if task in {ClassTask.TRACK, ClassTask.TITLE, ClassTask.NAME, ClassTask.PLACE, ClassTask.SESSION}:
            continue
        play = mentor()
        play.state = replace(play.state, scene=Tending(task, CODE))
        play.opens()
        assert play.tells("member.gone" if task is ClassTask.SAME else "leading.gone", bạn="bác")
        play.types("Cụ Tư" if task in {ClassTask.GUESTS, ClassTask.MENTOR} else "1")
        assert play.tells("leading.gone", bạn="bác")
        assert play.state.scene == Learning()
    assert mentor(ROSTER).state.scene == AtMenu()


@pytest.mark.parametrize("choice", ["c:x:bgh234", "s:x:bgh234:1", "b:x:bgh234", "k:x"])
def test_what_was_never_offered_is_old(choice: str) -> None:
    play = mentor(ROSTER)
    play.known = replace(play.known, own_class=ROSTER)
    presses(play, choice)
    assert play.tells("unclear.old_choice")


# Members


def picked(number: int, play: Play | None = None) -> Play:
    play = play or mentor(ROSTER)
    presses(play, f"c:roster:{CODE}")
    play.types(str(number))
    return play


def test_a_member_is_picked_by_number() -> None:
    play = picked(1)
    assert "Số 1, lớp 3: Bác Năm. Đã xong 2 bài." in play.words()
    assert play.labels() == ("Lấy lại chỗ học", "Trùng với số khác", "Về danh sách")
    play.presses("Về danh sách")
    play.types("9")
    assert play.tells("member.no_number")
    play.types("không có")
    assert play.tells("member.no_number") or play.tells("unclear.text")
    assert picked(4).tells("member.staff")


def test_a_code_is_got_after_one_was_asked_whether_one_is_sure() -> None:
    play = picked(2)
    presses(play, f"s:back_now:{CODE}:2")
    assert play.tells("unclear.old_choice")
    picked(2, play)
    play.presses("Lấy lại chỗ học")
    play.presses("Lấy mã 15 phút")
    assert play.tended == [GiveBack(CODE, 2, "345678")]
    assert "Mã quay lại của số 2: 32-345 678." in play.words()
    for number in (3, 4):
        presses(play, f"s:back_now:{CODE}:{number}")
        presses(play, f"s:same:{CODE}:{number}")
    presses(play, f"s:back:{CODE}:3")
    assert play.tells("unclear.old_choice")
    assert len(play.tended) == 1


def test_two_numbers_of_one_person_are_made_one() -> None:
    play = picked(1)
    play.presses("Trùng với số khác")
    for wrong in ("1", "3", "4"):
        play.types(wrong)
        assert play.tells("member.no_other")
    play.types("77")
    assert play.tells("member.no_number")
    play.types("2")
    assert "Số 1 (Bác Năm) và số 2 (Chưa có tên) là một người?" in play.words()
    play.presses("Gộp hai số làm một")
    assert play.tended == [UniteMembers(CODE, 1, 2)]
    play.waits(minutes=1)
    presses(play, f"s:same_now:{CODE}:1:2")
    assert play.tells("unclear.old_choice")
    picked(1, play)
    play.presses("Trùng với số khác")
    play.known = replace(play.known, led=(replace(ROSTER, members=MEMBERS[1:]),))
    play.opens()
    assert play.tells("member.gone")
    play.types("2")
    assert play.tells("member.no_other")
    presses(play, f"s:see:{CODE}:1")
    assert play.tells("member.gone")


def test_a_guest_is_taken_off_the_list() -> None:
    play = picked(3)
    play.presses("Bỏ khỏi danh sách")
    play.presses("Bỏ khỏi danh sách này")
    assert play.tended == [DropGuest(CODE, 3)]
    presses(play, f"s:see:{CODE}:3")
    assert "Cụ Tư. Không dùng máy." in play.words()
    presses(play, f"s:drop_now:{CODE}:3")
    assert play.tells("unclear.old_choice")


# Sessions


def test_a_session_is_opened_once() -> None:
    play = mentor(replace(ROSTER, session=None))
    play.types("/buoi")
    assert play.tended == [OpenSession(CODE, "3456")]
    assert "Gõ: buổi 3456" in play.words()
    assert ROSTER.sheet_url in play.words()
    presses(play, f"b:see:{CODE}")
    assert play.tells("session.none", number="3", title=CLASS.title)
    presses(play, f"b:marks:{CODE}")
    assert play.labels() == ("Bắt đầu buổi học",)
    play.known = replace(play.known, led=(replace(ROSTER, sheet_url=""),))
    play.presses("Bắt đầu buổi học")
    assert "Mã buổi học: 1234, dùng đến 11:30." in play.words()
    assert "Có mặt: 0/4" in play.words()
    assert len(play.tended) == 1


def test_whoever_leads_several_says_which_one_meets() -> None:
    play = mentor(ROSTER, replace(ROSTER, classroom=OTHER))
    play.types("/buoi")
    play.presses("Lớp 4")
    assert "Lớp 4: Tối thứ Tư đang học." in play.words()


def test_marks_are_noted_and_mended() -> None:
    play = mentor(ROSTER)
    presses(play, f"b:marks:{CODE}")
    play.types("ai cũng có mặt")
    assert play.tells("session.unread", Mình="Cháu")
    play.types("2 vắng")
    assert play.tended[-1] == NoteAttendance(SESSION.id, (1, 3, 4), (2,), is_by_list=True)
    assert "Có mặt: 3/4" in play.words()
    assert "Chưa có mặt: 2." in play.words()
    play.types("3 vắng")
    assert play.tended[-1] == NoteAttendance(SESSION.id, (), (3,), is_by_list=True)
    play.types("cả lớp trừ 1")
    assert play.tended[-1] == NoteAttendance(SESSION.id, (2, 3, 4), (1,), is_by_list=True)
    count = len(play.tended)
    play.types("8, 9")
    assert "không có số 8, 9" in play.words()
    assert len(play.tended) == count
    play.known = replace(play.known, led=(replace(ROSTER, session=replace(SESSION, came=(1, 2, 3, 4))),))
    play.types("1")
    assert "Có mặt: 4/4" in play.words()
    play.presses("Xong")
    assert "Có mặt: 4/4" in play.words()
    play.waits(hours=3)
    presses(play, f"b:see:{CODE}")
    assert play.tells("session.over")


def test_of_many_who_are_missing_some_are_named() -> None:
    many = tuple(Member(n) for n in range(1, MOST_NAMED + 3))
    play = mentor(replace(ROSTER, members=many, session=replace(SESSION, came=(1,))))
    presses(play, f"b:see:{CODE}")
    assert f"{MOST_NAMED + 1}…." in play.words()


def test_somebody_is_there_by_the_code_with_the_command_or_after_it() -> None:
    play = member()
    play.types("/buoi 1234")
    assert play.tended == [NoteAttendance(SESSION.id, (17,))]
    assert "số 17, lớp 3" in play.words()
    play = member()
    play.types("/buoi")
    assert play.labels() == ("Quay lại",)
    play.types("12 34")
    assert play.tended == [NoteAttendance(SESSION.id, (17,))]
    assert play.state.scene == Learning()
    play.known = replace(play.known, own_class=replace(ROSTER, session=replace(SESSION, came=(17,))))
    play.types("/buoi 1234")
    assert play.tells("session.there", Bạn="Bác")
    assert len(play.tended) == 1
    play.types("/buoi")
    play.presses("Quay lại")
    assert play.state.scene == Learning()


def test_a_wrong_code_is_told_kindly_and_a_few_are_enough() -> None:
    play = member()
    play.types("/buoi")
    for _ in range(MOST_GUESSES):
        play.waits(minutes=1)
        play.types("4321")
        assert play.tells("session.wrong")
        assert play.state.scene == Tending(ClassTask.SESSION)
    play.types("1234")
    assert play.tells("session.locked", Bạn="Bác")
    assert not play.tended
    play.waits(minutes=60)
    play.types("/buoi 1234")
    assert play.state.guesses is None
    assert len(play.tended) == 1


@pytest.mark.parametrize("session", [None, replace(SESSION, until=MORNING)])
def test_without_a_session_no_code_counts(session: Session | None) -> None:
    play = member(session)
    play.types("/buoi 1234")
    assert play.tells("session.closed", bạn="bác")


def test_whoever_sits_in_no_open_class_is_told_so() -> None:
    play = learner()
    for line in ("/buoi", "/buoi 1234"):
        play.types(line)
        assert play.tells("session.no_class", Bạn="Bác")
    play = member()
    play.known = replace(play.known, own_class=replace(ROSTER, classroom=replace(CLASS, is_open=False)))
    play.types("/buoi 1234")
    assert play.tells("session.no_class", Bạn="Bác")
    play = member()
    play.state, play.rows.seat = replace(play.state, attending=None), None
    play.types("/buoi 1234")
    assert play.tells("session.no_class", Bạn="Bác")


# One's own class


def test_ones_own_class_is_shown_and_left() -> None:
    play = member()
    play.types("/lop")
    assert "Lúc bí, có người thật giúp: Cô Hoa, Anh Ba, Nhà văn hoá thôn 3." in play.words()
    assert play.tells("own_class.session")
    play.presses("Rời lớp")
    play.presses("Ở lại")
    presses(play, "k:leave_now")
    assert play.tells("unclear.old_choice")
    play.types("/lop")
    play.presses("Rời lớp")
    play.presses("Rời lớp này")
    assert play.tended == [LeaveClass(CODE)]
    assert play.state.left == (Attending(CODE, CLASS.track, 17),)
    play.known = replace(play.known, own_class=None)
    play.types("/lop")
    assert play.tells("own_class.none", Bạn="Bác")
    presses(play, "k:leave")
    assert play.tells("own_class.none", Bạn="Bác")


def test_a_class_that_has_ended_is_told_without_its_mentor() -> None:
    play = member(None)
    play.state = replace(play.state, attending=None, bookmark=None, scene=AtMenu())
    play.rows.seat = None
    play.known = replace(play.known, own_class=replace(ROSTER, classroom=replace(CLASS, is_open=False, mentor="")))
    play.types("/lop")
    assert play.tells("class.ended", bạn="bác")
    assert "Cô Hoa" not in play.words()
    assert play.labels() == ("Về trang chính", "Rời lớp")
    play.known = replace(play.known, own_class=replace(ROSTER, mentors=(), session=None))
    play.types("/lop")
    assert "Cô Hoa, Nhà văn hoá thôn 3" in play.words()
    assert not play.tells("own_class.session")


# News


def heard(change: ClassChange, *opened: Classroom, play: Play | None = None, url: str = "") -> Step:
    play = play or mentor(ROSTER)
    play.classrooms = opened
    event = ClassChanged(CODE, change, "Anh Ba")
    context: Context = play.context(needs(event, play.state), event)
    operator = Operator("Sở", "1022", url=url)
    return step(play.state, event, replace(context, operator=operator))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (ClassChange.OPENED, "Lớp 3 đã mở: Chiều thứ Bảy. Mã lớp: bgh234."),
        (ClassChange.APPROVED, "đã được duyệt"),
        (ClassChange.REFUSED, "liên hệ: 1022"),
        (ClassChange.FULL, "mà lớp đã đủ chỗ"),
        (ClassChange.LED, "Anh Ba mời bác cùng hướng dẫn lớp 3"),
        (ClassChange.CODE_GIVEN, "Anh Ba, người hướng dẫn lớp 3, vừa lấy mã quay lại"),
        (ClassChange.UNITED, "Số của bác là 17."),
    ],
)
def test_news_of_a_class_are_told(change: ClassChange, words: str) -> None:
    told = heard(change, CLASS, play=member()).effects
    assert len(told) == 1
    assert isinstance(told[0], Say)
    assert words in _words(told[0])
    assert told[0].message.choices, "a page shows the choices of its last message alone"


def test_whom_the_command_line_has_lead_a_class_reads_a_whole_sentence() -> None:
    play = member()
    play.classrooms = (CLASS,)
    play.happen(ClassChanged(CODE, ClassChange.LED))
    assert "Một người phụ trách mời bác cùng hướng dẫn lớp 3" in play.words()


def test_of_a_class_that_is_gone_there_are_no_news() -> None:
    assert heard(ClassChange.LED).effects == (Ignore("a class that is gone"),)


def test_a_request_is_told_with_the_poster_and_that_it_waits() -> None:
    told = heard(ClassChange.OPENED, replace(CLASS, is_approved=False), url="https://hoc.vn").effects[0]
    assert isinstance(told, Say)
    words = _words(told)
    assert "Chờ duyệt" in words
    assert "https://hoc.vn/j/bgh234" in words
    assert "https://hoc.vn/lop/bgh234/poster.pdf?size=a5" in words
    nobody = mentor()
    nobody.state = replace(nobody.state, attending=None)
    united = heard(ClassChange.UNITED, CLASS, play=nobody).effects[0]
    assert isinstance(united, Say)


def _words(said: Say) -> str:
    from bot.model.text import plain  # noqa: PLC0415 - for these few tests alone

    return plain(said.message.text)


# Which class is meant


def test_which_class_an_event_names() -> None:
    play = mentor(ROSTER)
    state = play.state
    assert rosters.named(ChoicePressed(ChoiceId(f"c:see:{CODE}")), state) == CODE
    assert rosters.named(ChoicePressed(ChoiceId("l:x")), state) is None
    assert rosters.named(ClassChanged(CODE, ClassChange.LED), state) == CODE
    assert rosters.named(Arrived(), replace(state, scene=Tending(ClassTask.MARKS, CODE))) == CODE
    assert rosters.named(TextReceived("x"), State()) is None
    play.types("/lop")
    assert rosters.named(TextReceived("Lớp 3"), play.state) == CODE
    assert rosters.code_of(PlainChoice("m", "see", CODE)) is None
    assert rosters.number_of(PlainChoice("s", "see", f"{CODE}:12"), 2) == 0


def test_guests_are_read_line_by_line() -> None:
    assert classes.lines("  a \n\n b  c \r\nd") == ("a", "b c", "d")
    assert len(classes.lines("x\n" * 500)) == classes.MOST_LINES
    state = replace(learner().state, scene=Tending(ClassTask.GUESTS))
    assert classes.taking(TextReceived("x"), state) is None
    guests = replace(state, scene=Tending(ClassTask.GUESTS, CODE))
    assert classes.taking(TextReceived("x\ny"), guests) == classes.Taking(CODE, 2)
    assert classes.taking(Arrived(), guests) is None


def test_news_and_invitations_are_for_whoever_leads_a_full_class() -> None:
    play = learner()
    play.classrooms, play.full = (CLASS,), frozenset({CODE})
    play.happen(Arrived(code=CODE))
    assert play.tended == [ReportFull(CODE)]
    assert class_news.changed is not None
    assert inviting.SIZES == ("a4", "a5")
