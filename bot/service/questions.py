"""Questions on their way: what steps do to them, and who hears of it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from bot.model import codec
from bot.model.alert import Alert, AlertKind
from bot.model.effects import AddNote, MoveQuestion, OfQuestions, OpenQuestion, RaiseAlert, Reveal, SendAnswer
from bot.model.events import AlertRaised, Event, MentorAnswered, News, QuestionMoved
from bot.model.ids import AlertId, LearnerId, QuestionId
from bot.model.place import PlaceTree
from bot.model.question import Circle, Move, Question, QuestionState, Thread, Words, WordsKind, after
from bot.policy.question import due_at, first_circle, hurried, moved
from bot.service.mentors import Calendar, able, admins, lineage
from bot.service.seeing import Look, Seen, Wanted
from bot.store import alerts, audit, inbox, questions, staff, whereabouts
from bot.store.questions import Moved, Opening
from bot.tutor.privacy import mask

TOLD = frozenset({Move.ASK_ON, Move.UNDERSTAND, Move.NOT_UNDERSTAND, Move.WITHDRAW})
"""The moves of a learner of which whoever holds or answered the question hears."""
RATED = {Move.UNDERSTAND: True, Move.NOT_UNDERSTAND: False, Move.REOPEN: False}
"""What a learner's move says of the newest answer: whether it was understood."""
NOTED = {Move.CLAIM: "question.claimed", Move.HAND_BACK: "question.handed_back", Move.REVOKE: "question.revoked"}
"""What the audit log calls moves."""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody's step decided about questions."""

    by: LearnerId
    effect: OfQuestions


