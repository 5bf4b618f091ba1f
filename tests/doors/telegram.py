"""Telegram's door: a person at their phone; over real HTTP, a strict imitation of Telegram and the whole bot."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple

from pydantic import SecretStr

from bot.app.telegram import ACCOUNT, open_telegram
from bot.channels import telegram
from bot.model.events import Media
from bot.model.ids import Address
from bot.service.tempo import Tempo
from tests.doors.house import House
from tests.doors.person import DEADLINE_SECONDS, Door, Heard, Offered
from tests.fakes.bot_api.chats import Message
from tests.fakes.bot_api.people import Person
from tests.fakes.bot_api.server import BotApi, bot_api

PERSON = 7

_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e]")
"""Control characters, and what turns the direction of a line. Source: tdlib/td, clean_input_string."""

_VIDEO = {"file_id": "v", "file_unique_id": "v", "width": 640, "height": 480, "duration": 4}
_POLL = {"id": "1", "question": "Mấy giờ học?", "options": [], "total_voter_count": 0, "is_closed": False}


def _edits(person: Person) -> None:
    own = next(message for message in reversed(person.sees) if not message.is_from_bot)
    person.edits(own, "sửa lại")


SENT: Mapping[str, tuple[Media, Callable[[Person], object]]] = {
    "photo": (Media.PHOTO, lambda person: person.sends_photo("xem giúp bác")),
    "video": (Media.VIDEO, lambda person: person.sends({"video": _VIDEO})),
    "voice": (Media.VOICE, Person.sends_voice),
    "sticker": (Media.STICKER, Person.sends_sticker),
    "document": (Media.FILE, Person.sends_document),
    "location": (Media.PLACE, Person.sends_location),
    "contact": (Media.CONTACT, Person.sends_contact),
    "poll": (Media.OTHER, lambda person: person.sends({"poll": _POLL})),
    "edited": (Media.EDITED, _edits),
}
"""One for each thing that a person can send and that is no text."""


class _Look(NamedTuple):
    """What one message looked like."""

    edits: int
    words: str


class Phone:
    """A person at their phone. What they hear is what stands in the chat and is new, or was changed."""

    capabilities = telegram.CAPABILITIES
    address = Address(*ACCOUNT, str(PERSON))
    media: Mapping[str, Media] = {kind: media for kind, (media, _) in SENT.items()}

    def __init__(self, house: House, api: BotApi) -> None:
        self._house = house
        self._api = api
        self._person = api.person(PERSON, "Bác Tư")
        self._seen: dict[int, _Look] = {}

    def left_of(self, text: str) -> str:
        """Without what Telegram drops, and the ends trimmed."""
        return _DROPPED.sub("", text).strip()

    async def comes(self, code: str = "") -> Heard:
        """Presses Start."""
        self._person.starts(code)
        return await self._hears()

    async def types(self, text: str) -> Heard:
        """Writes; an app makes several messages of a text that is too long for one."""
        most = telegram.MOST_TEXT_UTF16
        for at in range(0, len(text), most):
            self._person.types(text[at : at + most])
        return await self._hears()

    async def presses(self, offered: Offered) -> Heard:
        """Taps the newest button that carries it."""
        assert offered.id is not None
        self._person.presses(offered.id)
        return await self._hears()

    async def sends(self, kind: str) -> Heard:
        """Sends a picture, a place and so on; or changes what was written."""
        _, send = SENT[kind]
        send(self._person)
        return await self._hears()

    async def _is_settled(self) -> bool:
        is_taken = not self._api.bot.updates.pending
        is_told = all(press.answer is not None for press in self._person.presses_made)
        return is_taken and is_told and not await self._house.owed(self.address)

    async def _hears(self) -> Heard:
        """What is new, once every update is confirmed, every tap answered, and nothing is owed."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            while not await self._is_settled():  # noqa: ASYNC110 - what is awaited happens at another server
                await asyncio.sleep(0.005)
        refused = [call for call in self._api.calls() if call.status not in {0, 200}]
        assert not refused, "a call that Telegram does not take"
        heard = Heard()
        for message in self._person.heard:
            words, heard.offered = read(message)
            before = self._seen.get(message.id)
            if before is None or before.edits != message.edits:
                heard.words = f"{heard.words}\n\n{words}".strip()
                heard.pictures += self._pictures(message)
                heard.replaced += [before.words] if before is not None else []
            self._seen[message.id] = _Look(message.edits, words)
        return heard

    def _pictures(self, message: Message) -> list[bytes]:
        sizes = message.content.get("photo", [])
        assert isinstance(sizes, list)
        return [self._api.bot.files.by_id[size["file_id"]].content for size in sizes[-1:]]


def read(message: Message) -> tuple[str, list[Offered]]:
    """What a message says and offers; where a button bears a mark alone, its words stand at the end of the text."""
    lines = _with_addresses(message).split("\n")
    buttons = [button for row in message.buttons for button in row if "callback_data" in button]
    labels = {str(button["text"]) for button in buttons}
    in_full: dict[str, str] = {}
    while (found := re.fullmatch(r"([0-9]+|[A-Z])\. (.+)", lines[-1])) and found[1] in labels:
        in_full[found[1]] = found[2]
        lines.pop()
    offered = [_offered(str(button["text"]), str(button["callback_data"]), in_full) for button in buttons]
    return "\n".join(lines).strip(), offered


def _offered(label: str, data: str, in_full: Mapping[str, str]) -> Offered:
    return Offered(in_full[label], mark=label, id=data) if label in in_full else Offered(label, id=data)


def _with_addresses(message: Message) -> str:
    """A message's text, after each link the address to which it leads, unless it reads so itself."""
    encoded = message.text.encode("utf-16-le")
    entities = message.content.get("entities", message.content.get("caption_entities", []))
    assert isinstance(entities, list)
    for entity in reversed(entities):  # from the end, so that the places of the others stay
        if entity["type"] == "text_link":
            assert entity["url"].startswith(("https://", "http://"))
            start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
            if encoded[start:end] != entity["url"].encode("utf-16-le"):
                encoded = encoded[:end] + f" ({entity['url']})".encode("utf-16-le") + encoded[end:]
    return encoded.decode("utf-16-le")


@asynccontextmanager
async def telegram_door(house: House) -> AsyncIterator[Door]:
    """A person at their phone."""
    async with bot_api() as api:
        given = {
            "telegram_token": SecretStr(api.token),
            "telegram_api_url": api.url,
            "telegram_chat_rate": 0,
            "lessons_dir": house.folder,
        }
        settings = house.settings.model_copy(update=given)
        async with (
            open_telegram(settings, house.store, house.app.world, house.app.metrics, Tempo(turn_seconds=0.01)) as bot,
            house.sending({bot.account: bot.sender}) as inbox,
            bot.serving(inbox),
        ):
            yield Phone(house, api)
