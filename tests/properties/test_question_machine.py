"""Questions over days, while people claim, answer, hand back, vanish and wait: each has one owner, and an end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.model.ids import LearnerId, PlaceCode, QuestionId, TrackId
from bot.model.question import Circle, Move, Question, QuestionState, after
from bot.policy.assignment import Mentor, Waiting, assign, may_claim, order_for, refusal, stranded
from bot.policy.duty import DAYTIME, Duty, is_on_duty, periods
from bot.policy.question import Limits, due_at, first_circle, hurried, moved

START = datetime(2026, 12, 30, 12, 0, tzinfo=UTC)
LIMITS = Limits()
HOLIDAYS = frozenset({datetime(2027, 1, 1, tzinfo=UTC).date()})
HOUSE = Duty(DAYTIME, HOLIDAYS, UTC)
PATHS = tuple(tuple(map(PlaceCode, path)) for path in ((), ("p",), ("c", "p"), ("d", "p"), ("e", "q")))
STAFF = (
    Mentor(LearnerId(1), frozenset({"vi"}), frozenset({1, 2}), PATHS[2], frozenset({TrackId("x")}), cap=1),
    Mentor(LearnerId(2), frozenset({"vi", "en"}), frozenset({2}), PATHS[3], takes_urgent=True, cap=2),
    Mentor(LearnerId(3), frozenset({"vi"}), frozenset(), PATHS[4], cap=1),
    Mentor(LearnerId(4), frozenset({"vi"}), cap=2, is_admin=True),
)
HOURS = {
    1: Duty((*periods(range(5), 12 * 60, 13 * 60), *periods(range(5), 19 * 60, 21 * 60)), HOLIDAYS, UTC),
    2: HOUSE,
    3: Duty((), HOLIDAYS, UTC),
    4: Duty(periods(range(5), 8 * 60, 17 * 60), HOLIDAYS, UTC),
}
STAFF_IDS = st.sampled_from([mentor.id for mentor in STAFF])
OVER = {QuestionState.CLOSED, QuestionState.WITHDRAWN}
MANY_TIMERS = 12
"""More than a question has circles, and ways to be held and passed on."""


class QuestionMachine(RuleBasedStateMachine):
    """Everything that a service does with questions, in one process and in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.questions: dict[QuestionId, Question] = {}
        self.places: dict[QuestionId, tuple[PlaceCode, ...]] = {}
        self.gone: set[LearnerId] = set()

    @initialize()
    def begin(self) -> None:
        """Most examples begin with some questions at a good hour."""
        for classroom in (1, 2, 2, 2):
            self.ask(LearnerId(9), "vi", classroom, PATHS[2], is_urgent=False)

    @rule(
        learner=st.sampled_from((1, 8, 9)).map(LearnerId),
        language=st.sampled_from(("vi", "vi", "vi", "en", "tyz")),
        classroom=st.none() | st.integers(1, 3),
        places=st.sampled_from(PATHS),
        is_urgent=st.booleans(),
    )
    def ask(
        self,
        learner: LearnerId,
        language: str,
        classroom: int | None,
        places: tuple[PlaceCode, ...],
        is_urgent: bool,
    ) -> None:
        number = QuestionId(len(self.questions) + 1)
        circle = first_circle(classroom, places)
        question = Question(
            number, learner, language, self.now, self.now, circle, classroom=classroom, is_urgent=is_urgent
        )
        self.questions[number] = replace(question, due_at=due_at(question, self.now, HOUSE, LIMITS))
        self.places[number] = places

    @rule(mentor=STAFF_IDS, data=st.data())
    def claim_from_the_queue(self, mentor: LearnerId, data: st.DataObject) -> None:
        queue = [each for each in order_for(self.mentor(mentor), self.waiting()) if mentor not in self.gone]
        if queue:
            self.claim(mentor, data.draw(st.sampled_from(queue)).question.id)

    @rule(mentor=STAFF_IDS, data=st.data())
    def claim_whatever(self, mentor: LearnerId, data: st.DataObject) -> None:
        self.claim(mentor, self.any(data))

    @rule()
    def take_what_is_offered(self) -> None:
        people = [self.mentor(mentor.id) for mentor in STAFF if mentor.id not in self.gone]
        for offer in assign(self.waiting(), people):
            mentor = self.mentor(offer.mentor)
            question = self.questions[offer.question]
            assert may_claim(mentor, self.with_places(question))
            assert mentor.is_on_duty or (question.is_urgent and mentor.takes_urgent)
            self.claim(offer.mentor, offer.question)
            assert self.questions[offer.question].holder == offer.mentor

    @rule(move=st.sampled_from(Move), by=st.none() | STAFF_IDS, data=st.data())
    def do_whatever(self, move: Move, by: LearnerId | None, data: st.DataObject) -> None:
        if move not in {Move.CLAIM, Move.OVERDUE, Move.REVOKE}:
            self.happen(self.any(data), move, by)

    @rule(move=st.sampled_from((Move.ANSWER, Move.ANSWER, Move.HAND_BACK)))
    def every_holder_does(self, move: Move) -> None:
        for question in self.standing(QuestionState.CLAIMED):
            self.happen(question.id, move, question.holder)
        assert not self.standing(QuestionState.CLAIMED)

    @rule(move=st.sampled_from((Move.UNDERSTAND, Move.NOT_UNDERSTAND, Move.ASK_ON)))
    def every_learner_reacts(self, move: Move) -> None:
        for question in self.standing(QuestionState.ANSWERED):
            self.happen(question.id, move)
        assert not self.standing(QuestionState.ANSWERED)

    @rule(data=st.data())
    def hurry(self, data: st.DataObject) -> None:
        number = self.any(data)
        before = self.questions[number]
        after_it = hurried(before, self.now, LIMITS, HOURS.get(before.holder or 0, HOUSE))
        assert before.due_at is None or (after_it.due_at is not None and after_it.due_at <= before.due_at)
        self.questions[number] = after_it

    @rule(mentor=STAFF_IDS)
    def revoke(self, mentor: LearnerId) -> None:
        self.gone.add(mentor)
        for question in tuple(self.questions.values()):
            if question.holder == mentor:
                self.happen(question.id, Move.REVOKE)

    @rule()
    def come_back(self) -> None:
        self.gone.clear()

    @rule()
    def widen_what_is_stranded(self) -> None:
        people = [self.mentor(mentor.id) for mentor in STAFF if mentor.id not in self.gone]
        for number in stranded(self.waiting(), people):
            circle = self.questions[number].circle
            self.happen(number, Move.OVERDUE)
            assert self.questions[number].circle is not circle

    @rule(minutes=st.integers(1, 90) | st.integers(1, 5 * 24 * 60))
    def wait(self, minutes: int) -> None:
        until = self.now + timedelta(minutes=minutes)
        while (due := min((each.due_at for each in self.questions.values() if each.due_at), default=until)) < until:
            self.now = max(self.now, due)
            self.ring()
        self.now = until

    def ring(self) -> None:
        for question in tuple(self.questions.values()):
            if question.due_at is not None and question.due_at <= self.now:
                self.happen(question.id, Move.OVERDUE)

    def claim(self, mentor: LearnerId, number: QuestionId) -> None:
        why = refusal(self.mentor(mentor), self.with_places(self.questions[number]))
        if why is None and mentor not in self.gone:
            self.happen(number, Move.CLAIM, mentor)

    def happen(self, number: QuestionId, move: Move, by: LearnerId | None = None) -> None:
        before = self.questions[number]
        holder = by if move is Move.CLAIM else before.holder
        has_room = before.holder is None or self.held(before.holder) < self.mentor(before.holder).cap
        result = moved(
            before,
            move,
            self.now,
            duty=HOURS.get(holder or 0, HOUSE),
            limits=LIMITS,
            places=self.places[number],
            by=by,
            has_room=has_room,
        )
        if after(before.state, move) is None:
            assert result is None, "what is not in the table does not happen"
        if result is None:
            return
        assert before.state not in OVER or move is Move.REOPEN, "closed stays closed but for reopening"
        assert move not in {Move.ANSWER, Move.HAND_BACK} or by == before.holder, "nobody answers for another"
        assert before.state is not QuestionState.CLAIMED or result.holder in {None, before.holder}, "no two owners"
        assert set(before.passed) <= set(result.passed)
        if result.state is QuestionState.OPEN and move is not Move.ASK_ON:
            assert result.due_at is not None
            assert result.due_at > self.now
        self.questions[number] = result

    def standing(self, state: QuestionState) -> list[Question]:
        return [each for each in self.questions.values() if each.state is state]

    def mentor(self, number: LearnerId) -> Mentor:
        staff = STAFF[number - 1]
        return replace(staff, open_count=self.held(number), is_on_duty=is_on_duty(HOURS[number], self.now))

    def held(self, number: LearnerId) -> int:
        return sum(each.state is QuestionState.CLAIMED and each.holder == number for each in self.questions.values())

    def waiting(self) -> list[Waiting]:
        return [self.with_places(each) for each in self.questions.values()]

    def with_places(self, question: Question) -> Waiting:
        return Waiting(question, self.places[question.id])

    def any(self, data: st.DataObject) -> QuestionId:
        return data.draw(st.sampled_from(sorted(self.questions)))

    @invariant()
    def a_question_is_held_while_it_is_claimed(self) -> None:
        for question in self.questions.values():
            if question.state is QuestionState.CLAIMED:
                assert question.holder is not None
                assert question.claimed_at is not None
                assert question.holder != question.learner
                assert question.holder not in self.gone
            elif question.state is not QuestionState.ANSWERED:
                assert question.holder is None

    @invariant()
    def nobody_holds_more_than_their_cap(self) -> None:
        assert all(self.held(mentor.id) <= mentor.cap for mentor in STAFF)

    @invariant()
    def each_question_has_a_timer_or_is_over(self) -> None:
        for question in self.questions.values():
            assert (question.due_at is None) is (question.state in OVER)
            assert question.due_at is None or question.due_at >= self.now

    def teardown(self) -> None:
        """Nobody does anything any more: each question ends, or is with the admins, who are told again and again."""
        for _ in range(MANY_TIMERS):
            self.now = max((each.due_at for each in self.questions.values() if each.due_at), default=self.now)
            self.ring()
        for question in self.questions.values():
            is_with_admins = question.state is QuestionState.OPEN and question.circle is Circle.ADMINS
            assert question.state in OVER or is_with_admins


TestQuestions = QuestionMachine.TestCase
TestQuestions.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
