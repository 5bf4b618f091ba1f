"""Bubbles of few words."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.bites import MOST_WORDS, bites
from bot.model.markup import parse
from bot.model.text import Items, Paragraph, Plain, Preformatted, Strong, Text, plain

WORDS = " ".join(f"chữ{n}" for n in range(12))


def words(text: Text) -> list[str]:
    return plain(text).replace("- ", "").split()


def test_a_short_text_stays_whole() -> None:
    text = parse("Chào bác. **Khoẻ** không?\n\n- một\n- hai")
    (whole,) = bites(text)
    assert plain(whole) == plain(text)


def test_a_long_paragraph_is_broken_between_sentences_alone() -> None:
    text = (Paragraph((Plain(f"{WORDS}. {WORDS}! {WORDS}"), Strong(" hết."))),)
    first, second = bites(text)
    assert plain(first).endswith("chữ11!")
    assert plain(second).split()[-2:] == ["chữ11", "hết."]


def test_a_sentence_that_is_too_long_stands_alone() -> None:
    long = " ".join(["dài"] * 40) + "."
    assert [len(words(piece)) for piece in bites((Paragraph((Plain(f"Một. {long} Hai."),)),))] == [1, 40, 1]


def test_what_is_to_be_copied_and_a_numbered_list_are_never_broken() -> None:
    text = (Preformatted(WORDS * 4), Items(tuple((Plain(WORDS),) for _ in range(3)), is_numbered=True))
    assert bites(text) == ((text[0],), (text[1],))


def test_a_list_is_broken_between_entries() -> None:
    text = (Items(tuple((Plain(WORDS),) for _ in range(3))),)
    assert [len(piece) for piece in bites(text)] == [1, 1]
    assert [len(block.entries) for piece in bites(text) for block in piece if isinstance(block, Items)] == [2, 1]


SENTENCES = st.lists(st.integers(1, 30), min_size=1, max_size=8).map(
    lambda sizes: Paragraph((Plain(" ".join(" ".join(["từ"] * size) + "." for size in sizes)),))
)


@given(st.lists(SENTENCES | st.just(Items(((Plain("mục"),), (Plain("khác"),)))), max_size=5).map(tuple))
def test_nothing_is_lost_and_only_one_unit_may_be_longer(text: Text) -> None:
    pieces = bites(text)
    assert [word for piece in pieces for word in words(piece)] == words(text)
    assert all(pieces)
    for piece in pieces:
        sentences = plain(piece).count(".")
        assert len(words(piece)) <= MOST_WORDS or sentences == 1


def test_large_letters_need_no_terms() -> None:
    written = "Câu lệnh hay: **câu lệnh** (câu mình nhờ AI).\n\n- câu lệnh dài\n\n> Câu lệnh kia\n\nGõ `câu lệnh`."
    told = "\n".join(plain(piece) for piece in bites(parse(written)))
    assert told.count("âu nhờ AI") == 4
    assert "(câu mình" not in told
    assert "câu lệnh" in told, "what is to be typed stays as it is"
    copied = (Preformatted("câu lệnh (câu mình nhờ AI)"),)
    assert bites(copied) == (copied,)
