"""What people may expect of every channel, asked at its real door."""

import re
import unicodedata
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import get_args

import pytest

from bot.channels.base import Markup, Photos
from bot.model.events import ChoicePressed, MediaReceived, TextReceived
from bot.model.ids import ChoiceId
from bot.model.message import Author, Choice, Image, Kind, Message
from bot.model.text import (
    Block,
    Call,
    Code,
    Emphasis,
    Items,
    Link,
    Paragraph,
    Plain,
    Preformatted,
    Quote,
    Span,
    Strong,
    Text,
    map_strings,
    paragraph,
    plain,
)
from bot.model.triage import Urgency
from bot.service.rounds import Arrival
from bot.store.engine import Store, open_store
from bot.tutor import safety
from bot.tutor.choices import marks
from tests.danger import watchful
from tests.databases import sqlite_url
from tests.doors import DOORS, TAKING_FILES
from tests.doors.house import House, house_of
from tests.doors.person import Door
from tests.fakes.bot_api.files import PIXEL
from tests.play import learner


@pytest.fixture
async def store(own_file: Path) -> AsyncIterator[Store]:
    opened = await open_store(sqlite_url(own_file))
    yield opened
    await opened.close()


@pytest.fixture
async def house(store: Store, tmp_path: Path) -> AsyncIterator[House]:
    async with house_of(store, tmp_path) as opened:
        yield opened


@pytest.fixture(params=DOORS)
async def door(house: House, request: pytest.FixtureRequest) -> AsyncIterator[Door]:
    """Somebody who has just come."""
    async with DOORS[str(request.param)](house) as opened:
        assert (await opened.comes()).words.strip() == "Xin chào."
        yield opened


EVERYTHING: Text = (
    Paragraph((Plain("một "), Strong("hai hai"), Plain(" "), Emphasis("ba ba"), Plain(" "), Code("bốn bốn"))),
    Paragraph(
        (Link("năm năm", "https://a.example/?x=1&y=2"), Plain(" "), Link("https://b.example", "https://b.example"))
    ),
    Items(((Plain("sáu sáu"),), (Strong("bảy bảy"), Plain(" tám"))), is_numbered=False),
    Items(((Plain("chín chín"),), (Link("mười mười", "https://c.example/"),)), is_numbered=True),
    Quote((Plain("mười một "), Emphasis("mười hai"), Plain(" "), Call("113"))),
    Preformatted("dòng một\n  dòng hai\n\ndòng bốn"),
)


def test_everything_is_every_kind_of_block_and_span() -> None:
    assert {type(block) for block in EVERYTHING} == set(get_args(Block))
    spans = [span for block in EVERYTHING for span in _spans(block)]
    assert {type(span) for span in spans} == set(get_args(Span))


def _spans(block: Block) -> tuple[Span, ...]:
    match block:
        case Items(entries):
            return tuple(span for entry in entries for span in entry)
        case Preformatted():
            return ()
        case _:
            return block.spans


def strings(text: Text) -> Iterator[str]:
    """Every string of a text that people read, in order; a link's words before its address."""
    found: list[str] = []

    def note(string: str) -> str:
        found.append(string)
        return string

    map_strings(text, note)
    yield from (string.strip() for string in found)


def assert_all_said(wanted: Text, words: str) -> None:
    """Every string is there, as it was written, in order."""
    at = 0
    for string in strings(wanted):
        at = words.find(string, at)  # from the same place: an address that is its own words is said once
        assert at >= 0, f"{string!r} is lost, or not in its place: {words!r}"


PICTURE = Image("anh.png", "Tay bấm hình micro")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.SAID])
async def test_no_word_of_any_message_is_lost(door: Door, house: House, kind: Kind) -> None:
    for author in (Author.MACHINE, Author.AI, Author.HUMAN):
        house.script.says = (Message(kind, EVERYTHING, author=author, image=PICTURE),)
        heard = await door.types("nói đi")
        assert_all_said((*paragraph(PICTURE.text_twin), *EVERYTHING), heard.words)
        assert heard.offered == []


