"""The program behind the doors, with a tutor that says what a test tells it to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from bot.app import App
from bot.channels import terminal, webchat
from bot.locale.load import load_phrases
from bot.model.ids import Address
from bot.service.bank import Shelf
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.world import CrashPoint, World
from bot.settings import DemoSettings
from bot.store.engine import Store
from bot.store.outbox import Shown
from bot.watch.metrics import Metrics
from tests.fakes.script import Script
from tests.fakes.tutor import NoLessons


@dataclass
class House:
    """The real program around a scripted tutor."""

    app: App
    store: Store
    script: Script
    settings: DemoSettings
    acknowledged: list[CrashPoint]

    async def unseen(self, address: Address) -> tuple[Shown, ...]:
        """What nobody has seen there, once what was seen is written down, as a program that runs does every while."""
        await self.app.history.write_seen()
        return await self.app.history.unseen(address)


@asynccontextmanager
async def house_of(store: Store, folder: Path) -> AsyncIterator[House]:
    """A program that runs, with a tutor that says what a test tells it to."""
    script = Script()
    reached: list[CrashPoint] = []
    world = replace(World.system(), reach=reached.append)
    pulls = frozenset({terminal.CHANNEL, webchat.CHANNEL})
    echoes = frozenset({webchat.CHANNEL})
    inbox = Inbox(store, script.tutor, NoLessons(), world, pulls=pulls, echoes=echoes)
    metrics = Metrics(CollectorRegistry())
    shelf = Shelf(folder, store, world)
    app = App(world, shelf, inbox, History(store, world), load_phrases(), metrics)
    settings = DemoSettings(_env_file=None)
    with capture_logs():  # on the screen they would stand between what is said
        try:
            yield House(app, store, script, settings, reached)
        finally:
            await inbox.close()
