"""A lesson as its learner reads it, with the answer key and every feedback: for the author, and for a teacher."""

from collections.abc import Callable, Iterator
from datetime import date

from bot.model.learner import FormOfAddress
from bot.model.lesson import Card, Catalog, Check, CheckKind, Do, Exercise, Lesson, Recap, Starter, Step
from bot.model.text import Text, map_strings, plain
from bot.tutor import rubric
from bot.tutor.phrases import addressed


def read_aloud(lesson: Lesson, catalog: Catalog, address: FormOfAddress, place: str | None, today: date) -> str:
    """Every word of a lesson as one text.

    Args:
        lesson: the lesson.
        catalog: holds the facts.
        address: how the learner is addressed.
        place: where the learner lives, or None.
        today: for facts that expire.
    """

    def fill(source: str) -> str:
        for key, fact in catalog.facts.items():
            source = source.replace(f"{{fact:{key}}}", fact.at(place, today) or f"‹no fact '{key}' here›")
        return addressed(source, address)

    def said(text: Text) -> str:
        return plain(map_strings(text, fill))

    title = f"{lesson.titles['vi']} ({lesson.id}, version {lesson.version})"
    blocks = [title, lesson.objective]
    for number, step in enumerate(lesson.steps, start=1):
        head = f"── {number}. {type(step).__name__.lower()} {step.id} ──"
        blocks.append("\n\n".join((head, *(_told(step, said)))))
    return "\n\n".join(blocks)


def _told(step: Step, said: Callable[[Text], str]) -> Iterator[str]:
    match step:
        case Card(text=text, image=image):
            yield said(text)
            if image is not None:
                yield f"[{image.path}: {image.text_twin}]"
        case Check():
            yield from _check(step, said)
        case Exercise(instruction=instruction, sample=sample):
            yield said(instruction)
            yield f"mẫu: {sample}"
            for starter in step.starters:
                yield "\n".join((f"mở đầu: {starter.begin}", *_endings(step, starter)))
            if step.answers is not None:
                for each in (step.answers.before, step.answers.after):
                    yield f"AI trả lời câu “{each.prompt}”:\n{each.answer}"
        case Do(task=task, evidence_question=question):
            yield said(task)
            yield said(question)
        case Recap(title=title, text=text):
            yield title
            yield said(text)


def _endings(exercise: Exercise, starter: Starter) -> Iterator[str]:
    """Each ending, with what the whole sentence is worth."""
    for letter, ending in zip("ABCD", starter.endings, strict=False):
        overall = rubric.grade(exercise, f"{starter.begin} {ending}").overall
        yield f"  {letter}. {ending} ({overall:g}/10)"


def _check(check: Check, said: Callable[[Text], str]) -> Iterator[str]:
    yield said(check.question)
    for letter, option in zip("ABCDEF", check.options, strict=False):
        mark = "" if check.kind is CheckKind.ORDER else "✓ " if option.is_right else "  "
        why = f"\n     → {said(option.feedback)}" if option.feedback else ""
        yield f"{mark}{letter}. {option.label}{why}"
    if check.order:
        labels = {option.id: option.label for option in check.options}
        yield "✓ " + " → ".join(labels[option] for option in check.order)
        yield f"     → {said(check.order_feedback)}"
    for family in check.expected:
        why = f"\n     → {said(family.feedback)}" if family.feedback else ""
        yield f"{'✓' if family.is_right else ' '} {' / '.join(family.phrases)}{why}"
    if check.otherwise:
        yield f"  …\n     → {said(check.otherwise)}"
    for hint in check.hints:
        yield f"gợi ý: {said(hint)}"
    yield f"giải thích: {said(check.explanation)}"
