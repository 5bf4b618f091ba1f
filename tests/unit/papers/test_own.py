"""The pictures that ship with the program."""

import struct

import pytest

from bot.model.message import Image
from bot.papers.own import PICTURES, own_picture
from bot.papers.typesetting import picture
from bot.tutor.dialogues.menu import MICROPHONE

MOST_BYTES = 60_000
"""A picture that is sent to a telephone on a slow line."""


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_microphones_picture_ships_small_and_as_its_source_draws_it() -> None:
    shipped = own_picture(Image(MICROPHONE, "micro"))
    assert shipped is not None
    assert len(shipped) < MOST_BYTES
    assert size_of(shipped) == size_of(picture("microphone.typ", {})) == (800, 440)


def test_every_picture_that_ships_can_be_named() -> None:
    names = [file.name for file in PICTURES.iterdir()]
    assert names
    assert all(own_picture(Image(f"program:{name}", "")) for name in names)


@pytest.mark.parametrize("path", ["microphone.png", "program:gone.png", "program:", "program:../own.py", "a/b.png"])
def test_what_is_none_of_them_is_not_read(path: str) -> None:
    assert own_picture(Image(path, "")) is None
