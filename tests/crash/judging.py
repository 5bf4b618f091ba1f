"""A process that is killed while another judge is asked about an attempt: the real program, and somebody in a terminal.

What they do is brought anew at each start, as by a platform that was never told that it is safe.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from prometheus_client import CollectorRegistry
from sqlalchemy import exists, or_, select

from bot.app import open_app
from bot.model.events import Arrived, Event, TextReceived
from bot.model.ids import Address
from bot.service.rounds import Arrival
from bot.service.world import CrashPoint, World
from bot.settings import DemoSettings
from bot.store.engine import Store, open_store
from bot.store.tables import inbox, outbox
from bot.watch.logs import set_up_logs
from bot.watch.metrics import Metrics
from tests.crash.child import DEADLINE_SECONDS, killer

WAY = (
    CrashPoint.MARKED_SENDING,
    CrashPoint.BEFORE_CALL,
    CrashPoint.DURING_CALL,
    CrashPoint.JUDGED,
    CrashPoint.OWED,
    CrashPoint.CLAIMED,
    CrashPoint.BEFORE_COMMIT,
    CrashPoint.COMMITTED,
    CrashPoint.AFTER_CALL,
    CrashPoint.BEFORE_RESULT,
    CrashPoint.AFTER_RESULT,
)
"""Every point of the way to the judge and back, in the order in which they are reached."""
BAC = Address("terminal", "default", "bac")
BEGINNING: tuple[Event, ...] = (
    Arrived(),
    *(TextReceived(text) for text in ("Đồng ý", "Bác", "Chưa biết", "/hoc bai-mot/viet")),
)
ON_THE_WAY = frozenset({CrashPoint.OWED, CrashPoint.CLAIMED, CrashPoint.BEFORE_COMMIT, CrashPoint.COMMITTED})
"""Points that every event reaches: here they count from the moment on at which the judge has answered."""


@dataclass(frozen=True)
class Life:
    """One start: so many attempts were made before; in one more it is killed at a point, which None leaves out."""

    database_url: str
    lessons: Path
    llm_url: str
    llm_model: str
    llm_key: str
    attempts: int = 0
    point: CrashPoint | None = None


def prompt(number: int) -> str:
    """The text of an attempt."""
    return f"Hãy viết lời giải thích cách giữ mật khẩu cho bà con trồng chè, {number + 3} gạch đầu dòng"


def judging(_: Connection, life: Life) -> None:
    """The process."""
    set_up_logs("console", "error", ())
    asyncio.run(_run(life))


async def _run(life: Life) -> None:
    """Lets what was left under way end, then makes one attempt more, in which it is killed."""
    armed: list[Callable[[CrashPoint], None]] = []
    is_judged = False

    def reach(point: CrashPoint) -> None:
        nonlocal is_judged
        is_judged = is_judged or point is CrashPoint.JUDGED
        if point not in ON_THE_WAY or is_judged:
            for kill in armed:
                kill(point)

    store = await open_store(life.database_url)
    settings = DemoSettings(
        _env_file=None,
        lessons_dir=life.lessons,
        llm_base_url=life.llm_url,
        llm_model=life.llm_model,
        llm_api_key=life.llm_key,
        llm_allow_private=True,
    )
    tries = [(f"try {number}", TextReceived(prompt(number))) for number in range(life.attempts + 1)]
    async with open_app(settings, store, World(reach=reach), metrics=Metrics(CollectorRegistry())) as app:
        for number, event in enumerate(BEGINNING):
            await app.inbox.submit(Arrival(BAC, f"{number}", event))
        for name, event in tries[:-1]:
            await app.inbox.submit(Arrival(BAC, name, event))
        await _settled(store)
        is_judged = False
        if life.point is not None:
            armed.append(killer(life.point.name, 1))
            await app.inbox.submit(Arrival(BAC, *tries[-1]))
            await _settled(store)
    await store.close()


async def _settled(store: Store) -> None:
    """Waits until nothing is owed any more, to the judge or to oneself."""
    is_open = select(
        or_(
            exists().where(outbox.c.state.in_(("waiting", "sending"))),
            exists().where(inbox.c.state == "waiting"),
        )
    )
    async with asyncio.timeout(DEADLINE_SECONDS):
        while await store.read(lambda connection: connection.execute(is_open).scalar_one()):  # noqa: ASYNC110 - the database sets no event
            await asyncio.sleep(0.02)