async def test_a_picture_is_shown_or_its_words_stand_for_it(door: Door, house: House) -> None:
    house.hangs_up(PICTURE.path, PIXEL)
    for _ in range(2):
        house.script.says = (Message(Kind.CARD, EVERYTHING, WAYS, image=PICTURE),)
        heard = await door.types("nói đi")
        assert_all_said(EVERYTHING, heard.words)
        assert [offered.label for offered in heard.offered] == [way.label for way in WAYS]
        is_shown = door.capabilities.photos is not Photos.NONE
        assert heard.pictures == ([PIXEL] if is_shown else [])
        assert (PICTURE.text_twin in heard.words) is not is_shown


async def test_what_is_too_long_for_one_message_is_said_whole_and_in_order(door: Door, house: House) -> None:
    wanted = [f"từ{number}" for number in range(2_000)]
    parts = [" ".join(wanted[at : at + 500]) for at in range(0, len(wanted), 500)]
    text = (*paragraph(parts[0]), Items(((Plain(parts[1]),),)), Quote((Strong(parts[2]),)), Preformatted(parts[3]))
    house.script.says = (Message(Kind.CHECK, text, WAYS, image=PICTURE),)
    heard = await door.types("nói đi")
    assert_all_said(paragraph(PICTURE.text_twin), heard.words)
    assert re.findall(r"từ\d+", heard.words) == wanted
    assert [offered.label for offered in heard.offered] == [way.label for way in WAYS]
    history = await house.app.history.latest(door.address, 60)
    said = [shown.message for shown in history if shown.message.kind is Kind.CHECK]
    most = door.capabilities.max_text_utf16
    assert (len(said) > 1) is (most is not None)
    assert all(most is None or units(plain(message.text)) <= most for message in said)
    await door.presses(heard.offered[0])
    assert house.script.meant[-1] == WAYS[0].id


WAYS = (
    Choice(ChoiceId("l:bai:b1:1:0:a"), "Có <b>luôn</b> đúng", is_answer=True),
    Choice(ChoiceId("l:bai:b1:1:0:b"), "Không & có lúc 'sai'", is_answer=True),
    Choice(ChoiceId("menu:on:x:y"), 'Bỏ qua "bài" này'),
    Choice(ChoiceId("menu:off"), "👵 Hỏi người thật"),
)


@pytest.mark.parametrize("position", range(len(WAYS)))
async def test_a_choice_that_is_shown_comes_back_as_itself(door: Door, house: House, position: int) -> None:
    house.script.says = (Message(Kind.CHECK, paragraph("Máy có luôn đúng không?"), WAYS),)
    heard = await door.types("nói đi")
    assert [offered.label for offered in heard.offered] == [way.label for way in WAYS]
    if door.capabilities.has_buttons:
        assert [offered.id for offered in heard.offered] == [way.id for way in WAYS]
    else:
        assert [offered.mark for offered in heard.offered] == list(marks(WAYS)) == ["A", "B", "1", "2"]
    house.script.says = (Message(Kind.FEEDBACK, paragraph("Đã nghe.")),)
    answer = await door.presses(heard.offered[position])
    assert house.script.meant[-1] == WAYS[position].id
    if door.capabilities.has_buttons:
        assert house.script.arrived[-1] == ChoicePressed(WAYS[position].id)
    assert answer.words.strip() == "Đã nghe."
    assert answer.offered == []
    assert answer.own == ([WAYS[position].label] if door.capabilities.keeps_own_words else [])


@pytest.mark.parametrize("blank", ["", " \n ", "\u200b\u2060"])
async def test_where_there_is_nothing_to_read_there_is_still_something_to_choose(
    door: Door, house: House, blank: str
) -> None:
    house.script.says = (Message(Kind.CHECK, paragraph(blank), WAYS),)
    heard = await door.types("nói đi")
    assert [offered.label for offered in heard.offered] == [way.label for way in WAYS]
    await door.presses(heard.offered[2])
    assert house.script.meant[-1] == WAYS[2].id


