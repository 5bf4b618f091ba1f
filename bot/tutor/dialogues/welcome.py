"""The welcome: it is a machine, what it keeps, consent or a look around, how to be addressed, and what to learn for."""

from dataclasses import replace
from typing import assert_never

from bot.model.dialogue import Accepting, AtMenu, Attending, State, WelcomeStage, Welcoming
from bot.model.effects import Admit, BeginLesson, Effect, Enrol, NoteWrongCode, Rejoin
from bot.model.ids import InvitationKey, LessonId
from bot.model.learner import AI_TOLD, Consent, FormOfAddress
from bot.model.lesson import Goal, Lesson
from bot.model.message import Kind, Message
from bot.model.text import Text
from bot.tutor import addressing, classes, course, invitations, joining
from bot.tutor.choices import PlainChoice, is_offered, plain_choice
from bot.tutor.context import Context, Turn, Verdict
from bot.tutor.recipients import of_ai
from bot.tutor.returning import read_code
from bot.tutor.sentences import is_consent, read_address
from bot.tutor.speech import offer, say, way, ways

DIALOGUE = "w"
NOTICE_VERSION = "2026-11-29d"
"""The version of the notice that a consent is given to; raised when its words change: a test holds them together."""


def screen(state: State, context: Context) -> Message:
    """The screen of the stage at hand; of the notice where the welcome is over."""
    stage = state.scene.stage if isinstance(state.scene, Welcoming) else WelcomeStage.NOTICE
    match stage:
        case WelcomeStage.NOTICE:
            return _first(state, context)
        case WelcomeStage.UNDER_16:
            return _notice("welcome.under16_text", ("guardian", "try", "back"), state, context)
        case WelcomeStage.PRIVACY:
            return _notice("welcome.privacy_text", ("agree", "try", "back"), state, context, may_send=True)
        case WelcomeStage.CODE:
            return _notice("welcome.code_text", ("back",), state, context)
        case WelcomeStage.ADDRESS:
            forms = addressing.choices(DIALOGUE, is_young=state.profile.is_young)
            return Message(Kind.MENU, say("welcome.address", state, context), forms)
        case WelcomeStage.GOAL:
            return _goals(state, context)
        case _:
            assert_never(stage)


def _first(state: State, context: Context) -> Message:
    """The first screen; whoever comes by a class's door or an invitation reads what it is, and who helps."""
    text, hello = say("welcome.title", state, context), say("welcome.hello", state, context)
    offered = context.facts.office.invitation
    if state.invited is not None and offered is not None and invitations.refusal(state, context) is None:
        text += invitations.what(offered, state, context) + say("invitation.first", state, context)
    attended = classes.attended(state, context)
    if attended is None:
        text += hello
    else:
        which = {"number": str(attended.number), "title": attended.title, "operator": context.operator.name}
        text += say("welcome.class", state, context, **which) + hello
        helped = "welcome.mentor" if attended.mentor else "welcome.no_mentor"
        text += say(helped, state, context, mentor=attended.mentor, place=attended.place)
    whats = ("agree", "try", "code", "under16", "privacy")
    rest = _notice("welcome.notice", whats, state, context, may_send=True)
    return rest.below(text)


def _notice(key: str, whats: tuple[str, ...], state: State, context: Context, *, may_send: bool = False) -> Message:
    """A screen of the notice; `may_send` where it also says what may be sent to whom, if anything is."""
    operator = context.operator
    text = say(key, state, context, operator=operator.name, contact=operator.contact)
    text += of_ai(state, context) if may_send else ()
    return Message(Kind.NOTICE, text, ways(DIALOGUE, "welcome", whats, state, context))


