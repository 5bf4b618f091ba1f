"""A tutor of a few words, so that the shell can be tested whatever the real one teaches.

It answers every text with the number of texts so far and the text itself. `vào` makes a learner, `xoá` erases,
`hỏng` breaks it, `bắt đầu` and `xong` begin and finish a lesson, `bài <điểm>` records an attempt and `giữ` a card.
`mã <sáu số>` issues a return code, and whoever types one is told what it is worth; who comes back by it hears `về rồi`.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.model.attempt import Criterion, Grade
from bot.model.dialogue import State
from bot.model.effects import (
    Admit,
    BeginLesson,
    Effect,
    EraseLearner,
    FinishLesson,
    Ignore,
    IssueCode,
    KeepEntry,
    MarkGone,
    NoteWrongCode,
    RecordAttempt,
    Rejoin,
    Say,
)
from bot.model.events import Arrived, Blocked, Event, Returned, TextReceived
from bot.model.ids import ContentHash, ExerciseId, LessonId, StepId
from bot.model.learner import Consent, EntryKind, Profile
from bot.model.lesson import Catalog, Lesson
from bot.model.message import Kind, Message
from bot.model.text import paragraph
from bot.service.rounds import Tutor
from bot.service.world import CrashPoint, World
from bot.tutor.context import Context, Need, Operator, Step, Verdict
from bot.tutor.echo import echo
from bot.tutor.phrases import Phrases
from bot.tutor.returning import code_in, read_code

LESSON = LessonId("ai-la-gi")
HASH = ContentHash("a" * 64)
STEP = StepId("viet")
GRADE = Grade({Criterion.TASK: 2, Criterion.PRIVACY: 0}, 6.5)
START = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


class Broken(Exception):
    """What `hỏng` raises."""


def message(text: str) -> Message:
    """A plain message."""
    return Message(Kind.FEEDBACK, paragraph(text))


def step(state: State, event: Event, context: Context) -> Step:
    """Answers one event; see the module."""
    if isinstance(event, Arrived):
        return Step(state, (Ignore("somebody came in"),))
    if isinstance(event, Returned):
        return Step(replace(state, turn=state.turn + 1), (Say(message(f"{state.turn + 1} về rồi")),))
    if isinstance(event, Blocked):
        return Step(state, (MarkGone(),))
    code = code_in(event)
    if code is not None and state.profile == Profile() and context.facts.verdict is not None:
        is_right = context.facts.verdict is Verdict.RIGHT
        effects = (Rejoin(code.number) if is_right else NoteWrongCode(code.number),)
        return Step(state, (*effects, Say(message(context.facts.verdict.name.lower()))))
    word = event.text if isinstance(event, TextReceived) else "?"
    if word == "xoá":
        return Step(State(), (EraseLearner(), Say(message("đã xoá"))))
    if word.startswith("hỏng"):
        raise Broken(word)
    after = replace(state, turn=state.turn + 1, last_seen_at=context.now)
    facts = context.facts
    known = "" if facts.record is None else f" ({facts.record.attempts} bài)"
    say = Say(message(f"{after.turn} {word}{known}"), key=f"k{after.turn}")
    return Step(after, (*_effects(word, context), say))


def _effects(word: str, context: Context) -> tuple[Effect, ...]:
    match word.split():
        case ["vào"]:
            return (Admit(Consent("2026-11", context.now)),)
        case ["mã", digits]:
            return (IssueCode(digits),)
        case ["bắt", "đầu"]:
            return (BeginLesson(LESSON, HASH),)
        case ["xong"]:
            return (FinishLesson(LESSON, HASH),)
        case ["bài", score]:
            return (RecordAttempt(LESSON, 1, STEP, float(score), "bài viết", ExerciseId("thu"), GRADE),)
        case ["giữ"]:
            return (KeepEntry(EntryKind.CARD, LESSON, STEP, "Thẻ", paragraph("Luôn kiểm tra lại")),)
        case _:
            return ()


def needs(event: Event, state: State) -> frozenset[Need]:
    """`đếm` asks for the counts; `sổ` for everything."""
    match event:
        case TextReceived("đếm"):
            return frozenset({Need.RECORD})
        case TextReceived("sổ"):
            return frozenset(Need)
        case TextReceived(text) if read_code(text) is not None:
            return frozenset({Need.CODE})
        case _:
            return frozenset()


def sorry(profile: Profile) -> Message:
    """The kind word."""
    return message("xin lỗi")


class NoLessons:
    """A bank with nothing in it."""

    catalog = Catalog((), {}, {})

    def versions(self, connection: Connection, hashes: Collection[ContentHash]) -> Mapping[ContentHash, Lesson]:
        return {}


class PlainFormats:
    """Numbers and days as Python writes them."""

    def number(self, value: float, locale: str) -> str:
        return str(value)

    def day(self, value: object, locale: str) -> str:
        return str(value)


PHRASES = Phrases({"vi": {}}, PlainFormats())
"""No words at all."""


def tutor() -> Tutor:
    """The fake with everything that the shell hands a tutor; it masks nothing but the word for a secret."""
    return Tutor(
        step=step,
        needs=needs,
        echo=lambda event, state: echo(event, state, 4_000, PHRASES),
        sorry=sorry,
        mask=lambda text: text.replace("0912345678", "[số điện thoại]"),
        phrases=PHRASES,
        operator=Operator("Thử", "thu@example.vn"),
        timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
    )


class Clock:
    """A world whose time moves when the test says so, and that notes the crash points reached and who would wait."""

    def __init__(self) -> None:
        self.at = START
        self.reached: list[CrashPoint] = []
        self.waits: list[float] = []
        self._tokens = count(1)

    def _elapsed(self) -> float:
        return (self.at - START).total_seconds()

    def _token(self) -> str:
        return f"{next(self._tokens):032x}"

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        await asyncio.sleep(min(seconds, 0.01))

    def move(self, **by: float) -> None:
        """Moves the time on."""
        self.at += timedelta(**by)

    @property
    def world(self) -> World:
        """The world to hand to what is tested."""
        return World(
            now=lambda: self.at,
            monotonic=self._elapsed,
            draw=lambda: 0.5,
            token=self._token,
            reach=self.reached.append,
            sleep=self._sleep,
        )
