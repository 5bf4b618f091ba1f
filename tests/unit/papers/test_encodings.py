"""Text is read in the encoding that it was written in, or refused with what to do."""

import unicodedata

import pytest

from bot.model.errors import SheetError
from bot.papers.encodings import read_text

TEXT = "mã,tên\n05443,Phường Phan Đình Phùng\n24846,Lang Biang - Đà Lạt, ấ Ẫ ơ Ợ ữ ỹ\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert read_text(TEXT.encode(encoding)) == TEXT


def old_windows(text: str) -> bytes:
    """Text as Windows writes it in windows-1258: a letter of its own where there is one, else a mark behind it."""
    parts = []
    for char in text:
        try:
            parts.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            plain, mark = unicodedata.normalize("NFD", char)[:-1], unicodedata.normalize("NFD", char)[-1]
            if plain[-1] in "\u0302\u0306\u031b":
                plain = unicodedata.normalize("NFC", plain)
            elif len(plain) == 2:  # the mark of tone comes before the other one: ự is ư and a dot below
                plain, mark = unicodedata.normalize("NFC", plain[0] + mark), plain[1]
            parts.append(unicodedata.normalize("NFC", plain).encode("cp1258") + mark.encode("cp1258"))
    return b"".join(parts)


def test_what_older_windows_wrote_is_read() -> None:
    text = "mã;tên\n05443;Phường Đình Phùng\n24846;Xã Tà Đùng; ấ Ẫ ơ Ờ ữ ỹ\n"
    assert old_windows("ấ") == b"\xe2\xec"
    assert read_text(old_windows(text)) == text


def test_an_empty_file_and_plain_letters_are_text() -> None:
    assert read_text(b"") == ""
    assert read_text(b"a") == "a"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode()[:-3].replace("Phường".encode(), "Phường".encode()[:-4] + b"\xbb"),
        "Th¸i Nguyªn".encode("cp1252"),
        b"t\xccn",
        b"M\xffn ch\xe5",
        b"\xff\xfea",
        b"a\x00b\x00c",
    ],
    ids=["cut UTF-8", "TCVN3", "a mark without its letter", "another language", "cut UTF-16", "the same, without mark"],
)
def test_what_cannot_be_told_for_sure_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(SheetError, match=r"cannot be read.*save it as 'CSV UTF-8' or as an Excel workbook"):
        read_text(content)
