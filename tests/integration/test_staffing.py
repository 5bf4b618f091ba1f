"""Staff through the real inbox with the real tutor, on both databases: invited, at work, looked after, and leaving."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, select

from bot.model.alert import Alert, AlertKind, Ruling
from bot.model.classroom import Classroom
from bot.model.effects import MoveQuestion, SendAnswer, SettleAlert
from bot.model.events import Arrived, ChoicePressed, Event, TextReceived
from bot.model.ids import Address, AlertId, ChoiceId, ClassCode, LearnerId, PlaceCode, QuestionId, TrackId
from bot.model.place import Place, PlaceKind
from bot.model.place_change import PlaceChange
from bot.model.question import Circle, Move, QuestionState, Thread
from bot.model.staff import Invitation, Role, Staff, key_of
from bot.model.text import plain
from bot.model.trust import DoubtKind
from bot.service.questions import Act, Mover, Written
from bot.service.rounds import Arrival
from bot.service.staffing import Deed, Staffing
from bot.store import alerts, audit, classrooms, places, questions, rosters, staff
from bot.store.engine import Store
from bot.store.questions import Opening
from bot.store.tables import address
from tests.doors.house import House, house_of
from tests.shelf import few_lessons

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
COMMUNE, PROVINCE = PlaceCode("05443"), PlaceCode("19")
CODE = "bghkmnrtvx23"
HELD = "Bác đọc mã OTP cho cháu nhé"


@dataclass
class Person:
    """Somebody at a terminal, before the real tutor."""

    house: House
    name: str
    updates: list[str] = field(default_factory=list)

    @property
    def address(self) -> Address:
        return Address("terminal", "default", self.name)

    def arrival(self, event: Event) -> Arrival:
        self.updates.append(self.name)
        return Arrival(self.address, f"{self.name}{len(self.updates)}", event)

    async def does(self, event: Event) -> str:
        """Does something; gives the newest thing said to them."""
        await self.house.app.inbox.submit(self.arrival(event))
        return await self.last()

    async def types(self, text: str) -> str:
        return await self.does(TextReceived(text))

    async def presses(self, label: str) -> str:
        """Presses the choice of the newest message with this label, or that begins so."""
        shown = (await self.house.app.history.latest(self.address, 1))[-1]
        found = next(each for each in shown.message.choices if each.label.startswith(label))
        return await self.does(ChoicePressed(found.id))

    async def last(self) -> str:
        """The newest message to them."""
        shown = await self.house.app.history.latest(self.address, 1)
        return plain(shown[-1].message.text)

    async def heard(self) -> str:
        """All that was said to them."""
        return "\n".join(plain(each.message.text) for each in await self.house.app.history.latest(self.address, 50))

    async def learns(self) -> "Person":
        await self.does(Arrived())
        for label in ("Đồng ý", "Bác", "Chưa biết"):
            await self.presses(label)
        return self

    async def joins(self, code: str, name: str) -> "Person":
        """Takes up what a code offers."""
        await self.types(f"/start {code}")
        await self.presses("Nhận việc")
        await self.types(name)
        return self

    async def number(self, house: House) -> LearnerId:
        """Their number, which nobody sees."""
        mine = select(address.c.learner_id).where(address.c.peer == self.name)
        return LearnerId(await house.store.read(lambda connection: connection.execute(mine).scalar_one()))


@pytest.fixture
async def house(store: Store) -> AsyncIterator[House]:
    tree = (
        Place(PROVINCE, PlaceKind.PROVINCE, "Tỉnh Thái Nguyên"),
        Place(COMMUNE, PlaceKind.COMMUNE, "Xã Tân Cương", PROVINCE),
    )
    async with house_of(store, few_lessons(), is_teaching=True) as opened:
        now = opened.app.world.now()
        await store.write(lambda connection: places.apply(connection, PlaceChange(added=tree), "places.csv", now))
        yield opened


async def invite(house: House, code: str, role: Role, place: PlaceCode | None = COMMUNE, uses: int = 1) -> str:
    now = house.app.world.now()
    offered = Invitation(role, place, uses, now + timedelta(days=7))
    await house.store.write(lambda connection: staff.invite(connection, key_of(code), offered, now))
    return code


def acts(found: list[audit.Entry]) -> list[str]:
    """What was done, but to questions."""
    return [each.act for each in found if not each.act.startswith("question.")]


async def log(house: House) -> list[audit.Entry]:
    """The audit log, oldest first."""
    newest = await house.store.read(lambda connection: audit.newest(connection, 50))
    return [entry for _, entry in reversed(newest)]


async def posts(house: House) -> dict[LearnerId, Staff]:
    return await house.store.read(staff.people)


async def asks(house: House, learner: Person, *, claimed_by: LearnerId | None = None) -> QuestionId:
    """A question of a learner's, claimed where somebody is named."""
    now, mover = house.app.world.now(), Mover()
    of = await learner.number(house)

    def ask(connection: Connection) -> QuestionId:
        asked = replace(questions.asker(connection, of, "vi", now), circle=Circle.ALL, place=COMMUNE, due_at=now)
        (number,) = questions.open_all(connection, [Opening(asked, "Mở máy kiểu gì?")])
        if claimed_by is not None:
            mover.move(connection, mover.tree(connection), claimed_by, MoveQuestion(number, Move.CLAIM), now)
        return number

    return await house.store.write(ask)


