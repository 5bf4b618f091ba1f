"""What steps may know of questions: loaded for a whole round at once, and only as far as each person may read it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.model.dialogue import State
from bot.model.events import Event, News
from bot.model.ids import ClassCode, LearnerId, QuestionId
from bot.model.place import PlaceTree
from bot.model.question import (
    NEAREST_FIRST,
    Move,
    Outlook,
    QuestionState,
    Queue,
    Refusal,
    Thread,
    after,
)
from bot.policy.assignment import Mentor, Waiting, nearness, order_for, refusal
from bot.policy.duty import next_duty
from bot.policy.question import first_circle
from bot.service.mentors import Calendar, Roll, lineage, roll
from bot.store import questions, reveals, staff
from bot.tutor.context import Need
from bot.tutor.threads import named

OF_QUESTIONS = frozenset({Need.QUESTIONS, Need.OUTLOOK, Need.QUEUE, Need.THREAD, Need.ASKER})
"""The facts that are loaded here."""
MOST_WAITING = 500
"""Questions that are looked through for one queue, besides those of the mentor's classes and those offered to them."""
MOST_NAMES = 2
"""Mentors whom somebody is told of who asks."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one step needs to know about questions: whose it is, None for a visitor's, and what happened."""

    learner: LearnerId | None
    needs: frozenset[Need]
    event: Event
    state: State

    @property
    def question(self) -> QuestionId | None:
        """The question that the step is about."""
        return named(self.event, self.state) if Need.THREAD in self.needs else None

    @property
    def door(self) -> ClassCode | None:
        """The class by whose door they came, or in which they learn."""
        return self.state.attending.code if self.state.attending is not None else None


