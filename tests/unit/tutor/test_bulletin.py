"""How a broadcast stands, as an admin reads it."""

from datetime import timedelta

import pytest

from bot.model.broadcast import BroadcastState, Letter, Pause, Progressing, Tally, Why
from bot.model.delivery import DeliveryState
from bot.model.text import paragraph, plain
from bot.tutor import bulletin
from bot.tutor.context import Need
from tests.announced import REACH, WORDS, admin, broadcast, view
from tests.play import MORNING

PLAY = admin()
STATE, CONTEXT = PLAY.state, PLAY.context(frozenset(Need))


def tally(waiting: int, sent: int) -> Tally:
    return Tally({("telegram", "default"): {DeliveryState.WAITING: waiting, DeliveryState.SENT: sent}})


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (view(), "▓▓▓▓░░░░ 50 % · 610/1.210 · 28 tin/giây · còn khoảng 25 phút"),
        (view(per_second=0.0), "▓▓▓▓░░░░ 50 % · 610/1.210 · còn khoảng 25 phút"),
        (view(per_second=0.25), "▓▓▓▓░░░░ 50 % · 610/1.210 · 0,2 tin/giây · còn khoảng 25 phút"),
        (view(ends_at=None), "▓▓▓▓░░░░ 50 % · 610/1.210 · 28 tin/giây"),
        (view(ends_at=MORNING), "▓▓▓▓░░░░ 50 % · 610/1.210 · 28 tin/giây"),
        (
            view(ends_at=MORNING + timedelta(hours=23)),
            "▓▓▓▓░░░░ 50 % · 610/1.210 · 28 tin/giây · xong khoảng 7:30 ngày mai",
        ),
        (view(tally=tally(0, 0), waits_for_visit=0, per_second=0), "▓▓▓▓▓▓▓▓ 100 % · 0/0"),
        (view(tally=tally(90, 300), per_second=0), "▓▓▓▓▓▓▓▓ 100 % · 300/300"),
        (view(tally=tally(100, 0), waits_for_visit=0, per_second=0, ends_at=None), "░░░░░░░░ 0 % · 0/100"),
    ],
)
def test_the_bar_tells_how_far_it_has_come(shown: Progressing, wanted: str) -> None:
    assert bulletin.bar(shown, STATE, CONTEXT) == wanted


@pytest.mark.parametrize(
    ("state", "changes", "wanted"),
    [
        (BroadcastState.DRAFT, {}, "Bản soạn, chưa gửi."),
        (BroadcastState.DRAFT, {"is_asked": True}, "Đang chờ người phụ trách thứ hai duyệt."),
        (BroadcastState.SCHEDULED, {"starts_at": MORNING + timedelta(hours=11)}, "Sẽ gửi lúc 19:30 hôm nay."),
        (BroadcastState.SCHEDULED, {}, "Sẽ gửi lúc 8:30 hôm nay."),
        (BroadcastState.RUNNING, {}, "90 người nữa sẽ đọc khi mở lại trang."),
        (BroadcastState.PAUSED, {}, "Một người phụ trách đã tạm dừng."),
        (BroadcastState.FINISHED, {}, "Đã gửi xong."),
        (BroadcastState.CANCELLED, {}, "Đã huỷ. Ai đã nhận thì vẫn còn tin."),
    ],
)
def test_it_says_where_it_stands(state: BroadcastState, changes: dict[str, object], wanted: str) -> None:
    told = plain(bulletin.standing(view(broadcast(state, **changes)), STATE, CONTEXT))
    assert told.startswith("Buổi học thứ Bảy")
    assert wanted in told
    assert ("▓" in told) == (state in {BroadcastState.RUNNING, BroadcastState.PAUSED})


def test_before_anybody_is_written_down_there_is_no_bar() -> None:
    assert "▓" not in plain(bulletin.standing(view(tally=Tally(), waits_for_visit=0), STATE, CONTEXT))


