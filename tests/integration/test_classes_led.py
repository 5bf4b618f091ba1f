"""Classes led in the chat, on both databases: opened, approved, left, helped in, met, and closed."""

import re
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, select

from bot.model.alert import AlertKind
from bot.model.class_effects import AddLeader, ApproveClass, HandOver, OfClasses, RefuseClass
from bot.model.events import Arrived, ErasureConfirmed
from bot.model.ids import ClassCode, LearnerId
from bot.model.place import PlaceTree
from bot.model.staff import Role
from bot.service.classrooms import ClassAct, Clerk
from bot.service.questions import Mover
from bot.service.staffing import Staffing
from bot.service.timers import Timers
from bot.store import alerts, audit, classrooms, inbox, learners, rosters, staff
from bot.store.engine import Store
from bot.store.tables import attendance, learner, outbox
from tests.integration.village import Village, at, village


@pytest.fixture
async def people(store: Store) -> AsyncIterator[Village]:
    async with village(store) as opened:
        yield opened


async def opens(people: Village, who: str = "hoa", title: str = "Chiều thứ Bảy") -> str:
    """Somebody opens a class by three answers; gives all that they hear of it."""
    await people.types(who, "/molop")
    await people.presses(who, "Làm quen với AI")
    said = await people.types(who, title)
    if "muốn ghi tên thế nào" in said:
        await people.types(who, "Bác Năm")
    return await people.types(who, "Nhà văn hoá thôn 3")


def code_in(said: str) -> str:
    found = re.search(r"Mã lớp: (\w{6})", said)
    assert found is not None, said
    return found[1]


async def does(people: Village, by: LearnerId | None, effect: OfClasses) -> bool:
    """Somebody's decision about a class, which another dialogue takes."""

    def write(connection: Connection) -> bool:
        return Clerk().write(connection, PlaceTree(), [ClassAct(by, effect)], people.world.draw, people.world.now())

    has_news = await people.store.write(write)
    await people.inbox.settle()
    return has_news


async def acts(store: Store) -> list[str]:
    newest = await store.read(lambda connection: audit.newest(connection, 50))
    return [entry.act for _, entry in reversed(newest)]


async def test_three_answers_and_a_mentor_has_a_class(store: Store, people: Village) -> None:
    hoa = await people.appoints("hoa", "Cô Hoa")
    said = await opens(people)
    code = code_in(said)
    assert "Lớp 1 đã mở: Chiều thứ Bảy." in said
    assert f"Vào lớp: https://hoc.example.vn/j/{code}" in said
    assert f"https://hoc.example.vn/lop/{code}/poster.pdf?size=a5" in said
    assert "Cô Hoa, Nhà văn hoá thôn 3." in said
    (made,) = await store.read(classrooms.all_classes)
    assert (made.classroom.is_approved, made.classroom.opened_by) == (True, hoa)
    assert await store.read(classrooms.mentors) == [(1, hoa)]
    assert await acts(store) == ["class.opened"]
    await people.comes("nam", code)
    assert "1 người" in await people.types("hoa", "/lop")


async def test_without_a_role_it_is_a_request_that_an_admin_approves(store: Store, people: Village) -> None:
    admin = await people.appoints("thu", "Chị Thu", Role.ADMIN)
    nam = await people.comes("nam")
    said = await opens(people, "nam")
    code = code_in(said)
    assert "Chờ duyệt" in said
    (alert,) = await store.read(alerts.unsettled)
    assert (alert.thing, alert.words, alert.learner) == ("class:1", "Bác Năm, Nhà văn hoá thôn 3: Chiều thứ Bảy", nam)
    await people.comes("tu")
    assert "đang chờ duyệt, chưa nhận người học" in await people.types("tu", f"/start {code}")
    assert "đã vào lớp 1" in await people.types("nam", f"/start {code}")
    assert "còn đang chờ duyệt" in await people.types("nam", "/molop"), "one request at a time"
    for nobody in (nam, await people.number("tu")):
        assert not await does(people, nobody, ApproveClass(1))
    assert await does(people, admin, ApproveClass(1))
    assert "đã được duyệt" in await people.hears("nam")
    assert "đã vào lớp 1" in await people.types("tu", f"/start {code}")
    assert await store.read(alerts.unsettled) == ()
    found = (await store.read(lambda connection: staff.people(connection, [nam])))[nam]
    assert [post.role for post in found.posts] == [Role.HELPER]
    assert not await does(people, admin, ApproveClass(1)), "once"
    assert not await does(people, admin, RefuseClass(1))
    assert not await does(people, admin, RefuseClass(9))
    assert await acts(store) == ["class.asked", "class.approved", "post.granted"]


