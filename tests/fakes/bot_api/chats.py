"""Chats as Telegram keeps them for one bot: who is in them, and what was said."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from tests.fakes.bot_api.arguments import Json


class Standing(Enum):
    """How a chat stands to the bot."""

    OPEN = auto()
    BLOCKED = auto()
    """A person stopped the bot, or a group threw it out."""
    DEACTIVATED = auto()
    """The person's account is gone."""


@dataclass(slots=True, eq=False)
class Message:
    """One message. `content` is what Telegram tells of it apart from who, where and when."""

    id: int
    chat: "Chat"
    sender: Json
    date: int
    content: Json
    is_from_bot: bool
    keyboard: Json | None = None
    edit_date: int | None = None
    edits: int = 0
    is_deleted: bool = False
    replies_to: "Message | None" = None

    @property
    def text(self) -> str:
        """What can be read: a text, or the words under a picture."""
        return str(self.content.get("text", self.content.get("caption", "")))

    @property
    def buttons(self) -> tuple[tuple[Json, ...], ...]:
        """The rows of the inline keyboard."""
        rows = (self.keyboard or {}).get("inline_keyboard", ())
        return tuple(tuple(row) for row in rows) if isinstance(rows, list) else ()

    @property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        """What stands on the buttons."""
        return tuple(tuple(str(button["text"]) for button in row) for row in self.buttons)

    def as_json(self) -> Json:
        """The message as the API tells it."""
        told: Json = {
            "message_id": self.id,
            "from": self.sender,
            "chat": self.chat.as_json(),
            "date": self.date,
            **self.content,
        }
        if self.edit_date is not None:
            told["edit_date"] = self.edit_date
        if self.keyboard is not None and "inline_keyboard" in self.keyboard:
            told["reply_markup"] = self.keyboard
        if self.replies_to is not None:
            told["reply_to_message"] = {**self.replies_to.as_json(), "reply_to_message": None}
        return told


@dataclass(slots=True, eq=False)
class Chat:
    """One chat; `about` is what Telegram tells of it: type, title or names."""

    id: int
    about: Json
    numbers: Iterator[int]
    standing: Standing = Standing.OPEN
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    """What `sendChatAction` showed, oldest first."""

    @property
    def is_private(self) -> bool:
        """Whether it is one person's chat with the bot."""
        return self.about["type"] == "private"

    def as_json(self) -> Json:
        """The chat as the API tells it."""
        return {"id": self.id, **self.about}

    def live(self) -> list[Message]:
        """What is to be seen now, oldest first."""
        return [message for message in self.messages.values() if not message.is_deleted]
