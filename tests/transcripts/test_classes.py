"""Classes as several people live them, played through the real inbox, word for word as they are written.

A line of such a transcript, besides those of `transcript.py`:

    hoa: Cô Hoa, mentor      who is staff from the start, and as what
    nam> (vào lớp)           somebody new comes by the code of the class that was opened last, and agrees
    nam> <mã lớp>            stands for that code, and <mã buổi> for that of the session
    bot nam> …               what somebody hears; of a message that shows a lesson its first lines alone
"""

import os
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from bot.model.staff import Role
from bot.service.world import World
from bot.store.engine import Store, open_store
from tests.databases import sqlite_url
from tests.integration.village import Village, village

HERE = Path(__file__).parent / "classes"
FILES = sorted(HERE.glob("*.txt"))
NOW = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
"""A Saturday, half past eight in Vietnam."""
_STAFF = re.compile(r"^(?P<who>[a-z]+): (?P<name>.+), (?P<role>[a-z]+)$")
_SAID = re.compile(r"^(?P<who>(?!bot )[a-z]+)> (?P<what>.*)$")
_TIME = re.compile(r"^~ (?P<count>\d+) (?P<unit>phút|giờ|ngày)$")
_UNITS = {"phút": "minutes", "giờ": "hours", "ngày": "days"}
_CODES = {"<mã lớp>": r"Mã lớp: (\w{6})\.", "<mã buổi>": r"Mã buổi học: (\d{4})"}
_LESSON = " · 1/8"


def test_there_are_transcripts() -> None:
    assert len(FILES) >= 3


@pytest.fixture
async def store(own_file: Path) -> AsyncIterator[Store]:
    opened = await open_store(sqlite_url(own_file))
    yield opened
    await opened.close()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_a_class_is_lived_as_it_is_written(file: Path, store: Store) -> None:
    draws = count(1)
    # The same draws each time: what is shown of them is a code.
    world = replace(World.system(), now=lambda: NOW, draw=lambda: (next(draws) * 0.123456789) % 1)
    async with village(store, world) as people:
        happens = "\n".join([line async for line in _lines(file.read_text(encoding="utf-8"), people)]) + "\n"
    if os.environ.get("BANHOC_UPDATE_TRANSCRIPTS") and happens != file.read_text(encoding="utf-8"):
        file.write_text(happens, encoding="utf-8")
        pytest.fail(f"{file.name} was written anew; read it, then run again without the flag")
    assert happens == file.read_text(encoding="utf-8")


async def _lines(source: str, people: Village) -> AsyncIterator[str]:
    codes = {"<mã lớp>": "", "<mã buổi>": ""}
    met = dict.fromkeys(re.findall(r"^([a-z]+)[:>]", source, re.MULTILINE), False)
    for line in source.splitlines():
        staff, said, passed = _STAFF.match(line), _SAID.match(line), _TIME.match(line)
        if passed:
            people.passes(**{_UNITS[passed["unit"]]: int(passed["count"])})
            yield from_blank(line)
        elif staff:
            await people.appoints(staff["who"], staff["name"], Role(staff["role"]))
            met[staff["who"]] = True
            yield line
        elif said:
            yield from_blank(line)
            heard = await _does(said["who"], said["what"], codes, people)
            met[said["who"]] = True
            everybody = [(said["who"], heard)]
            everybody += [(who, await people.hears(who)) for who in met if met[who] and who != said["who"]]
            for who, words in everybody:
                for name, pattern in _CODES.items():
                    found = re.search(pattern, words)
                    codes[name] = found[1] if found is not None else codes[name]
                for each in _told(who, words, people):
                    yield each
        elif line.startswith("#"):
            yield line


def from_blank(line: str) -> str:
    """A line with an empty one before it."""
    return f"\n{line}"


async def _does(who: str, what: str, codes: Mapping[str, str], people: Village) -> str:
    if what == "(vào lớp)":
        await people.comes(who, codes["<mã lớp>"])
        return await people.types(who, "/lop")
    if what.startswith("["):
        return await people.presses(who, what[1:-1])
    for name, code in codes.items():
        what = what.replace(name, code)
    return await people.types(who, what.replace("\\n", "\n"))


def _told(who: str, words: str, people: Village) -> Iterator[str]:
    lines = [line for line in words.splitlines() if line]
    at = next((n for n, line in enumerate(lines) if _LESSON in line), None)
    if not lines:
        return
    first, *rest = lines if at is None else [*lines[:at], f"(bài học: {lines[at]})"]
    yield f"bot {who}> {first}"
    yield from (f"     {line}" for line in rest)
    labels = people.labels(who) if at is None else []
    if labels:
        yield "     " + " ".join(f"[{label}]" for label in labels)
