"""Builds every part by hand, and hands each what it needs and no more."""

import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import structlog
from prometheus_client import CollectorRegistry

from bot.app.broadcasts import announcer_of, announcing, mailing_of
from bot.app.grader import budget_of, grading
from bot.app.questions import mover_of, timing
from bot.channels import telegram, terminal, webchat
from bot.channels.telegram import split
from bot.lessonbank.load import shipped_bank
from bot.locale.load import load_phrases
from bot.model.errors import StoreError
from bot.model.learner import Profile
from bot.model.lesson import Catalog
from bot.model.message import Kind, Message
from bot.service.bank import Shelf
from bot.service.broadcasts import Announcer
from bot.service.classrooms import Clerk
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.mailing import Mailing
from bot.service.paper_links import PaperLinks
from bot.service.posting import Account, Desk
from bot.service.rounds import Tutor
from bot.service.upkeep import kept_tidy, repeated
from bot.service.world import World
from bot.settings import Settings
from bot.store.demo import mark_demo
from bot.store.engine import Store, open_store, parse_url
from bot.store.schema import upgrade
from bot.tutor.context import Limits, Operator
from bot.tutor.echo import echo
from bot.tutor.needs import needs
from bot.tutor.phrases import Phrases, voice_for
from bot.tutor.privacy import mask
from bot.tutor.step import step
from bot.watch.logs import set_up_logs
from bot.watch.metrics import Metrics

CHANNELS = {
    terminal.CHANNEL: terminal.CAPABILITIES,
    webchat.CHANNEL: webchat.CAPABILITIES,
    telegram.CHANNEL: telegram.CAPABILITIES,
}
PULLS = frozenset(name for name, can in CHANNELS.items() if can.is_pull)
"""The channels whose people fetch what is said."""
ECHOES = frozenset(name for name, can in CHANNELS.items() if can.keeps_own_words)
"""The channels whose history shows the person's own side."""
ADDING = frozenset(name for name, can in CHANNELS.items() if can.may_edit or can.may_add)
"""The channels where a later message that adds to an earlier one stands in its place."""
EDITING = frozenset(name for name, can in CHANNELS.items() if can.may_edit)
"""The channels where any later message may stand in the place of an earlier one."""
MARKED = frozenset(name for name, can in CHANNELS.items() if not can.has_buttons)
"""The channels whose choices are typed by their letters and numbers."""

SETTLE_SECONDS = 60.0
"""How often a program looks for what another one, since killed, has left to itself."""

