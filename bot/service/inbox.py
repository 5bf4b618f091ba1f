"""The one door: events wait in one queue, are handled in batches, and are acknowledged once they are committed."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog
from sqlalchemy import Connection

from bot.model import codec
from bot.model.delivery import Lane
from bot.model.errors import StoreAway, StoreError
from bot.model.events import Arrived, AttemptGraded, Event, News
from bot.model.ids import Address
from bot.model.learner import Profile
from bot.service.broadcasts import Announcer
from bot.service.classrooms import Clerk
from bot.service.facts import Lessons
from bot.service.posting import Account, Desk, Grant, Posting
from bot.service.questions import Mover
from bot.service.rounds import Arrival, Played, Rounds, Tutor
from bot.service.world import CrashPoint, World
from bot.store import batch, delivery, inbox, outbox
from bot.store.batch import Seat
from bot.store.engine import Store
from bot.store.outbox import Shown
from bot.tutor.fold import normalise
from bot.watch.traces import trace

BATCH = 100
"""The most events that one transaction takes."""

log = structlog.get_logger()


class Meter(Protocol):
    """Hears what became of each batch, for those who watch."""

    def committed(self, kinds: Mapping[str, int], seconds: float, parked: int) -> None:
        """A batch is committed: so many events a kind, `parked` of which were set aside; how long it took."""

    def put_off(self, events: int) -> None:
        """Nothing of a batch was applied."""


class _Unmetered:
    """Nobody watches."""

    def committed(self, kinds: Mapping[str, int], seconds: float, parked: int) -> None:
        """Hears nothing."""

    def put_off(self, events: int) -> None:
        """Hears nothing."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    arrival: Arrival
    done: asyncio.Future[tuple[Shown, ...]]


