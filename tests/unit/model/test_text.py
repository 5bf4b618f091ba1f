"""The small rich text: mapping its strings, and its words alone."""

import pytest

from bot.model.text import (
    Block,
    Call,
    Code,
    Emphasis,
    Items,
    Link,
    Paragraph,
    Plain,
    Preformatted,
    Quote,
    Strong,
    map_strings,
    paragraph,
    plain,
)

SPANS = (Plain("a"), Strong("b"), Emphasis("c"), Code("d"), Link("e", "f"), Call("1a"))
UPPER = (Plain("A"), Strong("B"), Emphasis("C"), Code("D"), Link("E", "F"), Call("1A"))


@pytest.mark.parametrize(
    ("block", "mapped"),
    [
        (Paragraph(SPANS), Paragraph(UPPER)),
        (Items((SPANS, SPANS), is_numbered=True), Items((UPPER, UPPER), is_numbered=True)),
        (Quote(SPANS), Quote(UPPER)),
        (Preformatted("a b"), Preformatted("A B")),
    ],
)
def test_each_string_is_changed_and_nothing_else(block: Block, mapped: Block) -> None:
    assert map_strings((block, block), str.upper) == (mapped, mapped)


def test_what_is_filled_in_never_becomes_markup() -> None:
    assert map_strings(paragraph("x"), lambda _: "**y** [z](w)") == paragraph("**y** [z](w)")


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (Paragraph(SPANS), "abcde (f)1a"),
        (Quote((Link("https://a.vn", "https://a.vn"),)), "https://a.vn"),
        (Items(((Plain("a"),), (Plain("b"),))), "- a\n- b"),
        (Items(((Plain("a"),), (Plain("b"),)), is_numbered=True), "1. a\n2. b"),
        (Preformatted(" a\n  b"), " a\n  b"),
    ],
)
def test_the_words_alone(block: Block, words: str) -> None:
    assert plain((block,)) == words
    assert plain((block, block)) == f"{words}\n\n{words}"


def test_nothing_has_no_words() -> None:
    assert plain(()) == ""