SEEN_SECONDS = 1.0
"""How often it is written down what people have seen on their pages."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class App:
    """The program, ready: what its doors (the terminal, the web) work with."""

    world: World
    shelf: Shelf
    inbox: Inbox
    history: History
    phrases: Phrases
    metrics: Metrics
    announcer: Announcer
    mailing: Mailing


def start_logs(settings: Settings, *, default_level: str = "info") -> None:
    """Sends the logs where the settings say, with the settings' secrets masked.

    Args:
        settings: the settings.
        default_level: the least that is logged where the settings do not say.

    Raises:
        SettingsError: the database's address is none.
    """
    password = parse_url(settings.database_url).password or ""
    kept = (settings.secret_key, settings.telegram_token, settings.llm_api_key)
    secrets = (*(each.get_secret_value() for each in kept), str(password))
    level = settings.log_level if "log_level" in settings.model_fields_set else default_level
    set_up_logs(settings.log_format, level, secrets)


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Store]:
    """The database, with this program's schema; a SQLite file is made or brought up to it.

    Raises:
        SettingsError: there is no such database, or a demo was asked for on one with real learners.
        StoreAway: it was not reached, or cannot be written.
        SchemaTooOld: the schema of a PostgreSQL database is older than the program.
        SchemaTooNew: the schema is newer than the program.
    """
    if parse_url(settings.database_url).get_backend_name() == "sqlite":
        await upgrade(settings.database_url)
    store = await open_store(settings.database_url)
    try:
        if settings.is_demo:
            await store.write(mark_demo)
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def open_app(
    settings: Settings,
    store: Store,
    world: World,
    desks: Mapping[Account, Desk] | None = None,
    metrics: Metrics | None = None,
) -> AsyncIterator[App]:
    """The program over an open database; on leaving, everything that has arrived is handled first.

    Args:
        settings: the operator's.
        store: the database.
        world: the clock.
        desks: by (channel, account), who sends at once what is owed there.
        metrics: where it is written down how the program does; None for one of its own.

    Raises:
        LessonError: the bank has faults.
        StoreAway: the database cannot be used.
    """
    phrases = load_phrases()
    shelf = Shelf(settings.lessons_dir or shipped_bank(), store, world, ZoneInfo(settings.timezone))
    await shelf.start()
    tutor = tutor_of(settings, phrases)
    metrics = metrics or Metrics(CollectorRegistry())
    metrics.watch_bank(lambda: _content(shelf.catalog), lambda: shelf.catalog.lessons)
    mover = mover_of(settings, lambda: shelf.catalog.holidays)
    announcer = announcer_of(settings, shelf, mover)
    inbox = Inbox(
        store,
        tutor,
        shelf,
        world,
        pulls=PULLS,
        desks=desks,
        echoes=ECHOES,
        meter=metrics,
        mover=mover,
        clerk=Clerk(paper_links(settings)),
        announcer=announcer,
    )
    history = History(store, world)
    await inbox.settle()
    async with (
        kept_tidy(store, world),
        repeated(inbox.settle, SETTLE_SECONDS, "settle"),
        repeated(history.write_seen, SEEN_SECONDS, "seen"),
        grading(settings, store, world, inbox, metrics),
        timing(store, world, mover, inbox),
        announcing(store, world, announcer, inbox),
    ):
        try:
            yield App(world, shelf, inbox, history, phrases, metrics, announcer, mailing_of(announcer, tutor, shelf))
        finally:
            await inbox.close()
            await _written(history)


def tutor_of(settings: Settings, phrases: Phrases) -> Tutor:
    """The real tutor, with all that it is told besides the event and the state."""
    return Tutor(
        step=step,
        needs=needs,
        echo=lambda event, state: echo(event, state, settings.limit_text_characters, phrases),
        sorry=lambda profile: _sorry(phrases, profile),
        mask=mask,
        phrases=phrases,
        operator=operator_of(settings),
        timezone=ZoneInfo(settings.timezone),
        limits=limits_of(settings),
        fit=fit,
        has_marks=lambda channel: channel in MARKED,
        is_kept_elsewhere=lambda channel: channel not in PULLS,
        may_add=lambda channel: channel in ADDING,
        may_edit=lambda channel: channel in EDITING,
        budget=budget_of(settings),
    )


def paper_links(settings: Settings) -> PaperLinks:
    """Signs the addresses of lists with names on them; none are told in a demo, which has no key."""
    return PaperLinks(settings.public_url, settings.secret_key.get_secret_value())


def operator_of(settings: Settings) -> Operator:
    """Who answers for the data, and what the AI service is called, if there is one: by its own name, or its model's."""
    url = urlsplit(settings.llm_base_url)
    ai = (settings.llm_name or f"{settings.llm_model} ({url.hostname})") if settings.llm_base_url else ""
    return Operator(settings.operator_name, settings.operator_contact, ai, settings.public_url)


async def _written(history: History) -> None:
    try:
        await history.write_seen()
    except StoreError as fault:
        log.info("seen.lost", fault=str(fault))


def limits_of(settings: Settings) -> Limits:
    """The tutor's limits as the operator set them."""
    return Limits(
        text_characters=settings.limit_text_characters,
        name_characters=settings.limit_name_characters,
        check_tries=settings.limit_check_tries,
        menu_hours=settings.limit_menu_hours,
        short_return_days=settings.limit_short_return_days,
        long_return_days=settings.limit_long_return_days,
        open_questions=settings.limit_open_questions,
    )


def _content(catalog: Catalog) -> str:
    """A name for the lessons of a bank: the same where all have the same content."""
    hashes = sorted(lesson.content_hash for lesson in catalog.lessons.values())
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()[:12]


def fit(channel: str, message: Message) -> tuple[Message, ...]:
    """The message, or several where one is too long for the channel."""
    return split.fit(message) if channel == telegram.CHANNEL else (message,)


def _sorry(phrases: Phrases, profile: Profile) -> Message:
    return Message(Kind.NOTICE, phrases.say("sorry", voice_for(profile)))
