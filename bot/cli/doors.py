"""Runs the server for `serve`, and tells on the terminal where people find it."""

import gc
import ipaddress
import socket
from collections.abc import Mapping
from datetime import datetime

import click
import segno
from prometheus_client import CollectorRegistry

from bot.app import App, open_app, open_database
from bot.app.bots import open_bots, serving
from bot.app.demo import demo_class, demo_invitations
from bot.app.site import open_web
from bot.cli.clock import world_at
from bot.service.upkeep import repeated
from bot.settings import Settings
from bot.store.engine import Store
from bot.watch.metrics import Metrics
from bot.web.server import served, stop_signal

REFRESH_SECONDS = 5.0
"""How often a running server looks whether an author has changed a lesson."""


_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - what an operator may have said, not what is listened at
"""Hosts that mean all addresses of a machine, and are none to go to."""
COLLECTED_AFTER = 20_000
"""New objects between two rounds of the garbage collector; Python's own 700 come about with every update."""


async def serve_until_told(settings: Settings, moment: datetime | None, *, is_lan: bool) -> None:
    """Serves until the process is told to stop.

    Args:
        settings: what is opened.
        moment: where the clock stands at the start, on a demo database alone; None leaves it alone.
        is_lan: whether telephones on the same network are to find the way in.

    Raises:
        UsageError: the clock of a database with real learners would be moved.
        BotError: the database, the bank, a setting or the port is not as it should be.
    """
    settings = with_address(settings, is_lan=is_lan)
    async with open_database(settings) as store:
        world = await world_at(moment, store)
        metrics = Metrics(CollectorRegistry())
        async with (
            open_bots(settings, store, world, metrics) as bots,
            open_app(settings, store, world, {bot.account: bot.sender for bot in bots}, metrics) as app,
            serving(bots, app.inbox, app.mailing),
            repeated(app.shelf.refresh, REFRESH_SECONDS, "refresh"),
            served(open_web(app, settings, store, bots), settings.host, settings.port) as port,
        ):
            stop = stop_signal()
            doors = await _demo_doors(app, store) if settings.is_demo else {}
            _tell(settings, port, doors, is_lan=is_lan)
            _spare_collector()
            await stop.wait()
            click.echo("Stopping: what has arrived is handled first.")


def with_address(settings: Settings, *, is_lan: bool) -> Settings:
    """A demo with its own address as the public one, so that links of classes, posters and invitations lead to it.

    One that listens at whatever port is free knows its address too late; and whoever serves real people says it.
    """
    if not settings.is_demo or settings.public_url or not settings.port:
        return settings
    host = lan_address() if is_lan else "127.0.0.1" if settings.host in _EVERYWHERE else settings.host
    return settings.model_copy(update={"public_url": f"http://{_shown_host(host)}:{settings.port}"})


def _spare_collector() -> None:
    """What is open by now stays until the end, so the garbage collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER, *gc.get_threshold()[1:])


async def _demo_doors(app: App, store: Store) -> dict[str, str]:
    """What a demo can be tried as, and the codes that lead there."""
    opened, invited = await demo_class(app, store), await demo_invitations(app, store)
    staff = {f"An invitation to be {role}, for another browser": code for role, code in invited.items()}
    return {"A class to try out, as from its poster": opened.code, **staff}


def _tell(settings: Settings, port: int, doors: Mapping[str, str], *, is_lan: bool) -> None:
    """Says where people come in, and by which doors into a demo."""
    url = settings.public_url or f"http://{_shown_host(settings.host)}:{port}"
    if is_lan:
        url = f"http://{lan_address()}:{port}"
        click.echo(f"The web chat, for telephones on this network: {url}")
        segno.make(url, error="m").terminal(compact=True)
    else:
        click.echo(f"The web chat: {url}")
    for what, code in doors.items():
        click.echo(f"{what}: {url}/j/{code}")
    click.echo("Ctrl-C ends it.")


def _shown_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def lan_address() -> str:
    """This machine's address in its own network, as far as it can be told; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation (RFC 5737): only the route is asked
            found = str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
    return found if ipaddress.ip_address(found).is_private else "127.0.0.1"
