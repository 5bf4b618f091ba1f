"""A person played against the real core: rows kept in memory, the state written to JSON and read back at each event."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.locale.load import load_phrases
from bot.model import codec
from bot.model.attempt import Attempt
from bot.model.broadcast import Audience, Reach
from bot.model.broadcast_effects import (
    AnswerPoll,
    MakeBroadcast,
    MoveBroadcast,
    OfBroadcasts,
    ReadLetter,
    RepeatBroadcast,
)
from bot.model.class_effects import LeaveClass, OfClasses
from bot.model.classroom import Classroom
from bot.model.dialogue import State
from bot.model.effects import (
    AddNote,
    Admit,
    BeginLesson,
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
    NoteWrongCode,
    OfHelp,
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
from bot.model.helps import Given
from bot.model.ids import ClassCode, ContentHash, LearnerId, PostId
from bot.model.learner import NotebookEntry, Progress, Record
from bot.model.lesson import Catalog, Lesson
from bot.model.message import Choice, Message
from bot.model.place import PlaceTree
from bot.model.staff import Post, Staff
from bot.model.text import plain
from bot.store.codes import MOST_FAILURES
from bot.tutor import classes, helps
from bot.tutor.broadcasting import choosing
from bot.tutor.context import Context, Facts, Limits, Need, Office, Operator, Verdict
from bot.tutor.needs import needs
from bot.tutor.phrases import Phrases, Value, voice_for
from bot.tutor.returning import code_in
from bot.tutor.step import step
from tests.bank import catalog

MORNING = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
"""Half past eight in Vietnam."""
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NUMBER = 12
"""The person's own number, once they are a learner."""


@cache
def phrases() -> Phrases:
    """The phrases that ship."""
    return load_phrases()


@dataclass
class Rows:
    """What a store would hold about one person."""

    is_learner: bool = False
    progress: dict[str, Progress] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    notebook: dict[tuple[str, str, str], NotebookEntry] = field(default_factory=dict)
    digits: str | None = None
    classroom: ClassCode | None = None
    seat: tuple[ClassCode, int] | None = None


