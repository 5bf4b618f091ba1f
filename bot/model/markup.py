"""Reads the small Markdown of lessons and phrases into `Text`.

Taken: paragraphs, bullet and numbered lists, quotes, fenced blocks, **strong**, *emphasis*, `code`, [links](https://…),
numbers to call ([113](tel:113)).
Everything else of Markdown (headings, tables, HTML, images) is refused, so that all channels can show all of it.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token

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

_CALLS = "tel:"
_CACHED = 4_096
"""Texts; a bank reads each of its own several times, to build it and to check it."""


class MarkupError(ValueError):
    """Markdown that a message cannot show; the text says what, `line` where (from 0, within the source)."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


@lru_cache(maxsize=_CACHED)
def parse(source: str) -> Text:
    """Reads Markdown into blocks.

    Args:
        source: Markdown in NFC; placeholders such as `{bạn}` are ordinary words to it.

    Returns:
        The blocks in their order; empty for an empty source.

    Raises:
        MarkupError: for a construct that messages do not have.
    """
    tokens = _parser().parse(source)
    blocks: list[Block] = []
    position = 0
    while position < len(tokens):
        block, position = _block(tokens, position)
        blocks.append(block)
    return tuple(blocks)


def _block(tokens: Sequence[Token], start: int) -> tuple[Block, int]:
    token = tokens[start]
    if token.type == "paragraph_open":
        return Paragraph(_spans(tokens[start + 1])), start + 3
    if token.type in {"fence", "code_block"}:
        return Preformatted(token.content.rstrip("\n")), start + 1
    if token.type in {"bullet_list_open", "ordered_list_open", "blockquote_open"}:
        end = _closing(tokens, start)
        inner = tokens[start + 1 : end]
        if token.type == "blockquote_open":
            return Quote(_only_paragraph(inner, token)), end + 1
        return Items(tuple(_entries(inner)), token.type == "ordered_list_open"), end + 1
    raise _refusal(token)


def _entries(tokens: Sequence[Token]) -> list[tuple[Span, ...]]:
    entries: list[tuple[Span, ...]] = []
    position = 0
    while position < len(tokens):
        end = _closing(tokens, position)
        entries.append(_only_paragraph(tokens[position + 1 : end], tokens[position]))
        position = end + 1
    return entries


def _only_paragraph(tokens: Sequence[Token], around: Token) -> tuple[Span, ...]:
    kinds = [token.type for token in tokens]
    if kinds != ["paragraph_open", "inline", "paragraph_close"]:
        raise MarkupError("a list entry or a quote holds one paragraph and no other block", _line(around))
    return _spans(tokens[1])


def _closing(tokens: Sequence[Token], start: int) -> int:
    """Where what opens at `start` closes: the parser closes whatever it opens."""
    depths = accumulate(token.nesting for token in tokens[start:])
    return start + sum(1 for _ in takewhile(bool, depths))


def _spans(inline: Token) -> tuple[Span, ...]:
    spans: list[Span] = []
    style: list[str] = []
    url = ""
    for child in inline.children or ():
        match child.type:
            case "text":
                spans.append(_span(child.content, style, url))
            case "code_inline":
                spans.append(Code(child.content))
            case "softbreak" | "hardbreak":
                spans.append(Plain("\n" if child.type == "hardbreak" else " "))
            case "strong_open" | "em_open" | "link_open":
                style.append(child.type)
                url = _address(child) if child.type == "link_open" else url
            case "strong_close" | "em_close" | "link_close":
                style.pop()
            case _:
                raise _refusal(child, inline)
    return _joined(spans)


def _address(link: Token) -> str:
    """The address as written: the parser writes braces as %7B and %7D, but they hold placeholders."""
    return str(link.attrGet("href")).replace("%7B", "{").replace("%7D", "}")


def _span(content: str, style: list[str], url: str) -> Span:
    if "link_open" in style:
        return Call(content) if url.startswith(_CALLS) else Link(content, url)
    if "strong_open" in style:
        return Strong(content)
    return Emphasis(content) if "em_open" in style else Plain(content)


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Neighbours of plain words become one, and empty ones go."""
    joined: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        last = joined[-1] if joined else None
        if isinstance(span, Plain) and isinstance(last, Plain):
            joined[-1] = Plain(last.text + span.text)
        else:
            joined.append(span)
    return tuple(joined)


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _refusal(token: Token, around: Token | None = None) -> MarkupError:
    name = token.type.removesuffix("_open").replace("_", " ")
    return MarkupError(f"messages have no {name}; take paragraphs, lists, quotes or **bold**", _line(around or token))
