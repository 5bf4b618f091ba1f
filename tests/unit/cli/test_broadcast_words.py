"""How long something takes, as people say it."""

import pytest

from bot.cli.broadcast_words import span


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "less than a minute"),
        (29, "less than a minute"),
        (31, "about 1 minute"),
        (52 * 60, "about 52 minutes"),
        (3_600, "about 1 hour"),
        (2 * 3_600 + 60, "about 2 hours 1 minute"),
        (26 * 3_600 + 600, "about 26 hours 10 minutes"),
    ],
)
def test_how_long_is_told_in_hours_and_minutes(seconds: float, told: str) -> None:
    assert span(seconds) == told
