"""Which question an event is about, so that it can be loaded, and kept from being moved by anybody else meanwhile."""

from bot.model.dialogue import Asking, Mentoring, State
from bot.model.events import ChoicePressed, Event, MentorAnswered, QuestionMoved, QuestionOverdue, QueueDue
from bot.model.ids import QuestionId
from bot.tutor.choices import PlainChoice, read_choice

LEARNER, MENTOR = "q", "h"
"""The dialogues whose choices name questions: of whoever asks, and of whoever helps."""
_MOST_DIGITS = 18


def of_choice(choice: PlainChoice) -> QuestionId | None:
    """The question that a choice of either dialogue names; None where it names none."""
    name = choice.argument.partition(":")[0]
    is_number = name.isascii() and name.isdigit() and len(name) <= _MOST_DIGITS
    return QuestionId(int(name)) if choice.dialogue in {LEARNER, MENTOR} and is_number else None


def named(event: Event, state: State) -> QuestionId | None:
    """The question that a step will be about; None where it is about none.

    A choice or news name one; else it is the one that the person is writing to, and for whoever comes back the one
    whose answer waits for them.
    """
    match event:
        case ChoicePressed(choice):
            pressed = read_choice(choice)
            found = of_choice(pressed) if isinstance(pressed, PlainChoice) else None
            if found is not None:
                return found
        case MentorAnswered(question) | QuestionOverdue(question) | QuestionMoved(question):
            return question
        case QueueDue(urgent):
            return urgent
        case _:
            pass
    match state.scene:
        case Mentoring(question):
            return question
        case Asking(about) if about is not None:
            return about
        case _:
            return state.unread