class Inbox:
    """Handles every event of this process, whichever channel it came by.

    While one batch is committed the next one fills; it never waits for company.

    Args:
        store: the database.
        tutor: the pure core and its settings.
        lessons: the bank.
        world: the clock and the like.
        pulls: the channels whose people fetch what is said; there a message is sent when it is committed.
        echoes: the channels whose history shows the person's own side.
        desks: by (channel, account), who sends at once; elsewhere a message waits for whoever holds the lease.
        meter: hears what became of each batch.
        mover: moves questions.
        clerk: keeps classes.
        announcer: moves broadcasts.

    `listeners` hear at which addresses something was said that nobody there waits for; `askers` hear that a question
    waits for a human.
    """

    def __init__(  # noqa: PLR0913 - the one door: every part of the program that an event meets
        self,
        store: Store,
        tutor: Tutor,
        lessons: Lessons,
        world: World,
        *,
        pulls: frozenset[str],
        desks: Mapping[Account, Desk] | None = None,
        echoes: frozenset[str] = frozenset(),
        meter: Meter | None = None,
        mover: Mover | None = None,
        clerk: Clerk | None = None,
        announcer: Announcer | None = None,
    ) -> None:
        self._store = store
        self.listeners: list[Callable[[Address], None]] = []
        self.askers: list[Callable[[], None]] = []
        self._rounds = Rounds(
            tutor, lessons, world, echoes, mover or Mover(), clerk or Clerk(), announcer or Announcer()
        )
        self._pulls = pulls
        self._desks = dict(desks or {})
        self._meter = meter or _Unmetered()
        self._queue: deque[_Waiting] = deque()
        self._worker: asyncio.Task[None] | None = None
        # A look for what is owed may come while a batch runs: what one may send at once is granted to one at a time.
        self._turn = asyncio.Lock()

    async def submit(self, arrival: Arrival) -> tuple[Shown, ...]:
        """Handles an event; when this returns, everything that it led to is committed.

        An event whose key was handled before changes nothing. Events of one address keep their order.

        Returns:
            What was said to it where messages are fetched, oldest first, so that nobody has to read it back; empty
            where only the history tells: the event was handled before, more followed, or everything was erased.

        Raises:
            StoreAway: nothing was applied; bring the event again later.
        """
        return await self.bring(arrival)

    def bring(self, arrival: Arrival) -> "asyncio.Future[tuple[Shown, ...]]":
        """The same, to be awaited later: whoever brings many need not wait for each."""
        self._rounds.world.reach(CrashPoint.RECEIVED)
        done: asyncio.Future[tuple[Shown, ...]] = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(arrival, done))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="inbox")
        return done

    async def close(self) -> None:
        """Handles what has arrived, then stops."""
        if self._worker is not None:
            await self._worker

    async def _work(self) -> None:
        while self._queue:
            taken = [self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))]
            fault, played = await self._handle([waiting.arrival for waiting in taken])
            if played.owes:
                await self._settle()
            for waiting in taken:
                if waiting.done.done():  # whoever brought it has gone away
                    continue
                if fault is None:
                    shown = () if played.owes else played.shown.get(waiting.arrival.address, ())
                    waiting.done.set_result(tuple(shown))
                else:
                    waiting.done.set_exception(fault)
            if fault is None:
                self._rounds.world.reach(CrashPoint.ACKNOWLEDGED)

    async def settle(self) -> None:
        """Handles what the system owes itself and a process that was killed has left waiting.

        Raises:
            StoreAway: try again later.
        """
        self._rounds.world.reach(CrashPoint.OWED)
        while owed := await self._store.read(lambda connection: inbox.waiting(connection, BATCH)):
            arrivals = [_owed(name, at, body) for name, at, body in owed]
            fault, _ = await self._handle(arrivals)
            if fault is not None:
                raise fault
            for arrival in arrivals:
                if isinstance(arrival.event, AttemptGraded | News):
                    for hear in self.listeners:
                        hear(arrival.address)

    async def _settle(self) -> None:
        """Handles what a batch has just left to the system itself; if not now, then at the next look for such."""
        try:
            await self.settle()
        except StoreError as fault:
            log.warning("inbox.owes", fault=str(fault))

    async def _handle(self, arrivals: Sequence[Arrival]) -> tuple[StoreError | None, Played]:
        """Commits a batch: whole, whole again, then one by one.

        Returns:
            The fault where it could not be, and what the batch led to.
        """
        async with self._turn:
            return await self._handle_alone(arrivals)

    async def _handle_alone(self, arrivals: Sequence[Arrival]) -> tuple[StoreError | None, Played]:
        grants = {key: desk.grant(len(arrivals)) for key, desk in self._desks.items()}
        began = self._rounds.world.monotonic()
        try:
            played = await self._commit(arrivals, grants)
        except StoreError as fault:
            # No warning: whoever brought the events is told, and says it in a sentence or brings them again.
            log.info("inbox.not_committed", events=len(arrivals), fault=str(fault))
            self._doubt(len(arrivals), grants)
            return fault, Played()
        except Exception as error:  # noqa: BLE001 - top of the worker's loop: parking failed, nothing is known applied
            keys = [str(arrival.key) for arrival in arrivals]
            log.error("inbox.failed", keys=keys, trace=trace(error))  # noqa: TRY400 - a text may quote somebody
            self._doubt(len(arrivals), grants)
            return StoreAway("The events could not be handled or put aside; nothing was applied."), Played()
        self._rounds.world.reach(CrashPoint.COMMITTED)
        if any(grant.results for grant in grants.values()):
            self._rounds.world.reach(CrashPoint.AFTER_RESULT)
        kinds = Counter(type(arrival.event).__name__ for arrival in arrivals)
        self._meter.committed(kinds, self._rounds.world.monotonic() - began, played.parked)
        self._hand_over(grants, played.sending)
        if played.is_open:
            for wake in self.askers:
                wake()
        for reason in played.ignored:
            log.info("inbox.ignored", reason=reason)
        return None, played

    async def _commit(self, arrivals: Sequence[Arrival], grants: Mapping[Account, Grant]) -> Played:
        def whole(connection: Connection) -> Played:
            self._write_results(connection, grants)
            return self._rounds.play(connection, arrivals, Posting(self._pulls, grants))

        for _ in range(2):
            try:
                return await self._store.write(whole)
            except StoreAway:
                raise
            except Exception as error:  # noqa: BLE001 - one event's fault or bad luck: playing one by one tells
                log.warning("inbox.batch_failed", events=len(arrivals), error=type(error).__name__)
        return await self._store.write(lambda connection: self._one_by_one(connection, arrivals, grants))

    def _write_results(self, connection: Connection, grants: Mapping[Account, Grant]) -> None:
        """Writes what became of messages sent before: whoever it was said to may be answered at once again."""
        for grant in grants.values():
            if grant.results:
                delivery.write_results(connection, grant.results, self._rounds.world.now())
                self._rounds.world.reach(CrashPoint.BEFORE_RESULT)

    def _one_by_one(
        self, connection: Connection, arrivals: Sequence[Arrival], grants: Mapping[Account, Grant]
    ) -> Played:
        """Plays each event by itself under a savepoint, and parks the one that fails; what was said is left out."""
        self._write_results(connection, grants)
        posting = Posting(self._pulls, grants)
        all_played = Played()
        for arrival in arrivals:
            try:
                with connection.begin_nested():
                    played = self._rounds.play(connection, [arrival], posting)
            except Exception as error:
                if self._store.fault(error) is not None:
                    raise
                where = {"channel": arrival.address.channel, "update": arrival.update_id}
                log.error("inbox.parked", **where, trace=trace(error))  # noqa: TRY400 - a text may quote somebody
                with connection.begin_nested():
                    played = self._park(connection, arrival, error, posting)
            all_played.sending.extend(played.sending)
            all_played.ignored.extend(played.ignored)
            all_played.owes |= played.owes
            all_played.is_open |= played.is_open
            all_played.parked += played.parked
        return all_played

    def _park(self, connection: Connection, arrival: Arrival, error: Exception, posting: Posting) -> Played:
        """Puts an event aside with where it failed, and tells its sender kindly."""
        tutor, now = self._rounds.tutor, self._rounds.world.now()
        seat = batch.take_seats(connection, [arrival.address], now)[arrival.address]
        parked = inbox.Parked(
            arrival.key,
            seat.id,
            codec.dumps_changed(arrival.event, self._hidden, Event),
            tutor.mask(trace(error)),
            tries=3,
        )
        inbox.park(connection, parked, now)
        seat.gone_at = None
        seat.last_number += 1
        posting.look(connection, [seat])
        state, epoch = posting.start(seat)
        owed = outbox.Owed(
            seat.id,
            seat.person.learner_id,
            seat.last_number,
            tutor.sorry(self._profile(seat)),
            Lane.REPLY,
            state,
            epoch=epoch,
        )
        batch.save_seats(connection, [seat], now)
        sending = outbox.add_all(connection, [owed], {seat.id: seat.address}, now)
        return Played(sending=list(sending), parked=1)

    def _profile(self, seat: Seat) -> Profile:
        """How to speak to somebody whose event failed, perhaps because their state cannot be read."""
        try:
            return self._rounds.dialogues.read(seat.person.state).profile
        except codec.Misread:
            return Profile()

    def _hidden(self, words: str) -> str:
        """Words as they are kept: cleaned first, since personal data may stand between what nobody sees."""
        return self._rounds.tutor.mask(normalise(words, self._rounds.tutor.limits.text_characters))

    def _doubt(self, events: int, grants: Mapping[Account, Grant]) -> None:
        self._meter.put_off(events)
        for key, grant in grants.items():
            self._desks[key].doubt(grant)

    def _hand_over(self, grants: Mapping[Account, Grant], sending: Sequence[outbox.Sending]) -> None:
        for key, grant in grants.items():
            mine = [row for row in sending if (row.address.channel, row.address.account) == key]
            self._desks[key].hand_over(grant, mine)


def _owed(name: str, at: Address, body: str) -> Arrival:
    """What the system owes itself, as it arrives; where the body cannot be read, the person sees the present screen."""
    try:
        return Arrival(at, name, codec.load_event(body), is_own=True)
    except codec.Misread:
        log.error("inbox.unreadable", update=name)  # noqa: TRY400 - a text may quote somebody
        return Arrival(at, name, Arrived(), is_own=True)
