"""Broadcasts that there are: the list, one of them, and what is decided on it; who comes second hears how it stands."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.broadcast import Broadcast, BroadcastMove, BroadcastState, Letter, Pause, Progressing, Tally
from bot.model.broadcast_effects import MoveBroadcast, RepeatBroadcast
from bot.model.delivery import DeliveryState
from bot.model.draft import Broadcasting, BroadcastStage
from bot.model.effects import Say
from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId, LearnerId
from bot.model.message import Author
from bot.model.staff import Role
from bot.model.text import paragraph, plain
from tests.announced import LAN, ME, NUMBERED, REACH, WORDS, admin, broadcast, choosing, seeing, view
from tests.bank import FIRST
from tests.play import MORNING, Play
from tests.staffed import knowing, staff_of

ASKED = broadcast(BroadcastState.DRAFT, is_asked=True, moves=1)
DONE = broadcast(BroadcastState.FINISHED)


def press(play: Play, choice: str) -> None:
    play.happen(ChoicePressed(ChoiceId(choice)))


def opened(shown: Progressing, play: Play | None = None) -> Play:
    """An admin who looks at a broadcast."""
    play = seeing(shown, play)
    press(play, "f:see:5")
    return play


def test_the_list_shows_what_is_under_way_and_was_lately() -> None:
    play = admin()
    states = {
        BroadcastState.DRAFT: "Bản soạn, chưa gửi",
        BroadcastState.SCHEDULED: "Đã hẹn giờ",
        BroadcastState.RUNNING: "▓▓▓▓░░░░ 50 %",
        BroadcastState.PAUSED: "Tạm dừng, ▓▓▓▓░░░░ 50 %",
        BroadcastState.FINISHED: "Gửi xong, 586 người đã nhận",
        BroadcastState.CANCELLED: "Đã huỷ, 586 người đã nhận",
    }
    for state, how in states.items():
        play.known = replace(play.known, broadcasts=(view(broadcast(state)),))
        play.types("/phát sóng")
        assert f"5. Buổi học thứ Bảy · {how}" in play.words(), state
    play.known = replace(play.known, broadcasts=(view(waits_for_visit=0),))
    play.types("/phatsong")
    assert "khi mở lại trang" not in play.words(), "nobody has to come by"
    play.known = replace(play.known, broadcasts=(view(ASKED),))
    play.types("/phatsong")
    assert "5. Buổi học thứ Bảy · Chờ người phụ trách thứ hai" in play.words()
    play.known = replace(play.known, broadcasts=(view(tally=Tally()),))
    play.types("/phatsong")
    assert "5. Buổi học thứ Bảy · 90 người nữa sẽ đọc khi mở lại trang." in play.words()
    play.known = replace(play.known, broadcasts=(view(tally=Tally(), waits_for_visit=0),))
    play.types("/phatsong")
    assert "5. Buổi học thứ Bảy · Đang bắt đầu" in play.words()
    assert play.labels() == ("5. Buổi học thứ Bảy", "Soạn tin mới", "Về trang chính")


def test_what_waits_for_an_admin_holds_the_broadcasts_that_others_ask_to_send() -> None:
    play = admin()
    play.known = replace(play.known, broadcasts=(view(ASKED), view(DONE), view(replace(ASKED, made_by=ME))))
    play.types("/viec")
    assert play.labels() == ("Tin chờ duyệt: Buổi học thứ Bảy", "Về trang chính")
    play.known = replace(play.known, broadcasts=())
    play.types("/viec")
    assert play.tells("alerts.empty")


def test_where_nothing_was_sent_one_may_begin() -> None:
    play = admin()
    play.types("/phatsong")
    assert play.tells("broadcast.empty")
    assert play.labels() == ("Soạn tin mới", "Về trang chính")


def test_the_list_leads_out_of_a_draft_and_offers_to_go_on() -> None:
    play = choosing()
    press(play, "f:list")
    assert not isinstance(play.state.scene, Broadcasting)
    assert "Viết tiếp bản đang soạn" in play.labels()


def test_whoever_is_no_admin_sees_none() -> None:
    play = seeing(view())
    play.known = replace(play.known, staff=None)
    press(play, "f:see:5")
    assert play.tells("broadcast.none")
    play.types("/phatsong")
    assert play.tells("broadcast.none")


def test_one_of_another_place_is_not_theirs() -> None:
    play = admin()
    press(play, "f:see:9")
    assert play.tells("broadcast.gone")


@pytest.mark.parametrize("choice", ["f:see", "f:see:x", "f:x:5", "f:x:5:3"])
def test_what_was_never_offered_is_no_choice(choice: str) -> None:
    play = seeing(view())
    press(play, choice)
    assert play.tells("unclear.old_choice")
    assert play.announced == []


@pytest.mark.parametrize(
    ("of", "wanted"),
    [
        (broadcast(BroadcastState.DRAFT), ("Huỷ", "Đọc như người nhận")),
        (ASKED, ("Duyệt", "Chưa gửi", "Đọc như người nhận")),
        (replace(ASKED, made_by=ME), ("Huỷ", "Đọc như người nhận")),
        (replace(ASKED, made_by=None), ("Duyệt", "Chưa gửi", "Đọc như người nhận")),
        (broadcast(BroadcastState.SCHEDULED), ("Huỷ", "Đọc như người nhận")),
        (broadcast(), ("Tạm dừng", "Huỷ", "Báo cáo", "Xem lời nhắn")),
        (broadcast(BroadcastState.PAUSED), ("Tiếp tục", "Huỷ", "Báo cáo", "Xem lời nhắn")),
        (broadcast(BroadcastState.PAUSED, pause=Pause.WITHDRAWN), ("Huỷ", "Báo cáo", "Xem lời nhắn")),
        (broadcast(BroadcastState.PAUSED, pause=Pause.UNANSWERED), ("Tiếp tục", "Huỷ", "Báo cáo", "Xem lời nhắn")),
        (
            broadcast(BroadcastState.PAUSED, pause=Pause.UNANSWERED, made_by=ME),
            ("Huỷ", "Báo cáo", "Xem lời nhắn"),
        ),
        (
            DONE,
            (
                *("Gửi lại cho 20 người chưa nhận được", "4 người không rõ đã nhận chưa"),
                *("Báo cáo", "Xem lời nhắn", "Soạn tin mới từ tin này"),
            ),
        ),
        (broadcast(BroadcastState.CANCELLED), ("Báo cáo", "Xem lời nhắn", "Soạn tin mới từ tin này")),
    ],
)
def test_one_offers_what_can_be_done_as_it_stands(of: object, wanted: tuple[str, ...]) -> None:
    shown = view(of)  # type: ignore[arg-type]  # a broadcast
    assert opened(shown).labels() == (*wanted, "Các tin gửi đi")


def test_its_author_reads_whom_it_waits_for() -> None:
    mine = replace(ASKED, made_by=ME)
    assert "Đã báo 2 người" in opened(view(mine, others=2)).words()
    assert "mời thêm bằng /moi" in opened(view(mine, others=0)).words()
    assert "Đã báo" not in opened(view(ASKED, others=2)).words()


def test_before_it_goes_out_one_reads_what_it_says() -> None:
    play = opened(view(ASKED, reach=REACH))
    assert WORDS in play.words()
    play.presses("Đọc như người nhận")
    assert "Chào bác! Chiều thứ Bảy có buổi học." in play.words()
    assert play.said[-1].author is Author.HUMAN
    assert play.labels() == ("Quay lại",)
    lesson = Letter(paragraph("Mời học."), lesson=FIRST.id)
    play = opened(view(replace(ASKED, letter=lesson)))
    play.presses("Đọc như người nhận")
    play.presses("Mở bài")
    assert play.tells("sending.only_tried")


def test_a_second_admin_approves() -> None:
    play = opened(view(ASKED))
    play.presses("Duyệt")
    assert play.announced == [MoveBroadcast(NUMBERED, BroadcastMove.CONFIRM, 1)]
    assert play.tells("broadcast.done.approve_now", title="Buổi học thứ Bảy")
    play = opened(view(replace(ASKED, starts_at=MORNING + timedelta(hours=11))))
    play.presses("Duyệt")
    assert play.tells("broadcast.done.approve", title="Buổi học thứ Bảy", when="19:30 hôm nay")


def test_the_second_one_to_approve_hears_who_was_first() -> None:
    play = opened(view(ASKED))
    confirmed = broadcast(BroadcastState.SCHEDULED, confirmed_by=LearnerId(9), moves=2)
    seeing(view(confirmed, confirmer="Anh Ba"), play)
    play.presses("Duyệt")
    assert play.announced == []
    assert "Anh Ba đã duyệt trước rồi." in play.words()
    assert "Sẽ gửi lúc 8:30 hôm nay." in play.words()
    seeing(view(replace(confirmed, confirmed_by=ME), confirmer="Chú Tư"), play)
    play.waits(minutes=1)
    press(play, "f:approve:5:1")
    assert play.tells("broadcast.confirmed_by_you")
    press(play, "f:cancel:5:1")
    assert play.tells("broadcast.moved_on"), "that is nothing in which anybody was first"
    seeing(view(replace(confirmed, state=BroadcastState.CANCELLED, confirmed_by=None)), play)
    press(play, "f:decline:5:1")
    assert play.tells("broadcast.moved_on")
    assert play.tells("broadcast.is_cancelled")


def test_nobody_approves_their_own() -> None:
    play = opened(view(replace(ASKED, made_by=ME)))
    press(play, "f:approve:5:1")
    assert play.announced == []
    assert play.tells("broadcast.moved_on")


def test_a_second_admin_may_wait_or_cancel_which_is_asked_twice() -> None:
    play = opened(view(ASKED))
    play.presses("Chưa gửi")
    assert play.announced == []
    play.presses("Để đó, xem sau")
    assert "Duyệt" in play.labels()
    play.waits(minutes=1)
    play.presses("Chưa gửi")
    play.presses("Huỷ hẳn")
    assert play.announced == [MoveBroadcast(NUMBERED, BroadcastMove.CANCEL, 1)]


def test_it_is_paused_and_gone_on_with() -> None:
    play = opened(view())
    play.presses("Tạm dừng")
    assert play.announced == [MoveBroadcast(NUMBERED, BroadcastMove.PAUSE, 3)]
    assert play.labels() == ("Tiếp tục", "Huỷ", "Các tin gửi đi")
    seeing(view(broadcast(BroadcastState.PAUSED, moves=4)), play)
    play.presses("Tiếp tục")
    assert play.announced[1:] == [MoveBroadcast(NUMBERED, BroadcastMove.RESUME, 4)]
    assert play.labels() == ("Tạm dừng", "Huỷ", "Các tin gửi đi")


@pytest.mark.parametrize(("of", "label"), [(broadcast(BroadcastState.PAUSED), "Tiếp tục"), (DONE, "Gửi lại cho 20")])
def test_where_its_author_has_it_go_on_its_bar_takes_the_place_of_the_answer(of: Broadcast, label: str) -> None:
    keys = []
    for author, may_edit in ((ME, True), (LAN, True), (ME, False)):
        play = admin()
        play.may_edit = may_edit
        play = opened(view(replace(of, made_by=author)), play)
        play.presses(label)
        said = play.effects[-1]
        assert isinstance(said, Say)
        keys.append(said.key)
    assert keys[0] == "progress:5"
    assert "progress:5" not in keys[1:]


def test_cancelling_is_asked_twice_and_counts_only_while_it_is_asked() -> None:
    play = opened(view())
    press(play, "f:cancel_now:5:3")
    assert play.announced == []
    play.presses("Huỷ")
    assert "586 người đã nhận thì vẫn còn tin" in play.words()
    play.presses("Quay lại")
    play.presses("Huỷ")
    play.presses("Huỷ hẳn")
    assert play.announced == [MoveBroadcast(NUMBERED, BroadcastMove.CANCEL, 3)]


def test_an_old_press_changes_nothing_and_is_told_how_it_stands() -> None:
    play = opened(view())
    seeing(view(broadcast(moves=5)), play)
    play.presses("Tạm dừng")
    assert play.announced == []
    assert play.tells("broadcast.moved_on")
    assert "Đang gửi." in play.words()
    press(play, "f:resume:5:5")
    assert play.announced == []


def test_gone_on_with_before_its_hour_it_goes_out_then() -> None:
    held = broadcast(
        BroadcastState.PAUSED, pause=Pause.RESTORED, starts_at=MORNING + timedelta(days=1), started_at=None
    )
    play = opened(view(held))
    play.presses("Tiếp tục")
    assert play.announced == [MoveBroadcast(NUMBERED, BroadcastMove.RESUME, 3)]
    assert "sẽ gửi lúc" in play.words()
    assert play.labels() == ("Huỷ", "Các tin gửi đi")


def test_it_is_sent_again_to_those_who_failed_alone() -> None:
    play = opened(view(DONE))
    play.presses("Gửi lại cho 20 người chưa nhận được")
    assert play.announced == [RepeatBroadcast(NUMBERED, (DeliveryState.FAILED,), 3)]
    assert "Đang gửi lại cho 20 người." in play.words()


def test_those_in_doubt_are_a_separate_choice_that_says_so() -> None:
    play = opened(view(DONE))
    press(play, "f:doubtful_now:5:3")
    assert play.announced == []
    play.presses("4 người không rõ")
    assert "Gửi lại thì có người nhận hai lần" in play.words()
    assert play.announced == []
    play.presses("Vẫn gửi lại cho 4 người")
    assert play.announced == [RepeatBroadcast(NUMBERED, (DeliveryState.UNKNOWN,), 3)]


def test_where_nobody_failed_there_is_nothing_to_repeat() -> None:
    tally = Tally({("web", "default"): {DeliveryState.SENT: 7}})
    play = opened(view(DONE, tally=tally))
    assert play.labels()[0] == "Báo cáo"
    press(play, "f:repeat:5:3")
    assert play.announced == []


def test_the_report_stands_on_pages() -> None:
    places = {f"Xã {n}": {DeliveryState.SENT: n} for n in range(1, 15)}
    play = opened(view(DONE, by_place=places))
    play.presses("Báo cáo")
    assert "586 trong 1.300 người đã nhận." in play.words()
    assert play.labels() == (
        *("Gửi lại cho 20 người chưa nhận được", "4 người không rõ đã nhận chưa"),
        *("Xem thêm", "Quay lại"),
    )
    play.presses("Xem thêm")
    assert "Xã 1: 1/1" in play.words()
    assert "Xem thêm" not in play.labels()
    press(play, "f:report:5:9")
    assert "Xã 14: 14/14" in play.words()
    play.presses("Quay lại")
    assert "Đã gửi xong." in play.words()


def test_what_it_said_is_shown() -> None:
    play = opened(view())
    play.presses("Xem lời nhắn")
    assert WORDS in play.words()
    assert play.labels() == ("Quay lại",)


def test_a_new_one_begins_with_the_words_of_an_old_one() -> None:
    old = replace(DONE, letter=Letter(paragraph(WORDS), answers=("Có", "Không")))
    play = opened(view(old))
    play.presses("Soạn tin mới từ tin này")
    assert play.state.scene == Broadcasting(BroadcastStage.WORDS)
    draft = play.state.draft
    assert draft is not None
    assert (plain(draft.letter.text), draft.is_poll, draft.place) == (WORDS, True, old.place)
    play.presses("Giữ nguyên")
    assert play.state.scene == Broadcasting(BroadcastStage.WHOM)


def test_an_auditor_decides_nothing() -> None:
    play = opened(view())
    play.known = replace(knowing(staff_of(Role.AUDITOR)), broadcast=view())
    play.presses("Tạm dừng")
    assert (play.announced, play.tells("broadcast.none")) == ([], True)
