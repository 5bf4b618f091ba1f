"""Who is to get what is written to many: each answer narrows, and how many are left is told at each step."""

from dataclasses import replace

import pytest

from bot.model.broadcast import Audience
from bot.model.draft import Broadcasting, BroadcastStage
from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId, ClassCode
from bot.model.place import PlaceTree
from bot.model.staff import Role
from tests.announced import NOBODY, REACH, admin, choosing, looking
from tests.bank import FIRST, shelves
from tests.play import Play
from tests.staffed import COMMUNE, HAMLET, OTHER


def chosen(play: Play) -> Audience:
    assert play.state.draft is not None
    return play.state.draft.audience


def press(play: Play, choice: str) -> None:
    play.happen(ChoicePressed(ChoiceId(choice)))


def test_everybody_of_the_place_is_meant_at_first() -> None:
    play = choosing()
    assert "- Nơi: Tỉnh Thái Nguyên" in play.words()
    assert "1.204 trên Telegram, 96 khi họ mở lại trang, 41 đã tắt nhận tin" in play.words()
    assert "- Số 12 lớp Chiều thứ Bảy, Xã Tân Cương, Telegram" in play.words()
    assert chosen(play) == Audience()
    assert "Bỏ hết, chọn lại" not in play.labels()


def test_a_place_is_chosen_level_by_level_or_typed() -> None:
    play = choosing()
    play.presses("Một nơi nhỏ hơn")
    assert play.labels() == ("Xã Tân Cương", "Xã Đại Phúc", "Quay lại")
    play.presses("Xã Tân Cương")
    assert chosen(play).place == COMMUNE
    play.presses("Một nơi nhỏ hơn")
    play.presses("Thôn Hồng Thái")
    assert chosen(play).place == HAMLET
    play.presses("Một nơi nhỏ hơn")
    assert play.tells("whom.no_place")
    play.types("dai phuc")
    play.presses("Xã Đại Phúc")
    assert chosen(play).place == OTHER
    play.presses("Một nơi nhỏ hơn")
    play.types("Hà Nội")
    assert play.tells("whom.not_found")
    play.presses("Không cần điều này")
    assert chosen(play) == Audience()


def test_no_place_is_asked_for_where_none_is_known() -> None:
    play = admin()
    office = replace(play.known.office, tree=PlaceTree())
    play.known = replace(play.known, office=office)
    assert "Một nơi nhỏ hơn" not in choosing(play).labels()


def test_nobody_beyond_ones_own_place_can_be_meant() -> None:
    play = choosing(admin(COMMUNE))
    for code in (OTHER, "19", "x"):
        press(play, f"x:set:place:{code}")
        assert play.tells("unclear.old_choice"), code
    play.presses("Một nơi nhỏ hơn")
    play.types("Đại Phúc")
    assert play.tells("whom.not_found")
    assert chosen(play) == Audience()


def test_a_class_is_chosen_or_typed_by_number_or_name() -> None:
    play = choosing()
    play.presses("Một lớp")
    assert play.labels() == ("Lớp 3: Chiều thứ Bảy", "Lớp 4: Tối thứ Ba", "Quay lại")
    play.types("chieu thu bay")
    press(play, "x:set:classroom:h7k9m2")
    assert chosen(play).classroom == ClassCode("h7k9m2")
    assert "- Lớp 3: Chiều thứ Bảy" in play.words()
    play.presses("Một lớp")
    play.types("4")
    assert "Lớp 4: Tối thứ Ba" in play.labels()
    assert "Lớp 3: Chiều thứ Bảy" not in play.labels()
    play.types("lớp không có")
    assert play.tells("whom.not_found")
    play.presses("Không cần điều này")
    assert chosen(play).classroom is None


