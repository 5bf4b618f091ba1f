"""The real program on a port of its own: a child that serves the web chat over a demo database."""

import re
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.integration.cli import Shell
from tests.ports import free_port

START_SECONDS = 60
"""A cold start compiles everything, on a machine that does other things, too."""
STOP_SECONDS = 60


@dataclass(slots=True)
class Server:
    """`banhoc serve --demo` in a folder, where its database stays when it ends."""

    folder: Path
    port: int = field(default_factory=free_port)
    door: str = ""
    """Where a poster of its class would lead."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What its operator has set."""
    _child: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def errors(self) -> str:
        """Its log."""
        return (self.folder / "log.txt").read_text(encoding="utf-8")

    def start(self, *words: str) -> None:
        """Starts it, at the same port each time, and waits until it listens."""
        shell = Shell(self.folder, self.settings)
        with (self.folder / "log.txt").open("ab") as log:
            self._child = subprocess.Popen(
                shell.command("serve", "--demo", "--port", str(self.port), *words),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self.folder,
                env=shell.environment,
            )
        watch = threading.Timer(START_SECONDS, self._child.kill)  # ends the waiting for a word that does not come
        watch.start()
        assert self._child.stdout is not None
        said, told = (self._child.stdout.readline().decode() for _ in range(2))
        watch.cancel()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", said)
        assert found is not None, f"the server said {said!r}; its log: {self.errors}"
        self.port = int(found[1])
        self.door = told.split()[-1]

    def stop(self, within_seconds: float = STOP_SECONDS) -> int:
        """Tells it to stop, and gives its exit code.

        Raises:
            TimeoutExpired: it took longer than that, and was killed.
        """
        return self._end(signal.SIGTERM, within_seconds)

    def kill(self) -> int:
        """Kills it, so that it can do nothing more."""
        return self._end(signal.SIGKILL, STOP_SECONDS)

    def _end(self, number: signal.Signals, within_seconds: float) -> int:
        assert self._child is not None
        self._child.send_signal(number)
        try:
            self._child.communicate(timeout=within_seconds)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.communicate()
            raise
        return self._child.returncode


@contextmanager
def running(*words: str, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server over a fresh database; it must end well when it is told to."""
    with tempfile.TemporaryDirectory(prefix="banhoc-web-") as folder:
        server = Server(Path(folder), settings=settings or {})
        server.start(*words)
        try:
            yield server
        finally:
            code = server.stop()
        assert code == 0, server.errors
