"""Time for questions: what waited too long moves on, what waits is offered, and mentors hear of it at their hour.

Several processes may do this at once: whatever is written is written only where the question or the day stands as it
was seen, and what somebody is to hear has a name by which it is written once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.model import codec
from bot.model.events import Event, QuestionMoved, QuestionOverdue, QueueDue
from bot.model.ids import LearnerId, PlaceCode, QuestionId
from bot.model.place import PlaceTree
from bot.model.question import Circle, Move, Question, QuestionState, Thread
from bot.policy.assignment import Mentor, Offer, Waiting, awaited, stranded
from bot.policy.digest import is_wanted
from bot.policy.offers import renewed
from bot.service.mentors import Roll, able, lineage, roll
from bot.service.questions import Mover, note_move, stuck, tell
from bot.service.world import World
from bot.store import inbox, questions, staff, waiting, whereabouts
from bot.store.engine import Store
from bot.store.inbox import Own
from bot.store.questions import Moved
from bot.store.waiting import Change, Standing

BATCH = 100
"""Questions that one transaction moves."""
PING = "urgent:"
"""How the names of pings begin: `urgent:5:12` tells mentor 12 of question 5, once."""


@dataclass(frozen=True, slots=True)
class Town:
    """Who waits and who could help, at one moment; all that does not have to be asked for within a transaction."""

    standing: tuple[Standing, ...]
    waiting: tuple[Waiting, ...]
    roll: Roll
    pinged: frozenset[tuple[QuestionId, LearnerId]] = frozenset()
    """Who was pinged for which urgent question so far."""

    @property
    def mentors(self) -> tuple[Mentor, ...]:
        """Everybody who may answer."""
        return tuple(self.roll.mentors.values())


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written after a look at the town.

    `moving` are questions for which nobody in their circle could ever come, `changes` new offers, `pings` the offers of
    urgent questions of which a mentor has not heard.
    """

    moving: tuple[Standing, ...] = ()
    changes: tuple[Change, ...] = ()
    pings: tuple[Offer, ...] = ()


