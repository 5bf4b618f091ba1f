"""The night: nothing that nobody asked for reaches people then, and what they did ask for makes no sound."""

from datetime import datetime, time, tzinfo

MORNING, EVENING = time(6, 30), time(21)
"""Between these, by the local clock, a sound disturbs nobody."""


def is_night(moment: datetime, zone: tzinfo) -> bool:
    """Whether people in that zone sleep."""
    return not MORNING <= moment.astimezone(zone).time() < EVENING