async def test_a_request_that_is_refused_is_told_kindly(store: Store, people: Village) -> None:
    await people.comes("nam")
    code = code_in(await opens(people, "nam"))
    assert await does(people, None, RefuseClass(1))
    assert "lần này chưa được duyệt" in await people.hears("nam")
    (made,) = await store.read(classrooms.all_classes)
    assert not made.classroom.is_open
    assert "chưa ở lớp nào" in await people.types("nam", "/lop")
    assert "lớp này đã đóng" in (await people.types("nam", f"/start {code}")).lower()


async def test_who_leaves_keeps_what_they_learnt_and_their_number(store: Store, people: Village) -> None:
    await people.appoints("hoa", "Cô Hoa")
    code = code_in(await opens(people))
    nam = await people.comes("nam", code)
    await people.comes("tu", code)
    said = await people.types("nam", "/lop")
    assert "Trong lớp, bác là số 1." in said
    assert "Cô Hoa, Nhà văn hoá thôn 3." in said
    await people.types("nam", "/hoi Nhờ cô xem giúp tôi với")
    await people.types("nam", "/lop")
    await people.presses("nam", "Rời lớp")
    assert "đã rời lớp 1" in await people.presses("nam", "Rời lớp này")
    assert await store.read(lambda connection: classrooms.class_of(connection, nam)) is None
    assert "1 câu đang chờ" in await people.types("hoa", "/cauhoi")
    assert "Một người tự học" in await people.presses("hoa", "Nhờ cô xem")
    assert "Trong lớp, bác là số 1." in await people.types("nam", f"/start {code}")


async def test_a_full_class_is_told_to_its_mentors_once_who_make_room(store: Store, people: Village) -> None:
    await people.appoints("hoa", "Cô Hoa")
    code = code_in(await opens(people))
    await people.types("hoa", "/lop")
    await people.presses("hoa", "Lớp 1")
    await people.presses("hoa", "Số chỗ")
    assert "1 đến 5.000" in await people.types("hoa", "0")
    assert "nhiều nhất 1 người" in await people.types("hoa", "1")
    await people.comes("nam", code)
    for who in ("tu", "sau"):
        await people.comes(who, code)
        assert "chưa ở lớp nào" in await people.types(who, "/lop")
    said = await people.hears("hoa")
    assert said.count("lớp đã đủ chỗ") == 1
    await people.presses("hoa", "Số chỗ")
    await people.presses("hoa", "30 người")
    assert "đã vào lớp 1" in await people.types("tu", f"/start {code}")


async def test_guests_have_numbers_like_all_others_until_the_class_is_closed(store: Store, people: Village) -> None:
    await people.appoints("hoa", "Cô Hoa")
    code = code_in(await opens(people))
    await people.comes("nam", code)
    await people.presses("hoa", "Xem lớp")
    await people.presses("hoa", "Thêm người không dùng máy")
    assert "chưa ghi ai cả" in await people.types("hoa", "Cụ Tư\n0912345678")
    said = await people.types("hoa", "Cụ Tư\n\nBà Sáu")
    assert "Cụ Tư: số 2" in said
    assert "Bà Sáu: số 3" in said
    await people.comes("sau", code)
    assert "bác là số 4" in await people.types("sau", "/lop")
    members = await store.read(lambda connection: rosters.members(connection, 1))
    assert [(each.number, each.name, each.is_guest) for each in members] == [
        (1, "", False), (2, "Cụ Tư", True), (3, "Bà Sáu", True), (4, "", False),
    ]  # fmt: skip
    await people.presses("hoa", "Quay lại")
    await people.presses("hoa", "Danh sách lớp")
    await people.types("hoa", "3")
    await people.presses("hoa", "Bỏ khỏi danh sách")
    assert "Đã bỏ số 3" in await people.presses("hoa", "Bỏ khỏi danh sách này")
    await people.types("hoa", "/lop")
    await people.presses("hoa", "Lớp 1")
    await people.presses("hoa", "Đóng lớp")
    assert "đã đóng" in await people.presses("hoa", "Đóng lớp này")
    assert [each.number for each in await store.read(lambda connection: rosters.members(connection, 1))] == [1, 4]
    assert "Lớp đã kết thúc" in await people.types("nam", "/lop")
    assert "chưa hướng dẫn lớp nào" in await people.presses("hoa", "Các lớp của tôi")


