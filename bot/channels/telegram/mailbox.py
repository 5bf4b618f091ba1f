"""Where Telegram keeps what arrived until it is confirmed."""

from collections.abc import Sequence

from telegram.error import RetryAfter, TelegramError

from bot.channels.telegram.api import Api
from bot.channels.telegram.faults import to_channel_error
from bot.channels.telegram.parse import ALLOWED_UPDATES
from bot.channels.telegram.shapes import as_id, as_object
from bot.model.errors import Unreachable

WAIT_SECONDS = 30
"""Telegram waits at most 50. Source: Telegram Bot API, getUpdates."""


class Mailbox:
    """Fetches for one bot; see `bot.service.poll.Mailbox`.

    Args:
        api: the bot's hot methods.
        wait_seconds: how long one call waits for something to arrive.
    """

    def __init__(self, api: Api, wait_seconds: int = WAIT_SECONDS) -> None:
        self._api = api
        self._wait_seconds = wait_seconds

    async def fetch(self, after: int | None) -> Sequence[object]:
        """Waits for updates, and confirms all up to `after`.

        Raises:
            ChannelError: nothing was fetched; its text is a sentence for the operator.
        """
        offset = None if after is None else after + 1
        try:
            return await self._api.get_updates(offset, wait_seconds=self._wait_seconds, allowed=ALLOWED_UPDATES)
        except RetryAfter as error:
            raise to_channel_error(error) from None
        except TelegramError:
            raise Unreachable(self._api.standing.sentence, is_in_doubt=False) from None

    def number_of(self, update: object) -> int | None:
        """The update's number."""
        return as_id(as_object(update).get("update_id"))
