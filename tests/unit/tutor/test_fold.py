import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tutor.fold import aligned, fold, has_phrase, normalise, words

LAST_PLANE_IN_USE = 0x32000
"""Beyond the ideographs of plane 3 stand only tags and private characters."""


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đúng", "dung"),
        ("  Hỏi   giúp\n\ttôi ", "hoi giup toi"),
        ("ĐƯỜNG đời", "duong doi"),
        (unicodedata.normalize("NFD", "tiếng Việt"), "tieng viet"),
        ("ＡＢＣ①②", "abc12"),
        ("Straße", "strasse"),
        ("gọi vidео bằng Zаlо", "goi video bang zalo"),
        ("xin\u200bchào\ufeff", "xinchao"),
        ("\u0660\u0669\u0967 ½", "091 1⁄2"),
        ("một\u00a0hai", "mot hai"),
        ("h\u01b0\u0323 \ud800", "hu"),
        ("😀 ok", "😀 ok"),
        ("", ""),
    ],
)
def test_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_character_folds_once_and_for_all() -> None:
    for code in range(LAST_PLANE_IN_USE):
        folded = fold(f"x{chr(code)}x")
        assert fold(folded) == folded, hex(code)


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_unicode_form_and_case_do_not_count(text: str) -> None:
    folded = fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == folded
    assert fold(unicodedata.normalize("NFC", text)) == folded
    assert fold(text.upper()) == fold(text.lower()) == folded


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("xin chào", "xin chào"),
        ("  plain ascii  ", "plain ascii"),
        (unicodedata.normalize("NFD", "xin chào"), "xin chào"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\x00\x07b\tc", "ab\tc"),
        ("a\u200b\u202e\ufeff\u00ad\u2066b", "ab"),
        ("a\ud83db", "ab"),
        ("cả nhà 👩‍👩‍👧‍👦 khoẻ", "cả nhà 👩‍👩‍👧‍👦 khoẻ"),
        ("👩🏽‍🌾❤️‍🔥🙂‍↔️", "👩🏽‍🌾❤️‍🔥🙂‍↔️"),
        ("\u200d👩\u200d\u200d🌾\u200d", "👩‍🌾"),
        ("ba\u200dc 👩\u200dc c\u200d👩", "bac 👩c c👩"),
        ("\n\t \u00a0", ""),
    ],
)
def test_text_is_cleaned(text: str, clean: str) -> None:
    assert normalise(text, 100) == clean


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("abcdef", 3, "abc"),
        ("abc def", 4, "abc"),
        ("ab🙂cd", 3, "ab🙂"),
        ("abx\u0331\u0332z", 3, "ab"),
        ("abx\u0331\u0332z", 4, "ab"),
        ("abx\u0331\u0332z", 5, "abx\u0331\u0332"),
        ("x\u0331\u0332", 1, ""),
        ("abc", 0, ""),
        ("a👩\u200d🌾b", 4, "a👩\u200d🌾"),
        ("a👩\u200d🌾b", 3, "a"),
        ("a👩\u200d🌾b", 2, "a"),
        ("👩\u200d🌾b", 1, ""),
    ],
)
def test_a_long_text_is_cut_between_characters(text: str, limit: int, cut: str) -> None:
    assert normalise(text, limit) == cut


def test_endless_marks_on_one_letter_are_dropped() -> None:
    assert normalise("a" + "\u0323\u0301" * 50_000 + "b", 200) == unicodedata.normalize(
        "NFC", "a" + "\u0323\u0301" * 15 + "b"
    )


@given(st.text(), st.integers(0, 40))
def test_cleaned_text_is_short_trimmed_and_stays_as_it_is(text: str, limit: int) -> None:
    clean = normalise(text, limit)
    assert len(clean) <= limit
    assert clean == clean.strip()
    assert "\n\n\n" not in clean
    assert not {"Cf", "Cs"} & {unicodedata.category(char) for char in clean.replace("\u200d", "")}
    assert normalise(clean, limit) == clean


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF) | st.sampled_from("\u0301\u0323\u200b①ﬁ")))
def test_aligned_text_points_back_to_where_it_came_from(text: str) -> None:
    folded, offsets = aligned(text)
    assert len(offsets) == len(folded) + 1
    assert list(offsets) == sorted(offsets)
    assert offsets[-1] == len(text)
    for part, offset in zip(folded, offsets, strict=False):
        assert part.isspace() or part in fold(text[offset])
    assert " ".join(folded.split()) == fold(text)


def test_words_are_folded_tokens() -> None:
    assert words("Họp lúc 8h, ở nhà-văn-hoá!") == ("hop", "luc", "8h", "o", "nha", "van", "hoa")


@pytest.mark.parametrize(
    ("folded", "phrase", "is_there"),
    [
        ("hop thon toi nay", "hop thon", True),
        ("hop thon", "thon", True),
        ("hop, thon", "hop", True),
        ("thong bao", "hong", False),
        ("hophop hop", "hop", True),
        ("hophop", "hop", False),
        ("hop", "", False),
        ("", "hop", False),
    ],
)
def test_a_phrase_counts_as_whole_words(folded: str, phrase: str, *, is_there: bool) -> None:
    assert has_phrase(folded, phrase) is is_there
