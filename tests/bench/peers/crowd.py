"""The imitated Telegram with people inside, so that they cost the bot's core nothing; a process of its own.

python -m tests.bench.peers.crowd [--cpu 1] [--flood 10] --token 1:abc...

Prints its address. Then it reads orders, one JSON object a line: which bot's people, what they do (a method of
`Crowd`), and how; it answers each with one line.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import cycle
from typing import Literal

from tests.bench.start import cpu_seconds
from tests.fakes.bot_api.account import Account
from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.chats import Message
from tests.fakes.bot_api.people import Person
from tests.fakes.bot_api.record import Call, Record
from tests.fakes.bot_api.server import bot_api

Kind = Literal["text", "tap"]

SAYING = frozenset({"sendMessage", "editMessageText", "sendPhoto"})
WARM_SECONDS = 0.4
"""At full load before anything is measured."""
WAY_SECONDS = 0.005
"""From the bot's call until the person's next deed is an update; over a telephone network it is longer."""
SILENCE_SECONDS = 20.0
"""Whoever waits longer is not answered any more."""
LATE_SECONDS = 0.1
"""After the last reply, for answers to taps that are still on their way."""
BURST = ("/tiendo", "/privacy", "/help", "/hoc ai-la-gi")
"""Sent at once by one person. A lesson bot answers each in words of its own, and the last leads back to a lesson."""
FIRST_WORDS = 30
"""Characters by which a reply is known again; what comes after them may tell of what happened meanwhile."""

TICK = "✓"
BACK = "Về trang chính"
READY = "Xong, trả lời"
"""On buttons: was chosen already, leads out of the lessons, hands in what was chosen."""
CARD: Json = {
    "text": (
        "AI là gì, khác gì Google? · 2/8\n\n"
        "AI trong bài này là máy biết viết. Nó học từ rất nhiều chữ của con người. Nhờ thế, nó đoán được chữ nào hay đi"
        " sau chữ nào.\n\n"
        "Bàn phím điện thoại cũng hay đoán: vừa gõ “chúc mừng”, nó gợi ý “sinh nhật”. AI đoán khéo hơn nhiều, viết được"
        " cả bài dài."
    ),
    "entities": [{"type": "italic", "offset": 0, "length": 31}],
}
BOARD: Json = {"inline_keyboard": [[{"text": "Tiếp", "callback_data": "l:ai-la-gi:chuyen:1:1:_next"}]]}
"""What is seen where the bot offers nothing, as an echo does not: so its updates are like those of a lesson bot."""


@dataclass(slots=True)
class _Learner:
    """Somebody who goes through the lessons, by what the bot's newest message offers."""

    person: Person
    heard: list[str] = field(default_factory=list)
    newest: Message | None = None
    asked_at: float | None = None

    def sees(self, said: Message) -> None:
        """Looks at a reply."""
        self.asked_at = None
        self.newest = said if said.buttons else replace(said, content=CARD, keyboard=BOARD)

    def act(self, kind: Kind) -> None:
        """Presses the next button, or types what stands on it: both lead to the same step."""
        self.asked_at = time.monotonic()
        if self.newest is None:
            self.person.starts()
            return
        button = _next(self.newest)
        if kind == "text":
            self.person.types(str(button["text"]))
        else:
            self.person.account.press(self.person.user, self.newest, str(button["callback_data"]))


def _next(seen: Message) -> Json:
    useful = [each for row in seen.buttons for each in row if "callback_data" in each]
    fresh = [each for each in useful if not str(each["text"]).endswith(TICK) and each["text"] != BACK] or useful
    return next((each for each in fresh if each["text"] == READY), fresh[0])