@dataclass(frozen=True, slots=True)
class Written:
    """What acts led to: whether somebody is to hear of it, and whether a question waits that did not before."""

    has_news: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Mover:
    """Moves questions by the clocks of one installation.

    `calendar` gives the clocks of today, since the bank may bring other holidays tomorrow; `tree` loads the places.
    """

    calendar: Callable[[], Calendar] = Calendar
    tree: Callable[[Connection], PlaceTree] = lambda _: PlaceTree()

    def see(self, connection: Connection, wanted: Sequence[Wanted], now: datetime) -> Seen:
        """Loads what steps need of questions; those that a step may move are locked until the transaction ends."""
        return Look(connection, self.tree(connection), self.calendar(), now).see(wanted)

    def write(self, connection: Connection, acts: Sequence[Act], now: datetime) -> Written:
        """Does what the steps of one round decided."""
        tree = self.tree(connection)
        news: list[inbox.Own] = []
        is_open = False
        # A claim was allowed by the room that its mentor had: nothing may come back to them before it.
        for act in sorted(acts, key=lambda act: not _is_claim(act)):
            match act.effect:
                case OpenQuestion():
                    self._open(connection, tree, act, act.effect, now)
                    is_open = True
                case MoveQuestion():
                    told, is_waiting = self.move(connection, tree, act.by, act.effect, now)
                    news += told
                    is_open |= is_waiting
                case SendAnswer():
                    news += self._answer(connection, tree, act.by, act.effect, now)
                case AddNote(question, text):
                    self._say(connection, question, Words(WordsKind.NOTE, mask(text), now, "", act.by))
                case Reveal(question, reason):
                    _note_revealed(connection, act.by, question, reason, now)
                case RaiseAlert(kind, question, words):
                    thread = questions.find(connection, [question]).get(question)
                    if thread is not None:
                        news += raise_about(connection, tree, kind, thread, words, now, act.by)
                case _:
                    assert_never(act.effect)
        if news:
            inbox.put(connection, news, now)
        return Written(bool(news), is_open)

    def forget(self, connection: Connection, ids: Collection[LearnerId], now: datetime) -> Written:
        """Tells whoever holds a question of people who are about to be erased that it is gone.

        What the people themselves held goes on as soon as somebody looks for it.
        """
        own = [thread for each in questions.of_learners(connection, ids, now).values() for thread in each]
        news = [
            each
            for thread in own
            if thread.question.state is QuestionState.CLAIMED and thread.question.holder is not None
            for each in tell(
                connection,
                [thread.question.holder],
                QuestionMoved(thread.question.id, Move.WITHDRAW),
                f"erased:{thread.question.id}",
            )
        ]
        if news:
            inbox.put(connection, news, now)
        return Written(bool(news), is_open=True)

    def _open(self, connection: Connection, tree: PlaceTree, act: Act, effect: OpenQuestion, now: datetime) -> None:
        asked = questions.asker(connection, act.by, effect.language, now)
        circle = first_circle(asked.classroom, lineage(tree, asked.place))
        fresh = replace(asked, circle=circle, topic=effect.topic, is_urgent=effect.is_urgent)
        calendar = self.calendar()
        timed = replace(fresh, due_at=due_at(fresh, now, calendar.daytime, calendar.limits))
        kind = WordsKind.NOTE if effect.is_noted else WordsKind.LEARNER
        questions.open_all(connection, [Opening(timed, effect.text, effect.lesson, effect.step, kind)])

    def move(
        self, connection: Connection, tree: PlaceTree, by: LearnerId | None, effect: MoveQuestion, now: datetime
    ) -> tuple[list[inbox.Own], bool]:
        """Moves a question, where that is allowed, by somebody or, for None, by the program.

        Returns:
            The news, and whether it waits now.
        """
        question, move = effect.question, effect.move
        thread = questions.find(connection, [question], is_locked=True).get(question)
        result = self.after(connection, tree, thread, move, now, by) if thread is not None else None
        if result is not None and effect.is_urgent:
            calendar = self.calendar()
            result = hurried(result, now, calendar.limits, calendar.daytime)
        if thread is None or result is None or not questions.put(connection, Moved(result, thread.moves), now):
            return [], False
        if effect.text:
            self._say(connection, question, Words(WordsKind.LEARNER, effect.text, now))
        before = thread.question
        if move in RATED and by == before.learner:
            questions.rate(connection, question, is_understood=RATED[move])
        note_move(connection, thread, move, by, now)
        told = [before.holder] if before.holder is not None and before.holder != by and move in TOLD else []
        if move is Move.CLOSE and by != before.learner:
            told.append(before.learner)
        news = tell(connection, told, QuestionMoved(question, move), f"moved:{question}:{thread.moves}")
        return news + stuck(connection, tree, thread, result, now), result.state is QuestionState.OPEN

    def after(
        self, connection: Connection, tree: PlaceTree, thread: Thread, move: Move, now: datetime, by: LearnerId | None
    ) -> Question | None:
        """A question after a move, by its clocks; None where the move is not allowed, or is not theirs."""
        question, calendar = thread.question, self.calendar()
        holder = by if move is Move.CLAIM else question.holder
        is_held = holder is not None and after(question.state, move) is QuestionState.CLAIMED
        habits = staff.habits(connection, [holder]).get(holder) if is_held and holder is not None else None
        has_room = True
        if is_held and holder is not None and question.state is QuestionState.ANSWERED:
            staff.lock(connection, [holder])  # nobody else gives them one meanwhile
            is_able = habits is not None and holder in able(connection, [holder])
            has_room = habits is not None and is_able and questions.held(connection).get(holder, 0) < habits.most_open
        return moved(
            question,
            move,
            now,
            duty=calendar.duty(habits) if habits is not None and has_room else calendar.daytime,
            limits=calendar.limits,
            places=lineage(tree, question.place),
            by=by,
            has_room=has_room,
        )

    def _answer(
        self, connection: Connection, tree: PlaceTree, by: LearnerId, sent: SendAnswer, now: datetime
    ) -> list[inbox.Own]:
        thread = questions.find(connection, [sent.question], is_locked=True).get(sent.question)
        if thread is None or thread.question.holder != by:
            return []
        said = Words(WordsKind.MENTOR, sent.text, now, thread.holder_name, by, is_held=bool(sent.doubts))
        act = audit.Entry(
            "answer.held", f"question:{sent.question}", by, thread.question.learner, thread.question.place
        )
        if sent.doubts:
            self._say(connection, sent.question, said)
            audit.note(connection, [replace(act, reason=", ".join(sent.doubts))], now)
            return raise_about(connection, tree, AlertKind.HELD, thread, sent.text, now)
        result = self.after(connection, tree, thread, Move.ANSWER, now, by)
        if result is None or not questions.put(connection, Moved(result, thread.moves), now):
            return []
        self._say(connection, sent.question, said)
        audit.note(connection, [replace(act, act="question.answered")], now)
        name = f"answered:{sent.question}:{thread.moves}"
        # Whoever is gone everywhere finds it when they come back.
        return tell(connection, [thread.question.learner], MentorAnswered(sent.question), name, is_anywhere=True)

    def _say(self, connection: Connection, question: QuestionId, said: Words) -> None:
        thread = questions.find(connection, [question]).get(question)
        if thread is not None:
            questions.say(connection, [(question, thread.question.learner, said)])


