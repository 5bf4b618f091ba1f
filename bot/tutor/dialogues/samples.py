"""Prompts to copy: the samples of all lessons that are open, and those that the learner kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.model.dialogue import State
from bot.model.ids import ChoiceId
from bot.model.learner import EntryKind
from bot.model.lesson import Exercise, Lesson, Track
from bot.model.message import Choice, Kind, Message
from bot.model.text import Paragraph, Preformatted, Strong, plain
from bot.tutor import course
from bot.tutor.choices import PlainChoice, plain_choice, read_page
from bot.tutor.context import Context, Turn
from bot.tutor.feedback import where_to
from bot.tutor.fold import fold, has_phrase, words
from bot.tutor.privacy import mask
from bot.tutor.speech import line, offer, say, way

DIALOGUE = "p"
PAGE = 6
"""Prompts on one page of the list: few enough to read aloud."""
QUERY_BYTES = 40
"""What fits into a choice id beside the page; more words find no more."""


@dataclass(frozen=True, slots=True)
class _Sample:
    """A prompt: `name` is its choice's argument, `found_by` all that it is looked for by, folded."""

    name: str
    label: str
    prompt: str
    found_by: str
    lesson: Lesson | None


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """A page of the list, or one prompt."""
    match choice.what:
        case "list":
            page, _, query = choice.argument.partition(":")
            return Turn(state, message=contents(query, state, context, read_page(page)))
        case "show":
            return Turn(state, message=_shown(choice.argument, state, context))
        case _:
            return None


def contents(query: str, state: State, context: Context, page: int = 0) -> Message:
    """A page of the prompts that have all words of the query: those in a row first, then by where they stand.

    Within each of these one's own come first.

    Args:
        query: what to look for, in any writing: a thing, a job, the name of a track; empty for all.
        state: whose they are.
        context: the bank and the notebook.
        page: from 0; the first for one that there is not.
    """
    wanted = _cut(fold(query))
    fitting = (each for each in _samples(state, context) if _has(each.found_by, wanted))
    found = sorted(fitting, key=lambda each: (not has_phrase(each.found_by, wanted), _rank(each, wanted)))
    back = _back(state, context)
    if not found:
        everything = way(DIALOGUE, "list", "samples.all", state, context)
        return Message(Kind.NOTICE, say("samples.none", state, context, query=mask(query)), (everything, back))
    page = page if page * PAGE < len(found) else 0
    choices = [
        Choice(plain_choice(DIALOGUE, "show", each.name), each.label) for each in found[page * PAGE : (page + 1) * PAGE]
    ]
    if (page + 1) * PAGE < len(found):
        choices.append(offer(_page(page + 1, wanted), "menu.more", state, context))
    return Message(Kind.MENU, say("samples.title", state, context, count=len(found)), (*choices, back))


def _page(page: int, wanted: str) -> ChoiceId:
    return plain_choice(DIALOGUE, "list", f"{page}:{wanted}" if wanted else str(page))


def _cut(folded: str) -> str:
    return folded.encode()[:QUERY_BYTES].decode(errors="ignore").strip()


def _has(folded: str, wanted: str) -> bool:
    return all(has_phrase(folded, word) for word in words(wanted))


def _rank(sample: _Sample, wanted: str) -> int:
    """How far from its title a sample has the words: 0 in it, 1 in the prompt, 2 in a track's name or a job."""
    return next((rank for rank, text in enumerate((sample.label, sample.prompt)) if _has(fold(text), wanted)), 2)


def _samples(state: State, context: Context) -> Iterator[_Sample]:
    """One's own, the newest first; then those of the bank, those for people like the learner first."""
    for entry in reversed(context.facts.notebook):
        if entry.kind is EntryKind.PROMPT:
            label = line("notebook.prompt", state, context, title=entry.title)
            prompt = plain(entry.text)
            known = fold(f"{label} {prompt}")
            lesson = context.catalog.lessons.get(entry.lesson)
            yield _Sample(f"own:{entry.lesson}:{entry.step}", label, prompt, known, lesson)
    of_bank = [each for track in context.catalog.tracks for each in _of_track(track, state, context)]
    yield from sorted(of_bank, key=lambda each: not _is_for(each.lesson, state))


def _is_for(lesson: Lesson | None, state: State) -> bool:
    return lesson is not None and state.profile.audience in lesson.audience


def _of_track(track: Track, state: State, context: Context) -> Iterator[_Sample]:
    for lesson in course.open_lessons(track, state, context):
        title = course.title_of(lesson, state)
        jobs = (line(f"introduction.audience.{each}", state, context) for each in lesson.audience)
        for step in lesson.steps:
            if isinstance(step, Exercise):
                known = (title, course.title_of(track, state), step.sample, *step.products, *jobs)
                yield _Sample(step.exercise, title, step.sample, _folded(known), lesson)


def _folded(parts: Iterable[str]) -> str:
    return fold(" \n ".join(parts))


def _shown(name: str, state: State, context: Context) -> Message:
    """One prompt to be copied, and the lesson that teaches it."""
    others, back = way(DIALOGUE, "list", "samples.all", state, context), _back(state, context)
    found = next((each for each in _samples(state, context) if each.name == name), None)
    if found is None:
        return Message(Kind.NOTICE, say("samples.gone", state, context), (others, back))
    lesson = found.lesson
    is_open = lesson is not None and course.is_open(lesson, state, context)
    learn = (
        (offer(plain_choice("m", "lesson", lesson.id), "samples.learn", state, context),) if lesson and is_open else ()
    )
    text = (Paragraph((Strong(found.label),)), Preformatted(found.prompt))
    return Message(Kind.RECAP, text + where_to(found.prompt, state, context), (*learn, others, back))


def _back(state: State, context: Context) -> Choice:
    what = "continue" if state.bookmark is not None else "menu"
    return way("m", what, f"menu.{what}", state, context)
