"""Telegram as a channel: what is owed becomes one call each, and every answer an outcome."""

import asyncio
import hashlib
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import Protocol, assert_never

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram import MOST_TEXT_UTF16
from bot.channels.telegram.api import Api, Keyboard
from bot.channels.telegram.faults import to_channel_error
from bot.channels.telegram.keyboards import keyboard
from bot.channels.telegram.render import clean, shows_nothing, to_html, units, visible
from bot.channels.telegram.split import body
from bot.model.errors import Gone, Rejected
from bot.model.ids import Address
from bot.model.message import Author, Image, Message
from bot.model.text import Link, Paragraph, Plain, Strong, Text, plain
from bot.tutor.phrases import Phrases, Voice

# What Telegram says, in small letters. Source: tdlib/telegram-bot-api and tdlib/td, for BadRequest.
_UNREADABLE = ("can't parse entities",)
_UNCHANGED = ("message is not modified",)
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "message_id_invalid",
    "message identifier is not specified",
)
_ALREADY_GONE = ("message to delete not found",)

_STAND_IN = "…"
"""For a message with nothing to see, which Telegram refuses."""

WIPE_WAITS = (0.5, 1.0)
"""Seconds before a message with a secret is tried to be deleted once more."""

log = structlog.get_logger()


class Pictures(Protocol):
    """The bank's pictures."""

    async def read(self, image: Image) -> bytes | None:
        """The file; None where it is missing, so that its words stand for it."""


class Uploads(Protocol):
    """The pictures that this bot has uploaded, by SHA-256 in hex of their content."""

    async def find(self, content_hash: str) -> str | None:
        """Telegram's name for a picture; None where it was not uploaded."""

    async def keep(self, content_hash: str, file_id: str) -> None:
        """Keeps Telegram's name for a picture."""


@dataclass(frozen=True, slots=True)
class _How:
    """How a text is sent, besides its words."""

    has_preview: bool
    is_silent: bool
    is_html: bool = True


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that the channel adds: on the button that copies, and above what an AI or a human wrote.

    What bears no label is the machine's own: the bot's name and its first screen say that it is one.
    """

    copy: str
    ai: str
    human: str


def labels_of(phrases: Phrases, voice: Voice) -> Labels:
    """The channel's words in a voice."""
    return Labels(
        copy=phrases.line("telegram.copy", voice),
        ai=phrases.line("telegram.from.ai", voice),
        human=phrases.line("telegram.from.human", voice),
    )


