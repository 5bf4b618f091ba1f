"""A text as Telegram's HTML: its few tags are ours alone, and all that anybody wrote is escaped."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import assert_never

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
)

LONGEST_URL = 2_048
"""Characters; a longer address is no link, and its words stand alone."""

BULLET = "• "

_UNSHOWN = re.compile("\r\n?|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]")
"""Control characters, what turns the direction of a line, and halves of pairs, which no UTF-8 can hold.

Telegram drops or blanks the first two by itself. Source: tdlib/td, `clean_input_string`.
"""
_LINE_ENDS = frozenset("\x0b\x0c\x85\u2028\u2029")
_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f]+", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me"})
"""Unicode's categories of characters that show nothing by themselves."""
_HOLLOW = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters without a shape: fillers of Hangul, the empty Braille pattern."""


@dataclass(frozen=True, slots=True)
class _Hand:
    """How words are written down: escaped and with tags, or bare."""

    words: Callable[[str], str]
    tag: Callable[[str, str], str]
    link: Callable[[str, str], str]


def to_html(text: Text) -> str:
    """A text in the HTML that Telegram reads; lists are lines, since it has no tag for them.

    Returns:
        Escaped words and the tags b, i, code, pre, a and blockquote; an address is a link only with http or https.
    """
    return _written(text, _HTML)


def visible(text: Text) -> str:
    """The same without tags: what people see, and what Telegram counts."""
    return _written(text, _BARE)


def length_utf16(text: Text) -> int:
    """How long a text is to Telegram: UTF-16 units of what is left once tags and entities are read."""
    return units(visible(text))


def units(words: str) -> int:
    """How many UTF-16 units a string takes."""
    return len(words) + sum(char > "\uffff" for char in words)


def clean(words: str) -> str:
    """The string without what no screen shows; a break of any sort is a line break."""
    return words if words.isprintable() else _UNSHOWN.sub(_unshown, words)


def _unshown(found: re.Match[str]) -> str:
    char = found[0]
    if char in _LINE_ENDS or char.startswith("\r"):
        return "\n"
    return "\ufffd" if "\ud800" <= char <= "\udfff" else ""


def is_blank(words: str) -> bool:
    """Whether there is nothing to see: Telegram refuses such a message."""
    return all(char.isspace() or char in _HOLLOW or unicodedata.category(char) in _UNSEEN for char in clean(words))


def shows_nothing(text: Text) -> bool:
    """The same of a whole text; looks no further than the first word."""
    return all(_block_shows_nothing(block) for block in text)


def _block_shows_nothing(block: Block) -> bool:
    match block:
        case Paragraph(spans) | Quote(spans):
            return all(is_blank(span.text) for span in spans)
        case Items(entries):
            return not entries
        case Preformatted(words):
            return is_blank(words)
        case _:
            assert_never(block)


def is_web(url: str) -> bool:
    """Whether an address may be a link."""
    return len(url) <= LONGEST_URL and _WEB.fullmatch(url) is not None


def _written(text: Text, hand: _Hand) -> str:
    return "\n\n".join(_block(block, hand) for block in text)


def _block(block: Block, hand: _Hand) -> str:
    match block:
        case Paragraph(spans):
            return _spans(spans, hand)
        case Items():
            return "\n".join(_spans(line, hand) for line in lines_of(block))
        case Quote(spans):
            return hand.tag("blockquote", _spans(spans, hand))
        case Preformatted(words):
            return hand.tag("pre", hand.words(words))
        case _:
            assert_never(block)


def lines_of(items: Items) -> Iterator[tuple[Span, ...]]:
    """The entries of a list, each with its mark before it."""
    for number, entry in enumerate(items.entries, start=1):
        yield (Plain(f"{number}. " if items.is_numbered else BULLET), *entry)


def _spans(spans: tuple[Span, ...], hand: _Hand) -> str:
    return "".join(_span(span, hand) for span in spans)


def _span(span: Span, hand: _Hand) -> str:
    words = hand.words(span.text)
    match span:
        case Plain():
            return words
        case Strong() | Call():
            return hand.tag("b", words)
        case Emphasis():
            return hand.tag("i", words)
        case Code():
            return hand.tag("code", words)
        case Link(_, url):
            return hand.link(url, words) if is_web(url) else words
        case _:
            assert_never(span)


def _tag(name: str, inner: str) -> str:
    return f"<{name}>{inner}</{name}>" if inner else ""


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}">{words}</a>' if words else ""


_HTML = _Hand(lambda words: escape(clean(words), quote=False), _tag, _link)
_BARE = _Hand(clean, lambda _, inner: inner, lambda _, words: words)
