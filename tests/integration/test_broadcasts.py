"""A broadcast from its draft to its end: whoever may have it gets it once, and whatever happens, nobody is lost."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, select, update

from bot.app import tutor_of
from bot.locale.load import load_phrases
from bot.model import codec
from bot.model.broadcast import Audience, Broadcast, BroadcastMove, BroadcastState, Letter, Pause
from bot.model.broadcast_effects import AnswerPoll, MakeBroadcast, MoveBroadcast, ReadLetter, RepeatBroadcast
from bot.model.delivery import OPEN_STATES, DeliveryState
from bot.model.errors import ChannelError, Gone, Rejected, Throttled, Unreachable
from bot.model.events import BroadcastAsked, BroadcastMoved, BroadcastProgressed, Event
from bot.model.ids import BroadcastId, LearnerId, LessonId, PostId
from bot.model.lesson import Catalog
from bot.model.staff import Role
from bot.model.text import paragraph
from bot.policy.broadcast import Limits
from bot.policy.pace import Pace
from bot.service.announcing import Announcing
from bot.service.broadcasts import Act, Announcer
from bot.service.dialogues import Dialogues
from bot.service.mailing import Mailing
from bot.service.mentors import Calendar
from bot.service.outbox import Sender
from bot.service.tempo import Tempo
from bot.settings import DemoSettings
from bot.store import audit, broadcasts, delivery, erasure, inbox, released, staff
from bot.store.engine import Store
from bot.store.tables import address, broadcast, lease, post
from tests.bank import catalog
from tests.fakes.push import FakePush
from tests.fakes.tutor import Clock
from tests.recipients import NOW, PAGE, PHONE, Person, at, crowd, make, set_wish, states
from tests.town import OneBank

D = DeliveryState
B = BroadcastState
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FAST = Pace(per_second=10_000, chat_per_second=0)
LETTER = Letter(paragraph("Chào {bạn} {tên}, tối thứ Bảy lớp mình học bài mới nhé."))


@dataclass
class Station:
    """The parts that a broadcast goes through, over one database and with a clock that the test moves."""

    store: Store
    clock: Clock = field(default_factory=Clock)
    push: FakePush = field(default_factory=FakePush)
    limits: Limits = field(default_factory=Limits)
    bank: Catalog = field(default_factory=catalog)
    settled: int = 0

    def __post_init__(self) -> None:
        self.clock.at = NOW
        self.lessons = OneBank(self.bank)
        calendar = Calendar(zone=ZONE)
        self.announcer = Announcer(self.lessons, self.limits, lambda: calendar, pushed=("telegram",))
        self.announcing = Announcing(self.store, self.clock.world, self.announcer, self._settle)
        tutor = tutor_of(
            DemoSettings(_env_file=None, operator_name="Sở KH&CN", operator_contact="1022"), load_phrases()
        )
        self.mailing = Mailing(tutor, self.lessons, self.announcer.tree, self.limits, Dialogues())

    async def _settle(self) -> None:
        self.settled += 1

    async def acts(self, by: LearnerId, *effects: object) -> bool:
        """What somebody's step decided is done; gives whether others hear of it."""
        acts = [Act(by, each) for each in effects]  # type: ignore[arg-type]  # effects, as tests give them
        return await self.store.write(lambda connection: self.announcer.write(connection, acts, self.clock.at))

    async def news(self) -> list[Event]:
        """What people are to hear, oldest first; each is told once."""

        def take(connection: Connection) -> list[Event]:
            waiting = inbox.waiting(connection, 100)
            inbox.take(connection, [name for name, _, _ in waiting])
            return [codec.load_event(body) for _, _, body in waiting]

        return await self.store.write(take)

    async def of(self, which: BroadcastId) -> Broadcast:
        """A broadcast as it stands."""
        return (await self.store.read(lambda connection: broadcasts.find(connection, [which])))[which]

    async def draft(
        self, letter: Letter = LETTER, who: Audience | None = None, starts_at: datetime | None = None
    ) -> BroadcastId:
        """A draft from the command line."""
        wanted = Broadcast(
            BroadcastId(0), "Lịch học", letter, who or Audience(), NOW + timedelta(days=7), NOW, starts_at=starts_at
        )
        return await self.store.write(lambda connection: self.announcer.keep(connection, wanted, NOW))

    async def move(self, which: BroadcastId, move: BroadcastMove, by: LearnerId | None = None) -> bool:
        """Moves a broadcast; gives whether it did."""
        before = await self.of(which)

        def write(connection: Connection) -> None:
            news = self.announcer.move(connection, which, move, self.clock.at, by=by)
            if news:
                inbox.put(connection, news, self.clock.at)

        await self.store.write(write)
        return await self.of(which) != before

    async def had_enough(self) -> int:
        """How many of everybody get nothing more this week, as whoever chooses an audience is told."""
        now = self.clock.at
        return (
            await self.store.read(lambda connection: self.announcer.reach(connection, Audience(), None, now))
        ).enough

    async def begun(self, letter: Letter = LETTER, who: Audience | None = None) -> BroadcastId:
        """A broadcast that runs, written down whole, of which nothing is sent yet."""
        which = await self.draft(letter, who)
        assert await self.move(which, BroadcastMove.CONFIRM)
        await self.announcing.look()
        return which

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[Sender]:
        """The sender of the phones runs meanwhile."""
        sender = Sender(self.store, self.clock.world, self.push, PHONE, FAST, calls=8, tempo=Tempo(look_seconds=0.02))
        sender.start(self.mailing)
        try:
            yield sender
        finally:
            self.push.let_go.set()
            await sender.close()

    async def sent(self, which: BroadcastId) -> dict[DeliveryState, int]:
        """How many rows stand where, once nobody at a phone waits any more."""
        async with self.sending():
            return await self.until(which, is_over)

    async def until(
        self, which: BroadcastId, is_so: Callable[[dict[DeliveryState, int]], bool]
    ) -> dict[DeliveryState, int]:
        """How many rows stand where, once that is as it should be."""
        async with asyncio.timeout(60):
            while not is_so(found := await states(self.store, which)):  # noqa: ASYNC110 - rows set no event
                await asyncio.sleep(0.02)
        return found


