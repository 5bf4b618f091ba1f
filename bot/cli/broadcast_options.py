"""What the commands about broadcasts share: a number, and a clock that is moved."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import datetime

    from bot.settings import Settings

BROADCAST_ID = click.IntRange(min=1, max=2**63 - 1)
"""A row's number: both databases keep 64 bits of it."""
at_option = click.option(
    "--at", metavar="TIME", help="Move the clock to this ISO date or time; on a demo database only."
)
json_option = click.option("--json", "is_json", is_flag=True, help="Write one JSON object, for scripts.")


def moment_at(at: str | None) -> "tuple[Settings, datetime | None]":
    """The settings, and the moment that `--at` means.

    Raises:
        SettingsError: a setting is wrong.
        UsageError: it is no ISO date or time.
    """
    from bot.cli.chat import moment_of
    from bot.settings import Settings, load_settings

    settings = load_settings(Settings)
    return settings, moment_of(at, settings.timezone) if at is not None else None