async def thread(house: House, number: QuestionId) -> Thread:
    return (await house.store.read(lambda connection: questions.find(connection, [number])))[number]


async def test_whoever_comes_by_an_invitation_is_staff_and_it_is_noted(house: House) -> None:
    hoa = await Person(house, "hoa").learns()
    await invite(house, CODE, Role.MENTOR)
    said = await hoa.types(f"/start {CODE}")
    assert "Người hướng dẫn, Xã Tân Cương" in said
    await hoa.presses("Nhận việc")
    assert "Cảm ơn Cô Hoa" in await hoa.types("Cô Hoa")
    number = await hoa.number(house)
    (post,) = (await posts(house))[number].posts
    assert (post.role, post.place) == (Role.MENTOR, COMMUNE)
    assert await log(house) == [audit.Entry("post.taken", f"post:{post.id}", number, number, COMMUNE, "mentor")]
    assert "Cô Hoa" in await hoa.types("/truc")
    assert "câu nào chờ" in await hoa.types("/cauhoi")
    assert "đã có người dùng" in await (await Person(house, "nam").learns()).types(f"/start {CODE}")


async def test_one_code_used_by_two_people_at_once_gives_one_a_kind_word(house: House) -> None:
    people = [await Person(house, name).learns() for name in ("hoa", "nam")]
    await invite(house, CODE, Role.MENTOR)
    for person in people:
        await person.types(f"/start {CODE}")
        await person.presses("Nhận việc")
    submit = house.app.inbox.submit
    await asyncio.gather(*(submit(person.arrival(TextReceived(f"Cô {person.name}"))) for person in people))
    said = sorted([await person.last() for person in people])
    assert len(await posts(house)) == 1
    assert "Cảm ơn Cô" in said[0]
    assert "đã có người dùng" in said[1]
    assert acts(await log(house)) == ["post.taken"]


async def test_two_programs_give_one_use_to_one_of_two_people(house: House) -> None:
    people = [await Person(house, name).learns() for name in ("hoa", "nam")]
    await invite(house, CODE, Role.MENTOR)
    for person in people:
        await person.types(f"/start {CODE}")
        await person.presses("Nhận việc")
    one = house.app.inbox
    async with house.sending({}) as other:
        first, second = (person.arrival(TextReceived(f"Cô {person.name}")) for person in people)
        await asyncio.gather(one.submit(first), other.submit(second))
    assert len(await posts(house)) == 1