def is_over(found: dict[DeliveryState, int]) -> bool:
    """Whether nobody waits, and no call is under way."""
    return found.keys().isdisjoint(OPEN_STATES)


@pytest.fixture
def station(store: Store) -> Station:
    return Station(store)


async def admins(station: Station, *names: str) -> list[LearnerId]:
    """Admins of the whole installation, who can be reached on their pages."""
    made = await make(station.store, {name: Person((at(name, PAGE),), name) for name in names})

    def write(connection: Connection) -> None:
        for name, who in made.items():
            staff.enlist(connection, who, name, NOW)
            staff.grant(connection, who, Role.ADMIN, None, NOW)

    await station.store.write(write)
    return [made[name] for name in names]


def made(letter: Letter = LETTER, **changes: object) -> MakeBroadcast:
    """What an admin has written."""
    wanted = MakeBroadcast("Lịch học", letter, Audience(channel="telegram"), None, NOW + timedelta(days=7))
    return replace(wanted, **changes)  # type: ignore[arg-type]  # fields by their names


async def test_everybody_gets_it_once_in_words_of_their_own(station: Station) -> None:
    await make(station.store, {"lan": Person((at("lan"),), "Lan"), "ba": Person((at("ba"),))})
    which = await station.begun()
    assert await states(station.store, which) == {D.WAITING: 2}
    assert await station.sent(which) == {D.SENT: 2}
    assert len(station.push.texts("lan")) == len(station.push.texts("ba")) == 1
    assert "Chào bác Lan, tối thứ Bảy" in station.push.texts("lan")[0]
    assert "Chào bác, tối thứ Bảy" in station.push.texts("ba")[0]
    assert "Tin từ Sở KH&CN" in station.push.texts("ba")[0]
    await station.announcing.look()
    found = await station.of(which)
    assert (found.state, found.ended_at) == (B.FINISHED, NOW)
    assert await station.sent(which) == {D.SENT: 2}


