"""Questions on their way: what a step may know of them, what its effects do to them, and who hears of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from bot.model import codec
from bot.model.alert import Alert, AlertKind
from bot.model.dialogue import State
from bot.model.effects import AddNote, MoveQuestion, OfQuestions, OpenQuestion, RaiseAlert, SendAnswer
from bot.model.events import AlertRaised, Event, MentorAnswered, News, QuestionMoved
from bot.model.ids import AlertId, LearnerId, QuestionId
from bot.model.place import PlaceTree
from bot.model.question import (
    NEAREST_FIRST,
    Circle,
    Move,
    Outlook,
    Question,
    QuestionState,
    Queue,
    Refusal,
    Thread,
    Words,
    WordsKind,
)
from bot.model.staff import Right
from bot.policy.assignment import Mentor, Waiting, nearness, order_for, refusal
from bot.policy.duty import next_duty
from bot.policy.question import due_at, first_circle, moved
from bot.service.mentors import Calendar, Roll, lineage, roll
from bot.store import alerts, audit, inbox, questions, staff, whereabouts
from bot.store.questions import Moved, Opening
from bot.tutor.context import Need
from bot.tutor.privacy import mask
from bot.tutor.threads import named

OF_QUESTIONS = frozenset({Need.QUESTIONS, Need.OUTLOOK, Need.QUEUE, Need.THREAD})
"""The facts that are loaded here."""
MOST_WAITING = 500
"""Questions that are looked through for one mentor's queue."""
MOST_NAMES = 2
"""Mentors whom somebody is told of who asks."""
TOLD = frozenset({Move.ASK_ON, Move.UNDERSTAND, Move.NOT_UNDERSTAND, Move.WITHDRAW})
"""The moves of a learner of which whoever holds or answered the question hears."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one step needs to know about questions: whose it is, None for a visitor's, and what happened."""

    learner: LearnerId | None
    needs: frozenset[Need]
    event: Event
    state: State


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody's step decided about questions."""

    by: LearnerId
    effect: OfQuestions


