"""Playing a lesson, step by step: cards, checks, real tasks and the card to keep."""

from dataclasses import replace

from bot.model.dialogue import AtMenu, Bookmark, Introducing, State
from bot.model.effects import Effect, FinishLesson, KeepEntry, RecordAttempt
from bot.model.ids import OptionId
from bot.model.learner import EntryKind
from bot.model.lesson import Check, CheckKind, Do, Lesson, Recap, Step
from bot.model.message import Kind, Message
from bot.model.text import Text, paragraph
from bot.tutor import course, privacy, screens
from bot.tutor.checks import SEVERAL, Verdict, judge, judge_words, read_picks
from bot.tutor.choices import StepChoice
from bot.tutor.context import Context, Turn
from bot.tutor.screens import CLEAR, DONE, GIVE, HINT
from bot.tutor.speech import say


def press(
    choice: StepChoice, lesson: Lesson, step: Step, state: State, context: Context, *, is_tap: bool
) -> Turn | None:
    """A choice at the present step; None for one that the step does not offer now.

    What leaves a check open is said in the place of its message when it was tapped there; what was typed stands below
    it, and its answer, with the question once more, below that. What leads on, and a hint, is always a new message:
    people scroll back to those.
    """
    bookmark = state.bookmark
    assert bookmark is not None
    match step, choice.what:
        case Check(), what if what in [option.id for option in screens.options(step, bookmark)]:
            return _pick(lesson, step, (OptionId(what),), state, context, is_tap=is_tap)
        case _, what if what not in [action for action, _ in screens.actions(step, bookmark)]:
            return None
        case Recap(), _:
            return _finish(lesson, step, state, context)
        case Check(), what if what == HINT:
            return _hint(step, bookmark, state, context)
        case Check(), what if what == GIVE:
            return _give(lesson, step, state, context)
        case Check(), what if what == CLEAR:
            return Turn(state.moved(replace(bookmark, picked=())), replaces=_in_place(bookmark, is_tap=is_tap))
        case Check(), what if what == DONE:
            return _answer(lesson, step, judge(step, bookmark.picked), state, context, is_tap=is_tap)
        case Do(), what if what == DONE:
            return Turn(state.moved(replace(bookmark, is_evidence_asked=True)))
        case _:
            return Turn(course.advanced(lesson, step, state))


def hear(text: str, lesson: Lesson, step: Step, state: State, context: Context) -> Turn | None:
    """An answer to a check in words, or what a real task was used for."""
    bookmark = state.bookmark
    assert bookmark is not None
    match step:
        case Check() if bookmark.is_answered:
            return None
        case Check(kind=CheckKind.SHORT):
            return _answer(lesson, step, judge_words(step, text), state, context, text=text)
        case Check() if state.menu is not None and any(choice.is_answer for choice in state.menu.choices):
            picks = read_picks(step, text, screens.answers(step, replace(bookmark, picked=()), state))
            return _pick(lesson, step, picks, state, context) if picks else None
        case Do() if bookmark.is_evidence_asked and not bookmark.is_answered:
            return _evidence(lesson, step, text, state, context)
        case _:
            return None


def _in_place(bookmark: Bookmark, *, is_tap: bool) -> str | None:
    return screens.key_of(bookmark) if is_tap else None


def _pick(
    lesson: Lesson,
    check: Check,
    picks: tuple[OptionId, ...],
    state: State,
    context: Context,
    *,
    is_tap: bool = False,
) -> Turn:
    """One option more, or a whole answer: single picks of a check with several are gathered first."""
    bookmark = state.bookmark
    assert bookmark is not None
    if check.kind not in SEVERAL or len(picks) > 1:
        return _answer(lesson, check, judge(check, picks), state, context, is_tap=is_tap)
    option = picks[0]
    picked = tuple(each for each in bookmark.picked if each != option)
    picked = picked if option in bookmark.picked else (*picked, option)
    if check.kind is CheckKind.ORDER and len(picked) == len(check.options):
        return _answer(lesson, check, judge(check, picked), state, context, is_tap=is_tap)
    return Turn(state.moved(replace(bookmark, picked=picked)), replaces=_in_place(bookmark, is_tap=is_tap))


def _hint(check: Check, bookmark: Bookmark, state: State, context: Context) -> Turn:
    """One rung of the ladder, with the question below it."""
    note = say("check.hint_is", state, context) + course.said(check.hints[bookmark.hints], state, context)
    return Turn(state.moved(replace(bookmark, hints=bookmark.hints + 1)), note=note)


def _give(lesson: Lesson, check: Check, state: State, context: Context) -> Turn:
    """The answer for whoever asks for it: nothing was tried, so nothing is recorded."""
    bookmark = state.bookmark
    assert bookmark is not None
    after = state.moved(replace(bookmark, is_answered=True))
    words = _words(check, (), is_right=False, is_over=True, state=state, context=context)
    return Turn(after, message=_feedback(lesson, check, words, after, context))