def _note_revealed(connection: Connection, by: LearnerId, question: QuestionId, reason: str, now: datetime) -> None:
    """For good, and for the learner to read, who was told their name and why."""
    thread = questions.find(connection, [question]).get(question)
    if thread is not None and thread.question.holder == by:
        asked = thread.question
        entry = audit.Entry(audit.REVEAL, f"question:{question}", by, asked.learner, asked.place, reason)
        audit.note(connection, [entry], now)


def _is_claim(act: Act) -> bool:
    return isinstance(act.effect, MoveQuestion) and act.effect.move is Move.CLAIM


def note_move(connection: Connection, thread: Thread, move: Move, by: LearnerId | None, now: datetime) -> None:
    """Writes a move of somebody's on staff, or of the program about them, into the audit log."""
    if move in NOTED:
        asked = thread.question
        audit.note(connection, [audit.Entry(NOTED[move], f"question:{asked.id}", by, asked.learner, asked.place)], now)


def tell(
    connection: Connection, people: Sequence[LearnerId], news: News, name: str, *, is_anywhere: bool = False
) -> list[inbox.Own]:
    """The news for people, at the places where they talked last.

    Whoever is gone everywhere hears nothing, unless it happens `is_anywhere`: then it waits for their return.
    """
    at = whereabouts.reached_at(connection, people, is_anywhere=is_anywhere)
    return [inbox.Own(f"{name}:{of}", at[of], codec.dumps(news, Event)) for of in people if of in at]


def stuck(connection: Connection, tree: PlaceTree, before: Thread, result: Question, now: datetime) -> list[inbox.Own]:
    """Has the admins look at a question that is with them, since nobody took it: when it comes, and at each timer."""
    is_theirs = result.state is QuestionState.OPEN and result.circle is Circle.ADMINS
    seen = before.question
    if not is_theirs or (seen.state, seen.circle, seen.due_at) == (result.state, result.circle, result.due_at):
        return []
    thing = f"question:{result.id}"
    known = alerts.unsettled_about(connection, thing, AlertKind.STUCK)
    if known is None:
        return raise_about(connection, tree, AlertKind.STUCK, replace(before, question=result), "", now)
    return tell(connection, admins(connection, tree, result.place), AlertRaised(known), f"alert:{known}:{before.moves}")


def raise_about(
    connection: Connection,
    tree: PlaceTree,
    kind: AlertKind,
    thread: Thread,
    words: str,
    now: datetime,
    by: LearnerId | None = None,
) -> list[inbox.Own]:
    """Raises an alert about a question, and tells the admins of its place; never the one whom it is about.

    Args:
        connection: the transaction.
        tree: the places.
        kind: why; a held text is the holder's, a reported one the newest that was sent.
        thread: the question.
        words: what it is about.
        now: when.
        by: who raised it; None for the program.
    """
    question, answer = thread.question, thread.answer
    about = None
    if kind is AlertKind.HELD:
        about = question.holder
    elif kind is AlertKind.REPORTED:
        about = answer.written_by if answer is not None else question.holder
    raised = Alert(
        AlertId(0), kind, f"question:{question.id}", mask(words), now, question.place, question.learner, about
    )
    number = alerts.raise_alert(connection, raised)
    if kind is AlertKind.REPORTED:
        audit.note(connection, [audit.Entry("answer.reported", f"alert:{number}", by, place=question.place)], now)
    return tell(connection, admins(connection, tree, question.place, about), AlertRaised(number), f"alert:{number}")
