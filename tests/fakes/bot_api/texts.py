"""Texts as Telegram takes them: parsed, cleaned, measured."""

import re

from tests.fakes.bot_api.arguments import Arguments, Json
from tests.fakes.bot_api.markup import length_utf16, parse
from tests.fakes.bot_api.refusal import bad_request, stricter

TEXT_LENGTH = 4096
"""sendMessage, after entities are parsed (Bot API).

In UTF-16 units, as entities count: Telegram's server counts code points first (td, MessageContent.cpp) and asks another
one that nobody sees into, so this is the stricter.
"""
CAPTION_LENGTH = 1024
"""sendPhoto, the same."""
RAW_BYTES = 32_768
"""A text before its entities are parsed (the server's source)."""

_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
"""Becomes a space each (td, clean_input_string)."""
_LOST = "\r\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u0333\u033f\u030a"
"""Disappears without a word (the same): line and direction marks, and lines that are drawn through other lines."""
_FIELDS = {
    "link_preview_options": {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"},
    "reply_parameters": {
        "message_id",
        "chat_id",
        "allow_sending_without_reply",
        "quote",
        "quote_parse_mode",
        "quote_entities",
        "quote_position",
        "checklist_task_id",
        "poll_option_id",
    },
}


def formatted(call: Arguments, name: str, *, is_strict: bool) -> tuple[str, list[Json]]:
    """A text without its markup, cleaned, and its entities.

    Raises:
        Refusal: The markup is bad, the text is no UTF-8 or too long before its markup is read.
    """
    source = call.text(name) or ""
    if not is_strict:
        return source, []
    utf8(source)
    if len(source.encode()) >= RAW_BYTES:
        raise bad_request("message is too long")
    mode = call.text("parse_mode") or ""
    entities = call.structure("caption_entities" if name == "caption" else "entities")
    if mode and entities is not None:
        raise stricter("parse_mode together with entities")
    if not mode:
        if isinstance(entities, list) and entities:
            return source, [one for one in entities if isinstance(one, dict)]
        return _trimmed(_whole(source), [])
    if mode.upper() != "HTML":
        raise stricter(f"parse_mode {mode} is not imitated")
    return _trimmed(*parse(_whole(source)))


def _whole(source: str) -> str:
    """The text, where nothing in it would get lost; a carriage return may."""
    source = source.replace("\r", "")
    if lost := set(source) & set(_LOST):
        raise stricter(f"a text with {sorted(map(ascii, lost))}, which would be dropped")
    return source


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    text = _CONTROL.sub(" ", text)
    bare = text.strip()
    start = length_utf16(text[: len(text) - len(text.lstrip())])
    end = length_utf16(bare)
    kept: list[Json] = []
    for entity in entities:
        offset, length = entity["offset"], entity["length"]
        assert isinstance(offset, int)
        assert isinstance(length, int)
        first, last = max(0, offset - start), min(end, offset + length - start)
        if last > first:
            kept.append({**entity, "offset": first, "length": last - first})
    return bare, kept


def utf8(text: str) -> str:
    """The text, where it can be written down.

    Raises:
        Refusal: Half of a surrogate pair stands in it.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
    return text


def options(call: Arguments, name: str) -> Json | None:
    """An object of options whose fields are known."""
    value = call.structure(name)
    if value is None or value == "":
        return None
    if not isinstance(value, dict):
        raise bad_request(f"object expected as {name.replace('_', ' ')}")
    if unknown := set(value) - _FIELDS[name]:
        raise stricter(f"{name} with {sorted(unknown)}")
    return value
