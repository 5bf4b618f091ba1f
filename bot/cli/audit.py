"""`banhoc audit`: what staff did, when, and to what; the log is only added to."""

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import datetime

    from bot.settings import Settings
    from bot.store.audit import Entry

MOST = 10_000


@click.command()
@click.option("--last", type=click.IntRange(1, MOST), default=50, show_default=True, help="How many acts are shown.")
@click.option("--json", "is_json", is_flag=True, help="Write one JSON array, for scripts.")
def audit(last: int, *, is_json: bool) -> None:
    """Show the last acts of staff and of the command line, the newest first, in the time of BANHOC_TIMEZONE."""
    import asyncio
    from zoneinfo import ZoneInfo

    from bot.settings import Settings, load_settings

    settings = load_settings(Settings)
    found, zone = asyncio.run(_newest(settings, last)), ZoneInfo(settings.timezone)
    if is_json:
        click.echo(json.dumps([_as_json(at, entry) for at, entry in found], ensure_ascii=False, indent=2))
    elif not found:
        click.echo("Nothing was done so far that is noted in the audit log.")
    for at, entry in () if is_json else found:
        who = f"learner {entry.actor}" if entry.actor is not None else "the program or the command line"
        about = f" about learner {entry.subject}" if entry.subject not in {None, entry.actor} else ""
        where = f" in {entry.place}" if entry.place is not None else ""
        why = f": {entry.reason}" if entry.reason else ""
        click.echo(f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}  {entry.act}  {entry.thing}{where} by {who}{about}{why}")


async def _newest(settings: "Settings", last: int) -> "list[tuple[datetime, Entry]]":
    """The last acts; none where there is no database so far, which is not made for the sake of a look."""
    from bot.store.audit import newest
    from bot.store.engine import open_store, parse_url, sqlite_path

    url = parse_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not sqlite_path(url).exists():
        return []
    store = await open_store(settings.database_url)
    try:
        return await store.read(lambda connection: newest(connection, last))
    finally:
        await store.close()


def _as_json(at: "datetime", entry: "Entry") -> dict[str, object]:
    return {
        "at": at.isoformat(),
        "act": entry.act,
        "thing": entry.thing,
        "actor": entry.actor,
        "subject": entry.subject,
        "place": entry.place,
        "reason": entry.reason,
    }