WORDY = (
    Choice(ChoiceId("l:bai:b1:1:0:a"), "Máy trả lời rất tự tin, nên lúc nào cũng đúng cả", is_answer=True),
    Choice(ChoiceId("l:bai:b1:1:0:b"), "Có lúc sai", is_answer=True),
    Choice(ChoiceId("menu:on:x:y"), "Để hôm khác học tiếp, bây giờ xem lại bài hôm qua 👵"),
    Choice(ChoiceId("menu:off"), "Thôi"),
)


async def test_a_choice_of_many_words_is_read_in_full_and_comes_back(door: Door, house: House) -> None:
    check = Message(Kind.CHECK, paragraph("Máy có luôn đúng không?"), WORDY)
    house.script.says = (check,)
    offered = (await door.types("nói đi")).offered
    for position, way in enumerate(WORDY):
        assert [each.label for each in offered] == [way.label for way in WORDY]
        house.script.says = (check,)
        offered = (await door.presses(offered[position])).offered
        assert house.script.meant[-1] == way.id
        house.script.says = (check,)
        shown = offered[position]
        offered = (await door.types(shown.mark or shown.label)).offered
        assert house.script.meant[-1] == way.id, "what stands there can be typed, too"


async def test_an_old_press_arrives_all_the_same_and_means_nothing(door: Door, house: House) -> None:
    house.script.says = (Message(Kind.CHECK, paragraph("Một?"), WAYS[:1]),)
    old = (await door.types("nói đi")).offered[0]
    house.script.says = (Message(Kind.CARD, paragraph("Thẻ.")),)
    await door.types("bỏ qua")
    house.script.says = (Message(Kind.FEEDBACK, paragraph("Cũ rồi.")),)
    assert (await door.presses(old)).words.strip() == "Cũ rồi."
    assert house.script.meant[-1] is None


HARD = {
    "markup": "<script>alert(1)</script> & \"kép\" 'đơn' <b onclick=x>đậm</b> <!-- -->",
    "entities": "&lt;đã thoát&gt; &amp; &#60;script&#62; &nbsp;",
    "markdown": "**không đậm** _nghiêng_ `mã` [a](javascript:alert(1)) # tựa",
    "templates": "{{ 7 * 7 }} {% raw %} ${x} %s {0}",
    "emoji": "👩🏽‍🏫👨‍👩‍👧 1\ufe0f\u20e3 🇻🇳 ❤️",
    "composed": unicodedata.normalize("NFC", "Ưỡn ngực, nghiêng ngả, được ạ"),
    "decomposed": unicodedata.normalize("NFD", "Ưỡn ngực, nghiêng ngả, được ạ"),
    "right to left": "\u200fשלום\u200e \u202eđảo ngược\u202c \u2067مرحبا\u2069 xong",
    "paths": "C:\\new\\table \\x1b[2J \\u0000 https://a.example/?a=1&b=<2>",
    "json": '{"press": 1} {"say": "x"} [] "',
    "long": "ă" * 5_000,
    "long in words": ("nghiêng " * 625).strip(),
}