async def test_an_admin_invites_and_takes_back_and_what_was_held_moves_on(house: House) -> None:
    admin, hoa, learner = [await Person(house, name).learns() for name in ("tu", "hoa", "bac")]
    await admin.joins(await invite(house, CODE, Role.ADMIN), "Chú Tư")
    await admin.types("/moi")
    said = await admin.presses("Người hướng dẫn")
    found = re.search(r"/start (\w{12})", said)
    assert found is not None
    await hoa.joins(found[1], "Cô Hoa")
    of = await hoa.number(house)
    held, answered = await asks(house, learner, claimed_by=of), await asks(house, learner, claimed_by=of)
    await hoa.types("/cauhoi")
    now, mover = house.app.world.now(), Mover()
    sent = Act(of, SendAnswer(answered, "Bác bấm nút bên phải."))
    await house.store.write(lambda connection: mover.write(connection, [sent], now))
    await house.app.inbox.settle()
    heard = await learner.heard()
    await admin.types("/nhansu")
    await admin.presses("Cô Hoa")
    assert "Đã thu hồi việc của Cô Hoa" in await admin.presses("Thu hồi")
    assert of not in await posts(house)
    one, other = (await thread(house, held)).question, await thread(house, answered)
    assert (one.state, one.holder) == (QuestionState.OPEN, None)
    assert (other.question.state, other.question.holder) == (QuestionState.ANSWERED, None)
    assert other.answer is not None
    assert "đến đây là xong" in await hoa.last()
    assert "dành cho" in await hoa.types("/cauhoi")
    assert await learner.heard() == heard, "who asked hears of none of it"
    assert acts(await log(house)) == ["post.taken", "staff.invited", "post.taken", "post.revoked"]


async def test_whoever_leaves_is_thanked_and_may_invite_nobody_any_more(house: House) -> None:
    admin, nam = [await Person(house, name).learns() for name in ("tu", "nam")]
    await admin.joins(await invite(house, CODE, Role.ADMIN), "Chú Tư")
    await admin.types("/moi")
    found = re.search(r"/start (\w{12})", await admin.presses("Người phụ trách"))
    assert found is not None
    await admin.types("/truc")
    await admin.presses("Thôi việc")
    assert "Cảm ơn Chú Tư" in await admin.presses("Thôi mọi việc")
    assert await posts(house) == {}
    assert "đã có người dùng" in await nam.types(f"/start {found[1]}"), "what they invited to is void"
    assert acts(await log(house)) == ["post.taken", "staff.invited", "post.left"]


async def test_an_admin_withdraws_one_invitation_and_whoever_has_it_in_hand_hears_so(house: House) -> None:
    admin, hoa = [await Person(house, name).learns() for name in ("tu", "hoa")]
    await admin.joins(await invite(house, CODE, Role.ADMIN), "Chú Tư")
    await invite(house, CODE[::-1], Role.MENTOR, None)
    await admin.types("/moi")
    found = re.search(r"/start (\w{12})", await admin.presses("Người hướng dẫn"))
    assert found is not None
    await hoa.types(f"/start {found[1]}")
    await admin.types("/nhansu")
    await admin.presses("Lời mời đang chờ người nhận (1)")
    assert "Lời mời của Chú Tư: Người hướng dẫn, Xã Tân Cương" in await admin.presses("Người hướng dẫn · Xã Tân Cương")
    assert "Đã rút lời mời" in await admin.presses("Rút lời mời")
    assert "không có lời mời nào" in await admin.presses("Các lời mời")
    assert "đã có người dùng" in await hoa.presses("Nhận việc")
    assert len(await posts(house)) == 1
    last = (await log(house))[-1]
    me = await admin.number(house)
    assert (last.act, last.actor, last.subject, last.reason) == ("staff.withdrawn", me, me, "mentor")


