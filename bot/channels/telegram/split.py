"""One message as the messages that are one call each: short enough for Telegram, and for reading on a phone."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import chain
from typing import assert_never

from bot.channels.telegram.keyboards import written_out
from bot.channels.telegram.render import clean, is_blank, length_utf16, lines_of, to_html, units, visible
from bot.model.message import Message
from bot.model.text import Block, Items, Link, Paragraph, Plain, Preformatted, Quote, Span, Text, map_strings

PIECE_UTF16 = 3_500
"""The most that one message says, in UTF-16 units; Telegram takes 4,096, and what the channel adds needs room."""
CAPTION_UTF16 = 960
"""The same below a picture; Telegram takes 1,024. Source: Telegram Bot API, sendPhoto."""
MOST_BYTES = 24_000
"""Of the HTML of what is said, without labels written out. Source: tdlib/telegram-bot-api refuses 32,768 bytes."""
_WRAPPING_BYTES = 64
"""More than the tags around a block or a span take."""
_MOST_UNITS = 2
"""Of one character."""
_MARK_UNITS = 6
"""More than what stands between two parts: an empty line, a letter with its point."""
_MOST_ESCAPED = 6
"""Bytes of one character, as an entity."""

_LINE_END = re.compile(r"\n+")
_SENTENCE_END = re.compile(r"[.!?…][”\"')\]]*\s+")
_WORD_END = re.compile(r"\s+")
_JOINER = "\u200d"


def fit(message: Message) -> tuple[Message, ...]:
    """Makes of one message the messages that can be sent, each by one call.

    A text is split between blocks; a block that is too long by itself at the ends of lines, else of sentences, else
    between words. A picture carries the whole text below it where that fits, else it goes ahead without a word. What
    may be chosen, and the grade, go with the last.

    Returns:
        The messages in order; one where it fits as it is. Each of them fits as it is.
    """
    if _is_surely_one_call(message):
        return (message,)
    whole = replace(message, text=map_strings(message.text, clean))
    if _is_one_call(whole):
        return (whole,)
    if whole.image is not None:
        picture = replace(whole, text=(), choices=(), grade=None)
        return (picture, *fit(replace(whole, image=None)))
    *others, last = _split(whole)
    return (*(replace(whole, text=text, choices=(), grade=None) for text in others), replace(whole, text=last))


def body(message: Message) -> Text:
    """All that a message says: its text, and below it what its buttons are too small for."""
    return (*message.text, *written_out(message.choices))


def _is_one_call(message: Message) -> bool:
    most = PIECE_UTF16 if message.image is None else CAPTION_UTF16
    return length_utf16(body(message)) <= most and _bytes(message.text) <= MOST_BYTES


def _is_surely_one_call(message: Message) -> bool:
    """Tells it of nearly every message, for a tenth of what it costs to write it and count."""
    characters = sum(len(choice.label) for choice in message.choices)
    parts = len(message.choices)
    addresses = 0
    for block in message.text:
        for span in _all_spans(block):
            characters += len(span.text)
            addresses += len(span.url) if isinstance(span, Link) else 0
            parts += 1
        parts += 1
    most = PIECE_UTF16 if message.image is None else CAPTION_UTF16
    return (
        _MOST_UNITS * characters + _MARK_UNITS * parts <= most
        and _MOST_ESCAPED * (characters + addresses) + _WRAPPING_BYTES * parts <= MOST_BYTES
    )


def _all_spans(block: Block) -> Iterator[Span]:
    match block:
        case Paragraph(spans) | Quote(spans):
            yield from spans
        case Items():
            for line in lines_of(block):
                yield from line
        case Preformatted(words):
            yield Plain(words)
        case _:
            assert_never(block)


def _bytes(text: Text) -> int:
    return len(to_html(text).encode())


def _split(message: Message) -> list[Text]:
    pieces = _pieces(message.text, PIECE_UTF16)
    lines = written_out(message.choices)
    if lines and pieces and length_utf16((*pieces[-1], *lines)) > PIECE_UTF16:
        room = PIECE_UTF16 - length_utf16(lines) - len("\n\n")
        pieces = [*pieces[:-1], *_pieces(pieces[-1], room)]
    return pieces or [()]


def _pieces(text: Text, most: int) -> list[Text]:
    pieces: list[Text] = []
    begun: Text = ()
    for block in text:
        if _fits((*begun, block), most):
            begun = (*begun, block)
            continue
        *full, rest = _parts(block, most)
        pieces += [begun, *((part,) for part in full)]
        begun = (rest,)
    return [piece for piece in (*pieces, begun) if not is_blank(visible(piece))]


def _fits(text: Text, most: int) -> bool:
    return length_utf16(text) <= most and _bytes(text) <= MOST_BYTES


def _parts(block: Block, most: int) -> list[Block]:
    """A block as blocks that fit; the entries of a list become lines, so that their numbers go on."""
    if _fits((block,), most):
        return [block]
    match block:
        case Paragraph(spans):
            return [Paragraph(part) for part in _slices(spans, most)]
        case Quote(spans):
            return [Quote(part) for part in _slices(spans, most)]
        case Items():
            lines = list(chain.from_iterable((*line, Plain("\n")) for line in lines_of(block)))
            return [Paragraph(part) for part in _slices(tuple(lines[:-1]), most)]
        case Preformatted(words):
            return [Preformatted(_words(part)) for part in _slices((Plain(words),), most)]
        case _:
            assert_never(block)


def _slices(spans: tuple[Span, ...], most: int) -> Iterator[tuple[Span, ...]]:
    while True:
        words, reach = _words(spans), _reach(spans, most)
        if reach >= len(words):
            yield spans
            return
        at = _break(words, reach)
        yield _cut(spans, 0, at)
        spans = _cut(spans, at, len(words))


def _words(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


def _reach(spans: tuple[Span, ...], most: int) -> int:
    """How many characters fit into one message, from the first on."""
    length = reach = 0
    size = _WRAPPING_BYTES
    for span in spans:
        size += _bytes((Paragraph((_with(span, "x"),)),))  # its tags, and where its link leads
        for char in span.text:
            length += units(char)
            size += len(escape(char, quote=False).encode())
            if length > most or size > MOST_BYTES:
                return reach
            reach += 1
    return reach


def _break(words: str, reach: int) -> int:
    """Where to break, at most at `reach`: at the best end in its later half, and never inside of a character."""
    half = reach // 2
    for pattern in (_LINE_END, _SENTENCE_END, _WORD_END):
        ends = [found.end() for found in pattern.finditer(words, half, reach)]
        at = next((end for end in reversed(ends) if not _is_inside(words, end)), None)
        if at is not None:
            return at
    return next((at for at in range(reach, half, -1) if not _is_inside(words, at)), reach)


def _is_inside(words: str, at: int) -> bool:
    """Whether a break would part what people see as one character: a letter and its mark, an emoji and its parts."""
    before, after = words[at - 1], words[at]
    if _is_flag_half(before) and _is_flag_half(after):
        run = len(words[:at]) - len(words[:at].rstrip("".join(map(chr, range(0x1F1E6, 0x1F200)))))
        return run % 2 == 1
    return (
        unicodedata.category(after).startswith("M")
        or _JOINER in {before, after}
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # the tone of a skin
        or "\U000e0020" <= after <= "\U000e007f"  # the tags of a flag
    )


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _cut(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The spans from character `start` to before `end`."""
    kept: list[Span] = []
    at = 0
    for span in spans:
        part = span.text[max(start - at, 0) : max(end - at, 0)]
        if part:
            kept.append(_with(span, part))
        at += len(span.text)
    return tuple(kept)


def _with(span: Span, words: str) -> Span:
    return Link(words, span.url) if isinstance(span, Link) else type(span)(words)
