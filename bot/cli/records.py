"""`banhoc staff record`: what those who help, answer and teach have done."""

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from bot.model.helps import OnTopic, Tally
    from bot.model.ids import LearnerId
    from bot.settings import Settings

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--from", "since", type=_DAY, metavar="DAY", help="The first day, like 2026-11-01; else from the start.")
@click.option("--to", "until", type=_DAY, metavar="DAY", help="The last day; else up to now.")
@click.option("--json", "is_json", is_flag=True, help="Write one JSON array, for scripts.")
def record(since: datetime | None, until: datetime | None, *, is_json: bool) -> None:
    """Tell hours and people helped by topic, questions answered and sessions held, of each who did anything.

    What those helped have confirmed is told apart from what nobody has; who they were stands nowhere.
    """
    import asyncio

    from bot.settings import Settings, load_settings

    if since is not None and until is not None and until < since:
        raise click.UsageError("--to is a day before --from.")
    days = (since.date() if since is not None else None, until.date() if until is not None else None)
    done, names = asyncio.run(_record(load_settings(Settings), days))
    if is_json:
        found = [_as_json(of, names.get(of, ""), tally) for of, tally in done.items()]
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif not done:
        click.echo("Nobody has noted anything in that time.")
    for of, tally in () if is_json else done.items():
        for line in _told(of, names.get(of, ""), tally):
            click.echo(line)


async def _record(
    settings: "Settings", days: "tuple[date | None, date | None]"
) -> "tuple[Mapping[LearnerId, Tally], Mapping[LearnerId, str]]":
    """What was done within these days, the last one with it, and the names of those who did it."""
    from datetime import time
    from zoneinfo import ZoneInfo

    from bot.store.engine import open_store, parse_url, sqlite_path
    from bot.store.staff import habits
    from bot.store.work import tallies

    url = parse_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not sqlite_path(url).exists():
        return {}, {}
    zone, (first, last) = ZoneInfo(settings.timezone), days
    since = datetime.combine(first, time.min, zone) if first is not None else None
    until = datetime.combine(last + timedelta(days=1), time.min, zone) if last is not None else None
    store = await open_store(settings.database_url)
    try:
        done = await store.read(lambda connection: tallies(connection, None, since, until))
        known = await store.read(lambda connection: habits(connection, done))
    finally:
        await store.close()
    return done, {of: each.name for of, each in known.items()}


def _told(of: int, name: str, tally: "Tally") -> "Iterator[str]":
    answers, held = _counted(tally.answers, "question"), _counted(tally.sessions, "session")
    yield f"{of}  {name or '(no name)'}  {answers} answered  {held} held"
    for each in tally.topics:
        yield f"    {each.topic or '(something else)'}: {_sums(each)}"
    if len(tally.topics) > 1:
        yield f"    together: {_sums(tally.total)}"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _sums(each: "OnTopic") -> str:
    return (
        f"{each.minutes} minutes, {each.people} people confirmed; "
        f"{each.unconfirmed_minutes} minutes, {each.unconfirmed_people} people unconfirmed"
    )


def _as_json(of: int, name: str, tally: "Tally") -> dict[str, object]:
    return {
        "learner": of,
        "name": name or None,
        "answers": tally.answers,
        "sessions": tally.sessions,
        "topics": [{"topic": each.topic, **_numbers(each)} for each in tally.topics],
        "total": _numbers(tally.total),
    }


def _numbers(each: "OnTopic") -> dict[str, int]:
    return {
        "minutes": each.minutes,
        "people": each.people,
        "unconfirmed_minutes": each.unconfirmed_minutes,
        "unconfirmed_people": each.unconfirmed_people,
    }