async def test_habits_are_kept_and_the_next_hours_told(house: House) -> None:
    hoa = await Person(house, "hoa").learns()
    await hoa.joins(await invite(house, CODE, Role.MENTOR), "Cô Hoa")
    await hoa.types("/truc")
    await hoa.presses("Giờ trực")
    await hoa.presses("Buổi tối")
    said = await hoa.presses("Quay lại")
    assert "Giờ trực: Buổi tối" in said
    assert "trong giờ trực" in said or "Lần trực tới: 18:30" in said


async def alarmed(house: House) -> tuple[Person, Person, Person, Person, QuestionId]:
    """Two admins, a mentor whose answer is held, and whoever asked."""
    tu, ba, hoa, learner = [await Person(house, name).learns() for name in ("tu", "ba", "hoa", "bac")]
    await invite(house, CODE, Role.ADMIN, uses=2)
    await tu.joins(CODE, "Chú Tư")
    await ba.joins(CODE, "Bà Ba")
    await hoa.joins(await invite(house, CODE[::-1], Role.MENTOR), "Cô Hoa")
    of = await hoa.number(house)
    number = await asks(house, learner, claimed_by=of)
    now, mover = house.app.world.now(), Mover()
    held = Act(of, SendAnswer(number, HELD, (DoubtKind.ASKS_OTP,)))
    await house.store.write(lambda connection: mover.write(connection, [held], now))
    await house.app.inbox.settle()
    return tu, ba, hoa, learner, number


async def test_a_held_answer_is_let_go_by_the_first_admin_and_the_second_hears_who_it_was(house: House) -> None:
    tu, ba, hoa, learner, number = await alarmed(house)
    for admin in (tu, ba):
        assert HELD in await admin.last()
    assert HELD not in await learner.heard()
    assert "1 việc" in await tu.presses("Việc cần xem")
    await tu.presses(f"{house.app.world.now().astimezone(ZONE):%d/%m}: câu trả lời")
    assert "đã tới người học" in await tu.presses("Cho gửi")
    assert "Chú Tư đã lo việc này rồi." in await ba.presses("Cho gửi")
    assert HELD in await learner.last()
    assert "cho gửi câu trả lời" in await hoa.last()
    found = await thread(house, number)
    assert (found.question.state, [each.is_held for each in found.words]) == (QuestionState.ANSWERED, [False, False])
    assert acts(await log(house))[-2:] == ["answer.held", "alert.release"]


async def test_two_admins_at_once_settle_it_once(house: House) -> None:
    tu, ba, _, learner, _ = await alarmed(house)
    release, withhold = (ChoicePressed(ChoiceId(f"e:{what}:1")) for what in ("release", "withhold"))
    submit = house.app.inbox.submit
    await asyncio.gather(submit(tu.arrival(release)), submit(ba.arrival(withhold)))
    said = [await admin.last() for admin in (tu, ba)]
    assert sum("đã lo việc này rồi" in each for each in said) == 1
    assert len([act for act in acts(await log(house)) if act.startswith("alert.")]) == 1
    is_released = "đã tới người học" in said[0]
    assert (HELD in await learner.heard()) is is_released


async def test_a_held_answer_that_is_not_sent_is_told_to_its_writer_alone(house: House) -> None:
    tu, _, hoa, learner, number = await alarmed(house)
    await tu.presses("Không gửi")
    assert "chưa gửi được" in await hoa.last()
    assert HELD not in await learner.heard()
    assert (await thread(house, number)).question.state is QuestionState.CLAIMED
    assert "không có việc gì" in await tu.types("/viec")


