"""Alerts: what an admin has to look at."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ids import AlertId, LearnerId, PlaceCode


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


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to look at.

    `thing` names it (`question:5`, `class:12`); `learner` is whose concern it is, `about` the member of staff whom it
    is about, and who never sees it; `words` have their personal data masked. `is_settled` once somebody has looked.
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
