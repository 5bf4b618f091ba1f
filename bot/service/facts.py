"""What each step of a round may know of the rows, loaded with one query a kind for everybody at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol, assert_never

from sqlalchemy import Connection

from bot.model.attempt import Attempt
from bot.model.classroom import Classroom
from bot.model.dialogue import State
from bot.model.events import Event
from bot.model.ids import ClassCode, ContentHash, LearnerId
from bot.model.learner import NotebookEntry, Progress, Record, Revealed
from bot.model.lesson import Catalog, Lesson
from bot.model.staff import Staff
from bot.service.class_facts import OF_CLASSES, see
from bot.service.office import OF_STAFF, offices
from bot.service.paper_links import PaperLinks
from bot.service.questions import Mover
from bot.service.seats import Numbers, numbers
from bot.service.seeing import OF_QUESTIONS, Seen, Wanted
from bot.store import attempts, classrooms, codes, learners, reveals, staff
from bot.store.batch import Seat
from bot.tutor import classes
from bot.tutor.context import Facts, Need, Verdict
from bot.tutor.returning import Code, code_in
from bot.tutor.threads import named


class Lessons(Protocol):
    """The bank as the tutor sees it, and older versions of its lessons."""

    @property
    def catalog(self) -> Catalog:
        """The lessons of today; may be another one for the next batch."""

    def versions(self, connection: Connection, hashes: Collection[ContentHash]) -> Mapping[ContentHash, Lesson]:
        """The lesson versions with these hashes, as far as they are known."""


def facts(
    connection: Connection,
    lessons: Lessons,
    events: Sequence[tuple[Seat, Event]],
    states: Sequence[State],
    wanted: Sequence[frozenset[Need]],
    mover: Mover,
    now: datetime,
    papers: PaperLinks,
) -> list[Facts]:
    """What everybody's step needs, with one query a kind for all."""
    loading: dict[Need, set[LearnerId]] = {}
    typed: dict[int, Code] = {}
    doors = [
        classes.codes(event, state) if Need.CLASSROOM in needs else frozenset()
        for (_, event), state, needs in zip(events, states, wanted, strict=True)
    ]
    for (seat, event), needs in zip(events, wanted, strict=True):
        code = code_in(event) if Need.CODE in needs else None
        if code is not None:
            typed[seat.id] = code
        for need in needs:
            if seat.person.learner_id is not None:
                loading.setdefault(need, set()).add(seat.person.learner_id)
    seats = numbers(connection, events, states, wanted)
    at_doors = frozenset[ClassCode]().union(*doors)
    known = _Known(
        codes.judge(connection, typed, now) if typed else {},
        classrooms.find(connection, at_doors) if at_doors else {},
    )
    for need, ids in loading.items():
        known.load(connection, need, ids)
    hashes = {state.bookmark.content_hash for state in states if state.bookmark is not None}
    bookmarked = lessons.versions(connection, hashes) if hashes else {}
    plain = [
        known.of(seat, needs, bookmarked.get(state.bookmark.content_hash) if state.bookmark else None, own, given)
        for (seat, _), state, needs, own, given in zip(events, states, wanted, doors, seats, strict=True)
    ]
    everybody = [
        Wanted(seat.person.learner_id, needs, event, state)
        for (seat, event), state, needs in zip(events, states, wanted, strict=True)
    ]
    asking = [each for each in everybody if not each.needs.isdisjoint(OF_CLASSES)]
    if asking:
        classes_seen = see(connection, mover.tree(connection), papers, asking, now)
        plain = [classes_seen.added_to(own, each) for own, each in zip(plain, everybody, strict=True)]
    if any(not each.needs.isdisjoint(OF_STAFF) for each in everybody):
        found = offices(connection, everybody, mover, now)
        plain = [replace(own, office=office) for own, office in zip(plain, found, strict=True)]
    asked = [each for each in everybody if not each.needs.isdisjoint(OF_QUESTIONS)]
    if not asked:
        return plain
    seen = mover.see(connection, asked, now)
    return [
        _with_questions(own, seen, needs, event, state)
        for own, (_, event), state, needs in zip(plain, events, states, wanted, strict=True)
    ]


