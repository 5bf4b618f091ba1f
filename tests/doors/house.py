"""The program behind the doors, with a tutor that says what a test tells it to."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from prometheus_client import CollectorRegistry
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.app import ECHOES, PULLS, App, fit, tutor_of
from bot.app.broadcasts import announcer_of, mailing_of
from bot.app.questions import mover_of
from bot.locale.load import load_phrases
from bot.model.delivery import DeliveryState
from bot.model.ids import Address
from bot.service.bank import Shelf
from bot.service.facts import Lessons
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.posting import Account, Desk
from bot.service.rounds import Tutor
from bot.service.world import CrashPoint, World
from bot.settings import DemoSettings
from bot.store.engine import Store
from bot.store.outbox import Shown
from bot.store.tables import address, outbox
from bot.watch.metrics import Metrics
from tests.fakes.script import Script
from tests.fakes.tutor import NoLessons


@dataclass
class House:
    """The real program around a tutor, which may be a scripted one; lessons and pictures stand in `folder`."""

    folder: Path
    app: App
    store: Store
    script: Script
    settings: DemoSettings
    acknowledged: list[CrashPoint]
    tutor: Tutor
    lessons: Lessons

    async def unseen(self, address: Address) -> tuple[Shown, ...]:
        """What nobody has seen there, once what was seen is written down, as a program that runs does every while."""
        await self.app.history.write_seen()
        return await self.app.history.unseen(address)

    async def owed(self, at: Address) -> int:
        """How many messages are still on their way to somebody."""
        count = (
            select(func.count())
            .select_from(outbox.join(address))
            .where(address.c.channel == at.channel, address.c.account == at.account, address.c.peer == at.peer)
            .where(outbox.c.state.in_([DeliveryState.WAITING, DeliveryState.SENDING]))
        )
        return await self.store.read(lambda connection: connection.execute(count).scalar_one())

    def hangs_up(self, name: str, content: bytes) -> None:
        """Puts a picture into the bank."""
        (self.folder / name).write_bytes(content)

    @asynccontextmanager
    async def sending(self, desks: Mapping[Account, Desk]) -> AsyncIterator[Inbox]:
        """The program with those who send what is pushed; what has arrived is handled before they leave."""
        inbox = _inbox(self.store, self.tutor, self.lessons, self.app.world, desks)
        before, self.app = self.app, replace(self.app, inbox=inbox)
        try:
            yield inbox
        finally:
            await inbox.close()
            self.app = before


def _inbox(store: Store, tutor: Tutor, lessons: Lessons, world: World, desks: Mapping[Account, Desk]) -> Inbox:
    mover = mover_of(DemoSettings(_env_file=None), frozenset)
    return Inbox(store, tutor, lessons, world, pulls=PULLS, echoes=ECHOES, desks=desks, mover=mover)


@asynccontextmanager
async def house_of(store: Store, folder: Path, *, is_teaching: bool = False) -> AsyncIterator[House]:
    """A program that runs, with a tutor that says what a test tells it to.

    Args:
        store: the database.
        folder: where lessons and pictures stand.
        is_teaching: whether it has the real tutor instead, who teaches the lessons there.
    """
    script, settings, phrases = Script(), DemoSettings(_env_file=None), load_phrases()
    reached: list[CrashPoint] = []
    world = replace(World.system(), reach=reached.append)
    shelf = Shelf(folder, store, world)
    if is_teaching:
        await shelf.start()
    tutor = tutor_of(settings, phrases) if is_teaching else replace(script.tutor, fit=fit)
    lessons: Lessons = shelf if is_teaching else NoLessons()
    inbox = _inbox(store, tutor, lessons, world, {})
    announcer = announcer_of(settings, None, mover_of(settings, frozenset))
    mailing = mailing_of(announcer, tutor, shelf)
    app = App(world, shelf, inbox, History(store, world), phrases, Metrics(CollectorRegistry()), announcer, mailing)
    with capture_logs():  # on the screen they would stand between what is said
        try:
            yield House(folder, app, store, script, settings, reached, tutor, lessons)
        finally:
            await inbox.close()
