"""Fetches updates for whoever asks for them in turns."""

from collections.abc import Sequence

from telegram.error import TelegramError

from bot.channels.telegram.api import Api, Standing
from bot.channels.telegram.faults import to_channel_error


class Feed:
    """What arrives at one bot.

    Args:
        api: the hot methods.
        allowed: the kinds of updates that are wanted.
    """

    def __init__(self, api: Api, allowed: Sequence[str]) -> None:
        self._api = api
        self._allowed = tuple(allowed)

    @property
    def standing(self) -> Standing:
        """How the bot stands with Telegram."""
        return self._api.standing

    async def fetch(self, offset: int | None, *, wait_seconds: int) -> tuple[object, ...]:
        """What has arrived, as JSON values, oldest first.

        Args:
            offset: the first update that is wanted; all before it are forgotten by Telegram. None for all that it has.
            wait_seconds: how long to wait for one, 0 to 50.

        Raises:
            ChannelError: nothing came; `standing` tells whether somebody has to do something about it.
        """
        try:
            return await self._api.get_updates(offset, wait_seconds=wait_seconds, allowed=self._allowed)
        except TelegramError as error:
            raise to_channel_error(error) from None
