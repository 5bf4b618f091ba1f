"""Turns effects into writes: each effect is one, and all of a round are written with one statement a table."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from bot.model.attempt import Attempt
from bot.model.broadcast_effects import OfBroadcasts
from bot.model.class_effects import OfClasses, UniteMembers
from bot.model.delivery import DeliveryState
from bot.model.effects import (
    Admit,
    BeginLesson,
    Effect,
    Enrol,
    EraseLearner,
    FinishLesson,
    Ignore,
    IssueCode,
    KeepEntry,
    MarkGone,
    NoteWrongCode,
    OfHelp,
    OfLearning,
    OfQuestions,
    OfStaff,
    RecordAttempt,
    Regrade,
    Rejoin,
    RequestGrade,
    Say,
)
from bot.model.ids import Address, LearnerId
from bot.model.learner import Consent, NotebookEntry
from bot.model.message import Author, Message
from bot.service import broadcasts, handing, helping
from bot.service.broadcasts import Announcer
from bot.service.classrooms import ClassAct, Clerk
from bot.service.posting import Posting
from bot.service.questions import Act, Mover, Written
from bot.service.staffing import Deed, Staffing
from bot.store import attempts, batch, classrooms, codes, erasure, grading, learners, outbox
from bot.store.batch import Seat

Fit = Callable[[str, Message], tuple[Message, ...]]
"""Makes of a message one or more that each fit the channel of that name; what may be chosen stands below the last."""


class NotALearner(AssertionError):
    """The tutor asked to keep something about a visitor; a fault of the program."""


@dataclass(slots=True)
class Writes:
    """The writes of one round, in which each person has at most one step.

    Args:
        now: when the round's events happen.
        token: gives fresh marks for new learners.
        posting: tells where a reply starts.
        fit: makes of a message those that each fit a channel.
        budget: how many attempts a day another judge is asked about.
        midnight: when the day began.
        mover: moves questions.
        clerk: keeps classes.
        announcer: moves broadcasts.
        draw: draws codes for them.
    """

    now: datetime
    token: Callable[[], str]
    posting: Posting
    fit: Fit
    budget: grading.Budget
    midnight: datetime
    mover: Mover
    clerk: Clerk
    announcer: Announcer
    draw: Callable[[], float]
    has_news: bool = False
    """Whether somebody else is to hear of what was written."""
    is_open: bool = False
    """Whether a question waits that did not before."""
    ignored: list[str] = field(default_factory=list)
    rejoining: list[tuple[Seat, Rejoin]] = field(default_factory=list)
    """Whose address will belong to the learner with that number, once everybody's dialogue is written."""
    uniting: list[ClassAct] = field(default_factory=list)
    """Whose rows become one person's, once everybody's dialogue is written."""
    shown: dict[Address, list[outbox.Shown]] = field(default_factory=dict)
    """What was said where it is fetched; left out where everything before it was erased."""
    _admitted: list[tuple[Seat, Consent]] = field(default_factory=list)
    _erased: list[Seat] = field(default_factory=list)
    _asked: list[tuple[Seat, OfQuestions]] = field(default_factory=list)
    _of_classes: list[tuple[Seat, OfClasses]] = field(default_factory=list)
    _of_staff: list[tuple[Seat, OfStaff]] = field(default_factory=list)
    _enrolled: list[tuple[Seat, Enrol]] = field(default_factory=list)
    _announced: list[broadcasts.Act] = field(default_factory=list)
    _helped: list[tuple[Seat, OfHelp]] = field(default_factory=list)
    _begun: list[tuple[Seat, BeginLesson]] = field(default_factory=list)
    _finished: list[tuple[Seat, FinishLesson]] = field(default_factory=list)
    _attempts: list[tuple[Seat, RecordAttempt]] = field(default_factory=list)
    _judged: list[tuple[Seat, RequestGrade | Regrade]] = field(default_factory=list)
    _kept: list[tuple[Seat, KeepEntry]] = field(default_factory=list)
    _codes: list[tuple[Seat, IssueCode]] = field(default_factory=list)
    _wrong_codes: list[int] = field(default_factory=list)
    _gone: list[Seat] = field(default_factory=list)
    _said: list[tuple[Seat, Say]] = field(default_factory=list)

    def add(self, seat: Seat, effect: Effect) -> None:
        """Notes what an effect will write for the person in the seat."""
        if isinstance(effect, OfLearning):
            self._add_learning(seat, effect)
        elif isinstance(effect, OfQuestions):
            self._asked.append((seat, effect))
        elif isinstance(effect, OfStaff):
            self._of_staff.append((seat, effect))
        elif isinstance(effect, UniteMembers):
            self.uniting.append(ClassAct(_learner(seat), effect))
        elif isinstance(effect, OfClasses):
            self._of_classes.append((seat, effect))
        elif isinstance(effect, OfBroadcasts):
            self._announced.append(broadcasts.Act(_learner(seat), effect))
        elif isinstance(effect, OfHelp):
            self._helped.append((seat, effect))
        else:
            match effect:
                case Say():
                    self._said.append((seat, effect))
                case EraseLearner():
                    self._erased.append(seat)
                case MarkGone():
                    seat.gone_at = self.now
                    self._gone.append(seat)
                case Ignore(reason):
                    self.ignored.append(reason)
                case _:
                    assert_never(effect)

    def _add_learning(self, seat: Seat, effect: OfLearning) -> None:
        match effect:
            case Admit(consent):
                self._admitted.append((seat, consent))
            case Enrol():
                self._enrolled.append((seat, effect))
            case BeginLesson():
                self._begun.append((seat, effect))
            case FinishLesson():
                self._finished.append((seat, effect))
            case RecordAttempt():
                self._attempts.append((seat, effect))
            case RequestGrade() | Regrade():
                self._judged.append((seat, effect))
            case KeepEntry():
                self._kept.append((seat, effect))
            case IssueCode():
                self._codes.append((seat, effect))
            case NoteWrongCode(number):
                self._wrong_codes.append(number)
            case Rejoin():
                self.rejoining.append((seat, effect))
            case _:
                assert_never(effect)

    def write(self, connection: Connection) -> tuple[outbox.Sending, ...]:
        """Writes everything noted: people are admitted first, and erased before anything is said to them.

        Returns:
            The messages to be sent as soon as the transaction is committed.

        Raises:
            NotALearner: an effect would keep something about a visitor.
        """
        if self._admitted:
            self._admit(connection)
        self._write_learning(connection)
        if self._asked:
            acts = [Act(_learner(seat), effect) for seat, effect in self._asked]
            self._note(self.mover.write(connection, acts, self.now))
        if self._of_staff:
            deeds = [Deed(_learner(seat), effect) for seat, effect in self._of_staff]
            self._note(Staffing(self.mover).write(connection, deeds, self.now))
        if self._of_classes:
            tended = [ClassAct(_learner(seat), effect) for seat, effect in self._of_classes]
            tree = self.mover.tree(connection)
            self.has_news |= self.clerk.write(connection, tree, tended, self.draw, self.now)
        if self._announced:
            self.has_news |= self.announcer.write(connection, self._announced, self.now)
        if self._helped:
            helping.write(connection, self._helped, self.midnight.date(), self.now)
        if self._erased:
            self._erase(connection)
        if self._gone:
            outbox.drop_waiting(connection, [seat.id for seat in self._gone])
        erased = {id(seat) for seat in self._erased}
        owed = [
            self._owed(seat, part, is_whole=id(seat) not in erased)
            for seat, said in self._said
            for part in self._parts(seat, said)
            # What somebody said goes with all that was theirs.
            if not (said.message.author is Author.LEARNER and id(seat) in erased)
        ]
        if not owed:
            return ()
        addresses = {seat.id: seat.address for seat, _ in self._said}
        return outbox.add_all(connection, owed, addresses, self.now)

    def _note(self, written: Written) -> None:
        self.has_news |= written.has_news
        self.is_open |= written.is_open

    def _admit(self, connection: Connection) -> None:
        marks: dict[str, Seat] = {}
        for seat, consent in self._admitted:
            if seat.person.learner_id is not None:
                learners.add_consents(connection, [(seat.person.learner_id, consent)])
            else:
                marks[self.token()] = seat
        given = {seat.id: consent for seat, consent in self._admitted}
        if marks:
            admissions = [learners.Admission(mark, seat.id, given[seat.id]) for mark, seat in marks.items()]
            for mark, learner_id in learners.admit(connection, admissions, self.now).items():
                marks[mark].person.learner_id = learner_id

    def _write_learning(self, connection: Connection) -> None:
        if self._enrolled:
            joining = [classrooms.Joining(_learner(seat), to.classroom, to.number) for seat, to in self._enrolled]
            classrooms.enrol(connection, joining, self.now)
        if self._begun:
            begun = [(_learner(seat), begin.lesson, begin.content_hash) for seat, begin in self._begun]
            learners.begin_lessons(connection, begun, self.now)
        if self._attempts:
            attempts.add_attempts(connection, [self._graded(seat, record) for seat, record in self._attempts])
        if self._judged:
            self._judge(connection)
        if self._kept:
            learners.keep_entries(connection, [self._entry(seat, keep) for seat, keep in self._kept])
        if self._finished:
            finished = [(_learner(seat), finish.lesson, finish.content_hash) for seat, finish in self._finished]
            learners.finish_lessons(connection, finished, self.now)
        if self._codes:
            codes.keep_codes(connection, [(_learner(seat), issue.digits) for seat, issue in self._codes], self.now)
        if self._wrong_codes:
            codes.count_failures(connection, self._wrong_codes, self.now)

    def _judge(self, connection: Connection) -> None:
        of = [(seat.id, _learner(seat), effect) for seat, effect in self._judged]
        asked = [grading.Asked(at, who, each.request) for at, who, each in of if isinstance(each, RequestGrade)]
        regraded = [(who, each) for _, who, each in of if isinstance(each, Regrade)]
        if asked:
            grading.ask(connection, asked, self.budget, self.midnight, self.now)
        if regraded:
            grading.regrade(connection, regraded)

    def _graded(self, seat: Seat, record: RecordAttempt) -> attempts.Graded:
        attempt = Attempt(
            record.lesson, record.version, record.step, record.score, self.now, record.text, record.exercise
        )
        return attempts.Graded(_learner(seat), attempt, record.grade)

    def _entry(self, seat: Seat, keep: KeepEntry) -> learners.Kept:
        return learners.Kept(
            _learner(seat), NotebookEntry(keep.kind, keep.lesson, keep.step, keep.title, keep.text, self.now)
        )

    def _erase(self, connection: Connection) -> None:
        """Erases, and gives each erased person a fresh address, where nobody is known, to be answered at."""
        self._note(handing.forget(connection, self.mover, [_learner(seat) for seat in self._erased], self.now))
        erasure.erase(connection, [_learner(seat) for seat in self._erased], self.now)
        for seat in self._erased:
            seat.person.learner_id = None
            seat.person.place = None
            batch.make_addresses(connection, [seat.address], self.now, seat.last_number)
        fresh = batch.take_seats(connection, [seat.address for seat in self._erased], self.now)
        for seat in self._erased:
            seat.id = fresh[seat.address].id

    def _parts(self, seat: Seat, said: Say) -> list[Say]:
        """A message as those that are each one call; the first takes another's place, the last may be replaced."""
        messages = self.fit(seat.address.channel, said.message)
        if len(messages) == 1:
            return [said]
        last = len(messages) - 1
        return [
            replace(
                said,
                message=message,
                key=said.key if number == last else None,
                replaces=said.replaces if number == 0 else None,
            )
            for number, message in enumerate(messages)
        ]

    def _owed(self, seat: Seat, said: Say, *, is_whole: bool) -> outbox.Owed:
        seat.last_number += 1
        state, epoch = self.posting.start(seat)
        if state is DeliveryState.SENT and is_whole:
            shown = outbox.Shown(seat.last_number, said.message, said.replaces, said.key, self.now)
            self.shown.setdefault(seat.address, []).append(shown)
        return outbox.Owed(
            seat.id,
            seat.person.learner_id,
            seat.last_number,
            said.message,
            said.lane,
            state,
            said.key,
            said.replaces,
            epoch,
        )


def _learner(seat: Seat) -> LearnerId:
    if seat.person.learner_id is None:
        raise NotALearner("an effect would keep something about a visitor")
    return seat.person.learner_id
