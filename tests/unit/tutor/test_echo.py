"""The person's own side of a chat."""

import pytest

from bot.locale.load import load_phrases
from bot.model.dialogue import Menu, State, WelcomeStage, Welcoming
from bot.model.events import Arrived, ChoicePressed, Event, Media, MediaReceived, TextReceived
from bot.model.ids import ChoiceId
from bot.model.message import Author, Choice, Kind
from bot.model.text import plain
from bot.tutor.echo import HIDDEN, echo
from tests.play import MORNING

PHRASES = load_phrases()
PICKED = State(menu=Menu((Choice(ChoiceId("l:a:b:1:0:x"), "Số căn cước ✓", is_answer=True),), MORNING))
OFFERED = State(menu=Menu((Choice(ChoiceId("w:try"), "Xem thử"),), MORNING))


@pytest.mark.parametrize(
    ("event", "state", "words"),
    [
        (TextReceived("  chào  máy \n\n\n\n nhé "), State(), "chào  máy \n\n nhé"),
        (TextReceived("7-123 456"), State(Welcoming(WelcomeStage.CODE)), HIDDEN),
        (ChoicePressed(ChoiceId("w:try")), OFFERED, "Xem thử"),
        (ChoicePressed(ChoiceId("l:a:b:1:0:x")), PICKED, "Bỏ chọn: Số căn cước"),
    ],
)
def test_their_words_are_told(event: Event, state: State, words: str) -> None:
    said = echo(event, state, 100, PHRASES)
    assert said is not None
    assert (said.kind, said.author, plain(said.text)) == (Kind.SAID, Author.LEARNER, words)


def test_a_number_is_masked_and_a_long_text_cut() -> None:
    said = echo(TextReceived("số tôi 0912345678"), State(), 100, PHRASES)
    assert said is not None
    assert "0912345678" not in plain(said.text)
    long = echo(TextReceived("a" * 200), State(), 100, PHRASES)
    assert long is not None
    assert len(plain(long.text)) == 100


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (Arrived(), OFFERED),
        (MediaReceived(Media.PHOTO), OFFERED),
        (ChoicePressed(ChoiceId("w:old")), OFFERED),
        (ChoicePressed(ChoiceId("w:try")), State()),
        (TextReceived(" \u200b "), OFFERED),
    ],
)
def test_whoever_says_nothing_is_not_quoted(event: Event, state: State) -> None:
    assert echo(event, state, 100, PHRASES) is None
