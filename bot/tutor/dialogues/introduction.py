"""Getting to know each other, after the first lesson: a name and three questions, each of which may be skipped."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.model.dialogue import AtMenu, Introducing, IntroductionStage, State
from bot.model.learner import Experience, Profile
from bot.model.lesson import Audience, Goal
from bot.model.message import Choice, Kind, Message
from bot.tutor.choices import PlainChoice, plain_choice
from bot.tutor.context import Context, Turn
from bot.tutor.names import read_name
from bot.tutor.speech import offer, say

DIALOGUE = "i"
ANSWERS: Mapping[IntroductionStage, tuple[str, ...]] = {
    IntroductionStage.NAME: (),
    IntroductionStage.AUDIENCE: tuple(Audience),
    IntroductionStage.EXPERIENCE: tuple(Experience),
    IntroductionStage.GOAL: tuple(Goal),
}
_STAGES = tuple(IntroductionStage)
_TOLD: Mapping[IntroductionStage, Callable[[Profile, str], Profile]] = {
    IntroductionStage.AUDIENCE: lambda profile, answer: replace(profile, audience=Audience(answer)),
    IntroductionStage.EXPERIENCE: lambda profile, answer: replace(profile, experience=Experience(answer)),
    IntroductionStage.GOAL: lambda profile, answer: replace(profile, goal=Goal(answer)),
}
"""What an answer that is chosen changes in the profile; a name is typed."""


def _stage(state: State) -> IntroductionStage:
    return state.scene.stage if isinstance(state.scene, Introducing) else IntroductionStage.NAME


def screen(state: State, context: Context) -> Message:
    """The question at hand."""
    stage = _stage(state)
    answers = tuple(
        offer(plain_choice(DIALOGUE, stage, answer), f"introduction.{stage}.{answer}", state, context)
        for answer in ANSWERS[stage]
    )
    skip: Choice = offer(plain_choice(DIALOGUE, "skip", stage), "introduction.skip", state, context)
    return Message(Kind.MENU, say(f"introduction.{stage}", state, context), (*answers, skip))


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """An answer to the question at hand, or its skipping; None for any other."""
    if not isinstance(state.scene, Introducing):
        return None
    stage = state.scene.stage
    if choice.what == "skip" and choice.argument == stage:
        return _on(state, context)
    if choice.what != stage or choice.argument not in ANSWERS[stage]:
        return None
    return _on(replace(state, profile=_TOLD[stage](state.profile, choice.argument)), context)


def hear(text: str, state: State, context: Context) -> Turn | None:
    """A name while it is asked; else one of the answers in words."""
    if _stage(state) is not IntroductionStage.NAME:
        return None
    name = read_name(text, context.limits.name_characters)
    if name is None:
        return Turn(state, note=say("introduction.no_name", state, context))
    named = replace(state, profile=replace(state.profile, name=name))
    return _on(named, context, name=name)


def _on(state: State, context: Context, name: str = "") -> Turn:
    """The next question, or the end; the goal comes last, and only where the welcome did not learn it."""
    following = _STAGES[_STAGES.index(_stage(state)) + 1 :]
    if following and not (following[0] is IntroductionStage.GOAL and state.profile.goal is not None):
        note = say("introduction.hello", state, context, name=name) if name else ()
        return Turn(replace(state, scene=Introducing(following[0])), note=note)
    return Turn(replace(state, scene=AtMenu()), note=say("introduction.thanks", state, context))
