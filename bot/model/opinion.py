"""A second opinion on an attempt: what is asked of another judge, and what it says."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.attempt import Criterion, Level
from bot.model.ids import ExerciseId, LessonId, StepId
from bot.model.message import Message


@dataclass(frozen=True, slots=True)
class Submission:
    """What another judge is given, and nothing else: no name, no number, no talk.

    `task` is what the exercise asks for; `criteria` are to be judged; `text` is the attempt with its personal data
    masked; `language` is the code of the language to answer in, `address` the word by which the learner is addressed.
    """

    exercise: ExerciseId
    task: str
    criteria: tuple[Criterion, ...]
    text: str
    language: str = "vi"
    address: str = "bạn"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A level for one criterion, and the words of the attempt that are to prove it."""

    criterion: Criterion
    level: Level
    evidence: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another judge says of an attempt: to be weighed, never to be believed."""

    proposals: tuple[Proposal, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class GradeRequest:
    """What is asked of another judge, and what is needed once its answer is there.

    `said` is the message that answered the attempt, with the offline grade; `key` its name; `turn` the learner's turn
    after it, by which it is known whether they have gone on since.
    """

    submission: Submission
    lesson: LessonId
    step: StepId
    turn: int
    asked_at: datetime
    key: str
    said: Message
