"""The menu, the list of lessons, progress, help."""

from dataclasses import replace

import pytest

from bot.model.dialogue import AtMenu, Learning
from bot.model.effects import BeginLesson, Say
from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId
from bot.model.message import Kind
from bot.model.staff import Role
from tests.bank import FIRST, SECOND, catalog, shelves
from tests.play import Play, at_step, learner
from tests.scenes import CHOICES, LESSONS
from tests.staffed import knowing, staff_of


def finished(*names: str) -> Play:
    """A learner at the menu who has finished these lessons."""
    play = learner()
    for name in names:
        play.types(f"/hoc {name}/the")
        play.presses("Cất thẻ")
    play.types("/menu")
    return play


def press(play: Play, choice: str) -> None:
    play.happen(ChoicePressed(ChoiceId(choice)))


def test_the_menu_leads_back_into_the_lesson_under_way() -> None:
    play = at_step("ngan")
    before = play.state.bookmark
    play.types("menu")
    assert play.tells("menu.first")
    assert play.labels() == (
        "Học tiếp: Bài mot-bai",
        "Chọn bài khác",
        "Sổ tay của tôi",
        "Nhờ người thật giúp",
        "Cài đặt",
    )
    play.presses("Học tiếp")
    assert (play.state.scene, play.state.bookmark) == (Learning(), before)
    assert play.said[-1].kind is Kind.CHECK


def test_the_menu_counts_what_is_finished_and_offers_the_next() -> None:
    play = finished("mot-bai")
    assert play.tells("menu.main", count=1)
    play.presses("Học bài: Bài hai-bai")
    assert play.effects[:-1] == (BeginLesson(SECOND.id, SECOND.content_hash),)


@pytest.mark.parametrize("text", ["/hoc", "học"])
def test_when_all_is_learnt_that_is_told(text: str) -> None:
    play = finished("mot-bai", "hai-bai")
    assert play.labels() == ("Chọn bài khác", "Sổ tay của tôi", "Nhờ người thật giúp", "Cài đặt")
    play.types(text)
    assert play.tells("menu.all_done")
    assert play.state.scene == AtMenu()


@pytest.mark.parametrize("text", ["/hoc", "học"])
def test_learning_goes_on_where_it_stood_or_with_the_next_lesson(text: str) -> None:
    play = at_step("ngan")
    play.types(text)
    assert play.said[-1].kind is Kind.CHECK
    play = finished("mot-bai")
    play.types(text)
    assert play.state.bookmark is not None
    assert play.state.bookmark.lesson == "hai-bai"


@pytest.mark.parametrize("text", ["/hoc mot-bai", "/hoc mot-bai/x/y", "/hoc MỘT BÀI", "/hoc bài một-bài"])
def test_a_lesson_that_cannot_be_seen_is_told(text: str) -> None:
    play = learner()
    play.bank = catalog(FIRST, SECOND, facts=())
    play.types(text)
    assert play.tells("menu.lesson_closed")
    assert [type(effect) for effect in play.effects] == [Say]


def test_a_lesson_is_opened_at_the_step_that_is_named() -> None:
    play = learner()
    assert play.types("/hoc mot-bai/viet").kind is Kind.EXERCISE
    assert play.types("/hoc mot-bai/khong-co").kind is Kind.CARD


@pytest.mark.parametrize(
    "text", ["/hoc Viet 3", "/hoc bài viet-3", "/hoc BAI VIET 3", "/hoc lesson viet 3", "/hoc viet3"]
)
def test_a_lesson_is_found_by_its_name_in_any_writing(text: str) -> None:
    play = learner(bank=shelves())
    play.types(text)
    assert play.state.bookmark is not None
    assert play.state.bookmark.lesson == "viet-3"


def test_a_lesson_found_by_its_name_opens_at_the_step_that_is_named() -> None:
    assert learner(bank=shelves()).types("/hoc bài một bài / viet").kind is Kind.EXERCISE


@pytest.mark.parametrize("text", ["/hoc viet", "/hoc Viết câu lệnh", "/hoc viet cau"])
def test_a_track_is_found_by_its_name_and_shows_its_lessons(text: str) -> None:
    play = learner(bank=shelves())
    play.types("/hoc mot-bai/viet")
    play.types(text)
    assert play.labels()[0] == "Bài viet-1"
    play.types("bai viet 2")
    assert play.state.bookmark is not None
    assert play.state.bookmark.lesson == "viet-2"


def test_what_may_be_meant_is_asked_where_several_names_begin_so() -> None:
    play = learner(bank=shelves())
    play.types("/hoc chặng số")
    assert play.tells("menu.several")
    assert play.labels() == (*(f"Chặng số {n} · 0/1" for n in range(1, 7)), "Về trang chính")
    play.types("chặng số 2")
    assert play.labels()[0] == "Bài chang-2-bai"
    play.types("/hoc bài viet")
    assert play.labels() == (*(f"Bài viet-{n}" for n in range(1, 7)), "Về trang chính")


