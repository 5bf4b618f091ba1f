"""A class: its lines on the first screen, two taps to its first card, and joining it from where one is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.model.classroom import Classroom
from bot.model.dialogue import Accepting, AtMenu, Attending, Introducing, Learning, WelcomeStage, Welcoming
from bot.model.effects import Admit, BeginLesson, Enrol, Rejoin, Say
from bot.model.events import Arrived, Event, Returned, TextReceived
from bot.model.ids import ClassCode, LearnerId, TrackId
from bot.model.lesson import Catalog, Track
from bot.model.markup import parse
from bot.tutor import course, joining
from bot.tutor.context import Need
from bot.tutor.joining import REMEMBERED
from tests.bank import ALL_STEPS, FIRST, SECOND, catalog, lesson
from tests.play import NUMBER, Play, learner
from tests.scenes import AFTER_WELCOME, WELCOMES, visitor

OTHERS = (
    replace(lesson("viet-thu", ALL_STEPS, facts=("cong",)), track=TrackId("viet"), prerequisites=(FIRST.id,)),
    replace(lesson("viet-don"), track=TrackId("viet")),
)
CODE = ClassCode("bgh234")
CLASS = Classroom(3, CODE, TrackId("viet"), "Viết với AI", "Cô Hoa", "Nhà văn hoá thôn 3")
OTHER = Classroom(4, ClassCode("kmn567"), TrackId("lam-quen"), "Làm quen", "Anh Ba", "Trường làng")
CLOSED = Classroom(5, ClassCode("rtv899"), TrackId("viet"), "Lớp cũ", "", "Xã A", is_open=False)
COMING: tuple[Event, ...] = (
    Arrived(code=CODE),
    TextReceived(f"/start {CODE}"),
    TextReceived(f"/start@bot {CODE.upper()}"),
)


def bank() -> Catalog:
    """Two tracks; the lessons of the second come after those of the first."""
    both = catalog(FIRST, SECOND, *OTHERS)
    first = replace(both.tracks[0], lessons=(FIRST.id, SECOND.id))
    second = Track(TrackId("viet"), {"vi": "Viết với AI"}, parse("Mời {bạn}."), tuple(each.id for each in OTHERS))
    return replace(both, tracks=(first, second))


def with_classes(play: Play) -> Play:
    """The same person where classes were opened."""
    play.bank, play.classrooms = bank(), (CLASS, OTHER, CLOSED)
    return play


def at_the_door(event: Event = COMING[0]) -> Play:
    """Somebody new who comes by the class's code."""
    play = with_classes(Play())
    play.happen(event)
    return play


@pytest.mark.parametrize("event", COMING)
def test_the_first_screen_names_the_class_and_who_helps(event: Event) -> None:
    play = at_the_door(event)
    lines = play.words().split("\n")
    assert [line for line in lines if line][:4] == [
        "Bạn Học AI · máy trả lời tự động",
        "Lớp 3: Viết với AI · do Sở KH&CN tỉnh mở",
        "Xin chào! Đây là máy trả lời tự động, giúp mình học cách dùng AI. Mỗi bài chừng 5 phút, không mất tiền.",
        "Lúc bí, có người thật giúp: Cô Hoa, Nhà văn hoá thôn 3.",
    ]
    assert play.tells("welcome.notice")
    assert play.effects == (Say(play.said[-1]),), "nothing is kept before they agree"


def test_without_a_class_there_is_no_line_of_one() -> None:
    play = with_classes(Play())
    play.opens()
    assert "Lớp" not in play.words()
    assert "người thật" not in play.words()


def test_the_lines_stay_while_they_look_around_the_notice() -> None:
    play = at_the_door()
    play.presses("Ai giữ dữ liệu")
    play.presses("Quay lại")
    assert "Lớp 3: Viết với AI" in play.words()
    play.types("ờ")
    assert "Cô Hoa" in play.words()


@pytest.mark.parametrize("code", [CLOSED.code, "kkkkkk", "lop-cu"])
def test_a_closed_class_or_an_unknown_one_is_told_and_leaves_no_line(code: str) -> None:
    play = at_the_door(Arrived(code=code))
    assert play.tells("start.unknown_code")
    assert "Viết với AI" not in play.words()
    play = at_the_door()
    play.happen(Arrived(code=code))
    assert play.tells("start.unknown_code")
    assert play.state.attending is None


