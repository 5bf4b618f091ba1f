"""What the web chat costs: 500 people who tap, each with a stream open; the server is a process of its own."""

import asyncio
import math
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from aiohttp import ClientResponse, ClientSession, TCPConnector

from bot.web.devices import COOKIE
from tests.bench.figures import line, quantile
from tests.bench.start import BANHOC, environment_of, resident_mebibytes

PEOPLE = 500
TAPS = 6
"""Of each: the first screen, consent, how to be addressed, what to learn for, and two cards."""
THINKING_SECONDS = 5.0
"""Between two taps; people read for longer."""
NETWORKS = ("127.0.0.2", "127.0.0.3")


def bench(folder: Path) -> Iterator[str]:
    """Milliseconds that a person waits for an answer, the client's own work included."""
    environment = environment_of(folder)
    command = [*BANHOC, "serve", "--demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=folder, text=True) as warm:
        _url(warm)
        warm.terminate()
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=folder, text=True) as server:
        url = _url(server)
        yield line("serve, until it is ready", f"{time.perf_counter() - started:.1f} s", "3 s")
        waits, before, after = asyncio.run(_people(url, server.pid))
        figures = f"median {1000 * quantile(waits, 0.5):.0f} ms, p95 {1000 * quantile(waits, 0.95):.0f} ms"
        yield line(f"{PEOPLE} people, a tap each {THINKING_SECONDS:.0f} s", figures)
        yield line("  of this, the server's own time", f"p95 {1000 * _server_p95(url):.0f} ms", "p95 150 ms")
        yield line(f"{PEOPLE} open streams", f"{after - before:.0f} MiB more ({after:.0f} in all)", "60 MB more")
        server.terminate()
        assert server.wait(30) == 0, "it ends when it is told to"


def _url(server: "subprocess.Popen[str]") -> str:
    assert server.stdout is not None
    found = re.search(r"http://\S+", server.stdout.readline())
    assert found is not None, "the server tells where it listens"
    return found[0]


@dataclass(slots=True)
class _Person:
    """Somebody with the page open: their browser's cookie, and the page as it stands."""

    session: ClientSession
    cookie: str
    page: str = ""
    token: str = ""

    async def open(self, url: str, wait_seconds: float) -> float:
        """Opens the page; gives how many seconds that took."""
        await asyncio.sleep(wait_seconds)
        began = time.perf_counter()
        async with self.session.get(url, headers={"Cookie": self.cookie}) as answer:
            self.page = await answer.text()
        took = time.perf_counter() - began
        self.token = self._found(r'name="id" value="([0-9a-f]{32})"')
        return took

    async def listen(self, url: str) -> ClientResponse:
        """Opens the stream, as the page does."""
        query = {"after": self._found(r'data-last="(\d+)"'), "page": self.token}
        return await self.session.get(f"{url}/chat/stream", params=query, headers={"Cookie": self.cookie})

    async def tap(self, url: str, wait_seconds: float) -> list[float]:
        """Taps the first button again and again; gives how many seconds each answer took."""
        await asyncio.sleep(wait_seconds)
        waits: list[float] = []
        for _ in range(TAPS - 1):
            await asyncio.sleep(THINKING_SECONDS)
            form = {"id": self._found(r'([0-9a-f]{32})"'), "choice": self._found(r'name="choice" value="([^"]+)"')}
            told = {"X-Banhoc": self._found(r'data-last="(\d+)"'), "X-Banhoc-Page": self.token}
            began = time.perf_counter()
            async with self.session.post(url, data=form, headers={"Cookie": self.cookie, **told}) as answer:
                self.page = await answer.text()
                assert answer.status == 200, answer.status
            waits.append(time.perf_counter() - began)
        return waits

    def _found(self, pattern: str) -> str:
        found = re.search(pattern, self.page)
        assert found is not None, self.page
        return found[1]


def _server_p95(url: str) -> float:
    """The time in seconds within which the server gave nineteen of twenty answers, as its metrics tell it."""
    with urllib.request.urlopen(f"{url}/metrics", timeout=10) as answer:  # noqa: S310 - our own server, by http
        told = answer.read().decode()
    pattern = r'banhoc_http_request_seconds_bucket\{le="([^"]+)",route="/"\} (\S+)'
    buckets = [(float(bound), float(count)) for bound, count in re.findall(pattern, told)]
    wanted = 0.95 * buckets[-1][1]
    lower, below = 0.0, 0.0
    for bound, count in buckets:
        if count >= wanted:  # in between, as Prometheus' histogram_quantile does
            return lower if bound == math.inf else lower + (bound - lower) * (wanted - below) / (count - below)
        lower, below = bound, count
    raise AssertionError("the last bucket holds all")


async def _people(url: str, pid: int) -> tuple[list[float], float, float]:
    """The waits in seconds, and the server's MiB before and after the streams are open."""
    sessions = [ClientSession(connector=TCPConnector(local_addr=(at, 0), limit=0)) for at in NETWORKS]
    people = [_Person(sessions[n % len(sessions)], f"{COOKIE}={n:032x}") for n in range(PEOPLE)]
    turns = [THINKING_SECONDS * n / PEOPLE for n in range(PEOPLE)]
    try:
        waits = await asyncio.gather(*(each.open(url, turn) for each, turn in zip(people, turns, strict=True)))
        before = resident_mebibytes(pid)
        streams = [await each.listen(url) for each in people]
        await asyncio.sleep(1)
        after = resident_mebibytes(pid)
        tapped = await asyncio.gather(*(each.tap(url, turn) for each, turn in zip(people, turns, strict=True)))
        for stream in streams:
            stream.close()
        return [*waits, *chain.from_iterable(tapped)], before, after
    finally:
        for session in sessions:
            await session.close()


if __name__ == "__main__":
    for each in bench(Path(sys.argv[1])):
        sys.stdout.write(f"{each}\n")
