"""Which facts a step will want: named before it, so that the shell can load them for a whole batch at once."""

from typing import assert_never

from bot.model.dialogue import (
    Adjusting,
    Asking,
    ClassTask,
    Learning,
    Mentoring,
    Resting,
    State,
    Tending,
    WelcomeStage,
    Welcoming,
    Writing,
)
from bot.model.draft import Broadcasting
from bot.model.events import (
    AlertRaised,
    AnswerJudged,
    Arrived,
    AttemptGraded,
    Blocked,
    BroadcastAsked,
    BroadcastMoved,
    BroadcastProgressed,
    CalledInGroup,
    ChoicePressed,
    ClassChanged,
    ErasureConfirmed,
    Event,
    MediaReceived,
    MentorAnswered,
    MessageWiped,
    PostEnded,
    QuestionMoved,
    QuestionOverdue,
    QueueDue,
    Returned,
    TextReceived,
)
from bot.model.ids import ChoiceId
from bot.model.message import Choice
from bot.tutor import helps, invitations
from bot.tutor.beginnings import is_whole
from bot.tutor.choices import LONGEST_CHOICE, PlainChoice, StepChoice, match, read_choice
from bot.tutor.classes import codes
from bot.tutor.context import Need
from bot.tutor.courtesy import wish_in
from bot.tutor.fold import normalise
from bot.tutor.rosters import DIALOGUES
from bot.tutor.route import Command, Listening, Obey, UnknownCommand, route
from bot.tutor.screens import KEEP
from bot.tutor.threads import ANSWER_KEY, MENTOR_KEY, replied_to

_NOTHING: frozenset[Need] = frozenset()
_CODE = frozenset({Need.CODE})
_CLASS = frozenset({Need.CLASSROOM})
_PROGRESS = frozenset({Need.PROGRESS, Need.STAFF})
"""What the menu shows: the lessons, and the work of whoever has a post."""
_CLASSES = _PROGRESS | {Need.CLASSES, Need.CLASSROOM, Need.PLACES}
_COLLEAGUES = frozenset({Need.COLLEAGUES})
_OF_CLASS = {"lead": _COLLEAGUES, "week": frozenset({Need.WEEK})}
_KEPT_BEFORE = frozenset({Need.NOTEBOOK})
"""For an attempt: the prompt in the notebook that it may be worth more than."""
_TRIED_BEFORE = frozenset({Need.PROMPTS})
_NOTEBOOK = _PROGRESS | {Need.NOTEBOOK}
_ASKING = frozenset({Need.QUESTIONS, Need.OUTLOOK})
_HELPED = frozenset({Need.OUTLOOK})
_THREAD = frozenset({Need.THREAD})
_QUEUE = frozenset({Need.QUEUE})
_ASKER = frozenset({Need.ASKER})
_INVITED = frozenset({Need.STAFF, Need.INVITATION, Need.TREE})
_OF_STAFF = {
    "j": _INVITED,
    "t": frozenset({Need.STAFF, Need.HABITS, Need.TREE}),
    "v": frozenset({Need.STAFF, Need.TREE}),
    "y": frozenset({Need.STAFF, Need.PEOPLE, Need.INVITATIONS, Need.TREE}),
    "e": frozenset({Need.STAFF, Need.ALERT, Need.ALERTS, Need.PEOPLE, Need.TREE, Need.BROADCASTS}),
}
"""By dialogue of staff, what its choices and its command want."""
_COMMANDS = {Command.DUTY: "t", Command.INVITE: "v", Command.PEOPLE: "y", Command.ALERTS: "e"}
_DATA = _PROGRESS | {Need.RECORD, Need.CLASSROOM, Need.REVEALED}
_EXPORT = _DATA | frozenset({Need.NOTEBOOK, Need.ATTEMPTS})
_GIVEN = frozenset({Need.GIVEN})
_STAFF = frozenset({Need.STAFF})
_LETTERS = frozenset({Need.LETTERS})
_BROADCASTS = frozenset({Need.BROADCASTS, Need.STAFF, Need.TREE})
_BROADCAST = frozenset({Need.BROADCAST, Need.STAFF, Need.TREE, Need.PROGRESS})
_DRAFT = frozenset({Need.REACH, Need.STAFF, Need.TREE, Need.PROGRESS})
_WORK = frozenset({Need.STAFF, Need.WORK})


