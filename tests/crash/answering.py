"""A process that is killed between what somebody did to a question and what somebody else is to hear of it.

A mentor sends an answer, its learner hears it; a week later time closes that question, and another one that nobody
took goes on, of which its learner hears. The journal is kept as in `tests.crash.child`.
"""

import asyncio
from datetime import timedelta
from multiprocessing.connection import Connection

from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId
from bot.service.rounds import Arrival
from bot.store.engine import open_store
from tests.crash.child import Life, killer, note
from tests.fakes.tutor import Clock
from tests.town import WEDNESDAY, Town, at_home

ASKED, ANSWER = "AI có sai không?", "Có, nên mình kiểm tra lại."


async def prepare(database_url: str) -> None:
    """A learner whose question a mentor holds, who has written an answer and not sent it; and one who waits."""
    store = await open_store(database_url)
    clock = Clock()
    clock.at = WEDNESDAY
    town = Town(store, clock=clock)
    await town.set_up()
    await town.helps("hoa", "Cô Hoa", in_class=True)
    for name in ("bac", "tu"):
        await town.comes(name, is_in_class=True)
    for name, what in (
        ("bac", f"/hoi {ASKED}"),
        ("tu", "/hoi Còn tôi thì sao?"),
        ("hoa", "/cauhoi"),
        ("hoa", "[AI có"),
        ("hoa", "[Nhận"),
        ("hoa", ANSWER),
    ):
        await (town.presses(name, what[1:]) if what.startswith("[") else town.types(name, what))
    await store.close()


def answering(_: Connection, life: Life) -> None:
    """The process."""
    asyncio.run(_run(life))


async def _run(life: Life) -> None:
    """Handles what was left waiting, then does what the journal does not know as done."""
    done = {line.split()[1] for line in life.journal.read_text(encoding="utf-8").splitlines()}
    store = await open_store(life.database_url)
    clock = Clock()
    clock.at = WEDNESDAY + timedelta(minutes=5)
    town = Town(store, clock=clock, reach=killer(life.point, life.count))
    await town.inbox.settle()
    if "send" not in done:
        await town.inbox.submit(Arrival(at_home("hoa"), "send", ChoicePressed(ChoiceId("h:send:1"))))
        note(life.journal, "ack send")
    clock.move(days=8)
    await town.timers.look()
    await town.inbox.close()
    await store.close()
