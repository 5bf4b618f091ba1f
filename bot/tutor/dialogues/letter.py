"""What was said to many, read by whoever comes by: before their lesson, after a human's answer, and once."""

from dataclasses import replace

from bot.model.broadcast_effects import AnswerPoll, ReadLetter
from bot.model.dialogue import AtMenu, Learning, State, Welcoming
from bot.model.draft import Broadcasting
from bot.model.events import Arrived, ChoicePressed, Deed, Returned
from bot.model.ids import BroadcastId
from bot.model.message import Choice, Kind, Message
from bot.tutor.broadcasting import DIALOGUE as BROADCASTING
from bot.tutor.broadcasting import DRAFTING
from bot.tutor.choices import PlainChoice, is_offered, plain_choice, read_choice
from bot.tutor.context import Context, Turn
from bot.tutor.letters import DIALOGUE as LETTERS
from bot.tutor.letters import KEY, Reader, message
from bot.tutor.speech import say
from bot.tutor.threads import LEARNER as ANSWERS
from bot.tutor.threads import onwards

DIALOGUE = LETTERS
_WAIT = frozenset({Kind.ANSWER, Kind.SAFETY})
"""What comes first: a human's answer, and whatever keeps people safe."""
_OF_ADMINS = frozenset({BROADCASTING, DRAFTING})
_MOST_DIGITS = 12


def first(turn: Turn, event: Deed, context: Context) -> Turn:
    """The same turn for somebody who comes by: what waits for them comes before what else they would see.

    An answer of a human comes first, and the letter once they go on from it. Whoever is still being welcomed, or has
    broadcasts of their own in hand, reads it when they come by the next time.
    """
    if turn.state.profile.consent is None or not context.facts.letters or _is_busy(turn.state):
        return turn
    is_here = isinstance(event, Arrived | Returned) or _goes_on(turn, event)
    is_later = turn.message is not None and turn.message.kind in _WAIT
    return _shown(turn, context) if is_here and not is_later else turn


def _is_busy(state: State) -> bool:
    offered = state.menu.choices if state.menu is not None else ()
    has_broadcasts = any(each.id.partition(":")[0] in _OF_ADMINS for each in offered)
    return isinstance(state.scene, Welcoming | Broadcasting) or has_broadcasts


def _goes_on(turn: Turn, event: Deed) -> bool:
    """Whether they have read a human's answer, and would be back where they stood."""
    found = read_choice(event.choice) if isinstance(event, ChoicePressed) else None
    is_read = isinstance(found, PlainChoice) and found.dialogue == ANSWERS and found.what in {"ok", "on"}
    return is_read and turn.message is None and isinstance(turn.state.scene, Learning | AtMenu)


def _shown(turn: Turn, context: Context) -> Turn:
    waiting = context.facts.letters[0]
    reader = Reader(waiting.place, waiting.classroom, waiting.mentor)
    said = message(waiting.broadcast, waiting.letter, reader, turn.state, context)
    others = (each for each in said.choices if each.id != "m:continue")
    said = replace(said, choices=(*others, _on(turn.state, context)))
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
    kept = AnswerPoll(BroadcastId(int(of)), int(answer))
    return Turn(state, (kept,), message=_thanks(PlainChoice(DIALOGUE, "poll", argument), of, state, context))


def _thanks(pressed: PlainChoice, of: str, state: State, context: Context) -> Message:
    """What was noted, with the answers once more where they stand in the newest message: elsewhere buttons stay."""
    offered = state.menu.choices if state.menu is not None else ()
    answers = tuple(each for each in offered if each.id.startswith(plain_choice(DIALOGUE, "poll", f"{of}:")))
    if not answers or not is_offered(pressed, state.menu):
        return Message(Kind.NOTICE, say("letter.answered", state, context), (_on(state, context),))
    own = plain_choice(pressed.dialogue, pressed.what, pressed.argument)
    answer = next(each.label for each in answers if each.id == own)
    text = say("letter.answered_so", state, context, answer=answer)
    return Message(Kind.NOTICE, text, (*answers, _on(state, context)))


def _on(state: State, context: Context) -> Choice:
    """On to the next letter, or to what was under way."""
    return replace(onwards(state, context), id=plain_choice(DIALOGUE, "on"))
