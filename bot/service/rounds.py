"""Plays the events of a batch within one transaction, in rounds: one event a person a round, in the order they came."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, tzinfo

from sqlalchemy import Connection

from bot.model import codec
from bot.model.broadcast_effects import MoveBroadcast, RepeatBroadcast
from bot.model.dialogue import State
from bot.model.effects import ConfirmHelp, EndPosts, MoveQuestion, Rejoin, Say, SendAnswer, SettleAlert, TakePost
from bot.model.events import Event, Returned, TextReceived
from bot.model.ids import Address
from bot.model.learner import Profile
from bot.model.message import Message
from bot.service.apply import Fit, Writes
from bot.service.broadcast_facts import with_broadcasts
from bot.service.broadcasts import Announcer
from bot.service.classrooms import ClassAct, Clerk
from bot.service.dialogues import Dialogues
from bot.service.facts import Lessons, facts
from bot.service.helping import with_help
from bot.service.posting import Posting
from bot.service.questions import Mover
from bot.service.world import CrashPoint, World
from bot.store import batch, codes, inbox, outbox
from bot.store.batch import Seat
from bot.store.grading import Budget
from bot.store.inbox import UpdateKey
from bot.store.outbox import Sending, Shown
from bot.tutor.context import Context, Facts, Limits, Need, Operator, Step
from bot.tutor.phrases import Phrases


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


@dataclass(frozen=True, slots=True)
class Tutor:
    """The pure core, and what it is told besides the event and the state.

    `echo` is the person's own side, where a history shows it; `sorry` is what somebody hears whose event could not be
    handled; `mask` hides personal data in a text that has to be kept for a look into the fault; `fit` makes of a
    message those that each fit a channel; `has_marks` tells whether a channel, for want of buttons, shows choices with
    letters and numbers to type, `is_kept_elsewhere` whether its platform keeps the talk, out of our reach, `may_add`
    whether a message there that adds to an earlier one takes its place,
    `may_edit` whether any may. `budget` says about how many attempts
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
    may_edit: Callable[[str], bool] = lambda _: False
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
    is_open: bool = False
    """Whether a question waits that did not before."""
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
    mover: Mover = field(default_factory=Mover)
    clerk: Clerk = field(default_factory=Clerk)
    announcer: Announcer = field(default_factory=Announcer)
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
            uniting: list[ClassAct] = []
            for together in _rounds(list(new.values()), seats):
                taken = _with_keys(connection, together)
                while taken:
                    taken = self._play_round(connection, taken, posting, now, played, rejoining, uniting)
            batch.save_seats(connection, seats.values(), now)
            if rejoining:
                _rejoin(connection, rejoining, now)
                played.owes = True
            if uniting:
                tree = self.mover.tree(connection)
                played.owes |= self.clerk.write(connection, tree, uniting, self.world.draw, now)
        self.world.reach(CrashPoint.BEFORE_COMMIT)
        return played

    def _play_round(
        self,
        connection: Connection,
        taken: Sequence[tuple[Seat, Arrival]],
        posting: Posting,
        now: datetime,
        played: Played,
        rejoining: list[tuple[Seat, Rejoin]],
        uniting: list[ClassAct],
    ) -> Sequence[tuple[Seat, Arrival]]:
        """Plays one event of each person; gives those that are to be played once more.

        They would have moved a question, or used up something else, that somebody before them in the same round has
        just moved or used up: what they knew of it is no longer true.
        """
        for seat, arrival in taken:
            if not arrival.is_own:  # whoever does something is there
                seat.gone_at = None
        events = [(seat, arrival.event) for seat, arrival in taken]
        states = [self.dialogues.read(seat.person.state) for seat, _ in events]
        wanted = [self.tutor.needs(event, state) for (_, event), state in zip(events, states, strict=True)]
        midnight = datetime.combine(self._today(now), time.min, self.tutor.timezone)
        known = facts(connection, self.lessons, events, states, wanted, self.mover, now, self.clerk.papers)
        found = with_help(connection, known, events, states, wanted, midnight, now)
        found = with_broadcasts(connection, self.announcer, found, events, states, wanted, now)
        writes = Writes(
            now,
            self.world.token,
            posting,
            self.tutor.fit,
            self.tutor.budget,
            midnight,
            self.mover,
            self.clerk,
            self.announcer,
            self.world.draw,
        )
        again: list[tuple[Seat, Arrival]] = []
        touched: set[tuple[str, object]] = set()
        for (seat, arrival), state, own in zip(taken, states, found, strict=True):
            step = self.tutor.step(state, arrival.event, self._context(seat, own, now))
            moving = _moving(step)
            if moving & touched:
                again.append((seat, arrival))
                continue
            touched |= moving
            self._note(writes, seat, arrival.event, state, step)
        played.sending.extend(writes.write(connection))
        played.ignored.extend(writes.ignored)
        played.owes |= writes.has_news
        played.is_open |= writes.is_open
        for at, shown in writes.shown.items():
            played.shown.setdefault(at, []).extend(shown)
        rejoining += writes.rejoining
        uniting += writes.uniting
        return again

    def _note(self, writes: Writes, seat: Seat, event: Event, state: State, step: Step) -> None:
        if seat.address.channel in self.echoes and any(isinstance(effect, Say) for effect in step.effects):
            said = self.tutor.echo(event, state)
            if said is not None:
                writes.add(seat, Say(said))
        seat.person.state = self.dialogues.write(step.state)
        seat.person.place = step.state.profile.place
        seat.person.wants_news = step.state.profile.wants_news
        for effect in step.effects:
            writes.add(seat, effect)

    def _today(self, now: datetime) -> date:
        return now.astimezone(self.tutor.timezone).date()

    def _context(self, seat: Seat, known: Facts, now: datetime) -> Context:
        tutor, channel = self.tutor, seat.address.channel
        return Context(
            now,
            self._today(now),
            self.lessons.catalog,
            tutor.phrases,
            tutor.operator,
            self.world.draw(),
            tutor.limits,
            known,
            tutor.timezone,
            has_marks=tutor.has_marks(channel),
            is_kept_elsewhere=tutor.is_kept_elsewhere(channel),
            may_add=tutor.may_add(channel),
            may_edit=tutor.may_edit(channel),
        )


