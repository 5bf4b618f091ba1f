"""Alerts: what an admin has to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ids import AlertId, LearnerId, PlaceCode, QuestionId


class AlertKind(StrEnum):
    """Why an admin has to look."""

    HELD = "held"
    """A mentor's answer was held: it asks for something, or leads somewhere, that nobody vouches for."""
    REPORTED = "reported"
    """A learner says that something is wrong with what a human wrote to them."""
    STUCK = "stuck"
    """Nobody in any circle took a question."""
    CLASS = "class"
    """Somebody wants to open a class who may not do so by themselves."""
    LEADERLESS = "leaderless"
    """Nobody leads an open class any more."""


class Ruling(StrEnum):
    """What an admin decides on an alert."""

    SEEN = "seen"
    """They have looked; nothing more is to be done here."""
    RELEASE = "release"
    """The answer that was held is sent."""
    WITHHOLD = "withhold"
    """It is not; whoever wrote it may write another one."""
    REASSIGN = "reassign"
    """Somebody else is to answer the question."""
    APPROVE = "approve"
    """The class may open."""
    DECLINE = "decline"
    HAND_OVER = "hand_over"
    """Somebody who was chosen leads the class."""


RULINGS: Mapping[AlertKind, tuple[Ruling, ...]] = {
    AlertKind.HELD: (Ruling.RELEASE, Ruling.WITHHOLD),
    AlertKind.REPORTED: (Ruling.SEEN, Ruling.REASSIGN),
    AlertKind.STUCK: (Ruling.SEEN,),
    AlertKind.CLASS: (Ruling.APPROVE, Ruling.DECLINE),
    AlertKind.LEADERLESS: (Ruling.HAND_OVER, Ruling.SEEN),
}
"""What can be decided on which kind."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to look at.

    `thing` names it (`question:5`, `class:12`); `learner` is whose concern it is, `about` the member of staff whom it
    is about, and who never sees it; `words` have their personal data masked. `is_settled` once somebody has looked,
    whom `settled_by` names as far as their name is known.
    """

    id: AlertId
    kind: AlertKind
    thing: str
    words: str
    raised_at: datetime
    place: PlaceCode | None = None
    learner: LearnerId | None = None
    about: LearnerId | None = None
    is_settled: bool = False
    settled_by: str = ""

    @property
    def question(self) -> QuestionId | None:
        """The question that it is about; None where it is about something else."""
        return QuestionId(number) if (number := self._number("question")) is not None else None

    @property
    def classroom(self) -> int | None:
        """The number of the class that it is about; None where it is about something else."""
        return self._number("class")

    def _number(self, what: str) -> int | None:
        kind, _, number = self.thing.partition(":")
        return int(number) if kind == what else None
