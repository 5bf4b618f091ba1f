"""Faults between the files of a bank: names, tracks, prerequisites and exercises that do not fit together."""

from collections.abc import Mapping

from bot.lessonbank.files import BankFile
from bot.lessonbank.folder import Files
from bot.lessonbank.lint_steps import repeated
from bot.lessonbank.schema import ExercisePart, LessonFile, TrackFile

Lessons = Mapping[tuple[str, str], BankFile[LessonFile]]


def lint_bank(files: Files) -> None:
    """Notes in each file what does not fit to the others."""
    _lint_names(files.lessons)
    _lint_exercises(files.lessons)
    _lint_prerequisites(files.lessons)
    for folder, track in files.tracks.items():
        _lint_track(folder, track, {name: file for (of, name), file in files.lessons.items() if of == folder})


def _lint_names(lessons: Lessons) -> None:
    seen: dict[str, str] = {}
    for (_, name), file in lessons.items():
        if file.content is not None and file.content.id != name:
            file.blame(("id",), f"the id must be the file's name, '{name}'")
        if name in seen:
            file.blame(("id",), f"{seen[name]} is called so already: an id is unique over the whole bank")
        seen.setdefault(name, file.name)


def _lint_exercises(lessons: Lessons) -> None:
    seen: dict[str, str] = {}
    for file in lessons.values():
        for position, step in enumerate(file.content.steps if file.content is not None else ()):
            if not isinstance(step, ExercisePart):
                continue
            if step.exercise in seen:
                message = f"the exercise '{step.exercise}' stands in {seen[step.exercise]} already"
                file.blame(("steps", position, "exercise"), message)
            seen.setdefault(step.exercise, file.name)


def _lint_prerequisites(lessons: Lessons) -> None:
    names = {name for _, name in lessons}
    needs = {name: file.content.prerequisites for (_, name), file in lessons.items() if file.content is not None}
    for (_, name), file in lessons.items():
        for position, needed in enumerate(needs.get(name, ())):
            if needed not in names:
                file.blame(("prerequisites", position), f"there is no lesson '{needed}'")
        circle = _circle(name, needs)
        if circle:
            file.blame(("prerequisites",), f"the lesson needs itself: {' needs '.join(circle)}; break the circle")


def _circle(lesson: str, needs: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The shortest way by which a lesson needs itself, from it to it; empty where it does not."""
    ways: list[tuple[str, ...]] = [(lesson,)]
    reached: set[str] = set()
    while ways:
        way = ways.pop(0)
        for needed in needs.get(way[-1], ()):
            if needed == lesson:
                return (*way, needed)
            if needed not in reached:
                reached.add(needed)
                ways.append((*way, needed))
    return ()


def _lint_track(folder: str, track: BankFile[TrackFile], lessons: Mapping[str, BankFile[LessonFile]]) -> None:
    if track.content is None:
        return
    if track.content.id != folder:
        track.blame(("id",), f"the id must be the folder's name, '{folder}'")
    for position in repeated(enumerate(track.content.goals)):
        track.blame(("goals", position), f"the goal '{track.content.goals[position]}' stands here twice")
    for position, name in enumerate(track.content.lessons):
        path = ("lessons", position)
        if name not in lessons:
            track.blame(path, f"there is no file '{name}.yaml' in this folder")
        if name in track.content.lessons[:position]:
            track.blame(path, f"the lesson '{name}' stands here twice")
    for name, file in lessons.items():
        if name not in track.content.lessons:
            file.blame((), f"no track teaches it: add '{name}' to the lessons of {track.name}")