def needs(event: Event, state: State) -> frozenset[Need]:
    """Names the facts for one event; more than needed is allowed, less never.

    Presses and options inside a lesson, by far the most frequent events, need none, unless they complete a prompt;
    other words may be one, too. A visitor has none but what a typed return code is worth, and the class of their door.
    Whoever comes by an invitation has it with them until they have decided; whoever comes with the code of a help is
    asked about it, visitor or not.
    """
    wanted = _needs(event, state)
    if invitations.named(event, state) is not None:
        wanted |= _INVITED
    return wanted | _GIVEN if helps.named(event, state) is not None else wanted


def _needs(event: Event, state: State) -> frozenset[Need]:
    if state.profile.consent is None:
        typed = _CODE if state.scene == Welcoming(WelcomeStage.CODE) else _NOTHING
        helped = _HELPED if _asks_for_help(event, state) else _NOTHING
        return typed | helped | _CLASS if codes(event, state) else typed | helped
    unread = _THREAD if state.unread is not None else _NOTHING
    match event:
        case ChoicePressed(choice):
            return _of_choice(read_choice(choice), state)
        case TextReceived(text):
            # While somebody writes to a human, what is a command elsewhere is theirs.
            own_words = _of_screen(state) if isinstance(state.scene, Asking | Mentoring | Broadcasting) else _NOTHING
            return _of_text(text, state) | own_words | _of_reply(event) | unread
        case Arrived(lesson) if lesson is not None:
            return _PROGRESS | _LETTERS | _of_screen(state) | unread
        case Arrived() | Returned() if event.code:
            return _CLASS | _PROGRESS | _LETTERS | _of_screen(state) | unread
        case Arrived() | Returned():
            return _PROGRESS | _LETTERS | _of_screen(state) | unread
        case MediaReceived() | MessageWiped():
            return _of_screen(state) | unread
        case MentorAnswered() | QuestionOverdue() | AnswerJudged():
            return _THREAD
        case QuestionMoved() | QueueDue():
            return _THREAD | _QUEUE
        case ClassChanged():
            return _CLASS
        case AlertRaised():
            return _OF_STAFF["e"]
        case PostEnded():
            return _QUEUE | {Need.TREE}
        case BroadcastAsked() | BroadcastMoved() | BroadcastProgressed():
            return _BROADCAST
        case ErasureConfirmed() | CalledInGroup() | Blocked() | AttemptGraded():
            return _NOTHING
        case _:
            assert_never(event)


def _asks_for_help(event: Event, state: State) -> bool:
    """Whether a visitor wants to ask a human: by a command, by a choice, or once they agree."""
    if isinstance(state.scene, Asking) or state.unsent is not None:
        return True
    match event:
        case ChoicePressed(choice):
            return _is_for_help(choice)
        case TextReceived(text):
            text = normalise(text, LONGEST_CHOICE)
            found = match(text, state.menu.choices) if state.menu is not None else None
            is_asking = isinstance(meant := route(text, Listening.CHOICE), Obey) and meant.command is Command.ASK
            return is_asking or (found is not None and _is_for_help(found.id))
        case _:
            return False


def _is_for_help(choice: ChoiceId) -> bool:
    return choice == "m:ask" or choice.startswith(("u:human:", "q:"))


def _of_reply(event: TextReceived) -> frozenset[Need]:
    if replied_to(event, MENTOR_KEY) is not None:
        return _THREAD | _QUEUE
    return _ASKING if replied_to(event, ANSWER_KEY) is not None else _NOTHING


