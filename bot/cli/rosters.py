"""`banhoc class roster`: who sits in a class, as a file to print or to count with; and people put on its list."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.tables import as_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model.classroom import Classroom
    from bot.model.roster import Member
    from bot.service.guests import Added
    from bot.settings import Settings


@click.command()
@click.argument("code", metavar="CODE")
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the list is written, as a PDF to print or as CSV, by its name; a file that is there is written over.",
)
@click.option("--attendance", "is_sheet", is_flag=True, help="Write the sheet that people sign in a session of today.")
@click.option(
    "--import",
    "table",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Put the people of a table (CSV or .xlsx) on the list first: whoever sits there without a telephone.",
)
def roster(code: str, out: Path | None, table: Path | None, *, is_sheet: bool) -> None:
    """Write who sits in the class with this CODE, or put people on its list.

    Ends with exit code 3 and every fault by its row when a table has any; nobody is added then.
    """
    import asyncio

    from bot.settings import Settings, load_settings

    if out is None and table is None:
        raise click.UsageError("Say where the list is written (--out), or which table is read (--import).")
    if out is not None and out.suffix.lower() not in {".pdf", ".csv"}:
        raise click.UsageError("--out takes a name that ends with .pdf or .csv.")
    settings = load_settings(Settings)
    content = table.read_bytes() if table is not None else None
    found, seated, added = asyncio.run(_run(settings, code, content, table.name if table is not None else ""))
    for line in _told(added) if added is not None else ():
        click.echo(line)
    if out is not None:
        out.write_bytes(_file(settings, found, seated, out.suffix.lower(), is_sheet=is_sheet))
        click.echo(f"Wrote {out}: {len(seated)} people. It has their names: keep it where nobody else reads it.")


async def _run(
    settings: "Settings", text: str, content: bytes | None, name: str
) -> "tuple[Classroom, Sequence[Member], Added | None]":
    """The class, who sits in it, and who was put on its list out of a table."""
    from bot.app import open_database
    from bot.model.classroom import read_code
    from bot.service.guests import import_guests
    from bot.service.world import World
    from bot.store.classrooms import find
    from bot.store.rosters import members

    code = read_code(text)
    async with open_database(settings) as store:
        found = (await store.read(lambda connection: find(connection, [code]))).get(code) if code is not None else None
        if found is None:
            raise click.ClickException(f"There is no class with the code {text!r}; `banhoc class list` lists them.")
        added = await import_guests(store, World.system(), found, content, name) if content is not None else None
        number = found.number
        return found, await store.read(lambda connection: members(connection, number)), added


def _told(done: "Added") -> "Sequence[str]":
    lines = [f"Columns that are not read: {', '.join(done.unknown)}."] if done.unknown else []
    lines += [f"{number}  {name}" for number, name in done.added]
    return (*lines, f"Added {len(done.added)} people; {len(done.known)} were on the list already.")


def _file(
    settings: "Settings", classroom: "Classroom", seated: "Sequence[Member]", suffix: str, *, is_sheet: bool
) -> bytes:
    from zoneinfo import ZoneInfo

    from bot.locale.load import load_phrases
    from bot.model.learner import Profile
    from bot.papers.rosters import attendance
    from bot.papers.rosters import roster as draw
    from bot.service.world import World
    from bot.tutor.phrases import voice_for

    if suffix == ".csv":
        return _csv(seated)
    named = [(each.number, each.name) for each in seated]
    phrases, voice = load_phrases(), voice_for(Profile())
    if is_sheet:
        today = World.system().now().astimezone(ZoneInfo(settings.timezone)).date()
        return attendance(classroom, today, named, phrases, voice)
    return draw(classroom, named, phrases, voice)


def _csv(seated: "Sequence[Member]") -> bytes:
    rows = (
        (each.number, each.name, "no" if each.is_guest else "yes", "" if each.is_guest else each.lessons)
        for each in seated
    )
    return as_csv(("number", "name", "has_phone", "lessons_done"), rows)
