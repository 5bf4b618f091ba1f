"""Whom an audience has, as an admin reads it."""

from dataclasses import replace
from datetime import timedelta

from bot.model.broadcast import Audience, Reach
from bot.model.ids import ClassCode, LessonId, TrackId
from bot.model.staff import Role
from bot.model.text import plain
from bot.tutor import reaching
from bot.tutor.context import Context, Need
from bot.tutor.invitations import place_name
from tests.announced import NOBODY, REACH, admin
from tests.bank import FIRST
from tests.play import MORNING
from tests.staffed import COMMUNE, PROVINCE

PLAY = admin()
STATE = PLAY.state


def context(**facts: object) -> Context:
    whole = PLAY.context(frozenset(Need))
    return replace(whole, facts=replace(whole.facts, **({"rooms": PLAY.known.rooms} | facts)))  # type: ignore[arg-type]  # Facts' own fields, by name


def test_it_says_by_what_people_were_chosen() -> None:
    who = Audience(COMMUNE, ClassCode("h7k9m2"), FIRST.track, FIRST.id, LessonId("gone"), 14, "telegram", Role.MENTOR)
    title = FIRST.titles["vi"]
    track = next(each for each in PLAY.bank.tracks if each.id == FIRST.track).titles["vi"]
    assert plain(reaching.whom(who, PROVINCE, STATE, context())).splitlines() == [
        "- Nơi: Xã Tân Cương",
        "- Lớp 3: Chiều thứ Bảy",
        f"- Học chặng: {track}",
        f"- Đã học xong: {title}",
        "- Chưa học xong: gone",
        "- Vắng từ 14 ngày trở lên",
        "- Nhận ở: Telegram",
        "- Vai trò: Người hướng dẫn",
    ]


def test_what_is_not_known_is_told_by_its_code() -> None:
    who = Audience(classroom=ClassCode("xxxxxx"), track=TrackId("gone"), channel="zalo")
    assert plain(reaching.whom(who, None, STATE, context())).splitlines() == [
        f"- Nơi: {place_name(None, STATE, context())}",
        "- Lớp xxxxxx",
        "- Học chặng: gone",
        "- Nhận ở: zalo",
    ]


def test_it_counts_as_people_read_numbers() -> None:
    told = "1.204 trên Telegram, 96 khi họ mở lại trang, 41 đã tắt nhận tin, 3 đã thôi dùng, khoảng 52 phút"
    assert reaching.count(REACH, STATE, context()) == told


def test_it_counts_only_what_there_is() -> None:
    one = Reach({("web", "default"): 5, ("zalo", "default"): 7})
    assert reaching.count(one, STATE, context()) == "7 ở nơi khác, 5 khi họ mở lại trang"
    assert reaching.count(NOBODY, STATE, context()) == "Không có ai như vậy."
    assert reaching.count(replace(one, enough=3), STATE, context()).endswith(
        "3 tuần này đã nhận đủ tin nên chưa nhận thêm"
    )
    assert reaching.count(replace(REACH, ends_at=None), STATE, context()).endswith("3 đã thôi dùng")


def test_what_takes_long_is_told_in_hours_or_by_its_end() -> None:
    long = replace(REACH, opted_out=0, gone=0, ends_at=MORNING + timedelta(hours=3, minutes=5))
    assert reaching.count(long, STATE, context()).endswith("96 khi họ mở lại trang, khoảng 3 giờ 5 phút")
    longer = replace(long, ends_at=MORNING + timedelta(days=1, hours=2))
    assert reaching.count(longer, STATE, context()).endswith("gửi hết vào khoảng 10:30 ngày mai")
    quick = replace(long, ends_at=MORNING + timedelta(seconds=3))
    assert reaching.count(quick, STATE, context()).endswith("khoảng 1 phút")


def test_samples_name_nobody() -> None:
    assert plain(reaching.samples(REACH, STATE, context())).splitlines()[2:] == [
        "- Số 12 lớp Chiều thứ Bảy, Xã Tân Cương, Telegram",
        "- Người học tự do, Xã Đại Phúc",
    ]
    assert reaching.samples(NOBODY, STATE, context()) == ()


def test_what_was_not_counted_is_not_told() -> None:
    told = plain(reaching.in_full(Audience(), PROVINCE, STATE, context()))
    assert told == "- Nơi: Tỉnh Thái Nguyên"
    assert "1.204 trên Telegram" in plain(reaching.in_full(Audience(), PROVINCE, STATE, context(reach=REACH)))


def test_it_tells_how_the_same_words_come_to_each() -> None:
    assert plain(reaching.how_it_looks(REACH, STATE, context())).count("\n\n") == 1
    only = replace(REACH, by_account={("telegram", "default"): 1_204})
    assert plain(reaching.how_it_looks(only, STATE, context())).startswith("Trên Telegram")
    assert plain(reaching.how_it_looks(replace(REACH, pushed=0), STATE, context())).startswith("Trên trang web")
    assert reaching.how_it_looks(NOBODY, STATE, context()) == ()
