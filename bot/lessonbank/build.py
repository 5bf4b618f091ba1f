"""Builds the tutor's nouns out of files that fit the schema."""

from typing import assert_never

from bot.lessonbank import schema
from bot.lessonbank.schema import facts_in
from bot.lessonbank.walk import texts
from bot.model.ids import ContentHash, ExerciseId, FactKey, LessonId, OptionId, StepId, TrackId
from bot.model.lesson import (
    Answered,
    Answers,
    Card,
    Check,
    CheckKind,
    Do,
    Exercise,
    Expected,
    Fact,
    Lesson,
    Option,
    Recap,
    Source,
    Starter,
    Step,
    Track,
)
from bot.model.markup import parse
from bot.model.message import Image
from bot.model.text import Text

TRUE, FALSE = (OptionId("dung"), "Đúng"), (OptionId("sai"), "Sai")
"""The two options of a sentence that is true or not."""


def lesson(file: schema.LessonFile, track: TrackId) -> Lesson:
    """A lesson without its content hash, which is made from all the rest."""
    return Lesson(
        id=LessonId(file.id),
        track=track,
        version=file.version,
        content_hash=ContentHash(""),
        titles=file.titles.by_language(),
        audience=tuple(file.audience),
        level=file.level,
        minutes=file.minutes,
        objective=file.objective,
        prerequisites=tuple(LessonId(each) for each in file.prerequisites),
        sources=tuple(Source(each.title, each.checked, each.url, each.valid_until) for each in file.sources),
        steps=tuple(_step(each, track) for each in file.steps),
        facts=tuple(sorted({FactKey(key) for said in texts(enumerate(file.steps)) for key in facts_in(said.text)})),
        valid_until=file.valid_until,
    )


def _step(part: schema.StepPart, track: TrackId) -> Step:
    match part:
        case schema.CardPart():
            return Card(StepId(part.id), parse(part.text), _image(part.image, track))
        case schema.ExercisePart():
            return exercise(part)
        case schema.DoPart():
            return Do(StepId(part.id), parse(part.task), parse(part.evidence_question))
        case schema.RecapPart():
            return Recap(StepId(part.id), part.title, parse(part.text))
        case _:
            return _check(part)


def exercise(part: schema.ExercisePart) -> Exercise:
    """An exercise."""
    return Exercise(
        id=StepId(part.id),
        exercise=ExerciseId(part.exercise),
        instruction=parse(part.instruction),
        sample=part.sample,
        weights=dict(part.weights),
        products=tuple(part.products),
        intent_lexicon=tuple(part.intent_lexicon),
        caps={str(name): value for name, value in part.caps.items()},
        starters=tuple(Starter(each.begin, tuple(each.endings)) for each in part.starters),
        answers=_answers(part.answers) if part.answers is not None else None,
        tries=part.tries,
    )


def _answers(part: schema.AnswersPart) -> Answers:
    before, after = (Answered(each.prompt, each.answer) for each in (part.before, part.after))
    return Answers(part.recorded, before, after)


def _image(part: schema.ImagePart | None, track: TrackId) -> Image | None:
    """An author names a picture beside the lesson; the tutor knows it by its place in the bank."""
    return Image(f"{track}/{part.path}", part.text_twin) if part is not None else None


def _check(part: schema.CheckPart) -> Check:
    step, question, explanation = StepId(part.id), parse(part.question), parse(part.explanation)
    hints = tuple(parse(hint) for hint in part.hints)
    match part:
        case schema.SinglePart() | schema.MultiplePart():
            options = tuple(
                Option(OptionId(each.id), each.label, each.right, _said(each.feedback)) for each in part.options
            )
            kind = CheckKind.SINGLE if isinstance(part, schema.SinglePart) else CheckKind.MULTIPLE
            return Check(step, kind, question, explanation, hints, options)
        case schema.TrueFalsePart():
            options = tuple(
                Option(name, label, is_right, () if is_right else _said(part.feedback))
                for (name, label), is_right in ((TRUE, part.answer), (FALSE, not part.answer))
            )
            return Check(step, CheckKind.TRUE_FALSE, question, explanation, hints, options)
        case schema.ShortPart():
            accept = [
                Expected(tuple(each.phrases), is_right=True, feedback=_said(each.feedback)) for each in part.accept
            ]
            near = [Expected(tuple(each.phrases), is_right=False, feedback=_said(each.feedback)) for each in part.near]
            otherwise = _said(part.otherwise)
            return Check(
                step, CheckKind.SHORT, question, explanation, hints, expected=(*accept, *near), otherwise=otherwise
            )
        case schema.OrderPart():
            items = {each.id: Option(OptionId(each.id), each.label, is_right=True, feedback=()) for each in part.items}
            return Check(
                step,
                CheckKind.ORDER,
                question,
                explanation,
                hints,
                options=tuple(items[each] for each in part.shown if each in items),
                order=tuple(OptionId(each.id) for each in part.items),
                order_feedback=_said(part.feedback),
            )
        case _:
            assert_never(part)


def _said(source: str | None) -> Text:
    return parse(source) if source else ()


def track(file: schema.TrackFile) -> Track:
    """A track."""
    return Track(
        TrackId(file.id),
        file.titles.by_language(),
        parse(file.intro),
        tuple(LessonId(each) for each in file.lessons),
        tuple(file.goals),
    )


def fact(part: schema.FactPart) -> Fact:
    """A fact."""
    return Fact(
        key=FactKey(part.key),
        value=part.value,
        source=part.source,
        checked=part.checked,
        owner=part.owner,
        valid_until=part.valid_until,
        by_place=dict(part.by_place),
    )
