"""The pictures that ship with the program, by the path that a message names."""

from pathlib import Path

from bot.model.message import OWN_PICTURE, Image

PICTURES = Path(__file__).parent / "pictures"


def own_picture(image: Image) -> bytes | None:
    """The file; None for a picture of the bank, and for one that this version does not have."""
    if not image.path.startswith(OWN_PICTURE):
        return None
    file = PICTURES / Path(image.path.removeprefix(OWN_PICTURE)).name
    return file.read_bytes() if file.is_file() else None
