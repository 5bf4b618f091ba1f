"""Reads the file of a broadcast into a draft; every fault is told at once, with its line, and what to do about it."""

import difflib
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path as FilePath

from pydantic import ValidationError

from bot.lessonbank.broadcast_schema import AudiencePart, BroadcastFile
from bot.lessonbank.faults import Fault, Path, written
from bot.lessonbank.files import BankFile, read_file
from bot.lessonbank.letter_faults import Source, describe, told_once
from bot.model.broadcast import Audience, Broadcast, Letter, LinkTo
from bot.model.classroom import read_code
from bot.model.errors import LessonError
from bot.model.ids import BroadcastId, ClassCode, LessonId, PlaceCode, TrackId
from bot.model.markup import parse
from bot.model.place import PlaceTree, read_place_code
from bot.model.quiet import is_night
from bot.model.text import Text, paragraph
from bot.policy.broadcast import UNREAD, next_morning
from bot.tutor.context import Context
from bot.tutor.letters import MOST_LABEL, Blame, LetterFault, faults

FURTHEST = timedelta(days=366)
"""Whatever is further away has a slip of the pen in its year."""
_MOST_NAMED = 12
_FINE = paragraph("Chào!")
"""Stands for a text in which nothing is to be looked for."""
_FILLED = {"label": "x", "url": "https://gov.vn"}
"""Stands for what is missing of a link."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a broadcast may name.

    `context` has the bank, the moment and the zone; `hosts` are where links may lead. `classes` are by their codes,
    whether they are open; while no `places` were imported, any place is taken.
    """

    context: Context
    hosts: AbstractSet[str]
    places: PlaceTree
    classes: Mapping[ClassCode, bool]
    channels: tuple[str, ...]


def read_broadcast(path: FilePath, known: Known) -> Broadcast:
    """The draft in a file.

    Args:
        path: the file.
        known: what it may name.

    Raises:
        LessonError: with every fault, each as `file:line:col: path: message`.
    """
    file = read_file(path.parent, path, BroadcastFile)
    content = file.content or _whole_parts(file.document.value)
    if content is not None:
        _Check(file, content, known, Source(path)).run()
    if file.faults or file.content is None:
        found = sorted({replace(each, file=str(path)) for each in file.faults})
        count = f"{len(found)} faults" if len(found) > 1 else "a fault"
        raise LessonError(f"The broadcast {path} has {count}; nothing was kept:", tuple(map(str, found)))
    return _draft(file.content, known.context)


@dataclass(frozen=True, slots=True)
class _Check:
    """What no schema can say: whether what is named is there, whether it may be said, and whether its time can come."""

    file: BankFile[BroadcastFile]
    content: BroadcastFile
    known: Known
    source: Source

    def run(self) -> None:
        self._letter()
        self._audience(self.content.audience)
        self._times()

    def _letter(self) -> None:
        content = self.content
        text = parse(content.text)
        self._blame_text(text)
        if content.lesson is not None and content.next:
            self.file.blame(
                ("next",), "take lesson or next: a letter opens one lesson, or whichever comes next for each"
            )
        if content.lesson is not None and content.lesson not in self.known.context.catalog.lessons:
            self.file.blame(("lesson",), _missing("lesson", content.lesson, self.known.context.catalog.lessons))
        elif content.lesson is not None:
            self._blame(("lesson",), Letter(_FINE, lesson=LessonId(content.lesson)))
        self._blame(("answers",), Letter(_FINE, answers=_alike(content.answers)))
        for number, answer in enumerate(content.answers):
            self._blame_label(("answers", number), answer)
        if content.link is not None:
            self._blame_label(("link", "label"), content.link.label)
            self._blame(("link", "url"), Letter(_FINE, link=LinkTo("Xem", content.link.url)))

    def _blame_text(self, text: Text) -> None:
        """Each fault of the text stands where its words do, the second of two alike at the second place."""
        path: Path = ("text",)
        positions = self.file.document.positions
        start = self.file.document.position(path).text_line
        later = [at.line for key, at in positions.items() if len(key) == 1 and at.line > start]
        reached: dict[str, tuple[int, int]] = {}
        for blame in told_once(faults(Letter(text), self.known.hosts, self.known.context)):
            found = self.source.find(blame.words, reached.get(blame.words, (start, 1)), min(later, default=None))
            if found is None:
                self.file.blame(path, describe(blame))
            else:
                reached[blame.words] = (found[0], found[1] + 1)
                self.file.faults.append(Fault(self.file.name, *found, written(path), describe(blame)))

    def _blame_label(self, path: Path, label: str) -> None:
        if len(label) > MOST_LABEL:
            self.file.blame(path, describe(Blame(LetterFault.LABEL, label)))
        self._blame(path, Letter(paragraph(label)))

    def _blame(self, path: Path, part: Letter) -> None:
        for blame in told_once(faults(part, self.known.hosts, self.known.context)):
            self.file.blame(path, describe(blame))

    def _audience(self, wanted: AudiencePart) -> None:
        catalog = self.known.context.catalog
        tracks = [str(each.id) for each in catalog.tracks]
        for name, value, there in (
            ("track", wanted.track, tracks),
            ("done", wanted.done, catalog.lessons),
            ("not_done", wanted.not_done, catalog.lessons),
            ("channel", wanted.channel, self.known.channels),
        ):
            if value is not None and value not in there:
                what = "lesson" if name in {"done", "not_done"} else name
                self.file.blame(("audience", name), _missing(what, value, there))
        if wanted.done is not None and wanted.done == wanted.not_done:
            self.file.blame(
                ("audience", "not_done"), "nobody has done this lesson and has not; take one of the two out"
            )
        self._place(wanted.place)
        self._classroom(wanted.classroom)

    def _place(self, written: str | None) -> None:
        if written is None:
            return
        code = read_place_code(written)
        places = self.known.places
        if code is None or (places.places and places.get(code) is None):
            advice = "`banhoc place list` tells the codes"
            self.file.blame(("audience", "place"), f"there is no place with the code '{written}'; {advice}")

    def _classroom(self, written: str | None) -> None:
        if written is None:
            return
        code = read_code(written)
        path: Path = ("audience", "class")
        if code is None or code not in self.known.classes:
            self.file.blame(path, f"there is no class with the code '{written}'; `banhoc class list` tells the codes")
        elif not self.known.classes[code]:
            self.file.blame(path, f"the class '{code}' is closed, and a closed class gets no letters; take its track")

    def _times(self) -> None:
        context = self.known.context
        starts, until = _utc(self.content.starts_at, context), _utc(self.content.valid_until, context)
        wrong = _wrong_start(starts, context) if starts is not None else None
        if wrong is not None:
            self.file.blame(("starts_at",), wrong)
        begins = starts if starts is not None and wrong is None else context.now
        if until is not None and until <= begins:
            before = "this very moment" if begins == context.now else "starts_at"
            self.file.blame(
                ("valid_until",), f"it ends before {before}, so that nobody would get it; take a later time"
            )
        elif until is not None and until > begins + FURTHEST:
            self.file.blame(("valid_until",), "this is more than a year later; look at the year")


