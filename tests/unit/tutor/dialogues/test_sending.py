"""Writing to many: when it goes out, how it reads, the last look, and off it goes."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.model.broadcast import Audience, Letter, Reach
from bot.model.broadcast_effects import MakeBroadcast
from bot.model.classroom import Classroom
from bot.model.dialogue import AtMenu, Learning
from bot.model.draft import Broadcasting, BroadcastStage, Draft
from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId, ClassCode, LearnerId
from bot.model.message import Author
from bot.model.roster import Roster
from bot.model.text import paragraph
from bot.tutor.dialogues.sending import FURTHEST
from tests.announced import NOBODY, REACH, WORDS, admin, choosing, looking, timing, writing
from tests.bank import FIRST, SECOND, catalog
from tests.play import MORNING, ZONE, Play
from tests.staffed import COMMUNE, PROVINCE, knowing, staff_of


def draft_of(play: Play) -> Draft:
    assert play.state.draft is not None
    return play.state.draft


def press(play: Play, choice: str) -> None:
    play.happen(ChoicePressed(ChoiceId(choice)))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def test_it_may_go_out_now_tonight_tomorrow_or_at_an_hour_that_is_typed() -> None:
    play = timing()
    assert play.labels() == ("Ngay bây giờ", "Tối nay 19:30", "Sáng mai 7:00", "Để sau")
    play.presses("Tối nay")
    assert draft_of(play).starts_at == at(24, 19, 30)
    assert "Bắt đầu gửi: 19:30 hôm nay." in play.words()
    play.presses("Đổi giờ")
    play.presses("Sáng mai")
    assert draft_of(play).starts_at == at(25, 7)
    play.presses("Đổi giờ")
    play.types("8h thứ bảy")
    assert draft_of(play).starts_at == at(28, 8)
    play.presses("Đổi giờ")
    play.presses("Ngay bây giờ")
    assert draft_of(play).starts_at is None
    assert play.tells("sending.starts_now")
    play.presses("Đổi giờ")
    play.types("9h sáng mai")
    play.presses("Đổi giờ")
    play.types("Bây giờ")
    assert draft_of(play).starts_at is None


def test_in_the_evening_tonight_is_not_offered() -> None:
    play = choosing()
    play.now = at(24, 20)
    play.presses("Tiếp tục")
    assert play.labels() == ("Ngay bây giờ", "Sáng mai 7:00", "Để sau")


def test_an_hour_that_cannot_be_read_is_asked_for_again() -> None:
    play = timing()
    play.types("lúc nào cũng được")
    assert play.tells("sending.no_hour")
    assert play.state.scene == Broadcasting(BroadcastStage.WHEN)


def test_an_hour_that_has_gone_by_is_asked_about() -> None:
    play = timing()
    play.types("7h sáng nay")
    assert "Giờ ấy (7:00 hôm nay) đã qua rồi. Hay là 7:00 ngày mai?" in play.words()
    play.presses("7:00 ngày mai")
    assert draft_of(play).starts_at == at(25, 7)
    play.presses("Đổi giờ")
    play.types("19:30 ngày 22/11")
    play.presses("19:30 hôm nay")
    assert draft_of(play).starts_at == at(24, 19, 30)
    play.presses("Đổi giờ")
    play.types("23:00 ngày 22/11")
    assert "6:30 ngày mai" in play.labels(), "a night that has gone by gives way to a morning"
    play.presses("Chọn giờ khác")
    play.types("8:29")
    assert draft_of(play).starts_at is None, "a minute ago means now"


def test_an_hour_at_night_is_asked_about() -> None:
    play = timing()
    play.types("22h tối nay")
    assert "Lúc ấy (22:00 hôm nay) bà con đang nghỉ" in play.words()
    play.presses("6:30 ngày mai")
    assert draft_of(play).starts_at == at(25, 6, 30)
    play.presses("Đổi giờ")
    play.types("5h sáng mai")
    assert "6:30 ngày mai" in play.labels()
    play.presses("Chọn giờ khác")
    play.types("23h")
    play.presses("Ngay bây giờ")
    assert draft_of(play).starts_at is None


def test_an_hour_far_away_is_none() -> None:
    play = timing()
    play.types("7h ngày 1/6/2027")
    assert play.tells("sending.far", count=FURTHEST.days)
    for forged in ("x:at:x", "x:at:999999999999", "x:at:202611249999"):
        press(play, forged)
        assert play.tells("unclear.old_choice"), forged


def test_at_night_it_says_that_it_begins_in_the_morning() -> None:
    play = timing()
    play.now = at(24, 22)
    play.presses("Ngay bây giờ")
    assert play.tells("sending.starts_now_night")


def test_the_last_look_shows_everything() -> None:
    play = looking()
    for words in (
        WORDS,
        "- Nơi: Tỉnh Thái Nguyên",
        "1.204 trên Telegram",
        "Trên trang web: tin hiện khi",
        "Sau 7 ngày",
    ):
        assert words in play.words(), words
    assert not play.tells("sending.second")
    assert play.labels()[0] == "Gửi tin này"
    assert "Sửa câu trả lời" not in play.labels()
    play.presses("Đổi số ngày")
    play.presses("3 ngày")
    assert "Sau 3 ngày" in play.words()
    press(play, "x:days:5")
    assert play.tells("unclear.old_choice")


def test_a_large_one_is_announced_as_such_and_an_empty_one_cannot_be_sent() -> None:
    assert looking(admin(reach=replace(REACH, needs_second=True))).tells("sending.second")
    play = timing()
    play.reaching = lambda _: NOBODY
    play.presses("Ngay bây giờ")
    assert "Gửi tin này" not in play.labels()
    assert "Không có ai như vậy." in play.words()
    press(play, "x:send")
    assert play.announced == []
    assert "Gửi tin này" in looking(admin(reach=None)).labels()


def test_it_is_kept_as_it_was_written() -> None:
    play = timing()
    play.presses("Tối nay")
    play.presses("Gửi tin này")
    starts = at(24, 19, 30)
    made = MakeBroadcast(
        "Chào bạn! Chiều thứ Bảy có buổi học.",
        Letter(paragraph(WORDS)),
        Audience(),
        PROVINCE,
        starts + timedelta(days=7),
        starts,
    )
    assert play.announced == [made]
    assert play.tells("sending.sent")
    assert (play.state.draft, play.state.scene) == (None, Learning())
    press(play, "x:send")
    assert play.announced == [made], "pressed twice it is sent once"


def test_it_goes_out_at_once_from_the_menu_too() -> None:
    play = admin()
    play.types("/menu")
    looking(play)
    play.presses("Gửi tin này")
    assert isinstance(play.announced[0], MakeBroadcast)
    assert play.announced[0].starts_at is None
    assert play.announced[0].valid_until == MORNING + timedelta(days=7)
    play.types("/menu")
    assert isinstance(play.state.scene, AtMenu)


def test_only_the_newest_last_look_sends() -> None:
    play = looking()
    play.presses("Đổi số ngày")
    press(play, "x:send")
    assert play.announced == []
    assert play.tells("unclear.old_choice")
    press(play, "x:to:last")
    play.types("Gửi tin này")
    assert len(play.announced) == 1


def test_what_has_become_wrong_meanwhile_is_told_first() -> None:
    play = writing("Mời mở một bài học", admin(bank=catalog(FIRST, SECOND)))
    play.presses(SECOND.titles["vi"])
    play.types(WORDS)
    play.presses("Tiếp tục")
    play.presses("Ngay bây giờ")
    assert f"[Mở bài: {SECOND.titles['vi']}]" in play.words()
    play.bank = catalog(FIRST)
    play.presses("Gửi tin này")
    assert f"Bài học này nay không còn mở: {SECOND.id}" in play.words()
    assert play.announced == []
    press(play, "x:to:last")
    play.presses("Gửi tin này")
    assert play.state.scene == Broadcasting(BroadcastStage.WORDS)


def test_what_has_no_answers_is_no_poll() -> None:
    play = writing("Hỏi ý kiến")
    play.types("Học lúc nào?")
    press(play, "x:to:when")
    play.presses("Ngay bây giờ")
    play.presses("Gửi tin này")
    assert play.state.scene == Broadcasting(BroadcastStage.ANSWERS)
    assert play.announced == []
    play.types("Sáng\nTối")
    assert "[Sáng] · [Tối]" in play.words()
    play.presses("Sửa câu trả lời")
    play.types("Trưa\nTối")
    assert "[Trưa] · [Tối]" in play.words()


def test_an_hour_that_goes_by_while_one_looks_is_asked_about() -> None:
    play = timing()
    play.presses("Tối nay")
    play.waits(hours=12)
    press(play, "x:to:last")
    play.presses("Gửi tin này")
    assert "đã qua rồi" in play.words()
    assert play.announced == []


def test_whoever_lost_that_place_cannot_send_to_it() -> None:
    play = looking()
    play.known = replace(play.known, staff=staff_of(place=COMMUNE))
    play.presses("Gửi tin này")
    assert play.tells("broadcast.none")
    assert play.announced == []
    assert draft_of(play).place == PROVINCE


def test_it_is_shown_to_oneself_first_and_its_buttons_do_nothing() -> None:
    play = writing("Hỏi ý kiến")
    play.types("Chào {bạn}! {Bạn} ở {nơi}, lớp {lớp} của {hướng dẫn}, học lúc nào?")
    play.types("Sáng\nTối")
    play.presses("Tiếp tục")
    play.presses("Ngay bây giờ")
    play.presses("Gửi thử cho tôi")
    said = play.said[-1]
    assert said.author is Author.HUMAN
    assert "Chào bác! Bác ở Tỉnh Thái Nguyên, lớp học AI của người hướng dẫn" in play.words()
    assert play.labels() == ("Sáng", "Tối", "Quay lại")
    play.presses("Tối")
    assert play.tells("sending.only_tried")
    assert play.state.scene == Broadcasting(BroadcastStage.LAST)
    assert play.announced == []


def test_one_reads_it_with_ones_own_class_and_place() -> None:
    play = writing()
    play.types("{Nơi}, {lớp}, {hướng dẫn}")
    room = Classroom(3, ClassCode("h7k9m2"), FIRST.track, "Chiều thứ Bảy", "Cô Hoa", "x", place_code=COMMUNE)
    play.known = replace(play.known, own_class=Roster(room, ((LearnerId(3), "Cô Hoa"),)))
    press(play, "x:try")
    assert "Xã Tân Cương, Chiều thứ Bảy, Cô Hoa" in play.words()
    play.known = knowing(staff_of(place=PROVINCE))
    play.state = replace(play.state, profile=replace(play.state.profile, place=COMMUNE))
    press(play, "x:x")
    press(play, "x:try")
    assert "Xã Tân Cương, lớp học AI, người hướng dẫn" in play.words()


def test_where_no_place_is_known_the_words_for_it_stand() -> None:
    play = writing(play=admin(None))
    play.types("Bà con ở {nơi}")
    press(play, "x:try")
    assert "Bà con ở địa phương mình" in play.words()


@pytest.mark.parametrize("reach", [REACH, Reach({("web", "default"): 3})])
def test_nothing_is_waited_for_at_the_last_look(reach: Reach) -> None:
    play = looking(admin(reach=reach))
    play.types("mưa to")
    assert play.tells("unclear.text")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Chào {bạn} {tên}! Tuần tới lớp {lớp} mở thêm một buổi tối.", "Chào bạn! Tuần tới lớp … mở thêm một…"),
        ("Ngắn thôi.\n\nHai đoạn.", "Ngắn thôi. Hai đoạn."),
        ("x" * 50, "x" * 40 + "…"),
    ],
)
def test_admins_know_it_by_how_it_begins(words: str, title: str) -> None:
    play = writing()
    play.types(words)
    play.presses("Tiếp tục")
    play.presses("Ngay bây giờ")
    play.presses("Gửi tin này")
    made = play.announced[0]
    assert isinstance(made, MakeBroadcast)
    assert made.title == title
