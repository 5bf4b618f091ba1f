"""Lists of a class to print and to fill in by hand: the roster, and who came to a session."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from bot.model.classroom import Classroom
from bot.papers.typesetting import paper
from bot.tutor.phrases import Phrases, Voice

Named = tuple[int, str]
"""A learner's number in the class, and the name by which they are called there."""

MARKS = 3
"""Columns of a roster that are left empty."""
FIRST_PAGE = 16
"""Rows that the first page holds: those that no name needs are for whoever comes to a session unexpected."""
LEAST_SPARE = 4
"""Empty rows behind the names of a session, however many they are."""


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands above it, and its width in millimetres; None takes what the others leave."""

    label: str
    width: float | None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What one sheet tells beside its class; the notes stand below the rows."""

    heading: str
    session: str
    columns: tuple[_Column, ...]
    rows: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def roster(classroom: Classroom, learners: Sequence[Named], phrases: Phrases, voice: Voice) -> bytes:
    """The class with columns to mark, as a PDF of as many A4 pages as it takes; slow, so call it in a thread.

    Args:
        classroom: open or closed.
        learners: in the order in which they are to stand.
        phrases: the words around them.
        voice: in which language.
    """
    marks = tuple(_Column(str(n), 20) for n in range(1, MARKS + 1))
    notes = (phrases.line("sheet.marks", voice), phrases.line("sheet.private", voice))
    heading = phrases.line("sheet.roster", voice)
    return _draw(
        _Sheet(heading, "", _columns(marks, phrases, voice), _rows(learners), notes), classroom, phrases, voice
    )


def attendance(classroom: Classroom, day: date, learners: Sequence[Named], phrases: Phrases, voice: Voice) -> bytes:
    """The sheet that people sign in a session, as `roster`; empty rows behind the names are for whoever else comes.

    Args:
        classroom: open or closed.
        day: when the session is, where the class is.
        learners: in the order in which they are to stand; none gives empty rows alone.
        phrases: the words around them.
        voice: in which language.
    """
    columns = _columns((_Column(phrases.line("sheet.signature", voice), 52),), phrases, voice)
    rows = _rows(learners) + (("", ""),) * max(FIRST_PAGE - len(learners), LEAST_SPARE)
    notes = (phrases.line("sheet.came", voice), phrases.line("sheet.private", voice))
    heading, session = phrases.line("sheet.attendance", voice), phrases.line("sheet.session", voice, day=day)
    return _draw(_Sheet(heading, session, columns, rows, notes), classroom, phrases, voice)


def _columns(rest: tuple[_Column, ...], phrases: Phrases, voice: Voice) -> tuple[_Column, ...]:
    return (_Column(phrases.line("sheet.number", voice), 16), _Column(phrases.line("sheet.name", voice), None), *rest)


def _rows(learners: Sequence[Named]) -> tuple[tuple[str, str], ...]:
    return tuple((str(number), name) for number, name in learners)


def _draw(sheet: _Sheet, classroom: Classroom, phrases: Phrases, voice: Voice) -> bytes:
    words = asdict(sheet) | {
        "language": voice.language,
        "brand": phrases.line("web.brand", voice),
        "number": phrases.line("paper.class", voice, number=str(classroom.number)),
        "title": classroom.title,
        "helper": ", ".join(filter(None, (classroom.mentor, classroom.place))),  # a closed class has no mentor's name
        "page": phrases.line("sheet.page", voice),
    }
    return paper("sheet.typ", words)
