"""What somebody with a post does here: the commands for it, as the help tells them, and the ways that lead there."""

from bot.model.dialogue import State
from bot.model.message import Choice, Kind, Message
from bot.model.staff import Right
from bot.model.text import Text
from bot.tutor.broadcasting import DIALOGUE as BROADCASTS
from bot.tutor.context import Context
from bot.tutor.helps import HELPER
from bot.tutor.rosters import LEADING
from bot.tutor.speech import say, way
from bot.tutor.threads import MENTOR

_COMMANDS = (
    (Right.ANSWER, "answer"),
    (Right.COUNT_HELP, "count"),
    (Right.APPROVE, "approve"),
    (Right.BROADCAST, "broadcast"),
)
_WAYS = (
    (Right.ANSWER, MENTOR, "list", "mentor.list"),
    (Right.OPEN_CLASS, LEADING, "list", "leading.list"),
    (Right.COUNT_HELP, HELPER, "start", "helping.start"),
    (Right.APPROVE, "e", "list", "alerts.open"),
    (Right.INVITE, "y", "list", "people.open"),
    (Right.BROADCAST, BROADCASTS, "list", "broadcast.open"),
)


def commands(state: State, context: Context) -> Text:
    """What whoever has a post may type besides; nothing for everybody else."""
    staff = context.facts.staff
    if staff is None:
        return ()
    text = say("help.staff", state, context)
    for right, key in _COMMANDS:
        text += say(f"help.staff.{key}", state, context) if staff.may_somewhere(right) else ()
    return text + say("help.staff.every", state, context)


def shown(onwards: Choice, state: State, context: Context) -> Message | None:
    """All that somebody with a post may do, and the way there; None for whoever has none."""
    staff = context.facts.staff
    if staff is None:
        return None
    may = tuple(each for each in _WAYS if staff.may_somewhere(each[0]))
    ways = tuple(way(dialogue, what, key, state, context) for _, dialogue, what, key in may)
    duty = way("t", "show", "duty.open", state, context)
    return Message(Kind.MENU, commands(state, context), (*ways, duty, onwards))