def test_two_taps_lead_to_the_first_card_of_the_class() -> None:
    play = at_the_door()
    play.presses("Đồng ý")
    assert [type(effect) for effect in play.effects] == [Admit, Enrol, Say]
    assert play.rows.classroom == CODE
    play.presses("Bác")
    assert play.effects[0] == BeginLesson(OTHERS[0].id, OTHERS[0].content_hash)
    assert play.state.scene == Learning()
    assert play.tells("welcome.greeting")


def test_a_look_around_leads_there_as_well_and_is_kept_nowhere() -> None:
    play = at_the_door()
    play.presses("Xem thử")
    play.presses("Bác")
    assert play.state.bookmark is not None
    assert play.state.bookmark.lesson == OTHERS[0].id
    assert play.rows.classroom is None
    assert course.following(OTHERS[0].id, play.state, play.context(frozenset())) == OTHERS[1]
    play.types("menu")
    play.presses("Từ nay ghi nhớ")
    play.presses("Đồng ý")
    assert play.rows.classroom == CODE


def test_a_class_that_closes_meanwhile_is_left_out() -> None:
    play = at_the_door()
    play.classrooms = (replace(CLASS, is_open=False),)
    play.presses("Đồng ý")
    assert play.tells("class.ended")
    assert (play.rows.classroom, play.state.attending) == (None, None)
    play.presses("Bác")
    assert play.state.scene == Welcoming(WelcomeStage.GOAL)
    play = at_the_door()
    play.classrooms = (replace(CLASS, is_open=False),)
    play.types("ờ")
    assert "Lớp 3" not in play.words()


@pytest.mark.parametrize("scene", ["address", "address of a visitor"])
def test_who_comes_while_asked_how_to_be_addressed_stays_there(scene: str) -> None:
    play = with_classes(WELCOMES[scene]())
    play.happen(Arrived(code=CODE))
    assert play.state.scene == Welcoming(WelcomeStage.ADDRESS)
    assert play.tells("class.joined" if play.rows.is_learner else "class.looking", Bạn="Bạn", number="3")
    assert play.tells("welcome.address")
    assert (play.rows.classroom == CODE) is play.rows.is_learner
    play.presses("Bác")
    assert play.state.bookmark is not None
    assert play.state.bookmark.lesson == OTHERS[0].id


def test_who_comes_while_asked_for_a_goal_begins_at_once() -> None:
    play = with_classes(WELCOMES["goal"]())
    play.happen(Arrived(code=CODE))
    assert [type(effect) for effect in play.effects] == [Enrol, BeginLesson, Say]
    assert play.state.scene == Learning()
    assert play.tells("class.joined", Bạn="Bác", number="3")


@pytest.mark.parametrize("scene", ["address", "goal"])
def test_another_class_joined_in_the_welcome_is_said(scene: str) -> None:
    play = with_classes(WELCOMES[scene]())
    play.happen(Arrived(code=CODE))
    play.state = replace(play.state, scene=Welcoming(WelcomeStage(scene)))
    play.happen(Arrived(code=OTHER.code))
    assert "đã vào lớp 4: Làm quen." in play.words()
    assert play.rows.classroom == OTHER.code


@pytest.mark.parametrize("scene", ["address", "address of a visitor", "goal", "goal of a visitor"])
@pytest.mark.parametrize("code", [CLOSED.code, "kkkkkk", "lop-cu"])
def test_a_wrong_code_in_the_welcome_is_told_above_the_same_question(scene: str, code: str) -> None:
    play = with_classes(WELCOMES[scene]())
    before, labels = play.state.scene, play.labels()
    play.happen(Arrived(code=code))
    assert play.tells("start.unknown_code")
    assert "cứ học tự do nhé" in play.words()
    assert not play.tells("welcome.first")
    assert (play.state.scene, play.labels()) == (before, labels)


@pytest.mark.parametrize("scene", AFTER_WELCOME)
def test_past_the_welcome_nobody_loses_their_place(scene: str) -> None:
    play = with_classes(AFTER_WELCOME[scene]())
    before = play.place
    play.happen(Arrived(code=CODE))
    after = replace(play.place, attending=None, menu=None, last_seen_at=None)
    asked = isinstance(before.scene, Introducing | Accepting)
    scene_after = before.scene if asked else Learning() if before.bookmark is not None else AtMenu()
    assert after == replace(before, attending=None, menu=None, last_seen_at=None, scene=scene_after)
    is_place = play.rows.is_learner and scene_after == Learning()
    assert ("Bác học tiếp từ chỗ này nhé:" in play.words()) is is_place
    assert play.tells("class.joined" if play.rows.is_learner else "class.looking", Bạn="Bác")
    assert play.rows.classroom == (CODE if play.rows.is_learner else None)