def _answer(
    lesson: Lesson,
    check: Check,
    verdict: Verdict,
    state: State,
    context: Context,
    *,
    text: str | None = None,
    is_tap: bool = False,
) -> Turn:
    """Right: praise and the reason. Not yet: what speaks against it, and another try; after some tries the answer."""
    bookmark = state.bookmark
    assert bookmark is not None
    tries = bookmark.tries + 1
    score = 1.0 / tries if verdict.is_right else 0.0
    masked = privacy.mask(text) if text is not None else None
    attempt = RecordAttempt(lesson.id, lesson.version, check.id, score, masked)
    is_over = verdict.is_right or tries >= context.limits.check_tries
    is_helped = not is_over and tries > 1 and bookmark.hints < len(check.hints)
    hints = bookmark.hints + is_helped
    tried = replace(bookmark, tries=tries, hints=hints, picked=(), is_answered=is_over)
    after = state.moved(tried)
    feedback = course.said(verdict.feedback, state, context)
    said_so = _words(check, feedback, is_right=verdict.is_right, is_over=is_over, state=state, context=context)
    if is_helped:  # the same feedback twice helps nobody
        said_so += say("check.hint_is", state, context) + course.said(check.hints[bookmark.hints], state, context)
    kept = course.kept(state, attempt)
    message = _feedback(lesson, check, said_so, after, context)
    if is_over:
        return Turn(after, kept, message=message)
    # Buttons of before are old from now on, so the question stands with the new ones.
    again = screens.screen(lesson, check, tried, after, context).text
    message = replace(message, text=said_so + again)
    return Turn(after, kept, message=message, replaces=_in_place(tried, is_tap=is_tap))


def _words(check: Check, feedback: Text, *, is_right: bool, is_over: bool, state: State, context: Context) -> Text:
    explanation = course.said(check.explanation, state, context)
    if is_right:
        return say("check.right", state, context) + feedback + explanation
    if is_over:
        return feedback + say("check.given", state, context, answer=_right_answer(check)) + explanation
    missing = say("check.incomplete", state, context) if not feedback else ()
    return feedback + missing + say("check.again", state, context)


def _right_answer(check: Check) -> str:
    if check.kind is CheckKind.SHORT:
        return next(family.phrases[0] for family in check.expected if family.is_right)
    labels = {option.id: option.label for option in check.options}
    right = check.order or tuple(option.id for option in check.options if option.is_right)
    return (" → " if check.kind is CheckKind.ORDER else "; ").join(labels[option] for option in right)


def _feedback(lesson: Lesson, step: Step, text: Text, state: State, context: Context) -> Message:
    assert state.bookmark is not None
    return Message(Kind.FEEDBACK, text, screens.ways_on(step, state.bookmark, state, context))


def _evidence(lesson: Lesson, step: Do, text: str, state: State, context: Context) -> Turn:
    """What the learner used it for, kept in their own words."""
    bookmark = state.bookmark
    assert bookmark is not None
    masked = privacy.mask(text)
    title = course.title_of(lesson, state)
    entry = KeepEntry(EntryKind.EVIDENCE, lesson.id, step.id, title, paragraph(masked))
    attempt = RecordAttempt(lesson.id, lesson.version, step.id, 1.0, masked)
    after = state.moved(replace(bookmark, is_answered=True))
    thanks = say("do.thanks" if state.profile.consent is not None else "do.thanks_visitor", state, context)
    return Turn(after, course.kept(state, attempt, entry), message=_feedback(lesson, step, thanks, after, context))


def _finish(lesson: Lesson, recap: Recap, state: State, context: Context) -> Turn:
    """The card goes into the notebook, and the lesson is done; after the very first one gets to know each other."""
    entry = KeepEntry(EntryKind.CARD, lesson.id, recap.id, recap.title, course.said(recap.text, state, context))
    effects: tuple[Effect, ...] = course.kept(state, FinishLesson(lesson.id, lesson.content_hash), entry)
    is_kept = state.profile.consent is not None
    is_stranger = state.profile.name is None and state.profile.audience is None
    scene = Introducing() if is_kept and is_stranger and not course.finished(context) else AtMenu()
    upcoming = None if is_kept else course.following(lesson.id, state, context)
    bookmark = course.opened(upcoming) if upcoming is not None else None
    after = replace(state, bookmark=bookmark, scene=scene, turn=state.turn + 1)
    key = "lesson.finished" if is_kept else "lesson.finished_visitor"
    return Turn(after, effects, note=say(key, state, context, lesson=course.title_of(lesson, state)))
