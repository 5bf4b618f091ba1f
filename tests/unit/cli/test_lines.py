"""Lines: cut right whatever the chunks, and read without holding the loop up."""

import asyncio
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.lines import read_lines, split_lines

DEADLINE_SECONDS = 60


@pytest.mark.parametrize(
    ("chunks", "lines"),
    [
        ([], []),
        ([b""], []),
        ([b"a\n"], [b"a"]),
        ([b"a"], [b"a"]),
        ([b"a\r\nb\n"], [b"a", b"b"]),
        ([b"\n\n"], [b"", b""]),
        ([b"a", b"b\nc", b"\n"], [b"ab", b"c"]),
        ([b"12345678", b"9\nx"], [b"12345", b"x"]),
        ([b"a\n123456789"], [b"a", b"12345"]),
        ([b"\xff\x00\n"], [b"\xff\x00"]),
    ],
)
def test_bytes_are_cut_into_lines(chunks: list[bytes], lines: list[bytes]) -> None:
    assert list(split_lines(chunks, longest=5)) == lines


@given(st.lists(st.sampled_from([b"a", b"\n", b"bc\nd", b"\xe1\xba"]), max_size=20))
def test_chunks_make_no_difference(chunks: list[bytes]) -> None:
    whole = b"".join(chunks)
    assert list(split_lines(chunks)) == list(split_lines([whole]))
    assert b"\n".join(split_lines(chunks)) == whole.removesuffix(b"\n") or whole.endswith(b"\n")


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """A pipe's ends, to read and to write; the test closes the second."""
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


async def test_lines_come_one_by_one_until_the_end(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    lines = read_lines(reading)
    async with asyncio.timeout(DEADLINE_SECONDS):
        os.write(writing, "một\nhai\nb".encode())
        assert (await anext(lines)).decode() == "một"
        assert (await anext(lines)).decode() == "hai"
        os.write(writing, b"a")
        os.close(writing)
        assert [line async for line in lines] == [b"ba"]


async def test_the_loop_goes_on_while_nobody_types(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    first = asyncio.ensure_future(anext(read_lines(reading)))
    for _ in range(3):
        await asyncio.sleep(0)
    assert not first.done()
    os.write(writing, b"a\n")
    os.close(writing)
    async with asyncio.timeout(DEADLINE_SECONDS):
        assert await first == b"a"


async def test_a_file_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes(b"a\nb\n")
    with (tmp_path / "lines").open("rb") as file:
        assert [line async for line in read_lines(file.fileno())] == [b"a", b"b"]


async def test_what_cannot_be_read_has_ended(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    try:
        assert [line async for line in read_lines(descriptor)] == []
    finally:
        os.close(descriptor)


def test_a_line_that_comes_when_nobody_listens_any_more_is_dropped(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    before = set(threading.enumerate())

    async def leave() -> None:
        first = asyncio.ensure_future(anext(read_lines(reading)))
        await asyncio.sleep(0)
        first.cancel()

    asyncio.run(leave())
    (thread,) = set(threading.enumerate()) - before
    os.write(writing, b"a\n")
    os.close(writing)
    thread.join(DEADLINE_SECONDS)
    assert not thread.is_alive()
