"""Somebody is in danger now: a short card, in the place of everything else that a text could mean.

The card says what to do first, gives only numbers that stand in the bank's facts and have not expired, and a way to a
person. The place in a lesson is kept, and nothing is recorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.model.dialogue import AtMenu, Learning, Mentoring, State
from bot.model.draft import WRITTEN_TO_MANY, Broadcasting
from bot.model.events import Event, TextReceived
from bot.model.ids import FactKey
from bot.model.lesson import Exercise
from bot.model.message import Choice, Kind, Message
from bot.model.text import Text
from bot.model.triage import Urgency
from bot.tutor import course, cues
from bot.tutor.choices import PlainChoice, is_label, plain_choice, read_choice
from bot.tutor.context import Context, Turn
from bot.tutor.fold import normalise
from bot.tutor.reading import told_apart
from bot.tutor.route import Command, Hear, Listening, Obey, route
from bot.tutor.speech import offer, say
from bot.tutor.threads import MENTOR_KEY, replied_to
from bot.tutor.triage import SMALL_SIGNS, Urgent, assess

BACK = PlainChoice("u", "back")
"""Back to what was under way."""
_GRAVE = (Urgency.SUICIDE, Urgency.VIOLENCE, Urgency.CHILD)
"""Whoever has read one of these cards tells more of it, a sentence at a time."""
_MOST_WORDS = 15
HUMAN = "human"
"""Asks for a person; with it goes the kind of danger, so that no word of theirs has to be repeated."""
POLICE, FIRE, AMBULANCE, CHILDREN = (
    FactKey(key) for key in ("so-cong-an", "so-cuu-hoa", "so-cap-cuu", "so-bao-ve-tre-em")
)
"""The facts that are numbers to call."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a card; where it holds a number it is left out as long as nobody vouches for that."""

    key: str
    number: FactKey | None = None


_CARDS: Mapping[Urgency, tuple[_Line, ...]] = {
    Urgency.SUICIDE: (
        _Line("safety.suicide.first"),
        _Line("safety.suicide.ambulance", AMBULANCE),
        _Line("safety.suicide.away"),
        _Line("safety.suicide.child", CHILDREN),
        _Line("safety.suicide.close"),
    ),
    Urgency.CHILD: (
        _Line("safety.child.first"),
        _Line("safety.child.police", POLICE),
        _Line("safety.child.line", CHILDREN),
        _Line("safety.child.ambulance", AMBULANCE),
        _Line("safety.child.close"),
    ),
    Urgency.VIOLENCE: (
        _Line("safety.violence.first"),
        _Line("safety.violence.police", POLICE),
        _Line("safety.violence.ambulance", AMBULANCE),
        _Line("safety.violence.threat"),
        _Line("safety.violence.close"),
    ),
    Urgency.RESCUE: (
        _Line("safety.rescue.fire", FIRE),
        _Line("safety.rescue.smoke"),
        _Line("safety.rescue.water"),
        _Line("safety.rescue.ambulance", AMBULANCE),
        _Line("safety.rescue.close"),
    ),
    Urgency.MEDICAL: (
        _Line("safety.medical.ambulance", AMBULANCE),
        _Line("safety.medical.fire", FIRE),
        _Line("safety.medical.first"),
        _Line("safety.medical.power"),
        _Line("safety.medical.close"),
    ),
    Urgency.SCAM: (
        _Line("safety.scam.first"),
        _Line("safety.scam.bank"),
        _Line("safety.scam.keep"),
        _Line("safety.scam.police", POLICE),
        _Line("safety.scam.close"),
    ),
}


_CALLS = (
    _Line("safety.call.police", POLICE),
    _Line("safety.call.fire", FIRE),
    _Line("safety.call.ambulance", AMBULANCE),
    _Line("safety.call.children", CHILDREN),
)


def answer(event: Event, state: State, context: Context) -> Turn | None:
    """The card for whoever wrote that they, or somebody with them, are in danger; None for everything else.

    What stands on a button is no cry for help, whether it is pressed or typed. Whoever helps repeats what somebody else
    lives through: what they write is for that learner (see `beside`).
    """
    if is_answering(event, state):
        return None
    urgent = _assessed(event, state, context)
    if urgent is not None:
        return Turn(state, message=card(urgent.kind, state, context))
    kind = _in_view(state)
    if kind is None or not _goes_on(event, state, context):
        return None
    return Turn(state, note=say("safety.here", state, context), message=card(kind, state, context))


def _in_view(state: State) -> Urgency | None:
    """The kind of danger of whoever was shown a card just now, and is in danger of more than their money."""
    read = (read_choice(each.id) for each in state.menu.choices) if state.menu is not None else ()
    kinds = [choice.argument for choice in read if isinstance(choice, PlainChoice) and is_back(choice)]
    return next((kind for kind in _GRAVE if kind in kinds), None)