@pytest.mark.parametrize("text", ["/hoc xyz", "/hoc !", "/hoc mot-bai-nua", "/hoc viết câu lệnh hay", "/hoc v"])
def test_a_name_that_nothing_has_is_told_with_the_list(text: str) -> None:
    play = learner(bank=shelves())
    play.types("/hoc mot-bai/viet")
    before = play.state.bookmark
    play.types(text)
    assert play.tells("menu.no_such_lesson")
    assert play.labels()[:2] == ("Làm quen với AI · 0/2", "Viết câu lệnh · 0/7")
    assert [type(effect) for effect in play.effects] == [Say]
    assert (play.state.scene, play.state.bookmark) == (AtMenu(), before)


def test_the_list_of_lessons_has_pages() -> None:
    play = CHOICES["lessons"]()
    pages = [play.labels()]
    while "Xem thêm" in play.labels():
        play.presses("Xem thêm")
        pages.append(play.labels())
    assert [len(page) for page in pages] == [8, 8, 3]
    titles = [label for page in pages for label in page if label.startswith("Bài")]
    assert titles == [each.titles["vi"] for each in LESSONS]
    assert all(page[-1] == "Về trang chính" for page in pages)
    play.presses("Về trang chính")
    assert play.state.scene == AtMenu()


@pytest.mark.parametrize("page", ["9", "-1", "x", "999999"])
def test_a_page_that_is_not_there_is_the_first(page: str) -> None:
    play = CHOICES["lessons"]()
    first = play.labels()
    press(play, f"m:lessons:{page}")
    assert play.labels() == first


def test_several_tracks_are_shown_before_their_lessons() -> None:
    play = CHOICES["tracks"]()
    assert play.tells("menu.choose_track")
    assert play.labels()[:2] == ("Làm quen với AI · 0/2", "Viết câu lệnh · 0/7")
    assert play.labels()[6:] == ("Xem thêm", "Về trang chính")
    play.presses("Xem thêm")
    assert play.labels() == ("Chặng số 5 · 0/1", "Chặng số 6 · 0/1", "Về trang chính")


def test_a_track_shows_what_it_is_about_and_its_lessons_page_by_page() -> None:
    play = CHOICES["track"]()
    assert play.words().startswith("Chặng này bác tập viết.")
    assert play.labels() == (
        *(f"Bài viet-{n}" for n in range(1, 7)),
        "Xem thêm",
        "Xem các chặng khác",
        "Về trang chính",
    )
    play.presses("Xem thêm")
    assert play.words().startswith("Chặng này bác tập viết.")
    assert play.labels() == ("Bài viet-7", "Xem các chặng khác", "Về trang chính")
    play.presses("Xem các chặng khác")
    assert play.tells("menu.choose_track")


def test_a_track_counts_what_is_done_of_its_open_lessons() -> None:
    play = finished("mot-bai")
    play.bank = shelves()
    press(play, "m:lessons")
    assert play.labels()[0] == "Làm quen với AI · 1/2"
    play.bank = replace(play.bank, facts={})
    press(play, "m:lessons:0")
    assert play.labels()[0] == "Làm quen với AI · 0/1"


@pytest.mark.parametrize("text", ["viết câu lệnh", "VIET CAU LENH", "viết câu lệnh 0/7", "2", "số hai"])
def test_a_track_is_chosen_by_words_or_by_its_number(text: str) -> None:
    play = CHOICES["tracks"]()
    play.types(text)
    assert play.labels()[0] == "Bài viet-1"
    play.types("3")
    assert play.state.bookmark is not None
    assert play.state.bookmark.lesson == "viet-3"


@pytest.mark.parametrize("choice", ["m:track", "m:track:", "m:track:khong-co", "m:track:khong-co:1"])
def test_a_track_that_is_not_there_is_an_old_choice(choice: str) -> None:
    play = CHOICES["tracks"]()
    before = play.place
    press(play, choice)
    assert play.tells("unclear.old_choice")
    assert replace(play.place, menu=None) == replace(before, menu=None)


@pytest.mark.parametrize("page", ["9", "x", "-1", ""])
def test_a_page_of_a_track_that_is_not_there_is_its_first(page: str) -> None:
    play = CHOICES["track"]()
    first = play.labels()
    press(play, f"m:track:viet:{page}")
    assert play.labels() == first


def test_without_an_open_lesson_the_list_leads_back() -> None:
    play = learner()
    play.bank = catalog(FIRST, facts=())
    press(play, "m:lessons")
    assert play.labels() == ("Về trang chính",)


