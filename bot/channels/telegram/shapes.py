"""Narrows Telegram's JSON: what is not as the Bot API says reads as missing, so that nothing a server sends raises."""

from collections.abc import Mapping
from types import MappingProxyType

Json = Mapping[str, object]
_NOTHING: Json = MappingProxyType({})
_MOST_ID = 2**52
"""Identifiers have at most 52 significant bits. Source: Telegram Bot API, Chat and User."""


def as_object(value: object) -> Json:
    """A JSON object; an empty one for anything else."""
    return value if isinstance(value, dict) else _NOTHING


def as_id(value: object) -> int | None:
    """An identifier or a moment; None for anything else."""
    return value if type(value) is int and -_MOST_ID < value < _MOST_ID else None


def as_text(value: object) -> str:
    """A text that can be stored; empty for anything else.

    JSON can escape half of a character that takes two UTF-16 units: a replacement character stands for it then.
    """
    if not isinstance(value, str):
        return ""
    return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
