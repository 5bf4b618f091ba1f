"""Whatever is done about a broadcast that is being written: which of its dialogues a choice or words belong to."""

from dataclasses import replace

from bot.model.dialogue import State
from bot.model.draft import WRITTEN_TO_MANY, Broadcasting, BroadcastStage, Draft
from bot.model.message import Message
from bot.tutor import drafts
from bot.tutor.broadcasting import DRAFTING, TO, nodes
from bot.tutor.choices import PlainChoice
from bot.tutor.context import Context, Turn
from bot.tutor.dialogues import audience, drafting, sending
from bot.tutor.route import Listening
from bot.tutor.speech import say
from bot.tutor.threads import resting

DIALOGUE = DRAFTING
_WRITING = frozenset(
    {
        *(BroadcastStage.NODE, BroadcastStage.WHAT, BroadcastStage.LESSON),
        *(BroadcastStage.WORDS, BroadcastStage.ANSWERS),
    }
)
_SENDING = frozenset({BroadcastStage.WHEN, BroadcastStage.DAYS, BroadcastStage.LAST})


def listening(scene: Broadcasting) -> Listening:
    """What is waited for: words for others, the number of a class, or a choice."""
    if scene.stage in WRITTEN_TO_MANY:
        return Listening.REPLY
    return Listening.NUMBERS if scene.stage is BroadcastStage.CLASSROOM else Listening.CHOICE


def screen(scene: Broadcasting, state: State, context: Context) -> Message:
    """The question at hand."""
    if scene.stage in _WRITING:
        return drafting.screen(scene.stage, state, context)
    if scene.stage in _SENDING:
        return sending.screen(scene.stage, state, context)
    return audience.screen(scene.stage, state, context)


def hear(text: str, scene: Broadcasting, state: State, context: Context) -> Turn | None:
    """Words that are waited for."""
    if scene.stage in _WRITING:
        return drafting.hear(text, scene.stage, state, context)
    if scene.stage in _SENDING:
        return sending.hear(text, scene.stage, state, context)
    return audience.hear(text, scene.stage, state, context)


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """A choice of whoever writes to many; whoever may not any more hears so, and what they wrote is kept."""
    if not nodes(context):
        return Turn(drafts.left(state), note=say("broadcast.none", state, context))
    if choice.what == "new":
        return drafting.begin(state, context)
    scene = resting(state)
    stage = scene.stage if isinstance(scene, Broadcasting) else BroadcastStage.LAST
    if choice.what == "tried":
        return Turn(state, note=say("sending.only_tried", state, context))
    if state.draft is None:
        return None
    match choice.what:
        case "leave":
            return Turn(drafts.left(state), note=say("drafting.kept", state, context))
        case "resume":
            return Turn(drafts.at(_where(state.draft, context), state.draft, state))
        case "drop":
            return Turn(replace(drafts.left(state), draft=None), note=say("drafting.dropped", state, context))
        case what if what == TO and choice.argument in tuple(BroadcastStage):
            return Turn(drafts.at(BroadcastStage(choice.argument), state.draft, state))
        case _:
            return (
                drafting.press(choice, stage, state, context)
                or audience.press(choice, stage, state, context)
                or sending.press(choice, stage, state, context)
            )


def _where(draft: Draft, context: Context) -> BroadcastStage:
    """Where somebody goes on with what they have written."""
    is_next = BroadcastStage.LAST if draft.is_whole else BroadcastStage.WHOM
    return drafts.unanswered(draft, context) or is_next
