"""A process that is killed: it brings updates to a real inbox over a real database, and shows what is said.

    python -m tests.crash.child DATABASE_URL JOURNAL POINT COUNT

It kills itself with SIGKILL when it reaches the crash point POINT for the COUNT-th time; with `none` it never does. The
journal stands for the platform outside, which forgets nothing: `ack <n>` (update n need not be brought again) and
`shown <peer> <number>`, each on the disk before anything else happens.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.locale.load import load_phrases
from bot.model.events import Arrived, Event, TextReceived
from bot.model.ids import Address, ContentHash
from bot.model.lesson import Lesson
from bot.model.message import Kind, Message
from bot.model.text import paragraph
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival, Tutor
from bot.service.world import CrashPoint, World
from bot.store.engine import open_store
from bot.tutor.context import Operator
from bot.tutor.needs import needs
from bot.tutor.privacy import mask
from bot.tutor.step import step
from tests.bank import catalog
from tests.play import MORNING

CHANNEL = "pull"
TALK = ("đồng ý", "bác", "ok", "a", "b", "tiếp", "a c", "tiếp", "/menu", "học tiếp")
PEERS = ("hoa", "lan")
UPDATES: tuple[tuple[str, Event], ...] = (
    *((peer, Arrived()) for peer in PEERS),
    *((peer, TextReceived(text)) for text in TALK for peer in PEERS),
)
"""What two people do, in the order in which the platform brings it."""


class Shelf:
    """The bank of the tests, which never changes."""

    catalog = catalog()

    def versions(self, connection: Connection, hashes: Collection[ContentHash]) -> Mapping[ContentHash, Lesson]:
        """Every version is today's."""
        return {lesson.content_hash: lesson for lesson in self.catalog.lessons.values()}


def killer(point: str, count: int) -> Callable[[CrashPoint], None]:
    """Ends this process, at once and without any clean-up, the `count`-th time that the point is reached."""
    left = count

    def reach(reached: CrashPoint) -> None:
        nonlocal left
        left -= reached.name == point
        if left == 0 and reached.name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return reach


def note(journal: Path, line: str) -> None:
    """Writes a line of the journal and waits until it is on the disk."""
    with journal.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


async def run(database_url: str, journal: Path, world: World) -> None:
    """Brings every update that the journal does not know as done, and shows what is said."""
    done = {line.split()[1] for line in journal.read_text(encoding="utf-8").splitlines() if line.startswith("ack ")}
    store = await open_store(database_url)
    tutor = Tutor(
        step=step,
        needs=needs,
        sorry=lambda _: Message(Kind.NOTICE, paragraph("xin lỗi")),
        mask=mask,
        phrases=load_phrases(),
        operator=Operator("Sở", "1022"),
        timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
    )
    inbox = Inbox(store, tutor, Shelf(), world, pulls=frozenset({CHANNEL}))
    history = History(store, world)
    for peer in PEERS:
        await show(history, journal, peer)
    for number, (peer, event) in enumerate(UPDATES):
        if str(number) not in done:
            await inbox.submit(Arrival(Address(CHANNEL, "default", peer), str(number), event))
            note(journal, f"ack {number}")
            await show(history, journal, peer)
    await inbox.close()
    await store.close()


async def show(history: History, journal: Path, peer: str) -> None:
    """Shows a person what they have not seen."""
    address = Address(CHANNEL, "default", peer)
    unseen = await history.unseen(address)
    for shown in unseen:
        note(journal, f"shown {peer} {shown.number}")
    if unseen:
        await history.mark_seen(address, unseen[-1].number)


if __name__ == "__main__":
    url, path, name, times = sys.argv[1:]
    asyncio.run(run(url, Path(path), World(now=lambda: MORNING, reach=killer(name, int(times)))))