def _with_questions(own: Facts, seen: Seen, needs: frozenset[Need], event: Event, state: State) -> Facts:
    """Somebody's facts with what they may know of questions."""
    question = named(event, state) if Need.THREAD in needs else None
    if own.number is None:
        door = state.attending.code if state.attending is not None else None
        return replace(own, outlook=seen.outlooks.get(door) if Need.OUTLOOK in needs else None)
    of = LearnerId(own.number)
    thread = seen.threads.get((of, question)) if question is not None else None
    return replace(
        own,
        questions=seen.own.get(of, ()) if Need.QUESTIONS in needs else (),
        outlook=seen.outlooks.get(of),
        queue=seen.queues.get(of),
        thread=thread,
        asker=seen.names.get(thread.question.learner) if thread is not None and Need.ASKER in needs else None,
        refusal=seen.refusals.get((of, question)) if question is not None else None,
    )


@dataclass(slots=True)
class _Known:
    """The facts loaded for a round, by kind and learner; `verdicts` by the address's row id, classes by their code."""

    verdicts: Mapping[int, Verdict]
    classrooms: Mapping[ClassCode, Classroom]
    progress: Mapping[LearnerId, tuple[Progress, ...]] = field(default_factory=dict)
    notebook: Mapping[LearnerId, tuple[NotebookEntry, ...]] = field(default_factory=dict)
    record: Mapping[LearnerId, Record] = field(default_factory=dict)
    attempts: Mapping[LearnerId, tuple[Attempt, ...]] = field(default_factory=dict)
    prompts: Mapping[LearnerId, tuple[Attempt, ...]] = field(default_factory=dict)
    staff: Mapping[LearnerId, Staff] = field(default_factory=dict)
    revealed: Mapping[LearnerId, tuple[Revealed, ...]] = field(default_factory=dict)

    def load(self, connection: Connection, need: Need, ids: Collection[LearnerId]) -> None:
        """Loads one kind of fact for all who need it."""
        match need:
            case Need.PROGRESS:
                self.progress = learners.progress_of(connection, ids)
            case Need.NOTEBOOK:
                self.notebook = learners.notebooks_of(connection, ids)
            case Need.RECORD:
                self.record = learners.records_of(connection, ids)
            case Need.ATTEMPTS:
                self.attempts = attempts.attempts_of(connection, ids)
            case Need.PROMPTS:
                self.prompts = attempts.prompts_of(connection, ids)
            case Need.STAFF:
                self.staff = staff.people(connection, ids)
            case Need.CODE | Need.CLASSROOM:
                pass  # of visitors, too: what they typed or came by says which
            case Need.REVEALED:
                self.revealed = reveals.of_learners(connection, ids)
            case Need.QUESTIONS | Need.OUTLOOK | Need.QUEUE | Need.THREAD | Need.ASKER:
                pass  # seen to by whoever moves questions
            case Need.CLASSES | Need.WEEK | Need.PLACES | Need.COLLEAGUES:
                pass  # seen to by `class_facts`
            case Need.INVITATION | Need.HABITS | Need.PEOPLE | Need.INVITATIONS | Need.ALERT | Need.ALERTS | Need.TREE:
                pass  # seen to by the office
            case Need.GIVEN | Need.WORK:
                pass  # added by `helping.with_help`
            case Need.BROADCASTS | Need.BROADCAST | Need.REACH | Need.LETTERS:
                pass  # added by `broadcast_facts.with_broadcasts`
            case _:
                assert_never(need)

    def of(
        self,
        seat: Seat,
        needs: frozenset[Need],
        bookmarked: Lesson | None,
        doors: frozenset[ClassCode],
        seats: Numbers,
    ) -> Facts:
        """One person's facts; of a visitor's own there are none, but what the code that they typed is worth."""
        learner_id = seat.person.learner_id
        found = tuple(self.classrooms[code] for code in sorted(doors) if code in self.classrooms)
        if learner_id is None:
            return Facts(bookmarked=bookmarked, verdict=self.verdicts.get(seat.id), classrooms=found, seats=seats)
        return Facts(
            self.progress.get(learner_id, ()) if Need.PROGRESS in needs else (),
            self.notebook.get(learner_id, ()) if Need.NOTEBOOK in needs else (),
            self.record.get(learner_id) if Need.RECORD in needs else None,
            self.attempts.get(learner_id, ()) if Need.ATTEMPTS in needs else (),
            bookmarked,
            learner_id,
            classrooms=found,
            seats=seats,
            prompts=self.prompts.get(learner_id, ()) if Need.PROMPTS in needs else (),
            staff=self.staff.get(learner_id) if Need.STAFF in needs else None,
            revealed=self.revealed.get(learner_id, ()) if Need.REVEALED in needs else (),
        )
