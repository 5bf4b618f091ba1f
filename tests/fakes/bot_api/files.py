"""Pictures and other files: uploaded once, sent again by their id, fetched by their path."""

from dataclasses import dataclass

from tests.fakes.bot_api.arguments import Json

PHOTO_BYTES = 10 * 1024 * 1024
"""sendPhoto (Bot API)."""
PHOTO_SIDES = 10_000
"""Width and height together (Bot API, sendPhoto)."""
PHOTO_RATIO = 20
"""Between them (the same)."""
DOWNLOAD_BYTES = 20 * 1024 * 1024
"""getFile (Bot API)."""

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f00010101"
    "00b138f6140000000049454e44ae426082"
)
"""The smallest picture: one PNG pixel."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as one bot knows it; its id means nothing to another bot."""

    id: str
    unique: str
    path: str
    content: bytes

    def as_json(self) -> Json:
        """What every kind of file has."""
        return {"file_id": self.id, "file_unique_id": self.unique, "file_size": len(self.content)}


def png(width: int, height: int) -> bytes:
    """The head of a picture of some size: all that is read here."""
    return PIXEL[:16] + width.to_bytes(4) + height.to_bytes(4) + PIXEL[24:]


class Files:
    """The files of one bot."""

    def __init__(self, bot: int) -> None:
        self.by_id: dict[str, File] = {}
        self.by_path: dict[str, File] = {}
        self._bot = bot

    def add(self, content: bytes, folder: str, ending: str) -> File:
        """Keeps a file."""
        number = len(self.by_id)
        path = f"{folder}/file_{number}.{ending}"
        file = File(f"AgACAgUAAxkBAAI{self._bot}x{number:06}-w", f"AQADu{self._bot}{number:06}", path, content)
        self.by_id[file.id] = self.by_path[path] = file
        return file


def sides(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG; (1280, 720) for a JPEG or WebP, whose own are not read; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    is_other = content.startswith(b"\xff\xd8\xff") or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")
    return (1280, 720) if is_other else None


def photo_sizes(file: File) -> list[Json]:
    """A picture as a message holds it: a small one and the whole one, here with one content."""
    width, height = sides(file.content) or (1, 1)
    small = {**file.as_json(), "width": min(width, 90), "height": min(height, 90)}
    return [small, {**file.as_json(), "width": width, "height": height}]
