"""A lesson as the tutor plays it: steps with stable ids, and the catalog of all lessons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.model.attempt import Criterion
from bot.model.ids import ContentHash, ExerciseId, FactKey, LessonId, OptionId, StepId, TrackId
from bot.model.message import Image
from bot.model.text import Text
from bot.model.triage import NO_TRIAGE, Triage


class Audience(StrEnum):
    """For whom a lesson is written (the curriculum map's audiences)."""

    CITIZEN = "citizen"
    ELDERLY = "elderly"
    OFFICIAL = "official"
    BUSINESS = "business"
    YOUTH = "youth"
    MENTOR = "mentor"


class Goal(StrEnum):
    """What people want to be able to do first."""

    WRITE = "write"
    ASK = "ask"
    LAW = "law"
    SELL = "sell"
    SERVICES = "services"
    SAFETY = "safety"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a lesson's content comes from, and when somebody last looked."""

    title: str
    checked: date
    url: str | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A screen to read: one idea."""

    id: StepId
    text: Text
    image: Image | None = None


class CheckKind(StrEnum):
    """How a check is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    SHORT = "short"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a check; a wrong one explains itself in `feedback`."""

    id: OptionId
    label: str
    is_right: bool
    feedback: Text


@dataclass(frozen=True, slots=True)
class Expected:
    """One family of typed answers to a short check, as phrases; folded, one of them must stand in the answer."""

    phrases: tuple[str, ...]
    is_right: bool
    feedback: Text


@dataclass(frozen=True, slots=True)
class Check:
    """A closed question.

    `options` stand in the order shown; for `ORDER` the right sequence is `order`. `expected` serves `SHORT` alone.
    `hints` is a ladder, used rung by rung; `explanation` is said when the answer is right or has been given away.
    """

    id: StepId
    kind: CheckKind
    question: Text
    explanation: Text
    hints: tuple[Text, ...]
    options: tuple[Option, ...] = ()
    order: tuple[OptionId, ...] = ()
    order_feedback: Text = ()
    expected: tuple[Expected, ...] = ()
    otherwise: Text = ()


@dataclass(frozen=True, slots=True)
class Starter:
    """A ready beginning of a prompt, and endings that make it whole; they differ in how well they ask."""

    begin: str
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A prompt, and what an AI answered to it, both as they were."""

    prompt: str
    answer: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What an AI answered to a vague prompt and to a clear one on the day when it was recorded."""

    recorded: date
    before: Answered
    after: Answered


@dataclass(frozen=True, slots=True)
class Exercise:
    """An open task: the learner writes a prompt, or puts one together, and a rubric with weights judges it.

    `products` are the things that the prompt may ask for, `intent_lexicon` the words that show it is on topic; `caps`
    overrides the rubric's caps by name (curriculum reference, section 3.2). `tries` is how many attempts are judged in
    one go, None for as many as one likes.
    """

    id: StepId
    exercise: ExerciseId
    instruction: Text
    sample: str
    weights: Mapping[Criterion, float]
    products: tuple[str, ...]
    intent_lexicon: tuple[str, ...]
    caps: Mapping[str, float] = field(default_factory=dict)
    starters: tuple[Starter, ...] = ()
    answers: Answers | None = None
    tries: int | None = None


@dataclass(frozen=True, slots=True)
class Do:
    """One real task, now; afterwards the learner is asked what they used it for."""

    id: StepId
    task: Text
    evidence_question: Text


@dataclass(frozen=True, slots=True)
class Recap:
    """The card that one keeps."""

    id: StepId
    title: str
    text: Text


Step = Card | Check | Exercise | Do | Recap


@dataclass(frozen=True, slots=True)
class Lesson:
    """One bite of three to five minutes, in one version.

    `titles` is keyed by language, `vi` always there. Texts hold placeholders (`{bạn}`, `{fact:key}`), filled when they
    are said. `facts` are the keys that the texts use.
    """

    id: LessonId
    track: TrackId
    version: int
    content_hash: ContentHash
    titles: Mapping[str, str]
    audience: tuple[Audience, ...]
    level: int
    minutes: int
    objective: str
    prerequisites: tuple[LessonId, ...]
    sources: tuple[Source, ...]
    steps: tuple[Step, ...]
    facts: tuple[FactKey, ...] = ()
    valid_until: date | None = None

    def step(self, step_id: StepId) -> Step | None:
        """The step with that id, or None where this version has none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        return None

    def after(self, step_id: StepId) -> Step | None:
        """The step after that one, or None after the last."""
        position = self.position(step_id)
        return self.steps[position] if position < len(self.steps) else None

    def position(self, step_id: StepId) -> int:
        """Where the step stands, from 1.

        Raises:
            ValueError: this version has no such step.
        """
        for position, step in enumerate(self.steps, start=1):
            if step.id == step_id:
                return position
        raise ValueError(f"the lesson {self.id} has no step {step_id}")


@dataclass(frozen=True, slots=True)
class Track:
    """A path through lessons, in the order learnt; `goals` are what it teaches people to do."""

    id: TrackId
    titles: Mapping[str, str]
    intro: Text
    lessons: tuple[LessonId, ...]
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that ages: said in one place, with where it was read, when, and who keeps it true.

    `by_place` holds other values by place code; a place that is named with None has no such thing.
    """

    key: FactKey
    value: str | None
    source: str
    checked: date
    owner: str
    valid_until: date | None = None
    by_place: Mapping[str, str | None] = field(default_factory=dict)

    def at(self, place: str | None, today: date) -> str | None:
        """The value for somebody at `place` today, or None where there is none or it has expired."""
        if self.valid_until is not None and today > self.valid_until:
            return None
        if place is not None and place in self.by_place:
            return self.by_place[place]
        return self.value


@dataclass(frozen=True, slots=True)
class Catalog:
    """The loaded bank: tracks in their order, the newest version of each lesson, the facts, the rules of triage.

    `holidays` are the days on which mentors are off.
    """

    tracks: tuple[Track, ...]
    lessons: Mapping[LessonId, Lesson]
    facts: Mapping[FactKey, Fact]
    triage: Triage = NO_TRIAGE
    holidays: frozenset[date] = frozenset()

    def is_open(self, lesson: Lesson, place: str | None, today: date) -> bool:
        """Whether a learner at `place` may see the lesson today: not expired, and none of its facts missing."""
        if lesson.valid_until is not None and today > lesson.valid_until:
            return False
        for key in lesson.facts:
            fact = self.facts.get(key)
            if fact is None or fact.at(place, today) is None:
                return False
        return True

    def exercise(self, exercise_id: ExerciseId) -> Exercise | None:
        """The exercise with that id in any lesson, or None."""
        return next((each for each in self.exercises() if each.exercise == exercise_id), None)

    def exercises(self) -> Iterator[Exercise]:
        """All exercises, lesson by lesson."""
        for lesson in self.lessons.values():
            for step in lesson.steps:
                if isinstance(step, Exercise):
                    yield step