@dataclass
class Play:
    """One person, one tutor, and a clock that only the test moves."""

    bank: Catalog = field(default_factory=catalog)
    now: datetime = MORNING
    limits: Limits = field(default_factory=Limits)
    state: State = field(default_factory=State)
    rows: Rows = field(default_factory=Rows)
    versions: dict[ContentHash, Lesson] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    said: list[Message] = field(default_factory=list)
    draw: float = 0.345678
    codes: dict[int, str] = field(default_factory=dict)
    """Return codes of other people: what this one may type as a visitor."""
    wrong_codes: int = 0
    has_rejoined: bool = False
    classrooms: tuple[Classroom, ...] = ()
    """The classes that were opened."""
    last_number: int = 16
    """The number that was given last in each of them."""
    full: frozenset[ClassCode] = frozenset()
    """Those that take nobody more."""
    has_marks: bool = True
    """Whether choices are shown with letters and numbers, as where there are no buttons."""
    is_kept_elsewhere: bool = False
    may_add: bool = False
    may_edit: bool = False
    asked: list[OfQuestions] = field(default_factory=list)
    """What was decided about questions to humans."""
    tended: list[OfClasses] = field(default_factory=list)
    """What was decided about classes."""
    decided: list[OfStaff] = field(default_factory=list)
    """What was decided about staff."""
    helped: list[OfHelp] = field(default_factory=list)
    """What was decided about help that staff gave."""
    announced: list[OfBroadcasts] = field(default_factory=list)
    """What was decided about broadcasts."""
    known: Facts = field(default_factory=Facts)
    """What there is to know of questions, staff and broadcasts: it is given as far as it is asked for."""
    reaching: Callable[[Audience], Reach | None] = lambda _: None
    """How many an audience has."""
    url: str = ""
    """Where people reach the installation; empty where nobody said."""
    ai: str = ""
    """What the other judge of attempts is called; empty where there is none."""

    def context(self, wanted: frozenset[Need], event: Event | None = None) -> Context:
        """The context with the facts that were asked for, and no others."""
        for lesson in self.bank.lessons.values():
            self.versions[lesson.content_hash] = lesson
        rows = self.rows
        bookmark = self.state.bookmark
        facts = Facts(
            progress=tuple(rows.progress.values()) if Need.PROGRESS in wanted else (),
            notebook=tuple(rows.notebook.values()) if Need.NOTEBOOK in wanted else (),
            attempts=tuple(rows.attempts) if Need.ATTEMPTS in wanted else (),
            prompts=tuple(each for each in rows.attempts if each.exercise) if Need.PROMPTS in wanted else (),
            record=self._record() if Need.RECORD in wanted else None,
            bookmarked=self.versions.get(bookmark.content_hash) if bookmark is not None else None,
            number=NUMBER if rows.is_learner else None,
            verdict=self._verdict(event) if event is not None and Need.CODE in wanted else None,
            classrooms=self._classrooms(event) if event is not None and Need.CLASSROOM in wanted else (),
            seats=self._seats(event) if event is not None and Need.CLASSROOM in wanted else (),
            led=self.known.led if Need.CLASSES in wanted else (),
            own_class=self.known.own_class if Need.CLASSES in wanted else None,
            places=self.known.places if Need.PLACES in wanted else (),
            colleagues=self.known.colleagues if Need.COLLEAGUES in wanted else (),
            staff=self.known.staff if Need.STAFF in wanted and rows.is_learner else None,
            outlook=self.known.outlook if Need.OUTLOOK in wanted else None,
            office=self._office(wanted),
            given=self._given(event) if event is not None and Need.GIVEN in wanted else None,
            work=self.known.work if Need.WORK in wanted and rows.is_learner else None,
        )
        if rows.is_learner:
            facts = self._of_learner(facts, wanted, event)
        operator = Operator("Sở KH&CN tỉnh", "1022", self.ai, self.url)
        today = self.now.astimezone(ZONE).date()
        return Context(
            self.now,
            today,
            self.bank,
            phrases(),
            operator,
            draw=self.draw,
            limits=self.limits,
            facts=facts,
            zone=ZONE,
            has_marks=self.has_marks,
            is_kept_elsewhere=self.is_kept_elsewhere,
            may_add=self.may_add,
            may_edit=self.may_edit,
        )

    def _office(self, wanted: frozenset[Need]) -> Office:
        known = self.known.office
        return Office(
            invitation=known.invitation if Need.INVITATION in wanted else None,
            habits=known.habits if Need.HABITS in wanted else None,
            shifts=known.shifts if Need.HABITS in wanted else (),
            people=known.people if Need.PEOPLE in wanted else (),
            open_invitations=known.open_invitations if Need.INVITATIONS in wanted else (),
            alert=known.alert if Need.ALERT in wanted else None,
            thread=known.thread if Need.ALERT in wanted else None,
            alerts=known.alerts if Need.ALERTS in wanted else (),
            tree=known.tree if Need.TREE in wanted else PlaceTree(),
        )

    def _of_learner(self, facts: Facts, wanted: frozenset[Need], event: Event | None) -> Facts:
        """The same facts with those about questions and broadcasts, of which a visitor has none."""
        known = self.known
        return replace(
            facts,
            questions=known.questions if Need.QUESTIONS in wanted else (),
            queue=known.queue if Need.QUEUE in wanted else None,
            thread=known.thread if Need.THREAD in wanted else None,
            refusal=known.refusal if Need.THREAD in wanted else None,
            asker=known.asker if Need.ASKER in wanted else None,
            revealed=known.revealed if Need.REVEALED in wanted else (),
            broadcasts=known.broadcasts if Need.BROADCASTS in wanted else (),
            broadcast=known.broadcast if Need.BROADCAST in wanted else None,
            letters=known.letters if Need.LETTERS in wanted else (),
            rooms=known.rooms if Need.REACH in wanted or Need.BROADCAST in wanted else (),
            reach=self._reach(event) if event is not None and Need.REACH in wanted else None,
        )

    def _reach(self, event: Event) -> Reach | None:
        chosen = choosing(event, self.state)
        return self.reaching(chosen.audience) if chosen is not None else None

    def _classrooms(self, event: Event) -> tuple[Classroom, ...]:
        named = classes.codes(event, self.state)
        return tuple(each for each in self.classrooms if each.code in named)

    def _seats(self, event: Event) -> tuple[tuple[ClassCode, int], ...]:
        own = self.rows.seat
        wish = classes.taking(event, self.state)
        known = (own,) if own is not None else ()
        is_there = wish is not None and not wish.guests and own is not None and own[0] == wish.code
        if wish is None or wish.code in self.full or is_there:
            return known
        before = None if wish.guests else classes.number_before(wish.code, self.state)
        return (*known, (wish.code, before or self.last_number + 1))

    def _given(self, event: Event) -> Given | None:
        given = self.known.given
        return given if given is not None and given.code == helps.named(event, self.state) else None

    def _verdict(self, event: Event) -> Verdict | None:
        code = code_in(event)
        if code is None:
            return None
        if self.wrong_codes >= MOST_FAILURES:
            return Verdict.LOCKED
        return Verdict.RIGHT if self.codes.get(code.number) == code.digits else Verdict.WRONG

    def _record(self) -> Record:
        rows = self.rows
        done = sum(progress.finished_at is not None for progress in rows.progress.values())
        code_made_at = self.now if rows.digits is not None else None
        counts = (len(rows.attempts), len(rows.progress), done, len(rows.notebook), len(self.said))
        return Record(*counts, places=1, code_made_at=code_made_at, questions=len(self.known.questions))

    def happen(self, event: Event) -> Message:
        """Plays one event; gives the message that answers it."""
        result = step(self.state, event, self.context(needs(event, self.state), event))
        self.effects = result.effects
        for effect in result.effects:
            self._apply(effect)
        self.state = codec.load_state(codec.dump_state(result.state))
        assert self.state == result.state, "a state survives its JSON"
        return self.said[-1]

    def _apply_others(self, effect: OfClasses | OfStaff | OfHelp) -> None:
        """What is decided about classes, staff and help."""
        if isinstance(effect, OfHelp):
            self.helped.append(effect)
            return
        if isinstance(effect, OfStaff):
            self.decided.append(effect)
            self.known = _after(self.known, effect)
            return
        self.tended.append(effect)
        if isinstance(effect, LeaveClass):
            self.rows.classroom = self.rows.seat = None

    def _apply(self, effect: Effect) -> None:
        rows = self.rows
        if isinstance(effect, OfClasses | OfStaff | OfHelp):
            self._apply_others(effect)
            return
        match effect:
            case Say(message):
                self.said.append(message)
            case Admit():
                rows.is_learner = True
            case Enrol(code, number):
                assert rows.is_learner
                assert number > 0
                rows.classroom, rows.seat = code, (code, number)
                self.last_number = max(self.last_number, number)
            case BeginLesson(lesson, content_hash):
                begun = Progress(lesson, content_hash, self.now)
                rows.progress[lesson] = replace(rows.progress.get(lesson, begun), content_hash=content_hash)
            case FinishLesson(lesson, content_hash):
                begun = rows.progress.get(lesson, Progress(lesson, content_hash, self.now))
                rows.progress[lesson] = replace(begun, finished_at=begun.finished_at or self.now)
            case RecordAttempt():
                rows.attempts.append(
                    Attempt(
                        effect.lesson,
                        effect.version,
                        effect.step,
                        effect.score,
                        self.now,
                        effect.text,
                        effect.exercise,
                    )
                )
            case KeepEntry():
                entry = NotebookEntry(effect.kind, effect.lesson, effect.step, effect.title, effect.text, self.now)
                key = (effect.kind.value, effect.lesson, effect.step)
                rows.notebook.pop(key, None)
                rows.notebook[key] = entry
            case IssueCode(digits):
                rows.digits = digits
            case NoteWrongCode() | Rejoin():
                self.wrong_codes += isinstance(effect, NoteWrongCode)
                self.has_rejoined |= isinstance(effect, Rejoin)
            case EraseLearner():
                self.rows = Rows()
            case MarkGone() | Ignore() | RequestGrade() | Regrade():
                pass
            case MakeBroadcast() | MoveBroadcast() | RepeatBroadcast() | ReadLetter() | AnswerPoll():
                self.announced.append(effect)
            case OpenQuestion() | MoveQuestion() | SendAnswer() | AddNote() | Reveal() | RaiseAlert():
                self.asked.append(effect)
            case _:
                assert_never(effect)

    def opens(self) -> Message:
        """The person opens the chat."""
        return self.happen(Arrived())

    def types(self, text: str) -> Message:
        """The person types a line."""
        return self.happen(TextReceived(text))

    def presses(self, label: str) -> Message:
        """The person presses the choice of the newest message that has this label."""
        return self.happen(ChoicePressed(self.choice(label).id))

    def choice(self, label: str) -> Choice:
        """The choice of the newest message with this label, or that begins with it."""
        choices = self.said[-1].choices
        found = [each for each in choices if each.label == label] or [
            each for each in choices if each.label.startswith(label)
        ]
        assert found, f"no choice {label!r} among {[each.label for each in choices]}"
        return found[0]

    def waits(self, **span: float) -> None:
        """Time goes by, in `timedelta`'s units."""
        self.now += timedelta(**span)

    @property
    def place(self) -> State:
        """Where they stand, whatever they have just done."""
        return replace(self.state, just_done=None)

    def words(self) -> str:
        """The newest message as plain text."""
        return plain(self.said[-1].text)

    def tells(self, key: str, **values: Value) -> bool:
        """Whether the newest message holds this phrase, as far as its first placeholder without a value."""
        phrase = phrases().line(key, voice_for(self.state.profile), **values).partition("{")[0]
        assert phrase.strip(), f"{key} begins with a placeholder: give it a value"
        return phrase in self.words()

    def labels(self) -> tuple[str, ...]:
        """The labels of the newest message's choices."""
        return tuple(each.label for each in self.said[-1].choices)


