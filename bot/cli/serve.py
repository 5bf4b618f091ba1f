"""`banhoc serve`: the web chat, with everything that runs beside it."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from importlib import import_module

import click


@click.command()
@click.option("--demo", "has_demo", is_flag=True, help="Try it out, on a database of its own and without settings.")
@click.option(
    "--lan", "is_lan", is_flag=True, help="Listen at all addresses, and show a QR code for telephones nearby."
)
@click.option("--host", help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65_535), help="The port to listen at; 0 for any that is free.")
@click.option("--at", metavar="TIME", help="Move the clock to this ISO date or time; on a demo database only.")
def serve(*, has_demo: bool, is_lan: bool, host: str | None, port: int | None, at: str | None) -> None:
    """Serve the web chat until SIGTERM or Ctrl-C; what has arrived is handled first."""
    from bot.cli.chat import moment_of
    from bot.settings import DemoSettings, TeachingSettings, load_settings

    if is_lan and host is not None:
        raise click.UsageError("--lan listens at all addresses; leave out --host.")
    flags = {"host": "0.0.0.0" if is_lan else host, "port": port}  # noqa: S104 - what --lan is for
    settings = load_settings(DemoSettings if has_demo else TeachingSettings, flags)
    moment: datetime | None = moment_of(at, settings.timezone) if at is not None else None

    from bot.app import start_logs
    from bot.cli.doors import serve_until_told

    start_logs(settings)
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(serve_until_told(settings, moment, is_lan=is_lan))


def loop_factory(module: str = "uvloop") -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Makes the quick event loop of the extra `speed`, where it is installed; None for Python's own."""
    try:
        factory: Callable[[], asyncio.AbstractEventLoop] = import_module(module).new_event_loop
    except ImportError:
        return None
    return factory
