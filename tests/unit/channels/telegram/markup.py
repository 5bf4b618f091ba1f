"""Reads Telegram's HTML as strictly as the server does, written from its documentation and not from our renderer.

Source: Telegram Bot API, "HTML style": which tags and entities there are, and that all other `<`, `>` and `&` must be
written as entities.
"""

import re
from dataclasses import dataclass, field

TAGS = {"b", "i", "code", "pre", "a", "blockquote"}
ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN = re.compile(r'<(/?)([a-z]+)(?: href="([^"<>]*)")?>|&(#x?[0-9a-f]+|[a-z]+);|([^<>&]+)', re.DOTALL)


@dataclass
class Read:
    """The words that are seen, and where links lead."""

    words: str = ""
    links: list[str] = field(default_factory=list)


def read(html: str) -> Read:
    """Reads it; fails at whatever Telegram might refuse."""
    seen = Read()
    opened: list[str] = []
    at = 0
    while at < len(html):
        found = _TOKEN.match(html, at)
        assert found is not None, f"neither tag, entity nor words: {html[at : at + 30]!r}"
        at = found.end()
        closing, tag, href, entity, words = found.groups()
        if words is not None:
            seen.words += words
        elif entity is not None:
            seen.words += _character(entity)
        elif closing:
            assert href is None
            assert opened.pop() == tag
        else:
            assert tag in TAGS
            assert (href is not None) == (tag == "a")
            assert tag not in opened, "no tag of ours stands in itself"
            opened.append(tag)
            if href is not None:
                seen.links.append(re.sub(r"&([^;]*);", lambda each: _character(each[1]), href))
    assert opened == []
    for url in seen.links:
        assert url.lower().startswith(("https://", "http://"))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", seen.words)
    return seen


def _character(entity: str) -> str:
    if entity.startswith("#"):
        return chr(int(entity[1:].replace("x", "0x"), base=0))
    return ENTITIES[entity]
