"""Ready beginnings of a prompt: whoever would rather not type puts a sentence together by two taps.

A choice names the beginning, and the ending where that is chosen, too: so no state is needed between the two taps.
"""

import re
from dataclasses import dataclass

from bot.model.dialogue import Bookmark, State
from bot.model.lesson import Exercise, Starter
from bot.model.message import Choice
from bot.tutor.choices import step_choice

_CHOSEN = re.compile(r"_b([0-9])(?:e([0-9]))?")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a tap chose: a beginning by its number, and one of its endings where it names one."""

    number: int
    starter: Starter
    ending: str | None

    @property
    def sentence(self) -> str:
        """The sentence so far."""
        return f"{self.starter.begin} {self.ending or '…'}"


def beginnings(exercise: Exercise, bookmark: Bookmark, state: State) -> tuple[Choice, ...]:
    """The beginnings as choices; none for one without endings, as lessons of before have them."""
    return tuple(
        [
            Choice(step_choice(bookmark, state.turn, f"_b{number}"), starter.begin, is_answer=True)
            for number, starter in enumerate(exercise.starters)
            if starter.endings
        ]
    )


def endings(chosen: Chosen, bookmark: Bookmark, state: State) -> tuple[Choice, ...]:
    """The endings of a beginning as choices."""
    return tuple(
        Choice(step_choice(bookmark, state.turn, f"_b{chosen.number}e{position}"), ending, is_answer=True)
        for position, ending in enumerate(chosen.starter.endings)
    )


def is_whole(what: str) -> bool:
    """Whether a choice's action names a beginning with its ending, which together are a prompt."""
    found = _CHOSEN.fullmatch(what)
    return found is not None and found[2] is not None


def read(what: str, exercise: Exercise) -> Chosen | None:
    """What a choice's action means at this exercise, or None for what it does not offer."""
    found = _CHOSEN.fullmatch(what)
    if found is None or int(found[1]) >= len(exercise.starters):
        return None
    number = int(found[1])
    starter = exercise.starters[number]
    if not starter.endings:
        return None
    if found[2] is None:
        return Chosen(number, starter, None)
    return Chosen(number, starter, starter.endings[int(found[2])]) if int(found[2]) < len(starter.endings) else None
