"""Which messages share a bubble."""

from datetime import UTC, datetime

from bot.model.message import Author, Kind, Message
from bot.model.text import Text, paragraph, plain
from bot.store.outbox import Shown
from bot.web.bubbles import Bubbles, bubbles, wanted

ONE, TWO, THREE = (paragraph(words) for words in ("một", "hai", "ba"))


def said(
    number: int, text: Text, key: str | None = None, replaces: str | None = None, *, is_seen: bool = True
) -> Shown:
    message = Message(Kind.FEEDBACK, text, author=Author.MACHINE)
    return Shown(number, message, replaces, key, datetime(2026, 11, 25, tzinfo=UTC), is_seen=is_seen)


def read(found: Bubbles) -> tuple[dict[int, str], dict[int, list[str]], list[tuple[int, int, str]]]:
    """The words of each bubble, what is in it besides, and what is added to bubbles of before."""
    own = {each.number: plain(each.message.text) for each in found.own}
    inside = {number: [plain(each.message.text) for each in more] for number, more in found.inside.items()}
    return own, inside, [(number, each.number, plain(each.message.text)) for number, each in found.below]


FIRST, MORE, OTHER = said(1, ONE, "k"), said(3, ONE + TWO, "k", "k"), said(2, THREE)


def test_what_adds_to_a_message_stands_in_its_bubble() -> None:
    assert read(bubbles((FIRST, OTHER, MORE))) == ({1: "một", 2: "ba"}, {1: ["hai"]}, [])
    assert wanted((FIRST, OTHER, MORE)) == frozenset()


def test_where_the_bubble_stands_on_the_page_already_it_is_added_there() -> None:
    assert wanted((OTHER, MORE)) == {"k"}
    assert read(bubbles((OTHER, MORE), (FIRST,))) == ({2: "ba"}, {}, [(1, 3, "hai")])


def test_more_may_be_added_to_what_was_added() -> None:
    last = said(4, ONE + TWO + THREE, "k", "k")
    assert read(bubbles((FIRST, MORE, last))) == ({1: "một"}, {1: ["hai", "ba"]}, [])
    assert read(bubbles((last,), (FIRST, MORE))) == ({}, {}, [(1, 4, "ba")])


def test_what_says_something_else_or_nothing_more_has_a_bubble_of_its_own() -> None:
    for text in (TWO + ONE, ONE):
        assert read(bubbles((FIRST, said(2, text, "k", "k")))) == ({1: "một", 2: plain(text)}, {}, [])
    assert read(bubbles((MORE,))) == ({3: plain(ONE + TWO)}, {}, [])


def test_a_bubble_is_new_as_long_as_something_in_it_is() -> None:
    unseen = said(3, ONE + TWO, "k", "k", is_seen=False)
    assert [each.is_seen for each in bubbles((FIRST, OTHER, unseen)).own] == [False, True]
    assert [each.is_seen for each in bubbles((FIRST, OTHER, MORE)).own] == [True, True]
