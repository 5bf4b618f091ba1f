"""Reads a PDF as a person and a telephone would: its pages, their words, and the square codes on them."""

import re
import unicodedata
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]  # it brings no types: what it gives is narrowed here
import zxingcpp

MILLIMETRES = 25.4 / 72
"""A point of a PDF."""
_SCALE = 2
"""Pixels a point: as sharp as a telephone sees a sheet at arm's length."""


@dataclass(frozen=True, slots=True)
class Page:
    """The sides in whole millimetres, the words in one line, and what its square codes say."""

    size: tuple[int, int]
    words: str
    codes: tuple[str, ...]


def read_pages(pdf: bytes) -> list[Page]:
    """Every page, the first one first."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_read(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _read(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    words = str(page.get_textpage().get_text_bounded())
    bitmap = page.render(scale=_SCALE, grayscale=True)
    shown = memoryview(bytes(bitmap.buffer)).cast("B", (bitmap.height, bitmap.stride))
    codes = tuple(code.text for code in zxingcpp.read_barcodes(shown))
    return Page((round(width * MILLIMETRES), round(height * MILLIMETRES)), _one_line(words), codes)


def _one_line(words: str) -> str:
    """Without the signs that nobody sees, where a long word may be broken."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", words).replace("\u200b", "")).strip()
