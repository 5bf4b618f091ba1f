"""Which question an event is about, which of one's own are under way, and the way back from asking and answering."""

from bot.model.dialogue import Asking, AtMenu, Learning, Mentoring, Resting, State, Tending, Welcoming
from bot.model.events import (
    AnswerJudged,
    Arrived,
    ChoicePressed,
    Event,
    MentorAnswered,
    QuestionMoved,
    QuestionOverdue,
    QueueDue,
    Returned,
    TextReceived,
)
from bot.model.ids import ChoiceId, QuestionId
from bot.model.message import Choice
from bot.model.question import Move, Thread, after
from bot.tutor.choices import PlainChoice, read_choice
from bot.tutor.context import Context
from bot.tutor.speech import line, way

LEARNER, MENTOR = "q", "h"
"""The dialogues whose choices name questions: of whoever asks, and of whoever helps."""
ANSWER_KEY, MENTOR_KEY = "question:", "mentor:"
"""What the keys of messages begin with to which one can reply: a learner's about their question, and a mentor's."""
LONGEST_QUOTE = 80
"""Characters of a question that are quoted to tell it from others."""
_MOST_DIGITS = 18


def of_choice(choice: PlainChoice) -> QuestionId | None:
    """The question that a choice of either dialogue names; None where it names none."""
    return _number(choice.argument.partition(":")[0]) if choice.dialogue in {LEARNER, MENTOR} else None


def _pressed(choice: ChoiceId) -> QuestionId | None:
    """The question that a choice as it was pressed names."""
    pressed = read_choice(choice)
    return of_choice(pressed) if isinstance(pressed, PlainChoice) else None


def replied_to(event: Event, key: str) -> QuestionId | None:
    """The question about which the message was, with a key that begins so, to which somebody replies."""
    if not isinstance(event, TextReceived) or not event.replies_to.startswith(key):
        return None
    return _number(event.replies_to.removeprefix(key))


def _number(name: str) -> QuestionId | None:
    is_number = name.isascii() and name.isdigit() and len(name) <= _MOST_DIGITS
    return QuestionId(int(name)) if is_number else None


def named(event: Event, state: State) -> QuestionId | None:
    """The question that a step will be about; None where it is about none.

    A choice, a reply or news name one; for whoever comes back it is the one whose answer waits for them; else the one
    that the person is writing to.
    """
    match event:
        case ChoicePressed(choice) if (found := _pressed(choice)) is not None:
            return found
        case TextReceived() if (found := replied_to(event, MENTOR_KEY)) is not None:
            return found
        case MentorAnswered(question) | QuestionOverdue(question) | QuestionMoved(question) | AnswerJudged(question):
            return question
        case QueueDue(urgent):
            return urgent
        case Arrived() | Returned() if state.unread is not None:
            return state.unread
        case _:
            pass
    match state.scene:
        case Mentoring(question):
            return question
        case _:
            return state.unread


def under_way(context: Context) -> tuple[Thread, ...]:
    """The learner's own questions that are under way, the oldest first."""
    return tuple(each for each in context.facts.questions if after(each.question.state, Move.WITHDRAW) is not None)


def quoted(words: str, most: int = LONGEST_QUOTE) -> str:
    """As much of a question as tells it from others, up to the end of a word."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    whole = line[: most + 1].rpartition(" ")[0].rstrip(" ,;:–-")
    return f"{whole or line[:most]}…"


def own_words(thread: Thread, state: State, context: Context, most: int = LONGEST_QUOTE) -> str:
    """As much of their question as tells it to the learner from others, in their own words.

    What the machine noted in their place is for those who help: it may say on a screen that others see what happened.
    """
    return quoted(thread.own or line("question.urgent_own", state, context), most)


def resting(state: State) -> Resting:
    """Where somebody stands besides any question."""
    match state.scene:
        case Asking(back=back) | Mentoring(back=back):
            # The lesson may have been withdrawn meanwhile.
            return AtMenu() if isinstance(back, Learning) and state.bookmark is None else back
        case Tending():
            return Learning() if state.bookmark is not None else AtMenu()
        case Welcoming():
            return AtMenu()
        case back:
            return back


def onwards(state: State, context: Context) -> Choice:
    """The way back to where somebody stands, from what was said about a question."""
    match resting(state):
        case Learning():
            return way("m", "continue", "menu.continue", state, context)
        case AtMenu():
            return way("m", "menu", "menu.menu", state, context)
        case _:
            return way(LEARNER, "leave", "account.back", state, context)
