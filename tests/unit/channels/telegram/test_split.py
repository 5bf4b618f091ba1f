"""A message as the messages that Telegram takes: nothing is lost, the order stays, and what fits is left alone."""

import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram import MOST_TEXT_UTF16
from bot.channels.telegram.render import clean, is_blank, length_utf16, to_html, visible
from bot.channels.telegram.split import CAPTION_UTF16, PIECE_UTF16, body, fit
from bot.model.attempt import Criterion, Grade
from bot.model.ids import ChoiceId
from bot.model.message import Author, Choice, Image, Kind, Message
from bot.model.text import Emphasis, Items, Link, Paragraph, Plain, Preformatted, Quote, Strong, paragraph
from tests.unit.channels.telegram.markup import read
from tests.unit.channels.telegram.texts import long_words, texts

WAYS = (Choice(ChoiceId("menu:on"), "Tiếp"), Choice(ChoiceId("menu:off"), "Để sau"))
PICTURE = Image("lam-quen/anh.png", "Tay bấm hình micro")
GRADE = Grade({Criterion.TASK: 2}, 8.0)
SENTENCE = "Bác hỏi một câu rõ ràng thì máy trả lời rõ ràng. "


def said(messages: tuple[Message, ...]) -> list[str]:
    return [visible(message.text) for message in messages]


def test_a_short_message_stays_one() -> None:
    message = Message(Kind.CARD, paragraph("Chào bác."), WAYS, Author.HUMAN, PICTURE, GRADE)
    assert fit(message) == (message,)


def test_blocks_stay_whole_and_buttons_come_last() -> None:
    text = tuple(Paragraph((Plain(f"{number}. " + "dài " * 300),)) for number in range(5))
    pieces = fit(Message(Kind.FEEDBACK, text, WAYS, Author.AI, None, GRADE))
    assert [piece.text for piece in pieces] == [text[:2], text[2:4], text[4:]]
    assert [piece.choices for piece in pieces] == [(), (), WAYS]
    assert [piece.grade for piece in pieces] == [None, None, GRADE]
    assert {piece.author for piece in pieces} == {Author.AI}
    assert {piece.kind for piece in pieces} == {Kind.FEEDBACK}


def test_a_long_paragraph_is_split_at_the_end_of_a_line_before_that_of_a_sentence() -> None:
    line = SENTENCE * 30 + "\n"
    pieces = said(fit(Message(Kind.CARD, paragraph(line * 4))))
    assert len(pieces) == 2
    assert pieces[0] == line * 2
    assert "".join(pieces) == line * 4


def test_else_at_the_end_of_a_sentence() -> None:
    pieces = said(fit(Message(Kind.CARD, (Quote((Emphasis(SENTENCE * 100),)),))))
    assert len(pieces) == 2
    assert pieces[0].endswith("rõ ràng. ")


def test_else_between_words() -> None:
    pieces = said(fit(Message(Kind.CARD, paragraph("nghiêng " * 1_000))))
    assert len(pieces) == 3
    assert all(piece.endswith("nghiêng ") for piece in pieces)


@pytest.mark.parametrize(
    "one", ["👩🏽\u200d🏫", "🇻🇳", "e\u0302\u0301", "1\ufe0f\u20e3", "🏴\U000e0067\U000e0062\U000e007f"]
)
@pytest.mark.parametrize("shift", range(4))
def test_never_inside_of_what_is_one_character_to_people(one: str, shift: int) -> None:
    pieces = said(fit(Message(Kind.CARD, paragraph("x" * shift + one * 2_500))))
    assert len(pieces) > 1
    assert all(set(piece.removeprefix("x" * shift).split(one)) == {""} for piece in pieces)


def test_a_mark_that_has_no_end_is_split_all_the_same() -> None:
    pieces = said(fit(Message(Kind.CARD, paragraph("a" + "\u0301" * 8_000 + "b"))))
    assert [pieces[0][0], pieces[-1][-1]] == ["a", "b"]


def test_the_numbers_of_a_list_go_on_in_the_next_message() -> None:
    entries = tuple((Strong(f"Việc {number}:"), Plain(" dài" * 60)) for number in range(1, 31))
    pieces = said(fit(Message(Kind.CARD, (Items(entries, is_numbered=True),))))
    assert len(pieces) > 1
    lines = [line for piece in pieces for line in piece.strip().split("\n")]
    assert len(lines) == 30
    assert all(line.startswith(f"{number}. Việc {number}: dài") for number, line in enumerate(lines, start=1))


def test_a_block_to_be_copied_is_split_between_its_lines_and_keeps_their_indent() -> None:
    code = "".join(f"  dòng {number}\n" for number in range(1_000)).rstrip("\n")
    pieces = fit(Message(Kind.CARD, (Preformatted(code),)))
    blocks = [block for piece in pieces for block in piece.text]
    assert "".join(block.text for block in blocks if isinstance(block, Preformatted)) == code
    assert all(visible((block,)).startswith("  dòng") for block in blocks)


