"""Plays a whole lesson against the real core, as somebody who knows or who errs, and writes what happens."""

from collections.abc import Iterator

from bot.model.ids import LessonId
from bot.model.lesson import Catalog, Check, CheckKind, Do, Exercise, Recap
from bot.tutor.choices import marks
from bot.tutor.course import place
from bot.tutor.screens import DONE, HINT, KEEP, NEXT
from tests.play import Play, learner
from tests.transcripts.transcript import told

WHO = "bac"
DEED = "Tôi nhờ AI soạn một tin nhắn cho cả xóm"
MOST_TURNS = 120
"""No lesson takes more; one that does goes round in a circle."""


def played(lesson: LessonId, bank: Catalog, *, errs: bool) -> str:
    """One way through a lesson, as a transcript."""
    play = learner(bank=bank)
    lines = [f"# {bank.lessons[lesson].titles['vi']}: {'có vấp, được chỉ lại' if errs else 'đi thẳng một mạch'}"]
    script = _script(play, lesson, errs=errs)
    for turn, what in enumerate(script):
        assert turn < MOST_TURNS, f"{lesson} does not end"
        lines += told(f"{WHO}> {what}", play)
    assert play.rows.progress[lesson].finished_at is not None
    return "\n".join(lines) + "\n"


def _script(play: Play, lesson: LessonId, *, errs: bool) -> Iterator[str]:
    """What the learner does next, by what is before them; what they do is played between two of them."""
    yield f"/hoc {lesson}"
    while True:
        assert play.state.bookmark is not None
        _, step = place(play.state.bookmark, play.context(frozenset()))
        match step:
            case Check():
                yield from _answers(play, step, errs=errs)
                yield _label(play, NEXT)
            case Exercise():
                yield from _prompts(step, errs=errs)
                yield _label(play, NEXT)
            case Do():
                yield _label(play, DONE)
                yield DEED
                yield _label(play, NEXT)
            case Recap():
                yield _label(play, KEEP)
                return
            case _:
                yield _label(play, NEXT)


def _label(play: Play, ending: str) -> str:
    return next(f"[{each.label}]" for each in play.said[-1].choices if each.id.endswith(f":{ending}"))


def _answers(play: Play, check: Check, *, errs: bool) -> Iterator[str]:
    right = [option.label for option in check.options if option.is_right]
    letters = {option.id: mark for option, mark in zip(check.options, marks(play.said[-1].choices), strict=False)}
    match check.kind:
        case CheckKind.SINGLE | CheckKind.TRUE_FALSE:
            if errs:
                yield from (_label(play, HINT) for _ in check.hints[:1])
                yield from (each for each in _wrong(check) if each[1:-1] in play.labels())
            yield from (f"[{each}]" for each in right if each in play.labels())
        case CheckKind.MULTIPLE:
            if errs:
                yield " ".join(letters[option.id] for option in check.options)
                yield " ".join(letters[option.id] for option in check.options if option.is_right).partition(" ")[0]
            yield " ".join(letters[option.id] for option in check.options if option.is_right)
        case CheckKind.ORDER:
            if errs:
                yield " ".join(letters.values())
            yield " ".join(letters[each] for each in check.order)
        case CheckKind.SHORT:
            if errs:
                yield from (family.phrases[0] for family in check.expected if not family.is_right)
                yield "tôi chưa nghĩ ra"
            yield next(family.phrases[0] for family in check.expected if family.is_right)


def _wrong(check: Check) -> Iterator[str]:
    return (f"[{option.label}]" for option in check.options if not option.is_right)


def _prompts(exercise: Exercise, *, errs: bool) -> Iterator[str]:
    if errs:
        yield exercise.answers.before.prompt if exercise.answers is not None else exercise.starters[0].begin
    yield exercise.answers.after.prompt if exercise.answers is not None else exercise.sample
