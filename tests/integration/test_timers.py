"""Questions over days: with a clock that the test moves, through the real inbox, on both databases."""

import asyncio
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, update

from bot.model.alert import AlertKind
from bot.model.events import Arrived, Blocked, TextReceived
from bot.model.ids import QuestionId
from bot.model.learner import Profile
from bot.model.question import Circle, Question, QuestionState, Thread
from bot.model.staff import Role
from bot.service.timers import Timers
from bot.service.upkeep import repeated
from bot.store import alerts, audit, questions, staff
from bot.store.engine import Store
from bot.store.tables import inbox, question, words
from bot.tutor.phrases import voice_for
from tests.databases import Database
from tests.fakes.tutor import Clock
from tests.play import phrases
from tests.town import COMMUNE, OTHER, PROVINCE, WEDNESDAY, Heard, Town, at_home

NEW_YEAR = date(2027, 1, 1)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ASKED = "AI có đọc được tin nhắn của tôi không?"
ANSWER = "Máy chỉ đọc chữ mình gửi cho nó."


@pytest.fixture
async def town(store: Store) -> Town:
    """A town where nobody helps so far; it is Wednesday morning, and Friday is a holiday."""
    clock = Clock()
    clock.at = WEDNESDAY
    made = Town(store, holidays=[NEW_YEAR], clock=clock)
    await made.set_up()
    return made