class TelegramChannel:
    """Sends for one bot; see `bot.service.call.PushChannel`.

    Args:
        api: the hot methods.
        bot: the library's bot, for pictures and for deleting.
        pictures: the bank's pictures.
        uploads: those that Telegram holds already.
        labels: the words that the channel adds.
    """

    def __init__(self, api: Api, bot: Bot, pictures: Pictures, uploads: Uploads, labels: Labels) -> None:
        self._api = api
        self._bot = bot
        self._pictures = pictures
        self._uploads = uploads
        self._labels = labels

    async def send(self, address: Address, message: Message, *, edits: str | None) -> str:
        """Sends a message that `fit` has made, or puts it in the place of one that was sent.

        Args:
            address: to whom.
            message: what.
            edits: Telegram's id of the message that it replaces; where that cannot be, a new one is sent.

        Returns:
            Telegram's id of the message.

        Raises:
            ChannelError: it was not sent, or nobody can say; the class tells.
        """
        chat = _chat(address)
        try:
            return await self._deliver(chat, message, edits)
        except TelegramError as error:
            raise to_channel_error(error) from None

    def is_group(self, address: Address) -> bool:
        """Whether several people read there: a group's number is negative."""
        return address.peer.startswith("-")

    async def type_to(self, address: Address) -> None:
        """Shows that something is on its way; where that fails, nobody misses it."""
        try:
            await self._api.send_chat_action(_chat(address))
        except TelegramError as error:
            log.info("telegram.not_typing", fault=type(error).__name__)

    async def answer_tap(self, callback_id: str) -> None:
        """Ends the waiting of a pressed button; a press that is too old or was answered is none to worry about."""
        try:
            await self._api.answer_callback_query(callback_id)
        except TelegramError as error:
            log.info("telegram.tap_not_answered", fault=type(error).__name__)

    async def wipe(self, address: Address, mark: str) -> bool:
        """Deletes a message that the learner wrote, by Telegram's id.

        Returns:
            Whether it is gone. After 48 hours Telegram deletes none; then the learner has to.
        """
        if not (mark.isascii() and mark.isdigit()):
            return False  # no press of ours names such a one
        for wait_seconds in (*WIPE_WAITS, None):
            try:
                return await self._bot.delete_message(_chat(address), int(mark))
            except BadRequest as error:
                log.info("telegram.not_deleted", fault=error.message)
                return _says(error, _ALREADY_GONE)
            except TelegramError as error:  # deleted twice is deleted: it may be tried again whatever became of it
                log.warning("telegram.not_deleted", fault=type(error).__name__)
            if wait_seconds is not None:
                await asyncio.sleep(wait_seconds)
        return False

    async def _deliver(self, chat: int, message: Message, edits: str | None) -> str:
        if message.image is not None:
            sent = await self._show(chat, message, message.image)
            return sent if sent is not None else await self._say(chat, message, stands_for=message.image)
        if edits is not None:
            try:
                return await self._say(chat, message, edits=edits)
            except BadRequest as error:
                if _says(error, _UNCHANGED):
                    return edits
                if not _says(error, _NOT_EDITABLE):
                    raise
        return await self._say(chat, message)

    async def _say(
        self, chat: int, message: Message, *, edits: str | None = None, stands_for: Image | None = None
    ) -> str:
        text = self._text(message, stands_for)
        board = keyboard(message, self._labels.copy)
        how = _How(has_preview=_is_for_sharing(message.text), is_silent=message.is_silent)
        if shows_nothing(text):
            text = (Paragraph((Plain(_STAND_IN),)),)
        try:
            return await self._put(chat, to_html(text), edits, board, how)
        except BadRequest as error:
            if not _says(error, _UNREADABLE):
                raise
            log.error("telegram.markup_refused", kind=message.kind.value)  # noqa: TRY400 - it quotes the text
        return await self._put(chat, _bare(text), edits, board, replace(how, is_html=False))

    def _put(self, chat: int, words: str, edits: str | None, board: Keyboard | None, how: _How) -> Awaitable[str]:
        if edits is None:
            return self._api.send_message(
                chat,
                words,
                is_html=how.is_html,
                keyboard=board,
                has_preview=how.has_preview,
                is_silent=how.is_silent,
            )
        return self._api.edit_message_text(
            chat, edits, words, is_html=how.is_html, keyboard=board, has_preview=how.has_preview
        )

    async def _show(self, chat: int, message: Message, image: Image) -> str | None:
        """Sends a picture, by its name where Telegram has it; None where it has to be told in words."""
        content = await self._pictures.read(image)
        if content is None:
            log.warning("telegram.picture_missing", path=image.path)
            return None
        content_hash = hashlib.sha256(content).hexdigest()
        known = await self._uploads.find(content_hash)
        for photo in (content,) if known is None else (known, content):  # a name may be forgotten there
            try:
                sent, file_id = await self._photo(chat, message, photo)
            except BadRequest as error:
                if isinstance(to_channel_error(error), Gone):
                    raise
                log.warning("telegram.picture_refused", path=image.path, fault=error.message)
                continue
            if file_id != known:
                await self._uploads.keep(content_hash, file_id)
            return sent
        return None

    async def _photo(self, chat: int, message: Message, photo: bytes | str) -> tuple[str, str]:
        """One sendPhoto; the message's id and Telegram's name for the picture."""
        text = self._text(message, None)
        board = keyboard(message, self._labels.copy)
        sent = await self._bot.send_photo(
            chat,
            photo,
            caption=to_html(text) or None,
            parse_mode="HTML" if text else None,
            disable_notification=message.is_silent,
            reply_markup=InlineKeyboardMarkup.de_json(dict(board), self._bot) if board else None,
        )
        return str(sent.message_id), sent.photo[-1].file_id

    def _text(self, message: Message, stands_for: Image | None) -> Text:
        """All that is read: who speaks where it is not the machine, the words of a missing picture, what is said."""
        above = self._heading(message.author)
        if stands_for is not None:
            above = (*above, Paragraph((Plain(f"[{stands_for.text_twin}]"),)))
        return (*above, *body(message))

    def _heading(self, author: Author) -> Text:
        match author:
            case Author.AI:
                return (Paragraph((Strong(self._labels.ai),)),)
            case Author.HUMAN:
                return (Paragraph((Strong(self._labels.human),)),)
            case Author.MACHINE | Author.LEARNER:
                return ()
            case _:
                assert_never(author)


def _chat(address: Address) -> int:
    try:
        return int(address.peer)
    except ValueError:
        raise Rejected("this is no number of a chat") from None


def _says(error: TelegramError, sentences: tuple[str, ...]) -> bool:
    told = error.message.lower()
    return any(sentence in told for sentence in sentences)


def _bare(text: Text) -> str:
    """The words for when the markup was refused, with the addresses that links lead to, if there is room."""
    words = clean(plain(text))
    return words if units(words) <= MOST_TEXT_UTF16 else visible(text)


def _is_for_sharing(text: Text) -> bool:
    """Whether an address stands alone in a paragraph, to be passed on: then a preview shows what it leads to."""
    return any(
        isinstance(block, Paragraph) and len(block.spans) == 1 and isinstance(block.spans[0], Link) for block in text
    )