async def test_a_code_of_a_quarter_of_an_hour_leads_back_once(store: Store, people: Village) -> None:
    await people.appoints("hoa", "Cô Hoa")
    code = code_in(await opens(people))
    nam = await people.comes("nam", code)

    async def gets() -> str:
        await people.types("hoa", "/lop")
        await people.presses("hoa", "Lớp 1")
        await people.presses("hoa", "Danh sách lớp")
        await people.types("hoa", "1")
        await people.presses("hoa", "Lấy lại chỗ học")
        found = re.search(rf"{nam}-\d{{3}} \d{{3}}", await people.presses("hoa", "Lấy mã"))
        assert found is not None
        return found[0]

    async def types_it(who: str, typed: str) -> str:
        await people.types(who, "/ma")
        return await people.types(who, typed)

    late = await gets()
    assert "vừa lấy mã quay lại để giúp bác" in await people.hears("nam")
    people.passes(minutes=15)
    assert "Mã này chưa đúng" in await types_it("may1", late)
    good = await gets()
    assert "AI là gì" in await types_it("may2", good)
    assert "Mã này chưa đúng" in await types_it("may3", good)
    assert await people.number("may2") == nam
    entries = await store.read(lambda connection: audit.about(connection, nam, "class.code_given"))
    assert len(entries) == 2


async def test_two_places_of_one_person_become_one(store: Store, people: Village) -> None:
    await people.appoints("hoa", "Cô Hoa")
    code = code_in(await opens(people))
    nam, other = await people.comes("nam", code), await people.comes("may-moi", code)
    await people.presses("may-moi", "Tiếp")
    await people.types("hoa", "/buoi")
    await people.types("hoa", "/lop")
    await people.presses("hoa", "Lớp 1")
    await people.presses("hoa", "Buổi học")
    await people.presses("hoa", "Gõ điểm danh")
    await people.types("hoa", "2")
    await people.types("hoa", "/lop")
    await people.presses("hoa", "Lớp 1")
    await people.presses("hoa", "Danh sách lớp")
    await people.types("hoa", "1")
    await people.presses("hoa", "Trùng với số khác")
    assert "không gộp được" in await people.types("hoa", "1")
    await people.types("hoa", "2")
    await people.presses("hoa", "Gộp hai số làm một")
    for who in ("nam", "may-moi"):
        assert "Số của bác là 1." in await people.hears(who)
        assert await people.number(who) == nam

    def left(connection: Connection) -> tuple[list[int], list[int]]:
        there = list(connection.execute(select(learner.c.id).where(learner.c.id == other)).scalars())
        return there, list(connection.execute(select(attendance.c.number)).scalars())

    assert await store.read(left) == ([], [1])
    progress = await store.read(lambda connection: learners.progress_of(connection, [nam]))
    assert len(progress[nam]) == 1
    assert "class.united" in await acts(store)
    assert "AI là gì" in await people.types("may-moi", "/hoc")


async def test_nobody_gets_at_the_place_of_a_member_of_the_staff(store: Store, people: Village) -> None:
    await people.appoints("hoa", "Cô Hoa")
    await people.appoints("ba", "Anh Ba")
    code = code_in(await opens(people))
    await people.types("ba", f"/start {code}")
    await people.presses("hoa", "Xem lớp")
    await people.presses("hoa", "Danh sách lớp")
    said = await people.types("hoa", "1")
    assert "cũng là người hỗ trợ" in said
    assert people.labels("hoa") == ["Về danh sách"]


