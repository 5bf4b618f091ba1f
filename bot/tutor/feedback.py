"""What a learner is told about a prompt: what is good in their own words, one next step, and how it could read."""

from collections.abc import Iterable, Iterator

from bot.model.attempt import LEVELS, Criterion, Flag, Grade, Level, PrivacyKind
from bot.model.dialogue import State
from bot.model.ids import FactKey
from bot.model.lesson import Exercise
from bot.model.text import Items, Plain, Preformatted, Text
from bot.tutor import privacy, rubric, tricks
from bot.tutor.context import Context
from bot.tutor.evidence import evidence
from bot.tutor.phrases import Phrases, Voice, voice_for
from bot.tutor.reading import told_apart
from bot.tutor.rubric import CLEAR_FROM
from bot.tutor.speech import say

TOOLS = FactKey("ung-dung-ai")
"""The fact that names what a prompt can be given to."""
LONGEST_VERSION = 1_500
"""Characters; a longer text is not shown once more only to have a clause at its end."""
BLANK = "[…]"
"""What only the learner knows."""
_CLEAR = max(LEVELS)
_STARS = ("☆☆", "★☆", "★★")
_SECRETS = frozenset({PrivacyKind.PASSWORD, PrivacyKind.OTP})
"""What is left out of a prompt; for every other kind a placeholder does."""
_ENDS = (".", "!", "?", "…", ":", ";")


def feedback(exercise: Exercise, grade: Grade, masked: str, state: State, context: Context) -> Text:
    """One praise, how each part stands, one next step, and the text improved by it; never a number, never blame.

    From 8 points up a prompt is called clear, and whatever is left is only offered. What is off the topic, stuffed or
    copied has no parts to speak of: it gets its one sentence. What has none of the parts is no prompt to be bettered.

    Args:
        exercise: what was asked for.
        grade: the judgement.
        masked: the attempt without personal data.
        state: who it was.
        context: the phrases, and the fact that names the tools.
    """
    phrases, voice, others = context.phrases, voice_for(state.profile), tuple(context.catalog.exercises())
    words = flagged(grade, masked, phrases, voice)
    if is_flagged_only(grade):
        return words
    words += praise(exercise, grade, masked, phrases, voice)
    words += (Items(tuple((Plain(part),) for part in _parts(exercise, grade, phrases, voice))),)
    step = rubric.next_step(grade, exercise.weights)
    if step is None:
        words += say("exercise.clear", state, context)
    elif grade.overall >= CLEAR_FROM and not grade.flags:
        words += say("exercise.nearly", state, context)
    words += next_words(exercise, grade, masked, phrases, voice, others)
    is_secret = step is Criterion.PRIVACY and _has_secret(grade)
    is_empty = step not in {Criterion.TASK, Criterion.PRIVACY} and not any(
        level for criterion, level in grade.levels.items() if criterion is not Criterion.PRIVACY
    )
    is_alone = grade.flags or is_secret or is_empty or is_elsewhere(exercise, grade, masked, others)
    return words if is_alone else words + _version(step, masked, state, context)


def flagged(grade: Grade, masked: str, phrases: Phrases, voice: Voice) -> Text:
    """What is said of each flag, up to one that leaves nothing else to say; empty without any."""
    words: Text = ()
    for flag in grade.flags:
        name = str(flag)
        if flag is Flag.STUFFING and tricks.META.search(told_apart(masked)) is None:
            name = "words"
        elif flag is Flag.OFF_TOPIC and not any(map(str.isalpha, masked)):
            name = "wordless"
        words += phrases.say(f"exercise.flag.{name}", voice)
        if flag is not Flag.INJECTION:
            break
    return words


def is_flagged_only(grade: Grade) -> bool:
    """Whether the text is off the topic, stuffed or copied, so that there are no parts to speak of."""
    return any(flag is not Flag.INJECTION for flag in grade.flags)


def praise(exercise: Exercise, grade: Grade, masked: str, phrases: Phrases, voice: Voice) -> Text:
    """One thing that is good, in the learner's own words where they can be found; empty where there is nothing."""
    praised = rubric.best(grade, exercise.weights) if masked.strip() else None
    if praised is None:
        return ()
    is_clear = grade.levels[praised] == _CLEAR
    span = evidence(exercise, masked).get(praised)
    if span is None:
        return phrases.say(f"exercise.praise.{praised}" if is_clear else "exercise.begun", voice)
    if any(masked[slice(*span)].find(each) >= 0 for each in privacy.PLACEHOLDERS.values()):
        return phrases.say(f"exercise.praise.{praised}" if is_clear else "exercise.begun", voice)
    quote = masked[slice(*span)] + ("…" if masked[span[1] :].startswith(" ") else "")
    return phrases.say(f"exercise.quoted.{praised}" if is_clear else "exercise.begun_at", voice, words=quote)


