"""Back to where one was, once what came between is done."""

from dataclasses import replace

from bot.model.dialogue import State, Tending
from bot.tutor.threads import resting


def left_off(state: State) -> State:
    """Back to the lesson under way, else to the menu; whoever was in neither stays where they are."""
    return replace(state, scene=resting(state)) if isinstance(state.scene, Tending) else state
