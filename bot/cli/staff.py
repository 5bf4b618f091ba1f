"""`banhoc staff`: lists those who help, and those who are invited to, and takes a post back."""

import json
from typing import TYPE_CHECKING

import click

from bot.cli.invitations import invite, list_open, told_place, withdraw
from bot.cli.records import record

if TYPE_CHECKING:
    from bot.model.staff import Staff
    from bot.service.appointments import Ended
    from bot.settings import Settings

POST_ID = click.IntRange(min=1, max=2**63 - 1)
"""A row's number: both databases keep 64 bits of it."""


@click.group("staff")
def staff() -> None:
    """Invite people to help, list those who do and what they did, or take a post back."""


staff.add_command(invite)
staff.add_command(withdraw)
staff.add_command(record)


@staff.command("list")
@click.option("--invitations", "is_of_invitations", is_flag=True, help="List the invitations that are open instead.")
@click.option("--json", "is_json", is_flag=True, help="Write one JSON array, for scripts.")
def list_all(*, is_of_invitations: bool, is_json: bool) -> None:
    """List who has which post where, with the number by which a post is taken back; or the invitations open still."""
    import asyncio

    from bot.settings import Settings, load_settings

    if is_of_invitations:
        list_open(load_settings(Settings), is_json=is_json)
        return
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
        click.echo(f"{post.id}  {post.role}  {told_place(post.place)}  {person.name} (learner {person.learner})")


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
        f"{person.name} is {post.role} {told_place(post.place)} no longer. Questions that they held are open to "
        "others; a server that runs tells them within a minute."
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
