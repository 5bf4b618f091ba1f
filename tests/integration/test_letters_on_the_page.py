"""What is said to many, read on the chat's page by whoever opens it: at once, however lately they came, and once."""

import asyncio
from datetime import timedelta

from sqlalchemy import Connection

from bot.model.broadcast import Audience, Broadcast, BroadcastMove, Letter
from bot.model.ids import BroadcastId
from bot.model.text import paragraph
from bot.service.broadcasts import Announcer
from bot.service.world import World
from bot.store.engine import Store
from tests.integration.test_web_chat import Client, bubbles, choice, client, opened, sent, store, to_first_card

__all__ = ["client", "store"]  # the fixtures


async def say_to_all(store: Store, words: str) -> None:
    """Has the program that runs write to everybody."""
    announcer, now = Announcer(), World.system().now()
    draft = Broadcast(
        BroadcastId(0), "Tin", Letter(paragraph(words), answers=("Sáng", "Tối")), Audience(), now + timedelta(1), now
    )

    def write(connection: Connection) -> None:
        of = announcer.keep(connection, draft, now)
        assert announcer.move(connection, of, BroadcastMove.CONFIRM, now) == [], "nobody is to hear of it"

    await store.write(write)


async def test_a_letter_is_read_when_the_page_is_opened_again(client: Client, store: Store) -> None:
    before = bubbles(await to_first_card(client))
    await say_to_all(store, "Học lúc nào, {bạn}?")
    async with asyncio.timeout(60):
        while "Học lúc nào, bác?" not in (page := await opened(client)):  # noqa: ASYNC110 - a look is what tells
            await asyncio.sleep(0.1)
    assert len(bubbles(page, "human")) == 1
    assert bubbles(page) == before
    assert bubbles(await opened(client), "human") == bubbles(page, "human"), "and once"
    page = await sent(client, choice(page, "Tối"))
    page = await sent(client, choice(page, "Sáng"))
    assert "đã ghi: “Sáng”" in bubbles(page)[-1]
    page = await sent(client, choice(page, "Học tiếp"))
    assert "1/8" in bubbles(page)[-1]
