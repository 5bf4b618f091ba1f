"""`banhoc serve`: it listens, tells where, and ends when it is told to."""

import asyncio
import os
import re
import shutil
import signal
import sys
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar, web
from click.testing import CliRunner

from bot.cli import main
from bot.cli.doors import lan_address
from bot.model.errors import BotError
from bot.web.server import served
from tests.databases import sqlite_url

DEADLINE_SECONDS = 60
REAL = {"BANHOC_OPERATOR_NAME": "Sở", "BANHOC_OPERATOR_CONTACT": "1022", "BANHOC_SECRET_KEY": "x" * 32}


async def start(folder: Path, *arguments: str, **env: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "serve", *arguments),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **env},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def told_url(process: asyncio.subprocess.Process) -> str:
    """The address that the program tells."""
    assert process.stdout is not None
    async with asyncio.timeout(DEADLINE_SECONDS):
        line = (await process.stdout.readline()).decode()
    found = re.search(r"http://\S+", line)
    assert found is not None, line
    return found[0]


async def end(process: asyncio.subprocess.Process) -> tuple[str, str]:
    """What it said until it ended by itself."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        out, errors = await process.communicate()
    return out.decode(), errors.decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_serves_until_it_is_told_to_stop(tmp_path: Path, number: signal.Signals) -> None:
    process = await start(tmp_path, "--demo", "--port", "0")
    url = await told_url(process)
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        async with session.get(url) as answer:
            assert answer.status == 200
            assert "máy trả lời tự động" in await answer.text()
        async with session.get(await told_url(process)) as answer:
            assert "Lúc bí, có người thật giúp" in await answer.text(), "by the door of the class that a demo opens"
        process.send_signal(number)
        _, errors = await end(process)
    assert process.returncode == 0, errors


async def test_a_running_server_takes_a_new_bank_and_keeps_the_old_one_where_it_is_broken(tmp_path: Path) -> None:
    bank = tmp_path / "lessons"
    shutil.copytree(Path(__file__).parents[2] / "lessons", bank)
    lesson = bank / "lam-quen-voi-ai" / "ai-la-gi.yaml"
    whole = lesson.read_text(encoding="utf-8")
    process = await start(tmp_path, "--demo", "--port", "0", BANHOC_LESSONS_DIR=str(bank), BANHOC_LOG_FORMAT="json")
    await told_url(process)
    assert process.stderr is not None
    async with asyncio.timeout(DEADLINE_SECONDS):
        lesson.write_text("không: [phải", encoding="utf-8")
        assert "ai-la-gi.yaml" in await logged(process.stderr, "bank.refused")
        lesson.write_text(whole, encoding="utf-8")
        await logged(process.stderr, "bank.taken")
    process.terminate()
    await end(process)
    assert process.returncode == 0


async def logged(log: asyncio.StreamReader, event: str) -> str:
    """The next line of the log about that."""
    async for line in log:
        if event in line.decode():
            return line.decode()
    raise AssertionError(f"the log ended without {event}")


async def test_a_port_that_is_taken_is_told_in_a_sentence(tmp_path: Path) -> None:
    async with served(web.Application(), "127.0.0.1", 0) as port:
        process = await start(tmp_path, "--demo", "--port", str(port))
        _, errors = await end(process)
        assert process.returncode == 1
        assert f"port {port}" in errors
        assert "--port" in errors
        with pytest.raises(BotError, match="cannot listen"):
            async with served(web.Application(), "127.0.0.1", port):
                pass


async def test_telephones_nearby_are_shown_the_way(tmp_path: Path) -> None:
    process = await start(tmp_path, "--demo", "--lan", "--port", "0")
    assert lan_address() in await told_url(process)
    process.terminate()
    out, _ = await end(process)
    assert "\u2588" in out or "\u2580" in out, "a QR code"


@pytest.mark.parametrize(
    "arguments", [("--demo", "--lan", "--host", "::1"), ("--port", "70000"), ("--demo", "--at", "mai")]
)
def test_wrong_usage_is_told(arguments: tuple[str, ...]) -> None:
    assert CliRunner().invoke(main, ["serve", *arguments]).exit_code == 2


def test_real_people_need_an_operator(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["serve"], env={"BANHOC_DATABASE_URL": sqlite_url(tmp_path / "x.db")})
    assert done.exit_code == 4
    assert "BANHOC_OPERATOR_NAME" in done.output


def test_the_clock_of_real_learners_is_not_moved(tmp_path: Path) -> None:
    env = {**REAL, "BANHOC_DATABASE_URL": sqlite_url(tmp_path / "x.db")}
    done = CliRunner().invoke(main, ["serve", "--at", "2026-12-01"], env=env)
    assert done.exit_code == 2
    assert "demo" in done.output


def test_an_address_with_a_path_is_refused() -> None:
    done = CliRunner().invoke(main, ["serve", "--demo"], env={"BANHOC_PUBLIC_URL": "https://hoc.example/lop"})
    assert done.exit_code == 4
    assert "without a path" in done.output
