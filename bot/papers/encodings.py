"""The text of a file whose encoding nobody told: UTF-8, UTF-16, or the Vietnamese one of older Windows."""

import codecs
import re
import unicodedata

from bot.model.errors import SheetError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 4_000
"""Bytes that are looked at to see how a text is laid out."""
_MOST_ZEROS = 0.3
"""Share of zero bytes in every second place, from which on a text is UTF-16: Latin letters have them, UTF-8 none."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
"""The five marks of tone, which windows-1258 writes behind their letter. Source: Unicode, CP1258.TXT, version 2.01."""
_VOWELS = "aăâeêioôơuưy"
_STRAY_TONE = re.compile(rf"(?<![{_VOWELS}{_VOWELS.upper()}])[{_TONES}]")
_NOT_VIETNAMESE = re.compile(r"[^\x00-\x7f\u00a0–—‘’“”…•€àáãèéìíòóõùúýâêôăđơưÀÁÃÈÉÌÍÒÓÕÙÚÝÂÊÔĂĐƠƯ" + _TONES + "]")
"""What no Vietnamese text holds before its letters and marks are put together."""


def read_text(content: bytes) -> str:
    """The text in a file.

    Text without a mark of its encoding is read as UTF-8; what is none, as windows-1258, where that makes Vietnamese.

    Raises:
        SheetError: it is in no encoding that can be told for sure.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    if wide := _wide(content[:_SAMPLE]):
        return _decoded(content, wide)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _old_windows(content)


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable() from error


def _wide(sample: bytes) -> str | None:
    """The kind of UTF-16 that a text without a mark is in; None where it is none."""
    half = max(len(sample) // 2, 1)
    low, high = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if max(low, high) < _MOST_ZEROS:
        return None
    return "utf-16-le" if high > low else "utf-16-be"


def _old_windows(content: bytes) -> str:
    try:
        text = content.decode("cp1258")
    except UnicodeDecodeError as error:
        raise _unreadable() from error
    if _STRAY_TONE.search(text) or _NOT_VIETNAMESE.search(text):
        raise _unreadable()
    return unicodedata.normalize("NFC", text)


def _unreadable() -> SheetError:
    return SheetError(
        "The letters of this file cannot be read: it is neither UTF-8 nor another encoding that can be told for sure. "
        "Open it where its letters look right and save it as 'CSV UTF-8' or as an Excel workbook (.xlsx); text in an "
        "old font (.VnTime, VNI) is first to be converted to Unicode."
    )
