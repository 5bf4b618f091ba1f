"""A process that is killed while it writes to many: recipients are written down, then sent to.

The journal is kept as in `tests.crash.child`.
"""

import asyncio
from multiprocessing.connection import Connection
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.app import tutor_of
from bot.locale.load import load_phrases
from bot.policy.pace import Pace
from bot.service.announcing import Announcing
from bot.service.broadcasts import Announcer
from bot.service.dialogues import Dialogues
from bot.service.mailing import Mailing
from bot.service.mentors import Calendar
from bot.service.outbox import Sender
from bot.service.tempo import Tempo
from bot.settings import DemoSettings
from bot.store.engine import open_store
from bot.store.tables import delivery
from tests.crash.child import DEADLINE_SECONDS, Life, Platform, Shelf

ACCOUNT = ("telegram", "default")
PACE = Pace(per_second=60, chat_per_second=0)
"""At which no more than the usual calls are under way."""


def announcing(_: Connection, life: Life) -> None:
    """The process."""
    asyncio.run(_run(life))


async def _settled() -> None:
    """Nobody is to hear of it: the broadcast is the command line's."""


async def _run(life: Life) -> None:
    """Goes on with what is under way, until nobody waits and the broadcast is over."""
    store = await open_store(life.database_url)
    calendar = Calendar(zone=ZoneInfo("Asia/Ho_Chi_Minh"))
    announcer = Announcer(Shelf(), calendar=lambda: calendar, pushed=ACCOUNT[:1])
    tutor = tutor_of(DemoSettings(_env_file=None, operator_name="Sở", operator_contact="1022"), load_phrases())
    times = Announcing(store, life.world, announcer, _settled)
    mailing = Mailing(tutor, Shelf(), announcer.tree, announcer.limits, Dialogues())
    sender = Sender(store, life.world, Platform(life.journal), ACCOUNT, PACE, tempo=Tempo(look_seconds=0.02))
    await times.look()
    sender.start(mailing)
    still_open = select(func.count()).where(delivery.c.state.in_(("waiting", "sending")))
    async with asyncio.timeout(DEADLINE_SECONDS):
        while await store.read(lambda connection: connection.execute(still_open).scalar_one()):  # noqa: ASYNC110 - the database sets no event
            await asyncio.sleep(0.02)
    await sender.close()
    await times.look()
    await store.close()
