"""A message with personal data in it can be taken back."""

from dataclasses import replace

import pytest

from bot.model.dialogue import Menu
from bot.model.events import ChoicePressed, MessageWiped, TextReceived
from bot.model.ids import ChoiceId
from bot.model.message import CHOICE_ID_BYTES, Choice
from bot.tutor.wiping import wiped_mark
from tests.play import Play, at_step
from tests.scenes import SCENES

SECRET = "viết đơn giúp tôi, số của tôi 0912345678"
LABEL = "Xoá tin nhắn có số riêng"


@pytest.mark.parametrize("scene", SCENES)
def test_below_the_answer_to_a_secret_its_message_can_be_deleted(scene: str) -> None:
    play, plain = SCENES[scene](), SCENES[scene]()
    play.happen(TextReceived(SECRET, "4711"))
    plain.types(SECRET)
    *others, last = play.said[-1].choices
    assert (last.id, last.label, last.is_answer) == ("wipe:4711", LABEL, False)
    assert tuple(others) == plain.said[-1].choices
    assert wiped_mark(last.id) == "4711"


@pytest.mark.parametrize(
    ("text", "mark"),
    [("viết đơn giúp tôi", "4711"), (SECRET, ""), (SECRET, "1" * (CHOICE_ID_BYTES - 4)), (SECRET, "số")],
)
def test_nothing_else_is_offered_to_be_deleted(text: str, mark: str) -> None:
    play = at_step("viet")
    play.happen(TextReceived(text, mark))
    assert LABEL not in play.labels()


def test_what_stands_on_a_button_is_no_secret() -> None:
    play = at_step("viet")
    menu = Menu((Choice(ChoiceId("m:ask"), "Gọi 0912345678"),), play.now)
    play.state = replace(play.state, menu=menu)
    play.happen(TextReceived("Gọi 0912345678", "4711"))
    assert LABEL not in play.labels()


def test_the_longest_mark_fits() -> None:
    play = at_step("viet")
    play.happen(TextReceived(SECRET, "1" * (CHOICE_ID_BYTES - 5)))
    assert play.labels()[-1] == LABEL


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("is_done", [True, False])
def test_whether_it_is_gone_is_said_above_the_present_screen(scene: str, is_done: bool) -> None:
    play = SCENES[scene]()
    screen, before = play.opens(), play.place
    play.happen(MessageWiped(is_done))
    assert play.tells("wipe.done" if is_done else "wipe.by_hand")
    assert (play.said[-1].choices, play.place) == (screen.choices, before)


def test_another_tap_on_what_is_gone_is_told_once_more_and_then_no_more() -> None:
    play = Play()
    for is_done in (True, False, False, True, True):
        play.happen(MessageWiped(is_done))
    assert len(play.said) == 4


@pytest.mark.parametrize("scene", ["notice", "exercise"])
def test_where_nothing_can_be_deleted_it_is_said_how_to_do_it_oneself(scene: str) -> None:
    play = SCENES[scene]()
    play.happen(TextReceived(SECRET, "4711"))
    play.types(LABEL)
    assert play.tells("wipe.by_hand")
    play.happen(ChoicePressed(ChoiceId("wipe:4711")))
    assert play.tells("wipe.by_hand")
    assert len(play.rows.attempts) <= 1


@pytest.mark.parametrize("choice", ["", "wipe", "wipe:", "wiper:1", "m:menu", "l:wipe:1"])
def test_other_choices_ask_to_delete_nothing(choice: str) -> None:
    assert wiped_mark(ChoiceId(choice)) is None
