"""What admins hear of broadcasts: one waits for them, something happened to one of theirs, and how far it has come."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.broadcast import Broadcast, BroadcastMove, BroadcastState, Pause, Progressing, Tally
from bot.model.delivery import Lane
from bot.model.effects import Ignore, Say
from bot.model.events import BroadcastAsked, BroadcastMoved, BroadcastProgressed, News
from bot.model.ids import LearnerId
from bot.model.text import plain
from tests.announced import LAN, ME, NUMBERED, REACH, WORDS, admin, broadcast, looking, seeing, view
from tests.play import MORNING, Play

ASKED = broadcast(BroadcastState.DRAFT, is_asked=True, moves=1)
MINE = broadcast(made_by=ME, confirmed_by=LAN, started_at=MORNING)


def hears(event: News, shown: Progressing, play: Play | None = None) -> tuple[Play, Say | None]:
    """What is said of it, if anything; the place where one stands stays."""
    play = seeing(shown, play)
    before = (play.state.scene, len(play.said))
    play.happen(event)
    said = play.effects[-1]
    assert play.state.scene == before[0]
    if isinstance(said, Ignore):
        assert len(play.said) == before[1]
        return play, None
    assert isinstance(said, Say)
    return play, said


def test_another_admin_is_asked_with_the_words_the_count_and_the_author() -> None:
    play, said = hears(BroadcastAsked(NUMBERED), view(ASKED, reach=REACH))
    assert said is not None
    assert said.lane is Lane.MENTOR
    assert "Chị Lan nhờ bác xem một tin cho 1.300 người." in play.words()
    assert WORDS in play.words()
    assert play.labels() == ("Duyệt", "Chưa gửi", "Đọc như người nhận", "Các tin gửi đi")


def test_of_an_author_who_is_gone_it_is_somebody_who_asks() -> None:
    play, _ = hears(BroadcastAsked(NUMBERED), view(replace(ASKED, made_by=None), author=""))
    assert "Một người phụ trách nhờ bác xem một tin" in play.words()


@pytest.mark.parametrize(("others", "words"), [(2, "Đã báo 2 người"), (0, "mời thêm bằng /moi")])
def test_its_author_hears_for_whom_it_waits(others: int, words: str) -> None:
    play, _ = hears(BroadcastAsked(NUMBERED), view(replace(ASKED, made_by=ME), others=others))
    assert words in play.words()
    assert play.labels()[0] == "Huỷ"


def test_what_was_settled_meanwhile_asks_nobody() -> None:
    assert hears(BroadcastAsked(NUMBERED), view(broadcast(BroadcastState.CANCELLED)))[1] is None


@pytest.mark.parametrize(
    "event", [BroadcastAsked(NUMBERED), BroadcastMoved(NUMBERED, BroadcastMove.START), BroadcastProgressed(NUMBERED)]
)
def test_of_what_is_not_theirs_nobody_hears(event: News) -> None:
    play = admin()
    play.happen(event)
    assert isinstance(play.effects[0], Ignore)


SCHEDULED = replace(MINE, state=BroadcastState.SCHEDULED, starts_at=MORNING + timedelta(hours=11))


@pytest.mark.parametrize(
    ("move", "by", "of", "words"),
    [
        (
            BroadcastMove.CONFIRM,
            LAN,
            SCHEDULED,
            "Anh Ba đã duyệt tin “Buổi học thứ Bảy”. Bắt đầu gửi lúc 19:30 hôm nay.",
        ),
        (BroadcastMove.CONFIRM, ME, SCHEDULED, "Tin “Buổi học thứ Bảy” đã xếp lịch, sẽ gửi lúc 19:30 hôm nay."),
        (BroadcastMove.CONFIRM, None, SCHEDULED, "đã xếp lịch, sẽ gửi lúc 19:30 hôm nay."),
        (BroadcastMove.START, None, MINE, "Tin “Buổi học thứ Bảy” bắt đầu gửi."),
        (BroadcastMove.RESUME, LAN, MINE, "Anh Ba cho tin “Buổi học thứ Bảy” gửi tiếp."),
        (BroadcastMove.RESUME, None, MINE, "Một người phụ trách cho tin “Buổi học thứ Bảy” gửi tiếp."),
        (BroadcastMove.REPEAT, LearnerId(99), MINE, "Một người phụ trách gửi lại tin “Buổi học thứ Bảy”"),
        (
            BroadcastMove.FINISH,
            None,
            replace(MINE, state=BroadcastState.FINISHED),
            "Tin “Buổi học thứ Bảy” đã gửi xong.\n\n586/1.300 người đã nhận, 24 người chưa nhận được hoặc không rõ.",
        ),
        (
            BroadcastMove.CANCEL,
            LAN,
            replace(MINE, state=BroadcastState.CANCELLED),
            "Anh Ba đã huỷ tin “Buổi học thứ Bảy”.",
        ),
        (
            BroadcastMove.CANCEL,
            LearnerId(99),
            replace(ASKED, state=BroadcastState.CANCELLED, made_by=ME),
            "Một người phụ trách chưa cho gửi tin “Buổi học thứ Bảy”.",
        ),
    ],
)
def test_each_thing_that_happens_is_one_sentence(
    move: BroadcastMove, by: LearnerId | None, of: Broadcast, words: str
) -> None:
    mover = "Anh Ba" if by == LAN else ""  # 99 was erased meanwhile
    play, said = hears(BroadcastMoved(NUMBERED, move, by), view(of, author="Chú Tư", mover=mover))
    assert said is not None
    assert words in play.words()
    assert play.labels()[-1] == "Các tin gửi đi"


def test_at_night_it_says_that_it_begins_in_the_morning() -> None:
    play = seeing(view(MINE))
    play.waits(hours=13)
    play.happen(BroadcastMoved(NUMBERED, BroadcastMove.START))
    assert play.tells("broadcast.news.start_night", title="Buổi học thứ Bảy")


@pytest.mark.parametrize("pause", Pause)
def test_every_pause_says_why(pause: Pause) -> None:
    paused = replace(MINE, state=BroadcastState.PAUSED, pause=pause)
    play, _ = hears(BroadcastMoved(NUMBERED, BroadcastMove.PAUSE, LAN), view(paused, mover="Chị Lan"))
    key = "broadcast.news.paused_by" if pause is Pause.BY_HAND else f"broadcast.pause.{pause}"
    assert play.tells(key, name="Chị Lan", title="Buổi học thứ Bảy")
    assert "Huỷ" in play.labels()


@pytest.mark.parametrize(
    ("move", "of"),
    [
        (BroadcastMove.PAUSE, replace(MINE, state=BroadcastState.PAUSED)),
        (BroadcastMove.CANCEL, replace(MINE, state=BroadcastState.CANCELLED)),
        (BroadcastMove.CONFIRM, replace(SCHEDULED, starts_at=None)),
        (BroadcastMove.CONFIRM, replace(SCHEDULED, made_by=LAN)),
    ],
)
def test_of_what_one_did_oneself_one_hears_nothing(move: BroadcastMove, of: Broadcast) -> None:
    assert hears(BroadcastMoved(NUMBERED, move, ME), view(of))[1] is None


def test_a_pause_that_is_over_is_no_news() -> None:
    assert hears(BroadcastMoved(NUMBERED, BroadcastMove.PAUSE), view(MINE))[1] is None


def test_the_bar_stands_in_the_place_of_the_one_before_and_changes_no_menu() -> None:
    play = looking()
    play.may_edit = True
    menu = play.state.menu
    play, said = hears(BroadcastProgressed(NUMBERED), view(MINE), play)
    assert said is not None
    assert (said.key, said.replaces, said.lane) == ("progress:5", "progress:5", Lane.NUDGE)
    assert said.message.is_silent
    assert "▓▓▓▓░░░░ 50 % · 610/1.210 · 28 tin/giây · còn khoảng 25 phút" in plain(said.message.text)
    assert [each.label for each in said.message.choices] == ["Tạm dừng", "Huỷ", "Báo cáo", "Xem lời nhắn"]
    assert play.state.menu == menu


def test_where_nothing_can_be_changed_in_its_place_no_bar_is_told() -> None:
    assert hears(BroadcastProgressed(NUMBERED), view(MINE))[1] is None


def test_one_that_stands_still_is_an_alarm_everywhere() -> None:
    play, said = hears(BroadcastProgressed(NUMBERED, is_stalled=True), view(MINE))
    assert said is not None
    assert (said.replaces, said.message.is_silent) == (None, False)
    assert "đứng yên đã hơn 10 phút" in play.words()
    assert "▓▓▓▓░░░░" in play.words()
    play, said = hears(BroadcastProgressed(NUMBERED, is_stalled=True), view(MINE, tally=Tally()))
    assert said is not None
    assert "▓" not in play.words()


def test_of_one_that_runs_no_more_there_is_no_bar() -> None:
    finished = replace(MINE, state=BroadcastState.FINISHED)
    for is_stalled in (True, False):
        assert hears(BroadcastProgressed(NUMBERED, is_stalled), view(finished))[1] is None


def at_phone() -> Play:
    play = looking()
    play.may_edit = True
    return play


@pytest.mark.parametrize("move", [BroadcastMove.START, BroadcastMove.RESUME, BroadcastMove.REPEAT])
def test_the_bar_takes_the_place_of_the_word_that_it_goes_out(move: BroadcastMove) -> None:
    _, said = hears(BroadcastMoved(NUMBERED, move), view(MINE), at_phone())
    assert said is not None
    assert (said.key, said.replaces, said.lane) == ("progress:5", None, Lane.MENTOR)
    for play, of in ((looking(), MINE), (at_phone(), replace(MINE, made_by=LAN))):
        _, said = hears(BroadcastMoved(NUMBERED, move), view(of), play)
        assert said is not None
        assert said.key is None


@pytest.mark.parametrize(
    ("move", "state", "words", "labels"),
    [
        (BroadcastMove.FINISH, BroadcastState.FINISHED, "Đã gửi xong.", "Báo cáo"),
        (BroadcastMove.PAUSE, BroadcastState.PAUSED, "Đang tạm dừng.", "Tiếp tục"),
        (BroadcastMove.CANCEL, BroadcastState.CANCELLED, "Đã huỷ.", "Báo cáo"),
    ],
)
def test_where_it_stops_so_does_its_bar(move: BroadcastMove, state: BroadcastState, words: str, labels: str) -> None:
    stopped = replace(MINE, state=state)
    play, _ = hears(BroadcastMoved(NUMBERED, move, LAN), view(stopped), at_phone())
    bar = play.effects[-2]
    assert isinstance(bar, Say)
    assert (bar.key, bar.replaces, bar.message.is_silent) == ("progress:5", "progress:5", True)
    assert words in plain(bar.message.text)
    assert labels in [each.label for each in bar.message.choices]
    play, said = hears(BroadcastMoved(NUMBERED, move, ME), view(stopped), at_phone())
    assert said is not None
    assert said.replaces == "progress:5", "what they did themselves is not told, but shown"
    never_begun = replace(stopped, started_at=None)
    play, _ = hears(BroadcastMoved(NUMBERED, move, LAN), view(never_begun), at_phone())
    assert len(play.effects) == 1
