"""People type secrets wherever something can be typed, in every way of writing: no byte of them is kept or passed on.

The whole program runs as a process, with the web, a Telegram bot and another judge over real HTTP, and logs all that it
can. It is killed at the end, so that what lies in the write-ahead log is looked through as it stood.
"""

import asyncio
import json
import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, CookieJar
from sqlalchemy import Select, func, select, update

from bot.model.attempt import PrivacyKind
from bot.store.engine import Store, parse_url, sqlite_path
from bot.store.tables import inbox, learner, outbox
from bot.tutor.privacy import PLACEHOLDERS
from tests.databases import Database
from tests.fakes.bot_api.people import Person
from tests.fakes.bot_api.server import BotApi, bot_api
from tests.fakes.llm import FakeLLM, fake_llm
from tests.integration.cli import ROOT, TEACHING, Shell
from tests.integration.yaml_bank import LESSON, write_bank
from tests.planted import PLANTED, Planted, found

DEADLINE_SECONDS = 120.0
PHONED = tuple({each.kind: each for each in PLANTED}.values())
"""What is typed on phones, too: one of each kind, since what is behind the two doors is the same."""
SOME = 4
"""One browser of so many is looked at: what it shows stands in the database."""
SPOKEN = """\
- id: noi
  kind: check
  type: short
  question: Nghe rồi thì làm gì?
  accept: [{phrases: [kiểm tra lại]}]
  otherwise: Nhớ lại thẻ đầu.
  hints: [Nhớ lại câu vừa đọc.]
  explanation: Máy có lúc bịa.
"""
NAMES = "Tên gọi"
TRY = "Hãy viết lời giải thích cho bà con trồng chè, {}"
IN_DANGER = "bác vừa chuyển 20 triệu cho công an trên mạng, {}"
TALK = (
    *("{}", "/ma", "{}", "/start", "Đồng ý", "{}", "Bác", "Chưa biết", "/hoc bai-mot/noi", "{}", "/hoc bai-mot/viet"),
    *(TRY, "/hoc bai-mot/lam-that", "Tôi làm rồi", "{}", "/menu", "{}", "? {}", "/hoi {}", "/mau {}", "/{}"),
    *(IN_DANGER, "/caidat", NAMES, "{}", "/menu"),
)
"""A visitor, a return code, a check, a prompt, what a task was for, commands, danger, a name."""
SHORT_TALK = ("Đồng ý", "Bác", "Chưa biết", "{}", "/hoc bai-mot/viet", TRY, IN_DANGER, "/hoi {}", "/start {}")
"""On a phone."""


def typed(talk: Sequence[str], planted: Planted) -> Sequence[str]:
    """What somebody types; their own name, where it is asked for, is kept as they wish."""
    at = talk.index(NAMES) if planted.kind is PrivacyKind.NAME and NAMES in talk else len(talk)
    return [line.format(planted.text) for line in (*talk[:at], *talk[at + 2 :])]


@dataclass
class House:
    """The running program, and all that is around it."""

    url: str
    shell: Shell
    store: Store
    api: BotApi
    llm: FakeLLM
    web: Sequence[ClientSession]
    phones: Sequence[Person]
    process: "subprocess.Popen[bytes]"

    async def post(self, browser: ClientSession, number: int, text: str) -> None:
        """Sends a form once the program lets a browser that types so fast."""
        while True:
            form = {"id": str(number), "text": text}
            async with browser.post(self.url, data=form, allow_redirects=False) as answer:
                if answer.status != 429:
                    assert answer.status == 303
                    return
            await asyncio.sleep(1.0)

    async def talk(self, browser: ClientSession, planted: Planted) -> None:
        """The whole talk in a browser, which came by a door that nobody opened."""
        code = re.sub("[^0-9A-Za-z]", "", planted.value) or "x"
        async with browser.get(f"{self.url}/j/{code}") as answer:
            assert answer.status == 200
        for number, line in enumerate(typed(TALK, planted)):
            await self.post(browser, number, line)

    async def all_browse(self) -> None:
        """Everybody at a browser."""
        await asyncio.gather(*(self.talk(*each) for each in zip(self.web, PLANTED, strict=True)))

    async def all_chat(self) -> None:
        """Everybody at their phone."""
        for phone, planted in zip(self.phones, PHONED, strict=True):
            phone.starts(planted.value)
            for line in typed(SHORT_TALK, planted):
                phone.types(line)
            own = next(message for message in reversed(phone.sees) if not message.is_from_bot)
            phone.edits(own, planted.text)
            phone.sends_photo(planted.text)
        await self.settled()

    async def settled(self) -> None:
        """Waits until all that came is handled, and nothing is owed."""
        is_open = select(func.count()).where(outbox.c.state.in_(("waiting", "sending")))
        async with asyncio.timeout(DEADLINE_SECONDS):
            while self.api.bot.updates.pending or await self.count(is_open):  # noqa: ASYNC110 - in another process
                await asyncio.sleep(0.1)

    async def exports(self) -> bytes:
        """What people at a browser take away, and what an operator hands out about one of them."""
        taken = [self.shell.run("learner", "export", "1").out.encode()]
        for browser in self.web[::SOME]:
            async with browser.get(f"{self.url}/dulieu.json") as answer:
                taken.append(json.dumps(await answer.json(), ensure_ascii=False).encode())
        return b"\n".join(taken)

    async def pages(self) -> bytes:
        """What stands on their pages."""
        shown: list[bytes] = []
        for browser in self.web[::SOME]:
            async with browser.get(self.url) as answer:
                shown.append(await answer.read())
        return b"\n".join(shown)

    async def cannot_be_read(self) -> None:
        """Everybody's state is damaged, so that what they type next is put aside."""
        await self.store.write(lambda connection: connection.execute(update(learner).values(state="{")))
        for phone, planted in zip(self.phones, PHONED, strict=True):
            phone.types(planted.text)
        await asyncio.gather(
            *(self.post(browser, 100, each.text) for browser, each in zip(self.web, PLANTED, strict=True))
        )
        await self.settled()
        parked = select(func.count()).select_from(inbox).where(inbox.c.state == "parked")
        assert await self.count(parked) == len(PLANTED) + len(PHONED)

    async def count(self, query: Select[int]) -> int:
        """A number out of the database."""
        return await self.store.read(lambda connection: connection.scalars(query).one())