async def test_what_is_reported_goes_to_somebody_else_and_never_to_whom_it_is_about(house: House) -> None:
    tu, ba, learner = [await Person(house, name).learns() for name in ("tu", "ba", "bac")]
    await invite(house, CODE, Role.ADMIN, uses=2)
    await tu.joins(CODE, "Chú Tư")
    await ba.joins(CODE, "Bà Ba")
    of, now, mover = await ba.number(house), house.app.world.now(), Mover()
    number = await asks(house, learner, claimed_by=of)
    sent = Act(of, SendAnswer(number, "Thế mà cũng hỏi"))
    await house.store.write(lambda connection: mover.write(connection, [sent], now))
    await house.app.inbox.settle()
    before = await ba.heard()
    await learner.presses("Báo việc không ổn")
    assert await ba.heard() == before
    assert "1 việc" not in await ba.types("/viec")
    await ba.does(ChoicePressed(ChoiceId("e:see:1")))
    assert "không còn nữa" in await ba.last()
    assert "Thế mà cũng hỏi" in await tu.last()
    await tu.presses("Thu hồi vai trò")
    await tu.presses("Thu hồi")
    assert of not in await posts(house)
    asked = (await thread(house, number)).question
    assert (asked.state, asked.holder, asked.passed) == (QuestionState.OPEN, None, (of,))
    assert acts(await log(house))[-2:] == ["post.revoked", "alert.reassign"]


async def test_a_class_is_approved_from_its_alert(house: House) -> None:
    tu = await Person(house, "tu").learns()
    await tu.joins(await invite(house, CODE, Role.ADMIN), "Chú Tư")
    now = house.app.world.now()

    def wish(connection: Connection) -> int:
        wanted = Classroom(0, ClassCode("bgh234"), TrackId("lam-quen-voi-ai"), "Sáng thứ Bảy", "Cô Hoa", "Thôn 3")
        wanted = replace(wanted, is_approved=False, place_code=COMMUNE)
        opened = classrooms.open_class(connection, wanted, now)
        assert opened is not None
        raised = Alert(AlertId(0), AlertKind.CLASS, f"class:{opened.number}", "Sáng thứ Bảy", now, COMMUNE)
        alerts.raise_alert(connection, raised)
        return opened.number

    number = await house.store.write(wish)
    await tu.types("/viec")
    await tu.presses(f"{now.astimezone(ZONE):%d/%m}: xin mở lớp")
    assert "đã được duyệt" in await tu.presses("Duyệt")
    opened = await house.store.read(lambda connection: rosters.by_number(connection, number))
    assert opened is not None
    assert opened.is_approved
    assert await house.store.read(alerts.unsettled) == ()


async def test_somebody_new_keeps_the_invitation_by_a_return_code(house: House) -> None:
    hoa = await Person(house, "hoa").learns()
    await hoa.types("/caidat")
    code = re.search(r"\d+-\d{3} \d{3}", await hoa.presses("Mã quay lại"))
    assert code is not None
    await invite(house, CODE, Role.HELPER)
    elsewhere = Person(house, "hoa-may-khac")
    await elsewhere.types(f"/start {CODE}")
    await elsewhere.presses("Đã học rồi")
    await elsewhere.types(code[0])
    assert "Người giúp ở lớp" in await elsewhere.last()
    await elsewhere.presses("Nhận việc")
    await elsewhere.types("Cô Hoa")
    assert list(await posts(house)) == [await hoa.number(house)]


@pytest.mark.parametrize("what", ["release", "reassign", "withhold"])
async def test_an_alert_about_what_is_gone_is_settled_all_the_same(house: House, what: str) -> None:
    tu = await Person(house, "tu").learns()
    await tu.joins(await invite(house, CODE, Role.ADMIN), "Chú Tư")
    of, now = await tu.number(house), house.app.world.now()
    staffing = Staffing(Mover())

    def settle(connection: Connection) -> Written:
        gone = Alert(AlertId(0), AlertKind.HELD, "question:99", "", now, COMMUNE)
        number = alerts.raise_alert(connection, gone)
        return staffing.write(connection, [Deed(of, SettleAlert(number, Ruling(what)))], now)

    assert not (await house.store.write(settle)).has_news
    assert await house.store.read(alerts.unsettled) == ()