class Timers:
    """Looks again and again what time has made of questions.

    Args:
        store: the database.
        world: the clock.
        mover: moves questions.
        settle: has the inbox take what somebody is to hear.
    """

    def __init__(self, store: Store, world: World, mover: Mover, settle: Callable[[], Awaitable[None]]) -> None:
        self._store = store
        self._world = world
        self._mover = mover
        self._settle = settle

    async def look(self) -> None:
        """Does once what has come due; harmless to repeat.

        Raises:
            StoreAway: try again later.
        """
        has_news = await self._move_on()
        has_news |= await self._hand_out()
        has_news |= await self._digest()
        if has_news:
            await self._settle()

    async def _move_on(self) -> bool:
        """Moves what is overdue, and what a holder has who is no mentor any more or cannot be reached."""
        has_news = False
        while any(await self._store.read(self._late)):
            moved, is_heard = await self._store.write(self._write_late)
            has_news |= is_heard
            if not moved:  # another process was first
                break
        return has_news

    def _late(self, connection: Connection) -> tuple[Sequence[QuestionId], Sequence[QuestionId]]:
        """Overdue questions, and those without a holder who could answer; so many as are moved at once."""
        overdue = questions.due(connection, self._world.now(), BATCH)
        claims = waiting.claims(connection)
        fit = able(connection, {of for _, of in claims if of is not None})
        return overdue, [of for of, holder in claims if holder not in fit][:BATCH]

    def _write_late(self, connection: Connection) -> tuple[int, bool]:
        """Gives how many were moved, and whether somebody is to hear of it."""
        now, tree = self._world.now(), self._mover.tree(connection)
        overdue, orphaned = self._late(connection)
        threads = questions.find(connection, {*overdue, *orphaned}, is_locked=True)
        news: list[Own] = []
        moved = 0
        for of, thread in threads.items():
            asked = thread.question
            is_orphan = of in orphaned and asked.state is QuestionState.CLAIMED
            if is_orphan or (asked.due_at is not None and asked.due_at <= now):
                move = Move.REVOKE if is_orphan else Move.OVERDUE
                result = self._moved(connection, tree, thread, move, now)
                if result is not None:
                    moved += 1
                    news += self._news(connection, tree, thread, move, result, now)
        return moved, self._put(connection, news, now)

    def _moved(
        self, connection: Connection, tree: PlaceTree, thread: Thread, move: Move, now: datetime
    ) -> Question | None:
        """Moves a question on; None where it stands otherwise by now."""
        result = self._mover.after(connection, tree, thread, move, now, None)
        if result is None or not questions.put(connection, Moved(result, thread.moves), now):
            return None
        note_move(connection, thread, move, None, now)
        return result

    def _news(
        self, connection: Connection, tree: PlaceTree, thread: Thread, move: Move, result: Question, now: datetime
    ) -> list[Own]:
        """What the learner of a question that time moved, whoever held it, and the admins are to hear."""
        before = thread.question
        news = stuck(connection, tree, thread, result, now)
        if before.state is QuestionState.CLAIMED and before.holder is not None:
            told = QuestionMoved(before.id, move)
            news += tell(connection, [before.holder], told, f"moved:{before.id}:{thread.moves}")
        is_wider = result.state is QuestionState.OPEN and result.circle is not before.circle
        if move is Move.OVERDUE and is_wider:
            # However many circles it passes, its learner hears of it once a day; that it was closed nobody hears.
            day = now.astimezone(self._mover.calendar().zone).date()
            news += tell(connection, [before.learner], QuestionOverdue(before.id), f"overdue:{before.id}:{day}")
        return news

    async def _hand_out(self) -> bool:
        """Offers what waits, and pings whoever an urgent question is offered to, once."""
        has_news = False
        plan = await self._look()
        for _ in Circle:  # wherever it waits, it has gone through all circles by then
            if not plan.moving:
                break
            for first in range(0, len(plan.moving), BATCH):
                some = plan.moving[first : first + BATCH]
                has_news |= await self._store.write(partial(self._widen, moving=some))
            plan = await self._look()
        if plan.changes or plan.pings:
            has_news |= await self._store.write(lambda connection: self._offer(connection, plan))
        return has_news

    async def _look(self) -> Plan:
        town = await self._store.read(self._town)
        return await asyncio.to_thread(planned, town) if town.standing else Plan()

    def _town(self, connection: Connection) -> Town:
        standing = waiting.standing(connection)
        if not standing:
            return Town((), (), Roll({}, {}))
        tree = self._mover.tree(connection)
        everybody = roll(connection, tree, self._mover.calendar(), self._world.now())
        paths: dict[PlaceCode | None, tuple[PlaceCode, ...]] = {}
        for place in {each.question.place for each in standing}:
            paths[place] = lineage(tree, place)
        asked = tuple(Waiting(each.question, paths[each.question.place]) for each in standing)
        is_urgent = any(each.question.is_urgent for each in standing)
        names = [name.split(":") for name in inbox.named(connection, PING)] if is_urgent else []
        pinged = frozenset((QuestionId(int(question)), LearnerId(int(of))) for _, question, of in names)
        return Town(standing, asked, everybody, pinged)

    def _widen(self, connection: Connection, moving: Sequence[Standing]) -> bool:
        """Moves questions on for which there is no use in waiting; nobody has waited, and nobody need hear of it."""
        now, tree = self._world.now(), self._mover.tree(connection)
        seen = {each.question.id: each.moves for each in moving}
        news: list[Own] = []
        for of, thread in questions.find(connection, seen, is_locked=True).items():
            result = self._moved(connection, tree, thread, Move.OVERDUE, now) if thread.moves == seen[of] else None
            if result is not None:
                news += stuck(connection, tree, thread, result, now)
        return self._put(connection, news, now)

    def _offer(self, connection: Connection, plan: Plan) -> bool:
        waiting.offer(connection, plan.changes)
        to = waiting.offered(connection, [offer.question for offer in plan.pings])
        pings = [offer for offer in plan.pings if to.get(offer.question) == offer.mentor]
        at = whereabouts.reached_at(connection, {offer.mentor for offer in pings})
        news = [
            Own(
                f"{PING}{offer.question}:{offer.mentor}",
                at[offer.mentor],
                codec.dumps(QueueDue(offer.question), Event),
            )
            for offer in pings
            if offer.mentor in at
        ]
        return self._put(connection, news, self._world.now())

    async def _digest(self) -> bool:
        """Tells mentors at their minute what waits for them, where anything does."""
        due = await self._store.read(self._to_digest)
        if not due:
            return False
        town = await self._store.read(self._town)
        there = await asyncio.to_thread(awaited, town.waiting, [each for each in town.mentors if each.id in due])
        return await self._store.write(lambda connection: self._write_digests(connection, due, there))

    def _to_digest(self, connection: Connection) -> frozenset[LearnerId]:
        calendar = self._mover.calendar()
        local = self._world.now().astimezone(calendar.zone)
        return frozenset(staff.to_digest(connection, local.date(), 60 * local.hour + local.minute))

    def _write_digests(self, connection: Connection, due: frozenset[LearnerId], there: frozenset[LearnerId]) -> bool:
        now, calendar = self._world.now(), self._mover.calendar()
        day = now.astimezone(calendar.zone).date()
        habits = staff.habits(connection, due)
        noted = staff.note_digests(connection, due, day)
        busy = there | questions.held(connection).keys()
        wanted = sorted(of for of in noted & busy if is_wanted(habits[of], now, calendar.duty(habits[of])))
        return self._put(connection, tell(connection, wanted, QueueDue(), f"digest:{day}"), now)

    def _put(self, connection: Connection, news: Sequence[Own], now: datetime) -> bool:
        if news:
            inbox.put(connection, news, now)
        return bool(news)


def planned(town: Town) -> Plan:
    """What to do about those who wait: first they are moved to where somebody is, then they are offered."""
    alone = set(stranded(town.waiting, town.mentors))
    if alone:
        return Plan(moving=tuple(each for each in town.standing if each.question.id in alone))
    before = {each.question.id: each.offered_to for each in town.standing if each.offered_to is not None}
    offers = renewed(town.waiting, town.mentors, before, town.pinged)
    seen = {each.question.id: each for each in town.standing}
    return Plan(
        changes=tuple(
            Change(seen[each.question], each.mentor) for each in offers if before.get(each.question) != each.mentor
        ),
        pings=tuple(
            each
            for each in offers
            if seen[each.question].question.is_urgent and (each.question, each.mentor) not in town.pinged
        ),
    )
