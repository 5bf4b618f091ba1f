"""What was said to many, read by whoever comes by: before their lesson, after a human's answer, and once."""

from dataclasses import replace

from bot.model.broadcast_effects import AnswerPoll, ReadLetter
from bot.model.dialogue import State
from bot.model.events import Arrived, Deed, Returned
from bot.model.ids import BroadcastId
from bot.model.message import Kind, Message
from bot.tutor.choices import PlainChoice, plain_choice
from bot.tutor.context import Context, Turn
from bot.tutor.letters import DIALOGUE as LETTERS
from bot.tutor.letters import KEY, Reader, message
from bot.tutor.speech import say
from bot.tutor.threads import onwards

DIALOGUE = LETTERS
_WAIT = frozenset({Kind.ANSWER, Kind.SAFETY})
"""What comes first: a human's answer, and whatever keeps people safe."""
_MOST_DIGITS = 12


def first(turn: Turn, event: Deed, context: Context) -> Turn:
    """The same turn for somebody who comes by: what waits for them comes before what else they would see.

    An answer of a human waits longer, and the letter is read the next time.
    """
    if not isinstance(event, Arrived | Returned) or turn.state.profile.consent is None:
        return turn
    is_later = turn.message is not None and turn.message.kind in _WAIT
    return turn if is_later or not context.facts.letters else _shown(turn, context)


def _shown(turn: Turn, context: Context) -> Turn:
    waiting = context.facts.letters[0]
    reader = Reader(waiting.place, waiting.classroom, waiting.mentor)
    said = message(waiting.broadcast, waiting.letter, reader, turn.state, context)
    on = replace(onwards(turn.state, context), id=plain_choice(DIALOGUE, "on"))
    said = replace(said, choices=(*(each for each in said.choices if each.id != "m:continue"), on))
    key = f"{KEY}{waiting.broadcast}"
    effects = (*turn.effects, ReadLetter(waiting.broadcast))
    return replace(turn, effects=effects, message=said, key=key, replaces=None, ways=())


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """On from a letter, to the next one or to what was under way; or an answer to a poll, which may change."""
    match choice.what:
        case "on":
            turn = Turn(state)
            return _shown(turn, context) if context.facts.letters else turn
        case "poll":
            return _answered(choice.argument, state, context)
        case _:
            return None


def _answered(argument: str, state: State, context: Context) -> Turn | None:
    of, _, answer = argument.partition(":")
    if not all(each.isascii() and each.isdigit() and len(each) <= _MOST_DIGITS for each in (of, answer)):
        return None
    if context.facts.number is None:
        return None
    thanks = Message(Kind.NOTICE, say("letter.answered", state, context), (onwards(state, context),))
    return Turn(state, (AnswerPoll(BroadcastId(int(of)), int(answer)),), message=thanks)
