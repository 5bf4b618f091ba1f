"""The command line as people and scripts meet it: a child, its output and its exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

DEADLINE_SECONDS = 60

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
    """Runs the command in a folder, with no settings but those given."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The child's environment."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("BANHOC_")}
        return kept | dict(self.settings)

    @staticmethod
    def command(*words: str) -> Sequence[str]:
        """What starts the program."""
        return (sys.executable, "-m", "bot", *words)

    def run(self, *words: str, lines: bytes = b"") -> Ended:
        """Runs a command to its end, with `lines` as its input."""
        ended = subprocess.run(
            self.command(*words),
            input=lines,
            capture_output=True,
            cwd=self.folder,
            env=self.environment,
            timeout=DEADLINE_SECONDS,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """Starts a command and lets it run; whoever starts it ends it."""
        return subprocess.Popen(
            self.command(*words),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env=self.environment,
        )
