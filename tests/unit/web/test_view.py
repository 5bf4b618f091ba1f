"""Where reading begins."""

from datetime import UTC, datetime

from bot.model.message import Author, Kind, Message
from bot.model.text import paragraph
from bot.store.outbox import Shown
from bot.web.view import first_unread


def said(number: int, author: Author = Author.MACHINE, *, is_seen: bool = False) -> Shown:
    message = Message(Kind.NOTICE, paragraph("x"), author=author)
    return Shown(number, message, None, None, datetime(2026, 11, 25, tzinfo=UTC), is_seen=is_seen)


def test_reading_begins_at_the_first_that_was_not_seen() -> None:
    own = said(2, Author.LEARNER)
    assert first_unread((said(1, is_seen=True), own, said(3), said(4))) == 3


def test_where_all_was_seen_it_begins_at_the_last_to_the_person() -> None:
    own = said(3, Author.LEARNER)
    assert first_unread((said(1, is_seen=True), said(2, is_seen=True), own)) == 2
    assert first_unread((own,)) == 0
    assert first_unread(()) == 0
