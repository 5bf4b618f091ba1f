"""The web chat: how a message looks on its page."""

import re
from html import escape
from typing import assert_never

from bot.channels.base import Capabilities, Markup, Photos
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

CHANNEL = "web"
CAPABILITIES = Capabilities(
    has_buttons=True,
    may_edit=False,
    max_text_utf16=None,
    markup=Markup.HTML,
    takes_start_payload=True,
    photos=Photos.NONE,
    may_write_first=False,
    monthly_messages=None,
    is_pull=True,
    keeps_own_words=True,
    may_add=True,
)

_NO_NUMBER = re.compile(r"[^0-9+]")


def to_html(text: Text) -> str:
    """A text as HTML in which nothing but our own tags is a tag.

    Returns:
        Block elements; whatever anybody wrote is escaped, and an address is a link only with http or https.
    """
    return "".join(map(_block, text))


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return f"<p>{_spans(spans)}</p>"
        case Items(entries, is_numbered):
            tag = "ol" if is_numbered else "ul"
            return f"<{tag}>{''.join(f'<li>{_spans(entry)}</li>' for entry in entries)}</{tag}>"
        case Quote(spans):
            return f"<blockquote>{_spans(spans)}</blockquote>"
        case Preformatted(text):
            return f"<pre>{escape(text)}</pre>"
        case _:
            assert_never(block)


def _spans(spans: tuple[Span, ...]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    match span:
        case Plain(text):
            return _lines(text)
        case Strong(text):
            return f"<strong>{_lines(text)}</strong>"
        case Emphasis(text):
            return f"<em>{_lines(text)}</em>"
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case Link(text, url) if url.startswith(("https://", "http://")):
            return f'<a href="{escape(url)}" rel="noopener noreferrer" target="_blank">{_lines(text)}</a>'
        case Link(text, _):
            return _lines(text)
        case Call(text):
            return f'<a href="tel:{_NO_NUMBER.sub("", text)}">{escape(text)}</a>'
        case _:
            assert_never(span)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
