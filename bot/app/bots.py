"""The bots that are configured, each on a platform that messages are pushed to; none of their code is loaded else."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from bot.service.inbox import Inbox
from bot.service.sending import Mailings
from bot.service.tempo import USUAL, Tempo
from bot.service.world import World
from bot.settings import Settings
from bot.store.engine import Store
from bot.watch.metrics import Metrics

if TYPE_CHECKING:
    from bot.app.telegram import Telegram


@asynccontextmanager
async def open_bots(
    settings: Settings, store: Store, world: World, metrics: Metrics, tempo: Tempo = USUAL
) -> "AsyncIterator[Sequence[Telegram]]":
    """The bots of the settings, over an open database; on leaving, the calls under way end first."""
    if not settings.telegram_token:
        yield ()
        return
    from bot.app.telegram import open_telegram  # noqa: PLC0415 - the library takes a while, and room

    async with open_telegram(settings, store, world, metrics, tempo) as telegram:
        yield (telegram,)


@asynccontextmanager
async def serving(bots: "Sequence[Telegram]", inbox: Inbox, mailings: Mailings | None = None) -> AsyncIterator[None]:
    """Takes what arrives for the bots, and sends what is said to many, until the context is left."""
    async with AsyncExitStack() as stack:
        for bot in bots:
            await stack.enter_async_context(bot.serving(inbox, mailings))
        yield