def test_who_is_there_already_is_told_so_and_joins_once() -> None:
    play = with_classes(learner())
    play.happen(Arrived(code=CODE))
    play.happen(Arrived(code=CODE))
    assert "Bác đang ở lớp 3: Viết với AI." in play.words()
    assert play.effects == (Say(play.said[-1]),)


def test_a_lesson_of_the_class_is_one_tap_away_from_another_track() -> None:
    play = with_classes(learner())
    play.happen(Arrived(code=CODE))
    assert play.labels()[-1] == f"Bài của lớp: {OTHERS[0].titles['vi']}"
    play.presses("Bài của lớp")
    assert play.state.bookmark is not None
    assert play.state.bookmark.lesson == OTHERS[0].id
    play.happen(Arrived(code=CODE))
    assert not play.labels()[-1].startswith("Bài của lớp"), "they are in it"


def test_another_class_takes_the_place_of_the_first() -> None:
    play = with_classes(learner())
    play.happen(Arrived(code=CODE))
    play.happen(TextReceived(f"/start {OTHER.code}"))
    assert "Bác đã vào lớp 4: Làm quen." in play.words()
    assert play.rows.classroom == OTHER.code
    assert play.state.attending == Attending(OTHER.code, OTHER.track, 18)


@pytest.mark.parametrize("code", [CLOSED.code, "kkkkkk", "lop-cu"])
def test_a_learner_stays_in_their_class_at_the_door_of_a_closed_one(code: str) -> None:
    play = with_classes(learner())
    play.happen(Arrived(code=CODE))
    play.happen(Arrived(code=code))
    assert "Bác vẫn ở lớp 3: Viết với AI." in play.words()
    assert "tự do" not in play.words()
    assert play.rows.classroom == CODE


def test_a_learner_at_the_door_of_their_own_closed_class_hears_that_it_has_ended() -> None:
    play = with_classes(learner())
    play.happen(Arrived(code=CODE))
    play.classrooms = (replace(CLASS, is_open=False), OTHER)
    play.happen(Arrived(code=CODE))
    assert "Lớp đã kết thúc rồi. Không sao, bác cứ học tiếp bình thường nhé." in play.words()
    play.happen(Arrived(code="kkkkkk"))
    assert "Không sao, bác cứ học tự do nhé." in play.words()


def test_who_only_looks_around_can_be_remembered_from_where_they_are() -> None:
    play = with_classes(visitor())
    play.happen(Arrived(code=CODE))
    assert play.tells("class.looking", number="3")
    assert play.tells("class.keep", bạn="bác")
    assert play.labels()[-1] == "Từ nay ghi nhớ việc học"
    play.types("tôi đồng ý")
    assert play.tells("welcome.keep_text", bạn="bác")
    assert play.rows.classroom is None, "they read first what it means"
    play.presses("Đồng ý")
    assert play.rows.classroom == CODE


def test_at_the_menu_of_a_visitor_it_is_offered_once() -> None:
    play = with_classes(visitor())
    play.types("menu")
    play.state = replace(play.state, bookmark=None)
    play.happen(Arrived(code=CODE))
    assert play.state.scene == AtMenu()
    assert play.labels().count("Từ nay ghi nhớ việc học") == 1


def test_a_class_that_closes_during_a_look_around_is_told_with_the_consent() -> None:
    play = with_classes(visitor())
    play.happen(Arrived(code=CODE))
    play.presses("Từ nay ghi nhớ")
    play.classrooms = (replace(CLASS, is_open=False),)
    play.presses("Đồng ý")
    assert play.tells("class.ended", bạn="bác")
    assert (play.rows.classroom, play.state.attending) == (None, None)


def test_joining_leaves_the_question_whether_everything_is_to_go() -> None:
    play = with_classes(AFTER_WELCOME["account: erase"]())
    play.happen(Arrived(code=CODE))
    assert "Xoá hết ngay bây giờ" not in play.labels()
    assert play.state.scene == Learning()


def test_who_was_away_for_long_joins_and_is_led_back_in() -> None:
    play = with_classes(learner())
    play.waits(days=8)
    play.happen(Arrived(code=CODE))
    assert play.state.scene == AtMenu()
    assert "Bác đã vào lớp 3" in play.words()
    assert "Mấy hôm rồi mới gặp bác" in play.words()
    assert not play.tells("class.place", Bạn="Bác")