def _after(known: Facts, effect: OfStaff) -> Facts:
    """What there is to know once this was decided."""
    office, me = known.office, LearnerId(NUMBER)
    own = known.staff.posts if known.staff is not None else ()
    match effect:
        case TakePost(name=name):
            assert office.invitation is not None
            post = Post(
                PostId(max((each.id for each in own), default=0) + 1), office.invitation.role, office.invitation.place
            )
            used = replace(office.invitation, uses_left=office.invitation.uses_left - 1)
            return replace(known, staff=Staff(me, name, (*own, post)), office=replace(office, invitation=used))
        case KeepHabits(habits):
            return replace(known, office=replace(office, habits=habits))
        case EndPosts(of, ended):
            if known.staff is not None and of == me:
                left = tuple(each for each in own if each.id not in ended)
                return replace(known, staff=replace(known.staff, posts=left) if left else None)
            people = [
                replace(each, posts=tuple(post for post in each.posts if post.id not in ended))
                for each in office.people
            ]
            return replace(known, office=replace(office, people=tuple(each for each in people if each.posts)))
        case SettleAlert(alert):
            waiting = tuple(each for each in office.alerts if each.id != alert)
            settled = replace(office.alert, is_settled=True) if office.alert is not None else None
            return replace(known, office=replace(office, alerts=waiting, alert=settled))
        case InviteStaff():
            return known
        case WithdrawInvitation(number):
            left_open = tuple(each for each in office.open_invitations if each.number != number)
            return replace(known, office=replace(office, open_invitations=left_open))
        case _:
            assert_never(effect)


def learner(form: str = "Bác", **changes: object) -> Play:
    """A learner at the first card of the first lesson."""
    play = Play(**changes)  # type: ignore[arg-type]  # Play's own fields, by name
    play.opens()
    play.presses("Đồng ý")
    play.presses(form)
    play.presses("Chưa biết")
    return play


def at_step(step_id: str) -> Play:
    """A learner at that step of the first lesson, having skipped what lies before."""
    play = learner()
    play.types(f"/hoc mot-bai/{step_id}")
    assert play.state.bookmark is not None
    assert play.state.bookmark.step == step_id
    return play
