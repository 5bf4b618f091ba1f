"""A class as those who lead it know it: who sits in it and who was there; never what anybody answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.classroom import Classroom
from bot.model.ids import LearnerId, LessonId, SessionId


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who sits in a class, by their number there.

    `name` is what they told, empty where they told none; `lessons` counts those that they have finished. A guest is on
    the list without a telephone. `learner` is whom a mentor may help back to their place: None for guests, and for
    members of the staff, whose place opens more than lessons.
    """

    number: int
    name: str = ""
    lessons: int = 0
    is_guest: bool = False
    learner: LearnerId | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of a class; its code counts before `until`, and `came` are the numbers of those who were there."""

    id: SessionId
    code: str
    opened_at: datetime
    until: datetime
    came: tuple[int, ...] = ()

    def is_live(self, now: datetime) -> bool:
        """Whether its code still counts."""
        return now < self.until


@dataclass(frozen=True, slots=True)
class Week:
    """What a class did in seven days, as counts of many.

    `here` is how many of its learners learnt, `came` how many people came to its sessions; `finished` counts lessons,
    `answered` questions of theirs that a human answered. `done` is how many have ever finished each lesson.
    """

    here: int = 0
    came: int = 0
    finished: int = 0
    answered: int = 0
    done: Mapping[LessonId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Roster:
    """A class with who leads it and how many sit in it.

    `members` are told of the class that a step is about, of no other, and to nobody but those who lead it. `session` is
    the newest one of the last day. `list_url` and `sheet_url` are where its list is and the sheet that people sign, to
    be printed by whoever has the address; empty where none is told. `week` is its last one, where that is asked for.
    """

    classroom: Classroom
    mentors: tuple[tuple[LearnerId, str], ...] = ()
    seated: int = 0
    members: tuple[Member, ...] = ()
    session: Session | None = None
    list_url: str = ""
    sheet_url: str = ""
    week: Week | None = None

    @property
    def is_full(self) -> bool:
        """Whether nobody else has room."""
        return self.classroom.capacity is not None and self.seated >= self.classroom.capacity

    @property
    def names(self) -> str:
        """Who leads it, as its learners know them."""
        return ", ".join(name for _, name in self.mentors if name) or self.classroom.mentor

    def member(self, number: int) -> Member | None:
        """Who sits in it under that number."""
        return next((each for each in self.members if each.number == number), None)
