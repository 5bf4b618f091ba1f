"""What a bank teaches, to whom, by which criteria and for which frameworks: tables for whoever plans and answers."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.lessonbank.folder import Files, read_files
from bot.lessonbank.frameworks import FRAMEWORKS
from bot.lessonbank.schema import ExercisePart, LessonFile, TrackFile
from bot.model.attempt import Criterion
from bot.model.lesson import Audience


def report(directory: Path) -> str:
    """The tables as Markdown; what cannot be read is left out.

    Args:
        directory: the bank's folder.
    """
    files = read_files(directory)
    tracks = sorted(
        (track.content for track in files.tracks.values() if track.content is not None),
        key=lambda track: (track.position, track.id),
    )
    taught = [(track, lesson) for track in tracks for lesson in _lessons(files, track)]
    minutes = sum(lesson.minutes for _, lesson in taught)
    return "\n".join(
        (
            f"{len(taught)} lessons of {len(tracks)} tracks, {minutes} minutes.",
            "\n## By track\n",
            *_table(("Lesson", "Title", "Level", "Minutes", "Audience", "Exercise weighs"), _rows(tracks, files)),
            "\n## By audience\n",
            *_table(("Audience", "Lessons", "Minutes", "Tracks"), _by_audience(taught)),
            "\n## By criterion\n",
            *_table(("Criterion", "Exercises", "Where it weighs most"), _by_criterion(taught)),
            "\n## By framework\n",
            *_table(("Framework", "Part of it", "Lessons", "Tracks"), _by_framework(taught)),
        )
    )


Taught = Sequence[tuple[TrackFile, LessonFile]]


def _lessons(files: Files, track: TrackFile) -> Iterator[LessonFile]:
    for name in track.lessons:
        file = files.lessons.get((track.id, name))
        if file is not None and file.content is not None:
            yield file.content


def _exercises(lesson: LessonFile) -> list[ExercisePart]:
    return [step for step in lesson.steps if isinstance(step, ExercisePart)]


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def _rows(tracks: Sequence[TrackFile], files: Files) -> Iterator[Sequence[object]]:
    for track in tracks:
        yield (
            f"**{track.id}**",
            f"**{track.titles.vi}**",
            "",
            sum(each.minutes for each in _lessons(files, track)),
            "",
            "",
        )
        for lesson in _lessons(files, track):
            weights = [exercise.weights for exercise in _exercises(lesson)]
            weighed = "; ".join(
                ", ".join(f"{criterion} {weight:g}" for criterion, weight in each.items()) for each in weights
            )
            yield (
                f"`{lesson.id}`",
                lesson.titles.vi,
                lesson.level,
                lesson.minutes,
                ", ".join(lesson.audience),
                weighed or "a real task",
            )


def _by_audience(taught: Taught) -> Iterator[Sequence[object]]:
    for audience in Audience:
        own = [(track, lesson) for track, lesson in taught if audience in lesson.audience]
        yield audience, len(own), sum(lesson.minutes for _, lesson in own), _names(own)


def _by_criterion(taught: Taught) -> Iterator[Sequence[object]]:
    for criterion in Criterion:
        own = [
            (exercise.weights[criterion], lesson.id)
            for _, lesson in taught
            for exercise in _exercises(lesson)
            if criterion in exercise.weights
        ]
        most = max((weight for weight, _ in own), default=0)
        where = ", ".join(f"`{name}`" for weight, name in own if weight == most)
        yield criterion, len(own), where if most > 1 else ""


def _by_framework(taught: Taught) -> Iterator[Sequence[object]]:
    for mark, (framework, part) in FRAMEWORKS.items():
        own = [(track, lesson) for track, lesson in taught if mark in track.frameworks]
        yield framework, part, len(own), _names(own)


def _names(taught: Taught) -> str:
    return ", ".join(dict.fromkeys(f"`{track.id}`" for track, _ in taught))
