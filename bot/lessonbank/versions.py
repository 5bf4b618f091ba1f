"""A lesson's canonical JSON, the hash by which its version is known, and the way back."""

import hashlib
from dataclasses import replace

from bot.model import codec
from bot.model.ids import ContentHash
from bot.model.lesson import Lesson


def canonical(lesson: Lesson) -> str:
    """The lesson as JSON with sorted keys and without its hash: the same content gives the same text."""
    return codec.dumps(replace(lesson, content_hash=ContentHash("")))


def hash_of(body: str) -> ContentHash:
    """SHA-256 of a canonical text, in hex."""
    return ContentHash(hashlib.sha256(body.encode()).hexdigest())


def hashed(lesson: Lesson) -> Lesson:
    """The lesson with its content hash."""
    return replace(lesson, content_hash=hash_of(canonical(lesson)))


def read_canonical(body: str) -> Lesson:
    """Reads a lesson from its canonical text, and gives it its hash.

    Raises:
        Misread: the text is no lesson of this program.
    """
    return replace(codec.loads(body, Lesson), content_hash=hash_of(body))
