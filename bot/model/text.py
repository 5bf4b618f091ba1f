"""A small rich text: what a message says, before any channel has chosen how it looks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never


@dataclass(frozen=True, slots=True)
class Plain:
    """Words as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words to be noticed."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words with a soft stress."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Words to be typed or copied exactly."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address on the web."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Call:
    """A telephone number to call."""

    text: str


Span = Plain | Strong | Emphasis | Code | Link | Call


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans in one block."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or with bullets."""

    entries: tuple[tuple[Span, ...], ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody else's words."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Preformatted:
    """A block to be copied exactly, such as a prompt."""

    text: str


Block = Paragraph | Items | Quote | Preformatted
Text = tuple[Block, ...]


def paragraph(text: str) -> Text:
    """One paragraph of plain words; a line break stays one."""
    return (Paragraph((Plain(text),)),)


def map_strings(text: Text, change: Callable[[str], str]) -> Text:
    """The same text with `change` applied to each string that people read or that an address holds.

    Filling placeholders this way can never turn a learner's words into markup.
    """
    return tuple([_map_block(block, change) for block in text])


def _map_block(block: Block, change: Callable[[str], str]) -> Block:
    match block:
        case Paragraph(spans):
            return Paragraph(_map_spans(spans, change))
        case Items(entries, is_numbered):
            return Items(tuple(_map_spans(entry, change) for entry in entries), is_numbered)
        case Quote(spans):
            return Quote(_map_spans(spans, change))
        case Preformatted(text):
            return Preformatted(change(text))
        case _:
            assert_never(block)


def _map_spans(spans: tuple[Span, ...], change: Callable[[str], str]) -> tuple[Span, ...]:
    return tuple(
        [
            Link(change(span.text), change(span.url)) if isinstance(span, Link) else type(span)(change(span.text))
            for span in spans
        ]
    )


def plain(text: Text) -> str:
    """The words alone, without markup: blocks apart by an empty line, entries by a line.

    A link is followed by its address in parentheses when its words do not say it already.
    """
    return "\n\n".join(_plain_block(block) for block in text)


def _plain_block(block: Block) -> str:
    match block:
        case Paragraph(spans) | Quote(spans):
            return _plain_spans(spans)
        case Items(entries, is_numbered):
            marks = (f"{n}." if is_numbered else "-" for n in range(1, len(entries) + 1))
            return "\n".join(f"{mark} {_plain_spans(entry)}" for mark, entry in zip(marks, entries, strict=True))
        case Preformatted(body):
            return body
        case _:
            assert_never(block)


def _plain_spans(spans: tuple[Span, ...]) -> str:
    return "".join(
        f"{span.text} ({span.url})" if isinstance(span, Link) and span.url != span.text else span.text for span in spans
    )