async def test_a_crowd_is_written_to_eight_at_a_time(station: Station) -> None:
    await crowd(station.store, 60)
    which = await station.begun()
    assert await station.sent(which) == {D.SENT: 60}
    assert len({call.peer for call in station.push.taken}) == len(station.push.taken) == 60
    assert station.push.most_at_once <= 6
    assert not station.push.overlapping


async def test_several_accounts_add_up(station: Station) -> None:
    accounts = (PHONE, ("telegram", "second"))
    pushes = (station.push, FakePush())
    names = [(account, f"{account[1]} {number}") for account in accounts for number in range(6)]
    await make(station.store, {name: Person((at(name, account),)) for account, name in names})
    which = await station.begun()
    async with AsyncExitStack() as stack:
        for account, push in zip(accounts, pushes, strict=True):
            sender = Sender(
                station.store,
                station.clock.world,
                push,
                account,
                Pace(per_second=28, chat_per_second=0),
                tempo=Tempo(look_seconds=0.02),
            )
            stack.push_async_callback(sender.close)
            sender.start(station.mailing)
        for number in range(2, 7):  # each account has a rate of its own: in the time of one message two are sent
            await station.until(which, lambda found, number=number: found.get(D.SENT) == 2 * number)  # type: ignore[misc]  # mypy and defaults
            assert [len(push.taken) for push in pushes] == [number, number]
            station.clock.move(seconds=0.036)
    assert await states(station.store, which) == {D.SENT: 12}


async def test_of_two_broadcasts_nobody_is_called_by_both_at_once(station: Station) -> None:
    await crowd(station.store, 3)
    first, second = await station.begun(), await station.begun()
    claim = delivery.Claim(1, 6, 6)
    taken = await station.store.write(lambda c: station.mailing.claim(c, PHONE, claim, station.clock.at))
    assert len(taken) == len({row.address_id for row in taken}) == 3
    assert [await states(station.store, each) for each in (first, second)] == [{D.SENDING: 3}, {D.WAITING: 3}]


async def test_two_broadcasts_at_once_reach_everybody_once_each(station: Station) -> None:
    await crowd(station.store, 5)
    which = [await station.begun(), await station.begun()]
    async with station.sending():
        for each in which:
            assert await station.until(each, is_over) == {D.SENT: 5}
    assert not station.push.overlapping
    assert len(station.push.taken) == 10


async def test_what_changed_since_counts_when_it_is_ones_turn(station: Station) -> None:
    people = await make(station.store, {name: Person((at(name),)) for name in ("dung", "xoa", "chan", "con")})
    which = await station.begun()
    await set_wish(station.store, people["dung"], wants_news=False)
    await station.store.write(lambda connection: erasure.erase(connection, [people["xoa"]], NOW))
    left = update(address).where(address.c.peer == "chan").values(gone_at=NOW)
    await station.store.write(lambda connection: connection.execute(left))
    assert await station.sent(which) == {D.SENT: 1, D.SKIPPED: 2, D.GONE: 1}
    assert [call.peer for call in station.push.taken] == ["con"]


@pytest.mark.parametrize(
    ("error", "state", "is_left"),
    [
        (Gone("blocked"), D.GONE, True),
        (Rejected("bad"), D.FAILED, False),
        (Unreachable("timeout", is_in_doubt=True), D.UNKNOWN, False),
        (RuntimeError("a fault of ours"), D.UNKNOWN, False),
    ],
)
async def test_what_becomes_of_a_call_is_what_becomes_of_the_row(
    station: Station, error: ChannelError | Exception, state: DeliveryState, *, is_left: bool
) -> None:
    await crowd(station.store, 1)
    station.push.errors["telegram-0"].append(error)
    which = await station.begun()
    assert await station.sent(which) == {state: 1}
    assert not station.push.taken
    gone = select(address.c.gone_at).where(address.c.peer == "telegram-0")
    found = await station.store.read(lambda connection: connection.execute(gone).scalar())
    assert (found is not None) is is_left


