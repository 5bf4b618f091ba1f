"""Plays the events of a batch within one transaction, in rounds: one event a person a round, in the order they came."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, tzinfo
from typing import Protocol, assert_never

from sqlalchemy import Connection

from bot.model import codec
from bot.model.attempt import Attempt
from bot.model.classroom import Classroom
from bot.model.dialogue import State
from bot.model.effects import Rejoin, Say
from bot.model.events import Event, Returned
from bot.model.ids import Address, ClassCode, ContentHash, LearnerId
from bot.model.learner import NotebookEntry, Profile, Progress, Record
from bot.model.lesson import Catalog, Lesson
from bot.model.message import Message
from bot.model.staff import Staff
from bot.service.apply import Fit, Writes
from bot.service.dialogues import Dialogues
from bot.service.posting import Posting
from bot.service.world import CrashPoint, World
from bot.store import attempts, batch, classrooms, codes, inbox, learners, staff
from bot.store.batch import Seat
from bot.store.grading import Budget
from bot.store.inbox import UpdateKey
from bot.store.outbox import Sending, Shown
from bot.tutor import classes
from bot.tutor.context import Context, Facts, Limits, Need, Operator, Step, Verdict
from bot.tutor.phrases import Phrases
from bot.tutor.returning import Code, code_in


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event, from whom, and the name of the update that brought it: the same name is the same event.

    `is_own` says that no platform brought it: the system owed it to itself, under that name.
    """

    address: Address
    update_id: str
    event: Event
    is_own: bool = False

    @property
    def key(self) -> UpdateKey:
        """What stops this event's twin."""
        if self.is_own:
            return UpdateKey(inbox.OWN, "", self.update_id)
        return UpdateKey(self.address.channel, self.address.account, self.update_id)


class Lessons(Protocol):
    """The bank as the tutor sees it, and older versions of its lessons."""

    @property
    def catalog(self) -> Catalog:
        """The lessons of today; may be another one for the next batch."""

    def versions(self, connection: Connection, hashes: Collection[ContentHash]) -> Mapping[ContentHash, Lesson]:
        """The lesson versions with these hashes, as far as they are known."""


@dataclass(frozen=True, slots=True)
class Tutor:
    """The pure core, and what it is told besides the event and the state.

    `echo` is the person's own side, where a history shows it; `sorry` is what somebody hears whose event could not be
    handled; `mask` hides personal data in a text that has to be kept for a look into the fault; `fit` makes of a
    message those that each fit a channel; `has_marks` tells whether a channel, for want of buttons, shows choices with
    letters and numbers to type, `is_kept_elsewhere` whether its platform keeps the talk, out of our reach, `may_add`
    whether a message there that adds to an earlier one takes its place. `budget` says about how many attempts
    a day another judge is asked, where there is one.
    """

    step: Callable[[State, Event, Context], Step]
    needs: Callable[[Event, State], frozenset[Need]]
    echo: Callable[[Event, State], Message | None]
    sorry: Callable[[Profile], Message]
    mask: Callable[[str], str]
    phrases: Phrases
    operator: Operator
    timezone: tzinfo
    limits: Limits = field(default_factory=Limits)
    fit: Fit = lambda _, message: (message,)
    has_marks: Callable[[str], bool] = lambda _: True
    is_kept_elsewhere: Callable[[str], bool] = lambda _: False
    may_add: Callable[[str], bool] = lambda _: False
    budget: Budget = field(default_factory=Budget)


