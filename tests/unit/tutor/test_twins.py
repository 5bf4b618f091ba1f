"""What is done twice at once is answered once."""

from dataclasses import replace

import pytest

from bot.model.dialogue import State
from bot.model.effects import Ignore, Say
from bot.model.events import Arrived, CalledInGroup, ChoicePressed, Event, Media, MediaReceived, TextReceived
from bot.model.ids import ChoiceId
from tests.play import Play, at_step
from tests.scenes import SCENES

TWICE = (Ignore("done twice"),)
PHOTO, VIDEO = MediaReceived(Media.PHOTO), MediaReceived(Media.VIDEO)


@pytest.mark.parametrize("scene", SCENES)
def test_a_hundred_taps_on_one_button_count_once(scene: str) -> None:
    for number in range(len(SCENES[scene]().said[-1].choices)):
        play = SCENES[scene]()
        press = ChoicePressed(play.said[-1].choices[number].id)
        play.happen(press)
        once = play.state
        for _ in range(99):
            play.waits(seconds=9)
            play.happen(press)
            assert play.effects == TWICE
        assert play.state == replace(once, last_seen_at=play.now)


def test_an_old_button_is_answered_once_however_often_it_is_tapped() -> None:
    play = at_step("mot")
    old = ChoicePressed(ChoiceId("l:mot-bai:mo-dau:1:1:_next"))
    assert play.happen(old).choices
    for _ in range(3):
        play.happen(old)
        assert play.effects == TWICE


@pytest.mark.parametrize("seconds", [10, 60, -10])
def test_what_is_done_again_later_is_answered_again(seconds: int) -> None:
    play = SCENES["help"]()
    press = ChoicePressed(play.said[-1].choices[0].id)
    play.happen(press)
    play.waits(seconds=seconds)
    play.happen(press)
    assert isinstance(play.effects[-1], Say)


@pytest.mark.parametrize("between", [Arrived(), TextReceived("?"), PHOTO, ChoicePressed(ChoiceId("m:menu"))])
def test_with_something_else_in_between_it_is_answered_again(between: Event) -> None:
    play = SCENES["help"]()
    press = ChoicePressed(play.said[-1].choices[0].id)
    for event in (press, between, press):
        play.happen(event)
        assert isinstance(play.effects[-1], Say)


@pytest.mark.parametrize("event", [Arrived(), TextReceived("1"), ChoicePressed(ChoiceId("x" * 65))])
def test_words_and_what_nobody_could_offer_are_answered_each_time(event: Event) -> None:
    play = SCENES["menu"]()
    for _ in range(3):
        play.happen(event)
        assert isinstance(play.effects[-1], Say)


@pytest.mark.parametrize(
    ("events", "answers"),
    [
        ([PHOTO, PHOTO, PHOTO], [True, True, True]),
        ([PHOTO, VIDEO, PHOTO], [True, True, True]),
        ([replace(PHOTO, album="7"), replace(VIDEO, album="7"), replace(PHOTO, album="7")], [True, False, False]),
        ([replace(PHOTO, album="7"), replace(PHOTO, album="8")], [True, True]),
        ([CalledInGroup(), CalledInGroup()], [True, False]),
    ],
)
def test_an_album_is_answered_once(events: list[Event], answers: list[bool]) -> None:
    play = Play()
    told = []
    for event in events:
        play.happen(event)
        told.append(play.effects != TWICE)
    assert told == answers


def test_a_state_without_a_time_has_no_twin() -> None:
    play = Play(state=State(just_done="+photo"))
    play.happen(PHOTO)
    assert isinstance(play.effects[-1], Say)
