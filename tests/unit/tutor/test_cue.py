"""A family of cues finds what a search for its pattern would find, and says which words a match may begin with."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tutor import cues, readers, tricks
from bot.tutor.cue import NUMBER, Cue, Family, count_in, heads
from bot.tutor.reading import spelt_out, told_apart
from tests.grading.labelled import GIVEN, OWN, read

FAMILIES = [
    (f"{name}-{at}", family)
    for module in (cues, readers, tricks)
    for name, found in vars(module).items()
    for at, family in enumerate(found if isinstance(found, tuple) else (found,))
    if isinstance(family, Cue)
]
TEXTS = [spelt_out(told_apart(row.text)) for file in (GIVEN, OWN) for row in read(file)]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("viet|soan", {"viet", "soan"}),
        (r"\b(?:tieu de|nd ?30)(?!\w)", {"tieu d", "nd", "nd30"}),
        ("sections?|analy[sz]e", {"section", "sections", "analyse", "analyze"}),
        (r"(?:khach(?: hang)?|nguoi (?:doc|mua)) la", {"khach h", "khach l", "nguoi d", "nguoi m"}),
        (r"(?:mot|\d[\d.]{0,9}) tuoi|[1-9]\d ?t", {"mot t", "#"}),
        (r"(?<!co )(?<!duoc )khong (?:noi|neu)", {"khong n"}),
        (
            r"cho (?:toi )?xem|nhin {1,2}di|gui(?: \w+)? ngay|de(?:, | )xem|lop \d|ban_? (?=be)",
            {"cho t", "cho x", "nhin", "gui", "de", "lop", "ban", "ban_"},
        ),
        ("hay (?:viet|soan)|hay", {"hay"}),
        ("few-?shot|don't|e\\.g", {"few", "fewshot", "don", "e"}),
        ("dung_* duoc", {"dung d", "dung_ d", "dung__ d"}),
        (r"t[2-7]|100 ?/ ?100", {"t2", "t3", "t4", "t5", "t6", "t7", "#"}),
        (r"\b(?:stk|tk)\b[^0-9]{0,25}[0-9]{6}", {"stk", "tk"}),
        (r"(?=giup)giup(?:[ –-]{1,3}em)?", {"giup"}),
    ],
)
def test_the_words_with_which_a_match_may_begin(pattern: str, words: set[str]) -> None:
    assert heads(pattern) == words


@pytest.mark.parametrize(
    "pattern", [r"\w+ nao", "[a-z]+", "[^.,]{0,60}", ".{1,3}", "", "(?:hay )?", "a|", r"tuoi\d", " a", r"(?: a)?"]
)
def test_a_pattern_that_may_begin_with_any_word_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="begin with a word that is known"):
        Cue(pattern)


@pytest.mark.parametrize("family", [family for _, family in FAMILIES], ids=[name for name, _ in FAMILIES])
def test_cues_find_what_a_search_would_find_at_the_beginning_of_words(family: Cue) -> None:
    own = re.findall(r"\w+", family.pattern.pattern)
    mixed = [" ".join(own[at : at + 6 : step]) for at in range(len(own)) for step in (1, 2)]
    for text in (*TEXTS, *mixed):
        sought = [found.span() for found in family.pattern.finditer(text)]
        # Where a pattern has no edge at its beginning, a search also finds `hay` within `thay`.
        sought = [span for span in sought if not text[max(0, span[0] - 1) : span[0]].isalnum()]
        assert [found.span() for found in family.finditer(text)] == sought, text
        first = family.search(text)
        assert (first and first.span()) == (sought[0] if sought else None)


def test_a_family_meets_its_words_in_a_text_that_was_read_before_it_was_made() -> None:
    text = "mot hai 3 hai, 4a hai_ b5"
    assert Family(["hai", "ba"]).places(text) == [4, 10]
    assert Family(["hai", NUMBER]).places(text) == [4, 8, 10, 15]
    assert not Family(["ba"]).places(text)
    assert Family(["hai b", "hai x", "mot h", "mot m"]).places(f"{text} hai mot") == [0]


@given(st.text("ab 1_-,é“", max_size=40))
def test_odd_characters_part_words(text: str) -> None:
    cue = Cue(r"\b(?:ab?|b_|1)(?!\w)")
    assert [found.span() for found in cue.finditer(text)] == [found.span() for found in cue.pattern.finditer(text)]


def test_matches_do_not_overlap_and_may_be_sought_from_an_offset() -> None:
    cue = Cue("a b|b c|c")
    assert cue.findall("a b c") == ["a b", "c"]
    assert [found.start() for found in cue.finditer("a b c", 1)] == [2]
    found = cue.search("a b c", 3)
    assert found is not None
    assert found[0] == "c"
    assert cue.search("a b c", 5) is None
    assert cue.begins("a b c")
    assert not cue.begins("x a b c")


def test_of_several_cues_those_are_counted_that_match() -> None:
    some = (Cue("a b|d"), Cue("b c"), Cue("c e"), Cue("x"))
    assert count_in("a b c d", some) == 2
    assert count_in("b", some) == 0