def test_only_classes_of_the_place_that_is_meant_are_offered() -> None:
    everywhere = choosing(admin(None))
    everywhere.presses("Một lớp")
    assert any("Lớp tự do" in label for label in everywhere.labels()), "the class belongs to no place"
    play = choosing()
    press(play, f"x:set:place:{OTHER}")
    play.presses("Một lớp")
    assert len(play.labels()) == 2
    play.known = replace(play.known, rooms=())
    play.presses("Quay lại")
    play.presses("Một lớp")
    assert play.tells("whom.no_classroom")


def test_people_of_a_track_and_with_a_lesson_done_or_not() -> None:
    play = choosing(admin(bank=shelves()))
    play.presses("Học một chặng")
    track = play.bank.tracks[0]
    play.presses(track.titles["vi"])
    assert chosen(play).track == track.id
    play.presses("Đã học xong một bài")
    play.presses(track.titles["vi"])
    first = play.said[-1].choices[0]
    play.happen(ChoicePressed(first.id))
    assert chosen(play).done == first.id.removeprefix("x:set:done:")
    play.presses("Chưa học xong một bài")
    play.types("bài không có")
    assert play.tells("whom.not_found")
    play.types(FIRST.titles["vi"])
    play.happen(ChoicePressed(play.said[-1].choices[0].id))
    assert chosen(play).not_done == FIRST.id
    play.presses("Bỏ hết, chọn lại")
    assert chosen(play) == Audience()


def test_people_who_were_away_by_channel_and_by_role() -> None:
    play = choosing()
    play.presses("Lâu chưa vào học")
    play.types("thứ gì đó")
    assert play.tells("unclear.text")
    play.presses("30 ngày")
    play.presses("Nhận ở kênh nào")
    assert play.labels() == ("Telegram", "Trang web", "Quay lại")
    play.presses("Trang web")
    play.presses("Theo vai trò")
    play.presses("Người hướng dẫn")
    assert chosen(play) == Audience(inactive_days=30, channel="web", role=Role.MENTOR)
    play.presses("Lâu chưa vào học")
    play.presses("Không cần điều này")
    play.presses("Nhận ở kênh nào")
    play.presses("Không cần điều này")
    play.presses("Theo vai trò")
    play.presses("Không cần điều này")
    assert chosen(play) == Audience()


def test_where_there_is_nobody_there_is_no_way_on() -> None:
    play = choosing(admin(reach=NOBODY))
    assert "Không có ai như vậy." in play.words()
    assert "Tiếp tục, chọn giờ gửi" not in play.labels()
    play.presses("Nhận ở kênh nào")
    assert play.tells("whom.no_channel")


def test_where_nobody_counted_one_may_go_on() -> None:
    play = choosing(admin(reach=None))
    assert "Tiếp tục, chọn giờ gửi" in play.labels()
    play.presses("Nhận ở kênh nào")
    assert play.tells("whom.no_channel")


def test_many_answers_stand_on_pages() -> None:
    play = admin()
    rooms = tuple(replace(play.known.rooms[0], number=n, code=ClassCode(f"h7k9{n:02}")) for n in range(10, 18))
    play.known = replace(play.known, rooms=rooms)
    play = choosing(play)
    play.presses("Một lớp")
    play.presses("Xem thêm")
    assert any("17" in label for label in play.labels())


@pytest.mark.parametrize(
    "answer", ["away:8", "role:king", "done:gone", "not_done:gone", "track:gone", "channel:", "classroom:", "king:1"]
)
def test_an_answer_that_was_never_offered_changes_nothing(answer: str) -> None:
    play = choosing()
    press(play, f"x:set:{answer}")
    assert play.tells("unclear.old_choice")
    assert chosen(play) == Audience()


def test_who_gets_it_can_be_changed_after_the_last_look() -> None:
    play = looking()
    play.presses("Đổi người nhận")
    play.presses("Lâu chưa vào học")
    play.presses("7 ngày")
    play.presses("Tiếp tục")
    assert play.state.scene == Broadcasting(BroadcastStage.LAST)
    assert REACH.reached == 1_300
