"""How a text looks on Telegram: its markup is ours alone, and every word is there."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.render import LONGEST_URL, clean, is_blank, length_utf16, shows_nothing, to_html, visible
from bot.model.text import (
    Call,
    Code,
    Emphasis,
    Items,
    Link,
    Paragraph,
    Plain,
    Preformatted,
    Quote,
    Strong,
    Text,
    paragraph,
)
from tests.unit.channels.telegram.markup import read
from tests.unit.channels.telegram.texts import texts

EVERYTHING: Text = (
    Paragraph((Plain("một "), Strong("hai"), Plain(" "), Emphasis("ba"), Plain(" "), Code("bốn"))),
    Paragraph((Link("năm", "https://a.example/?x=1&y=2"),)),
    Items(((Plain("sáu"),), (Strong("bảy"), Plain(" tám")))),
    Items(((Plain("chín"),), (Plain("mười"),)), is_numbered=True),
    Quote((Plain("mười một "), Call("115"))),
    Preformatted("dòng một\n  dòng hai"),
)


def test_each_block_and_span_has_its_shape() -> None:
    assert to_html(EVERYTHING) == (
        "một <b>hai</b> <i>ba</i> <code>bốn</code>\n\n"
        '<a href="https://a.example/?x=1&amp;y=2">năm</a>\n\n'
        "• sáu\n• <b>bảy</b> tám\n\n"
        "1. chín\n2. mười\n\n"
        "<blockquote>mười một <b>115</b></blockquote>\n\n"
        "<pre>dòng một\n  dòng hai</pre>"
    )


def test_what_is_visible_is_what_a_reader_of_the_markup_sees() -> None:
    assert visible(EVERYTHING) == read(to_html(EVERYTHING)).words


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "tg://user?id=1", "//a.example", "", "https://", "https://a b", "http://a\n", "x"]
)
def test_a_link_leads_to_the_web_or_nowhere(url: str) -> None:
    assert to_html((Paragraph((Link("đây", url),)),)) == "đây"


def test_an_address_that_is_too_long_is_no_link() -> None:
    url = "https://a.example/" + "x" * LONGEST_URL
    assert read(to_html((Paragraph((Link("đây", url[:LONGEST_URL]), Link(" kia", url))),))).links == [url[:LONGEST_URL]]


def test_an_address_cannot_leave_its_quotes() -> None:
    url = "https://a.example/\"onclick='x'><b>"
    assert read(to_html((Paragraph((Link("đây", url),)),))).links == [url]


def test_a_span_without_words_has_no_tag() -> None:
    assert to_html((Paragraph((Strong(""), Link("", "https://a.example"), Plain("x"))),)) == "x"


@pytest.mark.parametrize(
    ("words", "cleaned"),
    [
        ("a\x00\x07\x1b[2Jb\x7f\x9b", "a[2Jb"),
        ("một\r\nhai\rba\u2028bốn\x85năm\tsáu", "một\nhai\nba\nbốn\nnăm\tsáu"),
        ("\u202eđảo\u202c xong", "đảo xong"),
        ("nửa \ud83d cặp", "nửa \ufffd cặp"),
        ("👩🏽\u200d🏫 1\ufe0f\u20e3", "👩🏽\u200d🏫 1\ufe0f\u20e3"),
        ("\u200fשלום\u200e", "\u200fשלום\u200e"),
    ],
)
def test_what_no_screen_shows_is_left_out(words: str, cleaned: str) -> None:
    assert clean(words) == cleaned


@pytest.mark.parametrize("words", ["", " \n\t", "\u200b\u200d\ufeff", "\x00\u202e", "\u3164\u2800", "\u00a0\u0301"])
def test_nothing_to_see_is_blank(words: str) -> None:
    assert is_blank(words)


@pytest.mark.parametrize("words", ["a", "\u200b.", "ạ", "👩", "\ufffd"])
def test_something_to_see_is_not(words: str) -> None:
    assert not is_blank(words)


@given(texts())
def test_a_text_shows_nothing_where_none_of_it_does(text: Text) -> None:
    assert shows_nothing(text) is is_blank(visible(text))


def test_length_is_counted_in_utf16_units_of_what_is_seen() -> None:
    assert length_utf16(paragraph("<&>")) == 3
    assert length_utf16((Paragraph((Strong("👩"), Link("ạ", "https://a.example"))),)) == 3
    assert length_utf16((*paragraph("a"), *paragraph("b"))) == 4
    assert length_utf16(()) == 0


@given(texts())
def test_any_text_is_markup_that_telegram_takes(text: Text) -> None:
    seen = read(to_html(text))
    assert seen.words == visible(text)
    assert len(seen.words.encode("utf-16-le")) == 2 * length_utf16(text)


@given(texts())
def test_every_word_is_seen_in_its_order(text: Text) -> None:
    seen, at = visible(text), 0
    for said in _said(text):
        at = seen.find(clean(said), at)
        assert at >= 0, said
        at += len(clean(said))


def _said(text: Text) -> Iterator[str]:
    for block in text:
        match block:
            case Items(entries):
                yield from (span.text for entry in entries for span in entry)
            case Preformatted(words):
                yield words
            case _:
                yield from (span.text for span in block.spans)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(words: str) -> None:
    assert clean(clean(words)) == clean(words)
    clean(words).encode()
