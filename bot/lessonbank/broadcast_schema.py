"""What the file of a broadcast must look like: what is said, to whom, and when."""

from datetime import datetime
from typing import Annotated, Never

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from bot.lessonbank.schema import Line, Part, Shown, Words, one_line
from bot.model.broadcast import MOST_ANSWERS
from bot.model.staff import Role

MOST_TITLE = 80
"""Characters of what admins call a broadcast: one line of a list."""
MOST_DAYS = 3_650
FEWEST_ANSWERS = 2
_FORM = "2026-12-01 18:30"


def _moment(value: object) -> object:
    """A local day and time; pydantic alone would take numbers as seconds since 1970, and a day as its midnight."""
    if not isinstance(value, str) or len(value) < len(_FORM):
        return _no_moment()
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return _no_moment()


def _no_moment() -> Never:
    raise PydanticCustomError("moment", "write a day and a time as {form}, by the local clock", {"form": _FORM})


Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_TITLE), AfterValidator(one_line)
]
Moment = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "examples": [_FORM]})]


class LinkPart(Part):
    """A way out to the web: the words of the link, and where it leads."""

    label: Line
    url: Words


class AudiencePart(Part):
    """To whom: every learner for whom all that is named holds; with nothing named, to everybody."""

    place: Words | None = None
    classroom: Words | None = Field(default=None, alias="class")
    track: Words | None = None
    done: Words | None = None
    not_done: Words | None = None
    inactive_days: int = Field(default=0, ge=1, le=MOST_DAYS)
    channel: Words | None = None
    role: Role | None = None


class BroadcastFile(Part):
    """The file that `banhoc broadcast create` reads."""

    title: Title
    text: Shown
    lesson: Words | None = None
    next: bool = False
    answers: list[Line] = Field(default_factory=list, min_length=FEWEST_ANSWERS, max_length=MOST_ANSWERS)
    link: LinkPart | None = None
    audience: AudiencePart
    starts_at: Moment | None = None
    valid_until: Moment | None = None
