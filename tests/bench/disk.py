"""How long the disk takes to promise that it has written: the floor under every commit."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import line, quantile

WRITES = 500
PAGE = os.urandom(4096)


def bench(folder: Path) -> Iterator[str]:
    """fdatasync after a write of 4 KiB at the end of a file."""
    seconds = []
    with (folder / "written").open("wb", buffering=0) as file:
        for _ in range(WRITES):
            file.write(PAGE)
            started = time.perf_counter()
            os.fdatasync(file.fileno())
            seconds.append(time.perf_counter() - started)
    milliseconds = [1000 * second for second in seconds]
    yield line("fdatasync", f"p50 {quantile(milliseconds, 0.5):.3f} ms, p99 {quantile(milliseconds, 0.99):.3f} ms")
