"""The processes of a bench on Telegram: the imitated Telegram on a core of its own, and bots that share the other."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.start import BANHOC, environment_of
from tests.docs.pages import ROOT

PEERS = Path(__file__).parent
CORES = sorted(os.sched_getaffinity(0))
BOTS, TELEGRAM = CORES[0], CORES[-1]
"""The cores. Where there is but one, all share it, and what is measured in seconds says little."""

_HERE = {"PYTHONPATH": str(ROOT)}
"""A bot runs in a folder of its own, without the settings of whoever runs the bench."""


class Absent(Exception):
    """A peer cannot be had on this machine; why."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a crowd saw in one window.

    `waits` are seconds from each deed until its reply; `cpu_seconds` is the bot's, `busy` the share of its core that
    the imitated Telegram took; `taken` is what the flood control let through; `refused` counts calls by the status of
    the answer; `unanswered` are people who got no reply at all.
    """

    seconds: float
    waits: Sequence[float]
    cpu_seconds: float
    busy: float
    calls: int
    refused: Mapping[str, int]
    taken: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Telegram:
    """The imitated Telegram with its crowds, one for each token."""

    process: "subprocess.Popen[str]"
    url: str

    def order(self, token: str, do: str, **how: object) -> dict[str, object]:
        """Has the people of a bot do something, and gives what came of it once it is over."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"bot": token, "do": do, **how}) + "\n")
        self.process.stdin.flush()
        told = self.process.stdout.readline()
        assert told, "the crowd ended; what it said last tells why"
        answer: dict[str, object] = json.loads(told)
        return answer

    def measure(self, token: str, do: str, **how: object) -> Measured:
        """The same, for what is measured."""
        return Measured(**self.order(token, do, **how))  # type: ignore[arg-type]  # as `Crowd._measure` tells it


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """What is started within stays on that core."""
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, CORES)


@contextmanager
def telegram(tokens: Sequence[str], *options: str) -> Iterator[Telegram]:
    """The imitated Telegram, until the block is left; `options` are those of `crowd`."""
    command = [sys.executable, "-m", "tests.bench.peers.crowd", *(f"--token={token}" for token in tokens), *options]
    with (
        on_core(TELEGRAM),
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process,
    ):
        os.sched_setaffinity(0, CORES)
        assert process.stdin is not None
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url, "the crowd did not come"
        yield Telegram(process, url)
        process.stdin.close()
        process.wait(30)


@contextmanager
def banhoc(folder: Path, token: str, url: str, **settings: str) -> Iterator[int]:
    """Our own bot, as `banhoc serve` runs it; its process id."""
    environment = (
        environment_of(folder)
        | _HERE
        | {
            "BANHOC_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/telegram.db",
            "BANHOC_TELEGRAM_TOKEN": token,
            "BANHOC_TELEGRAM_API_URL": url,
            **{f"BANHOC_TELEGRAM_{name.upper()}": value for name, value in settings.items()},
        }
    )
    with _started([*BANHOC, "serve", "--demo", "--port", "0"], folder, environment) as (process, first):
        assert first, (folder / "log").read_text(encoding="utf-8")
        yield process.pid


@contextmanager
def ptb_echo(folder: Path, token: str, url: str) -> Iterator[int]:
    """The echo on python-telegram-bot; its process id."""
    command = [sys.executable, "-m", "tests.bench.peers.ptb_echo", token, url]
    with _started(command, folder, os.environ | _HERE) as (_, first):
        yield int(first)


@contextmanager
def aiogram_echo(folder: Path, token: str, url: str) -> Iterator[int]:
    """The echo on aiogram, in an environment of its own that uv makes and keeps; its process id.

    Raises:
        Absent: there is no uv, or it cannot fetch aiogram.
    """
    uv = shutil.which("uv") or str(ROOT / ".uv/bin/uv")
    if not Path(uv).exists():
        raise Absent("it needs uv")
    command = [uv, "run", "--quiet", "--script", str(PEERS / "aiogram_echo.py"), token, url]
    environment = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    with _started(command, folder, environment) as (_, first):
        if not first:
            raise Absent((folder / "log").read_text(encoding="utf-8").strip().splitlines()[-1])
        yield int(first)


@contextmanager
def _started(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A process on the bots' core, and the first line that it says; what it says to stderr goes to a file."""
    folder.mkdir(exist_ok=True)
    with (
        (folder / "log").open("w", encoding="utf-8") as log,
        on_core(BOTS),
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, env=environment, cwd=folder, text=True
        ) as process,
    ):
        os.sched_setaffinity(0, CORES)
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
