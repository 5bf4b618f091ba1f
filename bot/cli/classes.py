"""`banhoc class`: opens a class that people come to by its code, draws its poster, lists the classes, closes one."""

import json
from typing import TYPE_CHECKING

import click

from bot.cli.posters import poster
from bot.cli.rosters import roster

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from bot.model.class_effects import ApproveClass, HandOver
    from bot.model.classroom import Classroom
    from bot.settings import Settings
    from bot.store.classrooms import Opened


STAFF_ID = click.IntRange(min=1, max=2**63 - 1)
"""A row's number: both databases keep 64 bits of it."""


@click.group("class")
def classes() -> None:
    """Open a class that people come to by its code, draw its poster, list the classes, or close one."""


classes.add_command(poster)
classes.add_command(roster)


@classes.command("open")
@click.option(
    "--mentor",
    required=True,
    metavar="NAME|ID",
    help="Who helps when somebody is stuck: the number of a member of the staff, who leads the class, or a name. "
    "Everybody who comes reads the name: ask them first whether they agree.",
)
@click.option("--track", required=True, metavar="TRACK", help="What the class learns; an unknown one lists them all.")
@click.option(
    "--place",
    required=True,
    metavar="NAME|CODE",
    help="Where the mentor is found: the code of a place (`banhoc place list`), or as people call it there.",
)
@click.option("--title", metavar="TEXT", help="What the class is called, without the word 'Lớp'; else as its track.")
def open_one(mentor: str, track: str, place: str, title: str | None) -> None:
    """Open a class; prints its code, and the link for its poster."""
    import asyncio

    from bot.model.classroom import MOST_NAME, MOST_PLACE, MOST_TITLE
    from bot.settings import Settings, load_settings

    settings = load_settings(Settings)
    titles = _tracks(settings)
    if track not in titles:
        raise click.UsageError(f"There is no track {track!r}. The tracks are: {', '.join(sorted(titles))}.")
    names = {
        "title": _shown("--title", title if title is not None else titles[track], MOST_TITLE),
        "mentor": _shown("--mentor", mentor, MOST_NAME),
        "place": _shown("--place", place, MOST_PLACE),
    }
    made = asyncio.run(_open(settings, track=track, **names))
    for line in _told(made, settings):
        click.echo(line)


def _tracks(settings: "Settings") -> dict[str, str]:
    """The Vietnamese titles of the tracks, by their ids."""
    from zoneinfo import ZoneInfo

    from bot.lessonbank.load import open_bank, shipped_bank
    from bot.service.world import World

    today = World.system().now().astimezone(ZoneInfo(settings.timezone)).date()
    catalog = open_bank(settings.lessons_dir or shipped_bank(), today=today)
    return {track.id: track.titles["vi"] for track in catalog.tracks}


def _shown(option: str, text: str, most: int) -> str:
    """A name as people will read it.

    Raises:
        UsageError: there is nothing to read, or more than the first screen has room for.
    """
    from bot.model.classroom import shown_name

    name = shown_name(text)
    if name is None:
        raise click.UsageError(f"{option} takes words that can be printed.")
    if len(name) > most:
        raise click.UsageError(
            f"{option} takes at most {most} characters, since it stands on the first screen of a telephone; "
            f"these are {len(name)}."
        )
    return name


async def _open(settings: "Settings", *, track: str, title: str, mentor: str, place: str) -> "Classroom":
    """Opens the class; a mentor's number and a place's code stand for whom and what they name."""
    from bot.app import open_database
    from bot.model.classroom import MOST_NAME, MOST_PLACE, Classroom
    from bot.model.ids import ClassCode, LearnerId, TrackId
    from bot.model.place import read_place_code
    from bot.service.classrooms import open_classroom
    from bot.service.world import World
    from bot.store.places import tree
    from bot.store.staff import people

    async with open_database(settings) as store:
        who = LearnerId(int(mentor)) if mentor.isascii() and mentor.isdigit() else None
        person = (await store.read(lambda connection: people(connection, [who]))).get(who) if who is not None else None
        if who is not None and person is None:
            raise click.ClickException(f"There is no member of the staff with the number {mentor}.")
        code = read_place_code(place)
        node = (await store.read(tree)).get(code) if code is not None else None
        wanted = Classroom(
            0,
            ClassCode(""),
            TrackId(track),
            title,
            person.name[:MOST_NAME] if person is not None else mentor,
            node.name[:MOST_PLACE] if node is not None else place,
            opened_by=who,
            place_code=node.code if node is not None else None,
        )
        return await open_classroom(store, World.system(), wanted)


def _told(made: "Classroom", settings: "Settings") -> "Sequence[str]":
    where = settings.public_url or "https://<your address>"
    lines = [f"Class {made.number} is open: {made.title}.", f"Code: {made.code}", f"Link: {where}/j/{made.code}"]
    if settings.telegram_token.get_secret_value():
        lines.append(f"On Telegram: https://t.me/<your bot>?start={made.code}")
    if not settings.public_url:
        lines.append("Set BANHOC_PUBLIC_URL, and the link is told whole.")
    return (
        *lines,
        f"`banhoc class poster {made.code} --out poster.pdf` makes its poster; `/start` and the code lead there, too.",
        f"`banhoc class close {made.code}` ends it: nobody joins any more, and the mentor's name is deleted.",
    )


