"""A bar that is drawn again in its place on a terminal, and plain lines elsewhere."""

import io
import os
import pty
import termios
from collections.abc import Iterator, Mapping

import pytest

from bot.cli.bars import Screen, bar

FACTS = ("7 %", "3 of 7 sent", "1 failed", "1 gone")


class Terminal:
    """A terminal, as somebody at it sees it."""

    def __init__(self, ours: int, theirs: int) -> None:
        self._ours = ours
        self.theirs = theirs
        self.out = os.fdopen(theirs, "w", encoding="utf-8", closefd=False)

    def screen(self, columns: int = 80, environment: Mapping[str, str] | None = None) -> Screen:
        termios.tcsetwinsize(self.theirs, (24, columns))
        return Screen(self.out, environment or {"TERM": "xterm"})

    def seen(self) -> str:
        """All that was written, up to a mark that is written now."""
        self.out.write("|end|")
        self.out.flush()
        seen = b""
        while not seen.endswith(b"|end|"):
            seen += os.read(self._ours, 4096)
        return seen.decode().removesuffix("|end|")


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    yield Terminal(ours, theirs)
    os.close(theirs)
    os.close(ours)


@pytest.mark.parametrize(
    ("share", "drawn"), [(0, "░░░░"), (0.24, "░░░░"), (0.25, "█░░░"), (0.99, "███░"), (0.999999, "███░"), (1, "████")]
)
def test_a_bar_is_full_at_the_very_end_only(share: float, drawn: str) -> None:
    assert bar(share, 4) == drawn


def test_elsewhere_each_new_line_stands_below_the_last() -> None:
    out = io.StringIO()
    screen = Screen(out, {"TERM": "xterm"})
    screen.show(0.07, FACTS, ("2.0/s",))
    screen.show(0.07, FACTS, ("2.1/s",))
    screen.show(1, ("100 %",))
    screen.end()
    assert out.getvalue() == "7 %, 3 of 7 sent, 1 failed, 1 gone, 2.0/s\n100 %\n"


def test_on_a_terminal_it_is_drawn_in_its_place(terminal: Terminal) -> None:
    screen = terminal.screen()
    screen.show(0.5, FACTS, ("2.0/s",))
    screen.show(0.5, FACTS, ("2.0/s",))
    first = f"\r\x1b[K\x1b[32m{'█' * 18}{'░' * 19}\x1b[0m 7 %, 3 of 7 sent, 2.0/s, 1 failed, 1 gone"
    assert terminal.seen() == first, "and nothing is drawn where nothing has changed"
    screen.end()
    assert terminal.seen() == "\r\n"


def test_no_colour_is_obeyed(terminal: Terminal) -> None:
    terminal.screen(environment={"TERM": "xterm", "NO_COLOR": "1"}).show(1, FACTS)
    seen = terminal.seen()
    assert "\x1b[32m" not in seen
    assert seen.endswith("█ 7 %, 3 of 7 sent, 1 failed, 1 gone")


def test_a_narrow_window_shows_what_there_is_room_for(terminal: Terminal) -> None:
    terminal.screen(30).show(0, FACTS, ("2.0/s",))
    assert terminal.seen() == f"\r\x1b[K\x1b[32m{'░' * 12}\x1b[0m 7 %, 3 of 7 sent"
    terminal.screen(5).show(0, FACTS)
    assert terminal.seen() == "\r\x1b[K\x1b[32m░\x1b[0m 7 %"


def test_a_dumb_terminal_gets_lines(terminal: Terminal) -> None:
    screen = terminal.screen(environment={"TERM": "dumb"})
    screen.show(0, FACTS)
    screen.end()
    assert terminal.seen() == "7 %, 3 of 7 sent, 1 failed, 1 gone\r\n"


def test_where_nothing_was_shown_nothing_is_ended(terminal: Terminal) -> None:
    terminal.screen().end()
    assert terminal.seen() == ""