def test_in_a_class_its_lessons_come_next_and_after_them_the_others() -> None:
    play = with_classes(learner())
    play.happen(Arrived(code=CODE))
    context = play.context(frozenset())
    assert course.next_lesson(play.state, context) == OTHERS[0]
    for each in OTHERS:
        play.rows.progress[each.id] = replace(play.rows.progress[FIRST.id], lesson=each.id, finished_at=play.now)
    assert course.next_lesson(play.state, play.context(frozenset({Need.PROGRESS}))) == FIRST


def test_a_return_code_at_the_door_of_a_class_leads_into_it() -> None:
    play = at_the_door()
    play.codes = {7: "123456"}
    play.presses("Đã học rồi")
    play.types("7-123 456")
    assert play.effects[:-1] == (Rejoin(7, CODE),)


def returned(build: Callable[[], Play], code: str = CODE) -> Play:
    play = with_classes(build())
    play.happen(Returned(code))
    return play


def test_who_came_back_by_it_joins_the_class_at_their_own_place() -> None:
    play = returned(learner)
    assert "Bác đã vào lớp 3" in play.words()
    assert play.rows.classroom == CODE
    play = returned(learner, CLOSED.code)
    assert play.tells("return.by_code")
    assert play.rows.classroom is None
    play = returned(WELCOMES["address"])
    assert play.tells("return.by_code")
    assert play.state.scene == Welcoming(WelcomeStage.ADDRESS)


def test_the_class_is_among_what_is_kept() -> None:
    play = with_classes(learner())
    play.types("/dulieu")
    assert "lớp 3" not in play.words()
    play.happen(Arrived(code=CODE))
    play.types("/dulieu")
    assert "Bác học lớp 3: Viết với AI." in play.words()
    play.classrooms = (replace(CLASS, is_open=False),)
    play.presses("Xem tất cả")
    assert "Bác học lớp 3: Viết với AI." in play.words(), "also once it was closed"
    play.types("/xoa")
    play.presses("Xoá hết ngay")
    assert play.state.attending is None
    assert play.rows.classroom is None
    assert visitor().state.attending is None


def test_each_learns_their_number_and_keeps_it() -> None:
    play = at_the_door()
    play.presses("Đồng ý")
    assert play.tells("class.seat", Bạn="Bạn", seat="17", bạn="bạn")
    assert play.rows.seat == (CODE, 17)
    play.presses("Bác")
    play.happen(Arrived(code=OTHER.code))
    assert "Trong lớp, bác là số 18." in play.words()
    assert play.state.left == (Attending(CODE, CLASS.track, 17),)
    play.happen(Arrived(code=CODE))
    assert "Trong lớp, bác là số 17." in play.words(), "theirs again"
    assert play.state.left == (Attending(OTHER.code, OTHER.track, 18),)
    play.types("/dulieu")
    assert "Trong lớp, bác là số 17." in play.words()


def test_of_the_classes_that_somebody_left_the_last_ones_are_remembered() -> None:
    state = learner().state
    for number in range(1, REMEMBERED + 3):
        state = joining.entered(replace(CLASS, code=ClassCode(f"bgh{number:03}")), number, state)
    assert [each.number for each in state.left] == list(range(2, REMEMBERED + 2))
    assert joining.left(joining.left(state)).left == joining.left(state).left


def test_a_full_class_is_told_kindly_at_every_door() -> None:
    play = with_classes(learner())
    play.full = frozenset({CODE})
    play.happen(Arrived(code=CODE))
    assert play.tells("class.full", number="3", title=CLASS.title)
    assert (play.rows.classroom, play.state.attending) == (None, None)
    play = at_the_door()
    play.full = frozenset({CODE})
    play.presses("Đồng ý")
    assert play.tells("class.full", number="3", title=CLASS.title)
    assert (play.rows.classroom, play.state.attending, play.rows.is_learner) == (None, None, True)
    play = with_classes(WELCOMES["goal"]())
    play.full = frozenset({CODE})
    play.happen(Arrived(code=CODE))
    assert play.tells("class.full", number="3", title=CLASS.title)
    assert play.rows.classroom is None


def test_a_class_that_waits_to_be_approved_is_open_to_its_opener_alone() -> None:
    pending = replace(CLASS, is_approved=False, opened_by=LearnerId(NUMBER))
    play = with_classes(learner())
    play.classrooms = (pending,)
    play.happen(Arrived(code=CODE))
    assert play.rows.classroom == CODE
    for build in (learner, Play):
        play = with_classes(build())
        play.classrooms = (replace(pending, opened_by=LearnerId(99)),)
        play.happen(Arrived(code=CODE))
        assert play.tells("class.pending", number="3", title=CLASS.title)
        assert (play.rows.classroom, play.state.attending) == (None, None)
