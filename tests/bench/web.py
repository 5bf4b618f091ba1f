"""What the web chat costs: 500 people who tap, then 500 streams that stay open; the server is a process of its own."""

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from aiohttp import ClientResponse, ClientSession, TCPConnector

from bot.web.devices import COOKIE
from tests.bench.figures import line, quantile
from tests.bench.start import BANHOC, environment_of, resident_mebibytes

PEOPLE = 500
TAPS = 6
"""Of each: the first screen, consent, how to be addressed, and three cards."""
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
        yield line(f"{PEOPLE} people, a tap each {THINKING_SECONDS:.0f} s", figures, "p95 150 ms")
        yield line(f"{PEOPLE} open streams", f"{after - before:.0f} MiB more ({after:.0f} in all)", "60 MB more")
        server.terminate()
        assert server.wait(30) == 0, "it ends when it is told to"


def _url(server: "subprocess.Popen[str]") -> str:
    assert server.stdout is not None
    found = re.search(r"http://\S+", server.stdout.readline())
    assert found is not None, "the server tells where it listens"
    return found[0]


async def _people(url: str, pid: int) -> tuple[list[float], float, float]:
    """The waits in seconds, and the server's MiB before and after the streams are open."""
    sessions = [ClientSession(connector=TCPConnector(local_addr=(at, 0), limit=0)) for at in NETWORKS]
    try:
        waits: list[float] = []
        people = [_person(sessions[n % len(sessions)], url, n, waits) for n in range(PEOPLE)]
        cookies = await asyncio.gather(*people)
        before = resident_mebibytes(pid)
        streams: list[ClientResponse] = []
        for number, cookie in enumerate(cookies):
            headers = {"Cookie": cookie, "Last-Event-ID": "1000"}
            streams.append(await sessions[number % len(sessions)].get(f"{url}/chat/stream", headers=headers))
        await asyncio.sleep(1)
        after = resident_mebibytes(pid)
        for stream in streams:
            stream.close()
        return waits, before, after
    finally:
        for session in sessions:
            await session.close()


async def _person(session: ClientSession, url: str, number: int, waits: list[float]) -> str:
    """Taps the first button again and again; gives the cookie."""
    await asyncio.sleep(THINKING_SECONDS * number / PEOPLE)
    headers = {"Cookie": f"{COOKIE}={number:032x}"}
    began = time.perf_counter()
    async with session.get(url, headers=headers) as answer:
        page = await answer.text()
    waits.append(time.perf_counter() - began)
    for _ in range(TAPS - 1):
        await asyncio.sleep(THINKING_SECONDS)
        choice, token = re.search(r'name="choice" value="([^"]+)"', page), re.search(r'([0-9a-f]{32})"', page)
        assert choice is not None
        assert token is not None
        began = time.perf_counter()
        form = {"id": token[1], "choice": choice[1]}
        async with session.post(url, data=form, headers={**headers, "X-Banhoc": "0"}) as answer:
            page = await answer.text()
            assert answer.status == 200, answer.status
        waits.append(time.perf_counter() - began)
    return headers["Cookie"]


if __name__ == "__main__":
    for each in bench(Path(sys.argv[1])):
        sys.stdout.write(f"{each}\n")
