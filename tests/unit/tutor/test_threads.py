"""Which question an event names: so that it alone is loaded, and nobody else moves it meanwhile."""

from dataclasses import replace

import pytest

from bot.model.dialogue import Asking, Learning, Mentoring, State
from bot.model.events import (
    Arrived,
    ChoicePressed,
    Event,
    Media,
    MediaReceived,
    MentorAnswered,
    QuestionMoved,
    QuestionOverdue,
    QueueDue,
    Returned,
    TextReceived,
)
from bot.model.ids import ChoiceId, QuestionId
from bot.model.question import Move
from bot.tutor.threads import named, quoted, replied_to

FIVE, SIX, SEVEN = map(QuestionId, (5, 6, 7))
FREE = State(scene=Learning())
WAITED_FOR = replace(FREE, unread=SIX)
HELPING = replace(WAITED_FOR, scene=Mentoring(SEVEN))


@pytest.mark.parametrize(
    ("event", "free", "waited_for", "helping"),
    [
        (ChoicePressed(ChoiceId("q:ok:5")), FIVE, FIVE, FIVE),
        (ChoicePressed(ChoiceId("h:see:5:x")), FIVE, FIVE, FIVE),
        (ChoicePressed(ChoiceId("q:ok:five")), None, SIX, SEVEN),
        (ChoicePressed(ChoiceId(f"q:ok:{'5' * 30}")), None, SIX, SEVEN),
        (ChoicePressed(ChoiceId("m:menu:5")), None, SIX, SEVEN),
        (ChoicePressed(ChoiceId("l:a:b:1:2:c")), None, SIX, SEVEN),
        (TextReceived("x", replies_to="mentor:5"), FIVE, FIVE, FIVE),
        (TextReceived("x", replies_to="mentor:x"), None, SIX, SEVEN),
        (TextReceived("x", replies_to="question:5"), None, SIX, SEVEN),
        (TextReceived("x"), None, SIX, SEVEN),
        (MediaReceived(Media.PHOTO), None, SIX, SEVEN),
        (Arrived(), None, SIX, SIX),
        (Returned(), None, SIX, SIX),
        (MentorAnswered(FIVE), FIVE, FIVE, FIVE),
        (QuestionOverdue(FIVE), FIVE, FIVE, FIVE),
        (QuestionMoved(FIVE, Move.CLOSE), FIVE, FIVE, FIVE),
        (QueueDue(FIVE), FIVE, FIVE, FIVE),
        (QueueDue(), None, None, None),
    ],
)
def test_which_question_an_event_is_about(
    event: Event, free: QuestionId | None, waited_for: QuestionId | None, helping: QuestionId | None
) -> None:
    assert [named(event, state) for state in (FREE, WAITED_FOR, HELPING)] == [free, waited_for, helping]


def test_whoever_asks_is_about_none_but_the_answer_that_waits() -> None:
    assert named(TextReceived("x"), State(scene=Asking(FIVE))) is None


def test_only_words_are_a_reply() -> None:
    assert replied_to(Arrived(), "question:") is None
    assert replied_to(TextReceived("x", replies_to="question:5"), "question:") == FIVE


def test_a_quote_is_one_line_and_not_too_long() -> None:
    assert quoted(" hai\n dòng ") == "hai dòng"
    assert quoted("chữ nghĩa", 4) == "chữ…"
    assert quoted("chữ nghĩa", 6) == "chữ…", "no word is cut"
    assert quoted("chữ, nghĩa", 4) == "chữ…"
    assert quoted("chữ nghĩa ạ", 9) == "chữ nghĩa…"
    assert quoted("https://vi.wikipedia.org/", 9) == "https://v…", "but one that is longer than all that is shown"