def _parts(exercise: Exercise, grade: Grade, phrases: Phrases, voice: Voice) -> Iterator[str]:
    """How each weighed part stands, in stars and in words."""
    for criterion in Criterion:
        if criterion in exercise.weights and criterion in grade.levels:
            level = grade.levels[criterion]
            part = phrases.line(f"exercise.part.{criterion}", voice)
            stands = phrases.line(f"exercise.level.{_standing(criterion, level)}", voice)
            yield phrases.line("exercise.part", voice, stars=_STARS[level], part=part, standing=stands.lower())


def _standing(criterion: Criterion, level: Level) -> str:
    if criterion is Criterion.PRIVACY:
        return "private" if level == _CLEAR else "leaked"
    return str(level)


def is_elsewhere(exercise: Exercise, grade: Grade, masked: str, others: Iterable[Exercise] = ()) -> bool:
    """Whether the next step is to ask for what the exercise is about; without a task nothing else is worth a word."""
    step = rubric.next_step(grade, exercise.weights)
    is_nothing = step not in {None, Criterion.PRIVACY} and grade.levels.get(Criterion.TASK) == 0
    return (step is Criterion.TASK or is_nothing) and rubric.is_elsewhere(exercise, masked, others)


def next_words(
    exercise: Exercise, grade: Grade, masked: str, phrases: Phrases, voice: Voice, others: Iterable[Exercise] = ()
) -> Text:
    """The one next step in words; empty where none is left. `others` are the exercises by which it was graded."""
    step = rubric.next_step(grade, exercise.weights)
    if step is None:
        return ()
    if step is Criterion.PRIVACY:
        found = dict.fromkeys(privacy.PLACEHOLDERS[each.kind] for each in grade.violations if each.kind not in _SECRETS)
        placeholders = ", ".join(found)
        if not _has_secret(grade):
            return phrases.say("exercise.next.privacy", voice, placeholders=placeholders)
        rest = phrases.say("exercise.next.rest", voice, placeholders=placeholders) if found else ()
        return phrases.say("exercise.next.secret", voice) + rest
    if is_elsewhere(exercise, grade, masked, others):
        return phrases.say("exercise.topic", voice)
    is_begun = step is Criterion.AUDIENCE and grade.levels[step] > 0
    return phrases.say("exercise.more.audience" if is_begun else f"exercise.next.{step}", voice)


def _has_secret(grade: Grade) -> bool:
    return any(violation.kind in _SECRETS for violation in grade.violations)


def improved(step: Criterion | None, masked: str, phrases: Phrases, voice: Voice) -> str:
    """The learner's own text with one clause for the next step, and `[…]` for what only they know; empty if it is.

    Args:
        step: the criterion to work on next, None where none is left.
        masked: the text without personal data; for the step of privacy that is all there is to better.
        phrases: the clauses.
        voice: in which language.
    """
    if not masked.strip():
        return ""
    if step is None or step is Criterion.PRIVACY:
        return masked
    clause = phrases.line(f"exercise.insert.{step}", voice)
    if step is Criterion.TASK:
        return f"{clause} {masked}"
    return f"{masked}{'' if masked.endswith(_ENDS) else '.'} {clause}"


def _version(step: Criterion | None, masked: str, state: State, context: Context) -> Text:
    """The text to be copied, alone in its block, between what it is and where it can go."""
    if len(masked) > LONGEST_VERSION:
        return ()
    better = improved(step, masked, context.phrases, voice_for(state.profile))
    own = "exercise.masked_is" if step is Criterion.PRIVACY else "exercise.better_is"
    shown = (*say("exercise.own_is" if step is None else own, state, context), Preformatted(better))
    return shown + where_to(better, state, context)


def where_to(prompt: str, state: State, context: Context) -> Text:
    """Where a prompt that is shown can be copied to; empty where no tool is known today."""
    fact = context.catalog.facts.get(TOOLS)
    tools = fact.at(state.profile.place, context.today) if fact is not None else None
    if tools is None:
        return ()
    return say("exercise.tools_fill" if BLANK in prompt else "exercise.tools", state, context, tools=tools)
