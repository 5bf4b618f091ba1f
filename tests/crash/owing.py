"""A process that is killed while the system owes itself something: a return code is right, and its learner hears of it.

The journal is kept as in `tests.crash.child`.
"""

import asyncio
from multiprocessing.connection import Connection

from sqlalchemy import select

from bot.model.events import TextReceived
from bot.model.ids import Address
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival
from bot.store.engine import Store, open_store
from bot.store.tables import address
from tests.crash.child import PULL, Life, note
from tests.fakes.tutor import NoLessons, tutor

CODE = "123456"
TALK = (("hoa", "vào"), ("hoa", f"mã {CODE}"), ("lan", "{hoa}-" + CODE), ("hoa", "vẫn đây"))
"""Who says what; `{hoa}` stands for the number of the learner hoa, which differs where a kill rolled one back."""


async def number_of(store: Store, peer: str) -> int | None:
    """The number of the learner whose address that is."""
    of = select(address.c.learner_id).where(address.c.peer == peer)
    return await store.read(lambda connection: connection.execute(of).scalar())


def owing(_: Connection, life: Life) -> None:
    """The process."""
    asyncio.run(_run(life))


async def _run(life: Life) -> None:
    """Handles what was left waiting, then brings every update that the journal does not know as done."""
    done = {line.split()[1] for line in life.journal.read_text(encoding="utf-8").splitlines()}
    store = await open_store(life.database_url)
    inbox = Inbox(store, tutor(), NoLessons(), life.world, pulls=frozenset({PULL}))
    await inbox.settle()
    for number, (peer, text) in enumerate(TALK):
        if str(number) not in done:
            said = text.format(hoa=await number_of(store, "hoa"))
            await inbox.submit(Arrival(Address(PULL, "default", peer), str(number), TextReceived(said)))
            note(life.journal, f"ack {number}")
    await inbox.close()
    await store.close()
