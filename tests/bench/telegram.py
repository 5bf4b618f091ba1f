"""What a durable lesson step on Telegram costs, beside the barest bots on python-telegram-bot and on aiogram 3.

All of them answer people on one imitated Telegram, which has a core of its own; the bots share the other, and take
turns. What people send is alike for all, but an echo keeps nothing, and what it says is short and has no buttons.
"""

import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from tests.bench.figures import line, quantile
from tests.bench.peers import stage
from tests.bench.peers.stage import Absent, Measured, Telegram
from tests.bench.start import resident_mebibytes

ROUNDS = 5
CLOSED_SECONDS = 1.5
OPEN_SECONDS = 3.0
OPEN_A_SECOND = 50.0
OURS, PTB, AIOGRAM = "banhoc", "PTB", "aiogram"
TOKENS = {name: f"700000000{at}:AAFakeFakeFakeFakeFakeFakeFakeFake0" for at, name in enumerate((OURS, PTB, AIOGRAM))}
UNHURRIED = {"rate": "100000", "chat_rate": "0"}
"""Our own pace is no part of what is measured here."""


@dataclass(slots=True)
class _Runs:
    """What was measured of one bot: by the sort of load, a window each round."""

    pid: int
    text: list[Measured] = field(default_factory=list)
    tap: list[Measured] = field(default_factory=list)
    steady: list[Measured] = field(default_factory=list)
    disordered: int = 0
    mebibytes: float = 0.0


Figure = Callable[[_Runs], float]


def bench(folder: Path) -> Iterator[str]:
    """Five rounds in turns; medians, and in parentheses our own as a share of the peer's."""
    with stage.telegram(tuple(TOKENS.values())) as server, ExitStack() as bots:
        runs: dict[str, _Runs] = {}
        for name, start in _starts(folder, server).items():
            try:
                runs[name] = _Runs(bots.enter_context(start))
            except Absent as why:
                yield line(f"Telegram, without {name}", str(why))
                continue
            server.order(TOKENS[name], "start")
        for number in range(ROUNDS):
            for name in _turned(tuple(runs), number):
                _measure(server, TOKENS[name], runs[name])
        yield line(f"Telegram, medians of {ROUNDS} rounds", "".join(f"{name:<16}" for name in runs))
        for name, figure, form, goal in ROWS:
            yield line(name, _cells([figure(run) for run in runs.values()], form), goal)


def _starts(folder: Path, server: Telegram) -> Mapping[str, AbstractContextManager[int]]:
    return {
        OURS: stage.banhoc(folder / OURS, TOKENS[OURS], server.url, **UNHURRIED),
        PTB: stage.ptb_echo(folder / PTB, TOKENS[PTB], server.url),
        AIOGRAM: stage.aiogram_echo(folder / AIOGRAM, TOKENS[AIOGRAM], server.url),
    }


def _turned(names: Sequence[str], by: int) -> Sequence[str]:
    """Another one goes first in each round."""
    start = by % len(names)
    return (*names[start:], *names[:start])


def _measure(server: Telegram, token: str, runs: _Runs) -> None:
    runs.text.append(server.measure(token, "closed", kind="text", seconds=CLOSED_SECONDS, pid=runs.pid))
    runs.tap.append(server.measure(token, "closed", kind="tap", seconds=CLOSED_SECONDS, pid=runs.pid))
    runs.steady.append(server.measure(token, "open", per_second=OPEN_A_SECOND, seconds=OPEN_SECONDS, pid=runs.pid))
    wrong = server.order(token, "order")["wrong"]
    assert isinstance(wrong, int)
    runs.disordered += wrong
    runs.mebibytes = resident_mebibytes(runs.pid)


def _median(windows: Callable[[_Runs], list[Measured]], figure: Callable[[Measured], float]) -> Figure:
    return lambda runs: statistics.median(map(figure, windows(runs)))


def _cells(figures: Sequence[float], form: str) -> str:
    ours = figures[0]
    shares = ["", *(f" ({ours / peer:.2f})" if peer else "" for peer in figures[1:])]
    return "".join(f"{f'{figure:{form}}{share}':<16}" for figure, share in zip(figures, shares, strict=True))


def _text(runs: _Runs) -> list[Measured]:
    return runs.text


def _tap(runs: _Runs) -> list[Measured]:
    return runs.tap


def _steady(runs: _Runs) -> list[Measured]:
    return runs.steady


def _cpu(window: Measured) -> float:
    return 1000 * window.cpu_seconds / len(window.waits)


def _rate(window: Measured) -> float:
    return len(window.waits) / window.seconds


def _calls(window: Measured) -> float:
    return window.calls / len(window.waits)


def _wait(share: float) -> Callable[[Measured], float]:
    return lambda window: 1000 * quantile(window.waits, share)


def _amiss(runs: _Runs) -> int:
    return sum(sum(one.refused.values()) + one.unanswered for one in chain(runs.text, runs.tap, runs.steady))


ROWS: Sequence[tuple[str, Figure, str, str]] = (
    ("text, one call: CPU ms an update", _median(_text, _cpu), ".2f", f"0.4 of {PTB}'s, 0.8 of {AIOGRAM}'s"),
    ("  updates/s, 64 people at once", _median(_text, _rate), ".0f", f"2.5 of {PTB}'s"),
    ("  calls an update", _median(_text, _calls), ".2f", ""),
    ("  share of Telegram's own core", _median(_text, lambda window: window.busy), ".2f", ""),
    ("tap, two calls: CPU ms an update", _median(_tap, _cpu), ".2f", f"0.4 of {PTB}'s, 1.0 of {AIOGRAM}'s"),
    ("  updates/s, 64 people at once", _median(_tap, _rate), ".0f", f"2.5 of {PTB}'s"),
    ("  calls an update", _median(_tap, _calls), ".2f", ""),
    ("  share of Telegram's own core", _median(_tap, lambda window: window.busy), ".2f", ""),
    ("50 updates/s: reply after, p50 ms", _median(_steady, _wait(0.5)), ".1f", ""),
    ("  p99 ms", _median(_steady, _wait(0.99)), ".1f", "the better echo's + 25"),
    ("  CPU ms an update", _median(_steady, _cpu), ".2f", ""),
    ("chats with replies out of order, in all", lambda runs: runs.disordered, ".0f", "0"),
    ("calls refused, and people not answered", _amiss, ".0f", "0"),
    ("RSS, MiB", lambda runs: runs.mebibytes, ".0f", ""),
)


if __name__ == "__main__":
    for each in bench(Path(sys.argv[1])):
        sys.stdout.write(f"{each}\n")