@pytest.mark.parametrize("error", [Throttled("slow", 0.01), Unreachable("refused", is_in_doubt=False)])
async def test_what_was_certainly_not_taken_is_tried_again(station: Station, error: ChannelError) -> None:
    await crowd(station.store, 1)
    station.push.errors["telegram-0"].append(error)
    which = await station.begun()
    async with station.sending():
        await station.until(which, lambda found: not station.push.errors["telegram-0"] and D.WAITING in found)
        station.clock.move(minutes=2)
        assert await station.until(which, lambda found: D.SENT in found) == {D.SENT: 1}


async def test_nobody_gets_more_than_so_many_a_week(store: Store) -> None:
    station = Station(store, limits=Limits(a_week=2))
    await crowd(store, 2)
    ends = [await station.sent(await station.begun()) for _ in range(3)]
    assert ends == [{D.SENT: 2}, {D.SENT: 2}, {D.SKIPPED: 2}]
    assert await station.had_enough() == 2
    station.clock.move(days=6, hours=23)
    assert await station.sent(await station.begun()) == {D.SKIPPED: 2}
    station.clock.at = NOW + timedelta(days=7, seconds=1)
    assert await station.had_enough() == 0
    which = await station.draft()
    values = update(broadcast).where(broadcast.c.id == which).values(valid_until=NOW + timedelta(days=9))
    await store.write(lambda connection: connection.execute(values))
    await station.move(which, BroadcastMove.CONFIRM)
    await station.announcing.look()
    assert await station.sent(which) == {D.SENT: 2}


async def test_the_night_is_quiet_and_the_morning_goes_on(station: Station) -> None:
    await crowd(station.store, 3)
    station.clock.at = datetime(2026, 12, 1, 14, 5, tzinfo=UTC)  # five past nine in the evening
    which = await station.begun()
    async with station.sending():
        await asyncio.sleep(0.3)
        assert await states(station.store, which) == {D.WAITING: 3}
        station.clock.at = datetime(2026, 12, 1, 23, 31, tzinfo=UTC)  # half past six
        assert await station.until(which, is_over) == {D.SENT: 3}


async def test_a_pause_counts_at_once_and_going_on_sends_the_rest(station: Station) -> None:
    await crowd(station.store, 20)
    which = await station.begun()
    station.push.held = {f"telegram-{number}" for number in range(20)}
    async with station.sending():
        await station.until(which, lambda found: found.get(D.SENDING, 0) == 6)
        assert await station.move(which, BroadcastMove.PAUSE)
        station.push.held.clear()
        station.push.let_go.set()
        assert await station.until(which, lambda found: D.SENDING not in found) == {D.SENT: 6, D.WAITING: 14}
        await asyncio.sleep(0.2)
        assert len(station.push.taken) == 6
        assert await station.move(which, BroadcastMove.RESUME)
        assert await station.until(which, is_over) == {D.SENT: 20}


async def test_who_waits_when_it_is_cancelled_or_over_never_gets_it(station: Station) -> None:
    await crowd(station.store, 4)
    cancelled, over = await station.begun(), await station.begun()
    assert await station.move(cancelled, BroadcastMove.CANCEL)
    assert await states(station.store, cancelled) == {D.SKIPPED: 4}
    station.clock.move(days=7)
    await station.announcing.look()
    assert await station.sent(over) == {D.SKIPPED: 4}
    assert (await station.of(over)).state is B.FINISHED
    assert not station.push.taken


async def test_it_begins_at_its_hour_and_asks_where_that_is_long_past(station: Station) -> None:
    await crowd(station.store, 1)
    soon = await station.draft(starts_at=NOW + timedelta(hours=1))
    later = await station.draft(starts_at=NOW + timedelta(hours=2))
    for which in (soon, later):
        assert await station.move(which, BroadcastMove.CONFIRM)
    await station.announcing.look()
    assert (await station.of(soon)).state is B.SCHEDULED
    station.clock.move(hours=1)
    await station.announcing.look()
    assert (await station.of(soon)).state is B.RUNNING
    station.clock.move(hours=3, minutes=1)
    await station.announcing.look()
    late = await station.of(later)
    assert (late.state, late.pause, late.started_at) == (B.PAUSED, Pause.LATE, None)
    assert await station.move(later, BroadcastMove.RESUME)
    await station.announcing.look()
    assert await states(station.store, later) == {D.WAITING: 1}