async def test_a_session_is_attended_by_code_and_by_list(store: Store, people: Village) -> None:
    await people.appoints("hoa", "Cô Hoa")
    code = code_in(await opens(people))
    for who in ("nam", "tu", "sau"):
        await people.comes(who, code)
    said = await people.types("hoa", "/buoi")
    session = re.search(r"Mã buổi học: (\d{4})", said)
    assert session is not None
    assert session[1] in await people.types("hoa", "/buoi"), "the same one"
    wrong = f"{(int(session[1]) + 1) % 10_000:04d}"
    assert "chưa đúng" in await people.types("nam", f"/buoi {wrong}")
    await people.types("nam", "/buoi")
    assert "đã ghi bác có mặt: số 1" in await people.types("nam", session[1])
    assert "đã được ghi có mặt rồi" in await people.types("nam", f"/buoi {session[1]}")
    for _ in range(5):
        await people.types("tu", f"/buoi {wrong}")
    assert "tạm dừng một giờ" in await people.types("tu", f"/buoi {session[1]}")
    assert "Có mặt: 1/3" in await people.presses("hoa", "Xem số người có mặt")
    await people.presses("hoa", "Gõ điểm danh")
    assert "chưa đọc được" in await people.types("hoa", "xin chào")
    said = await people.types("hoa", "2, 9")
    assert "không có số 9" in said
    assert "Có mặt: 2/3" in said
    assert "Có mặt: 1/3" in await people.types("hoa", "2 vắng")
    assert "Có mặt: 3/3" in await people.types("hoa", "cả lớp")
    people.passes(hours=3)
    assert "không có buổi học nào đang nhận mã" in await people.types("sau", f"/buoi {session[1]}")
    assert "đã hết giờ gõ mã" in await people.presses("hoa", "Xong")
    people.passes(days=1)
    assert "Mã buổi học" in await people.types("hoa", "/buoi"), "a new one"
    await people.comes("la")
    assert "chưa ở lớp nào" in await people.types("la", "/buoi 1234")
    assert "chưa ở lớp nào" in await people.types("la", "/buoi")


async def test_a_class_is_led_together_and_one_of_two_may_go(store: Store, people: Village) -> None:
    hoa, ba = await people.appoints("hoa", "Cô Hoa"), await people.appoints("ba", "Anh Ba")
    await opens(people)
    await people.presses("hoa", "Xem lớp")
    await people.presses("hoa", "Thêm người hướng dẫn")
    assert "chưa thấy người hỗ trợ nào" in await people.types("hoa", "Hoa")
    await people.types("hoa", "ba")
    assert "cùng hướng dẫn lớp 1" in await people.presses("hoa", "Anh Ba")
    assert "mời bác cùng hướng dẫn lớp 1" in await people.hears("ba")
    assert await store.read(classrooms.mentors) == [(1, hoa), (1, ba)]
    await people.presses("ba", "Xem lớp")
    await people.presses("ba", "Thôi hướng dẫn lớp này")
    await people.presses("ba", "Thôi hướng dẫn")
    assert await store.read(classrooms.mentors) == [(1, hoa)]
    assert at("ba") != at("hoa")


async def test_who_is_no_longer_staff_leads_nothing(store: Store, people: Village) -> None:
    hoa = await people.appoints("hoa", "Cô Hoa")
    code = code_in(await opens(people))
    posts = (await store.read(lambda connection: staff.people(connection, [hoa])))[hoa].posts
    await store.write(lambda connection: staff.revoke(connection, posts[0].id, people.world.now()))
    assert "đã đóng, hoặc bác không còn hướng dẫn" in await people.presses("hoa", "Xem lớp")
    assert "chưa ở lớp nào" in await people.types("hoa", "/lop")
    await people.comes("nam", code)


async def handed(people: Village) -> tuple[str, LearnerId]:
    """A class of one mentor, with a learner in it, in a town with an admin; gives its code and the mentor's number."""
    await people.appoints("thu", "Chị Thu", Role.ADMIN)
    hoa = await people.appoints("hoa", "Cô Hoa")
    code = code_in(await opens(people))
    await people.comes("nam", code)
    return code, hoa


async def leads(people: Village) -> list[tuple[int, LearnerId]]:
    return await people.store.read(classrooms.mentors)


async def end_posts(people: Village, of: LearnerId) -> None:
    """The command line takes back all that somebody does."""

    def end(connection: Connection) -> None:
        ids = [post.id for post in staff.people(connection, [of])[of].posts]
        now = people.world.now()
        news = Staffing(Mover()).end_posts(connection, of, ids, None, now)
        inbox.put(connection, news, now)

    await people.store.write(end)
    await people.inbox.settle()


