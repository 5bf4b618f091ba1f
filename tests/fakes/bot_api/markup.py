"""Telegram's HTML, read strictly: https://core.telegram.org/bots/api#html-style.

Telegram lets a bare `&` or `>`, attributes that it does not know, and entities within code pass or drops them without a
word. All of them are faults of whoever wrote the markup, so they are refused here.
"""

import html
import re
from dataclasses import dataclass

from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.refusal import Refusal, bad_request, stricter

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_ATTRIBUTES = {
    "span": {"class"},
    "a": {"href"},
    "tg-emoji": {"emoji-id"},
    "tg-time": {"unix", "format"},
    "code": {"class"},
    "blockquote": {"expandable"},
}
_PLAIN = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))?)*)\s*>"
)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+)))?")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_STOP = re.compile(r"[<>&]")
_LINK = re.compile(r"(?:https?|tg|mailto|tel|tonsite):.", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    tag: str
    kind: str
    offset: int
    more: Json


class _Reading:
    """One text being read: what is shown of it so far, and which tags are open."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.shown: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def show(self, text: str) -> None:
        self.shown.append(text)
        self.length += length_utf16(text)

    def fault(self, sentence: str, position: int) -> Refusal:
        offset = len(self.source[:position].encode())
        return bad_request(f"can't parse entities: {sentence.format(offset=f'at byte offset {offset}')}")

    def start(self, tag: str, attributes: Json, position: int) -> None:
        kind = _KINDS.get(tag)
        if kind is None:
            raise self.fault(f'Unsupported start tag "{tag}" {{offset}}', position)
        if unknown := set(attributes) - _ATTRIBUTES.get(tag, set()):
            raise stricter(f"can't parse entities: attributes {sorted(unknown)} of tag {tag}")
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self.fault('Tag "span" must have class "tg-spoiler" {offset}', position)
        if tag == "code" and "class" in attributes and self._names_language(attributes, position):
            return
        self._check_nesting(kind)
        self.open.append(_Open(tag, _expanded(kind, attributes), self.length, _more(tag, attributes)))

    def _names_language(self, attributes: Json, position: int) -> bool:
        outer = self.open[-1] if self.open else None
        name = str(attributes["class"])
        if outer is None or outer.tag != "pre" or outer.offset != self.length or not name.startswith("language-"):
            raise stricter(f"can't parse entities: class of tag code at {position}")
        outer.more["language"] = name.removeprefix("language-")
        self.open.append(_Open("code", "", self.length, {}))
        return True

    def _check_nesting(self, kind: str) -> None:
        outer = [one.kind for one in self.open]
        quotes = {"blockquote", "expandable_blockquote"}
        if "pre" in outer or "code" in outer or (kind in {"pre", "code"} and set(outer) - quotes):
            raise stricter(f"can't parse entities: {kind} overlaps {outer}")
        if (kind == "blockquote" and set(outer) & quotes) or kind in set(outer) - _PLAIN:
            raise stricter(f"can't parse entities: {kind} within {outer}")

    def end(self, tag: str, position: int) -> None:
        if not self.open:
            raise self.fault("Unexpected end tag {offset}", position)
        last = self.open.pop()
        if last.tag != tag:
            found = f'expected "</{last.tag}>", found "</{tag}>"'
            raise self.fault(f"Unmatched end tag {{offset}}, {found}", position)
        if last.kind and self.length > last.offset:
            length = self.length - last.offset
            self.entities.append({"type": last.kind, "offset": last.offset, "length": length, **last.more})


def length_utf16(text: str) -> int:
    """How long Telegram says that a text is."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse(source: str) -> tuple[str, list[Json]]:
    """What is shown of an HTML text, and its entities, in the order in which they begin.

    Raises:
        Refusal: The markup is not what Telegram's page says.
    """
    reading = _Reading(source)
    position = 0
    while stop := _STOP.search(source, position):
        reading.show(source[position : stop.start()])
        position = stop.start()
        position = _entity(reading, position) if stop[0] == "&" else _tag(reading, position)
    reading.show(source[position:])
    if reading.open:
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{reading.open[-1].tag}\""
        )
    entities = sorted(reading.entities, key=lambda one: (str(one["offset"]).zfill(6), -int(str(one["length"]))))
    return "".join(reading.shown), entities


def _entity(reading: _Reading, position: int) -> int:
    found = _ENTITY.match(reading.source, position)
    if found is None:
        raise stricter(f"can't parse entities: a bare & at {position}")
    reading.show(html.unescape(found[0]))
    return found.end()


def _tag(reading: _Reading, position: int) -> int:
    if reading.source[position] == ">":
        raise stricter(f"can't parse entities: a bare > at {position}")
    found = _TAG.match(reading.source, position)
    if found is None:
        end = reading.source.find(">", position)
        if end < 0:
            raise reading.fault("Unclosed start tag {offset}", position)
        name = re.split(r"[\s>]", reading.source[position + 1 : end + 1])[0]
        raise reading.fault(f'Unsupported start tag "{name}" {{offset}}', position)
    tag = found[2].lower()
    if found[1]:
        reading.end(tag, position)
    else:
        attributes: Json = {
            one[1].lower(): html.unescape(one[2] or one[3] or one[4] or "") for one in _ATTRIBUTE.finditer(found[3])
        }
        reading.start(tag, attributes, position)
    return found.end()


def _expanded(kind: str, attributes: Json) -> str:
    return "expandable_blockquote" if kind == "blockquote" and "expandable" in attributes else kind


def _more(tag: str, attributes: Json) -> Json:
    match tag:
        case "a":
            href = str(attributes.get("href", ""))
            if _LINK.match(href) is None:
                raise stricter(f"can't parse entities: a link to {href!r} would be dropped")
            return {"url": href}
        case "tg-emoji":
            return {"custom_emoji_id": attributes.get("emoji-id", "")}
        case _:
            return {}
