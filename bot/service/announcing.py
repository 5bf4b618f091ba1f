"""Time for broadcasts: they begin at their hour, recipients are written down, and what goes wrong is noticed.

Several processes may do this at once: a move counts only where the broadcast stands as it was seen, and how far the
writing down has come is written with the rows themselves.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.model.broadcast import Broadcast, BroadcastMove, BroadcastState, Pause, Tally, Why
from bot.model.delivery import OPEN_STATES
from bot.model.events import BroadcastMoved, BroadcastProgressed
from bot.model.ids import BroadcastId
from bot.model.quiet import is_night
from bot.policy.broadcast import STALLED, is_late, is_sick
from bot.service.broadcasts import CHUNK, Announcer
from bot.service.questions import tell
from bot.service.world import CrashPoint, World
from bot.store import audience, broadcasts, inbox, released
from bot.store.engine import Store

TOLD_EVERY = timedelta(seconds=15)
"""How often whoever made a broadcast sees how far it has come: each time is a message of their account's pace."""

MEASURED = timedelta(seconds=10)
"""Over how long it is measured at which rate a broadcast is sent."""


class Announcing:
    """Looks again and again what time has made of broadcasts.

    Args:
        store: the database.
        world: the clock.
        announcer: moves broadcasts.
        settle: has the inbox take what somebody is to hear.
    """

    def __init__(self, store: Store, world: World, announcer: Announcer, settle: Callable[[], Awaitable[None]]) -> None:
        self._store = store
        self._world = world
        self._announcer = announcer
        self._settle = settle
        self._ends: dict[BroadcastId, tuple[int, datetime]] = {}
        self._paces: dict[BroadcastId, tuple[int, datetime]] = {}

    async def look(self) -> None:
        """Does once what has come due; harmless to repeat.

        Raises:
            StoreAway: try again later.
        """
        has_news = False
        found = await self._store.read(broadcasts.with_work)
        for over in self._paces.keys() - {each.id for each in found if each.state is BroadcastState.RUNNING}:
            del self._paces[over]
            self._announcer.speeds.pop(over, None)
        for each in found:
            if each.state is BroadcastState.SCHEDULED:
                has_news |= await self._begin(each)
            elif each.state is BroadcastState.RUNNING:
                has_news |= await self._run(each)
            elif each.state is BroadcastState.CANCELLED:
                await self._close(each, Why.CANCELLED)
            elif each.state is BroadcastState.PAUSED:
                has_news |= await self._store.write(partial(self._restored, of=each))
        if has_news:
            await self._settle()

    def _restored(self, connection: Connection, of: Broadcast) -> bool:
        """Tells its author and all admins there, once, that it waits since a backup was restored."""
        now = self._world.now()
        if not broadcasts.stall(connection, of.id, now):
            return False
        people = {*self._announcer.admins(connection, of.place), *([of.made_by] if of.made_by is not None else [])}
        told = BroadcastMoved(of.id, BroadcastMove.PAUSE, None)
        news = tell(connection, sorted(people), told, f"broadcast-restored:{of.id}:{of.moves}")
        if news:
            inbox.put(connection, news, now)
        return bool(news)

    async def _begin(self, scheduled: Broadcast) -> bool:
        """Begins what is due; what would be of no use any more asks first."""
        now = self._world.now()
        if scheduled.starts_at is not None and scheduled.starts_at > now:
            return False
        if is_late(scheduled.starts_at, now) or scheduled.valid_until <= now:
            return await self._move(scheduled, BroadcastMove.PAUSE, Pause.LATE)
        reason = await self._store.read(partial(self._reason, of=scheduled))
        if reason is not None:
            return await self._move(scheduled, BroadcastMove.PAUSE, reason)
        has_news = await self._move(scheduled, BroadcastMove.START)
        for begun in (await self._store.read(lambda connection: broadcasts.find(connection, [scheduled.id]))).values():
            has_news |= await self._run(begun) if begun.state is BroadcastState.RUNNING else False
        return has_news

    async def _run(self, running: Broadcast) -> bool:
        """Writes down who is to get it, and looks how it goes."""
        now = self._world.now()
        reason = await self._store.read(partial(self._reason, of=running))
        if reason is not None:
            return await self._move(running, BroadcastMove.PAUSE, reason)
        if not running.is_frozen:
            await self._freeze(running)
        if running.valid_until <= now:
            await self._close(running, Why.EXPIRED)
        tally = (await self._store.read(lambda connection: broadcasts.tallies(connection, [running.id])))[running.id]
        if not tally.of(*OPEN_STATES):
            return await self._move(running, BroadcastMove.FINISH)
        judged = await self._store.read(lambda connection: broadcasts.judged(connection, running.id))
        ended = broadcasts.ended(tally)
        if is_sick(ended.ended - judged.ended, ended.badly - judged.badly, self._announcer.limits):
            return await self._move(running, BroadcastMove.PAUSE, Pause.ERRORS)
        self._measure(running.id, tally, now)
        return await self._store.write(partial(self._tell, running=running, tally=tally))

    def _measure(self, of: BroadcastId, tally: Tally, now: datetime) -> None:
        """How many a second it was of late whose turn came, of those who are written to first."""
        pushed = [by for at, by in tally.counts.items() if at[0] in self._announcer.pushed]
        ended = sum(count for by in pushed for state, count in by.items() if state not in OPEN_STATES)
        before, since = self._paces.setdefault(of, (ended, now))
        if now - since >= MEASURED:
            self._announcer.speeds[of] = max(0, ended - before) / (now - since).total_seconds()
            self._paces[of] = (ended, now)

    async def _freeze(self, running: Broadcast) -> None:
        while await self._store.write(self._freezing(running)):
            self._world.reach(CrashPoint.FROZEN)
        self._world.reach(CrashPoint.FROZEN)

    def _freezing(self, running: Broadcast) -> Callable[[Connection], bool]:
        routes = self._announcer.routes()
        return lambda connection: audience.freeze(connection, running, routes, self._world.now())

    async def _close(self, over: Broadcast, why: Why) -> None:
        """Has nobody wait any longer for what is of no use, or not wanted."""
        now = self._world.now()
        while await self._store.write(lambda connection: released.close(connection, over.id, why, now, CHUNK)):
            pass

    def _reason(self, connection: Connection, of: Broadcast) -> Pause | None:
        """Why a broadcast cannot go on by itself: nobody answers for it, or what it leads to is gone."""
        lessons = self._announcer.lessons
        if of.letter.lesson is not None and lessons is not None:
            lesson = lessons.catalog.lessons.get(of.letter.lesson)
            today = self._world.now().astimezone(self._announcer.calendar().zone).date()
            if lesson is None or not lessons.catalog.is_open(lesson, None, today):
                return Pause.WITHDRAWN
        if not self._announcer.is_answered(connection, of):
            return Pause.UNANSWERED
        return None

    async def _move(self, seen: Broadcast, move: BroadcastMove, pause: Pause | None = None) -> bool:
        def write(connection: Connection) -> bool:
            now = self._world.now()
            news = self._announcer.move(connection, seen.id, move, now, moves=seen.moves, pause=pause)
            if news:
                inbox.put(connection, news, now)
            return bool(news)

        return await self._store.write(write)

    def _tell(self, connection: Connection, running: Broadcast, tally: Tally) -> bool:
        """Tells its author how far it has come; once, and all admins there, that it stands still and should not."""
        now = self._world.now()
        ended = tally.of() - tally.of(*OPEN_STATES)
        before, since = self._ends.get(running.id, (-1, now))
        is_further = ended != before
        if is_further:
            self._ends[running.id] = (ended, now)
            broadcasts.unstall(connection, running.id)
        pushed = [by for at, by in tally.counts.items() if at[0] in self._announcer.pushed]
        is_waiting = any(by.get(state, 0) for by in pushed for state in OPEN_STATES)  # who is to come by may take days
        is_open = is_waiting and not is_night(now, self._announcer.calendar().zone)
        is_stalled = is_open and not is_further and now - since > STALLED
        if is_stalled and not broadcasts.stall(connection, running.id, now):
            return False
        people = {running.made_by} - {None} if is_further or is_stalled else set()
        if is_stalled:
            people |= {*self._announcer.admins(connection, running.place)}
        if not people:
            return False
        slot = int(now.timestamp() // TOLD_EVERY.total_seconds())
        what = "stalled" if is_stalled else "progress"
        told = BroadcastProgressed(running.id, is_stalled)
        news = tell(connection, sorted(filter(None, people)), told, f"broadcast-{what}:{running.id}:{slot}")
        if news:
            inbox.put(connection, news, now)
        return bool(news)