@classes.command("list")
@click.option("--json", "is_json", is_flag=True, help="Write one JSON array, for scripts.")
def list_all(*, is_json: bool) -> None:
    """List the classes, open and closed."""
    import asyncio

    from bot.settings import Settings, load_settings

    found = asyncio.run(_all(load_settings(Settings)))
    if is_json:
        click.echo(json.dumps([_as_json(each) for each in found], ensure_ascii=False, indent=2))
    elif not found:
        click.echo("No class was opened so far; `banhoc class open` opens one.")
    for each in () if is_json else found:
        one = each.classroom
        standing = "open" if one.is_approved else "waits"
        state = standing if one.is_open else f"closed {each.closed_at:%Y-%m-%d}"
        who = f"{one.mentor}, {one.place}" if one.mentor else one.place
        count = f"{each.learners} learner{'' if each.learners == 1 else 's'}"
        click.echo(f"{one.number}  {one.code}  {state}  {count}  {one.track}  {one.title} ({who})")


async def _all(settings: "Settings") -> "list[Opened]":
    """Every class; none where there is no database so far, which is not made for the sake of a look."""
    from bot.store.classrooms import all_classes
    from bot.store.engine import open_store, parse_url, sqlite_path

    url = parse_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not sqlite_path(url).exists():
        return []
    store = await open_store(settings.database_url)
    try:
        return await store.read(all_classes)
    finally:
        await store.close()


def _as_json(each: "Opened") -> dict[str, object]:
    one = each.classroom
    return {
        "number": one.number,
        "code": one.code,
        "track": one.track,
        "title": one.title,
        "mentor": one.mentor or None,
        "place": one.place,
        "is_approved": one.is_approved,
        "place_code": one.place_code,
        "capacity": one.capacity,
        "opened_at": each.opened_at.isoformat(),
        "closed_at": each.closed_at.isoformat() if each.closed_at is not None else None,
        "learners": each.learners,
    }


@classes.command()
@click.argument("code", metavar="CODE")
def close(code: str) -> None:
    """Close the class with this CODE: nobody joins it any more; who learns in it goes on."""
    import asyncio

    from bot.settings import Settings, load_settings

    number = asyncio.run(_close(load_settings(Settings), code))
    if number is None:
        raise click.ClickException(f"There is no open class with the code {code!r}; `banhoc class list` lists them.")
    click.echo(
        f"Class {number} is closed. Who learns in it goes on. Its mentor's name is deleted, also from what was said to "
        "those who came; Telegram's own copies and your older backups still hold it."
    )


async def _close(settings: "Settings", text: str) -> int | None:
    """The number of the class that was closed; None where there was none to close."""
    from bot.model.classroom import read_code
    from bot.service.world import World
    from bot.store.classrooms import close_class, find
    from bot.store.engine import open_store

    code, now = read_code(text), World.system().now()
    if code is None:
        return None
    store = await open_store(settings.database_url)
    try:
        if not await store.write(lambda connection: close_class(connection, code, now)):
            return None
        return (await store.read(lambda connection: find(connection, [code])))[code].number
    finally:
        await store.close()


@classes.command()
@click.argument("code", metavar="CODE")
@click.option("--mentor", required=True, type=STAFF_ID, metavar="ID", help="Who: the number of a member of the staff.")
def lead(code: str, mentor: int) -> None:
    """Let a member of the staff lead the open class with this CODE from now on, beside whoever leads it."""
    import asyncio

    from bot.settings import Settings, load_settings

    number = asyncio.run(
        _act(load_settings(Settings), code, lambda connection, found: _handed(connection, found, mentor))
    )
    if number is None:
        raise click.ClickException(
            f"There is no open class with the code {code!r} (`banhoc class list`), or nobody with the number {mentor} "
            "who may lead one (`banhoc staff list`)."
        )
    click.echo(f"Learner {mentor} leads class {number}, and hears so when the program runs.")


def _handed(connection: "Connection", found: "Classroom", mentor: int) -> "HandOver | None":
    from bot.model.class_effects import HandOver
    from bot.model.ids import LearnerId
    from bot.model.staff import Right
    from bot.store.staff import people

    who = LearnerId(mentor)
    person = people(connection, [who]).get(who)
    may_lead = person is not None and person.may_somewhere(Right.ATTEND)
    return HandOver(found.number, who) if found.is_open and may_lead else None


@classes.command()
@click.argument("code", metavar="CODE")
def approve(code: str) -> None:
    """Let the class with this CODE, which waits to be approved, be open to everybody; who asked for it hears so."""
    import asyncio

    from bot.settings import Settings, load_settings

    number = asyncio.run(_act(load_settings(Settings), code, _approved))
    if number is None:
        raise click.ClickException(f"No class with the code {code!r} waits; `banhoc class list` lists them.")
    click.echo(f"Class {number} is open to everybody. Who asked for it hears so when the program runs.")


def _approved(_: "Connection", found: "Classroom") -> "ApproveClass | None":
    from bot.model.class_effects import ApproveClass

    return ApproveClass(found.number) if found.is_open and not found.is_approved else None


async def _act(
    settings: "Settings", text: str, decide: "Callable[[Connection, Classroom], ApproveClass | HandOver | None]"
) -> int | None:
    """Does what is decided about the class with a code; its number, None where nothing came of it."""
    from bot.model.classroom import read_code
    from bot.service.classrooms import ClassAct, Clerk
    from bot.service.world import World
    from bot.store.classrooms import find
    from bot.store.engine import open_store
    from bot.store.places import tree

    code, world = read_code(text), World.system()
    if code is None:
        return None

    def write(connection: "Connection") -> int | None:
        found = find(connection, [code]).get(code)
        effect = decide(connection, found) if found is not None else None
        if found is None or effect is None:
            return None
        Clerk().write(connection, tree(connection), [ClassAct(None, effect)], world.draw, world.now())
        return found.number

    store = await open_store(settings.database_url)
    try:
        return await store.write(write)
    finally:
        await store.close()
