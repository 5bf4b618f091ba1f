"""A small town: several people who talk with the real program over a real database, and a clock that a test moves.

Learners come in by the welcome as everybody does; posts, classes and places are set up by the store.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, select

from bot.app import PULLS, tutor_of
from bot.app.broadcasts import PUSHED
from bot.app.questions import mover_of
from bot.locale.load import load_phrases
from bot.model import codec
from bot.model.classroom import Classroom
from bot.model.events import Arrived, ChoicePressed, ErasureConfirmed, Event, TextReceived
from bot.model.ids import Address, ClassCode, ContentHash, LearnerId, PlaceCode, TrackId
from bot.model.lesson import Catalog, Lesson
from bot.model.message import Author, Choice, Message
from bot.model.place import Place, PlaceKind
from bot.model.place_change import PlaceChange
from bot.model.staff import Habits, Role
from bot.model.text import plain
from bot.policy.broadcast import Limits as BroadcastLimits
from bot.service.announcing import Announcing
from bot.service.broadcasts import Announcer
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival
from bot.service.timers import Timers
from bot.service.world import CrashPoint
from bot.settings import DemoSettings
from bot.store import classrooms, places, staff
from bot.store.engine import Store
from bot.store.tables import address, class_mentor, classroom
from bot.store.tables import outbox as said_to
from tests.bank import catalog
from tests.fakes.tutor import Clock

T = TypeVar("T")

PROVINCE, COMMUNE, OTHER = map(PlaceCode, ("tinh-a", "xa-b", "xa-c"))
PLACES = (
    Place(PROVINCE, PlaceKind.PROVINCE, "Tỉnh A", None),
    Place(COMMUNE, PlaceKind.COMMUNE, "Xã B", PROVINCE),
    Place(OTHER, PlaceKind.COMMUNE, "Xã C", PROVINCE),
)
CLASS = Classroom(0, ClassCode("bgh234"), TrackId("lam-quen-voi-ai"), "Chiều thứ Bảy", "Cô Hoa", "Nhà văn hoá thôn 3")
"""A class in the commune."""
WEDNESDAY = datetime(2026, 12, 30, 1, 0, tzinfo=Clock().at.tzinfo)
"""Eight in the morning; that Friday is New Year's Day."""
LONE_RECIPIENTS = 3
"""The largest audience that an admin writes to alone there."""
MINUTES = 10
"""How far the clock moves between two looks of the timers."""


@dataclass(frozen=True)
class OneBank:
    """A bank that does not change."""

    catalog: Catalog = field(default_factory=catalog)

    def versions(self, connection: Connection, hashes: Collection[ContentHash]) -> Mapping[ContentHash, Lesson]:
        """Every version is today's."""
        return {each.content_hash: each for each in self.catalog.lessons.values()}


@dataclass(frozen=True)
class Heard:
    """Something said to somebody."""

    to: str
    message: Message

    @property
    def words(self) -> str:
        """As plain text."""
        return plain(self.message.text)