@dataclass(slots=True)
class Played:
    """What a batch left to do once it is committed."""

    ignored: list[str] = field(default_factory=list)
    sending: list[Sending] = field(default_factory=list)
    shown: dict[Address, list[Shown]] = field(default_factory=dict)
    """What was said where it is fetched, oldest first."""
    owes: bool = False
    """Whether it wrote down something that the system owes itself."""
    parked: int = 0
    """Events that could not be handled and were set aside."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """Everything that playing events takes."""

    tutor: Tutor
    lessons: Lessons
    world: World
    echoes: frozenset[str] = frozenset()
    """The channels whose history shows the person's own side."""
    dialogues: Dialogues = field(default_factory=Dialogues)

    def play(self, connection: Connection, arrivals: Sequence[Arrival], posting: Posting) -> Played:
        """Claims the events, lets the tutor decide on each that is new, and writes down what it decided.

        Args:
            connection: the batch's transaction; nothing counts before it is committed.
            arrivals: in the order they came; an event may stand among them more than once.
            posting: where a reply stands when it is written down.

        Raises:
            Exception: whatever one event's fault raises; the transaction must then be rolled back.
        """
        now = self.world.now()
        fresh = _claim(connection, arrivals, now)
        self.world.reach(CrashPoint.CLAIMED)
        new = {arrival.key: arrival for arrival in arrivals if arrival.key in fresh}
        played = Played()
        if new:
            seats = batch.take_seats(connection, [arrival.address for arrival in new.values()], now)
            posting.look(connection, seats.values())
            rejoining: list[tuple[Seat, Rejoin]] = []
            for taken in _rounds(list(new.values()), seats):
                rejoining += self._play_round(connection, taken, posting, now, played)
            batch.save_seats(connection, seats.values(), now)
            if rejoining:
                _rejoin(connection, rejoining, now)
                played.owes = True
        self.world.reach(CrashPoint.BEFORE_COMMIT)
        return played

    def _play_round(
        self,
        connection: Connection,
        taken: Sequence[tuple[Seat, Arrival]],
        posting: Posting,
        now: datetime,
        played: Played,
    ) -> Sequence[tuple[Seat, Rejoin]]:
        for seat, arrival in taken:
            if not arrival.is_own:  # whoever does something is there
                seat.gone_at = None
        events = [(seat, arrival.event) for seat, arrival in taken]
        states = [self.dialogues.read(seat.person.state) for seat, _ in events]
        wanted = [self.tutor.needs(event, state) for (_, event), state in zip(events, states, strict=True)]
        facts = self._facts(connection, events, states, wanted, now)
        today = now.astimezone(self.tutor.timezone).date()
        midnight = datetime.combine(today, time.min, self.tutor.timezone)
        writes = Writes(now, self.world.token, posting, self.tutor.fit, self.tutor.budget, midnight)
        for (seat, event), state, known in zip(events, states, facts, strict=True):
            context = Context(
                now,
                today,
                self.lessons.catalog,
                self.tutor.phrases,
                self.tutor.operator,
                self.world.draw(),
                self.tutor.limits,
                known,
                self.tutor.timezone,
                has_marks=self.tutor.has_marks(seat.address.channel),
                is_kept_elsewhere=self.tutor.is_kept_elsewhere(seat.address.channel),
                may_add=self.tutor.may_add(seat.address.channel),
            )
            step = self.tutor.step(state, event, context)
            if seat.address.channel in self.echoes and any(isinstance(effect, Say) for effect in step.effects):
                said = self.tutor.echo(event, state)
                if said is not None:
                    writes.add(seat, Say(said))
            seat.person.state = self.dialogues.write(step.state)
            seat.person.place = step.state.profile.place
            for effect in step.effects:
                writes.add(seat, effect)
        played.sending.extend(writes.write(connection))
        played.ignored.extend(writes.ignored)
        for at, shown in writes.shown.items():
            played.shown.setdefault(at, []).extend(shown)
        return writes.rejoining

    def _facts(
        self,
        connection: Connection,
        events: Sequence[tuple[Seat, Event]],
        states: Sequence[State],
        wanted: Sequence[frozenset[Need]],
        now: datetime,
    ) -> list[Facts]:
        """What everybody's step needs, with one query a kind for all."""
        asking: dict[Need, set[LearnerId]] = {}
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
                    asking.setdefault(need, set()).add(seat.person.learner_id)
        named = frozenset[ClassCode]().union(*doors)
        known = _Known(
            codes.judge(connection, typed, now) if typed else {},
            classrooms.find(connection, named) if named else {},
        )
        for need, ids in asking.items():
            known.load(connection, need, ids)
        hashes = {state.bookmark.content_hash for state in states if state.bookmark is not None}
        bookmarked = self.lessons.versions(connection, hashes) if hashes else {}
        return [
            known.of(seat, needs, bookmarked.get(state.bookmark.content_hash) if state.bookmark else None, own)
            for (seat, _), state, needs, own in zip(events, states, wanted, doors, strict=True)
        ]


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
            case _:
                assert_never(need)

    def of(self, seat: Seat, needs: frozenset[Need], bookmarked: Lesson | None, doors: frozenset[ClassCode]) -> Facts:
        """One person's facts; of a visitor's own there are none, but what the code that they typed is worth."""
        learner_id = seat.person.learner_id
        found = tuple(self.classrooms[code] for code in sorted(doors) if code in self.classrooms)
        if learner_id is None:
            return Facts(bookmarked=bookmarked, verdict=self.verdicts.get(seat.id), classrooms=found)
        return Facts(
            self.progress.get(learner_id, ()) if Need.PROGRESS in needs else (),
            self.notebook.get(learner_id, ()) if Need.NOTEBOOK in needs else (),
            self.record.get(learner_id) if Need.RECORD in needs else None,
            self.attempts.get(learner_id, ()) if Need.ATTEMPTS in needs else (),
            bookmarked,
            learner_id,
            classrooms=found,
            prompts=self.prompts.get(learner_id, ()) if Need.PROMPTS in needs else (),
            staff=self.staff.get(learner_id) if Need.STAFF in needs else None,
        )


def _claim(connection: Connection, arrivals: Sequence[Arrival], now: datetime) -> frozenset[UpdateKey]:
    """Those of the arrivals that nobody has handled."""
    brought = [arrival.key for arrival in arrivals if not arrival.is_own]
    own = [arrival.update_id for arrival in arrivals if arrival.is_own]
    fresh = inbox.claim(connection, brought, now) if brought else frozenset()
    return fresh | inbox.take(connection, own) if own else fresh


def _rejoin(connection: Connection, rejoining: Sequence[tuple[Seat, Rejoin]], now: datetime) -> None:
    """Gives the addresses to the learners, each of whom hears of it by an event of its own."""
    codes.bind(connection, [(seat.id, effect.number) for seat, effect in rejoining])
    owed = [
        inbox.Own(f"returned:{seat.id}:{seat.last_number}", seat.id, codec.dumps(Returned(effect.door), Event))
        for seat, effect in rejoining
    ]
    inbox.put(connection, owed, now)


def _rounds(arrivals: Sequence[Arrival], seats: Mapping[Address, Seat]) -> list[list[tuple[Seat, Arrival]]]:
    """The events in rounds, so that nobody has two in one; a learner with two addresses is one person."""
    rounds: list[list[tuple[Seat, Arrival]]] = []
    played: dict[int, int] = {}
    for arrival in arrivals:
        seat = seats[arrival.address]
        number = played.get(id(seat.person), 0)
        played[id(seat.person)] = number + 1
        if number == len(rounds):
            rounds.append([])
        rounds[number].append((seat, arrival))
    return rounds