def _goes_on(event: Event, state: State, context: Context) -> bool:
    """Whether somebody tells more in a few words that ask for nothing to be made: they are not graded on it."""
    if not isinstance(event, TextReceived) or not isinstance(state.scene, Learning | AtMenu):
        return False
    text = normalise(event.text, context.limits.text_characters)
    told = told_apart(text)
    is_short = 1 < len(text.split()) <= _MOST_WORDS
    is_order = cues.VERB.begins(told.removeprefix("hay "))
    return is_short and not is_order and not is_label(text, state.menu) and route(text, Listening.CHOICE) == Hear(text)


def is_answering(event: Event, state: State) -> bool:
    """Whether somebody writes to a learner whom they help, or to many."""
    is_writing = isinstance(state.scene, Mentoring) or (
        isinstance(state.scene, Broadcasting) and state.scene.stage in WRITTEN_TO_MANY
    )
    return is_writing or replied_to(event, MENTOR_KEY) is not None


def beside(turn: Turn, event: Event, state: State, context: Context) -> Turn:
    """The same turn with the numbers to call above it, where a mentor's words tell of danger.

    They may pass them on; and it may be themselves whom they write of. Small signs are not enough: where to touch a
    screen ("kéo xuống dưới, bấm vào ô màu xanh") is full of them.
    """
    urgent = _assessed(event, state, context) if is_answering(event, state) else None
    if urgent is None or urgent.rule == SMALL_SIGNS:
        return turn
    note = say("safety.beside", state, context) + calls(state, context)
    if turn.message is None:
        return replace(turn, note=note + turn.note)
    return replace(turn, message=turn.message.below(note))


_END = 400
"""Characters at the end of more than is read of a text in which somebody cries for help all the same."""


def _assessed(event: Event, state: State, context: Context) -> Urgent | None:
    if not isinstance(event, TextReceived) or is_label(event.text, state.menu):
        return None
    most = context.limits.text_characters
    text = normalise(event.text, most)
    if _brings_code(text):
        return None
    is_prompt = _is_exercise(state, context) and not text.startswith("?")
    found = assess(text, context.catalog.triage, is_exercise=is_prompt)
    if found is not None or len(event.text) <= most:
        return found
    end = normalise(event.text[-_END:], most)  # whoever pastes much asks for help at its end
    return assess(end, context.catalog.triage, is_exercise=is_prompt)


def _brings_code(text: str) -> bool:
    """Whether a text is a command with the code of a link behind it, which nobody chose."""
    meant = route(text, Listening.NAME)
    return isinstance(meant, Obey) and meant.command in {Command.START, Command.CONFIRM} and " " not in meant.argument


def card(kind: Urgency, state: State, context: Context) -> Message:
    """The card for one kind of danger."""
    text: Text = ()
    for each in _CARDS[kind]:
        text += _said(each, state, context)
    human = offer(plain_choice(BACK.dialogue, HUMAN, kind), "safety.human", state, context)
    # Nobody is asked to learn on who may be in danger of their life.
    is_lesson = kind is Urgency.SCAM and isinstance(state.scene, Learning)
    back = way_back(kind, "menu.continue" if is_lesson else "account.back", state, context)
    return Message(Kind.SAFETY, text, (human, back))


def way_back(kind: Urgency, key: str, state: State, context: Context) -> Choice:
    """The way back to what was under way; with it goes the kind of danger, for whoever does not go back at once."""
    return offer(plain_choice(BACK.dialogue, BACK.what, kind), key, state, context)


def is_back(choice: PlainChoice) -> bool:
    """Whether somebody goes back to what was under way."""
    return (choice.dialogue, choice.what) == (BACK.dialogue, BACK.what)


def calls(state: State, context: Context) -> Text:
    """Whom to call."""
    text: Text = ()
    for each in _CALLS:
        text += _said(each, state, context)
    return text


def kind_of(choice: PlainChoice) -> Urgency | None:
    """The kind of danger of whoever asks for a person from a card; None for any other choice."""
    is_human = choice.dialogue == BACK.dialogue and choice.what == HUMAN
    return Urgency(choice.argument) if is_human and choice.argument in tuple(Urgency) else None


def _said(part: _Line, state: State, context: Context) -> Text:
    if part.number is None:
        return say(part.key, state, context)
    fact = context.catalog.facts.get(part.number)
    number = fact.at(state.profile.place, context.today) if fact is not None else None
    return say(part.key, state, context, number=number) if number is not None else ()


def _is_exercise(state: State, context: Context) -> bool:
    """Whether a prompt is asked for, in which somebody else's words may be quoted."""
    if not isinstance(state.scene, Learning) or state.bookmark is None:
        return False
    found = course.step_at(state.bookmark, context)
    return found is not None and isinstance(found[1], Exercise)