async def test_a_class_whose_only_mentor_goes_is_handed_over_and_learners_hear_nothing(
    store: Store, people: Village
) -> None:
    code, hoa = await handed(people)
    tu = await people.appoints("tu", "Chú Tư")
    await end_posts(people, hoa)
    assert await leads(people) == []
    assert "không còn người hướng dẫn" in (said := await people.hears("thu"))
    assert "1. Chiều thứ Bảy (Nhà văn hoá thôn 3)" in said
    assert await people.hears("nam") == ""
    assert "có người thật giúp, ở Nhà văn hoá thôn 3." in await people.types("nam", "/lop")
    assert "có người thật giúp, ở Nhà văn hoá thôn 3." in await people.happens("moi", Arrived(code=code))
    await people.presses("thu", "Giao lớp")
    assert people.labels("thu") == ["Chị Thu", "Chú Tư", "Quay lại"]
    assert "Lớp đã có người hướng dẫn mới" in await people.presses("thu", "Chú Tư")
    assert await leads(people) == [(1, tu)]
    assert "Chiều thứ Bảy" in await people.hears("tu")
    assert await people.hears("nam") == ""
    assert "Chú Tư, Nhà văn hoá thôn 3." in await people.types("nam", "/lop")
    assert "không có việc gì" in await people.types("thu", "/viec")
    assert (await acts(store))[-4:] == ["post.revoked", "class.leaderless", "alert.hand_over", "class.handed_over"]


async def test_where_somebody_else_leads_on_nobody_has_to_look(store: Store, people: Village) -> None:
    code, hoa = await handed(people)
    tu = await people.appoints("tu", "Chú Tư")
    await does(people, hoa, AddLeader(ClassCode(code), tu))
    await end_posts(people, hoa)
    assert await leads(people) == [(1, tu)]
    assert await store.read(alerts.unsettled) == ()
    assert "Chú Tư, Nhà văn hoá thôn 3." in await people.types("nam", "/lop")


async def test_whoever_erases_themself_is_named_by_no_class_and_it_is_handed_over(
    store: Store, people: Village
) -> None:
    code, _ = await handed(people)
    assert "Cô Hoa, Nhà văn hoá thôn 3." in await people.types("nam", "/lop")
    await people.happens("hoa", ErasureConfirmed())
    assert await leads(people) == []
    (alert,) = await store.read(alerts.unsettled)
    assert (alert.kind, alert.thing, alert.learner, alert.about) == (AlertKind.LEADERLESS, "class:1", None, None)
    assert "không còn người hướng dẫn" in await people.hears("thu")
    (made,) = await store.read(classrooms.all_classes)
    assert (made.classroom.mentor, made.classroom.is_open) == ("", True)
    kept = await store.read(lambda connection: connection.execute(select(outbox.c.body)).scalars().all())
    assert not any("Cô Hoa" in body for body in kept), "nor by what was said of it"
    thu = await people.number("thu")
    assert not await does(people, await people.number("nam"), HandOver(1, thu)), "nobody but an admin hands it over"
    assert not await does(people, thu, HandOver(9, thu))
    assert not await does(people, thu, HandOver(1, await people.number("nam"))), "nor to anybody but staff"
    assert await leads(people) == []
    assert not await does(people, thu, HandOver(1, thu)), "whoever takes it themself need not be told"
    assert await leads(people) == [(1, thu)]
    assert await store.read(alerts.unsettled) == ()
    assert "Chị Thu, Nhà văn hoá thôn 3." in await people.types("nam", f"/start {code}") + await people.types(
        "nam", "/lop"
    )


async def test_a_request_goes_with_whoever_made_it(store: Store, people: Village) -> None:
    await people.appoints("thu", "Chị Thu", Role.ADMIN)
    nam = await people.appoints("nam", "Anh Nam", Role.AUDITOR)
    await opens(people, "nam")
    await end_posts(people, nam)
    assert await leads(people) == [(1, nam)], "a post that goes takes no request with it"
    await people.happens("nam", ErasureConfirmed())
    (made,) = await store.read(classrooms.all_classes)
    assert not made.classroom.is_open
    assert await store.read(alerts.unsettled) == ()


async def test_what_a_class_asks_goes_to_who_is_near_once_nobody_leads_it(store: Store, people: Village) -> None:
    _, hoa = await handed(people)
    await people.appoints("tu", "Chú Tư")
    await people.types("nam", "/hoi Nhờ xem giúp tôi với")
    await end_posts(people, hoa)
    await Timers(store, people.world, Mover(), people.inbox.settle).look()
    assert "1 câu" in await people.types("tu", "/cauhoi")