def _goals(state: State, context: Context) -> Message:
    goals = tuple(
        offer(plain_choice(DIALOGUE, "goal", goal), f"introduction.goal.{goal}", state, context) for goal in Goal
    )
    choices = (*goals, *ways(DIALOGUE, "welcome", ("any_goal",), state, context))
    return Message(Kind.MENU, say("welcome.goal", state, context), choices)


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """Consent, a look around, or a step of the welcome; None for what no longer applies."""
    match state.scene, choice.what:
        case _, "agree" | "guardian" as who:
            is_asked = state.profile.consent is None and is_offered(choice, state.menu)
            return _agree(state, context, by_guardian=who == "guardian") if is_asked else None
        case scene, "keep" if state.profile.consent is None and not isinstance(scene, Welcoming):
            return Turn(state, message=_asked_again(state, context))
        case Welcoming(WelcomeStage.ADDRESS | WelcomeStage.GOAL), addressing.WHAT:  # also to mend a slip of the finger
            return _addressed(addressing.chosen(choice.argument), state, context)
        case Welcoming(WelcomeStage.GOAL), "goal" if choice.argument in tuple(Goal):
            return _aimed(Goal(choice.argument), state, context)
        case Welcoming(WelcomeStage.GOAL), "any_goal":
            return _begun(_wanted(state, context) or course.next_lesson(state, context), state)
        case Welcoming(WelcomeStage.ADDRESS | WelcomeStage.GOAL), _:
            return None
        case Welcoming(WelcomeStage.UNDER_16), "try":
            young = replace(state.profile, is_under_16=True)
            return _at(WelcomeStage.ADDRESS, replace(state, profile=young))
        case Welcoming(), "try":
            return _at(WelcomeStage.ADDRESS, state)
        case Welcoming(), "under16":
            return _at(WelcomeStage.UNDER_16, state)
        case Welcoming(), "code":
            return _at(WelcomeStage.CODE, state)
        case Welcoming(), "privacy":
            return _at(WelcomeStage.PRIVACY, state)
        case Welcoming(), "back":
            return _at(WelcomeStage.NOTICE, state)
        case _:
            return None


def _asked_again(state: State, context: Context) -> Message:
    """What a consent in the middle of a look around means, said before it is given."""
    is_young = state.profile.is_under_16
    operator = context.operator
    text = say("welcome.keep_young", state, context) if is_young else ()
    text += say("welcome.keep_text", state, context, operator=operator.name, contact=operator.contact)
    text += of_ai(state, context)
    who, label = ("guardian", "welcome.guardian") if is_young else ("agree", "welcome.keep")
    choices = (way(DIALOGUE, who, label, state, context), way("m", "menu", "welcome.not_yet", state, context))
    return Message(Kind.NOTICE, text, choices)


def come(code: str, state: State, context: Context) -> Turn:
    """By the door of a class: to the first screen, or past it to where that leads once one is past it oneself."""
    opened = classes.open_at(code, context)
    is_past_notice = state.scene in {Welcoming(WelcomeStage.ADDRESS), Welcoming(WelcomeStage.GOAL)}
    if opened is None:
        new = state if is_past_notice else replace(state, scene=Welcoming(), attending=None)
        return joining.refused(code, new, context)
    came = replace(state, wanted=None)
    if not is_past_notice:
        return Turn(replace(came, scene=Welcoming(), attending=Attending(opened.code, opened.track)))
    joined = joining.join(opened, came, context)
    if joined is None:
        return joining.refused(code, state, context)
    if state.scene == Welcoming(WelcomeStage.ADDRESS):
        return joined
    begun = _begun(course.class_lesson(joined.state, context), joined.state, joined.note)
    return replace(begun, effects=joined.effects + begun.effects)


def invited(key: InvitationKey, state: State, context: Context) -> Turn:
    """By an invitation's code: it is kept until the welcome is over, which goes on where it stands."""
    why = invitations.refusal(state, context)
    if why is not None:
        return Turn(replace(state, invited=None), note=say(why, state, context))
    kept = replace(state, invited=key)
    match state.scene:
        case Welcoming(WelcomeStage.GOAL) if state.profile.consent is not None:
            return Turn(replace(kept, scene=Accepting()))
        case Welcoming(WelcomeStage.ADDRESS | WelcomeStage.GOAL):
            has_agreed = state.profile.consent is not None
            return Turn(kept, note=say("invitation.later" if has_agreed else "invitation.keep", state, context))
        case _:
            return Turn(replace(kept, scene=Welcoming()))


def want(lesson_id: LessonId, state: State, context: Context) -> Turn:
    """Remembers the lesson for which somebody came, until the welcome is over."""
    wanting = replace(state, wanted=lesson_id)
    lesson = _wanted(wanting, context)
    if lesson is None:
        return Turn(state, note=say("welcome.first", state, context))
    return Turn(wanting, note=say("welcome.wanted", state, context, lesson=course.title_of(lesson, state)))


def _wanted(state: State, context: Context) -> Lesson | None:
    lesson = context.catalog.lessons.get(state.wanted) if state.wanted is not None else None
    return lesson if lesson is not None and course.is_open(lesson, state, context) else None


def _at(stage: WelcomeStage, state: State) -> Turn:
    return Turn(replace(state, scene=Welcoming(stage)))


