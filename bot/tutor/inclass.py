"""Whatever is done about classes: which of their dialogues a command, a choice or words belong to."""

from bot.model.dialogue import ClassTask, State, Tending
from bot.model.message import Message
from bot.tutor.choices import PlainChoice
from bot.tutor.context import Context, Turn
from bot.tutor.dialogues import leading, member, opening, own_class, session
from bot.tutor.leaving import left_off
from bot.tutor.route import Command, Listening

_OPENING = frozenset({ClassTask.TRACK, ClassTask.TITLE, ClassTask.NAME, ClassTask.PLACE})
_MEMBER = frozenset({ClassTask.MEMBER, ClassTask.SAME})
_SESSION = frozenset({ClassTask.MARKS, ClassTask.SESSION})
_NUMBERS = _MEMBER | _SESSION | {ClassTask.CAPACITY}


def listening(scene: Tending) -> Listening:
    """What is waited for: a choice, a name, or numbers."""
    if scene.task is ClassTask.TRACK:
        return Listening.CHOICE
    return Listening.NUMBERS if scene.task in _NUMBERS else Listening.NAME


def obey(command: Command, argument: str, state: State, context: Context) -> Turn:
    """`/molop`, `/buoi` and `/lop`."""
    match command:
        case Command.OPEN_CLASS:
            return opening.begin(state, context)
        case Command.SESSION:
            return session.obey(argument, state, context)
        case _:
            return show(state, context)


def show(state: State, context: Context) -> Turn:
    """`/lop`: the classes that somebody leads; of everybody else the one in which they sit."""
    if context.facts.led:
        return Turn(left_off(state), message=leading.contents(state, context))
    return own_class.show(state, context)


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """A choice about a class; None where it no longer applies."""
    match choice.dialogue:
        case opening.DIALOGUE:
            return opening.press(choice, state, context)
        case own_class.DIALOGUE:
            return own_class.press(choice, state, context)
        case leading.DIALOGUE if choice.what == "list":
            return show(state, context)
        case leading.DIALOGUE:
            return leading.press(choice, state, context)
        case member.DIALOGUE:
            return member.press(choice, state, context)
        case _:
            return session.press(choice, state, context)


def screen(scene: Tending, state: State, context: Context) -> Message:
    """What is waited for."""
    if scene.task in _OPENING:
        return opening.screen(scene, state, context)
    if scene.task is ClassTask.SAME:
        return member.screen(scene, state, context)
    if scene.task in _SESSION:
        return session.screen(scene, state, context)
    return leading.screen(scene, state, context)


def hear(text: str, scene: Tending, state: State, context: Context) -> Turn | None:
    """Words that are waited for."""
    if scene.task in _OPENING:
        return opening.hear(text, scene, state, context)
    if scene.task in _MEMBER:
        return member.hear(text, scene, state, context)
    if scene.task in _SESSION:
        return session.hear(text, scene, state, context)
    return leading.hear(text, scene, state, context)
