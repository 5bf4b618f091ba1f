"""People to write to, set up by the store, and what becomes of those to whom a broadcast is sent."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert

from bot.app.broadcasts import announcer_of
from bot.app.questions import mover_of
from bot.model.broadcast import Why
from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId
from bot.model.place import Place, PlaceKind
from bot.model.place_change import PlaceChange
from bot.service.announcing import Announcing
from bot.service.world import World
from bot.settings import DemoSettings
from bot.store import places, recipients
from bot.store.demo import mark_demo
from bot.store.engine import Store
from bot.store.recipients import Fate, Outcome
from bot.store.tables import address, learner
from tests.town import PLACES, OneBank

MORNING = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
"""Ten o'clock in Vietnam."""
AT = ("--at", "2026-12-01T10:00")
FORMULA = Place(PLACES[2].code, PlaceKind.COMMUNE, "=Xã C", PLACES[0].code)
"""A commune whose name a program for tables would run."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who learns: where they are reached, where they live, and whether they want news."""

    name: str
    channel: str = "telegram"
    place: str | None = "xa-b"
    wants_news: bool = True
    is_gone: bool = False


VILLAGE = (
    Person("an"),
    Person("binh"),
    Person("chi", place="xa-c"),
    Person("dung", place=None),
    Person("em", channel="web"),
    Person("giang", wants_news=False),
    Person("hoa", is_gone=True),
)


async def settle(store: Store, people: tuple[Person, ...] = VILLAGE, *, is_demo: bool = True) -> None:
    """Makes the places and the people of a database, whose clock may be moved where it is a demo's."""

    def write(connection: Connection) -> None:
        if is_demo:
            mark_demo(connection)
        change = PlaceChange(added=(PLACES[0], PLACES[1], FORMULA))
        places.apply(connection, change, "places.csv", MORNING)
        for each in people:
            seen = MORNING - timedelta(days=1)
            row = {
                "mark": f"{each.name:0>32}",
                "state": "{}",
                "place": each.place,
                "wants_news": each.wants_news,
                "created_at": seen,
                "last_seen_at": seen,
            }
            of = connection.execute(insert(learner).returning(learner.c.id), row).scalar_one()
            where = {
                "channel": each.channel,
                "account": "default",
                "peer": each.name,
                "learner_id": of,
                "last_number": 0,
                "made_at": seen,
                "gone_at": seen if each.is_gone else None,
            }
            connection.execute(insert(address), where)

    await store.write(write)


async def time_passes(store: Store, now: datetime = MORNING) -> None:
    """Does what a server does at that moment."""

    async def nobody_listens() -> None:
        """Nobody is told."""

    settings = DemoSettings(_env_file=None)
    announcer = announcer_of(settings, OneBank(), mover_of(settings, frozenset))
    await Announcing(store, World(now=lambda: now), announcer, nobody_listens).look()


async def sent(store: Store, of: BroadcastId, *fates: DeliveryState) -> None:
    """Sends to the next recipients on Telegram, each of whom ends in one of these states; who wants no news is left."""
    whys = {DeliveryState.FAILED: Why.REFUSED, DeliveryState.UNKNOWN: Why.DOUBTFUL, DeliveryState.GONE: Why.BLOCKED}

    def write(connection: Connection) -> None:
        found = recipients.next_rows(connection, ("telegram", "default"), of, MORNING, MORNING, 100)
        unwanted = [Fate(each.id, DeliveryState.SKIPPED, Why.OPTED_OUT) for each in found if not each.wants_news]
        taken = [each for each in found if each.wants_news][: len(fates)]
        assert len(taken) == len(fates), "so many wait"
        sending = [Fate(each.id, DeliveryState.SENDING, epoch=1) for each in taken]
        recipients.mark(connection, [*unwanted, *sending], MORNING)
        ended = [
            Outcome(each.id, 1, state, each.tries + 1, whys.get(state))
            for each, state in zip(taken, fates, strict=True)
        ]
        recipients.finish(connection, ended, MORNING)

    await store.write(write)
