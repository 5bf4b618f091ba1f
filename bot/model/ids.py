"""Identifiers, one type per thing, so that the type checker keeps them apart."""

from dataclasses import dataclass
from typing import NewType

LearnerId = NewType("LearnerId", int)
"""A learner's row number inside one database; never shown in a public address."""

TrackId = NewType("TrackId", str)
LessonId = NewType("LessonId", str)
ClassCode = NewType("ClassCode", str)
"""What leads to a class: short, random, and on its poster."""

PlaceCode = NewType("PlaceCode", str)
"""A node of the place tree: the official code where there is one, else a slug; None is the whole installation."""

PostId = NewType("PostId", int)
"""One role of one person at one place: a row number inside one database."""

QuestionId = NewType("QuestionId", int)
"""A question's row number inside one database; never shown in a public address."""

InvitationKey = NewType("InvitationKey", str)
"""SHA-256 in hex of an invitation's code: all that is kept of it, so that nobody who reads it comes in by it."""

HelpCode = NewType("HelpCode", str)
"""By which whoever was helped says so: as short and random as that of a class, and good for some hours."""

AlertId = NewType("AlertId", int)
"""Something that an admin has to look at: a row number inside one database."""

BroadcastId = NewType("BroadcastId", int)
"""A broadcast's row number inside one database."""

SessionId = NewType("SessionId", int)
"""One meeting of a class: a row number inside one database."""

StepId = NewType("StepId", str)
OptionId = NewType("OptionId", str)
ExerciseId = NewType("ExerciseId", str)
"""Unique over the whole bank; the name under which `banhoc grade` knows an exercise."""

FactKey = NewType("FactKey", str)
ContentHash = NewType("ContentHash", str)
"""SHA-256 in hex of a lesson's canonical JSON: the lesson version that a learner started."""

ChoiceId = NewType("ChoiceId", str)
"""What a button carries: at most 64 bytes of ASCII (Telegram's `callback_data` limit)."""


@dataclass(frozen=True, slots=True)
class Address:
    """A person's place in one channel: which platform, which bot on it, and who they are there."""

    channel: str
    account: str
    peer: str
