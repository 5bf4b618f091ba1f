"""Telegram as a channel, over real HTTP: what people see, and what is said of a message that did not arrive."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram import CHANNEL
from bot.channels.telegram.api import Api
from bot.channels.telegram.channel import TelegramChannel, labels_of
from bot.channels.telegram.request import open_bot
from bot.channels.telegram.split import fit
from bot.channels.telegram.wire import Deadline, Wire, open_session
from bot.locale.load import load_phrases
from bot.model.errors import ChannelError, Gone, Rejected, Throttled, Unreachable
from bot.model.ids import Address, ChoiceId
from bot.model.learner import Profile
from bot.model.message import Author, Choice, Image, Kind, Message
from bot.model.text import Link, Paragraph, Plain, Preformatted, Strong, paragraph
from bot.tutor.phrases import voice_for
from tests.fakes.bot_api.faults import Fault
from tests.fakes.bot_api.faults import Kind as FaultKind
from tests.fakes.bot_api.files import png
from tests.fakes.bot_api.people import Person
from tests.fakes.bot_api.server import BotApi, bot_api

BAC = Address(CHANNEL, "default", "7")
WAYS = (Choice(ChoiceId("l:bai:b1:1:0:a"), "Có", is_answer=True), Choice(ChoiceId("menu:on"), "Tiếp"))
PICTURE = Image("lam-quen/anh.png", "Tay bấm hình micro")
CONTENT = png(640, 480)


class Folder:
    """The bank's pictures, by path."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {PICTURE.path: CONTENT}

    async def read(self, image: Image) -> bytes | None:
        return self.files.get(image.path)


