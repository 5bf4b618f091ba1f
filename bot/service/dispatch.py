"""What whoever runs the installation does with broadcasts from the command line: what is refused has a reason."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot.model.broadcast import Broadcast, BroadcastMove, Letter, Progressing, Reach, Why, after
from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId
from bot.policy.broadcast import is_late, is_small
from bot.service.broadcasts import CHUNK, Announcer, commune_of
from bot.service.world import World
from bot.store import audience, audit, broadcasts, inbox, outcomes, released
from bot.store.engine import Store
from bot.store.outcomes import Outcome
from bot.tutor.letters import Blame


@dataclass(frozen=True, slots=True)
class NoSuchBroadcast:
    """There is no broadcast with that number."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """The table of moves does not allow it where the broadcast stands."""

    found: Broadcast


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nobody would get it."""


@dataclass(frozen=True, slots=True)
class Over:
    """It is of no use any more."""

    found: Broadcast


@dataclass(frozen=True, slots=True)
class Late:
    """Its hour was too long ago to begin without asking."""

    found: Broadcast


@dataclass(frozen=True, slots=True)
class Faulty:
    """Its letter could go out when it was written, and cannot today."""

    blames: tuple[Blame, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """How it stands now; `people` it goes to, or goes to again. `is_large` where a chat asks a second admin."""

    now: Broadcast
    people: int = 0
    is_large: bool = False


Commune = tuple[str, str]
"""Code and name; both empty for whoever told no place."""
Answer = NoSuchBroadcast | NotNow | Nobody | Over | Late | Faulty | Done


@dataclass(frozen=True, slots=True)
class Plan:
    """A broadcast before it begins: whom it reaches at this moment, by where they learn."""

    broadcast: Broadcast
    reach: Reach
    by_commune: Mapping[Commune, int]


@dataclass(frozen=True, slots=True)
class Report:
    """A broadcast and what became of it, by commune."""

    view: Progressing
    by_commune: Mapping[Commune, tuple[Outcome, ...]]


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Makes, moves and shows broadcasts for the command line, which needs no second admin; the audit log says so.

    Args:
        store: the database.
        world: the clock.
        announcer: moves broadcasts.
        blames: what is wrong with a letter today.
    """

    store: Store
    world: World
    announcer: Announcer
    blames: Callable[[Letter], tuple[Blame, ...]] = lambda _: ()

    async def create(self, draft: Broadcast) -> Plan:
        """Keeps a draft.

        Raises:
            StoreAway: nothing was kept.
        """

        def write(connection: Connection) -> Plan:
            of = self.announcer.keep(connection, draft, self.world.now())
            return self._plan(connection, replace(draft, id=of))

        return await self.store.write(write)

    async def plan(self, of: BroadcastId) -> Plan | NoSuchBroadcast:
        """Whom a broadcast reaches as things stand."""

        def read(connection: Connection) -> Plan | NoSuchBroadcast:
            found = broadcasts.find(connection, [of]).get(of)
            return self._plan(connection, found) if found is not None else NoSuchBroadcast()

        return await self.store.read(read)

    async def look(self, of: BroadcastId) -> Progressing | NoSuchBroadcast:
        """How far a broadcast has come; it costs the same however many recipients there are."""

        def read(connection: Connection) -> Progressing | NoSuchBroadcast:
            found = broadcasts.find(connection, [of]).values()
            return next(iter(self.announcer.view(connection, tuple(found), self.world.now())), NoSuchBroadcast())

        return await self.store.read(read)

    async def newest(self, most: int) -> tuple[Progressing, ...]:
        """The last broadcasts, the newest first."""
        now = self.world.now()
        return await self.store.read(
            lambda connection: self.announcer.view(connection, broadcasts.newest(connection, most), now)
        )

    async def report(self, of: BroadcastId) -> Report | NoSuchBroadcast:
        """What became of a broadcast by commune, with why; this looks at every recipient."""

        def read(connection: Connection) -> Report | NoSuchBroadcast:
            found = broadcasts.find(connection, [of])
            for view in self.announcer.view(connection, tuple(found.values()), self.world.now(), is_full=True):
                tree = self.announcer.tree(connection)
                by: dict[Commune, tuple[Outcome, ...]] = {}
                for each in outcomes.outcomes(connection, of):
                    where = commune_of(tree, each.place)
                    by[where] = (*by.get(where, ()), each)
                return Report(view, by)
            return NoSuchBroadcast()

        return await self.store.read(read)

    async def start(self, of: BroadcastId, *, is_at_once: bool = False) -> Answer:
        """Lets a draft go out at its hour, or `is_at_once`.

        Raises:
            StoreAway: nothing was changed.
        """

        def write(connection: Connection) -> Answer:
            draft, now = self._movable(connection, of, BroadcastMove.CONFIRM), self.world.now()
            if not isinstance(draft, Broadcast):
                return draft
            if draft.valid_until <= now:
                return Over(draft)
            if is_late(draft.starts_at, now) and not is_at_once:
                return Late(draft)
            blames = self.blames(draft.letter)
            if blames:
                return Faulty(blames)
            reach = self.announcer.reach(connection, draft.audience, draft.place, now)
            if not reach.reached:
                return Nobody()
            if is_at_once and draft.starts_at is not None:
                broadcasts.put(connection, replace(draft, starts_at=None))
            is_large = not is_small(reach.recipients, self.announcer.limits)
            if is_large:
                why = f"{reach.recipients} recipients, confirmed at the command line without a second admin"
                alone = audit.Entry("broadcast.alone", f"broadcast:{of}", None, None, draft.place, why)
                audit.note(connection, [alone], now)
            return Done(self._moved(connection, of, BroadcastMove.CONFIRM), reach.reached, is_large)

        return await self.store.write(write)

    async def move(self, of: BroadcastId, move: BroadcastMove) -> Answer:
        """Pauses, resumes or cancels a broadcast.

        Raises:
            StoreAway: try again; what was cancelled stays so.
        """

        def write(connection: Connection) -> Answer:
            found = self._movable(connection, of, move)
            if not isinstance(found, Broadcast):
                return found
            if move is BroadcastMove.RESUME:
                if found.valid_until <= self.world.now():
                    return Over(found)
                blames = self.blames(found.letter)
                if blames:
                    return Faulty(blames)
            return Done(self._moved(connection, of, move))

        done = await self.store.write(write)
        if isinstance(done, Done) and move is BroadcastMove.CANCEL:
            # A server that runs does the same; without one they would seem to wait for what never comes.
            now = self.world.now()
            while await self.store.write(lambda connection: released.close(connection, of, Why.CANCELLED, now, CHUNK)):
                pass
        return done

    async def repeat(self, of: BroadcastId, states: Collection[DeliveryState]) -> Answer:
        """Sends a finished broadcast again to those recipients alone whose rows ended in these states.

        Raises:
            StoreAway: nothing was changed.
        """

        def write(connection: Connection) -> Answer:
            found, now = self._movable(connection, of, BroadcastMove.REPEAT), self.world.now()
            if not isinstance(found, Broadcast):
                return found
            if found.valid_until <= now:
                return Over(found)
            blames = self.blames(found.letter)
            if blames:
                return Faulty(blames)
            people = outcomes.repeatable(connection, of, states)
            if not people:
                return Nobody()
            news = self.announcer.repeat(connection, of, states, now)
            if news:
                inbox.put(connection, news, now)
            return Done(broadcasts.find(connection, [of])[of], people)

        return await self.store.write(write)

    def _movable(
        self, connection: Connection, of: BroadcastId, move: BroadcastMove
    ) -> Broadcast | NoSuchBroadcast | NotNow:
        """The broadcast, which nobody else moves meanwhile, where it may be moved so."""
        found = broadcasts.find(connection, [of], is_locked=True).get(of)
        if found is None:
            return NoSuchBroadcast()
        return found if after(found.state, move) is not None else NotNow(found)

    def _moved(self, connection: Connection, of: BroadcastId, move: BroadcastMove) -> Broadcast:
        now = self.world.now()
        news = self.announcer.move(connection, of, move, now)
        if news:
            inbox.put(connection, news, now)
        return broadcasts.find(connection, [of])[of]

    def _plan(self, connection: Connection, found: Broadcast) -> Plan:
        now, tree = self.world.now(), self.announcer.tree(connection)
        reach = self.announcer.reach(connection, found.audience, found.place, now)
        by: dict[Commune, int] = {}
        at = audience.by_place(connection, found.audience, found.place, self.announcer.routes(), now)
        for code, people in at.items():
            where = commune_of(tree, code)
            by[where] = by.get(where, 0) + people
        return Plan(found, reach, by)