def local(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    year = 2026 if month == 12 else 2027
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


async def until(town: Town, moment: datetime) -> list[tuple[datetime, Heard]]:
    return await town.waits(seconds=(moment - town.clock.at).total_seconds())


async def threads(town: Town) -> list[Thread]:
    def read(connection: object) -> list[Thread]:
        ids = [QuestionId(each) for each in connection.execute(select(question.c.id)).scalars()]  # type: ignore[attr-defined]  # a connection
        return list(questions.find(connection, ids).values())  # type: ignore[arg-type]  # as above

    return await town.found(read)


async def only(town: Town) -> Question:
    (thread,) = await threads(town)
    return thread.question


async def asks(town: Town, name: str = "bac", text: str = ASKED) -> None:
    await town.types(name, f"/hoi {text}")


async def claims(town: Town, name: str, text: str = ASKED[:10]) -> None:
    await town.types(name, "/cauhoi")
    await town.presses(name, text)
    await town.presses(name, "Nhận")


async def answers(town: Town, name: str) -> None:
    await town.types(name, ANSWER)
    await town.presses(name, "Gửi")


async def hurries(town: Town) -> None:
    due_at = town.clock.at + timedelta(minutes=15)
    await town.store.write(lambda at: at.execute(update(question).values(is_urgent=True, due_at=due_at)))


def tells(heard: Heard, key: str) -> bool:
    """Whether somebody was told this, as far as its first value."""
    line = phrases().line(key, voice_for(Profile())).partition("{")[0]
    return line.strip()[:20] in heard.words


def told(said: list[tuple[datetime, Heard]], to: str) -> list[datetime]:
    """When somebody heard something, by the clock on the wall."""
    return [at.astimezone(ZONE) for at, heard in said if heard.to == to]


async def test_a_claims_clock_runs_only_in_duty_hours(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    hoa = await town.helps("hoa", "Cô Hoa", in_class=True)
    await town.helps("lan", "Chị Lan", is_away=True)
    await until(town, local(31, 20))
    await asks(town)
    await claims(town, "hoa")
    assert (await only(town)).holder == hoa
    said = await until(town, local(3, 8, month=1))
    moment = local(2, 14, month=1)  # an hour on Thursday, none on New Year's Day, seven on Saturday
    assert told(said, "hoa") == [local(31, 20, 10), moment] or told(said, "hoa")[-1] == moment
    assert told(said, "bac") == [moment]
    moved = await only(town)
    assert (moved.state, moved.passed, moved.holder) == (QuestionState.OPEN, (hoa,), None)


async def test_who_waits_hears_of_it_once_a_day_and_admins_in_the_end(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    await town.helps("hoa", "Cô Hoa", in_class=True)
    admin = await town.helps("an", "Anh An", Role.ADMIN, PROVINCE)
    await asks(town)
    assert (await only(town)).circle is Circle.CLASS
    said = await until(town, local(31, 23))
    assert told(said, "bac") == [local(30, 12), local(31, 10)]
    assert (await only(town)).circle is Circle.ADMINS
    raised = await town.found(alerts.unsettled)
    assert [(each.kind, each.place) for each in raised] == [(AlertKind.STUCK, COMMUNE)]
    await until(town, local(6, 23, month=1))
    assert (await only(town)).state is QuestionState.OPEN
    assert await town.found(alerts.unsettled) == raised, "one alert, of which they are reminded"
    names = select(inbox.c.update_id).where(inbox.c.update_id.like("alert:%"))
    assert len((await town.found(lambda at: at.execute(names))).all()) > 1
    assert admin


async def test_a_question_goes_at_once_to_where_somebody_is_and_nobody_is_worried(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    lan = await town.helps("lan", "Chị Lan", place=OTHER)
    await asks(town)
    (thread,) = await threads(town)
    assert (thread.question.circle, thread.offered_to) == (Circle.PROVINCE, lan)
    assert not [each for each in town.heard if tells(each, "question.wider")]


async def test_an_urgent_question_pings_each_mentor_once(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    for name, called in (("hoa", "Cô Hoa"), ("lan", "Chị Lan")):
        await town.helps(name, called, in_class=name == "hoa", digest_minute=1_430)
    await asks(town)
    await hurries(town)
    said = await until(town, local(30, 9))
    assert told(said, "hoa") == [local(30, 8, 10)]
    assert told(said, "lan") == [local(30, 8, 20)], "after a quarter of an hour the commune's is asked, too"
    assert not told(await until(town, local(30, 15)), "lan")
    pings = select(func.count()).where(inbox.c.update_id.like("urgent:%"))
    assert (await town.found(lambda at: at.execute(pings))).scalar_one() == 2


async def test_a_ping_comes_at_night_to_whoever_takes_urgent_ones(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    await town.helps("hoa", "Cô Hoa", in_class=True, takes_urgent=False)
    await town.helps("lan", "Chị Lan", in_class=True)
    await until(town, local(30, 22))
    await asks(town)
    await hurries(town)
    said = await until(town, local(30, 23))
    assert [heard.to for _, heard in said if tells(heard, "mentor.urgent")] == ["lan"]


async def test_a_digest_comes_at_ones_own_minute_on_days_of_work_where_something_waits(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    await town.helps("hoa", "Cô Hoa", in_class=True)
    await town.helps("lan", "Chị Lan", digest_minute=6 * 60, is_away=True)
    weekdays = tuple((day, 19 * 60, 21 * 60) for day in range(5))
    await town.helps("tu", "Anh Tú", digest_minute=12 * 60, periods=weekdays)
    assert not await until(town, local(30, 20)), "nothing waits"
    await asks(town)
    said = await until(town, local(4, 20, month=1))
    digests = [(at, heard.to) for at, heard in said if "19:30" in heard.words]
    assert [at.astimezone(ZONE).day for at, to in digests if to == "hoa"] == [31, 2, 3, 4]
    assert not [to for _, to in digests if to == "lan"]
    noon = [(at, heard.to) for at, heard in said if "12:00" in heard.words]
    assert [(at.astimezone(ZONE).day, to) for at, to in noon if to == "tu"] == [(31, "tu"), (4, "tu")]


async def test_revoking_moves_questions_on_without_drama(town: Town) -> None:
    bac = await town.comes("bac", is_in_class=True)
    hoa = await town.helps("hoa", "Cô Hoa", in_class=True)
    lan = await town.helps("lan", "Chị Lan")
    await asks(town)
    await claims(town, "hoa")
    posts = (await town.found(lambda at: staff.people(at, [hoa])))[hoa].posts
    await town.store.write(lambda at: staff.revoke(at, posts[0].id, town.clock.at))
    said = await town.waits(minutes=1)
    assert [(heard.to, tells(heard, "mentor.moved.revoke")) for _, heard in said] == [("hoa", True)]
    moved = await only(town)
    assert (moved.state, moved.passed) == (QuestionState.OPEN, ())
    assert (await threads(town))[0].offered_to == lan
    acts = [entry for _, entry in await town.found(lambda at: audit.newest(at, 9))]
    assert [(each.act, each.actor, each.subject) for each in acts] == [
        ("question.revoked", None, bac),
        ("question.claimed", hoa, bac),
    ]


@pytest.mark.parametrize("how", ["blocks", "erases"])
async def test_a_mentor_who_cannot_be_reached_holds_nothing(town: Town, how: str) -> None:
    await town.comes("bac", is_in_class=True)
    await town.helps("hoa", "Cô Hoa", in_class=True)
    lan = await town.helps("lan", "Chị Lan")
    await asks(town)
    await claims(town, "hoa")
    if how == "blocks":
        await town.does("hoa", Blocked())
        await town.timers.look()
    else:
        await town.erases("hoa")
    (thread,) = await threads(town)
    assert (thread.question.state, thread.question.holder, thread.offered_to) == (QuestionState.OPEN, None, lan)
    said = await town.types("bac", "/hoi")
    assert "Cô Hoa" not in said[-1].words


async def test_a_learner_who_erases_themself_leaves_nobody_typing_in_vain(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    await town.helps("hoa", "Cô Hoa", in_class=True)
    await asks(town)
    await claims(town, "hoa")
    said = await town.erases("bac")
    assert [tells(heard, "mentor.gone") for heard in said if heard.to == "hoa"] == [True]
    assert await threads(town) == []
    left = select(func.count()).select_from(words)
    assert (await town.found(lambda at: at.execute(left))).scalar_one() == 0
    said = await town.types("hoa", ANSWER)
    assert not tells(said[-1], "mentor.preview")


async def test_an_answer_without_a_word_back_is_closed_quietly(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    await town.helps("hoa", "Cô Hoa", in_class=True)
    await asks(town)
    await claims(town, "hoa")
    await answers(town, "hoa")
    assert not (await threads(town))[0].is_seen
    assert not told(await town.waits(days=7, hours=1), "bac")
    assert (await only(town)).state is QuestionState.CLOSED
    said = await town.does("bac", Arrived())
    assert ANSWER in said[-1].words, "nobody has seen it: it still comes first"
    await town.presses("bac", "Tôi hiểu rồi")
    said = await town.does("bac", Arrived())
    assert ANSWER not in said[-1].words


async def test_an_answer_is_seen_once_its_learner_has_been_there(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    await town.helps("hoa", "Cô Hoa", in_class=True)
    await asks(town)
    await claims(town, "hoa")
    await answers(town, "hoa")
    said = await town.types("bac", "/menu")
    assert said
    assert (await threads(town))[0].is_seen
    await claims_again(town)
    assert not (await threads(town))[0].is_seen, "a newer one was not"


async def claims_again(town: Town) -> None:
    """The mentor adds to the answer that they gave."""
    town.clock.move(minutes=1)
    await town.types("hoa", "/cauhoi")
    await town.presses("hoa", f"Đã xem: {ASKED[:10]}")
    await town.presses("hoa", "Viết thêm cho người học")
    await answers(town, "hoa")


async def test_whoever_is_gone_everywhere_finds_the_answer_when_they_come_back(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    await town.helps("hoa", "Cô Hoa", in_class=True)
    await asks(town)
    await claims(town, "hoa")
    await town.does("bac", Blocked())
    await answers(town, "hoa")
    said = await town.does("bac", Arrived())
    assert ANSWER in said[-1].words


async def test_what_a_learner_says_to_an_answer_is_kept(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    await town.helps("hoa", "Cô Hoa", in_class=True)
    await town.helps("lan", "Chị Lan")
    await asks(town)
    await claims(town, "hoa")
    await answers(town, "hoa")
    await town.presses("bac", "Tôi chưa hiểu")
    await town.waits(hours=4, minutes=10)
    await claims(town, "lan")
    await answers(town, "lan")
    await town.presses("bac", "Tôi hiểu rồi")
    rated = select(words.c.name, words.c.is_understood).order_by(words.c.id)
    rows = (await town.found(lambda at: at.execute(rated))).all()
    assert [tuple(row) for row in rows] == [("", None), ("Cô Hoa", False), ("Chị Lan", True)]


async def test_two_programs_tell_everybody_once(database: Database) -> None:
    stores = [await database.open(), await database.open()]
    clock = Clock()
    clock.at = WEDNESDAY
    first, second = (Town(store, holidays=[NEW_YEAR], clock=clock) for store in stores)
    await first.set_up()
    await first.comes("bac", is_in_class=True)
    await first.helps("hoa", "Cô Hoa", in_class=True)
    await first.helps("an", "Anh An", Role.ADMIN, PROVINCE)
    await asks(first)
    await hurries(first)
    told: Counter[tuple[str, str]] = Counter()
    for _ in range(14):
        clock.move(hours=1)
        await asyncio.gather(first.timers.look(), second.timers.look())
        told += (said := Counter((heard.to, heard.words) for heard in await first.listen() if heard.to != "bac"))
        # What is urgent is said to an admin again each hour; but never twice at once.
        assert not said or max(said.values()) == 1
    assert told
    assert (await only(first)).circle is Circle.ADMINS
    assert len(await first.found(alerts.unsettled)) == 1
    for store in stores:
        await store.close()


async def test_a_question_wakes_whoever_looks_after_them(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    hoa = await town.helps("hoa", "Cô Hoa", in_class=True)
    bell = asyncio.Event()
    looking = Timers(town.store, town.clock.world, town.mover, town.inbox.settle)
    town.inbox.askers[:] = [bell.set]
    async with repeated(looking.look, 3_600, "questions", bell), asyncio.timeout(60):
        await town.does("bac", TextReceived(f"/hoi {ASKED}"))
        while (await threads(town))[0].offered_to != hoa:  # noqa: ASYNC110 - nobody tells when it was done
            await asyncio.sleep(0.01)


async def test_news_ring_where_somebody_has_a_page_open(town: Town) -> None:
    await town.comes("bac", is_in_class=True)
    await town.helps("hoa", "Cô Hoa", in_class=True)
    await asks(town)
    await claims(town, "hoa")
    town.rung.clear()
    await answers(town, "hoa")
    assert town.rung == [at_home("bac")]