class Book:
    """What was uploaded."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def find(self, content_hash: str) -> str | None:
        return self.kept.get(content_hash)

    async def keep(self, content_hash: str, file_id: str) -> None:
        self.kept[content_hash] = file_id


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with bot_api() as opened:
        yield opened


@pytest.fixture
def bac(server: BotApi) -> Person:
    """Somebody who has started the bot."""
    person = server.person(7)
    person.starts()
    return person


@pytest.fixture
def folder() -> Folder:
    return Folder()


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def patience() -> Deadline:
    """For an answer: the usual, so that a machine that does other things, too, is waited for."""
    return Deadline()


@pytest.fixture
async def channel(server: BotApi, folder: Folder, book: Book, patience: Deadline) -> AsyncIterator[TelegramChannel]:
    async with open_session() as session:
        wire = Wire(session, server.token, server.url)
        labels = labels_of(load_phrases(), voice_for(Profile()))
        with capture_logs():
            yield TelegramChannel(Api(wire, patience), open_bot(wire), folder, book, labels)


def card(*words: str, author: Author = Author.MACHINE, image: Image | None = None) -> Message:
    text = tuple(Paragraph((Plain(each),)) for each in words)
    return Message(Kind.CARD, text, WAYS, author, image)


async def test_a_message_is_seen_with_its_buttons(channel: TelegramChannel, server: BotApi, bac: Person) -> None:
    message = Message(Kind.CHECK, (Paragraph((Strong("Có"), Plain(" < không?"))),), WAYS)
    mark = await channel.send(BAC, message, edits=None)
    assert bac.texts == ["Có < không?"]
    assert [[button["text"] for button in row] for row in bac.heard[0].buttons] == [["Có"], ["Tiếp"]]
    assert mark == str(bac.heard[0].id)
    (call,) = server.calls("sendMessage")
    assert call.parameters["link_preview_options"] == {"is_disabled": True}


async def test_whoever_speaks_can_be_told(channel: TelegramChannel, bac: Person) -> None:
    for author in (Author.MACHINE, Author.AI, Author.HUMAN):
        await channel.send(BAC, card("Chào.", author=author), edits=None)
    assert bac.texts == ["Chào.", "🤖 AI viết:\n\nChào.", "👤 Người thật viết:\n\nChào."]


@pytest.mark.parametrize("image", [None, PICTURE])
async def test_what_must_wake_nobody_comes_without_a_sound(
    channel: TelegramChannel, server: BotApi, bac: Person, image: Image | None
) -> None:
    for is_silent in (True, False):
        said = Message(Kind.ANSWER, paragraph("Trả lời"), image=image, is_silent=is_silent)
        await channel.send(BAC, said, edits=None)
    calls = [call.parameters for name in ("sendMessage", "sendPhoto") for call in server.calls(name)]
    assert [str(call.get("disable_notification", False)).lower() for call in calls] == ["true", "false"]


async def test_a_link_to_pass_on_shows_what_it_leads_to(channel: TelegramChannel, server: BotApi, bac: Person) -> None:
    door = "https://hoc.example/j/abc"
    text = (*paragraph("Đường vào lớp:"), Paragraph((Link(door, door),)))
    await channel.send(BAC, Message(Kind.NOTICE, text), edits=None)
    assert "link_preview_options" not in server.calls("sendMessage")[0].parameters


async def test_a_prompt_can_be_copied(channel: TelegramChannel, bac: Person) -> None:
    await channel.send(BAC, Message(Kind.EXERCISE, (Preformatted("Hãy viết thư."),)), edits=None)
    assert bac.heard[0].buttons[0][0]["copy_text"] == {"text": "Hãy viết thư."}


@pytest.mark.parametrize("blank", ["", " \n", "\u200b", "\x00"])
async def test_nothing_to_see_is_something_to_telegram(channel: TelegramChannel, bac: Person, blank: str) -> None:
    await channel.send(BAC, Message(Kind.CARD, paragraph(blank)), edits=None)
    assert bac.texts == ["…"]


async def test_every_piece_of_a_long_message_arrives(channel: TelegramChannel, bac: Person) -> None:
    long = card(*("Bác học AI. " * 250 for _ in range(4)), author=Author.HUMAN)
    for piece in fit(long):
        await channel.send(BAC, piece, edits=None)
    assert "".join(bac.texts).count("Bác học AI.") == 1_000
    assert [bool(message.buttons) for message in bac.heard] == [False, False, False, True]


# Edits


async def test_a_message_takes_the_place_of_another(channel: TelegramChannel, bac: Person) -> None:
    mark = await channel.send(BAC, card("Một?"), edits=None)
    assert await channel.send(BAC, Message(Kind.FEEDBACK, paragraph("Đúng rồi.")), edits=mark) == mark
    assert bac.texts == ["Đúng rồi."]
    assert list(bac.heard[0].buttons) == []


async def test_what_stands_there_already_is_sent(channel: TelegramChannel, server: BotApi, bac: Person) -> None:
    mark = await channel.send(BAC, card("Một?"), edits=None)
    assert await channel.send(BAC, card("Một?"), edits=mark) == mark
    assert len(server.calls("sendMessage")) == 1


async def test_a_message_that_is_no_longer_there_is_said_anew(channel: TelegramChannel, bac: Person) -> None:
    mark = await channel.send(BAC, card("Một?"), edits=None)
    bac.heard[0].is_deleted = True
    again = await channel.send(BAC, card("Hai?"), edits=mark)
    assert again != mark
    assert bac.texts == ["Hai?"]


async def test_words_cannot_take_the_place_of_a_picture(channel: TelegramChannel, bac: Person) -> None:
    mark = await channel.send(BAC, card("Xem hình.", image=PICTURE), edits=None)
    assert await channel.send(BAC, card("Hai?"), edits=mark) != mark
    assert bac.texts == ["Xem hình.", "Hai?"]


async def test_a_picture_takes_the_place_of_nothing(channel: TelegramChannel, bac: Person) -> None:
    mark = await channel.send(BAC, card("Một?"), edits=None)
    assert await channel.send(BAC, card("Xem hình.", image=PICTURE), edits=mark) != mark


async def test_an_edit_that_is_refused_for_another_reason_is_refused(channel: TelegramChannel, bac: Person) -> None:
    mark = await channel.send(BAC, card("Một?"), edits=None)
    with pytest.raises(Rejected):
        await channel.send(BAC, Message(Kind.CARD, paragraph("x" * 5_000)), edits=mark)


# Markup


async def test_markup_that_is_refused_is_sent_as_plain_words(
    channel: TelegramChannel, server: BotApi, bac: Person
) -> None:
    for method in ("sendMessage", "editMessageText"):
        server.bot.faults.add(method, Fault(FaultKind.UNREADABLE))
    text = (Paragraph((Strong("Xem"), Plain(" "), Link("đây", "https://a.example/"))),)
    mark = await channel.send(BAC, Message(Kind.CARD, text), edits=None)
    assert bac.texts == ["Xem đây (https://a.example/)"]
    long = (Paragraph((Link("y" * 3_000, "https://a.example/" + "x" * 2_000),)),)
    assert await channel.send(BAC, Message(Kind.CARD, long), edits=mark) == mark
    assert bac.texts == ["y" * 3_000]
    assert [call.status for call in server.calls()] == [400, 200, 400, 200]


# Pictures


async def test_a_picture_is_uploaded_once(channel: TelegramChannel, server: BotApi, bac: Person, book: Book) -> None:
    first = await channel.send(BAC, card("Xem hình.", image=PICTURE), edits=None)
    second = await channel.send(BAC, card("Xem lại.", author=Author.HUMAN, image=PICTURE), edits=None)
    assert first != second
    assert bac.texts == ["Xem hình.", "👤 Người thật viết:\n\nXem lại."]
    assert all("photo" in message.content for message in bac.heard)
    assert list(bac.heard[0].buttons) != []
    (file_id,) = book.kept.values()
    assert [call.parameters["photo"] == file_id for call in server.calls("sendPhoto")] == [False, True]


async def test_a_picture_goes_alone_ahead_of_a_long_text(channel: TelegramChannel, bac: Person) -> None:
    for piece in fit(card("x" * 2_000, image=PICTURE)):
        await channel.send(BAC, piece, edits=None)
    assert bac.texts == ["", "x" * 2_000]
    assert "photo" in bac.heard[0].content


async def test_a_name_that_telegram_forgot_is_uploaded_anew(
    channel: TelegramChannel, server: BotApi, bac: Person, book: Book
) -> None:
    await channel.send(BAC, card("Một.", image=PICTURE), edits=None)
    (content_hash,) = book.kept
    book.kept[content_hash] = "AgACforgotten"
    await channel.send(BAC, card("Hai.", image=PICTURE), edits=None)
    assert bac.texts == ["Một.", "Hai."]
    assert book.kept[content_hash] != "AgACforgotten"
    assert [call.status for call in server.calls("sendPhoto")] == [200, 400, 200]


@pytest.mark.parametrize("content", [None, b"", b"no picture", png(9_000, 100)])
async def test_where_there_is_no_picture_its_words_stand_for_it(
    channel: TelegramChannel, bac: Person, folder: Folder, content: bytes | None
) -> None:
    folder.files = {} if content is None else {PICTURE.path: content}
    await channel.send(BAC, card("Xem hình.", image=PICTURE), edits=None)
    assert bac.texts == ["[Tay bấm hình micro]\n\nXem hình."]
    assert list(bac.heard[0].buttons) != []


async def test_a_caption_that_is_refused_costs_the_picture_and_no_word(
    channel: TelegramChannel, bac: Person, book: Book
) -> None:
    message = card("x" * 1_500, image=PICTURE)
    await channel.send(BAC, message, edits=None)
    await channel.send(BAC, card("Hình.", image=PICTURE), edits=None)
    assert len(book.kept) == 1
    await channel.send(BAC, message, edits=None)
    words = "[Tay bấm hình micro]\n\n" + "x" * 1_500
    assert bac.texts == [words, "Hình.", words]


# What did not arrive


@pytest.mark.parametrize("message", [card("Chào."), card("Chào.", image=PICTURE)])
@pytest.mark.parametrize("happens", ["blocks", "deactivates"])
async def test_who_is_gone_is_gone(channel: TelegramChannel, bac: Person, message: Message, happens: str) -> None:
    await channel.send(BAC, message, edits=None)
    getattr(bac, happens)()
    with pytest.raises(Gone):
        await channel.send(BAC, message, edits=None)
    with pytest.raises(Gone):
        await channel.send(replace(BAC, peer="8"), message, edits="5")


@pytest.mark.parametrize("message", [card("Chào."), card("Chào.", image=PICTURE)])
@pytest.mark.parametrize(
    ("kind", "patience"),
    [
        (FaultKind.DROP_AFTER, Deadline()),
        (FaultKind.HANG_AFTER, Deadline(total=2.0)),
        (FaultKind.BAD_GATEWAY_AFTER, Deadline()),
    ],
)
async def test_what_perhaps_arrived_is_in_doubt(
    channel: TelegramChannel,
    server: BotApi,
    bac: Person,
    message: Message,
    kind: FaultKind,
    patience: Deadline,
) -> None:
    if message.image is not None and kind is FaultKind.HANG_AFTER:
        message = replace(message, image=None)  # an upload waits for longer
    server.bot.faults.add("*", Fault(kind))
    with pytest.raises(Unreachable) as raised:
        await channel.send(BAC, message, edits=None)
    assert raised.value.is_in_doubt
    assert bac.texts == ["Chào."]


async def test_a_pause_is_told(channel: TelegramChannel, server: BotApi, bac: Person) -> None:
    server.bot.faults.add("sendMessage", Fault(FaultKind.TOO_MANY, seconds=9))
    with pytest.raises(Throttled) as raised:
        await channel.send(BAC, card("Chào."), edits=None)
    assert raised.value.retry_after_seconds == 9


async def test_a_refused_token_loses_nothing(channel: TelegramChannel, server: BotApi, bac: Person) -> None:
    server.bot.is_revoked = True
    with pytest.raises(Unreachable) as raised:
        await channel.send(BAC, card("Chào."), edits=None)
    assert not raised.value.is_in_doubt


async def test_a_peer_that_is_no_number_is_our_fault(channel: TelegramChannel) -> None:
    with pytest.raises(ChannelError):
        await channel.send(replace(BAC, peer="bac"), card("Chào."), edits=None)


# What nobody waits for


async def test_typing_is_shown(channel: TelegramChannel, server: BotApi, bac: Person) -> None:
    await channel.type_to(BAC)
    assert bac.chat.actions == ["typing"]
    bac.blocks()
    await channel.type_to(BAC)


async def test_a_tap_is_answered_once_and_late_is_no_matter(
    channel: TelegramChannel, server: BotApi, bac: Person
) -> None:
    await channel.send(BAC, card("Một?"), edits=None)
    press = bac.presses("Có")
    await asyncio.gather(*(channel.answer_tap(press.id) for _ in range(3)))
    assert press.answer is not None
    await channel.answer_tap("no such press")


async def test_what_held_a_secret_is_wiped(channel: TelegramChannel, server: BotApi, bac: Person) -> None:
    bac.types("Mật khẩu của tôi là 123456")
    own = bac.sees[-1]
    assert await channel.wipe(BAC, str(own.id))
    assert own.is_deleted
    assert await channel.wipe(BAC, str(own.id)), "it is gone"
    bac.types("nữa")
    old = bac.sees[-1]
    old.date -= 3 * 86_400
    assert not await channel.wipe(BAC, str(old.id))
    server.bot.faults.add("deleteMessage", Fault(FaultKind.BAD_GATEWAY))
    assert not await channel.wipe(BAC, str(old.id))
    for forged in ("", "x", "-7", "7 8", "\u0667"):
        assert not await channel.wipe(BAC, forged)


@pytest.mark.parametrize(("peer", "is_group"), [("7", False), ("-100123", True)])
async def test_a_group_is_told_by_its_number(channel: TelegramChannel, peer: str, is_group: bool) -> None:
    assert channel.is_group(replace(BAC, peer=peer)) is is_group
