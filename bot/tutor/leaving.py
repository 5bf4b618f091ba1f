"""Back to where one was, once what came between is done."""

from dataclasses import replace

from bot.model.dialogue import AtMenu, Learning, State, Tending


def left_off(state: State) -> State:
    """Back to the lesson under way, else to the menu; whoever was in neither stays where they are."""
    if not isinstance(state.scene, Tending):
        return state
    return replace(state, scene=Learning() if state.bookmark is not None else AtMenu())
