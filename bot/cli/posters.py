"""`banhoc class poster`: the poster of a class, as a file to print."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.model.classroom import Classroom
    from bot.papers.poster import Door
    from bot.settings import Settings

LOOK_SECONDS = 10.0
"""How long Telegram may take to say what the bot is called."""


@click.command()
@click.argument("code", metavar="CODE")
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the PDF is written; a file that is there is written over.",
)
@click.option("--size", type=click.Choice(["a4", "a5"]), default="a4", show_default=True, help="The sheet of paper.")
def poster(code: str, out: Path, size: str) -> None:
    """Write the poster of the open class with this CODE as a PDF; one that waits to be approved is marked."""
    import asyncio

    from bot.model.errors import SettingsError
    from bot.settings import TeachingSettings, load_settings

    settings = load_settings(TeachingSettings)
    if not settings.public_url:
        raise SettingsError("BANHOC_PUBLIC_URL is not set: the poster's QR code would lead nowhere.")
    made = asyncio.run(_poster(settings, code, size))
    out.write_bytes(made)
    click.echo(f"Wrote {out}. Look at it, and scan its QR code, before you print many.")


async def _poster(settings: "Settings", code: str, size: str) -> bytes:
    from bot.locale.load import load_phrases
    from bot.model.learner import Profile
    from bot.papers.poster import Poster, Size, draw
    from bot.tutor.context import Operator
    from bot.tutor.phrases import voice_for

    found = await _find(settings, code)
    if found is None:
        raise click.ClickException(f"There is no class with the code {code!r}; `banhoc class list` lists them.")
    operator = Operator(settings.operator_name, settings.operator_contact)
    doors = await _doors(settings, found) if found.is_open else ()
    made = draw(
        Poster(found, settings.public_url, operator, doors, is_pending=not found.is_approved),
        Size(size),
        load_phrases(),
        voice_for(Profile()),
    )
    if made is None:
        raise click.ClickException(f"Class {found.number} is closed: nobody joins it any more, so it has no poster.")
    return made


async def _find(settings: "Settings", text: str) -> "Classroom | None":
    from bot.model.classroom import read_code
    from bot.store.classrooms import find
    from bot.store.engine import open_store

    code = read_code(text)
    if code is None:
        return None
    store = await open_store(settings.database_url)
    try:
        return (await store.read(lambda connection: find(connection, [code]))).get(code)
    finally:
        await store.close()


async def _doors(settings: "Settings", classroom: "Classroom") -> "tuple[Door, ...]":
    """The ways in beside the web; the page of official addresses in the place of a bot whose name is not told now."""
    import asyncio

    from bot.papers.poster import Door, spelt

    if not settings.telegram_token:
        return ()
    from bot.app.telegram import look
    from bot.model.errors import ChannelError

    try:
        async with asyncio.timeout(LOOK_SECONDS):
            name = (await look(settings)).username
    except (ChannelError, TimeoutError) as fault:
        said = str(fault) or "Telegram did not answer in time."
        click.echo(f"{said} The poster names the page /kenh in the place of the bot.", err=True)
        return (Door("Telegram", spelt(f"{settings.public_url}/kenh")),)
    return (Door("Telegram", f"t.me/{name}?start={classroom.code}"),)