async def test_a_small_one_goes_out_by_its_author_alone(station: Station) -> None:
    (tu,) = await admins(station, "Tư")
    await crowd(station.store, 2)
    assert await station.acts(tu, made())
    (found,) = await station.store.read(lambda connection: broadcasts.newest(connection, 5))
    assert (found.state, found.made_by, found.confirmed_by) == (B.SCHEDULED, tu, tu)
    assert await station.news() == [BroadcastMoved(found.id, BroadcastMove.CONFIRM, tu)]
    await station.announcing.look()
    await station.announcing.look()
    assert station.settled
    told = await station.news()
    assert BroadcastMoved(found.id, BroadcastMove.START) in told
    assert BroadcastProgressed(found.id) in told
    assert await station.sent(found.id) == {D.SENT: 2}
    acts = [entry.act for _, entry in await station.store.read(lambda connection: audit.newest(connection, 9))]
    assert acts[:3] == ["broadcast.start", "broadcast.confirm", "broadcast.made"]


async def test_a_large_one_waits_for_a_second_admin(store: Store) -> None:
    station = Station(store, limits=Limits(alone=1))
    tu, ba, nam = await admins(station, "Tư", "Ba", "Năm")
    await crowd(store, 2)
    assert await station.acts(tu, made())
    (found,) = await store.read(lambda connection: broadcasts.newest(connection, 5))
    assert (found.state, found.is_asked) == (B.DRAFT, True)
    assert await station.news() == [BroadcastAsked(found.id)] * 3, "its author hears for whom it waits"
    await station.acts(tu, MoveBroadcast(found.id, BroadcastMove.CONFIRM, found.moves))
    assert (await station.of(found.id)).state is B.DRAFT, "nobody confirms a large one of their own"
    confirm = MoveBroadcast(found.id, BroadcastMove.CONFIRM, found.moves)
    await asyncio.gather(station.acts(ba, confirm), station.acts(nam, confirm))
    confirmed = await station.of(found.id)
    assert confirmed.state is B.SCHEDULED
    assert confirmed.confirmed_by in {ba, nam}
    assert confirmed.moves == found.moves + 1


async def test_whoever_may_not_write_to_many_writes_to_nobody(station: Station) -> None:
    (tu,) = await admins(station, "Tư")
    (other,) = await crowd(station.store, 1)
    await station.acts(other, made())
    assert await station.store.read(lambda connection: broadcasts.newest(connection, 5)) == ()
    await station.acts(tu, made())
    (found,) = await station.store.read(lambda connection: broadcasts.newest(connection, 5))
    await station.acts(other, MoveBroadcast(found.id, BroadcastMove.CANCEL, found.moves))
    assert (await station.of(found.id)).state is B.SCHEDULED


async def test_started_twice_it_starts_once(station: Station) -> None:
    await crowd(station.store, 3)
    which = await station.draft()
    moves = [await station.move(which, BroadcastMove.CONFIRM) for _ in range(2)]
    assert moves == [True, False]
    twin = Announcing(station.store, station.clock.world, station.announcer, station._settle)  # noqa: SLF001 - a twin
    await asyncio.gather(station.announcing.look(), twin.look())
    assert await states(station.store, which) == {D.WAITING: 3}
    assert await station.sent(which) == {D.SENT: 3}


async def test_without_anybody_to_write_to_it_ends_at_once(station: Station) -> None:
    which = await station.begun()
    await station.announcing.look()
    assert (await station.of(which)).state is B.FINISHED
    assert await states(station.store, which) == {}


async def test_everybody_gone_is_told_and_ends(station: Station) -> None:
    await crowd(station.store, 2)
    await station.store.write(lambda connection: connection.execute(update(address).values(gone_at=NOW)))
    which = await station.begun()
    assert await states(station.store, which) == {D.GONE: 2}
    assert (await station.of(which)).state is B.FINISHED


