"""Every address of the web server is documented, and none that it does not have."""

import re
from pathlib import Path

from bot.app import open_app, open_database
from bot.app.site import open_web
from bot.service.world import World
from bot.settings import DemoSettings
from tests.databases import sqlite_url
from tests.docs.pages import REFERENCE, first_column, section


async def routes(folder: Path) -> set[str]:
    """Each method and address that the program itself has, as people write them."""
    settings = DemoSettings(database_url=sqlite_url(folder / "docs.db"), _env_file=None)
    async with open_database(settings) as store, open_app(settings, store, World.system()) as app:
        found = {
            f"{route.method} {route.resource.canonical}"
            for route in open_web(app, settings, store).router.routes()
            if route.resource is not None and route.method != "HEAD"
        }
    return {re.sub(r"{(\w+)}", r"<\1>", address) for address in found}


async def test_the_addresses_are_documented(tmp_path: Path) -> None:
    written = first_column(section(REFERENCE.read_text(encoding="utf-8"), "Web addresses"))
    assert len(written) > 10
    assert len(set(written)) == len(written)
    assert set(written) == await routes(tmp_path)
