import pytest

from bot.model.codec import Misread
from bot.model.dialogue import AtMenu, State, Welcoming
from bot.model.learner import Profile
from bot.service.dialogues import REMEMBERED, Dialogues


def _named(name: str) -> State:
    return State(AtMenu(), Profile(name=name))


def test_what_was_written_here_means_the_same_to_another_process() -> None:
    dialogues = Dialogues()
    written = dialogues.write(_named("Tư"))
    assert Dialogues().read(written) == dialogues.read(written) == _named("Tư")


def test_it_may_be_read_again_and_again() -> None:
    dialogues = Dialogues()
    written = dialogues.write(_named("Tư"))
    assert [dialogues.read(written) for _ in range(3)] == [_named("Tư")] * 3


def test_more_than_is_remembered_is_read_all_the_same() -> None:
    dialogues = Dialogues()
    written = [dialogues.write(_named(f"Tư {number}")) for number in range(REMEMBERED + 5)]
    assert [dialogues.read(each).profile.name for each in (written[0], written[-1])] == ["Tư 0", f"Tư {REMEMBERED + 4}"]


@pytest.mark.parametrize("nothing", [None, ""])
def test_somebody_new_stands_at_the_beginning(nothing: str | None) -> None:
    assert Dialogues().read(nothing) == State() == State(Welcoming())


def test_what_is_no_dialogue_is_said_to_be_none() -> None:
    with pytest.raises(Misread):
        Dialogues().read('{"v": 1, "scene": {"is": "flying"}}')