async def test_too_many_failures_pause_it_and_going_on_judges_anew(station: Station) -> None:
    (tu,) = await admins(station, "Tư")
    await crowd(station.store, 60)
    for number in range(30):
        station.push.errors[f"telegram-{number}"].append(Rejected("bad"))
    station.push.held = {f"telegram-{number}" for number in range(30, 60)}
    await station.acts(tu, made())
    (found,) = await station.store.read(lambda connection: broadcasts.newest(connection, 5))
    await station.announcing.look()
    await station.news()
    async with station.sending():
        await station.until(found.id, lambda now: now.get(D.FAILED, 0) == 30)
        await station.announcing.look()
        station.push.held.clear()
    paused = await station.of(found.id)
    assert (paused.state, paused.pause) == (B.PAUSED, Pause.ERRORS)
    assert BroadcastMoved(found.id, BroadcastMove.PAUSE) in await station.news()
    station.push.errors.clear()
    assert await station.move(found.id, BroadcastMove.RESUME, tu)
    await station.announcing.look()
    assert (await station.of(found.id)).state is B.RUNNING
    ends = await station.sent(found.id)
    await station.announcing.look()
    finished = await station.of(found.id)
    assert finished.state is B.FINISHED
    again = RepeatBroadcast(found.id, (D.FAILED,), finished.moves)
    assert await station.acts(tu, again)
    assert await states(station.store, found.id) == {D.SENT: ends[D.SENT], D.WAITING: ends[D.FAILED]}
    assert not await station.acts(tu, again), "pressed twice it repeats once"
    assert await station.sent(found.id) == {D.SENT: 60}
    assert len({call.peer for call in station.push.taken}) == len(station.push.taken) == 60


async def test_whoever_confirmed_it_and_answers_no_more_stops_it(station: Station) -> None:
    (tu,) = await admins(station, "Tư")
    await crowd(station.store, 2)
    await station.acts(tu, made(starts_at=NOW + timedelta(hours=1)))
    await station.acts(tu, made())
    await station.announcing.look()

    def revoke(connection: Connection) -> None:
        number = connection.execute(select(post.c.id)).scalar_one()
        assert staff.revoke(connection, PostId(number), NOW)

    await station.store.write(revoke)
    station.clock.move(hours=1)
    await station.announcing.look()
    found = await station.store.read(lambda connection: broadcasts.newest(connection, 5))
    assert {(each.state, each.pause) for each in found} == {(B.PAUSED, Pause.UNANSWERED)}
    (ba,) = await admins(station, "Ba")
    assert await station.move(found[0].id, BroadcastMove.RESUME, ba)
    assert (await station.of(found[0].id)).confirmed_by == ba


async def test_another_admin_hears_of_what_nobody_answers_for_and_takes_it_on(station: Station) -> None:
    tu, ba = await admins(station, "Tư", "Ba")
    await crowd(station.store, 2)
    await station.acts(tu, made(starts_at=NOW + timedelta(hours=1)))

    def revoke(connection: Connection) -> None:
        number = connection.execute(select(post.c.id).where(post.c.learner_id == tu)).scalar_one()
        assert staff.revoke(connection, PostId(number), NOW)

    await station.store.write(revoke)
    await station.news()
    station.clock.move(hours=1)
    await station.announcing.look()
    (found,) = await station.store.read(lambda connection: broadcasts.newest(connection, 5))
    assert found.pause is Pause.UNANSWERED
    assert await station.news() == [BroadcastMoved(found.id, BroadcastMove.PAUSE)] * 2
    assert await station.move(found.id, BroadcastMove.RESUME, ba)
    await station.announcing.look()
    resumed = await station.of(found.id)
    assert (resumed.state, resumed.confirmed_by) == (B.RUNNING, ba)


