"""A question from both sides, over a real database: asked, answered, told of, and what becomes of names and replies."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, select, update

from bot.model.classroom import Classroom
from bot.model.events import Arrived, TextReceived
from bot.model.ids import ClassCode, TrackId
from bot.model.question import QuestionState
from bot.service.classrooms import open_classroom
from bot.store import audit
from bot.store.engine import Store
from bot.store.kept import kept_about
from bot.store.tables import class_mentor, outbox, question, words
from tests.integration.village import SITE, Village, village

ASKED = "Tôi bấm vào đâu để gửi ảnh?"
ANSWER = "Bác bấm vào hình cái kẹp giấy nhé"
WANTED = Classroom(0, ClassCode(""), TrackId("lam-quen-voi-ai"), "Chiều thứ Bảy", "Cô Lan", "Nhà văn hoá thôn 3")


@pytest.fixture
async def people(store: Store) -> AsyncIterator[Village]:
    async with village(store) as opened:
        await opened.appoints("lan", "Cô Lan")
        await opened.comes("bac")
        yield opened


async def claimed(people: Village) -> None:
    """The learner asks, and the mentor takes it."""
    await people.types("bac", f"? {ASKED}")
    await people.types("lan", "/cauhoi")
    assert "Người học chọn được gọi là “bác”." in await people.presses("lan", "Tôi bấm")
    await people.presses("lan", "Nhận")


async def said(store: Store) -> list[str]:
    """All that was said about questions, oldest first."""
    return await store.read(
        lambda connection: list(connection.execute(select(words.c.text).order_by(words.c.id)).scalars())
    )


async def state(store: Store) -> tuple[str, bool]:
    row = await store.read(lambda connection: connection.execute(select(question.c.state, question.c.is_urgent)).one())
    return row.state, bool(row.is_urgent)


async def test_a_question_comes_back_answered_and_is_seen_first(people: Village) -> None:
    told = await people.types("bac", f"? {ASKED}")
    assert "Cô Lan (người thật) sẽ đọc và trả lời" in told
    assert ASKED in await people.types("lan", "/cauhoi") or ASKED in " ".join(people.labels("lan"))
    await people.presses("lan", "Tôi bấm")
    await people.presses("lan", "Nhận")
    assert "sẽ đọc:" in await people.types("lan", ANSWER)
    await people.presses("lan", "Gửi")
    await people.inbox.settle()
    heard = await people.hears("bac")
    assert heard.startswith("Cô Lan (người thật) trả lời")
    assert ANSWER in heard
    assert ANSWER in await people.happens("bac", Arrived())
    await people.presses("bac", "Tôi hiểu rồi")
    await people.inbox.settle()
    assert "đã hiểu câu trả lời" in await people.hears("lan")
    assert await state(people.store) == (QuestionState.CLOSED, False)


async def test_a_name_is_told_for_a_reason_that_its_owner_reads(people: Village) -> None:
    await people.types("bac", "/caidat")
    await people.presses("bac", "Tên gọi")
    await people.types("bac", "Tư")
    await claimed(people)
    assert "Tư" not in await people.presses("lan", "Xem cả câu hỏi")
    await people.presses("lan", "Xem tên người học")
    assert "tên là Tư" in await people.types("lan", "để gọi ở lớp, số tôi 0912345678")
    told = await people.types("bac", "/dulieu")
    assert "Cô Lan xem tên của bác. Lý do: “để gọi ở lớp, số tôi [số điện thoại]”" in told
    of, lan = await people.number("bac"), await people.number("lan")
    kept = await people.store.read(lambda connection: kept_about(connection, of))
    assert [(each.by, each.reason) for each in kept.revealed] == [("Cô Lan", "để gọi ở lớp, số tôi [số điện thoại]")]
    (_, entry), *_ = await people.store.read(lambda connection: audit.newest(connection, 1))
    assert (entry.act, entry.thing, entry.actor, entry.subject) == (audit.REVEAL, "question:1", lan, of)


async def test_of_whoever_told_no_name_none_is_told_and_it_is_noted(people: Village) -> None:
    await claimed(people)
    await people.presses("lan", "Xem cả câu hỏi")
    await people.presses("lan", "Xem tên người học")
    assert "chưa cho biết tên" in await people.types("lan", "để gọi ở lớp")
    assert "Cô Lan xem tên" in await people.types("bac", "/dulieu")
    await people.types("lan", "/xoa")
    await people.presses("lan", "Xoá")
    assert "một người hỗ trợ xem tên" in await people.types("bac", "/dulieu")


async def test_a_joke_is_closed_and_its_teller_hears_a_kind_word(people: Village) -> None:
    await claimed(people)
    await people.presses("lan", "Xem cả câu hỏi")
    await people.presses("lan", "Đóng câu này")
    await people.presses("lan", "Đóng, không trả lời")
    await people.inbox.settle()
    assert "xin khép lại ở đây" in await people.hears("bac")
    assert await state(people.store) == (QuestionState.CLOSED, False)


async def test_danger_told_to_a_human_makes_it_urgent(people: Village) -> None:
    await claimed(people)
    await people.types("bac", "/hoi")
    card = await people.types("bac", "bác vừa chuyển 20 triệu cho công an trên mạng")
    assert "dừng lại đã" in card
    assert "đã báo ngay cho người thật" in card
    await people.inbox.settle()
    assert "GẤP" in await people.hears("lan")
    assert await state(people.store) == (QuestionState.CLAIMED, True)
    assert (await said(people.store))[-1] == "bác vừa chuyển 20 triệu cho công an trên mạng"


async def test_a_note_reaches_no_learner(people: Village) -> None:
    await claimed(people)
    await people.presses("lan", "Xem cả câu hỏi")
    await people.presses("lan", "Ghi chú")
    await people.types("lan", "bác này mắt kém")
    assert (await said(people.store))[-1] == "bác này mắt kém"
    await people.inbox.settle()
    for heard in (await people.hears("bac"), await people.types("bac", "/hoi"), await people.happens("bac", Arrived())):
        assert "mắt kém" not in heard


async def test_a_reply_to_a_message_about_a_question_is_its_answer(people: Village) -> None:
    await people.types("bac", f"? {ASKED}")
    await people.types("lan", "/cauhoi")
    await people.presses("lan", "Tôi bấm")

    def sent(connection: Connection) -> None:
        connection.execute(update(outbox).where(outbox.c.key == "mentor:1").values(external_id="4711"))

    await people.store.write(sent)
    assert "sẽ đọc:" not in await people.happens("lan", TextReceived(ANSWER, replies_to="mentor:1")), (
        "only an id counts"
    )
    assert "sẽ đọc:" in await people.happens("lan", TextReceived(ANSWER, replies_to="4711"))
    await people.presses("lan", "Gửi")
    assert (await said(people.store))[-1] == ANSWER
    assert (await state(people.store))[0] == QuestionState.ANSWERED


async def test_a_text_to_paste_names_the_door_of_the_class(people: Village, store: Store) -> None:
    made = await open_classroom(store, people.world, WANTED)
    lan, now = await people.number("lan"), people.world.now()

    def appoint(connection: Connection) -> None:
        connection.execute(class_mentor.insert().values(classroom_number=made.number, learner_id=lan, since=now))

    await store.write(appoint)
    await people.happens("khach", Arrived(code=made.code))
    await people.presses("khach", "Xem thử")
    await people.presses("khach", "Bác")
    told = await people.types("khach", "?")
    assert "Cô Lan (người thật) sẽ đọc" in told
    await people.types("khach", ASKED)
    await people.presses("khach", "Từ nay ghi nhớ")
    assert "đã gửi câu hỏi" in await people.presses("khach", "Đồng ý")
    await people.types("lan", "/cauhoi")
    await people.presses("lan", "Tôi bấm")
    await people.presses("lan", "Nhận")
    assert "Người học số 1, lớp 1 sẽ đọc:" in await people.types("lan", ANSWER)
    await people.presses("lan", "Gửi")
    await people.types("lan", "/cauhoi")
    pasted = await people.presses("lan", "Chưa xem")
    assert f"{SITE}/j/{made.code}" in pasted
    assert "Gửi người học số 1, lớp 1." in pasted