class Town:
    """The program, and the people by their names; each has one address on the web.

    Args:
        store: the database.
        bank: the lessons.
        holidays: days without duty.
        clock: what time it is; a second process has the same.
        reach: hears of the crash points.
    """

    def __init__(
        self,
        store: Store,
        bank: Catalog | None = None,
        holidays: Collection[date] = (),
        clock: Clock | None = None,
        reach: Callable[[CrashPoint], None] | None = None,
    ) -> None:
        self.store = store
        self.clock = clock or Clock()
        settings = DemoSettings(_env_file=None, operator_name="Sở KH&CN tỉnh", operator_contact="1022")
        self.mover = mover_of(settings, lambda: frozenset(holidays))
        world = self.clock.world if reach is None else replace(self.clock.world, reach=reach)
        tutor = tutor_of(settings, load_phrases())
        bank_of = OneBank(bank or catalog())
        limits = BroadcastLimits(alone=LONE_RECIPIENTS)
        announcer = Announcer(bank_of, limits, self.mover.calendar, self.mover.tree, PUSHED)
        self.inbox = Inbox(store, tutor, bank_of, world, pulls=PULLS, mover=self.mover, announcer=announcer)
        self.timers = Timers(store, world, self.mover, self.inbox.settle)
        self.announcing = Announcing(store, world, announcer, self.inbox.settle)
        self.history = History(store, world)
        self.rung: list[Address] = []
        """Where something was said that nobody there waited for."""
        self.heard: list[Heard] = []
        """All that was said so far, oldest first."""
        self.inbox.listeners.append(self.rung.append)
        self.inbox.askers.append(self._asked)
        self._is_asked = False
        self._known: set[tuple[int, int]] = set()
        self._events = 0

    def _asked(self) -> None:
        self._is_asked = True

    async def found(self, work: Callable[[Connection], T]) -> T:
        """What the database holds."""
        return await self.store.read(work)

    async def set_up(self) -> None:
        """Makes the places and the class."""

        def write(connection: Connection) -> None:
            places.apply(connection, PlaceChange(added=PLACES), "places.csv", self.clock.at)
            made = classrooms.open_class(connection, CLASS, self.clock.at)
            assert made is not None
            at = classrooms.find(connection, [CLASS.code])[CLASS.code].number
            connection.execute(classroom.update().where(classroom.c.number == at).values(place_code=COMMUNE))

        await self.store.write(write)

    async def comes(self, name: str, *, form: str = "Bác", is_in_class: bool = False) -> LearnerId:
        """Somebody says yes to being remembered, and stands at the menu or in their first lesson."""
        await self.does(name, Arrived(code=CLASS.code if is_in_class else ""))
        for label in ("Đồng ý", form, "Chưa biết"):
            if any(each.label.startswith(label) for each in self.last(name).message.choices):
                await self.presses(name, label)  # whoever comes to a class learns what it learns
        return await self.number(name)

    async def helps(
        self,
        name: str,
        called: str,
        role: Role = Role.MENTOR,
        place: PlaceCode | None = COMMUNE,
        *,
        in_class: bool = False,
        **habits: object,
    ) -> LearnerId:
        """Somebody has a post, and is called something by those they help."""
        of = await self.comes(name, form="Cô")

        def write(connection: Connection) -> None:
            kept = replace(Habits(called), **habits)  # type: ignore[arg-type]  # fields of Habits, by name
            staff.keep_habits(connection, of, kept, self.clock.at)
            staff.grant(connection, of, role, place, self.clock.at)
            if in_class:
                at = classrooms.find(connection, [CLASS.code])[CLASS.code].number
                row = {"classroom_number": at, "learner_id": of, "since": self.clock.at}
                connection.execute(class_mentor.insert(), row)

        await self.store.write(write)
        return of

    async def number(self, name: str) -> LearnerId:
        """Somebody's number."""
        of = select(address.c.learner_id).where(address.c.peer == name)
        found = (await self.found(lambda connection: connection.execute(of))).scalar_one()
        assert found is not None
        return LearnerId(found)

    async def does(self, name: str, event: Event) -> list[Heard]:
        """Somebody does something; gives what everybody hears of it. What was said to them before they have seen."""
        at = at_home(name)
        shown = await self.history.unseen(at)
        if shown:
            await self.history.mark_seen(at, shown[-1].number)
        self._events += 1
        await self.inbox.submit(Arrival(at, f"{id(self)}-{self._events}", event))
        if self._is_asked:
            self._is_asked = False
            await self.timers.look()
        await self.announcing.look()
        return await self.listen()

    async def types(self, name: str, text: str) -> list[Heard]:
        """Somebody writes."""
        return await self.does(name, TextReceived(text))

    async def presses(self, name: str, label: str) -> list[Heard]:
        """Somebody presses a choice of the newest of their messages that has it."""
        return await self.does(name, ChoicePressed(self.choice(name, label).id))

    async def erases(self, name: str) -> list[Heard]:
        """Somebody has everything about them erased."""
        return await self.does(name, ErasureConfirmed())

    def choice(self, name: str, label: str) -> Choice:
        """The choice with this label, or that begins so, which was offered to somebody last."""
        own = [heard.message for heard in self.heard if heard.to == name]
        found = (each for message in reversed(own) for each in message.choices if each.label.startswith(label))
        choice = next(found, None)
        assert choice is not None, f"nobody offered {label!r} to {name}: {own[-1:]}"
        return choice

    async def listen(self) -> list[Heard]:
        """What was said to anybody since the last time, in the order in which it was said."""
        query = (
            select(said_to.c.address_id, said_to.c.number, said_to.c.body, address.c.peer)
            .join(address, address.c.id == said_to.c.address_id)
            .order_by(said_to.c.id)
        )
        rows = (await self.found(lambda connection: connection.execute(query))).all()
        # Whoever is erased gives their rows' numbers back, so no number tells what is new.
        new = [row for row in rows if (row.address_id, row.number) not in self._known]
        self._known |= {(row.address_id, row.number) for row in new}
        fresh = [Heard(row.peer, codec.loads(row.body, Message)) for row in new]
        fresh = [each for each in fresh if each.message.author is not Author.LEARNER]
        self.heard += fresh
        return fresh

    async def waits(self, **span: float) -> list[tuple[datetime, Heard]]:
        """Time goes by while the timers run; gives what was said meanwhile, and when."""
        until = self.clock.at + timedelta(**span)
        said: list[tuple[datetime, Heard]] = []
        while self.clock.at < until:
            self.clock.at = min(until, self.clock.at + timedelta(minutes=MINUTES))
            await self.timers.look()
            await self.announcing.look()
            said += [(self.clock.at, heard) for heard in await self.listen()]
        return said

    def last(self, name: str) -> Heard:
        """What was said to somebody last."""
        return next(heard for heard in reversed(self.heard) if heard.to == name)


def at_home(name: str) -> Address:
    """Where somebody talks."""
    return Address("web", "default", name)


def words(heard: Sequence[Heard], to: str) -> str:
    """All that somebody heard."""
    return "\n".join(each.words for each in heard if each.to == to)
