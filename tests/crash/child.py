"""A process that is killed: it brings updates to a real inbox over a real database, and shows or sends what is said.

The journal stands for the platform outside, which forgets nothing: `ack <n>` (update n need not be brought again),
`shown <peer> <number>` and `sent <peer> <digest of the message>`, each on the disk before anything else happens.
"""

import asyncio
import hashlib
import os
import signal
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection as Wire
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from bot.locale.load import load_phrases
from bot.model import codec
from bot.model.events import Arrived, Event, TextReceived
from bot.model.ids import Address, ContentHash
from bot.model.lesson import Lesson
from bot.model.message import Kind, Message
from bot.model.text import paragraph
from bot.policy.pace import Pace
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.outbox import Sender
from bot.service.rounds import Arrival, Tutor
from bot.service.tempo import Tempo
from bot.service.world import CrashPoint, World
from bot.store.engine import Store, open_store
from bot.store.tables import outbox
from bot.tutor.context import Operator
from bot.tutor.echo import echo
from bot.tutor.needs import needs
from bot.tutor.privacy import mask
from bot.tutor.step import step
from tests.bank import catalog
from tests.play import MORNING

PULL, PUSH = "pull", "push"
TALK = ("đồng ý", "bác", "chưa biết", "ok", "a", "b", "tiếp", "a c", "tiếp", "/menu", "học tiếp")
PEERS = ("hoa", "lan")
UPDATES: tuple[tuple[str, Event], ...] = (
    *((peer, Arrived()) for peer in PEERS),
    *((peer, TextReceived(text)) for text in TALK for peer in PEERS),
)
"""What two people do, in the order in which the platform brings it."""

FAST = Pace(per_second=1_000, chat_per_second=0)
SOME_WAIT = Pace(per_second=1_000, chat_per_second=20, chat_burst=1)
"""The second of two replies waits, so that the point is reached where what waited is marked."""
DEADLINE_SECONDS = 60


@dataclass(frozen=True)
class Life:
    """One start of a process, and its end.

    It kills itself with SIGKILL when it reaches the crash point named `point` for the `count`-th time; with `none` it
    never does. `start` counts the starts: each is an hour later, so that a killed leader's lease has run out.
    """

    database_url: str
    journal: Path
    start: int
    point: str
    count: int

    @property
    def world(self) -> World:
        """Where it lives."""
        return World(now=clock(self.start), reach=killer(self.point, self.count))


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


def clock(start: int) -> Callable[[], datetime]:
    """A clock that goes on by itself, from the hour of this start."""
    began = World.system().monotonic()
    return lambda: MORNING + timedelta(hours=start, seconds=World.system().monotonic() - began)


def note(journal: Path, line: str) -> None:
    """Writes a line of the journal and waits until it is on the disk."""
    with journal.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def digest(message: Message) -> str:
    """A short name for what a message says."""
    return hashlib.sha256(codec.dumps(message).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Platform:
    """Takes messages into the journal, then takes a moment to answer."""

    journal: Path

    def is_group(self, address: Address) -> bool:
        """See `PushChannel.is_group`."""
        return False

    async def send(self, address: Address, message: Message, *, edits: str | None) -> str:
        """See `PushChannel.send`."""
        assert edits is None
        note(self.journal, f"sent {address.peer} {digest(message)}")
        await asyncio.sleep(0.002)
        return digest(message)


def pull(_: Wire, life: Life) -> None:
    """A process whose channel shows what was said."""
    asyncio.run(run(PULL, life))


def push(_: Wire, life: Life) -> None:
    """A process whose channel is sent what was said."""
    asyncio.run(run(PUSH, life))


async def run(channel: str, life: Life) -> None:
    """Brings every update that the journal does not know as done, and shows or sends what is said."""
    journal, world = life.journal, life.world
    done = {line.split()[1] for line in journal.read_text(encoding="utf-8").splitlines() if line.startswith("ack ")}
    store = await open_store(life.database_url)
    phrases = load_phrases()
    tutor = Tutor(
        step=step,
        needs=needs,
        echo=lambda event, state: echo(event, state, 4_000, phrases),
        sorry=lambda _: Message(Kind.NOTICE, paragraph("xin lỗi")),
        mask=mask,
        phrases=phrases,
        operator=Operator("Sở", "1022"),
        timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
    )
    account = (PUSH, "default")
    pace = SOME_WAIT if life.point == CrashPoint.MARKED_SENDING.name else FAST
    sender = Sender(store, world, Platform(journal), account, pace, tempo=Tempo(look_seconds=0.02))
    if channel == PUSH:
        sender.start()
    inbox = Inbox(store, tutor, Shelf(), world, pulls=frozenset({PULL}), desks={account: sender})
    history = History(store, world)
    if channel == PUSH:
        # What the start before left on its way goes out first: were it met by a second kill, it would by design not be
        # sent a third time, and whether it is met depended on how quick the machine is.
        await all_sent(store)
    for peer in PEERS:
        await show(history, journal, peer)
    for number, (peer, event) in enumerate(UPDATES):
        if str(number) not in done:
            await inbox.submit(Arrival(Address(channel, "default", peer), str(number), event))
            note(journal, f"ack {number}")
            await show(history, journal, peer)
    await inbox.close()
    if channel == PUSH:
        await all_sent(store)
        await sender.close()
    await store.close()


async def show(history: History, journal: Path, peer: str) -> None:
    """Shows a person of the pull channel what they have not seen."""
    address = Address(PULL, "default", peer)
    unseen = await history.unseen(address)
    for shown in unseen:
        note(journal, f"shown {peer} {shown.number}")
    if unseen:
        await history.mark_seen(address, unseen[-1].number)


async def all_sent(store: Store) -> None:
    """Waits until nothing is owed any more."""
    still_open = select(func.count()).where(outbox.c.state.in_(("waiting", "sending")))
    async with asyncio.timeout(DEADLINE_SECONDS):
        while await store.read(lambda connection: connection.execute(still_open).scalar_one()):  # noqa: ASYNC110 - the database sets no event
            await asyncio.sleep(0.02)
