"""Brings attempts to another judge, and its answers back by the door by which all events come."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.model import codec
from bot.model.errors import GraderError, GraderUnavailable, Rejected, Unreachable
from bot.model.events import AttemptGraded, Event
from bot.model.ids import Address
from bot.model.message import Message
from bot.model.opinion import Opinion, Submission
from bot.service.tempo import Tempo
from bot.service.world import CrashPoint, World
from bot.store.engine import Store
from bot.store.grading import put_answer, read_request
from bot.tutor.grading import LATEST

WRITE_SECONDS = 5.0
"""On top of the judge's own deadline: to write its answer down."""


class Judge(Protocol):
    """Gives an opinion on an attempt."""

    async def judge(self, submission: Submission) -> Opinion:
        """What it says of the attempt, or a `GraderError`."""


class GradeMeter(Protocol):
    """Hears what became of each request, for those who watch."""

    def judged(self, outcome: str) -> None:
        """A request was answered (`answered`), or why it was not."""


class Grading:
    """The judge as a platform to which requests are messages: sent in order, one at a time from each place.

    Args:
        store: the database.
        world: the clock.
        judge: who is asked.
        settle: handles what the system owes itself.
        meter: hears what became of each request.
    """

    def __init__(
        self, store: Store, world: World, judge: Judge, settle: Callable[[], Awaitable[None]], meter: GradeMeter
    ) -> None:
        self._store = store
        self._world = world
        self._judge = judge
        self._settle = settle
        self._meter = meter
        self._is_stopped = asyncio.Event()

    def stop(self) -> None:
        """Lets go of what is under way, which waits to be asked again: nobody waits for a judge when a program ends."""
        self._is_stopped.set()

    def is_group(self, address: Address) -> bool:
        """See `PushChannel.is_group`: never."""
        return False

    async def send(self, address: Address, message: Message, *, edits: str | None) -> str:
        """Asks the judge; see `PushChannel.send`.

        Raises:
            Rejected: there is no answer, and will be none; the offline grade stands.
            Unreachable: the program ends; the next one may ask again.
        """
        request = read_request(message)
        if self._world.now() - request.asked_at > LATEST:
            self._meter.judged("too_late")
            raise Rejected("The learner has waited for too long to be told more.")
        try:
            opinion = await self._asked(request.submission)
        except GraderError as error:
            self._meter.judged(_outcome(error))
            raise Rejected(str(error)) from None
        self._world.reach(CrashPoint.JUDGED)
        body = codec.dumps(AttemptGraded(request, opinion), Event)
        place, name, now = int(address.peer), f"graded:{address.peer}:{request.key}", self._world.now()
        await self._store.write(lambda connection: put_answer(connection, place, name, body, now))
        self._meter.judged("answered")
        await self._settle()
        return ""

    async def _asked(self, submission: Submission) -> Opinion:
        judging = asyncio.create_task(self._judge.judge(submission), name="judge")
        stopping = asyncio.create_task(self._is_stopped.wait(), name="judge stops")
        try:
            await asyncio.wait((judging, stopping), return_when=asyncio.FIRST_COMPLETED)
            if judging.done():
                return judging.result()
            raise Unreachable("the program ends", is_in_doubt=False)
        finally:
            judging.cancel()
            stopping.cancel()
            await asyncio.gather(judging, stopping, return_exceptions=True)


def _outcome(error: GraderError) -> str:
    return "unavailable" if isinstance(error, GraderUnavailable) else "misread"


def tempo_for(timeout_seconds: float) -> Tempo:
    """How long things take where a call may take so long as a judge has to think."""
    call = timeout_seconds + WRITE_SECONDS
    return Tempo(call_seconds=call, lease_seconds=2 * call, look_seconds=0.5)
