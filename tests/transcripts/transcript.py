"""Reads a transcript as a teacher reads it, plays its learner's lines against the real core, and writes what happens.

A line of a transcript:

    # …                  a remark, kept
    ~ 3 ngày             time goes by (phút, giờ, ngày)
    = Cô Lan đang trực   what somebody else does (`others.py`)
    bac> (mở máy)        the person opens the chat
    bac> [Học bài]       the person presses the choice with this label, or one that begins so
    bac> ! l:x:y:1:2:a   the person presses a choice by its id: old or forged
    bac> chữ gì đó       the person types; \\n is a line break
      . attempt …        what is kept, besides what is said
    bot> (card) …        the tutor's message with its kind, without its empty lines; its choices in brackets
"""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from typing import assert_never

from bot.model.attempt import Grade
from bot.model.broadcast_effects import (
    AnswerPoll,
    MakeBroadcast,
    MoveBroadcast,
    OfBroadcasts,
    ReadLetter,
    RepeatBroadcast,
)
from bot.model.class_effects import OfClasses
from bot.model.classroom import Classroom
from bot.model.effects import (
    AddNote,
    Admit,
    BeginLesson,
    ConfirmHelp,
    Effect,
    EndPosts,
    Enrol,
    EraseLearner,
    FinishLesson,
    Ignore,
    InviteStaff,
    IssueCode,
    KeepEntry,
    KeepHabits,
    MarkGone,
    MoveQuestion,
    NoteHelp,
    NoteWrongCode,
    OfHelp,
    OfLearning,
    OfQuestions,
    OfStaff,
    OpenQuestion,
    RaiseAlert,
    RecordAttempt,
    Regrade,
    Rejoin,
    RequestGrade,
    Reveal,
    Say,
    SendAnswer,
    SettleAlert,
    TakePost,
    WithdrawInvitation,
)
from bot.model.events import Arrived, ChoicePressed, Event, TextReceived
from bot.model.ids import ChoiceId, ClassCode, TrackId
from bot.model.message import Message
from bot.model.text import plain
from tests.play import Play
from tests.transcripts.others import ENDS, happens

CODES = {7: "123456"}
"""Return codes of other people: what a person in a transcript may type."""
CLASSES = (
    Classroom(3, ClassCode("h7k9m2"), TrackId("lam-quen-voi-ai"), "Chiều thứ Bảy", "Cô Hoa", "Nhà văn hoá thôn 3"),
)
"""Classes that are open there."""
_LEARNER = re.compile(r"^(?P<who>(?!bot>)[a-z]+)> (?P<what>.*)$")
_TIME = re.compile(r"^~ (?P<count>\d+) (?P<unit>phút|giờ|ngày)$")
_UNITS = {"phút": "minutes", "giờ": "hours", "ngày": "days"}


def replay(source: str, play: Play) -> str:
    """The transcript as it happens now: remarks, time and the learner's lines of `source`, everything else anew."""
    return "\n".join(_lines(source, play)) + "\n"


def _lines(source: str, play: Play) -> Iterator[str]:
    for line in source.splitlines():
        passed = _TIME.match(line)
        if passed:
            play.now += timedelta(**{_UNITS[passed["unit"]]: int(passed["count"])})
            yield from ("", line)
        elif _LEARNER.match(line):
            yield from told(line, play)
        elif line.startswith(ENDS):
            yield from ("", line)
            heard = len(play.said)
            event = happens(line, play)
            if event is not None:
                play.happen(event)
            for message in play.said[heard:]:
                yield from _said(message)
        elif line.startswith("#"):
            yield line


def told(line: str, play: Play) -> Iterator[str]:
    """A learner's line, what is kept of it, and what the tutor says to it."""
    spoken = _LEARNER.match(line)
    assert spoken is not None, f"nobody says {line!r}"
    yield from ("", line)
    said = len(play.said)
    play.happen(_event(spoken["what"], play))
    yield from (f"  . {words}" for words in map(_kept, play.effects) if words)
    for message in play.said[said:]:
        yield from _said(message)


def _event(what: str, play: Play) -> Event:
    if what == "(mở máy)":
        return Arrived()
    if what.startswith("! "):
        return ChoicePressed(ChoiceId(what[2:]))
    if what.startswith("[") and what.endswith("]"):
        return ChoicePressed(play.choice(what[1:-1]).id)
    return TextReceived(what.replace("\\n", "\n"))