def _wrong_start(starts: datetime, context: Context) -> str | None:
    if starts < context.now:
        return "this time is over; take a later one, or leave starts_at out to begin at once"
    if starts > context.now + FURTHEST:
        return "this is more than a year away; look at the year"
    if is_night(starts, context.zone):
        morning = next_morning(starts, context.zone).astimezone(context.zone)
        return f"nothing is sent from 21:00 to 6:30; take {morning:%Y-%m-%d %H:%M} or later"
    return None


def _alike(answers: list[str]) -> tuple[str, ...]:
    """Answers as they are compared, none of them too long: that is told of each by itself."""
    return tuple(answer[:MOST_LABEL] for answer in answers)


def _missing(what: str, name: str, there: Mapping[LessonId, object] | list[str] | tuple[str, ...]) -> str:
    names = sorted(map(str, there))
    close = difflib.get_close_matches(name, names, 1)
    if close:
        return f"there is no {what} '{name}'; is '{close[0]}' meant?"
    more = "" if len(names) <= _MOST_NAMED else " and others"
    return f"there is no {what} '{name}'; there are {', '.join(names[:_MOST_NAMED])}{more}"


def _utc(moment: datetime | None, context: Context) -> datetime | None:
    if moment is None:
        return None
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=context.zone)).astimezone(UTC)


def _whole_parts(value: object) -> BroadcastFile | None:
    """What can be looked at of a file that does not fit the schema; None where it has no fields at all.

    What does not fit is taken out, and what is missing then is filled with what nobody blames.
    """
    if not isinstance(value, dict):
        return None
    kept = deepcopy(value)
    try:
        return BroadcastFile.model_validate_json(json.dumps(kept))
    except ValidationError as error:
        for each in error.errors(include_url=False):
            _take_out(kept, each["loc"])
    for name, filling in (("title", "x"), ("text", "x"), ("audience", {})):
        kept.setdefault(name, filling)
    try:
        return BroadcastFile.model_validate_json(json.dumps(kept))
    except ValidationError:
        return None


def _take_out(kept: dict[str, object], place: tuple[str | int, ...]) -> None:
    """Takes a part out of a mapping; of a link, and of a list's entries, only what does not fit is filled."""
    top, *rest = place
    inner = kept.get(str(top))
    if top == "audience" and rest and isinstance(inner, dict):
        inner.pop(rest[0], None)
    elif top == "link" and rest and isinstance(inner, dict):
        inner.pop(rest[0], None)
        for name, filling in _FILLED.items():
            inner.setdefault(name, filling)
    elif rest and isinstance(rest[0], int) and isinstance(inner, list):
        inner[rest[0]] = f"x{rest[0]}"
    else:
        kept.pop(str(top), None)


def _draft(content: BroadcastFile, context: Context) -> Broadcast:
    starts = _utc(content.starts_at, context)
    until = _utc(content.valid_until, context)
    letter = Letter(
        parse(content.text),
        LessonId(content.lesson) if content.lesson is not None else None,
        content.next,
        tuple(content.answers),
        LinkTo(content.link.label, content.link.url) if content.link is not None else None,
    )
    return Broadcast(
        BroadcastId(0),
        content.title,
        letter,
        _chosen(content.audience),
        until or (starts or context.now) + UNREAD,
        context.now,
        starts_at=starts,
    )


def _chosen(part: AudiencePart) -> Audience:
    place: PlaceCode | None = read_place_code(part.place) if part.place is not None else None
    return Audience(
        place,
        read_code(part.classroom) if part.classroom is not None else None,
        TrackId(part.track) if part.track is not None else None,
        LessonId(part.done) if part.done is not None else None,
        LessonId(part.not_done) if part.not_done is not None else None,
        part.inactive_days,
        part.channel,
        part.role,
    )