def _agree(state: State, context: Context, *, by_guardian: bool) -> Turn:
    """Consent turns the visitor into a learner, of their class if it is still open; who looked around goes on there."""
    version = f"{NOTICE_VERSION}{AI_TOLD}" if context.operator.ai else NOTICE_VERSION
    consent = Consent(version, context.now, by_guardian)
    agreed = replace(state, profile=replace(state.profile, consent=consent))
    effects: tuple[Effect, ...] = (Admit(consent),)
    note: Text = ()
    if state.attending is not None:
        joined = _joined(agreed, context)
        agreed, effects, note = joined.state, effects + joined.effects, joined.note
    if state.bookmark is not None:
        effects += (BeginLesson(state.bookmark.lesson, state.bookmark.content_hash),)
    if isinstance(state.scene, Welcoming):
        return Turn(replace(agreed, scene=Welcoming(WelcomeStage.ADDRESS)), effects, note=note)
    note = say("welcome.kept", agreed, context) + note
    if agreed.invited is not None:
        return Turn(replace(agreed, scene=Accepting()), effects, note=note)
    return Turn(agreed, effects, note=note)


def _joined(agreed: State, context: Context) -> Turn:
    """Into the class by whose door a new learner came; without it where it has closed meanwhile, or is full."""
    attended = classes.attended(agreed, context)
    outside = replace(agreed, attending=None)
    if attended is None:
        return Turn(outside, note=say("class.ended", agreed, context))
    number = classes.number_in(attended.code, agreed, context)
    if number is None:
        return replace(joining.refused(attended.code, agreed, context), state=outside)
    note = say("class.seat", agreed, context, seat=str(number))
    return Turn(joining.entered(attended, number, agreed), (Enrol(attended.code, number),), note=note)


def _addressed(form: FormOfAddress | None, state: State, context: Context) -> Turn | None:
    if form is None:
        return None
    greeted = replace(state, profile=replace(state.profile, address=form))
    note = say("welcome.greeting", greeted, context)
    if greeted.invited is not None and greeted.profile.consent is not None:
        why = invitations.refusal(greeted, context)
        if why is None:
            return Turn(replace(greeted, scene=Accepting(), wanted=None), note=note)
        greeted, note = replace(greeted, invited=None), note + say(why, greeted, context)
    lesson = _wanted(greeted, context) or course.class_lesson(greeted, context)
    if lesson is not None:
        return _begun(lesson, greeted, note)
    return Turn(replace(greeted, scene=Welcoming(WelcomeStage.GOAL)), note=note)


def _aimed(goal: Goal, state: State, context: Context) -> Turn:
    """The goal decides what is learnt first, and the person hears honestly how they will get there."""
    aimed = replace(state, profile=replace(state.profile, goal=goal))
    lesson = course.next_lesson(aimed, context)
    track = course.goal_track(aimed, context)
    wanted = _wanted(aimed, context)
    if lesson is None or wanted is not None:
        return _begun(wanted, aimed)
    if track is None:
        return _begun(lesson, aimed, say("welcome.goal_later", aimed, context))
    title, count = course.title_of(track, aimed), course.lessons_before(track, aimed, context)
    if count == 0:
        return _begun(lesson, aimed, say("welcome.goal_here", aimed, context, track=title))
    return _begun(lesson, aimed, say("welcome.goal_after_basics", aimed, context, track=title, count=count))


def _begun(lesson: Lesson | None, state: State, note: Text = ()) -> Turn:
    welcomed = replace(state, wanted=None)
    if lesson is None:
        return Turn(replace(welcomed, scene=AtMenu()))
    begun, effects = course.begin(lesson, welcomed)
    return Turn(begun, effects, note=note)


def hear(text: str, state: State, context: Context) -> Turn | None:
    """A whole sentence that says yes to the notice, or how to be addressed, or a code; other words are no consent."""
    match state.scene:
        case Welcoming(WelcomeStage.ADDRESS):
            return _addressed(read_address(text), state, context)
        case Welcoming(WelcomeStage.CODE):
            return _by_code(text, state, context)
        case _ if is_consent(text):  # it counts where the choice does: not for somebody under 16, nor days later
            return press(PlainChoice(DIALOGUE, "agree"), state, context)
        case _:
            return None


def _by_code(text: str, state: State, context: Context) -> Turn:
    """A return code, as far as one can be read; a right one leads to its learner's screen, which `Returned` brings."""
    code = read_code(text)
    if code is None:
        return Turn(state, note=say("welcome.code_unread", state, context))
    match context.facts.verdict:
        case Verdict.RIGHT:
            door = state.attending.code if state.attending is not None else ""
            found = Message(Kind.NOTICE, say("welcome.code_right", state, context))
            return Turn(replace(state, scene=Welcoming()), (Rejoin(code.number, door, state.invited),), message=found)
        case Verdict.LOCKED:
            return Turn(replace(state, scene=Welcoming()), note=say("welcome.code_locked", state, context))
        case _:
            return Turn(state, (NoteWrongCode(code.number),), note=say("welcome.code_wrong", state, context))