@dataclass(slots=True)
class Seen:
    """The questions that steps of one round may know of; empty where nobody asked.

    `threads` are by who may read them; `refusals` say why somebody may not claim one. `outlooks` are by learner, and
    for visitors by the class at whose door they are; `names` are of those who asked, for who gave a reason to know.
    """

    own: Mapping[LearnerId, tuple[Thread, ...]] = field(default_factory=dict)
    threads: dict[tuple[LearnerId, QuestionId], Thread] = field(default_factory=dict)
    queues: dict[LearnerId, Queue] = field(default_factory=dict)
    outlooks: dict[LearnerId | ClassCode | None, Outlook] = field(default_factory=dict)
    refusals: dict[tuple[LearnerId, QuestionId], Refusal] = field(default_factory=dict)
    names: Mapping[LearnerId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at questions, at one moment."""

    connection: Connection
    tree: PlaceTree
    calendar: Calendar
    now: datetime

    def see(self, wanted: Sequence[Wanted]) -> Seen:
        """Loads what steps need; what a step may move is locked until the transaction ends."""
        asking: dict[Need, set[LearnerId]] = {
            need: {each.learner for each in wanted if need in each.needs and each.learner is not None}
            for need in OF_QUESTIONS
        }
        own = questions.of_learners(self.connection, asking[Need.QUESTIONS], self.now) if asking[Need.QUESTIONS] else {}
        live = {each.question.id for of in own.values() for each in of if after(each.question.state, Move.WITHDRAW)}
        ids = {each.question for each in wanted if each.question is not None}
        # What they asked may be moved by their step, too; between the first look and the lock it may have been moved.
        locked = questions.find(self.connection, live | ids, is_locked=True)
        seen = Seen({of: tuple(locked.get(each.question.id, each) for each in own[of]) for of in own})
        if asking[Need.QUEUE] or ids:
            self._see_queues(wanted, asking[Need.QUEUE], locked, seen)
        if asking[Need.ASKER]:
            seen.names = reveals.names_of(self.connection, {each.question.learner for each in seen.threads.values()})
        if any(Need.OUTLOOK in each.needs for each in wanted):
            everybody = roll(self.connection, self.tree, self.calendar, self.now)
            for each in wanted:
                outlook = self._outlook(each, everybody) if Need.OUTLOOK in each.needs else None
                if outlook is not None:
                    seen.outlooks[each.learner or each.door] = outlook
        return seen

    def _see_queues(
        self, wanted: Sequence[Wanted], asking: Iterable[LearnerId], locked: Mapping[QuestionId, Thread], seen: Seen
    ) -> None:
        people = {each.learner for each in wanted if each.learner is not None}
        if locked:
            staff.lock(self.connection, people)  # how much they hold is what their step will go by
        there = roll(self.connection, self.tree, self.calendar, self.now, people).mentors
        forms = reveals.forms_of(self.connection, {each.question.learner for each in locked.values()}) if locked else {}
        for each in wanted:
            thread = locked.get(each.question) if each.question is not None else None
            if each.learner is None or thread is None:
                continue
            mentor, key = there.get(each.learner), (each.learner, thread.question.id)
            if isinstance(each.event, News) or self._may_read(each.learner, mentor, thread):
                seen.threads[key] = replace(thread, form=forms.get(thread.question.learner))
            why = refusal(mentor, self._waiting(thread)) if mentor is not None else None
            if why is not None:
                seen.refusals[key] = why
        mentors = {of: there[of] for of in asking if of in there}
        if mentors:
            mine = questions.of_mentors(self.connection, mentors)
            classes = {number for mentor in mentors.values() for number in mentor.classes}
            waiting = questions.waiting(self.connection, MOST_WAITING, mentors, classes)
            for of, mentor in mentors.items():
                seen.queues[of] = self._queue(mentor, mine.get(of, ()), waiting)

    def _may_read(self, of: LearnerId, mentor: Mentor | None, thread: Thread) -> bool:
        """Whether it is theirs, they had to do with it, or it was asked where they help."""
        question = thread.question
        if of in {question.learner, question.holder, thread.offered_to}:
            return True
        if mentor is None:
            return False
        as_open = replace(self._waiting(thread), question=replace(question, state=QuestionState.OPEN))
        is_near = refusal(mentor, as_open) not in {Refusal.ELSEWHERE, Refusal.LANGUAGE}
        return is_near or any(each.written_by == of for each in thread.words)

    def _outlook(self, each: Wanted, everybody: Roll) -> Outlook | None:
        """The nearest mentors who could answer, and when the first of them is there next."""
        language = each.state.profile.language
        if each.learner is None:
            asked = questions.visitor(self.connection, each.door, language, self.now)
        else:
            asked = questions.asker(self.connection, each.learner, language, self.now)
        where = lineage(self.tree, asked.place)
        waiting = Waiting(replace(asked, circle=first_circle(asked.classroom, where)), where)
        able = [
            mentor
            for mentor in everybody.mentors.values()
            if mentor.id != each.learner and not mentor.is_away and asked.language in mentor.languages
        ]
        if not able:
            return None
        ranks = {mentor.id: NEAREST_FIRST.index(nearness(mentor, waiting)) for mentor in able}
        near = [mentor.id for mentor in able if ranks[mentor.id] == min(ranks.values())]
        looks = [next_duty(self.calendar.duty(everybody.habits[of]), self.now) for of in near]
        names = tuple(everybody.habits[of].name for of in near) if len(near) <= MOST_NAMES else ()
        return Outlook(names, min((moment for moment in looks if moment is not None), default=None))

    def _queue(self, mentor: Mentor, mine: Sequence[Thread], waiting: Sequence[Thread]) -> Queue:
        """What lies before a mentor; what is offered to them comes first among what waits."""
        by_number = {thread.question.id: thread for thread in waiting}
        ordered = order_for(mentor, map(self._waiting, waiting))
        threads = sorted(
            (by_number[each.question.id] for each in ordered),
            key=lambda thread: (not thread.question.is_urgent, thread.offered_to != mentor.id),
        )
        return Queue(
            tuple(thread for thread in mine if thread.question.state is QuestionState.CLAIMED),
            tuple(thread for thread in mine if thread.question.state is QuestionState.ANSWERED),
            tuple(threads),
            mentor.cap,
        )

    def _waiting(self, thread: Thread) -> Waiting:
        return Waiting(thread.question, lineage(self.tree, thread.question.place))