def _with_keys(connection: Connection, taken: Sequence[tuple[Seat, Arrival]]) -> Sequence[tuple[Seat, Arrival]]:
    """The same events, with the keys of the messages to which people reply in the place of the platform's own ids."""
    texts = [(seat, each.event) for seat, each in taken if isinstance(each.event, TextReceived)]
    replies = [(seat.id, event.replies_to) for seat, event in texts if event.replies_to]
    if not replies:
        return taken
    keys = outbox.keys_of(connection, replies)

    def keyed(seat: Seat, arrival: Arrival) -> Arrival:
        event = arrival.event
        if not isinstance(event, TextReceived):
            return arrival
        return replace(arrival, event=replace(event, replies_to=keys.get((seat.id, event.replies_to), "")))

    return [(seat, keyed(seat, arrival)) for seat, arrival in taken]


def _moving(step: Step) -> set[tuple[str, object]]:
    """What a step moves or uses up, each with its kind: questions, helps, invitations, posts, alerts, broadcasts."""
    touched: set[tuple[str, object]] = set()
    for effect in step.effects:
        match effect:
            case MoveQuestion(question) | SendAnswer(question):
                touched.add(("question", question))
            case ConfirmHelp(code):
                touched.add(("help", code))
            case TakePost(invitation):
                touched.add(("invitation", invitation))
            case EndPosts(posts=posts):
                touched.update(("post", post) for post in posts)
            case MoveBroadcast(broadcast) | RepeatBroadcast(broadcast):
                touched.add(("broadcast", broadcast))
            case SettleAlert(alert, _, question):
                touched |= {("alert", alert)} if question is None else {("alert", alert), ("question", question)}
            case _:
                pass
    return touched


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
        inbox.Own(
            f"returned:{seat.id}:{seat.last_number}",
            seat.id,
            codec.dumps(Returned(effect.door, effect.invitation), Event),
        )
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
