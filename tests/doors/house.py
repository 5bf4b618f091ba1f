"""The program behind the doors, with a tutor that says what a test tells it to."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from prometheus_client import CollectorRegistry
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.app import ECHOES, PULLS, App, fit
from bot.locale.load import load_phrases
from bot.model.delivery import DeliveryState
from bot.model.ids import Address
from bot.service.bank import Shelf
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.posting import Account, Desk
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
    """The real program around a scripted tutor; lessons and pictures would stand in `folder`."""

    folder: Path
    app: App
    store: Store
    script: Script
    settings: DemoSettings
    acknowledged: list[CrashPoint]

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
        inbox = _inbox(self.store, self.script, self.app.world, desks)
        before, self.app = self.app, replace(self.app, inbox=inbox)
        try:
            yield inbox
        finally:
            await inbox.close()
            self.app = before


def _inbox(store: Store, script: Script, world: World, desks: Mapping[Account, Desk]) -> Inbox:
    tutor = replace(script.tutor, fit=fit)
    return Inbox(store, tutor, NoLessons(), world, pulls=PULLS, echoes=ECHOES, desks=desks)


@asynccontextmanager
async def house_of(store: Store, folder: Path) -> AsyncIterator[House]:
    """A program that runs, with a tutor that says what a test tells it to."""
    script = Script()
    reached: list[CrashPoint] = []
    world = replace(World.system(), reach=reached.append)
    inbox = _inbox(store, script, world, {})
    metrics = Metrics(CollectorRegistry())
    shelf = Shelf(folder, store, world)
    app = App(world, shelf, inbox, History(store, world), load_phrases(), metrics)
    settings = DemoSettings(_env_file=None)
    with capture_logs():  # on the screen they would stand between what is said
        try:
            yield House(folder, app, store, script, settings, reached)
        finally:
            await inbox.close()
