"""What somebody writes to a human in anger: the hard words stay here, and what they need goes on."""

import re

from bot.model.dialogue import State
from bot.tutor.context import Context, Turn
from bot.tutor.fold import fold
from bot.tutor.hearing import Heard, hear
from bot.tutor.insults import find_rude, is_of_others
from bot.tutor.privacy import mask
from bot.tutor.speech import say

PLACEHOLDER = "[lời nặng]"
"""What stands where a hard word stood, as `privacy.PLACEHOLDERS` stand for personal data."""

_CURSE = re.compile(r"^(?:dit|du ma|vcl|vkl|dm|dkm|dcm|clgt|cut|xeo|cam m|im mom|ngam mom|khon nan|mat day)")
"""Meant for whoever reads it, whoever is spoken of before."""
_CALLED = re.compile(r"^(?:do |thang |con |mu |lao |oc |gia |vo tich|an hai|thieu nang)")
"""What somebody is called, which is meant for the reader unless the writer stands before it."""
_ONESELF = re.compile(
    r"\b(?:toi|minh|em|chau|con|tui|to|bac|ong|ba|co|chu|anh|chi|cu|u|gia|lon tuoi)\b(?: [^ ,;]+){0,4} ?$",
    re.IGNORECASE,
)
"""Whoever stands so before a hard word says it of themself: `tôi già rồi, chậm hiểu thế`."""
_READER = re.compile(r"\b(?:may|chung may|bot|robot|cac nguoi|bon bay|mentor)\b(?: [^ ,;]+){0,3} ?$")
"""Whoever stands so before a hard word has it said of them: `máy ngu quá`."""
_FILLING = frozenset(
    {
        *("may", "chung", "bon", "tao", "tui", "toi", "minh", "bot", "ai", "thang", "con", "do", "cac", "nay", "ay"),
        *(
            "ong",
            "ba",
            "bac",
            "co",
            "chu",
            "anh",
            "chi",
            "em",
            "chau",
            "a",
            "ah",
            "oi",
            "nha",
            "nhe",
            "the",
            "vay",
            "luon",
        ),
        *("qua", "lam", "vl", "vai", "cai", "thi", "la", "va", "voi", "cung", "deu", "di", "het", "ca", "noi", "ngu"),
        *("nguoi", "kia", "dot"),
    }
)
"""Folded words that ask nothing by themselves."""
_FEWEST = 3
"""Other words that make something to answer out of a text with hard words in it."""


def clean(text: str) -> str:
    """The text as a human may read it: with a placeholder for each piece of personal data, and for each hard word."""
    heard = hear(text)
    parts: list[str] = []
    rest = 0
    for start, end in sorted(_meant(heard)):
        first, last = heard.offsets[start], heard.offsets[end]
        parts += text[rest:first], PLACEHOLDER
        rest = max(rest, last)
    return mask("".join(parts) + text[rest:])


def turned_away(words: str, state: State, context: Context) -> Turn | None:
    """A kind word to whoever writes hard words alone, with the way to ask; nobody has to read them.

    Returns:
        None for words that a human can answer.
    """
    cleaned = clean(words)
    if PLACEHOLDER not in cleaned:
        return None
    left = fold(cleaned.replace(PLACEHOLDER, " "))
    asking = [word for word in re.findall(r"\w+", left) if word not in _FILLING]
    return Turn(state, note=say("question.rude", state, context)) if len(asking) < _FEWEST else None


def _meant(heard: Heard) -> list[tuple[int, int]]:
    """Where hard words stand that are meant for whoever reads them, and not for the writer themself."""
    return [(start, end) for start, end, before in find_rude(heard) if _is_meant(heard, start, end, before)]


def _is_meant(heard: Heard, start: int, end: int, before: str) -> bool:
    if _READER.search(before):
        return True
    if is_of_others(before):
        return False
    word = heard.said[start:end].lower()
    is_alone = not before.strip() and not heard.said[end:].strip(" .!?")
    return bool(_CURSE.search(word)) or ((bool(_CALLED.search(word)) or is_alone) and not _ONESELF.search(before))