async def test_its_author_does_not_take_on_a_large_one_alone(store: Store) -> None:
    station = Station(store, limits=Limits(alone=1))
    tu, ba = await admins(station, "Tư", "Ba")
    await crowd(store, 2)
    await station.acts(tu, made())
    (found,) = await store.read(lambda connection: broadcasts.newest(connection, 5))
    assert await station.move(found.id, BroadcastMove.CONFIRM, ba)

    def pause(connection: Connection) -> None:
        assert station.announcer.move(
            connection, found.id, BroadcastMove.PAUSE, station.clock.at, pause=Pause.UNANSWERED
        )

    await store.write(pause)
    assert not await station.move(found.id, BroadcastMove.RESUME, tu)
    assert await station.move(found.id, BroadcastMove.RESUME, ba)


async def test_a_lesson_that_was_withdrawn_stops_it(station: Station) -> None:
    await crowd(station.store, 1)
    which = await station.begun(Letter(paragraph("Học nhé"), LessonId("khong-co")))
    paused = await station.of(which)
    assert (paused.state, paused.pause) == (B.PAUSED, Pause.WITHDRAWN)
    assert not station.push.taken


async def test_after_a_backup_was_restored_all_admins_hear_once_that_it_waits(station: Station) -> None:
    await crowd(station.store, 2)
    tu, ba = await admins(station, "tu", "ba")
    which = await station.begun()
    assert await station.store.write(lambda connection: released.doubt_all(connection, NOW)) == 4
    await station.news()
    await station.announcing.look()
    heard = await station.news()
    assert heard == [BroadcastMoved(which, BroadcastMove.PAUSE, None)] * len((tu, ba))
    await station.announcing.look()
    assert await station.news() == []
    assert await station.move(which, BroadcastMove.RESUME, tu)


async def test_that_it_stands_still_is_told_once(station: Station) -> None:
    tu, _ = await admins(station, "Tư", "Ba")
    await crowd(station.store, 2)
    await station.acts(tu, made())
    await station.announcing.look()
    await station.announcing.look()
    (found,) = await station.store.read(lambda connection: broadcasts.newest(connection, 5))
    await station.news()
    for _ in range(3):
        station.clock.move(minutes=6)
        await station.announcing.look()
    assert await station.news() == [BroadcastProgressed(found.id, is_stalled=True)] * 2, "every admin of its place"
    assert await station.sent(found.id) == {D.SENT: 2}


async def test_that_people_do_not_come_by_is_no_alarm(station: Station) -> None:
    (tu,) = await admins(station, "Tư")
    await crowd(station.store, 2)
    await crowd(station.store, 2, PAGE)
    await station.acts(tu, made())
    await station.announcing.look()
    (found,) = await station.store.read(lambda connection: broadcasts.newest(connection, 5))
    async with station.sending():
        await station.until(found.id, lambda now: now.get(D.SENT, 0) == 2)
    for _ in range(3):
        station.clock.move(minutes=6)
        await station.announcing.look()
    assert BroadcastProgressed(found.id, is_stalled=True) not in await station.news()


async def test_a_look_shows_how_it_stands_and_how_long_it_takes(station: Station) -> None:
    (tu,) = await admins(station, "Tư")
    await crowd(station.store, 56)
    await station.acts(tu, made(starts_at=NOW + timedelta(hours=1)))
    (found,) = await station.store.read(lambda connection: broadcasts.newest(connection, 5))

    (view,) = await station.store.read(
        lambda connection: station.announcer.view(connection, [found], NOW, is_full=True)
    )
    assert view.reach is not None
    assert (view.author, view.confirmer, view.reach.reached) == ("Tư", "Tư", 56)
    assert view.reach.ends_at == NOW + timedelta(seconds=2)
    station.clock.move(hours=1)
    await station.announcing.look()
    running = await station.of(found.id)
    (view,) = await station.store.read(
        lambda connection: station.announcer.view(connection, [running], station.clock.at)
    )
    assert (view.tally.of(), view.waits_for_visit) == (56, 0)
    assert view.ends_at == station.clock.at + timedelta(seconds=2)


