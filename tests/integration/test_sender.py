"""What is owed goes out: in order, once, and never by somebody who lost the lease; on both databases."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import Column, Connection, select, text, update
from structlog.testing import capture_logs

from bot.model.delivery import DeliveryState, Lane
from bot.model.errors import Gone, Rejected, Throttled, Unreachable
from bot.model.events import TextReceived
from bot.model.ids import Address
from bot.model.message import Message
from bot.model.text import plain
from bot.policy.pace import Pace
from bot.service.inbox import Inbox
from bot.service.outbox import Sender
from bot.service.rounds import Arrival
from bot.service.sending import SenderState
from bot.service.tempo import USUAL, Tempo
from bot.service.world import CrashPoint, World
from bot.store import batch, delivery, outbox, tables
from bot.store.engine import Store
from bot.store.lease import take_lease
from bot.store.sole import sole_for
from bot.watch.metrics import Metrics
from tests.databases import Database
from tests.fakes.push import Call, FakePush
from tests.fakes.tutor import Clock, NoLessons, message, tutor
from tests.fakes.unsteady import Unsteady

T = TypeVar("T")

ACCOUNT = ("push", "default")
BAC = Address(*ACCOUNT, "bac")
EM = Address(*ACCOUNT, "em")
FAST = Pace(per_second=10_000, chat_per_second=0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def sender_of(store: Store, clock: Clock, push: FakePush, limits: Pace = FAST) -> Sender:
    return Sender(store, clock.world, push, ACCOUNT, limits, calls=8, tempo=Tempo(look_seconds=0.05))


@asynccontextmanager
async def sending(store: Store, clock: Clock, push: FakePush, limits: Pace = FAST) -> AsyncIterator[Sender]:
    sender = sender_of(store, clock, push, limits)
    sender.start()
    try:
        yield sender
    finally:
        push.let_go.set()
        await sender.close()


async def until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    """Waits for a condition with a deadline."""
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 - what is awaited happens in many places, none of which sets an event
            await asyncio.sleep(0.01)


async def owe(
    store: Store,
    clock: Clock,
    at: Address,
    *texts: str,
    lane: Lane = Lane.REPLY,
    state: DeliveryState = DeliveryState.WAITING,
    epoch: int | None = None,
    key: str | None = None,
    replaces: str | None = None,
) -> None:
    def work(connection: Connection) -> None:
        seat = batch.take_seats(connection, [at], clock.at)[at]
        owed = []
        for words in texts:
            seat.last_number += 1
            number = seat.last_number
            owed.append(outbox.Owed(seat.id, None, number, message(words), lane, state, key, replaces, epoch))
        outbox.add_all(connection, owed, {seat.id: at}, clock.at)
        batch.save_seats(connection, [seat], clock.at)

    await store.write(work)


async def states(store: Store) -> list[str]:
    statement = select(tables.outbox.c.state).order_by(tables.outbox.c.id)
    return list(await store.read(lambda connection: connection.execute(statement).scalars().all()))


async def rows(store: Store, column: Column[T]) -> list[T]:
    """A column of a table, in the order of its rows."""
    statement = select(column).order_by(column.table.c.id)
    return list(await store.read(lambda connection: connection.execute(statement).scalars().all()))


async def settled(store: Store) -> list[str]:
    """The states once nothing is open any more."""
    async with asyncio.timeout(60):
        while True:
            found = await states(store)
            if not {"waiting", "sending"} & set(found):
                return found
            await asyncio.sleep(0.02)


async def test_it_goes_on_with_the_next_token_and_does_not_wait_for_the_next_look(store: Store, clock: Clock) -> None:
    push, world = FakePush(), World.system()
    for number in range(30):
        await owe(store, clock, Address(*ACCOUNT, f"p{number}"), "tin", lane=Lane.BROADCAST)
    sender = Sender(store, world, push, ACCOUNT, Pace(per_second=100), tempo=Tempo(look_seconds=600))
    sender.start()
    await until(lambda: len(push.taken) == 30)
    await sender.close()


async def test_everything_owed_is_sent_in_order_one_call_a_person(store: Store, clock: Clock) -> None:
    push = FakePush()
    people = [Address(*ACCOUNT, f"p{number}") for number in range(20)]
    for person in people:
        await owe(store, clock, person, "một", "hai", "ba")
    async with sending(store, clock, push):
        assert await settled(store) == ["sent"] * 60
    for person in people:
        assert push.texts(person.peer) == ["một", "hai", "ba"]
    assert push.most_at_once == 8
    assert push.overlapping == set()


class Held:
    """A database whose writes wait while it is told so."""

    def __init__(self, store: Store) -> None:
        self.url = store.url
        self.read, self.fault, self.close = store.read, store.fault, store.close
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.is_waited_for = False
        self._store = store

    async def write(self, work: Callable[[Connection], T]) -> T:
        """See `Store.write`."""
        self.is_waited_for = not self.goes_on.is_set()
        await self.goes_on.wait()
        return await self._store.write(work)


async def test_no_more_is_in_doubt_than_may_be_called_while_results_cannot_be_written(
    store: Store, clock: Clock
) -> None:
    push, held = FakePush(), Held(store)
    people = [Address(*ACCOUNT, f"p{number}") for number in range(8)]
    push.held = {person.peer for person in people}
    async with sending(held, clock, push) as sender:
        await until(lambda: sender.is_leading)
        for person in people:
            await owe(store, clock, person, "một")
        await until(lambda: sender.state.calls == 8)
        held.goes_on.clear()
        await until(lambda: held.is_waited_for)
        push.let_go.set()
        await until(lambda: sender.state.calls == 0)
        grant = sender.grant(8)
        assert (grant.calls, len(grant.results)) == (8, 8), "the batch that writes eight results may send eight more"
        assert sender.grant(8).calls == 0, "a kill would doubt the eight whose results are not written"
        sender.doubt(grant)
        held.goes_on.set()
        assert await settled(store) == ["sent"] * 8
        await until(lambda: sender.grant(8).calls == 8)


async def test_no_reply_stands_behind_a_broadcast(store: Store, clock: Clock) -> None:
    push = FakePush()
    for number in range(20):
        await owe(store, clock, Address(*ACCOUNT, f"p{number}"), "tin", lane=Lane.BROADCAST)
    await owe(store, clock, BAC, "tin", lane=Lane.BROADCAST)
    await owe(store, clock, BAC, "trả lời", lane=Lane.REPLY)
    async with sending(store, clock, push):
        await settled(store)
    assert push.taken[0] == Call("bac", "trả lời")
    assert push.texts("bac") == ["trả lời", "tin"]


async def test_a_reply_goes_out_with_its_commit(store: Store, clock: Clock) -> None:
    push = FakePush()
    async with sending(store, clock, push) as sender:
        inbox = Inbox(store, tutor(), NoLessons(), clock.world, pulls=frozenset(), desks={ACCOUNT: sender})
        await until(lambda: sender.is_leading)
        marked = clock.reached.count(CrashPoint.MARKED_SENDING)
        await inbox.submit(Arrival(BAC, "1", TextReceived("chào")))
        await until(lambda: push.texts("bac") == ["1 chào"])
        assert clock.reached.count(CrashPoint.MARKED_SENDING) == marked, "no second transaction marked it"
        await asyncio.gather(*(inbox.submit(Arrival(BAC, f"{n}", TextReceived(f"{n}"))) for n in range(2, 9)))
        assert await settled(store) == ["sent"] * 8
        await inbox.close()
    assert push.texts("bac") == ["1 chào", *(f"{n} {n}" for n in range(2, 9))]
    assert push.overlapping == set()


async def test_a_reply_queues_up_behind_what_waits(store: Store, clock: Clock) -> None:
    push = FakePush()
    push.held = {"bac"}
    async with sending(store, clock, push) as sender:
        inbox = Inbox(store, tutor(), NoLessons(), clock.world, pulls=frozenset(), desks={ACCOUNT: sender})
        await owe(store, clock, BAC, "cũ", "cũ nữa")
        await inbox.submit(Arrival(BAC, "1", TextReceived("mới")))
        await inbox.submit(Arrival(EM, "1e", TextReceived("khác")))
        await until(lambda: push.texts("em") == ["1 khác"])
        push.let_go.set()
        await settled(store)
    assert push.texts("bac") == ["cũ", "cũ nữa", "1 mới"]


async def test_a_message_that_does_not_fit_is_owed_in_parts(store: Store, clock: Clock) -> None:
    def words(channel: str, whole: Message) -> tuple[Message, ...]:
        return tuple(message(word) for word in plain(whole.text).split()) if channel == ACCOUNT[0] else (whole,)

    push = FakePush()
    async with sending(store, clock, push) as sender:
        split = replace(tutor(), fit=words)
        inbox = Inbox(store, split, NoLessons(), clock.world, pulls=frozenset({"pull"}), desks={ACCOUNT: sender})
        await until(lambda: sender.is_leading)
        await inbox.submit(Arrival(BAC, "1", TextReceived("a b")))
        said = await inbox.submit(Arrival(Address("pull", "default", "em"), "1", TextReceived("a b")))
        assert await settled(store) == ["sent"] * 4
        await inbox.close()
    assert push.texts("bac") == ["1", "a", "b"]
    assert [plain(each.message.text) for each in said] == ["1 a b"]
    keys = await store.read(lambda connection: connection.execute(select(tables.outbox.c.key)).scalars().all())
    assert sorted(map(str, keys)) == ["None", "None", "k1", "k1"], "the last part is what may be replaced"


@pytest.mark.parametrize(
    ("errors", "state", "texts"),
    [
        ([Gone("blocked")], "gone", []),
        ([Rejected("bad")], "failed", []),
        ([Unreachable("timed out", is_in_doubt=True)], "sent", ["lời"]),
        ([Unreachable("timed out", is_in_doubt=True)] * 2, "unknown", []),
        ([Unreachable("refused", is_in_doubt=False)] * 4, "sent", ["lời"]),
        ([RuntimeError("a fault of ours")] * 2, "unknown", []),
    ],
)
async def test_what_becomes_of_a_reply(
    store: Store, clock: Clock, errors: list[Exception], state: str, texts: list[str]
) -> None:
    push = FakePush()
    push.errors["bac"] = list(errors)
    await owe(store, clock, BAC, "lời")
    async with sending(store, clock, push):
        async with asyncio.timeout(60):
            while (await states(store))[0] in {"waiting", "sending"}:
                await asyncio.sleep(0.05)
                clock.move(seconds=0.5)
    assert await states(store) == [state]
    assert push.texts("bac") == texts


async def test_a_fault_of_ours_is_logged_without_what_it_quotes(store: Store, clock: Clock) -> None:
    private = "bác Ba, số 5, bị bệnh tim"
    is_broken = asyncio.Event()

    async def fail() -> None:
        if is_broken.is_set():
            raise RuntimeError(private)

    push = FakePush()
    push.errors["bac"] = [RuntimeError(private)]
    await owe(store, clock, BAC, "lời")
    with capture_logs() as logs:
        async with sending(Unsteady(store, fail), clock, push):
            await until(lambda: any(line["event"] == "sender.failed" for line in logs))
            is_broken.set()
            await until(lambda: any(line["event"] == "sender.look_failed" for line in logs))
            is_broken.clear()
    told = {line["event"]: line["trace"] for line in logs if line["log_level"] == "error"}
    assert told.keys() == {"sender.failed", "sender.look_failed"}
    assert all(trace.startswith("builtins.RuntimeError\n") for trace in told.values())
    assert private not in str(logs)
    assert not any("exc_info" in line for line in logs), "it would be written out with the error's text"


async def test_a_broadcast_in_doubt_is_not_repeated(store: Store, clock: Clock) -> None:
    push = FakePush()
    push.errors["bac"] = [Unreachable("timed out", is_in_doubt=True)]
    await owe(store, clock, BAC, "tin", lane=Lane.BROADCAST)
    async with sending(store, clock, push):
        assert await settled(store) == ["unknown"]
    assert push.taken == []


async def test_a_throttled_account_rests_for_everybody_and_then_sends_less(store: Store, clock: Clock) -> None:
    push = FakePush()
    push.errors["bac"] = [Throttled("slow down", 3.0)]
    await owe(store, clock, BAC, "một")
    async with sending(store, clock, push, Pace(chat_per_second=0)) as sender:
        await until(lambda: push.errors["bac"] == [])
        await owe(store, clock, EM, "hai")
        await until(lambda: sender.state.paused_seconds == pytest.approx(3.1))
        await asyncio.sleep(0.3)
        assert push.taken == []
        assert sender.state.rate == 0
        clock.move(seconds=4)
        assert await settled(store) == ["sent", "sent"]
        assert sender.state.rate == pytest.approx(0.8 * 28)
    assert (await rows(store, tables.outbox.c.tries)) == [1, 1], "what was refused for now is no try"


async def test_what_was_granted_before_a_pause_is_not_sent_in_it(store: Store, clock: Clock) -> None:
    push = FakePush()
    push.errors["em"] = [Throttled("slow down", 3.0)]
    async with sending(store, clock, push) as sender:
        await until(lambda: sender.is_leading)
        grant = sender.grant(1)
        inserted = await _insert_sending(store, clock, grant.epoch)
        await owe(store, clock, EM, "một")
        await until(lambda: sender.state.paused_seconds > 0)
        sender.hand_over(grant, inserted)
        await asyncio.sleep(0.2)
        assert push.taken == []
        clock.move(seconds=4)
        assert await settled(store) == ["sent", "sent"]


async def test_a_platform_that_is_away_is_asked_less_and_less(store: Store, clock: Clock) -> None:
    push = FakePush()
    for number in range(20):
        push.errors[f"p{number}"] = [Unreachable("refused", is_in_doubt=False)]
        await owe(store, clock, Address(*ACCOUNT, f"p{number}"), "tin", lane=Lane.BROADCAST)
    async with sending(store, clock, push) as sender:
        await until(lambda: sender.state.paused_seconds > 0)
        await asyncio.sleep(0.2)
        missed = sum(not errors for errors in push.errors.values())
        assert 3 <= missed <= 8, "no more than were under way"
        async with asyncio.timeout(60):
            while {"waiting", "sending"} & set(await states(store)):
                await asyncio.sleep(0.05)
                clock.move(seconds=1)
        assert sender.state.misses == 0
    assert await states(store) == ["sent"] * 20


async def test_a_group_is_written_to_seldom(store: Store, clock: Clock) -> None:
    push = FakePush()
    await owe(store, clock, Address(*ACCOUNT, "-7"), *"abcd")
    await owe(store, clock, BAC, *"abcd")
    async with sending(store, clock, push, Pace(per_second=1_000)):
        await until(lambda: len(push.texts("-7")) == len(push.texts("bac")) == 3)
        await asyncio.sleep(0.1)
        clock.move(seconds=1)
        await until(lambda: len(push.texts("bac")) == 4)
        await asyncio.sleep(0.2)
        assert len(push.texts("-7")) == 3
        clock.move(seconds=2.6)
        await until(lambda: len(push.texts("-7")) == 4)


async def test_slow_messages_to_many_leave_room_for_a_reply(store: Store, clock: Clock) -> None:
    push = FakePush()
    for number in range(20):
        push.held.add(f"p{number}")
        await owe(store, clock, Address(*ACCOUNT, f"p{number}"), "tin", lane=Lane.BROADCAST)
    async with sending(store, clock, push) as sender:
        await until(lambda: sender.state.calls == 6)
        await owe(store, clock, BAC, "trả lời")
        await until(lambda: push.texts("bac") == ["trả lời"])
        assert push.most_at_once <= 7
        push.let_go.set()
        assert await settled(store) == ["sent"] * 21


async def test_who_is_gone_is_marked_and_owed_nothing_more(store: Store, clock: Clock) -> None:
    push = FakePush()
    push.errors["bac"] = [Gone("bot was blocked by the user")]
    await owe(store, clock, BAC, "một", "hai")
    await owe(store, clock, BAC, "tin", lane=Lane.BROADCAST)
    await owe(store, clock, EM, "khác")
    async with sending(store, clock, push):
        assert await settled(store) == ["gone", "gone", "gone", "sent"]
    assert push.texts("bac") == []
    assert await rows(store, tables.address.c.gone_at) == [clock.at, None]
    await owe(store, clock, BAC, "ba", state=DeliveryState.SENDING, epoch=9)
    row = (await rows(store, tables.outbox.c.id))[-1]
    again = delivery.Result(row, 9, DeliveryState.GONE, 1)
    clock.move(seconds=60)
    await store.write(lambda connection: delivery.write_results(connection, [again], clock.at))
    assert await rows(store, tables.address.c.gone_at) == [clock.at - timedelta(seconds=60), None], "since when"


async def test_a_stale_leader_marks_nobody(store: Store, clock: Clock) -> None:
    await owe(store, clock, BAC, "x", state=DeliveryState.SENDING, epoch=2)
    await owe(store, clock, BAC, "y")
    row = (await rows(store, tables.outbox.c.id))[0]
    stale = delivery.Result(row, 1, DeliveryState.GONE, 1)
    await store.write(lambda connection: delivery.write_results(connection, [stale], clock.at))
    assert await states(store) == ["sending", "waiting"]
    assert await rows(store, tables.address.c.gone_at) == [None]


async def test_what_was_refused_is_logged_with_the_platforms_words(store: Store, clock: Clock) -> None:
    push = FakePush()
    push.errors["bac"] = [Rejected("Bad Request: BUTTON_DATA_INVALID" + "!" * 1_000)]
    await owe(store, clock, BAC, "lời riêng")
    with capture_logs() as logs:
        async with sending(store, clock, push):
            assert await settled(store) == ["failed"]
    [line] = [line for line in logs if line["event"] == "sender.not_sent"]
    assert line["fault"] == "Rejected"
    assert line["reason"].startswith("Bad Request: BUTTON_DATA_INVALID")
    assert len(line["reason"]) == 200
    assert "riêng" not in str(logs)


async def test_who_watches_hears_of_each_call(store: Store, clock: Clock) -> None:
    push = FakePush()
    push.errors["em"] = [Gone("blocked")]
    metrics = Metrics(CollectorRegistry())
    await owe(store, clock, BAC, "một")
    await owe(store, clock, EM, "hai", lane=Lane.BROADCAST)
    clock.move(seconds=2)
    sender = Sender(store, clock.world, push, ACCOUNT, FAST, meter=metrics, tempo=Tempo(look_seconds=0.05))
    metrics.watch_sender(*ACCOUNT, lambda: sender.state.rate)
    before = sender.state
    assert (before.is_leading, before.is_locked, before.rate) == (False, False, 0)
    sender.start()
    await settled(store)
    assert sender.state == SenderState(True, True, 10_000, 0.0, 0, 0)
    page = metrics.page().decode()
    await sender.close()
    assert 'banhoc_deliveries_total{lane="reply",state="sent"} 1.0' in page
    assert 'banhoc_deliveries_total{lane="broadcast",state="gone"} 1.0' in page
    assert 'banhoc_delivery_seconds_sum{lane="reply"} 2.0' in page
    assert 'banhoc_delivery_seconds_count{lane="broadcast"}' not in page
    assert 'banhoc_sending_rate{account="default",channel="push"} 10000.0' in page


async def test_the_pace_is_kept(store: Store, clock: Clock) -> None:
    push = FakePush()
    people = [Address(*ACCOUNT, f"p{number}") for number in range(6)]
    for person in people:
        await owe(store, clock, person, "một")
    async with sending(store, clock, push, Pace(per_second=28)):
        await until(lambda: len(push.taken) == 2)
        for number in range(3, 7):
            await asyncio.sleep(0.05)
            assert len(push.taken) == number - 1
            clock.move(seconds=0.036)
            await until(lambda number=number: len(push.taken) == number)  # type: ignore[misc]  # mypy and defaults


async def test_an_edit_names_the_platforms_message(store: Store, clock: Clock) -> None:
    push = FakePush()
    await owe(store, clock, BAC, "câu hỏi", key="k")
    await owe(store, clock, BAC, "câu hỏi mới", replaces="k")
    await owe(store, clock, BAC, "không rõ", replaces="never")
    async with sending(store, clock, push):
        await settled(store)
    assert [call.edits for call in push.taken] == [None, "m1", None]


async def test_what_a_killed_leader_was_sending_is_in_doubt(store: Store, clock: Clock) -> None:
    push = FakePush()
    length = timedelta(seconds=5)
    await store.write(lambda connection: take_lease(connection, ACCOUNT, "killed", clock.at, length, is_fresh=False))
    await owe(store, clock, BAC, "trả lời", state=DeliveryState.SENDING, epoch=1)
    await owe(store, clock, EM, "tin", lane=Lane.BROADCAST, state=DeliveryState.SENDING, epoch=1)
    async with sending(store, clock, push):
        await asyncio.sleep(0.2)
        assert await states(store) == ["sending", "sending"], "the lease still holds"
        clock.move(seconds=6)
        assert await settled(store) == ["sent", "unknown"]
    assert push.taken == [Call("bac", "trả lời")]


async def test_a_dead_leader_is_followed_without_waiting_for_its_end(store: Store, clock: Clock) -> None:
    push = FakePush()
    await store.write(lambda connection: take_lease(connection, ACCOUNT, "dead", clock.at, USUAL.lease, is_locked=True))
    await owe(store, clock, BAC, "trả lời", state=DeliveryState.SENDING, epoch=1)
    async with sending(store, clock, push) as sender:
        assert await settled(store) == ["sent"]
        assert sender.state.is_locked


async def test_a_lock_that_was_lost_is_led_without(store: Store, clock: Clock) -> None:
    push = FakePush()
    async with sending(store, clock, push) as sender:
        await until(lambda: sender.is_leading)
        epoch = sender.grant(0).epoch
        sole = sender._leading._sole  # noqa: SLF001 - the operating system takes it away as little as others can
        await sole.release()
        assert not sender.is_leading, "whoever got it may lead by now"
        other = sole_for(store.url, ACCOUNT)
        assert await other.take()
        await until(lambda: sender.is_leading)
        assert not sender.state.is_locked
        await other.close()
        clock.move(seconds=1)
        await until(lambda: sender.state.is_locked)
        assert sender.grant(0).epoch == epoch, "it was ours all the time"


async def test_who_does_not_lead_leaves_the_lock_to_who_does(store: Store, clock: Clock) -> None:
    push = FakePush()
    await store.write(lambda connection: take_lease(connection, ACCOUNT, "unlocked", clock.at, USUAL.lease))
    async with sending(store, clock, push) as sender:
        await asyncio.sleep(0.2)
        assert not sender.is_leading
        other = sole_for(store.url, ACCOUNT)
        assert await other.take()
        await other.close()


async def test_a_frozen_leader_sends_nothing_when_it_thaws(store: Store, clock: Clock) -> None:
    push = FakePush()
    async with sending(store, clock, push) as sender:
        await until(lambda: sender.is_leading)
        grant = sender.grant(1)
        inserted = await _insert_sending(store, clock, grant.epoch)
        later = clock.at + 2 * USUAL.lease
        taken = await store.write(
            lambda connection: take_lease(connection, ACCOUNT, "other", later, USUAL.lease, is_fresh=False)
        )
        assert taken is not None
        assert taken.epoch > grant.epoch
        clock.move(seconds=USUAL.lease_seconds - 5)
        sender.hand_over(grant, inserted)
        await asyncio.sleep(0.2)
        assert push.taken == [], "too little of the lease is left for a whole call"
        assert not sender.is_leading
    assert await states(store) == ["waiting"], "for the new leader"
    assert push.taken == []


async def _insert_sending(store: Store, clock: Clock, epoch: int) -> tuple[outbox.Sending, ...]:
    def work(connection: Connection) -> tuple[outbox.Sending, ...]:
        seat = batch.take_seats(connection, [BAC], clock.at)[BAC]
        owed = outbox.Owed(seat.id, None, 1, message("x"), Lane.REPLY, DeliveryState.SENDING, epoch=epoch)
        return outbox.add_all(connection, [owed], {seat.id: BAC}, clock.at)

    return await store.write(work)


async def test_two_senders_never_send_the_same(database: Database, clock: Clock) -> None:
    stores = [await database.open(), await database.open()]
    pushes = [FakePush(), FakePush()]
    for number in range(30):
        await owe(stores[0], clock, Address(*ACCOUNT, f"p{number}"), "một")
    senders = [sender_of(store, clock, push) for store, push in zip(stores, pushes, strict=True)]
    for sender in senders:
        sender.start()
    assert await settled(stores[0]) == ["sent"] * 30
    assert sorted(len(push.taken) for push in pushes) == [0, 30]
    for sender in senders:
        await sender.close()
    taken = await stores[0].write(
        lambda connection: take_lease(connection, ACCOUNT, "next", clock.at, USUAL.lease, is_fresh=False)
    )
    assert taken is not None, "a lease given back need not be waited for"
    for store in stores:
        await store.close()


async def test_a_batch_in_doubt_is_found_again(store: Store, clock: Clock) -> None:
    push = FakePush()
    async with sending(store, clock, push) as sender:
        await until(lambda: sender.is_leading)
        grant = sender.grant(1)
        # The commit went through, but the answer was lost on the way.
        await _insert_sending(store, clock, grant.epoch)
        sender.doubt(grant)
        clock.move(seconds=2)
        async with asyncio.timeout(60):
            while await states(store) != ["sent"]:
                await asyncio.sleep(0.05)
                clock.move(seconds=0.2)
    assert push.texts("bac") == ["x"]


async def test_results_of_a_lost_epoch_change_nothing(store: Store, clock: Clock) -> None:
    await owe(store, clock, BAC, "x", state=DeliveryState.SENDING, epoch=2)
    row = await store.read(lambda connection: connection.execute(select(tables.outbox.c.id)).scalar_one())
    stale = delivery.Result(row, 1, DeliveryState.SENT, 1, "m1")
    await store.write(lambda connection: delivery.write_results(connection, [stale], clock.at))
    assert await states(store) == ["sending"]
    statement = update(tables.outbox).values(state=DeliveryState.WAITING, epoch=None)
    await store.write(lambda connection: connection.execute(statement))
    assert await store.write(delivery.doubt_all) == 1
    assert await states(store) == ["unknown"]


async def test_a_database_that_fails_for_a_while_loses_nothing(store: Store, clock: Clock) -> None:
    push = FakePush()

    async def rename(old: str, new: str) -> None:
        await store.write(lambda connection: connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}")))

    await owe(store, clock, BAC, "một")
    await rename("lease", "lost")
    try:
        async with sending(store, clock, push) as sender:
            await asyncio.sleep(0.3)
            assert not sender.is_leading
            await rename("lost", "lease")
            await until(lambda: push.texts("bac") == ["một"])
    finally:
        if not push.taken:
            await rename("lost", "lease")
    assert await states(store) == ["sent"]
