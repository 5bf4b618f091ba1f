"""Text as cues are looked for in it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tutor.fold import fold
from bot.tutor.reading import spelt_out, told_apart, unmarked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nội dung rất quan trọng", "noi_ dung_ rat quan trong_"),
        ("Đừng viết dài", "dung viet dai"),
        ("Chỉ dùng lời của chị Ba", "chi dung__ loi cua chi_ ba"),
        ("500 đồng, 5 dòng", "500 dong_, 5 dong"),
        ("noi dung rat quan trong", "noi dung rat quan trong"),
        ("dung đi", "dung di"),
        ("a_b", "a b"),
        ("Đây là nghiêngnghiêngngảngả!", "day la nghiengnghiengnganga!"),
        ("", ""),
    ],
)
def test_words_that_fold_alike_are_told_apart_by_their_accents(text: str, told: str) -> None:
    assert told_apart(text) == told
    assert told_apart(unicodedata.normalize("NFD", text)) == told
    assert told_apart(text.upper()) == told


def test_more_words_than_are_kept_are_told_apart_all_the_same() -> None:
    letters = "aăâeêioôơuưy"
    many = [f"b{one}{two}{three}{four}" for one in letters for two in letters for three in letters for four in "iêô"]
    assert told_apart(" ".join(many)) == told_apart(" ".join(many)) == fold(" ".join(many))


@given(st.text())
def test_without_its_marks_it_is_the_text_folded(text: str) -> None:
    assert unmarked(told_apart(text)) == fold(text.lower().replace("_", " "))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vt tb cho mn", "viet thong bao cho moi nguoi"),
        ("ko bit lm, hok hieu", "khong biet lam, khong hieu"),
        ("gia 45k", "gia 45k"),
        ("kien", "kien"),
    ],
)
def test_short_forms_are_written_out(typed: str, meant: str) -> None:
    assert spelt_out(typed) == meant
