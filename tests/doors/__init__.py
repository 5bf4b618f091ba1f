"""The doors by which people reach the tutor, each driven as people or their browsers and scripts drive it.

A channel that is added plugs in here: a builder in `DOORS`, and `tests/contract/test_channels.py` asks of it what it
asks of every other.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

from tests.doors.house import House
from tests.doors.person import Door
from tests.doors.telegram import telegram_door
from tests.doors.terminal import json_door, terminal_door
from tests.doors.web import script_door, web_door

Builder = Callable[[House], AbstractAsyncContextManager[Door]]

DOORS: Mapping[str, Builder] = {
    "web": web_door,
    "web-script": script_door,
    "terminal": terminal_door,
    "terminal-json": json_door,
    "telegram": telegram_door,
}
TAKING_FILES = ("web", "web-script", "telegram")
"""The doors by which files can be sent."""