@pytest.mark.parametrize("pause", Pause)
def test_every_reason_to_pause_has_a_sentence(pause: Pause) -> None:
    paused = broadcast(BroadcastState.PAUSED, pause=pause, starts_at=MORNING)
    told = plain(bulletin.why_paused(paused, STATE, CONTEXT))
    assert told.endswith(".")
    assert "{" not in told


def test_it_shows_what_is_said_to_whom_by_whom_and_until_when() -> None:
    asked = broadcast(BroadcastState.DRAFT, starts_at=MORNING + timedelta(hours=2))
    told = plain(bulletin.letter(view(asked, reach=REACH), STATE, CONTEXT))
    for words in (
        *(WORDS, "- Nơi: Tỉnh Thái Nguyên", "1.204 trên Telegram", "Người soạn: Chị Lan."),
        *("Bắt đầu gửi: 10:30 hôm nay.", "Có giá trị đến 8:30 ngày 1/12/2026."),
    ):
        assert words in told, words
    poll = broadcast(letter=Letter(paragraph("Học lúc nào?"), answers=("Sáng", "Tối")))
    told = plain(bulletin.letter(view(poll, author=""), STATE, CONTEXT))
    assert "Nút bấm bên dưới tin: [Sáng] · [Tối]" in told
    assert "Người soạn" not in told


def test_in_short_it_says_how_many_got_it() -> None:
    assert plain(bulletin.in_short(view(), STATE, CONTEXT)) == (
        "586/1.300 người đã nhận, 24 người chưa nhận được hoặc không rõ."
    )
    assert plain(bulletin.in_short(view(tally=tally(0, 7)), STATE, CONTEXT)) == "7/7 người đã nhận."


def test_the_report_tells_states_reasons_answers_and_places() -> None:
    poll = broadcast(letter=Letter(paragraph("Học lúc nào?"), answers=("Sáng", "Tối")))
    places = {
        "Xã Tân Cương": {DeliveryState.SENT: 500, DeliveryState.FAILED: 20, DeliveryState.WAITING: 3},
        "": {DeliveryState.SENT: 86},
    }
    whys = {Why.DOUBTFUL: 4, Why.UNREACHABLE: 20, Why.OPTED_OUT: 0}
    shown = view(poll, by_place=places, whys=whys, answers={1: 12})
    assert plain(bulletin.report(shown, 0, STATE, CONTEXT)).splitlines()[2:] == [
        *("586 trong 1.300 người đã nhận.", ""),
        *("- Còn chờ: 690", "- Chưa nhận được: 20", "- Không rõ đã nhận chưa: 4", ""),
        *("Vì sao:", "", "- Mạng không tới được quá lâu: 20", "- Máy hoặc mạng đứt giữa chừng nên không rõ: 4", ""),
        *("Câu trả lời:", "", "- Sáng: 0", "- Tối: 12", ""),
        *("Theo từng nơi:", "", "- Xã Tân Cương: 500/523 đã nhận, 20 không nhận hoặc không rõ"),
        "- Chưa rõ nơi: 86/86 đã nhận",
    ]


def test_a_report_of_nothing_is_short() -> None:
    assert plain(bulletin.report(view(tally=Tally(), whys={}), 0, STATE, CONTEXT)) == (
        "Buổi học thứ Bảy\n\n0 trong 0 người đã nhận."
    )


@pytest.mark.parametrize("why", Why)
def test_every_reason_is_told_with_its_count(why: Why) -> None:
    told = plain(bulletin.report(view(whys={why: 1_204}), 0, STATE, CONTEXT))
    assert ": 1.204" in told


def test_many_places_stand_on_pages() -> None:
    places = {f"Xã {n}": {DeliveryState.SENT: n} for n in range(1, 26)}
    shown = view(by_place=places)
    assert bulletin.pages(shown) == 3
    assert "Xã 25: 25/25" in plain(bulletin.report(shown, 0, STATE, CONTEXT))
    assert "Xã 5: 5/5" in plain(bulletin.report(shown, 2, STATE, CONTEXT))
    assert bulletin.pages(view()) == 0
