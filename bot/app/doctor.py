"""Looks at everything that could be wrong with an installation, and says how it is mended."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import ClientError, ClientSession, ClientTimeout
from sqlalchemy import Connection

from bot.lessonbank.load import load_bank, shipped_bank
from bot.model.errors import ChannelError, GraderError, SettingsError, StoreError
from bot.service.mentors import admins
from bot.service.world import World
from bot.settings import Settings, TeachingSettings, load_settings
from bot.store import alerts, places
from bot.store.engine import open_any, parse_url, sqlite_path
from bot.store.schema import require_current
from bot.store.stats import count_trouble

LOOK_SECONDS = 5.0
"""How long one look outside may take."""

SAFE_SQLITE = (3, 51, 3)
"""Older ones may damage a database in WAL mode when two connections write at once, very rarely.

Source: sqlite.org/wal.html, "The WAL-reset bug".
"""


class Verdict(StrEnum):
    """How something stands: in order, worth knowing, or to be mended."""

    GOOD = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it stands, what was seen, and how it is mended."""

    name: str
    verdict: Verdict
    seen: str
    mend: str = ""


async def examine(settings: Settings, world: World) -> AsyncIterator[Finding]:
    """Looks at one thing after the other; never raises, and writes nothing.

    Args:
        settings: what was set, as far as it is needed without learners.
        world: the clock.
    """
    for finding in (*_settings(), *await _database(settings)):
        yield finding
    yield _lessons(settings, world.now())
    if settings.telegram_token:
        for finding in await _telegram(settings):
            yield finding
    if settings.llm_base_url:
        yield await _model(settings, world)
    yield await _server(settings)


def _settings() -> list[Finding]:
    try:
        load_settings(TeachingSettings)
    except SettingsError as fault:
        mend = "`banhoc config init` writes a file to begin with."
        return [Finding("settings", Verdict.PROBLEM, line.strip(), mend) for line in str(fault).splitlines()[1:]]
    return [Finding("settings", Verdict.GOOD, "All that is required is set.")]


async def _database(settings: Settings) -> list[Finding]:
    url = parse_url(settings.database_url)
    found: list[Finding] = []
    if url.get_backend_name() == "sqlite":
        found.append(_sqlite())
        if not sqlite_path(url).exists():
            seen = f"{sqlite_path(url)} is not there yet; `banhoc serve` makes it."
            return [*found, Finding("database", Verdict.NOTE, seen)]
    store = open_any(settings.database_url)
    try:
        await store.read(require_current)
        found.append(Finding("database", Verdict.GOOD, "It is reached, and its schema is that of the program."))
        found.extend(await store.read(_owed))
    except StoreError as fault:
        found.append(
            Finding("database", Verdict.PROBLEM, str(fault), "See that it runs; `banhoc db check` tells more.")
        )
    finally:
        await store.close()
    return found


def _sqlite() -> Finding:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return Finding("sqlite", Verdict.GOOD, f"SQLite {version}.")
    wanted = ".".join(map(str, SAFE_SQLITE))
    seen = f"SQLite {version}, in which two writers may, very rarely, damage a database (mended in {wanted})."
    return Finding(
        "sqlite", Verdict.NOTE, seen, "Keep backups (`banhoc db backup`); use a Python that brings a newer one."
    )


def _owed(connection: Connection) -> list[Finding]:
    trouble = count_trouble(connection)
    found = []
    if trouble.unknown:
        seen = f"{trouble.unknown} messages of which nobody can say whether they arrived."
        found.append(
            Finding("messages", Verdict.NOTE, seen, "Nothing repeats them by itself; `banhoc db stats` counts them.")
        )
    if trouble.parked:
        seen = f"{trouble.parked} events could not be handled and were set aside; their senders were told."
        found.append(
            Finding("events", Verdict.PROBLEM, seen, "A fault of the program: the log says where (inbox.parked).")
        )
    tree = places.tree(connection)
    alone = [each for each in alerts.unsettled(connection) if not admins(connection, tree, each.place, each.about)]
    if alone:
        seen = f"{len(alone)} alerts wait for an admin, and the only one there is the one whom they are about, or none."
        mend = "Invite another: `banhoc staff invite --role admin`; what waits is in `/viec` as soon as they are there."
        found.append(Finding("alerts", Verdict.PROBLEM, seen, mend))
    return found