def _of_choice(choice: StepChoice | PlainChoice | None, state: State) -> frozenset[Need]:
    match choice:
        case StepChoice(what=what):
            is_prompt = is_whole(what)
            prompt = _of_prompt(state) if is_prompt else _NOTHING
            return _of_screen(state) | (_PROGRESS if what == KEEP else prompt)
        case PlainChoice("n" | "p"):
            return _of_screen(state) | _NOTEBOOK
        case PlainChoice("a", "export"):
            return _EXPORT | _of_screen(state)
        case PlainChoice("a"):
            return _DATA | _of_screen(state)
        case PlainChoice(dialogue) if dialogue in DIALOGUES:
            return _CLASSES | _of_screen(state) | _OF_CLASS.get(choice.what, _NOTHING)
        case PlainChoice("m", "ask") | PlainChoice("u", "human"):
            return _ASKING | _of_screen(state)
        case PlainChoice("q", what):
            letters = _LETTERS if what in {"ok", "on"} else _NOTHING  # on from a human's answer
            return _ASKING | _THREAD | _PROGRESS | _of_screen(state) | letters
        case PlainChoice("j" | "t" | "v" | "y" | "e" as dialogue):
            return _OF_STAFF[dialogue] | _PROGRESS | _of_screen(state)
        case PlainChoice("d", "on"):
            return _LETTERS | _PROGRESS | _of_screen(state)
        case PlainChoice("f", what):
            wanted = _BROADCASTS | _PROGRESS if what == "list" else _BROADCAST
            return wanted | _of_screen(state) | (_CLASSES if what == "read" else _NOTHING)
        case PlainChoice("x", what):
            return _DRAFT | _of_screen(state) | (_CLASSES if what == "try" else _NOTHING)
        case PlainChoice("g", what):
            return (_WORK if what == "work" else _STAFF) | _PROGRESS | _of_screen(state)
        case PlainChoice("h"):
            return _THREAD | _QUEUE | _PROGRESS | _of_screen(state)
        case _:
            return _PROGRESS | _of_screen(state)


def _of_text(text: str, state: State) -> frozenset[Need]:
    text = normalise(text, LONGEST_CHOICE)
    meant = route(text, Listening.CHOICE)
    match meant:
        case Obey(Command.NOTEBOOK | Command.SAMPLES):
            return _NOTEBOOK
        case Obey(Command.PRIVACY | Command.ERASE):
            return _DATA
        case Obey(Command.ASK):
            return _ASKING | _PROGRESS | _of_screen(state)
        case Obey(Command.QUEUE):
            return _QUEUE | _PROGRESS | _of_screen(state)
        case Obey(Command.CLASS | Command.OPEN_CLASS | Command.SESSION):
            return _CLASSES | _of_screen(state)
        case Obey(command) if command in _COMMANDS:
            return _OF_STAFF[_COMMANDS[command]] | _PROGRESS | _of_screen(state)
        case Obey(Command.BROADCAST):
            return _BROADCASTS | _PROGRESS | _of_screen(state)
        case Obey(Command.HELPED | Command.WORK as command):
            return (_WORK if command is Command.WORK else _STAFF) | _PROGRESS | _of_screen(state)
        case Obey(Command.START, argument) if argument:
            return _CLASS | _PROGRESS | _of_screen(state)
        case Obey() | UnknownCommand():
            return _PROGRESS | _of_screen(state)
        case _:
            choice = match(text, state.menu.choices) if state.menu is not None else None
            is_choice = choice is not None and (choice.label == text or _is_option(choice))
            may_be_prompt = isinstance(state.scene, Learning) and not is_choice
            words = (_of_prompt(state) if may_be_prompt else _NOTHING) | (_PROGRESS if wish_in(text) else _NOTHING)
            return words | (_of_choice(read_choice(choice.id), state) if choice is not None else _of_screen(state))


def _of_prompt(state: State) -> frozenset[Need]:
    """For an attempt: what stands in the notebook; from the second on what was tried before, too."""
    is_first = state.bookmark is None or state.bookmark.tries == 0
    return _KEPT_BEFORE if is_first else _KEPT_BEFORE | _TRIED_BEFORE


def _is_option(choice: Choice) -> bool:
    """Whether it is an option of a check; what else is an answer begins or ends a prompt."""
    read = read_choice(choice.id)
    return choice.is_answer and isinstance(read, StepChoice) and not read.what.startswith("_")


def _of_screen(state: State) -> frozenset[Need]:
    """What the present screen shows: nothing from the rows while in a lesson."""
    match state.scene:
        case Learning():
            return _NOTHING
        case Adjusting():
            return _DATA
        case Asking(back=back):
            return _ASKING | _PROGRESS | _of_rest(back)
        case Mentoring(writes=writes, back=back):
            asker = _ASKER if writes is Writing.REASON else _NOTHING
            return _THREAD | _QUEUE | _PROGRESS | asker | _of_rest(back)
        case Tending(task):
            return _CLASSES | (_COLLEAGUES if task is ClassTask.MENTOR else _NOTHING)
        case Broadcasting():
            return _DRAFT
        case _:
            return _PROGRESS


def _of_rest(back: Resting) -> frozenset[Need]:
    """What is shown where somebody is led back to from a question."""
    match back:
        case Adjusting():
            return _DATA
        case Broadcasting():
            return _DRAFT
        case _:
            return _NOTHING
