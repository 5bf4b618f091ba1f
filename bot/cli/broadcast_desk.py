"""What the commands about broadcasts work with: the database, the bank where it is needed, and the clock."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.app import CHANNELS, limits_of, open_database, operator_of
from bot.app.broadcasts import announcer_of
from bot.app.questions import mover_of
from bot.cli.clock import world_at
from bot.lessonbank.broadcast_file import Known
from bot.lessonbank.load import open_bank, shipped_bank
from bot.locale.load import load_phrases
from bot.model.ids import ContentHash
from bot.model.lesson import Catalog, Lesson
from bot.service.dispatch import Dispatch
from bot.settings import Settings
from bot.store import classrooms, places
from bot.store.engine import Store, parse_url, sqlite_path
from bot.tutor.context import Context
from bot.tutor.letters import faults
from bot.tutor.links import allowed_hosts

NO_DEMO = "BANHOC_DATABASE_URL names none"
UNNAMED = "<BANHOC_OPERATOR_NAME>"
"""Stands for the operator where this command was not told who it is: the server is."""


@dataclass(frozen=True, slots=True)
class Bank:
    """The bank as it is at this moment; nobody stands in a lesson here."""

    catalog: Catalog

    def versions(self, connection: Connection, hashes: Collection[ContentHash]) -> Mapping[ContentHash, Lesson]:
        """None: no words of a lesson are read."""
        return {}


@dataclass(frozen=True, slots=True)
class Desk:
    """An open database, and all that is known besides; `context` has an empty bank where none was needed."""

    store: Store
    dispatch: Dispatch
    context: Context
    hosts: frozenset[str]

    def local(self, moment: datetime) -> str:
        """A moment as people here tell it."""
        return f"{moment.astimezone(self.context.zone):%Y-%m-%d %H:%M}"

    def hour(self, moment: datetime, day: datetime) -> str:
        """The same without its day where that is another moment's."""
        told = self.local(moment)
        return told[-len("18:30") :] if told.split()[0] == self.local(day).split()[0] else told

    async def known(self) -> Known:
        """What a broadcast may name."""
        found = await self.store.read(classrooms.all_classes)
        tree = await self.store.read(places.tree)
        classes = {each.classroom.code: each.classroom.is_open for each in found}
        return Known(self.context, self.hosts, tree, classes, tuple(sorted(CHANNELS)))


def is_there(settings: Settings) -> bool:
    """Whether there is a database at all; a look makes none."""
    url = parse_url(settings.database_url)
    return url.get_backend_name() != "sqlite" or sqlite_path(url).exists()


@asynccontextmanager
async def open_desk(
    settings: Settings, moment: datetime | None = None, *, has_bank: bool = True
) -> AsyncIterator[Desk]:
    """Opens what a command works with.

    Args:
        settings: the operator's.
        moment: where the clock is to stand, on a demo database alone.
        has_bank: whether lessons and tracks are needed.

    Raises:
        UsageError: the clock of a database with real learners would be moved.
        LessonError: the bank has faults.
        StoreError: the database cannot be used.
    """
    async with open_database(settings) as store:
        world = await world_at(moment, store, NO_DEMO)
        now, zone = world.now(), ZoneInfo(settings.timezone)
        today = now.astimezone(zone).date()
        bank = Catalog((), {}, {})
        if has_bank:
            bank = open_bank(settings.lessons_dir or shipped_bank(), today=today)
        hosts = allowed_hosts(bank, settings.public_url)
        operator = operator_of(settings)
        if not operator.name:
            operator = replace(operator, name=UNNAMED)
        context = Context(now, today, bank, load_phrases(), operator, limits=limits_of(settings), zone=zone)
        announcer = announcer_of(settings, Bank(bank) if has_bank else None, mover_of(settings, lambda: bank.holidays))
        blames = (lambda letter: faults(letter, hosts, context)) if has_bank else (lambda _: ())
        yield Desk(store, Dispatch(store, world, announcer, blames), context, hosts)
