"""Events through the one door, on real databases."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import Connection, func, select, update
from structlog.testing import capture_logs

from bot.model import codec
from bot.model.dialogue import State
from bot.model.errors import StoreAway
from bot.model.events import Arrived, Blocked, Event, TextReceived
from bot.model.ids import Address
from bot.model.learner import Record
from bot.model.text import plain
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival
from bot.service.upkeep import kept_tidy, tidy
from bot.service.world import CrashPoint
from bot.store import tables
from bot.store.engine import Store
from bot.tutor.context import Context, Facts, Step
from tests.databases import Database
from tests.fakes import tutor as fake
from tests.fakes.tutor import Clock, NoLessons, tutor

BAC = Address("terminal", "default", "bac")
EM = Address("terminal", "default", "em")
PULLS = frozenset({"terminal"})


class Heard:
    """A meter that remembers."""

    def __init__(self) -> None:
        self.committed_batches: list[tuple[dict[str, int], int]] = []
        self.events_put_off = 0

    def committed(self, kinds: Mapping[str, int], seconds: float, parked: int) -> None:
        assert seconds >= 0
        self.committed_batches.append((dict(kinds), parked))

    def put_off(self, events: int) -> None:
        self.events_put_off += events


class Chat:
    """One process: an inbox, a history, and update ids that never repeat."""

    def __init__(self, store: Store, clock: Clock, name: str = "a") -> None:
        self.heard = Heard()
        self.inbox = Inbox(store, tutor(), NoLessons(), clock.world, pulls=PULLS, meter=self.heard)
        self.history = History(store, clock.world)
        self._name = name
        self._number = 0

    def arrival(self, at: Address, text: str) -> Arrival:
        self._number += 1
        return Arrival(at, f"{self._name}{self._number}", TextReceived(text))

    async def say(self, at: Address, *texts: str) -> list[str]:
        """Sends lines at once; gives what was said and not yet seen."""
        await asyncio.gather(*(self.inbox.submit(self.arrival(at, text)) for text in texts))
        return await self.read(at)

    async def read(self, at: Address) -> list[str]:
        shown = await self.history.unseen(at)
        if shown:
            await self.history.mark_seen(at, shown[-1].number)
        return [plain(item.message.text) for item in shown]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def chat(store: Store, clock: Clock) -> Chat:
    return Chat(store, clock)


async def rows(store: Store, name: str) -> list[dict[str, object]]:
    table = tables.metadata.tables[name]
    statement = select(table).order_by(*table.primary_key.columns)

    def read(connection: Connection) -> list[dict[str, object]]:
        return [dict(row) for row in connection.execute(statement).mappings()]

    return await store.read(read)


async def test_a_visitor_is_answered_and_leaves_no_learner(store: Store, chat: Chat) -> None:
    assert await chat.say(BAC, "chào") == ["1 chào"]
    assert await chat.say(BAC, "nữa", "và nữa") == ["2 nữa", "3 và nữa"]
    assert await rows(store, "learner") == []
    (row,) = await rows(store, "address")
    assert row["learner_id"] is None
    assert row["state"] is not None


async def test_consent_moves_the_dialogue_into_the_learners_row(store: Store, chat: Chat) -> None:
    await chat.say(BAC, "chào", "vào", "bài 0.5", "bắt đầu", "xong", "giữ")
    (learner,) = await rows(store, "learner")
    (address,) = await rows(store, "address")
    assert address["learner_id"] == learner["id"]
    assert address["state"] is None
    assert address["visit_until"] is None
    assert '"turn":6' in str(learner["state"])
    assert {row["learner_id"] for row in await rows(store, "outbox")} == {learner["id"]}
    for name in ("consent", "attempt", "progress", "notebook"):
        (row,) = await rows(store, name)
        assert row["learner_id"] == learner["id"]
    assert await chat.say(BAC, "đếm") == ["7 đếm (1 bài)"]


async def test_whoever_stopped_the_bot_is_marked_and_whoever_comes_back_is_not(store: Store, clock: Clock) -> None:
    push = Address("push", "default", "bac")
    inbox = Inbox(store, tutor(), NoLessons(), clock.world, pulls=PULLS)
    log: list[tuple[list[object], list[object]]] = []
    happened: list[list[Event]] = [
        [TextReceived("chào")],
        [Blocked()],
        [TextReceived("tôi về")],
        [Blocked(), TextReceived("nhầm tay")],
        [TextReceived("thôi"), Blocked()],
        [TextReceived("hỏng")],
    ]
    for number, events in enumerate(happened):
        arrivals = [Arrival(push, f"{number}.{n}", event) for n, event in enumerate(events)]
        await asyncio.gather(*map(inbox.submit, arrivals))
        (where,) = await rows(store, "address")
        log.append(([where["gone_at"]], [row["state"] for row in await rows(store, "outbox")]))
    assert log == [
        ([None], ["waiting"]),
        ([clock.at], ["gone"]),
        ([None], ["gone", "waiting"]),
        ([None], ["gone", "gone", "waiting"]),
        ([clock.at], ["gone", "gone", "gone", "gone"]),
        ([None], ["gone", "gone", "gone", "gone", "waiting"]),
    ]


async def test_the_same_update_changes_nothing_twice(store: Store, chat: Chat) -> None:
    arrival = chat.arrival(BAC, "một")
    said, _ = await asyncio.gather(chat.inbox.submit(arrival), chat.inbox.submit(arrival))
    assert said == await chat.history.latest(arrival.address, 9), "nobody has to read it back"
    assert await chat.inbox.submit(arrival) == (), "of a twin the history tells"
    assert await chat.read(BAC) == ["1 một"]
    assert await chat.say(BAC, "hai") == ["2 hai"]


async def test_an_ignored_event_says_nothing(chat: Chat) -> None:
    await chat.inbox.submit(Arrival(BAC, "x", Arrived()))
    assert await chat.read(BAC) == []


async def test_a_visit_ends_after_a_day(chat: Chat, clock: Clock) -> None:
    await chat.say(BAC, "một")
    clock.move(hours=23)
    assert await chat.say(BAC, "hai") == ["2 hai"]
    clock.move(hours=25)
    assert await chat.say(BAC, "lại") == ["1 lại"]


async def test_one_broken_event_is_parked_and_the_others_do_not_notice(store: Store, chat: Chat) -> None:
    broken = chat.arrival(EM, "hỏng 0912345678 và 09\u200b12345678,\nnhà tôi nuôi gà")
    good = [chat.arrival(BAC, text) for text in ("một", "hai")]
    with capture_logs() as logs:
        await asyncio.gather(*(chat.inbox.submit(arrival) for arrival in (good[0], broken, good[1])))
    assert await chat.read(BAC) == ["1 một", "2 hai"]
    assert await chat.read(EM) == ["xin lỗi"]
    (parked,) = [row for row in await rows(store, "inbox") if row["state"] == "parked"]
    words = "hỏng [số điện thoại] và [số điện thoại],\nnhà tôi nuôi gà"
    assert codec.load_event(str(parked["body"])) == TextReceived(words)
    assert re.search(r"tests\.fakes\.tutor\.Broken$(\n  \S.*:\d+ \w+)+", str(parked["error"]), re.MULTILINE)
    assert "nuôi gà" not in str(parked["error"]), "an error's text may quote what was written"
    assert "parked" in str(logs)
    assert "nuôi gà" not in str(logs)
    assert "0912345678" not in f"{parked['body']}{parked['error']}"
    assert chat.heard.committed_batches == [({"TextReceived": 3}, 1)]
    await chat.inbox.submit(broken)
    assert await chat.read(EM) == [], "a twin of what is parked is not tried again"


async def test_what_a_visitor_cannot_own_is_parked(store: Store, chat: Chat) -> None:
    assert await chat.say(BAC, "bài 1.0") == ["xin lỗi"]
    assert await rows(store, "attempt") == []


async def test_erasing_answers_at_a_fresh_address(store: Store, chat: Chat, clock: Clock) -> None:
    await chat.say(BAC, "vào", "bài 0.5", "giữ", "bắt đầu")
    await chat.say(EM, "vào")
    assert await chat.say(BAC, "xoá") == ["đã xoá"]
    kept = {str(row["learner_id"]) for name in ("consent", "learner") for row in await rows(store, "consent")}
    assert len(kept) == 1, "the other learner stays"
    assert await rows(store, "attempt") == []
    assert len(await rows(store, "tombstone")) == 1
    farewell = [row for row in await rows(store, "outbox") if row["learner_id"] is None]
    assert len(farewell) == 1
    assert await chat.say(BAC, "chào") == ["1 chào"]


async def test_every_point_is_reached_in_order(chat: Chat, clock: Clock) -> None:
    await chat.say(BAC, "một")
    assert clock.reached == [
        CrashPoint.RECEIVED,
        CrashPoint.CLAIMED,
        CrashPoint.BEFORE_COMMIT,
        CrashPoint.COMMITTED,
        CrashPoint.ACKNOWLEDGED,
        CrashPoint.SHOWN,
        CrashPoint.SEEN,
    ]


async def test_two_hundred_events_of_fifty_people_by_two_stores(database: Database, clock: Clock) -> None:
    stores = [await database.open(), await database.open()]
    chats = [Chat(store, clock, name) for store, name in zip(stores, "ab", strict=True)]
    people = [Address("terminal", "default", f"p{number}") for number in range(50)]

    async def talk(person: Address) -> None:
        for number in range(4):
            arrival = chats[0].arrival(person, "vào" if number == 0 else f"câu {number}")
            # Both processes are given the same update, as a platform does that redelivers.
            await asyncio.gather(*(chat.inbox.submit(arrival) for chat in chats))

    await asyncio.gather(*(talk(person) for person in people))
    for person in people:
        assert await chats[1].read(person) == ["1 vào", "2 câu 1", "3 câu 2", "4 câu 3"]
    count = await stores[0].read(
        lambda connection: connection.execute(select(func.count()).select_from(tables.learner)).scalar_one()
    )
    assert count == 50
    for store in stores:
        await store.close()


async def test_whose_dialogue_cannot_be_read_is_told_kindly(store: Store, chat: Chat) -> None:
    await chat.say(BAC, "một")
    await store.write(lambda connection: connection.execute(update(tables.address).values(state="{")))
    assert await chat.say(BAC, "hai") == ["xin lỗi"]


async def test_a_step_gets_every_fact_that_it_needs(store: Store, clock: Clock) -> None:
    seen: list[Facts] = []

    def step(state: State, event: Event, context: Context) -> Step:
        seen.append(context.facts)
        return fake.step(state, event, context)

    inbox = Inbox(store, replace(tutor(), step=step), NoLessons(), clock.world, pulls=PULLS)
    for number, text in enumerate(["sổ", "vào", "bài 0.5", "bắt đầu", "giữ", "sổ"]):
        await inbox.submit(Arrival(BAC, f"{number}", TextReceived(text)))
    assert seen[0] == Facts(), "nothing is known about a visitor"
    assert replace(seen[4], number=None) == Facts(), "nothing is loaded that is not needed"
    assert seen[4].number is not None
    assert seen[5].record == Record(1, 1, 0, 1, 5, 1, None)
    assert [len(rows) for rows in (seen[5].progress, seen[5].notebook, seen[5].attempts)] == [1, 1, 1]
    await inbox.close()


async def test_who_goes_away_early_is_handled_all_the_same(chat: Chat) -> None:
    bringing = asyncio.create_task(chat.inbox.submit(chat.arrival(BAC, "một")))
    await asyncio.sleep(0)
    bringing.cancel()
    await asyncio.gather(bringing, return_exceptions=True)
    await chat.inbox.close()
    assert await chat.read(BAC) == ["1 một"]


async def test_what_cannot_even_be_parked_is_to_be_brought_again(store: Store, clock: Clock) -> None:
    def mask(text: str) -> str:
        raise LookupError(text)

    heard = Heard()
    inbox = Inbox(store, replace(tutor(), mask=mask), NoLessons(), clock.world, pulls=PULLS, meter=heard)
    with capture_logs() as logs, pytest.raises(StoreAway, match="nothing was applied"):
        await inbox.submit(Arrival(BAC, "1", TextReceived("hỏng nuôi gà")))
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["inbox.parked", "inbox.failed"]
    assert (heard.events_put_off, heard.committed_batches) == (1, [])
    assert "nuôi gà" not in str(logs)
    assert await rows(store, "inbox") == []
    await inbox.submit(Arrival(BAC, "2", TextReceived("một")))
    assert [row["state"] for row in await rows(store, "inbox")] == ["handled"]


async def test_a_client_that_comes_back_reads_on(chat: Chat) -> None:
    await chat.say(BAC, "một", "hai", "ba")
    shown = await chat.history.since(BAC, 2, 60)
    assert [(item.number, plain(item.message.text), item.key) for item in shown] == [(3, "3 ba", "k3")]


async def test_a_running_program_tidies_again_and_again(store: Store, chat: Chat, clock: Clock) -> None:
    await chat.say(BAC, "một")
    async with kept_tidy(store, clock.world, every_seconds=0.01), asyncio.timeout(60):
        assert await rows(store, "address")
        clock.move(days=2)
        while await rows(store, "address"):  # noqa: ASYNC110 - nobody tells when it was done
            await asyncio.sleep(0.01)


async def test_tidying_forgets_visits_and_old_keys(store: Store, chat: Chat, clock: Clock) -> None:
    await chat.say(BAC, "một")
    await chat.say(EM, "vào")
    clock.move(days=8)
    await tidy(store, clock.world)
    assert [row["peer"] for row in await rows(store, "address")] == ["em"]
    assert await rows(store, "inbox") == []
    assert len(await rows(store, "outbox")) == 1