def _lessons(settings: Settings, now: datetime) -> Finding:
    folder: Path = settings.lessons_dir or shipped_bank()
    bank = load_bank(folder, today=now.astimezone(ZoneInfo(settings.timezone)).date())
    if bank.faults:
        seen = f"{len(bank.faults)} faults in {folder}; the first: {bank.faults[0]}"
        return Finding("lessons", Verdict.PROBLEM, seen, "`banhoc lessons check` tells all of them.")
    return Finding("lessons", Verdict.GOOD, f"{len(bank.catalog.lessons)} lessons, without a fault.")


async def _telegram(settings: Settings) -> list[Finding]:
    from bot.app.telegram import look  # noqa: PLC0415 - the library takes a while, and room

    try:
        async with asyncio.timeout(LOOK_SECONDS * 2):
            seen = await look(settings)
    except (ChannelError, TimeoutError) as fault:
        said = str(fault) or "Telegram did not answer in time."
        mend = "See BANHOC_TELEGRAM_TOKEN, the network, and BANHOC_HTTP_PROXY where there is a proxy."
        return [Finding("telegram", Verdict.PROBLEM, said, mend)]
    found = [Finding("telegram", Verdict.GOOD, f"@{seen.username} is known; {seen.waiting} updates wait.")]
    if seen.has_webhook != (settings.telegram_mode == "webhook"):
        has = "brought to a webhook" if seen.has_webhook else "to be fetched"
        said = f"Updates are {has}, and BANHOC_TELEGRAM_MODE is {settings.telegram_mode}."
        found.append(Finding("telegram mode", Verdict.NOTE, said, "The next start of `banhoc serve` changes it."))
    if seen.last_error:
        mend = "See that BANHOC_PUBLIC_URL leads here from outside, with a certificate that Telegram trusts."
        found.append(Finding("telegram webhook", Verdict.NOTE, f"The last error there: {seen.last_error}", mend))
    return found


async def _model(settings: Settings, world: World) -> Finding:
    """Whether the language model gives an opinion on a sentence of ours: one call."""
    from bot.app.grader import SAMPLE, open_judge  # noqa: PLC0415 - its library takes a while

    mend = "See BANHOC_LLM_BASE_URL, _MODEL and _API_KEY; prompts are judged here meanwhile."
    try:
        async with open_judge(settings, world) as judge:
            await judge.judge(SAMPLE)
    except (GraderError, SettingsError) as fault:
        return Finding("language model", Verdict.PROBLEM, str(fault), mend)
    return Finding("language model", Verdict.GOOD, f"{settings.llm_model} answers, and in the form asked for.")


async def _server(settings: Settings) -> Finding:
    """What the server that runs with these settings says of itself, if one does."""
    host = settings.host if settings.host not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104 - compared, not bound
    url = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/readyz"
    try:
        async with ClientSession(timeout=ClientTimeout(LOOK_SECONDS)) as session, session.get(url) as answer:
            said: object = await answer.json()
    except (ClientError, TimeoutError, ValueError):
        return Finding("server", Verdict.NOTE, f"No server of ours answers at {url}.", "`banhoc serve` starts one.")
    checks = said.get("checks") if isinstance(said, dict) else None
    if not isinstance(checks, dict):
        return Finding("server", Verdict.NOTE, f"What answers at {url} is no server of ours.")
    faults = [f"{name}: {each}" for name, each in checks.items() if each != "ok"]
    if faults:
        return Finding("server", Verdict.PROBLEM, f"The server at {url} is not ready. {'; '.join(faults)}")
    return Finding("server", Verdict.GOOD, f"The server at {url} is ready.")
