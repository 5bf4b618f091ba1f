"""The picture of a lesson that a chat shows beside its address."""

from dataclasses import asdict, dataclass

from bot.papers.typesetting import picture

WIDTH, HEIGHT = 1200, 630
"""Pixels. Source: Meta, "Images in link shares": 1200 x 630 for the best display."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What stands on it, all of it plain words; what is too long for its room is cut."""

    brand: str
    track: str
    title: str
    length: str
    operator: str


def draw(preview: Preview) -> bytes:
    """The picture as a PNG; slow, so call it in a thread."""
    return picture("preview.typ", asdict(preview))
