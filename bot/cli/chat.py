"""`banhoc chat`: the tutor in a terminal, for people and for scripts."""

import asyncio
import getpass
import os
from datetime import datetime

import click

LONGEST_NAME = 64
FIRST_YEAR, LAST_YEAR = 2000, 2999
"""Where `--at` may go: days are added to it and taken from it, and every zone has to be able to tell it."""


@click.command()
@click.option("--as", "name", metavar="NAME", help="Who is learning; your login name if you do not say.")
@click.option("--json", "is_json", is_flag=True, help="Write one JSON object a message, for scripts.")
@click.option("--demo", "has_demo", is_flag=True, help="Try it out, on a database of its own and without settings.")
@click.option("--at", metavar="TIME", help="Move the clock to this ISO date or time; on a demo database only.")
def chat(*, name: str | None, is_json: bool, has_demo: bool, at: str | None) -> None:
    """Learn in this terminal; Ctrl-D ends it, and everything is kept at once.

    With --json, {"press": id} presses a choice, {"say": text} says a text with line breaks, and a line that does not
    begin with { says itself; {"idle": true} follows when all that a line caused has been said. Any other object says
    nothing to the tutor: {"error": why} answers it.
    """
    from bot.settings import DemoSettings, TeachingSettings, load_settings

    peer = peer_of(name)
    settings = load_settings(DemoSettings if has_demo else TeachingSettings)
    moment = moment_of(at, settings.timezone) if at is not None else None

    # Imported now: what was wrong so far was told at once.
    from bot.app import start_logs
    from bot.cli.talk import talk

    # A conversation is no place for news about its machinery.
    start_logs(settings, default_level="warning")
    asyncio.run(talk(settings, peer, moment, is_json=is_json, is_named=name is not None))


def peer_of(name: str | None) -> str:
    """Who is learning, as the database knows them.

    Args:
        name: what `--as` says, or None for the login name.

    Raises:
        UsageError: the name is empty, too long, or holds characters that cannot be printed.
    """
    if name is None:
        try:
            name = getpass.getuser()
        except (OSError, KeyError):  # a container may run under a number that has no name
            name = str(os.getuid())
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise click.UsageError(f"--as takes a name of 1 to {LONGEST_NAME} characters that can be printed.")
    return name


def moment_of(text: str, timezone: str) -> datetime:
    """The moment that `--at` means.

    Args:
        text: an ISO date, which means its first minute, or a date and time.
        timezone: the zone in which it is told where it has no offset of its own.

    Raises:
        UsageError: it is no ISO date or time, or too far away.
    """
    from zoneinfo import ZoneInfo

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"--at takes a time like 2026-11-27 or 2026-11-27T08:30, not {text}.") from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise click.UsageError(f"--at takes a time between the years {FIRST_YEAR} and {LAST_YEAR}, not {text}.")
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=ZoneInfo(timezone))