def test_the_list_marks_what_is_finished() -> None:
    play = finished("mot-bai")
    play.presses("Chọn bài khác")
    assert play.labels() == ("Bài mot-bai ✓", "Bài hai-bai", "Về trang chính")
    play.types("bài mot-bai")
    assert play.state.bookmark is not None
    assert play.state.bookmark.lesson == "mot-bai"


def test_progress_is_told_as_text() -> None:
    play = finished("mot-bai")
    play.types("/hoc hai-bai")
    play.types("tiến độ")
    assert play.tells("progress.title")
    assert play.tells("progress.track", track="Làm quen với AI", count=1, total=2)
    assert play.words().endswith("- Đã xong: Bài mot-bai\n- Đang học: Bài hai-bai")
    assert play.labels() == ("Học tiếp", "Về trang chính")
    press(play, "m:progress")
    assert play.tells("progress.track", track="Làm quen với AI", count=1, total=2)


def test_tracks_not_begun_stand_in_a_line_each_below_those_begun() -> None:
    play = finished("mot-bai")
    play.bank = shelves()
    play.types("/hoc chang-2-bai")
    play.types("/tiendo")
    lines = play.words().split("\n")
    assert [each for each in lines if each.startswith("- ")] == [
        *("- Đã xong: Bài mot-bai", "- Chưa học: Bài hai-bai", "- Đang học: Bài chang-2-bai"),
        "- Viết câu lệnh: 7 bài",
        *(f"- Chặng số {n}: 1 bài" for n in (1, 3, 4, 5, 6)),
    ]
    assert play.tells("progress.track", track="Làm quen với AI", count=1, total=2)
    assert play.tells("progress.track", track="Chặng số 2", count=0, total=1)
    assert play.tells("progress.tracks_ahead")


def test_where_nothing_is_begun_every_track_is_a_line() -> None:
    play = learner(bank=shelves())
    play.state = replace(play.state, bookmark=None)
    play.types("/tiendo")
    assert play.tells("progress.tracks_ahead")
    assert play.words().count("\n- ") == 8
    assert "xong 0" not in play.words()


def test_progress_hides_a_track_without_open_lessons() -> None:
    play = learner()
    play.bank = catalog(FIRST, facts=())
    play.types("/tiendo")
    assert play.tells("progress.title")
    assert "Làm quen với AI" not in play.words()


def test_a_lesson_not_begun_is_marked_so() -> None:
    play = learner()
    play.types("/tiendo")
    assert play.words().endswith("- Đang học: Bài mot-bai\n- Chưa học: Bài hai-bai")


@pytest.mark.parametrize("text", ["/help", "? máy là ai"])
def test_help_and_questions_lead_back_to_where_one_was(text: str) -> None:
    play = at_step("mot")
    play.types(text)
    assert play.labels() == ("Học tiếp",)
    play.presses("Học tiếp")
    assert play.said[-1].kind is Kind.CHECK
    play = finished("mot-bai")
    play.types(text)
    assert play.labels() == ("Về trang chính",)


def test_a_question_is_told_honestly_that_nobody_answers_yet() -> None:
    play = learner()
    play.types("/hỏi làm sao nộp hồ sơ")
    assert play.tells("ask.nobody", contact="1022")


def test_restart_needs_a_lesson_under_way() -> None:
    play = finished("mot-bai")
    before = play.place
    press(play, "m:restart")
    assert play.tells("unclear.old_choice")
    assert play.place == before


@pytest.mark.parametrize(
    ("role", "labels", "commands"),
    [
        (
            Role.ADMIN,
            (
                "Danh sách câu hỏi",
                "Các lớp của tôi",
                "Tôi vừa giúp một người",
                "Việc cần xem",
                "Danh sách người nhận việc",
                "Gửi tin cho nhiều người",
                "Giờ trực của tôi",
            ),
            ("answer", "count", "approve", "broadcast", "every"),
        ),
        (Role.HELPER, ("Tôi vừa giúp một người", "Giờ trực của tôi"), ("count", "every")),
        (Role.AUDITOR, ("Giờ trực của tôi",), ("every",)),
    ],
)
def test_whoever_has_a_post_finds_their_work(role: Role, labels: tuple[str, ...], commands: tuple[str, ...]) -> None:
    play = learner()
    play.known = knowing(staff_of(role, None))
    play.types("/menu")
    play.presses("Việc hỗ trợ của tôi")
    assert play.labels()[:-1] == labels
    every = ("answer", "count", "approve", "broadcast", "every")
    assert tuple(each for each in every if play.tells(f"help.staff.{each}")) == commands
    play.types("/giup")
    assert tuple(each for each in every if play.tells(f"help.staff.{each}")) == commands
    assert play.tells("help")


def test_without_a_post_there_is_no_such_work() -> None:
    play = learner()
    play.types("/giup")
    assert not play.tells("help.staff")
    press(play, "m:work")
    assert play.tells("unclear.old_choice")
