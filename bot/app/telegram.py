"""Builds the Telegram bot: who sends for it, how its updates come in, and how it does."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiohttp import ClientSession

from bot.channels.telegram import CHANNEL
from bot.channels.telegram.api import Api, Standing
from bot.channels.telegram.channel import TelegramChannel, labels_of
from bot.channels.telegram.mailbox import Mailbox
from bot.channels.telegram.parse import parse
from bot.channels.telegram.presence import Presence, Seen, Webhook
from bot.channels.telegram.request import open_bot
from bot.channels.telegram.wire import Wire, open_session
from bot.lessonbank.load import shipped_bank
from bot.lessonbank.pictures import PictureFolder
from bot.locale.load import load_phrases
from bot.model.errors import ChannelError, Unreachable
from bot.model.learner import Profile
from bot.model.message import Image
from bot.papers.own import own_picture
from bot.policy.pace import Pace
from bot.service.inbox import Inbox
from bot.service.intake import Intake
from bot.service.outbox import Sender
from bot.service.poll import Poll
from bot.service.posting import Account
from bot.service.sending import Mailings
from bot.service.tempo import USUAL, Tempo
from bot.service.uploads import KeptUploads
from bot.service.world import World
from bot.settings import Settings
from bot.store.engine import Store
from bot.tutor.context import Operator
from bot.tutor.phrases import voice_for
from bot.watch.metrics import Metrics
from bot.watch.traces import trace
from bot.web.webhooks import Hook

ACCOUNT: Account = (CHANNEL, "default")
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name. Source: Telegram Bot API, setWebhook

SETTLE_SECONDS = 600.0
"""How often it is looked whether the bot's profile and its webhook are as they should be."""

LOOK_SECONDS = 0.5
"""How often it is looked whether this process leads, until it has seen to the rest."""
SETTLE_DEADLINE_SECONDS = 60.0
"""For all of that together; each call has a deadline of its own."""

log = structlog.get_logger()


class Telegram:
    """One bot. What is owed is sent from the start; what arrives is taken while `serving`.

    Args:
        settings: the operator's.
        world: the clock.
        api: the hot methods.
        presence: what Telegram knows about the bot.
        channel: how the tutor speaks there.
        sender: who sends what is owed.
        tempo: how long it waits.
    """

    name = CHANNEL
    account = ACCOUNT

    def __init__(
        self,
        settings: Settings,
        world: World,
        api: Api,
        presence: Presence,
        channel: TelegramChannel,
        sender: Sender,
        tempo: Tempo,
    ) -> None:
        self._settings = settings
        self._world = world
        self._api = api
        self._presence = presence
        self._channel = channel
        self.sender = sender
        self._tempo = tempo
        self._username = ""
        self._fault = ""
        self._poll: Poll | None = None
        self.hook: Hook | None = None

    @asynccontextmanager
    async def serving(self, inbox: Inbox, mailings: Mailings | None = None) -> AsyncIterator[None]:
        """Takes what arrives until the context is left; then nothing more, and what was taken is handled.

        Args:
            inbox: takes it.
            mailings: what is said to many, which is sent meanwhile.
        """
        intake = Intake(inbox, self._channel, ACCOUNT, lambda update: parse(update, self._username))
        if self._settings.telegram_mode == "webhook":
            self.hook = Hook(CHANNEL, self._derived("path"), SECRET_HEADER, self._derived("secret"), intake)
        else:
            mailbox, leads = Mailbox(self._api), lambda: self.sender.is_leading
            self._poll = Poll(mailbox, intake, ACCOUNT, self._world, leads, self._tempo)
            self._poll.start()
        self.sender.start(mailings)
        settling = asyncio.create_task(self._settle_again(), name="telegram settling")
        try:
            yield
        finally:
            settling.cancel()
            await asyncio.gather(settling, return_exceptions=True)
            if self._poll is not None:
                await self._poll.close()
            await intake.close()

    @property
    def link(self) -> str:
        """Where people find the bot; empty while its name is not known."""
        return f"https://t.me/{self._username}" if self._username else ""

    async def check(self) -> None:
        """Looks at how the bot does, as far as it is known; nobody is asked.

        Raises:
            Unreachable: people are not served there; why, as a sentence for the operator.
        """
        standing = self._api.standing
        fault = self._poll.fault if self._poll is not None else ""
        fault = fault or self._fault or ("" if standing is Standing.OK else standing.sentence)
        if fault:
            raise Unreachable(fault, is_in_doubt=False)

    async def _settle_again(self) -> None:
        """Learns the bot's name; whoever leads sees, too, that Telegram knows what it should; again now and then."""
        while True:
            is_done = False
            try:
                is_done = await self._settle()
            except Exception as error:  # noqa: BLE001 - the top of a loop, which goes on whatever failed once
                self._fault = "A fault of the program; the log tells more."
                log.error("telegram.failed", trace=trace(error))  # noqa: TRY400 - a text may quote somebody
            retry_seconds = self._tempo.retry_seconds if self._fault else LOOK_SECONDS
            await self._world.sleep(SETTLE_SECONDS if is_done else retry_seconds)

    async def _settle(self) -> bool:
        try:
            async with asyncio.timeout(SETTLE_DEADLINE_SECONDS):
                self._username = self._username or await self._presence.name()
                if self.sender.is_leading:
                    await self._presence.keep(self._webhook())
        except (ChannelError, TimeoutError) as error:
            self._fault = str(error) or Standing.UNREACHABLE.sentence
            log.warning("telegram.not_settled", fault=self._fault)
            return False
        self._fault = ""
        return self.sender.is_leading

    def _webhook(self) -> Webhook | None:
        hook = self.hook
        return Webhook(f"{self._settings.public_url}{hook.path}", hook.secret) if hook is not None else None

    def _derived(self, purpose: str) -> str:
        """A name that only whoever knows the key and the token can tell; every replica has the same."""
        settings = self._settings
        key = settings.secret_key.get_secret_value() + settings.telegram_token.get_secret_value()
        return hmac.new(key.encode(), f"webhook {purpose} {'/'.join(ACCOUNT)}".encode(), hashlib.sha256).hexdigest()


