"""The poster of a class, to be printed and pinned on a wall."""

from dataclasses import asdict, dataclass
from enum import StrEnum

import segno

from bot.model.classroom import Classroom
from bot.papers.typesetting import paper
from bot.tutor.context import Operator
from bot.tutor.phrases import Phrases, Voice

_RESISTANCE = "q"
"""A quarter of the QR code may be torn or stained. Source: ISO/IEC 18004, error correction level Q."""
_QUIET = 4
"""Blank modules around it. Source: ISO/IEC 18004, quiet zone."""


class Size(StrEnum):
    """The sheet that it is printed on."""

    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class Door:
    """Another official way in beside the web: what it is called, and where it is."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on it.

    `site` is the public address of the web, without a stroke at its end; `doors` are the others, in the order in which
    they are told. One that is pending is marked, since nobody but its mentor may come yet.
    """

    classroom: Classroom
    site: str
    operator: Operator
    doors: tuple[Door, ...] = ()
    is_pending: bool = False


def draw(poster: Poster, size: Size, phrases: Phrases, voice: Voice) -> bytes | None:
    """The poster as a PDF of one page; slow, so call it in a thread.

    What is too long for its room is set in smaller letters, and cut at last; the address never is.

    Returns:
        The file; None for a class that was closed, to which nobody can come any more.
    """
    classroom = poster.classroom
    if not classroom.is_open:
        return None
    url = f"{poster.site}/j/{classroom.code}"
    operator = poster.operator
    words = {
        "language": voice.language,
        "brand": phrases.line("web.brand", voice),
        "machine": phrases.line("poster.machine", voice),
        "free": phrases.line("poster.free", voice),
        "about": phrases.line("poster.about", voice),
        "number": phrases.line("paper.class", voice, number=str(classroom.number)),
        "title": classroom.title,
        "helped": phrases.line("poster.helped", voice),
        "mentor": classroom.mentor or classroom.place,  # while nobody leads it
        "place": classroom.place if classroom.mentor else "",
        "coded": phrases.line("poster.code", voice),
        "code": classroom.code,
        "steps": (
            phrases.line("poster.scan", voice),
            phrases.line("poster.agree", voice, agree=phrases.line("welcome.agree", voice)),
            phrases.line("poster.learn", voice),
        ),
        "typed": phrases.line("poster.type", voice),
        "address": spelt(url),
        "official": phrases.line("web.channels", voice),
        "doors": (
            asdict(Door(phrases.line("web.channels.page", voice), spelt(poster.site))),
            *map(asdict, poster.doors),
        ),
        "rule": phrases.line("web.channels.rule", voice),
        "never": phrases.line("poster.never", voice),
        "responsible": phrases.line("poster.responsible", voice),
        "operator": operator.name,
        "contact": phrases.line("poster.contact", voice, contact=operator.contact),
        "pending": phrases.line("poster.pending", voice) if poster.is_pending else "",
        "unapproved": phrases.line("poster.unapproved", voice) if poster.is_pending else "",
        "square": segno.make(url, error=_RESISTANCE, micro=False).svg_inline(border=_QUIET, light="#fff"),
        "size": size,
    }
    return paper("poster.typ", words)


def spelt(url: str) -> str:
    """An address as people type it: browsers find https by themselves, and plain http has to be typed."""
    return url.removeprefix("https://")
