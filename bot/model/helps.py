"""Help that a member of staff gave to people beside them: how it is confirmed, and what of it all counts."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.model.ids import HelpCode, TrackId

VALID = timedelta(hours=12)
"""How long a code confirms: until the evening, for whoever was helped in the morning without a telephone."""
MOST_MINUTES = 8 * 60
"""The longest help that is noted: a day's work. What is longer was typed by mistake."""
MOST_PEOPLE = 50
"""The most that are helped together: a full hall."""
OFTEN = 3
"""So often a day the same person confirms the help of the same member of staff; what comes after counts no more."""


class Standing(StrEnum):
    """What somebody who has the code of a help may do with it."""

    OPEN = "open"
    """Say that it was so."""
    OWN = "own"
    """Nothing: they noted it themselves."""
    SAID = "said"
    """Nothing more: they said so before."""
    FULL = "full"
    """Nothing more: as many as were helped have said so."""
    OFTEN = "often"
    """Nothing that counts: they have confirmed that person's help several times today."""
    EXPIRED = "expired"
    """Nothing: the code's hours are over."""


@dataclass(frozen=True, slots=True)
class Given:
    """A help as whoever was helped is asked about it: by whom, on which track, and what they may do.

    `name` is how those they help know the helper; no `topic` is a help on something else.
    """

    code: HelpCode
    name: str
    topic: TrackId | None
    people: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class OnTopic:
    """What was helped on one track; on something else, where it is None.

    Minutes count as confirmed once one of those helped has said so. `people` are those who said so, each once a day;
    `unconfirmed_people` those of whom nobody knows.
    """

    topic: TrackId | None
    minutes: int = 0
    people: int = 0
    unconfirmed_minutes: int = 0
    unconfirmed_people: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What a member of staff did within some time; `answers` are questions answered, `sessions` meetings of classes."""

    topics: tuple[OnTopic, ...] = ()
    answers: int = 0
    sessions: int = 0

    @property
    def total(self) -> OnTopic:
        """All topics together."""
        return OnTopic(
            None,
            sum(each.minutes for each in self.topics),
            sum(each.people for each in self.topics),
            sum(each.unconfirmed_minutes for each in self.topics),
            sum(each.unconfirmed_people for each in self.topics),
        )


@dataclass(frozen=True, slots=True)
class Work:
    """What a member of staff did: in this month of the calendar, and in all."""

    month: Tally
    overall: Tally