class Crowd(Record):
    """The people of one bot; it stands where the server writes down the bot's calls, and so hears each reply.

    Args:
        account: the bot.
        people: how many.
    """

    def __init__(self, account: Account, people: int) -> None:
        super().__init__()
        self._account = account
        self._learners = {number: _Learner(Person(account, number, "Tư")) for number in range(1, people + 1)}
        self._waits: list[float] = []
        self._busy: Kind | None = None
        self._refused = Counter[int]()
        self._news = asyncio.Event()
        self._talking: asyncio.Task[None] | None = None
        self._replies: list[tuple[float, float]] = []
        self._written_to = Counter[int]()
        self._written_at: list[float] = []
        self._said_at: list[float] = []

    def add(self, call: Call) -> None:
        """Hears a call, and keeps none."""
        self.counts[call.method] += 1
        learner = self._learners.get(call.chat or 0)
        if call.status != 200:
            self._refused[call.status] += 1
            return
        if call.method in SAYING:
            self._said_at.append(call.at)
        if learner is None and call.method in SAYING and call.chat is not None:
            self._written_to[call.chat] += 1
            self._written_at.append(call.at)
        elif learner is not None and call.method in SAYING and isinstance(call.result, dict):
            said = learner.person.chat.messages[call.result["message_id"]]
            if learner.asked_at is not None:
                self._waits.append(call.at - learner.asked_at)
                self._replies.append((learner.asked_at, call.at - learner.asked_at))
            learner.sees(said)
            self._news.set()
            if self._busy is None:
                learner.heard.append(said.text[:FIRST_WORDS])
            else:
                asyncio.get_running_loop().call_later(WAY_SECONDS, self._go_on, learner)

    async def start(self) -> Json:
        """Everybody opens the chat and gets to the first card; ends when all are answered."""
        for _ in range(4):
            for learner in self._learners.values():
                learner.act("tap")
            await self._quiet()
        return {}

    async def closed(self, kind: Kind, seconds: float, pid: int) -> Json:
        """All people at once, each with the next deed as soon as the reply is there."""
        self._busy = kind
        for learner in self._learners.values():
            learner.act(kind)
        await asyncio.sleep(WARM_SECONDS)
        told = await self._measure(seconds, pid)
        self._busy = None
        return told | {"unanswered": await self._quiet()}

    async def open(self, per_second: float, seconds: float, pid: int, warm_seconds: float = WARM_SECONDS) -> Json:
        """Taps and texts by turns, so many a second whatever the bot does, at moments drawn by lot."""
        acting = asyncio.create_task(self._act_at(per_second))
        await asyncio.sleep(warm_seconds)
        told = await self._measure(seconds, pid)
        acting.cancel()
        await asyncio.gather(acting, return_exceptions=True)
        return told | {"unanswered": await self._quiet()}

    async def order(self) -> Json:
        """Everybody sends several texts at once: in how many chats the replies came in another order, or not all."""
        learners = self._learners.values()
        for learner in learners:
            learner.heard.clear()
        for text in BURST:
            for learner in learners:
                learner.asked_at = time.monotonic()
                learner.person.types(text)
            await self._quiet()
        alone = [learner.heard[:] for learner in learners]
        for learner in learners:
            learner.heard.clear()
            for text in BURST:
                learner.person.types(text)
        await self._until(lambda: all(len(each.heard) >= len(BURST) for each in learners))
        await self._quiet()
        wrong = sum(learner.heard != wanted for learner, wanted in zip(learners, alone, strict=True))
        return {"wrong": wrong, "chats": len(alone)}

    async def know(self, first: int, people: int) -> Json:
        """So many more people have opened the chat, long ago."""
        for number in range(first, first + people):
            self._account.open_chat(number, {"type": "private", "first_name": "Tư"})
        return {}

    async def talk(self, per_second: float) -> Json:
        """From now on taps and texts as in `open`, until `hush`."""
        self._replies.clear()
        self._refused.clear()
        self._talking = asyncio.create_task(self._act_at(per_second))
        return {}

    async def hush(self) -> Json:
        """Nobody says anything any more: when each deed was and how long its reply took, and who never got one."""
        if self._talking is not None:
            self._talking.cancel()
            await asyncio.gather(self._talking, return_exceptions=True)
        unanswered = await self._quiet()
        return {"replies": self._replies, "refused": dict(self._refused), "unanswered": unanswered}

    async def written(self) -> Json:
        """How often those who only know the bot were written to, each; when; and when anything was said to anybody."""
        times = {str(chat): times for chat, times in self._written_to.items()}
        return {"chats": times, "at": self._written_at, "said": self._said_at}

    def _go_on(self, learner: _Learner) -> None:
        if self._busy is not None:
            learner.act(self._busy)

    async def _act_at(self, per_second: float) -> None:
        lot = random.Random(1)
        kinds: Iterator[Kind] = cycle(("tap", "text"))
        turns = cycle(self._learners.values())
        due = time.monotonic()
        while True:
            due += lot.expovariate(per_second)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            idle = next((each for each, _ in zip(turns, self._learners, strict=False) if each.asked_at is None), None)
            if idle is not None:
                idle.act(next(kinds))

    async def _measure(self, seconds: float, pid: int) -> Json:
        self._waits.clear()
        self._refused.clear()
        before, began, cpu, own = self.counts.copy(), time.monotonic(), cpu_seconds(pid), time.process_time()
        taken = self._account.flood.taken
        await asyncio.sleep(seconds)
        took = time.monotonic() - began
        return {
            "seconds": took,
            "waits": list(self._waits),
            "cpu_seconds": cpu_seconds(pid) - cpu,
            "busy": (time.process_time() - own) / took,
            "calls": sum((self.counts - before)[name] for name in (*SAYING, "answerCallbackQuery")),
            "refused": dict(self._refused),
            "taken": self._account.flood.taken - taken,
        }

    async def _quiet(self) -> int:
        """Waits until everybody is answered, and gives the number of those who never are.

        What is over is forgotten, so that a long bench stays small.
        """
        learners = self._learners.values()
        await self._until(lambda: all(each.asked_at is None for each in learners))
        await asyncio.sleep(LATE_SECONDS)
        unanswered = sum(each.asked_at is not None for each in learners)
        self._account.updates.all.clear()
        self._account.presses.clear()
        for learner in learners:
            learner.asked_at = None
            if learner.newest is not None:
                learner.person.chat.messages = {learner.newest.id: learner.newest}
        return unanswered

    async def _until(self, is_over: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(SILENCE_SECONDS):
                while not is_over():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return


async def _serve(options: argparse.Namespace) -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with bot_api(is_strict=False, tokens=tuple(options.token)) as api:
        crowds: dict[str, Crowd] = {}
        for token, account in api.accounts.items():
            account.flood.enforced = options.flood is not None
            account.flood.scale = options.flood or 1.0
            account.record = crowds[token] = Crowd(account, options.people)
        print(api.url, flush=True)
        while order := await reader.readline():
            given = json.loads(order)
            crowd, do = crowds[given.pop("bot")], given.pop("do")
            print(json.dumps(await getattr(crowd, do)(**given)), flush=True)


def main() -> None:
    """Reads the command line and serves until standard input ends."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peers.crowd", description=__doc__)
    parser.add_argument("--token", action="append", required=True, help="of a bot; once for each")
    parser.add_argument("--people", type=int, default=64, help="of each bot")
    parser.add_argument("--cpu", type=int, help="the core to stay on")
    parser.add_argument("--flood", type=float, help="enforces flood control, with all limits this many times as high")
    options = parser.parse_args()
    if options.cpu is not None:
        os.sched_setaffinity(0, {options.cpu})
    asyncio.run(_serve(options))


if __name__ == "__main__":
    main()