@dataclass(slots=True)
class Seen:
    """The questions that steps of one round may know of; empty where nobody asked."""

    own: Mapping[LearnerId, tuple[Thread, ...]] = field(default_factory=dict)
    threads: Mapping[QuestionId, Thread] = field(default_factory=dict)
    queues: dict[LearnerId, Queue] = field(default_factory=dict)
    outlooks: dict[LearnerId | None, Outlook] = field(default_factory=dict)
    refusals: dict[tuple[LearnerId, QuestionId], Refusal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mover:
    """Moves questions by the clocks of one installation; `tree` loads its places."""

    calendar: Calendar = field(default_factory=Calendar)
    tree: Callable[[Connection], PlaceTree] = lambda _: PlaceTree()

    def see(self, connection: Connection, wanted: Sequence[Wanted], now: datetime) -> Seen:
        """Loads what steps need of questions; those that a step names are locked until the transaction ends."""
        tree = self.tree(connection)
        asking = {
            need: {each.learner for each in wanted if need in each.needs and each.learner is not None}
            for need in OF_QUESTIONS
        }
        ids = {found for each in wanted if Need.THREAD in each.needs and (found := named(each.event, each.state))}
        seen = Seen()
        if asking[Need.QUESTIONS]:
            seen.own = questions.of_learners(connection, asking[Need.QUESTIONS], now)
        if ids:
            seen.threads = questions.find(connection, ids, is_locked=True)
        if asking[Need.QUEUE] or ids:
            people = {each.learner for each in wanted if each.learner is not None}
            self._see_queues(connection, tree, asking[Need.QUEUE], seen, people, now)
        if any(Need.OUTLOOK in each.needs for each in wanted):
            everybody = roll(connection, tree, self.calendar, now)
            for each in wanted:
                outlook = self._outlook(connection, tree, each, everybody, now) if Need.OUTLOOK in each.needs else None
                if outlook is not None:
                    seen.outlooks[each.learner] = outlook
        return seen

    def _see_queues(
        self,
        connection: Connection,
        tree: PlaceTree,
        asking: Iterable[LearnerId],
        seen: Seen,
        people: set[LearnerId],
        now: datetime,
    ) -> None:
        there = roll(connection, tree, self.calendar, now, people)
        for of, mentor in there.mentors.items():
            for thread in seen.threads.values():
                found = refusal(mentor, _waiting(thread, tree))
                if found is not None:
                    seen.refusals[of, thread.question.id] = found
        mentors = {of: there.mentors[of] for of in asking if of in there.mentors}
        if mentors:
            mine = questions.of_mentors(connection, mentors)
            waiting = {thread.question.id: thread for thread in questions.waiting(connection, MOST_WAITING)}
            for of, mentor in mentors.items():
                seen.queues[of] = _queue(mentor, mine.get(of, ()), waiting, tree)

    def _outlook(
        self, connection: Connection, tree: PlaceTree, each: Wanted, everybody: Roll, now: datetime
    ) -> Outlook | None:
        """The nearest mentors who could answer, and when the first of them is there next."""
        language = each.state.profile.language
        if each.learner is None:
            asked = Question(QuestionId(0), LearnerId(0), language, now, now, Circle.ALL)
        else:
            asked = questions.asker(connection, each.learner, language, now)
        where = lineage(tree, asked.place)
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
        looks = [next_duty(self.calendar.duty(everybody.habits[of]), now) for of in near]
        names = tuple(everybody.habits[of].name for of in near) if len(near) <= MOST_NAMES else ()
        return Outlook(names, min((moment for moment in looks if moment is not None), default=None))

    def write(self, connection: Connection, acts: Sequence[Act], now: datetime) -> bool:
        """Does what steps decided, in their order; whether somebody is to hear of it."""
        tree = self.tree(connection)
        news: list[inbox.Own] = []
        for act in acts:
            match act.effect:
                case OpenQuestion():
                    self._open(connection, tree, act, act.effect, now)
                case MoveQuestion(question, move, text):
                    news += self._move(connection, tree, act.by, question, move, text, now)
                case SendAnswer():
                    news += self._answer(connection, tree, act.by, act.effect, now)
                case AddNote(question, text):
                    self._say(connection, question, Words(WordsKind.NOTE, text, now, "", act.by))
                case RaiseAlert(kind, question, words):
                    thread = questions.find(connection, [question]).get(question)
                    if thread is not None:
                        news += raise_about(connection, tree, kind, thread.question, words, now)
                case _:
                    assert_never(act.effect)
        if news:
            inbox.put(connection, news, now)
        return bool(news)

    def _open(self, connection: Connection, tree: PlaceTree, act: Act, effect: OpenQuestion, now: datetime) -> None:
        asked = questions.asker(connection, act.by, effect.language, now)
        circle = first_circle(asked.classroom, lineage(tree, asked.place))
        fresh = replace(asked, circle=circle, topic=effect.topic, is_urgent=effect.is_urgent)
        timed = replace(fresh, due_at=due_at(fresh, now, self.calendar.daytime, self.calendar.limits))
        questions.open_all(connection, [Opening(timed, effect.text, effect.lesson, effect.step)])

    def _move(
        self,
        connection: Connection,
        tree: PlaceTree,
        by: LearnerId,
        question: QuestionId,
        move: Move,
        text: str,
        now: datetime,
    ) -> list[inbox.Own]:
        thread = questions.find(connection, [question], is_locked=True).get(question)
        after = self.after(connection, tree, thread, move, now, by) if thread is not None else None
        if thread is None or after is None or not questions.put(connection, Moved(after, thread.moves), now):
            return []
        if text:
            self._say(connection, question, Words(WordsKind.LEARNER, text, now))
        before = thread.question
        told = [before.holder] if before.holder is not None and before.holder != by and move in TOLD else []
        news = tell(connection, told, QuestionMoved(question, move), f"moved:{question}:{thread.moves}")
        return news + stuck(connection, tree, before, after, now)

    def after(
        self, connection: Connection, tree: PlaceTree, thread: Thread, move: Move, now: datetime, by: LearnerId | None
    ) -> Question | None:
        """A question after a move, by its clocks; None where the move is not allowed, or is not theirs."""
        holder = by if move is Move.CLAIM else thread.question.holder
        habits = staff.habits(connection, [holder]).get(holder) if holder is not None else None
        held = questions.held(connection).get(holder, 0) if holder is not None else 0
        return moved(
            thread.question,
            move,
            now,
            duty=self.calendar.duty(habits) if habits is not None else self.calendar.daytime,
            limits=self.calendar.limits,
            places=lineage(tree, thread.question.place),
            by=by,
            has_room=habits is not None and held < habits.most_open,
        )

    def _answer(
        self, connection: Connection, tree: PlaceTree, by: LearnerId, sent: SendAnswer, now: datetime
    ) -> list[inbox.Own]:
        thread = questions.find(connection, [sent.question], is_locked=True).get(sent.question)
        if thread is None or thread.question.holder != by:
            return []
        said = Words(WordsKind.MENTOR, sent.text, now, thread.holder_name, by, is_held=bool(sent.doubts))
        if sent.doubts:
            self._say(connection, sent.question, said)
            act = audit.Entry("answer.held", f"question:{sent.question}", by, thread.question.learner)
            audit.note(connection, [replace(act, reason=", ".join(sent.doubts))], now)
            return raise_about(connection, tree, AlertKind.HELD, thread.question, sent.text, now)
        after = self.after(connection, tree, thread, Move.ANSWER, now, by)
        if after is None or not questions.put(connection, Moved(after, thread.moves), now):
            return []
        self._say(connection, sent.question, said)
        name = f"answered:{sent.question}:{thread.moves}"
        return tell(connection, [thread.question.learner], MentorAnswered(sent.question), name)

    def _say(self, connection: Connection, question: QuestionId, said: Words) -> None:
        thread = questions.find(connection, [question]).get(question)
        if thread is not None:
            questions.say(connection, [(question, thread.question.learner, said)])


def tell(connection: Connection, people: Sequence[LearnerId], news: News, name: str) -> list[inbox.Own]:
    """The news for people, at the places where they talked last; whoever is gone everywhere hears nothing."""
    at = whereabouts.reached_at(connection, people)
    return [inbox.Own(f"{name}:{of}", at[of], codec.dumps(news, Event)) for of in people if of in at]


def stuck(connection: Connection, tree: PlaceTree, before: Question, after: Question, now: datetime) -> list[inbox.Own]:
    """Has the admins look at a question that has just come to them, since nobody took it."""
    is_theirs = after.state is QuestionState.OPEN and after.circle is Circle.ADMINS
    if not is_theirs or (before.state, before.circle) == (after.state, after.circle):
        return []
    return raise_about(connection, tree, AlertKind.STUCK, after, "", now)


def raise_about(
    connection: Connection, tree: PlaceTree, kind: AlertKind, question: Question, words: str, now: datetime
) -> list[inbox.Own]:
    """Raises an alert about a question, and tells the admins of its place; never the one whom it is about."""
    about = question.holder if kind in {AlertKind.HELD, AlertKind.REPORTED} else None
    raised = Alert(
        AlertId(0), kind, f"question:{question.id}", mask(words), now, question.place, question.learner, about
    )
    number = alerts.raise_alert(connection, raised)
    where = lineage(tree, question.place)
    admins = [of for of, person in staff.people(connection).items() if of != about and person.may(Right.APPROVE, where)]
    return tell(connection, admins, AlertRaised(number), f"alert:{number}")


def _waiting(thread: Thread, tree: PlaceTree) -> Waiting:
    return Waiting(thread.question, lineage(tree, thread.question.place))


def _queue(mentor: Mentor, mine: Sequence[Thread], waiting: Mapping[QuestionId, Thread], tree: PlaceTree) -> Queue:
    """What lies before a mentor; what is offered to them comes first among what waits."""
    ordered = order_for(mentor, [_waiting(thread, tree) for thread in waiting.values()])
    threads = sorted(
        (waiting[each.question.id] for each in ordered),
        key=lambda thread: (not thread.question.is_urgent, thread.offered_to != mentor.id),
    )
    return Queue(
        tuple(thread for thread in mine if thread.question.state is QuestionState.CLAIMED),
        tuple(thread for thread in mine if thread.question.state is QuestionState.ANSWERED),
        tuple(threads),
        mentor.cap,
    )
