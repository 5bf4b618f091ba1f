"""An admin writes to many in the chat, over the real inbox and a real database: what is counted is what is there."""

import pytest
from sqlalchemy import select

from bot.model.broadcast import BroadcastState
from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId
from bot.model.staff import Role
from bot.store import broadcasts
from bot.store.engine import Store
from bot.store.tables import inbox, poll_answer
from tests.town import PROVINCE, Town


@pytest.fixture
async def town(store: Store) -> Town:
    town = Town(store)
    await town.set_up()
    await town.helps("tu", "Chú Tư", Role.ADMIN, PROVINCE)
    return town


async def writes(town: Town, *presses: str, kind: str = "Một lời nhắn", answers: str = "") -> None:
    """The admin writes up to the last look, with these answers to who is to get it."""
    await town.types("tu", "/phatsong")
    await town.presses("tu", "Soạn tin mới")
    await town.presses("tu", kind)
    await town.types("tu", "Chào {bạn}!")
    if answers:
        await town.types("tu", answers)
    for label in presses:
        await town.presses("tu", label)
    await town.presses("tu", "Tiếp tục")
    await town.presses("tu", "Ngay bây giờ")


async def test_a_class_is_found_and_named(town: Town) -> None:
    for name in ("bac", "em"):
        await town.comes(name, is_in_class=True)
    await town.comes("khac")
    await writes(town, "Một lớp", "Lớp 1: Chiều thứ Bảy")
    assert "- Lớp 1: Chiều thứ Bảy" in town.last("tu").words
    assert "2 khi họ mở lại trang" in town.last("tu").words
    await town.presses("tu", "Đổi người nhận")
    await town.presses("tu", "Một lớp")
    await town.types("tu", "9")
    assert "không tìm thấy tên ấy" in town.last("tu").words


async def test_a_small_one_goes_out_and_its_author_hears_that_it_begins(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    await writes(town)
    await town.presses("tu", "Gửi tin này")
    assert "bắt đầu gửi" in town.last("tu").words
    (found,) = await town.found(lambda connection: broadcasts.newest(connection, 5))
    assert found.state is BroadcastState.RUNNING
    await town.does("bac", ChoicePressed(ChoiceId("m:menu")))
    await town.presses("tu", "Tạm dừng")
    (found,) = await town.found(lambda connection: broadcasts.newest(connection, 5))
    assert found.state is BroadcastState.PAUSED


async def test_whoever_pauses_it_is_named_though_they_neither_wrote_nor_approved_it(town: Town) -> None:
    await town.helps("ba", "Cô Ba", Role.ADMIN, PROVINCE)
    await town.comes("bac", is_in_class=True)
    await writes(town)
    await town.presses("tu", "Gửi tin này")
    await town.does("ba", ChoicePressed(ChoiceId("f:pause:1:2")))
    assert "Cô Ba đã tạm dừng tin" in town.last("tu").words


async def test_where_no_second_admin_is_there_the_author_is_told(town: Town) -> None:
    for name in ("bac", "em", "ong", "co"):
        await town.comes(name, is_in_class=True)
    await writes(town)
    assert "một người phụ trách nữa xem và duyệt" in town.last("tu").words
    await town.presses("tu", "Gửi tin này")
    assert "mời thêm bằng /moi" in town.last("tu").words
    await town.presses("tu", "Huỷ")
    await town.presses("tu", "Huỷ hẳn")
    (found,) = await town.found(lambda connection: broadcasts.newest(connection, 5))
    assert found.state is BroadcastState.CANCELLED


async def test_an_answer_that_was_never_offered_breaks_nothing(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    await writes(town, kind="Hỏi ý kiến", answers="Có\nKhông")
    await town.presses("tu", "Gửi tin này")
    for forged in ("d:poll:1:7", "d:poll:99:0", "d:poll:1:1"):
        await town.does("bac", ChoicePressed(ChoiceId(forged)))
    parked = select(inbox.c.update_id).where(inbox.c.state == "parked")
    assert await town.found(lambda connection: connection.execute(select(poll_answer.c.answer)).scalars().all()) == [1]
    assert await town.found(lambda connection: connection.execute(parked).all()) == []
