"""The command line as people and scripts meet it: a process, its output and its exit code."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO

from bot.cli import main
from tests.forks import Forked
from tests.shelf import few_lessons

DEADLINE_SECONDS = 60

ROOT = Path(__file__).parents[2]
"""Where the program is that is tested: what is started in another folder is to be the same as what is forked."""
TEACHING = {
    "BANHOC_OPERATOR_NAME": "Tổ công nghệ số cộng đồng xã A",
    "BANHOC_OPERATOR_CONTACT": "1022",
    "BANHOC_SECRET_KEY": "0123456789abcdef0123456789abcdef",
}
"""What a tutor for real people needs."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> list[dict[str, object]]:
        """The objects on stdout that are messages."""
        return [each for each in self.objects if "idle" not in each]

    @property
    def objects(self) -> list[dict[str, object]]:
        """Every object on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Shell:
    """Runs the command in a folder, with no settings but those given, and with few lessons unless others are."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The child's environment; whole programs are not measured: traced, they take twice as long."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("BANHOC_", "COVERAGE_"))}
        return kept | {"PYTHONPATH": str(ROOT), "BANHOC_LESSONS_DIR": str(few_lessons())} | dict(self.settings)

    @staticmethod
    def command(*words: str) -> Sequence[str]:
        """What starts the program."""
        return (sys.executable, "-m", "bot", *words)

    def run(self, *words: str, lines: bytes = b"") -> Ended:
        """Runs a command to its end, with `lines` as its input."""
        with tempfile.TemporaryDirectory() as folder:
            streams = [Path(folder) / name for name in ("in", "out", "err")]
            streams[0].write_bytes(lines)
            is_measured = "postgresql" not in self.settings.get("BANHOC_DATABASE_URL", "")  # there the same lines run
            process = Forked(_run, words, self.folder, self.environment, streams, is_measured=is_measured)
            try:
                code = process.wait()
            finally:
                process.close()
            return Ended(code, *(stream.read_bytes().decode() for stream in streams[1:]))

    def start(self, *words: str, errors: IO[bytes] | int = subprocess.PIPE) -> "subprocess.Popen[bytes]":
        """Starts a command and lets it run; whoever starts it ends it. What it logs goes to `errors`."""
        return subprocess.Popen(
            self.command(*words),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=self.folder,
            env=self.environment,
        )


def _run(
    _: Connection, words: Sequence[str], folder: Path, environment: Mapping[str, str], streams: Sequence[Path]
) -> None:
    """The process of a command that runs to its end."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, stream in enumerate(streams):
        os.dup2(os.open(stream, os.O_RDWR | os.O_CREAT), number)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - a descriptor, open to the end
        for number, mode in enumerate("rww")
    )
    main(words, prog_name="banhoc")
