"""All that Telegram has to know about a bot before it is of use: asked first, and told only where it changed."""

from dataclasses import dataclass

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.api import Standing
from bot.channels.telegram.faults import to_channel_error
from bot.channels.telegram.parse import ALLOWED_UPDATES
from bot.channels.telegram.profile import drop_webhook, keep_profile, keep_webhook
from bot.model.errors import Unreachable
from bot.tutor.context import Operator
from bot.tutor.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are posted to, and the secret that comes with each."""

    url: str
    secret: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What Telegram says of a bot: its name, whether a webhook is set, how many updates wait, and what failed last."""

    username: str
    has_webhook: bool
    waiting: int
    last_error: str


class Presence:
    """One bot as Telegram knows it.

    Args:
        bot: the library's, for the rare methods.
        phrases: the bot's words about itself.
        operator: who runs it.
    """

    def __init__(self, bot: Bot, phrases: Phrases, operator: Operator) -> None:
        self._bot = bot
        self._phrases = phrases
        self._operator = operator

    async def name(self) -> str:
        """The name by which the bot is found, and called in groups, without the `@`.

        Raises:
            ChannelError: Telegram was not reached, or refuses; its text is a sentence for the operator.
        """
        try:
            return (await self._bot.get_me()).username or ""
        except InvalidToken:
            raise Unreachable(Standing.TOKEN_REFUSED.sentence, is_in_doubt=False) from None
        except TelegramError as error:
            raise to_channel_error(error) from None

    async def look(self) -> Seen:
        """What Telegram says of the bot; changes nothing, and raises as `name` does."""
        username = await self.name()
        try:
            info = await self._bot.get_webhook_info()
        except TelegramError as error:
            raise to_channel_error(error) from None
        return Seen(username, bool(info.url), info.pending_update_count, info.last_error_message or "")

    async def keep(self, webhook: Webhook | None) -> None:
        """Sees that the profile is as it should be, and that updates go where they should; raises as `name` does.

        Args:
            webhook: where they are posted to; None where they are fetched.
        """
        if webhook is None:
            await drop_webhook(self._bot)
        else:
            await keep_webhook(self._bot, webhook.url, webhook.secret, ALLOWED_UPDATES)
        await keep_profile(self._bot, self._phrases, self._operator)