def units(text: str) -> int:
    """How long a text is in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def as_said(text: str, door: Door, *, of: str) -> str:
    """A text as a door shows it; where `of` is too long for one message of it, without the space between the parts."""
    most = door.capabilities.max_text_utf16
    return "".join(text.split()) if most is not None and units(of) > most else text


@pytest.mark.parametrize("name", HARD)
async def test_any_text_goes_out_as_it_is(door: Door, house: House, name: str) -> None:
    text = HARD[name]
    blocks = (
        *paragraph(text),
        Items(((Strong(text),),)),
        Quote((Emphasis(text),)),
        Preformatted(text),
    )
    label = f"Nút {text[:40]}"
    house.script.says = (Message(Kind.CARD, blocks, (Choice(ChoiceId("menu:x"), label),)),)
    heard = await door.types("nói đi")
    assert as_said(heard.words, door, of=text).count(as_said(door.left_of(text), door, of=text)) == 4
    assert [offered.label.strip() for offered in heard.offered] == [door.left_of(label).strip()]


@pytest.mark.parametrize("name", HARD)
async def test_any_text_comes_in_as_it_is(door: Door, house: House, name: str) -> None:
    text = HARD[name]
    house.script.says = (Message(Kind.FEEDBACK, paragraph("Đã nghe.")),)
    heard = await door.types(text)
    came = [event.text for event in house.script.arrived if isinstance(event, TextReceived)]
    assert "".join(came) == text
    most = door.capabilities.max_text_utf16
    assert (len(came) > 1) is (most is not None and units(text) > most)
    assert heard.words.strip() == "Đã nghe."
    if door.capabilities.keeps_own_words:
        (own,) = heard.own
        assert _shapes(own) == _shapes(text)
    else:
        assert heard.own == []


def _shapes(text: str) -> str:
    """The characters that have a shape, composed."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Cf")


async def test_what_commands_a_screen_or_breaks_a_page_is_not_let_through(door: Door, house: House) -> None:
    text = "trước\x1b[2J\x1b]0;tên\x07\x00\x08\x7f\x9b31m sau"
    house.script.says = (Message(Kind.CARD, paragraph(text), (Choice(ChoiceId("menu:x"), f"nút {text}"),)),)
    heard = await door.types("nói đi")
    assert heard.words.strip().startswith("trước")
    assert heard.words.strip().endswith("sau")
    assert len(heard.offered) == 1


async def test_links_lead_only_to_the_web(door: Door, house: House) -> None:
    bad = ("javascript:alert(1)", "data:text/html,x", "vbscript:x", "//a.example", "JaVaScRiPt:alert(1)")
    house.script.says = (Message(Kind.CARD, (Paragraph(tuple(Link(f"bấm {url}", url) for url in bad)),)),)
    heard = await door.types("nói đi")
    for url in bad:
        assert f"bấm {url}" in heard.words, "the driver fails at a link to anywhere else"


@pytest.mark.parametrize("name", TAKING_FILES)
async def test_a_file_arrives_as_what_it_is(name: str, house: House) -> None:
    async with DOORS[name](house) as door:
        await door.comes()
        assert door.media
        for kind, media in door.media.items():
            house.script.says = (Message(Kind.FEEDBACK, paragraph(f"Nhận {media}.")),)
            assert (await door.sends(kind)).words.strip() == f"Nhận {media}."
            assert house.script.arrived[-1] == MediaReceived(media)


async def test_what_is_said_comes_in_order_and_once(door: Door, house: House) -> None:
    said = [f"Câu {number}." for number in range(1, 8)]
    house.script.says = tuple(Message(Kind.CARD, paragraph(words)) for words in said)
    heard = await door.types("nói đi")
    assert [line.strip() for line in heard.words.split("\n") if line.strip()] == said
    assert (await door.types("nữa")).words.strip() == "", "nothing is said twice"
    again = await door.comes()
    assert again.words.strip() == ""


async def test_what_was_said_meanwhile_is_seen_on_return_and_then_no_more(door: Door, house: House) -> None:
    can, address = door.capabilities, door.address
    if can.is_pull:
        assert await house.unseen(address) == ()
    house.script.says = tuple(Message(Kind.ANSWER, paragraph(words), author=Author.HUMAN) for words in ("Một.", "Hai."))
    given = await house.app.inbox.submit(Arrival(address, "elsewhere", TextReceived("hỏi từ máy khác")))
    assert bool(given) is can.is_pull, "what is fetched is said once it is kept, all else is owed"
    if can.is_pull:
        waiting = [shown.message.author for shown in await house.unseen(address)]
        assert waiting.count(Author.HUMAN) == 2, "it waits"
    heard = await door.comes()
    assert [word for word in heard.words.split() if word in {"Một.", "Hai."}] == ["Một.", "Hai."]
    if can.is_pull:
        assert await house.unseen(address) == ()
    assert (await door.comes()).words.strip() == ""