class _Pictures:
    """The program's own pictures, and the bank's."""

    def __init__(self, bank: PictureFolder) -> None:
        self._bank = bank

    async def read(self, image: Image) -> bytes | None:
        """The file; None where it is missing."""
        return own_picture(image) or await self._bank.read(image)


def _wire(session: ClientSession, settings: Settings) -> Wire:
    token = settings.telegram_token.get_secret_value()
    return Wire(session, token, settings.telegram_api_url, settings.http_proxy or None)


async def look(settings: Settings) -> Seen:
    """What Telegram says of the settings' bot; changes nothing.

    Raises:
        ChannelError: it was not reached, or refuses; its text is a sentence for the operator.
    """
    async with open_session() as session:
        operator = Operator(settings.operator_name, settings.operator_contact)
        return await Presence(open_bot(_wire(session, settings)), load_phrases(), operator).look()


@asynccontextmanager
async def open_telegram(
    settings: Settings, store: Store, world: World, metrics: Metrics, tempo: Tempo = USUAL
) -> AsyncIterator[Telegram]:
    """The bot of the settings' token, over an open database; on leaving, the calls under way end first."""
    phrases = load_phrases()
    async with open_session() as session:
        wire = _wire(session, settings)
        api, bot = Api(wire), open_bot(wire)
        pictures = _Pictures(PictureFolder(settings.lessons_dir or shipped_bank()))
        labels = labels_of(phrases, voice_for(Profile()))
        channel = TelegramChannel(api, bot, pictures, KeptUploads(store, world, ACCOUNT), labels)
        limits = Pace(
            per_second=settings.telegram_rate,
            chat_per_second=settings.telegram_chat_rate,
            chat_burst=settings.telegram_chat_burst,
        )
        presence = Presence(bot, phrases, Operator(settings.operator_name, settings.operator_contact))
        sender = Sender(store, world, channel, ACCOUNT, limits, meter=metrics, tempo=tempo)
        metrics.watch_sender(*ACCOUNT, lambda: sender.state.rate)
        try:
            yield Telegram(settings, world, api, presence, channel, sender, tempo)
        finally:
            await sender.close()