def test_links_lead_where_they_led() -> None:
    pieces = fit(Message(Kind.CARD, (Paragraph((Link("đây " * 2_000, "https://a.example/"),)),)))
    assert len(pieces) > 1
    assert all(read(to_html(piece.text)).links == ["https://a.example/"] for piece in pieces)


def test_what_is_short_to_see_and_long_to_send_is_split_too() -> None:
    spans = tuple(Link("&", f"https://a.example/{number}?" + "&" * 500) for number in range(60))
    pieces = fit(Message(Kind.CARD, (Paragraph(spans),)))
    assert len(pieces) > 1
    assert sum(len(read(to_html(piece.text)).links) for piece in pieces) == 60


def test_a_picture_carries_a_short_text() -> None:
    message = Message(Kind.CARD, paragraph("x" * CAPTION_UTF16), WAYS, image=PICTURE)
    assert fit(message) == (message,)


def test_a_picture_goes_ahead_of_a_longer_one() -> None:
    text = paragraph("x" * (CAPTION_UTF16 + 1))
    assert fit(Message(Kind.CARD, text, WAYS, image=PICTURE, grade=GRADE)) == (
        Message(Kind.CARD, (), image=PICTURE),
        Message(Kind.CARD, text, WAYS, grade=GRADE),
    )


LONG_ANSWERS = tuple(
    Choice(ChoiceId(f"l:bai:b1:1:0:{name}"), f"Phương án {name} dài hơn một nút bấm của điện thoại", is_answer=True)
    for name in "abcd"
)


def test_there_is_room_for_answers_that_are_written_out() -> None:
    text = (*paragraph("y" * 1_000), *paragraph("x " * 1_240))
    pieces = fit(Message(Kind.CHECK, text, LONG_ANSWERS))
    assert [bool(piece.choices) for piece in pieces] == [False, True]
    assert length_utf16(body(pieces[-1])) <= PIECE_UTF16
    alone = fit(Message(Kind.CHECK, paragraph("x " * 1_740), LONG_ANSWERS))
    assert "".join(said(alone)) == "x " * 1_740
    assert length_utf16(body(alone[-1])) <= PIECE_UTF16


@pytest.mark.parametrize("blank", ["", " \n" * 4_000, "\u200b" * 5_000])
def test_nothing_to_see_is_one_message_all_the_same(blank: str) -> None:
    (only,) = fit(Message(Kind.CARD, paragraph(blank), WAYS))
    assert only.choices == WAYS


def test_no_message_is_blank_among_others() -> None:
    pieces = fit(Message(Kind.CARD, (*paragraph("x" * 3_000), *paragraph("\n" * 9_000), *paragraph("y"))))
    assert not any(is_blank(piece) for piece in said(pieces))


def messages() -> st.SearchStrategy[Message]:
    label = st.one_of(st.just("Tiếp"), st.text(min_size=1, max_size=60))
    choices = st.lists(st.builds(Choice, st.just(ChoiceId("menu:x")), label, st.booleans()), max_size=6).map(tuple)
    image = st.one_of(st.none(), st.just(PICTURE))
    text = st.one_of(texts(), texts(long_words(), 3))
    return st.builds(Message, st.just(Kind.CARD), text, choices, st.just(Author.AI), image, st.just(GRADE))


@given(messages())
def test_every_message_is_one_that_telegram_takes(message: Message) -> None:
    pieces = fit(message)
    for piece in pieces:
        html = to_html(body(piece))
        assert len(html.encode()) < 32_768
        assert len(read(html).words.encode("utf-16-le")) // 2 <= PIECE_UTF16 < MOST_TEXT_UTF16
        assert piece.image is None or length_utf16(body(piece)) <= CAPTION_UTF16
        assert fit(piece) == (piece,)
    assert [piece.choices for piece in pieces] == [*((),) * (len(pieces) - 1), message.choices]
    assert [piece.grade for piece in pieces] == [*(None,) * (len(pieces) - 1), GRADE]
    assert [piece.image for piece in pieces] == [message.image, *(None,) * (len(pieces) - 1)]


def test_what_is_surely_one_call_is_one() -> None:
    ways = tuple(
        Choice(ChoiceId(f"menu:{number}"), "Phương án dài hơn một nút bấm của điện thoại") for number in range(9)
    )
    for length in range(900, 1_800, 7):
        text = (Paragraph((Strong("👩" * length),)), Items(((Plain("x"),),) * 20), Preformatted("y"))
        for message in (Message(Kind.CARD, text, ways), Message(Kind.CARD, text[1:], ways, image=PICTURE)):
            for piece in fit(message):
                assert length_utf16(body(piece)) <= (CAPTION_UTF16 if piece.image else PIECE_UTF16)


@given(messages())
def test_nothing_is_lost_and_the_order_stays(message: Message) -> None:
    assert seen("".join(said(fit(message)))) == seen(visible(message.text))


def seen(words: str) -> str:
    """What has a shape: a message of white space and invisible characters alone is not sent."""
    return "".join(filter(has_shape, clean(words)))


@cache
def has_shape(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf", "Mn", "Me"} and not is_blank(char)
