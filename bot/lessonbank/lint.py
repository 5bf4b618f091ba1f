"""What the schema cannot see: faults between files, within steps, in the language, and against the calendar."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.lessonbank import holidays, lint_answers, lint_language, lint_lesson, lint_steps, triage
from bot.lessonbank.faults import Path as Place
from bot.lessonbank.files import BankFile
from bot.lessonbank.folder import Files
from bot.lessonbank.lint_bank import lint_bank
from bot.lessonbank.schema import (
    CardPart,
    FactPart,
    FactsFile,
    GlossaryFile,
    LessonFile,
    SourcePart,
    StepPart,
    TrackFile,
    facts_in,
)
from bot.lessonbank.walk import Passage, Sort, Steps, shown, strings, texts
from bot.model.triage import Triage

AnyFile = BankFile[LessonFile] | BankFile[TrackFile] | BankFile[FactsFile] | BankFile[GlossaryFile]

_STEP: TypeAdapter[StepPart] = TypeAdapter(StepPart)


def lint(files: Files, directory: Path, today: date, rules: Triage) -> None:
    """Notes, in each file, what is wrong with it within its bank.

    Args:
        files: the bank's files as read.
        directory: the bank's folder, where images stand.
        today: for what has expired.
        rules: those of triage, as built, to be tried out where they are the bank's own.
    """
    facts = {part.key: part for part in files.facts.content.facts} if files.facts.content is not None else None
    _lint_facts(files.facts, today)
    _lint_unwritten(files.facts)
    longest = {key: _longest(part) for key, part in (facts or {}).items()}
    for file in files.lessons.values():
        steps = _steps(file)
        _lint_unwritten(file)
        _lint_facts_used(file, steps, facts, today)
        _lint_images(file, steps, directory / Path(file.name).parent)
        lint_steps.lint(file, steps, longest)
        if file.content is not None:
            _lint_calendar(file, file.content, today)
    for track in files.tracks.values():
        _lint_unwritten(track)
    if files.triage is not None:
        triage.lint(files.triage, rules)
    if files.holidays is not None:
        holidays.lint(files.holidays, today)
    lint_bank(files)


def lint_wording(files: Files) -> None:
    """Notes, in each file, what reads badly or comes too early; its author is to mend it, and no fault is fatal."""
    for file in files.lessons.values():
        steps = _steps(file)
        lint_lesson.lint(file)
        _lint_language(file, (*_lesson_lines(file), *texts(steps.items()), *shown(steps.items())))
    for track in files.tracks.values():
        _lint_language(track, _track_lines(track))
    lint_lesson.lint_terms(files)


def try_out(files: Files, today: date) -> None:
    """Notes, in each lesson, which prompts are judged otherwise than they should be, and no fault is fatal.

    How they are judged may change with the program: that is for their authors to mend.

    Args:
        files: the bank's files as read.
        today: for what was recorded.
    """
    for file in files.lessons.values():
        steps = _steps(file)
        lint_steps.try_out(file, steps)
        lint_answers.try_out(file, steps, today)


def _steps(file: BankFile[LessonFile]) -> Steps:
    """A lesson's steps; of one that does not fit the schema those that do, so that all faults are told at once."""
    if file.content is not None:
        return dict(enumerate(file.content.steps))
    match file.document.value:
        case {"steps": [*values]}:
            return {position: step for position, value in enumerate(values) for step in _fitting(value)}
        case _:
            return {}


def _fitting(value: object) -> Iterator[StepPart]:
    try:
        yield _STEP.validate_json(json.dumps(value))
    except ValidationError:
        return


def _lint_unwritten(file: AnyFile) -> None:
    for path, text in strings(file.document.value):
        if lint_steps.UNWRITTEN in text:
            file.blame(path, f"still to be written: put your words in the place of {lint_steps.UNWRITTEN}…›")


def _lesson_lines(file: BankFile[LessonFile]) -> Iterator[Passage]:
    if file.content is not None:
        yield Passage(("titles", "vi"), file.content.titles.vi, Sort.SHOWN)
        yield Passage(("objective",), file.content.objective, Sort.SHOWN)


def _track_lines(file: BankFile[TrackFile]) -> Iterator[Passage]:
    if file.content is not None:
        yield Passage(("titles", "vi"), file.content.titles.vi, Sort.SHOWN)
        yield Passage(("intro",), file.content.intro)


def _lint_language(file: AnyFile, passages: Iterable[Passage]) -> None:
    def blame(passage: Passage, message: str, line: int) -> None:
        file.blame(passage.path, message, line, is_fatal=False)

    lint_language.lint(passages, blame)


def _longest(fact: FactPart) -> str:
    return max((value or "" for value in (fact.value, *fact.by_place.values())), key=len)


def _lint_facts(file: BankFile[FactsFile], today: date) -> None:
    seen: set[str] = set()
    for position, part in enumerate(file.content.facts if file.content is not None else ()):
        path = ("facts", position)
        if part.key in seen:
            file.blame((*path, "key"), f"the fact '{part.key}' stands here twice")
        seen.add(part.key)
        if not _longest(part):
            file.blame((*path, "value"), "a fact needs a value, here or at some place")
        _lint_days(file, path, part, today)


def _lint_calendar(file: BankFile[LessonFile], lesson: LessonFile, today: date) -> None:
    if lesson.valid_until is not None and lesson.valid_until < today:
        message = f"the lesson expired on {lesson.valid_until}: look through it, then set a later day"
        file.blame(("valid_until",), message, is_fatal=False)
    for position, source in enumerate(lesson.sources):
        _lint_days(file, ("sources", position), source, today)


def _lint_days(file: AnyFile, path: Place, part: SourcePart | FactPart, today: date) -> None:
    if part.checked > today:
        file.blame((*path, "checked"), f"{part.checked} has not come yet", is_fatal=False)
    if part.valid_until is not None and part.valid_until < today:
        message = f"expired on {part.valid_until}: look again, then set a later day"
        file.blame((*path, "valid_until"), message, is_fatal=False)


def _lint_facts_used(
    file: BankFile[LessonFile], steps: Steps, facts: Mapping[str, FactPart] | None, today: date
) -> None:
    """Facts that nobody could read are no reason to blame the lessons that use them."""
    for said in texts(steps.items()) if facts is not None else ():
        for key in facts_in(said.text):
            line = said.text.count("\n", 0, said.text.index(f"{{fact:{key}}}"))
            fact = facts.get(key) if facts is not None else None
            if fact is None:
                file.blame(said.path, f"facts.yaml has no fact '{key}'", line)
            elif fact.valid_until is not None and fact.valid_until < today:
                message = f"the fact '{key}' expired on {fact.valid_until}, which hides this lesson: see facts.yaml"
                file.blame(said.path, message, line, is_fatal=False)


def _lint_images(file: BankFile[LessonFile], steps: Steps, folder: Path) -> None:
    for position, step in steps.items():
        if isinstance(step, CardPart) and step.image is not None:
            path = ("steps", position, "image", "path")
            picture = folder / step.image.path
            if ".." in Path(step.image.path).parts or Path(step.image.path).is_absolute():
                file.blame(path, "a picture stands in the lesson's own folder or below it")
            elif not picture.is_file():
                file.blame(path, f"there is no picture '{step.image.path}' beside the lesson")