def files_of(database: Database, folder: Path) -> Mapping[str, bytes]:
    """The bytes of the database, where they are in reach, and of its backup, in the words of the tool that reads it."""
    (copy,) = (folder / "copies").iterdir()
    url = parse_url(database.url)
    if url.get_backend_name() == "sqlite":
        path = sqlite_path(url)
        files = {suffix: path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm")}
        return {"the backup": copy.read_bytes()} | {
            f"database{name}": file.read_bytes() for name, file in files.items()
        }
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return {
        "the backup": subprocess.check_output(["pg_restore", "--file=-", str(copy)]),
        "database": subprocess.check_output(["pg_dump", f"--dbname={plain}"]),
    }


@asynccontextmanager
async def house_of(folder: Path, database: Database, store: Store) -> AsyncIterator[House]:
    """The program with everything switched on, and people at its doors; killed at the end if it runs still."""
    lesson = write_bank(folder / "lessons")
    lesson.write_text(LESSON.replace("- id: viet\n", f"{SPOKEN}- id: viet\n"), encoding="utf-8")
    shutil.copy(ROOT / "lessons" / "triage.yaml", folder / "lessons")
    async with fake_llm() as llm, bot_api() as api, AsyncExitStack() as stack:
        settings = {
            "BANHOC_DATABASE_URL": database.url,
            "BANHOC_LESSONS_DIR": str(folder / "lessons"),
            "BANHOC_LOG_LEVEL": "debug",
            "BANHOC_LOG_FORMAT": "json",
            "BANHOC_TELEGRAM_TOKEN": api.token,
            "BANHOC_TELEGRAM_API_URL": api.url,
            "BANHOC_TELEGRAM_RATE": "1000",
            "BANHOC_TELEGRAM_CHAT_RATE": "0",
            "BANHOC_LLM_BASE_URL": llm.url,
            "BANHOC_LLM_MODEL": llm.model,
            "BANHOC_LLM_API_KEY": llm.key,
            "BANHOC_LLM_ALLOW_PRIVATE": "true",
        }
        shell = Shell(folder, TEACHING | settings)
        log = stack.enter_context((folder / "log").open("wb"))
        process = stack.enter_context(shell.start("serve", "--port", "0", errors=log))
        stack.callback(process.kill)
        assert process.stdout is not None
        told = re.search(r"http://\S+", (await asyncio.to_thread(process.stdout.readline)).decode())
        assert told is not None, (folder / "log").read_text(encoding="utf-8")
        web = [await stack.enter_async_context(ClientSession(cookie_jar=CookieJar(unsafe=True))) for _ in PLANTED]
        phones = [api.person(number, "Tư") for number, _ in enumerate(PHONED, 1)]
        yield House(told[0].rstrip("/"), shell, store, api, llm, web, phones, process)


async def test_no_secret_is_kept_anywhere(database: Database, store: Store, tmp_path: Path) -> None:
    async with house_of(tmp_path, database, store) as house:
        await asyncio.gather(house.all_browse(), house.all_chat())
        await house.settled()
        places = {"exports": await house.exports(), "pages": await house.pages()}
        await house.cannot_be_read()
        assert house.shell.run("db", "backup", "--to", str(tmp_path / "copies")).code == 0
        house.process.kill()
        house.process.wait()
    places |= {
        "the judge": repr(house.llm.calls).encode(),
        "Telegram": json.dumps(
            [call.as_json()["parameters"] for call in house.api.calls()], ensure_ascii=False
        ).encode(),
        "the log": (tmp_path / "log").read_bytes(),
        **files_of(database, tmp_path),
    }
    for name in ("the log", "exports", "pages", "the judge", "Telegram"):
        assert len(places[name]) > 20_000, f"{name} is next to nothing"
    held = b"".join(places.values()).decode(errors="replace")
    assert all(placeholder in held for placeholder in PLACEHOLDERS.values())
    assert found(PLANTED, places) == []