async def test_a_sender_that_was_killed_leaves_what_it_sent_in_doubt_and_never_again(station: Station) -> None:
    await crowd(station.store, 3)
    which = await station.begun()
    claim = delivery.Claim(7, 2, 2)
    taken = await station.store.write(
        lambda connection: station.mailing.claim(connection, PHONE, claim, station.clock.at)
    )
    assert len(taken) == 2
    async with station.sending():  # its first epoch is lower than that of whoever was killed
        assert await station.until(which, lambda found: D.SENT in found) == {D.SENT: 1, D.SENDING: 2}
    await station.store.write(lambda connection: connection.execute(update(lease).values(epoch=7)))
    assert await station.sent(which) == {D.SENT: 1, D.UNKNOWN: 2}
    assert len(station.push.taken) == 1


async def test_a_poll_is_answered_and_a_letter_read_by_whom_it_waits_for(station: Station) -> None:
    made_ = await make(station.store, {"trang": Person((at("trang", PAGE),))})
    who = made_["trang"]
    which = await station.begun(replace(LETTER, answers=("Có", "Không")))
    letters = await station.store.read(lambda c: station.announcer.letters(c, [who], station.clock.at))
    assert [each.broadcast for each in letters[who]] == [which]
    for _ in range(2):
        await station.acts(who, ReadLetter(which), AnswerPoll(which, 1))
    assert await states(station.store, which) == {D.SENT: 1}
    assert await station.store.read(lambda c: station.announcer.letters(c, [who], station.clock.at)) == {}
    assert await station.store.read(lambda c: broadcasts.answers(c, which)) == {1: 1}
    await station.announcing.look()
    assert (await station.of(which)).state is B.FINISHED


async def test_whoever_goes_on_with_it_answers_for_it(station: Station) -> None:
    tu, ba = await admins(station, "Tư", "Ba")
    await crowd(station.store, 2)
    await station.acts(tu, made())
    (found,) = await station.store.read(lambda connection: broadcasts.newest(connection, 5))
    assert await station.move(found.id, BroadcastMove.PAUSE, ba)

    def revoke(connection: Connection) -> None:
        number = connection.execute(select(post.c.id).where(post.c.learner_id == tu)).scalar_one()
        assert staff.revoke(connection, PostId(number), NOW)

    await station.store.write(revoke)
    assert await station.move(found.id, BroadcastMove.RESUME, ba)
    await station.announcing.look()
    on = await station.of(found.id)
    assert (on.state, on.confirmed_by) == (B.RUNNING, ba), "it does not pause again for the one who is gone"


async def test_one_of_which_nobody_hears_is_sent_again_all_the_same(station: Station) -> None:
    (tu,) = await admins(station, "Tư")
    await crowd(station.store, 3)
    station.push.errors["telegram-1"].append(Rejected("bad"))
    which = await station.begun(who=Audience(channel="telegram"))
    assert await station.sent(which) == {D.SENT: 2, D.FAILED: 1}
    await station.announcing.look()
    finished = await station.of(which)
    assert finished.made_by is None
    station.push.errors.clear()
    again = RepeatBroadcast(which, (D.FAILED,), finished.moves)
    await station.acts(tu, again)
    assert await states(station.store, which) == {D.SENT: 2, D.WAITING: 1}
    await station.acts(tu, again)
    assert await station.sent(which) == {D.SENT: 3}


async def test_the_rate_is_measured_while_it_runs_and_forgotten_then(station: Station) -> None:
    await crowd(station.store, 30)
    await crowd(station.store, 1, PAGE)
    which = await station.begun()

    async def rate() -> float:
        await station.announcing.look()

        def read(connection: Connection) -> float:
            found = tuple(broadcasts.find(connection, [which]).values())
            return station.announcer.view(connection, found, station.clock.at)[0].per_second

        return await station.store.read(read)

    assert await rate() == 0, "nothing is measured yet"
    async with station.sending():
        await station.until(which, lambda now: now == {D.SENT: 30, D.WAITING: 1})
    station.clock.move(seconds=9)
    assert await rate() == 0, "that is too short a time"
    station.clock.move(seconds=1)
    assert await rate() == 3.0
    station.clock.move(seconds=5)
    assert await rate() == 3.0
    assert await station.move(which, BroadcastMove.PAUSE)
    assert await rate() == 0
