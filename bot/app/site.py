"""Builds the web; apart, so that a talk in a terminal does not load it."""

from collections.abc import Sequence
from typing import Protocol
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.app import App, operator_of, paper_links
from bot.channels import webchat
from bot.model.classroom import Classroom, read_code
from bot.model.errors import LessonError
from bot.model.ids import Address, ClassCode
from bot.model.message import Choice
from bot.model.roster import Member
from bot.model.staff import read_invitation
from bot.papers.poster import Door, spelt
from bot.papers.preview import draw
from bot.service.holdings import Holdings
from bot.settings import Settings
from bot.store import classrooms, rosters
from bot.store.classrooms import is_open_class
from bot.store.engine import Store
from bot.store.schema import current_revision, require_current
from bot.store.staff import is_good_invitation
from bot.store.stats import count_owed
from bot.web.about import About
from bot.web.app import make_web
from bot.web.assets import Assets
from bot.web.card import Card
from bot.web.chat import Chat
from bot.web.class_papers import ClassPapers, Files
from bot.web.health import Check, Health
from bot.web.leaving import Leaving
from bot.web.lessons import LessonPages, Teaching, present
from bot.web.lines import Lines
from bot.web.metering import Metering
from bot.web.origin import Origin
from bot.web.own import Reception
from bot.web.owndata import OwnData
from bot.web.pages import Pages
from bot.web.pictures import Pictures
from bot.web.reach import Reach
from bot.web.stream import Stream
from bot.web.view import View
from bot.web.webhooks import Hook, Webhooks


class Platform(Protocol):
    """One account of a platform, as the web needs it."""

    @property
    def name(self) -> str:
        """What it is called where its health is shown."""

    @property
    def link(self) -> str:
        """Where people find it; empty while that is not known."""

    @property
    def hook(self) -> Hook | None:
        """Where its updates are brought; None where they are fetched."""

    async def check(self) -> None:
        """Raises a `ChannelError` with a sentence for the operator where people are not served there."""


def open_web(app: App, settings: Settings, store: Store, platforms: Sequence[Platform] = ()) -> web.Application:
    """The web application over the running program, with the doors of the platforms that bring their updates to it."""
    assets = Assets()
    pages = Pages(app.phrases, ZoneInfo(settings.timezone), assets.url)
    origin = Origin(settings.proxies, is_https=settings.public_url.startswith("https://"))
    operator = operator_of(settings)
    teaching = Teaching(lambda: app.shelf.catalog, app.phrases, operator, app.world, ZoneInfo(settings.timezone))

    async def has_letters(at: Address) -> bool:
        return await store.read(lambda connection: app.announcer.has_letters(connection, at, app.world.now()))

    view, lines = View(app.history, app.world, has_letters), Lines()
    stream = Stream(view, lines, app.world, pages)

    async def is_open(text: str) -> bool:
        code, key, now = read_code(text), read_invitation(text), app.world.now()
        if code is not None:
            return await store.read(lambda connection: is_open_class(connection, code))
        return key is not None and await store.read(lambda connection: is_good_invitation(connection, key, now))

    def step_page(choices: tuple[Choice, ...]) -> str:
        return present(choices, teaching.context())

    chat = Chat(app.inbox, view, lines, app.world, pages, origin, step_page, is_open)
    reach = Reach(settings.public_url)
    lessons = LessonPages(pages, teaching, Pictures(draw), reach, chat.open_lesson)
    app.inbox.listeners.append(lambda at: lines.ring(at.peer) if at.channel == webchat.CHANNEL else None)
    app.metrics.watch_streams(lambda: lines.count)
    metering = Metering(app.metrics, lambda: store.read(count_owed), app.world.monotonic, origin)
    reception, holdings = Reception(app.world, pages, origin), Holdings(store)
    own = OwnData(app.inbox, lines, holdings, app.shelf, operator, reception, pages)
    card = Card(app.inbox, lines, holdings, reception, reach)
    about = About(pages, operator, reach, lambda: {platform.name: platform.link for platform in platforms})
    papers = _class_papers(app, settings, store, pages, reach, platforms)
    hooks = Webhooks([platform.hook for platform in platforms if platform.hook is not None])
    leaving = Leaving(holdings, reception)
    others = (chat, lessons, about, own, card, leaving, papers, hooks)
    return make_web(assets, pages, stream, Health(_checks(app, store, platforms), origin), metering, others)


def _class_papers(
    app: App, settings: Settings, store: Store, pages: Pages, reach: Reach, platforms: Sequence[Platform]
) -> ClassPapers:
    async def find(code: ClassCode) -> Classroom | None:
        return (await store.read(lambda connection: classrooms.find(connection, [code]))).get(code)

    async def members(of: Classroom) -> tuple[Member, ...]:
        return await store.read(lambda connection: rosters.members(connection, of.number))

    def doors(of: Classroom) -> tuple[Door, ...]:
        known = ((each.name, each.link) for each in platforms)
        return tuple(Door(name.capitalize(), f"{spelt(link)}?start={of.code}") for name, link in known if link)

    zone = ZoneInfo(settings.timezone)
    files, links = Files(find, members), paper_links(settings)
    return ClassPapers(files, pages, operator_of(settings), reach, doors, links, app.world, zone)


def _checks(app: App, store: Store, platforms: Sequence[Platform]) -> dict[str, Check]:
    """What has to be in order before anybody can be taught."""

    async def has_lessons() -> None:
        if not app.shelf.catalog.lessons:
            raise LessonError("No lesson is loaded.")

    return {
        "database": lambda: store.read(current_revision),
        "schema": lambda: store.read(require_current),
        "lessons": has_lessons,
        **{platform.name: platform.check for platform in platforms},
    }