def _kept(effect: Effect) -> str:
    if isinstance(effect, OfQuestions):
        return _of_question(effect)
    if isinstance(effect, OfLearning):
        return _of_learning(effect)
    if isinstance(effect, OfClasses):
        told = (f"{each.name}={getattr(effect, each.name)}" for each in fields(effect))
        return f"{type(effect).__name__} {' '.join(told)}"
    if isinstance(effect, OfStaff):
        return _of_staff(effect)
    if isinstance(effect, OfHelp):
        return _of_help(effect)
    if isinstance(effect, OfBroadcasts):
        return _of_broadcast(effect)
    match effect:
        case Say():
            return ""
        case EraseLearner():
            return "erase"
        case MarkGone():
            return "gone"
        case Ignore(reason):
            return f"ignore {reason}"
        case _:
            assert_never(effect)


def _of_broadcast(effect: OfBroadcasts) -> str:
    match effect:
        case MakeBroadcast(title, _, audience):
            return f"broadcast made {title!r} to {audience}"
        case MoveBroadcast(of, move):
            return f"broadcast {of} {move}"
        case RepeatBroadcast(of, states):
            return f"broadcast {of} again to {', '.join(states)}"
        case ReadLetter(of):
            return f"broadcast {of} read"
        case AnswerPoll(of, answer):
            return f"broadcast {of} answered {answer}"
        case _:
            assert_never(effect)


def _of_learning(effect: OfLearning) -> str:
    match effect:
        case Admit(consent):
            return f"admit version={consent.version}{' by_guardian' if consent.by_guardian else ''}"
        case Enrol(code, number):
            return f"enrol class={code} number={number}"
        case BeginLesson(lesson):
            return f"begin lesson={lesson}"
        case FinishLesson(lesson):
            return f"finish lesson={lesson}"
        case RecordAttempt(lesson, _, step, score, text):
            words = f" text={text!r}" if text is not None else ""
            return f"attempt lesson={lesson} step={step} score={score:.2f}{words}"
        case RequestGrade() | Regrade():
            return "ask another judge" if isinstance(effect, RequestGrade) else f"regrade score={effect.score:.2f}"
        case KeepEntry(kind, lesson, step):
            return f"keep {kind} lesson={lesson} step={step}"
        case IssueCode():
            return "issue a return code"
        case NoteWrongCode(number):
            return f"wrong code of={number}"
        case Rejoin(number):
            return f"rejoin of={number}"
        case _:
            assert_never(effect)


def _of_staff(effect: OfStaff) -> str:
    match effect:
        case TakePost(name=name):
            return f"take up the post name={name!r}"
        case InviteStaff(_, offered):
            return f"invite role={offered.role} place={offered.place} uses={offered.uses_left}"
        case WithdrawInvitation(number):
            return f"withdraw invitation={number}"
        case KeepHabits(habits):
            away = " away" if habits.is_away else ""
            return f"keep habits{away} shifts={','.join(habits.shifts)} most={habits.most_open}"
        case EndPosts(of, posts):
            return f"end posts of={of} posts={','.join(map(str, posts))}"
        case SettleAlert(number, ruling):
            return f"{ruling} alert={number}"
        case _:
            assert_never(effect)


def _of_question(effect: OfQuestions) -> str:
    match effect:
        case OpenQuestion(text, topic=topic, is_urgent=is_urgent):
            return f"open question text={text!r} topic={topic}{' urgent' if is_urgent else ''}"
        case MoveQuestion(number, move):
            return f"{move} question={number}"
        case SendAnswer(number, doubts=doubts):
            return f"{'hold' if doubts else 'send'} an answer question={number}"
        case AddNote(number):
            return f"note question={number}"
        case Reveal(number, reason):
            return f"reveal the asker of question={number} reason={reason!r}"
        case RaiseAlert(kind, number):
            return f"alert {kind} question={number}"
        case _:
            assert_never(effect)


def _of_help(effect: OfHelp) -> str:
    match effect:
        case NoteHelp(topic, minutes, people, code):
            return f"help topic={topic} minutes={minutes} people={people} {'to confirm' if code else 'unconfirmed'}"
        case ConfirmHelp():
            return "confirm a help"
        case _:
            assert_never(effect)


def _said(message: Message) -> Iterator[str]:
    first, *rest = filter(None, plain(message.text).splitlines())
    yield f"bot> ({message.kind}) {first}"
    yield from (f"     {line}" for line in rest)
    if message.grade is not None:
        yield f"     {_grade(message.grade)}"
    if message.choices:
        yield "     " + " ".join(f"[{choice.label}]" for choice in message.choices)


def _grade(grade: Grade) -> str:
    levels = " ".join(f"{criterion}={level}" for criterion, level in grade.levels.items())
    flags = f" flags={','.join(grade.flags)}" if grade.flags else ""
    return f"{{{levels} overall={grade.overall}{flags}}}"
