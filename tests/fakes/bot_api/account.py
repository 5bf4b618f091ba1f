"""One bot as Telegram keeps it: its chats, its updates, its buttons that were pressed, its settings."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from bot.service.world import World
from tests.fakes.bot_api.arguments import Arguments, Json, whole
from tests.fakes.bot_api.chats import Chat, Message, Standing
from tests.fakes.bot_api.faults import Faults
from tests.fakes.bot_api.files import Files
from tests.fakes.bot_api.flood import Flood
from tests.fakes.bot_api.hooks import Hook
from tests.fakes.bot_api.record import Record
from tests.fakes.bot_api.refusal import Refusal, bad_request
from tests.fakes.bot_api.updates import Updates

CALLBACK_SECONDS = 15.0
"""How long a press may be answered. Telegram says nothing; people report 5-10 seconds up."""


@dataclass(slots=True, eq=False)
class Press:
    """A button that was pressed, and the answer to it."""

    id: str
    person: int
    message: Message
    data: str
    pressed_at: float
    answer: Json | None = None


class Account:
    """One bot. `is_strict` false leaves out what costs time and no correct bot runs into (for benches)."""

    def __init__(self, token: str, username: str, world: World, *, is_strict: bool = True) -> None:
        self.token = token
        self.id = int(token.partition(":")[0])
        self.username = username
        self.world = world
        self.is_strict = is_strict
        self.is_revoked = False
        self.chats: dict[int, Chat] = {}
        self.updates = Updates(world, first=self.id * 10 % 1_000_000_007)
        self.presses: dict[str, Press] = {}
        self.callback_seconds = CALLBACK_SECONDS
        self.flood = Flood(world)
        self.faults = Faults()
        self.record = Record()
        self.profile: dict[tuple[str, ...], object] = {}
        """What was set about the bot, by what it is, scope and language."""
        self.files = Files(self.id)
        self.hook = Hook(world, self.updates)
        self._numbers = count(1)
        self._press_numbers = count(self.id)

    @property
    def user(self) -> Json:
        """The bot as a sender of messages."""
        return {"id": self.id, "is_bot": True, "first_name": self.username, "username": self.username}

    def seconds(self) -> int:
        """Now, as Telegram writes it."""
        return int(self.world.now().timestamp())

    def open_chat(self, number: int, about: Json) -> Chat:
        """The chat with a number, made where there is none."""
        chat = self.chats.get(number)
        if chat is None:
            numbers: Iterator[int] = count(1) if about["type"] == "supergroup" else self._numbers
            chat = self.chats[number] = Chat(number, about, numbers)
        return chat

    def chat_of(self, arguments: Arguments) -> Chat:
        """The chat that a call is about.

        Raises:
            Refusal: There is none, or the bot may not write into it.
        """
        given = arguments.get("chat_id")
        if given is None or given == "":
            raise bad_request("chat_id is empty")
        chat = self.chats.get(whole(given) or 0)
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        if chat.standing is Standing.BLOCKED:
            thrown_out = f"bot was kicked from the {chat.about['type']} chat"
            raise Refusal(403, f"Forbidden: {'bot was blocked by the user' if chat.is_private else thrown_out}")
        if chat.standing is Standing.DEACTIVATED:
            raise Refusal(403, "Forbidden: user is deactivated")
        return chat

    def write(self, chat: Chat, sender: Json, content: Json, keyboard: Json | None = None) -> Message:
        """Puts a message into a chat."""
        message = Message(
            next(chat.numbers), chat, sender, self.seconds(), content, sender["id"] == self.id, keyboard=keyboard
        )
        chat.messages[message.id] = message
        return message

    def press(self, person: Json, message: Message, data: str) -> Press:
        """Lets a person press a button under a message."""
        identity = f"{self.id}{next(self._press_numbers):012}"
        press = Press(identity, whole(person["id"]) or 0, message, data, self.world.monotonic())
        self.presses[identity] = press
        shown: Json = message.as_json()
        if message.is_deleted:
            shown = {"chat": message.chat.as_json(), "message_id": message.id, "date": 0}
        instance = str(message.chat.id * 31 + self.id)
        self.updates.put(
            "callback_query",
            {"id": identity, "from": person, "message": shown, "chat_instance": instance, "data": data},
        )
        return press
