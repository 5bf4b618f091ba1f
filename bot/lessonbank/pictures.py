"""The bank's pictures, for channels that send them."""

import asyncio
from pathlib import Path

from bot.model.message import Image

LARGEST_BYTES = 10 * 1024 * 1024
"""A larger picture is sent by no channel. Source: Telegram Bot API, sendPhoto."""


class PictureFolder:
    """Reads pictures where the lessons stand.

    Args:
        directory: the bank's folder.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory.resolve()

    async def read(self, image: Image) -> bytes | None:
        """The file; None where it is missing, too large or outside of the folder: old messages name pictures, too."""
        return await asyncio.to_thread(self._read, image.path)

    def _read(self, path: str) -> bytes | None:
        try:
            file = (self._directory / path).resolve()
            if not file.is_relative_to(self._directory) or file.stat().st_size > LARGEST_BYTES:
                return None
            return file.read_bytes()
        except (OSError, ValueError):
            return None
