"""People who talk with the real tutor on a real database, each at an address of their own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.app import tutor_of
from bot.locale.load import load_phrases
from bot.model.events import Arrived, ChoicePressed, Event, TextReceived
from bot.model.ids import Address, LearnerId, PlaceCode
from bot.model.message import Message
from bot.model.staff import Role
from bot.model.text import plain
from bot.service.bank import Shelf
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival
from bot.service.world import World
from bot.settings import DemoSettings
from bot.store import staff
from bot.store.engine import Store
from bot.store.kept import learner_at
from tests.shelf import few_lessons

SITE = "https://hoc.example.vn"


@dataclass
class Village:
    """One process; `now` moves by hand."""

    store: Store
    inbox: Inbox
    history: History
    world: World
    _names: dict[str, Message] = field(default_factory=dict)
    _brought: int = 0
    _passed: list[timedelta] = field(default_factory=list)

    async def happens(self, who: str, event: Event) -> str:
        """What somebody does; gives all that is said to them for it, as plain words."""
        self._brought += 1
        await self.inbox.submit(Arrival(at(who), f"{who}{self._brought}", event))
        return await self.hears(who)

    async def hears(self, who: str) -> str:
        """What was said to somebody and not seen so far."""
        shown = await self.history.unseen(at(who))
        if shown:
            self._names[who] = shown[-1].message
            await self.history.mark_seen(at(who), shown[-1].number)
        return "\n\n".join(plain(each.message.text) for each in shown)

    async def types(self, who: str, text: str) -> str:
        """Somebody types a line."""
        return await self.happens(who, TextReceived(text))

    async def presses(self, who: str, label: str) -> str:
        """Somebody presses a choice of the newest message, by its label or how that begins."""
        choices = self._names[who].choices
        found = [each for each in choices if each.label.startswith(label)]
        assert found, f"no choice {label!r} among {[each.label for each in choices]}"
        return await self.happens(who, ChoicePressed(found[0].id))

    def labels(self, who: str) -> list[str]:
        """The choices of the newest message to somebody."""
        return [each.label for each in self._names[who].choices]

    async def comes(self, who: str, code: str = "") -> LearnerId:
        """Somebody new agrees and is addressed, by a door or by none; gives their own number."""
        await self.happens(who, Arrived(code=code))
        await self.presses(who, "Đồng ý")
        await self.presses(who, "Bác")
        if any(label.startswith("Chưa biết") for label in self.labels(who)):
            await self.presses(who, "Chưa biết")
        return await self.number(who)

    async def number(self, who: str) -> LearnerId:
        """Somebody's own number."""
        found = await self.store.read(lambda connection: learner_at(connection, at(who)))
        assert found is not None
        return found

    async def appoints(self, who: str, name: str, role: Role = Role.MENTOR, place: str | None = None) -> LearnerId:
        """Somebody new, who is a member of staff from then on."""
        of, now = await self.comes(who), self.world.now()

        def appoint(connection: object) -> None:
            staff.enlist(connection, of, name, now)  # type: ignore[arg-type]  # the store's own connection
            staff.grant(connection, of, role, PlaceCode(place) if place else None, now)  # type: ignore[arg-type]  # its own, too

        await self.store.write(appoint)
        return of

    def passes(self, **span: float) -> None:
        """Time goes by, in `timedelta`'s units."""
        self._passed.append(timedelta(**span))


def at(who: str) -> Address:
    """Where somebody talks."""
    return Address("terminal", "default", who)


@asynccontextmanager
async def village(store: Store, world: World | None = None) -> AsyncIterator[Village]:
    """The real tutor over an open database, on a channel whose people fetch what is said."""
    passed: list[timedelta] = []
    base = world or World.system()
    moving = replace(base, now=lambda: base.now() + sum(passed, timedelta()))
    shelf = Shelf(few_lessons(), store, moving)
    await shelf.start()
    settings = DemoSettings(_env_file=None, public_url=SITE)
    tutor = tutor_of(settings, load_phrases())
    inbox = Inbox(store, tutor, shelf, moving, pulls=frozenset({"terminal"}))
    try:
        yield Village(store, inbox, History(store, moving), moving, _passed=passed)
    finally:
        await inbox.close()
