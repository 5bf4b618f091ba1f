"""`banhoc staff`: invites people to help, lists those who do and what they did, and takes a post back."""

import json
from typing import TYPE_CHECKING

import click

from bot.cli.records import record

if TYPE_CHECKING:
    from bot.model.ids import PlaceCode
    from bot.model.staff import Invitation, Staff
    from bot.service.appointments import Ended, NoSuchPlace
    from bot.service.world import World
    from bot.settings import Settings

ROLES = ("helper", "mentor", "editor", "admin", "auditor")
"""As `bot.model.staff.Role` has them, which is imported only once a command runs."""
POST_ID = click.IntRange(min=1, max=2**63 - 1)
"""A row's number: both databases keep 64 bits of it."""
MOST_USES, MOST_DAYS = 1_000, 90


@click.group("staff")
def staff() -> None:
    """Invite people to help, list those who do and what they did, or take a post back."""


staff.add_command(record)


@staff.command()
@click.option("--role", required=True, type=click.Choice(ROLES), help="What they are to do.")
@click.option("--place", metavar="CODE", help="Where, with all that belongs to it; without it, everywhere.")
@click.option("--uses", type=click.IntRange(1, MOST_USES), default=1, show_default=True, help="How many may use it.")
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=7, show_default=True, help="How long it is good.")
def invite(role: str, place: str | None, uses: int, days: int) -> None:
    """Make an invitation; prints its code and its link. The code is kept nowhere: forward it now."""
    import asyncio
    from datetime import timedelta

    from bot.model.place import read_place_code
    from bot.model.staff import Invitation, Role
    from bot.service.world import World
    from bot.settings import Settings, load_settings

    settings = load_settings(Settings)
    where = read_place_code(place) if place is not None else None
    if place is not None and where is None:
        raise click.UsageError(f"{place!r} cannot be the code of a place; `banhoc place list` lists them.")
    world = World.system()
    offered = Invitation(Role(role), where, uses, world.now() + timedelta(days=days))
    code = asyncio.run(_invite(settings, world, offered))
    if not isinstance(code, str):
        raise click.ClickException(f"There is no place with the code {code.place!r}; `banhoc place list` lists them.")
    site = settings.public_url or "https://<your address>"
    click.echo(f"An invitation as {role}, {_where(where)}, for {uses} {'person' if uses == 1 else 'people'}.")
    click.echo(f"Code: {code}")
    click.echo(f"Link: {site}/j/{code}")
    click.echo(f"On any channel: /start {code}")
    click.echo(
        f"It is good until {offered.expires_at:%Y-%m-%d %H:%M} UTC. Only its hash is kept: it is not shown again."
    )


def _where(place: "PlaceCode | None") -> str:
    return f"in {place}" if place is not None else "everywhere"


async def _invite(settings: "Settings", world: "World", offered: "Invitation") -> "str | NoSuchPlace":
    from bot.app import open_database
    from bot.service.appointments import invite as make

    async with open_database(settings) as store:
        return await make(store, world, offered)


@staff.command("list")
@click.option("--json", "is_json", is_flag=True, help="Write one JSON array, for scripts.")
def list_all(*, is_json: bool) -> None:
    """List who has which post where, with the number by which a post is taken back."""
    import asyncio

    from bot.settings import Settings, load_settings

    people = asyncio.run(_people(load_settings(Settings)))
    rows = sorted(((post, person) for person in people for post in person.posts), key=lambda row: row[0].id)
    if is_json:
        found = [
            {"post": post.id, "role": post.role, "place": post.place, "learner": person.learner, "name": person.name}
            for post, person in rows
        ]
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif not rows:
        click.echo("Nobody helps here so far; `banhoc staff invite --role admin` invites the first one.")
    for post, person in () if is_json else rows:
        click.echo(f"{post.id}  {post.role}  {_where(post.place)}  {person.name} (learner {person.learner})")


async def _people(settings: "Settings") -> "list[Staff]":
    """Everybody with a post; nobody where there is no database so far, which is not made for the sake of a look."""
    from bot.store.engine import open_store, parse_url, sqlite_path
    from bot.store.staff import people

    url = parse_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not sqlite_path(url).exists():
        return []
    store = await open_store(settings.database_url)
    try:
        return list((await store.read(people)).values())
    finally:
        await store.close()


@staff.command()
@click.argument("post_id", metavar="ID", type=POST_ID)
def revoke(post_id: int) -> None:
    """Take back the post with this ID, as `staff list` numbers it: it ends at once, and what is held moves on."""
    import asyncio

    from bot.settings import Settings, load_settings

    ended = asyncio.run(_revoke(load_settings(Settings), post_id))
    if ended is None:
        raise click.ClickException(f"There is no post {post_id} that could end; `banhoc staff list` lists them.")
    post, person = ended.post, ended.person
    click.echo(
        f"{person.name} is {post.role} {_where(post.place)} no longer. Questions that they held are open to others; a "
        "server that runs tells them within a minute."
    )


async def _revoke(settings: "Settings", post_id: int) -> "Ended | None":
    from zoneinfo import ZoneInfo

    from bot.app import open_database
    from bot.app.questions import mover_of
    from bot.lessonbank.load import open_bank, shipped_bank
    from bot.model.ids import PostId
    from bot.service.appointments import revoke as take_back
    from bot.service.staffing import Staffing
    from bot.service.world import World

    world = World.system()
    today = world.now().astimezone(ZoneInfo(settings.timezone)).date()
    holidays = open_bank(settings.lessons_dir or shipped_bank(), today=today).holidays
    async with open_database(settings) as store:
        return await take_back(store, world, Staffing(mover_of(settings, lambda: holidays)), PostId(post_id))
