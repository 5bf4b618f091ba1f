"""Lines from a file descriptor, read by a thread of their own, so that waiting for a person holds nothing up."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Iterable, Iterator

LONGEST_LINE = 1_000_000
"""In bytes; what is longer is cut there."""

_CHUNK = 65_536


async def read_lines(descriptor: int) -> AsyncIterator[bytes]:
    """Gives the lines one by one, without their line breaks, until the end of the file or of the terminal.

    The thread may wait for ever in a read that nobody answers, so nobody waits for the thread: it ends with the
    program. It reads no further than one line ahead.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[bytes | None] = asyncio.Queue()
    is_wanted = threading.Semaphore()

    def read() -> None:
        try:
            for line in split_lines(_chunks(descriptor)):
                is_wanted.acquire()
                loop.call_soon_threadsafe(arrived.put_nowait, line)
            loop.call_soon_threadsafe(arrived.put_nowait, None)
        except RuntimeError:  # the loop has ended: nobody listens any more
            return

    threading.Thread(target=read, name="lines", daemon=True).start()
    while (line := await arrived.get()) is not None:
        yield line
        is_wanted.release()


def _chunks(descriptor: int) -> Iterator[bytes]:
    # Not through sys.stdin: its lock, held by a thread that waits, would stop the program from ending.
    try:
        while chunk := os.read(descriptor, _CHUNK):
            yield chunk
    except OSError:  # the terminal is gone, which is its end
        return


def split_lines(chunks: Iterable[bytes], longest: int = LONGEST_LINE) -> Iterator[bytes]:
    """Cuts bytes into lines; the last one needs no line break.

    Args:
        chunks: the bytes as they came.
        longest: where to cut a line, in bytes; the rest of that line is dropped.
    """
    begun = b""
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        if len(begun) < longest:
            begun = (begun + first)[:longest]
        for other in others:
            yield begun.removesuffix(b"\r")
            begun = other[:longest]
    if begun:
        yield begun
