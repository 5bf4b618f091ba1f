"""What the schema cannot see: faults between files, and between a lesson and the calendar."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.lessonbank import lint_language, lint_steps
from bot.lessonbank.files import BankFile
from bot.lessonbank.schema import CardPart, ExercisePart, FactsFile, LessonFile, TrackFile, facts_in
from bot.lessonbank.walk import texts


def lint(
    facts: BankFile[FactsFile],
    tracks: Mapping[str, BankFile[TrackFile]],
    lessons: Mapping[tuple[str, str], BankFile[LessonFile]],
    directory: Path,
    today: date,
) -> None:
    """Notes, in each file, what is wrong with it within its bank.

    Args:
        facts: the facts.
        tracks: by folder.
        lessons: by folder and file name without its ending.
        directory: the bank's folder, where images stand.
        today: for what has expired.
    """
    _lint_facts(facts, today)
    known_facts = {part.key: part.valid_until for part in facts.content.facts} if facts.content is not None else {}
    for (_, name), file in lessons.items():
        if file.content is not None:
            _lint_name(file, file.content.id, name)
            _lint_calendar(file, file.content, today)
            _lint_facts_used(file, file.content, known_facts, today)
            _lint_images(file, file.content, directory / Path(file.name).parent)
            lint_steps.lint(file, file.content)
            lint_language.lint(file, file.content)
    _lint_exercises(lessons)
    _lint_prerequisites(lessons)
    for folder, track in tracks.items():
        _lint_track(folder, track, {name: file for (of, name), file in lessons.items() if of == folder})
    _lint_lesson_names(lessons)


def _lint_name(file: BankFile[LessonFile], own: str, name: str) -> None:
    if own != name:
        file.blame(("id",), f"the id must be the file's name, '{name}'")


def _lint_facts(facts: BankFile[FactsFile], today: date) -> None:
    seen: set[str] = set()
    for position, part in enumerate(facts.content.facts if facts.content is not None else ()):
        path = ("facts", position)
        if part.key in seen:
            facts.blame((*path, "key"), f"the fact '{part.key}' stands here twice")
        seen.add(part.key)
        if part.value is None and not any(part.by_place.values()):
            facts.blame((*path, "value"), "a fact needs a value, here or at some place")
        if part.checked > today:
            facts.blame((*path, "checked"), f"{part.checked} has not come yet")
        if part.valid_until is not None and part.valid_until < today:
            facts.blame((*path, "valid_until"), f"expired on {part.valid_until}: look again, then set a later day")


def _lint_calendar(file: BankFile[LessonFile], lesson: LessonFile, today: date) -> None:
    if lesson.valid_until is not None and lesson.valid_until < today:
        file.blame(
            ("valid_until",), f"the lesson expired on {lesson.valid_until}: look through it, then set a later day"
        )
    for position, source in enumerate(lesson.sources):
        path = ("sources", position)
        if source.checked > today:
            file.blame((*path, "checked"), f"{source.checked} has not come yet")
        if source.valid_until is not None and source.valid_until < today:
            file.blame((*path, "valid_until"), f"the source expired on {source.valid_until}: look again")


def _lint_facts_used(
    file: BankFile[LessonFile], lesson: LessonFile, known: Mapping[str, date | None], today: date
) -> None:
    for path, text in texts(lesson):
        for key in facts_in(text):
            line = text[: text.index(f"{{fact:{key}}}")].count("\n")
            if key not in known:
                file.blame(path, f"facts.yaml has no fact '{key}'", line)
            elif (until := known[key]) is not None and until < today:
                file.blame(path, f"the fact '{key}' expired on {until}: see facts.yaml", line)


def _lint_images(file: BankFile[LessonFile], lesson: LessonFile, folder: Path) -> None:
    for position, step in enumerate(lesson.steps):
        if isinstance(step, CardPart) and step.image is not None:
            path = ("steps", position, "image", "path")
            picture = folder / step.image.path
            if ".." in Path(step.image.path).parts or Path(step.image.path).is_absolute():
                file.blame(path, "a picture stands in the lesson's own folder or below it")
            elif not picture.is_file():
                file.blame(path, f"there is no picture '{step.image.path}' beside the lesson")


def _lint_exercises(lessons: Mapping[tuple[str, str], BankFile[LessonFile]]) -> None:
    seen: dict[str, str] = {}
    for file in lessons.values():
        for position, step in enumerate(file.content.steps if file.content is not None else ()):
            if isinstance(step, ExercisePart):
                first = seen.setdefault(step.exercise, f"{file.name}#{step.id}")
                if first != f"{file.name}#{step.id}":
                    path = ("steps", position, "exercise")
                    file.blame(path, f"the exercise '{step.exercise}' stands in {first.partition('#')[0]} already")


def _lint_prerequisites(lessons: Mapping[tuple[str, str], BankFile[LessonFile]]) -> None:
    names = {name for _, name in lessons}
    needs = {
        file.content.id: tuple(each for each in file.content.prerequisites if each in names)
        for file in lessons.values()
        if file.content is not None
    }
    for file in lessons.values():
        for position, needed in enumerate(file.content.prerequisites if file.content is not None else ()):
            if needed not in names:
                file.blame(("prerequisites", position), f"there is no lesson '{needed}'")
        if file.content is not None and _needs_itself(file.content.id, needs):
            file.blame(("prerequisites",), "the lesson needs itself, by way of others: break the circle")


def _needs_itself(lesson: str, needs: Mapping[str, tuple[str, ...]]) -> bool:
    reached: set[str] = set()
    waiting = list(needs[lesson])
    while waiting:
        each = waiting.pop()
        if each not in reached:
            reached.add(each)
            waiting.extend(needs.get(each, ()))
    return lesson in reached


def _lint_track(folder: str, track: BankFile[TrackFile], lessons: Mapping[str, BankFile[LessonFile]]) -> None:
    if track.content is None:
        return
    if track.content.id != folder:
        track.blame(("id",), f"the id must be the folder's name, '{folder}'")
    for position, name in enumerate(track.content.lessons):
        path = ("lessons", position)
        if name not in lessons:
            track.blame(path, f"there is no file '{name}.yaml' in this folder")
        if name in track.content.lessons[:position]:
            track.blame(path, f"the lesson '{name}' stands here twice")
    for name, file in lessons.items():
        if name not in track.content.lessons:
            file.blame((), f"no track teaches it: add '- {name}' to the lessons of {track.name}")


def _lint_lesson_names(lessons: Mapping[tuple[str, str], BankFile[LessonFile]]) -> None:
    seen: dict[str, str] = {}
    for (_, name), file in lessons.items():
        if name in seen:
            file.blame(("id",), f"{seen[name]} is called so already: an id is unique over the whole bank")
        seen.setdefault(name, file.name)