async def test_a_code_is_heard_with_whoever_comes_by_it(door: Door, house: House) -> None:
    assert house.script.codes == [""]
    if door.capabilities.takes_start_payload:
        await door.comes("L12_ab-c")
        assert house.script.codes == ["", "L12_ab-c"]


async def test_what_a_channel_says_of_itself_is_true(door: Door, house: House) -> None:
    can = door.capabilities
    assert not can.may_write_first
    assert can.monthly_messages is None
    assert can.markup is not Markup.PLAIN, "no mark stands in what is heard below"
    house.script.says = (Message(Kind.CARD, (Paragraph((Strong("đậm"),)),)),)
    heard = await door.types("chính tôi")
    assert heard.words.strip() == "đậm"
    assert heard.own == (["chính tôi"] if can.keeps_own_words else [])
    history = await house.app.history.latest(door.address, 60)
    own = [shown for shown in history if shown.message.author is Author.LEARNER]
    assert bool(own) is can.keeps_own_words


async def test_a_message_that_replaces_another_takes_its_place_or_is_a_new_one(door: Door, house: House) -> None:
    house.script.says = (Message(Kind.CARD, paragraph("Đang xem…"), WAYS),)
    await door.types("nói đi")
    house.script.replaces = "k2"
    house.script.says = (Message(Kind.CARD, paragraph("Xem xong.")),)
    heard = await door.types("nữa")
    assert heard.words.strip() == "Xem xong."
    assert heard.offered == []
    assert heard.replaced == (["Đang xem…"] if door.capabilities.may_edit else [])
    newest = (await house.app.history.latest(door.address, 1))[0]
    assert newest.replaces == "k2"


async def test_what_is_too_long_takes_a_place_too_and_its_end_can_be_replaced(door: Door, house: House) -> None:
    house.script.says = (Message(Kind.CARD, paragraph("Đang xem…")),)
    await door.types("nói đi")
    text = tuple(Paragraph((Plain(f"{word} " + "dài " * 1_500),)) for word in ("đầu", "giữa", "cuối"))
    house.script.replaces = "k2"
    house.script.says = (Message(Kind.CARD, text),)
    heard = await door.types("nữa")
    assert re.findall("đầu|giữa|cuối", heard.words) == ["đầu", "giữa", "cuối"]
    assert heard.words.count("dài") == 4_500
    assert heard.replaced == (["Đang xem…"] if door.capabilities.may_edit else [])
    house.script.replaces = "k3"
    house.script.says = (Message(Kind.CARD, paragraph("Xem xong.")),)
    heard = await door.types("nữa")
    assert heard.words.strip() == "Xem xong."
    assert len(heard.replaced) == int(door.capabilities.may_edit)
    assert "đầu" not in " ".join(heard.replaced)


@pytest.mark.parametrize("kind", Urgency)
async def test_a_card_for_whoever_is_in_danger_is_said_whole_with_its_ways_out(
    door: Door, house: House, kind: Urgency
) -> None:
    play = learner(bank=watchful(), has_marks=False)
    card = safety.card(kind, play.state, play.context(frozenset()))
    house.script.says = (card,)
    heard = await door.types("cứu tôi với")
    assert_all_said(card.text, heard.words)
    assert [offered.label for offered in heard.offered] == [choice.label for choice in card.choices]
    newest = (await house.app.history.latest(door.address, 1))[0]
    assert newest.message.kind is Kind.SAFETY
    house.script.says = (Message(Kind.FEEDBACK, paragraph("Đã nghe.")),)
    await door.presses(heard.offered[0])
    assert house.script.meant[-1] == card.choices[0].id
