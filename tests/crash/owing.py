"""A process that is killed while the system owes itself something: a return code is right, and its learner hears of it.

    python -m tests.crash.owing DATABASE_URL JOURNAL START POINT COUNT

The arguments are those of `tests.crash.child`, and the journal is kept in the same way.
"""

import asyncio
import sys
from pathlib import Path

from sqlalchemy import select

from bot.model.events import TextReceived
from bot.model.ids import Address
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival
from bot.service.world import World
from bot.store.engine import Store, open_store
from bot.store.tables import address
from tests.crash.child import PULL, clock, killer, note
from tests.fakes.tutor import NoLessons, tutor

CODE = "123456"
TALK = (("hoa", "vào"), ("hoa", f"mã {CODE}"), ("lan", "{hoa}-" + CODE), ("hoa", "vẫn đây"))
"""Who says what; `{hoa}` stands for the number of the learner hoa, which differs where a kill rolled one back."""


async def number_of(store: Store, peer: str) -> int | None:
    """The number of the learner whose address that is."""
    of = select(address.c.learner_id).where(address.c.peer == peer)
    return await store.read(lambda connection: connection.execute(of).scalar())


async def run(database_url: str, journal: Path, world: World) -> None:
    """Handles what was left waiting, then brings every update that the journal does not know as done."""
    done = {line.split()[1] for line in journal.read_text(encoding="utf-8").splitlines()}
    store = await open_store(database_url)
    inbox = Inbox(store, tutor(), NoLessons(), world, pulls=frozenset({PULL}))
    await inbox.settle()
    for number, (peer, text) in enumerate(TALK):
        if str(number) not in done:
            said = text.format(hoa=await number_of(store, "hoa"))
            await inbox.submit(Arrival(Address(PULL, "default", peer), str(number), TextReceived(said)))
            note(journal, f"ack {number}")
    await inbox.close()
    await store.close()


if __name__ == "__main__":
    url, path, start_number, name, times = sys.argv[1:]
    asyncio.run(run(url, Path(path), World(now=clock(int(start_number)), reach=killer(name, int(times)))))
