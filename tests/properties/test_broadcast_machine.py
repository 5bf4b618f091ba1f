"""A broadcast over days, on the real store: whoever is a recipient stays one, and nobody is told twice.

Its program is killed, its admins press what they like, and its people opt out, go, come by and erase themselves.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Connection, func, insert, select, update

from bot.app import tutor_of
from bot.locale.load import load_phrases
from bot.model.broadcast import Audience, Broadcast, BroadcastMove, BroadcastState, Letter, Why
from bot.model.delivery import OPEN_STATES, DeliveryState
from bot.model.ids import BroadcastId, LearnerId
from bot.model.text import paragraph
from bot.policy.broadcast import Limits
from bot.service.broadcasts import Announcer
from bot.service.dialogues import Dialogues
from bot.service.mailing import Mailing
from bot.service.mentors import Calendar
from bot.settings import DemoSettings
from bot.store import audience, broadcasts, delivery, erasure, recipients, released, united
from bot.store.delivery import Claim, Result
from bot.store.engine import parse_url
from bot.store.outbox import Sending
from bot.store.recipients import Fate
from bot.store.schema import upgrade_file
from bot.store.sqlite import make_engine
from bot.store.tables import address, broadcast_tally, learner
from bot.store.tables import delivery as row_of
from tests.bank import catalog
from tests.recipients import NOW, PHONE, ROUTES
from tests.town import OneBank

T = TypeVar("T")
D = DeliveryState
PEOPLE = 12
M = BroadcastMove
MOVES = (M.CONFIRM, M.START, M.START, M.PAUSE, M.RESUME, M.RESUME, M.RESUME, M.FINISH, M.CANCEL)
ENDS = (
    (D.SENT, None),
    (D.SENT, None),
    (D.FAILED, Why.REFUSED),
    (D.GONE, Why.BLOCKED),
    (D.UNKNOWN, Why.DOUBTFUL),
    (D.WAITING, None),
)
_SETTINGS = DemoSettings(_env_file=None, operator_name="Sở KH&CN", operator_contact="1022")
_EMPTY = Path(tempfile.mkdtemp(prefix="banhoc-machine-")) / "empty.db"


def _file(folder: Path) -> Path:
    """A database of one's own: a copy of an empty one."""
    if not _EMPTY.exists():
        upgrade_file(f"sqlite+aiosqlite:///{_EMPTY}")
    return Path(shutil.copy(_EMPTY, folder / "banhoc.db"))


class BroadcastMachine(RuleBasedStateMachine):
    """All that is done to one broadcast, in any order; what arrives at people is counted beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="banhoc-machine-"))
        self.engine = make_engine(parse_url(f"sqlite+aiosqlite:///{_file(self.folder)}"))
        self.now = NOW
        self.epoch = 1
        self.bank = OneBank(catalog())
        calendar = Calendar(zone=ZoneInfo("Asia/Ho_Chi_Minh"))
        self.announcer = Announcer(self.bank, Limits(a_week=2), lambda: calendar, pushed=("telegram",))
        tutor = tutor_of(_SETTINGS, load_phrases())
        self.mailing = Mailing(tutor, self.bank, self.announcer.tree, self.announcer.limits, Dialogues())
        self.under_way: list[Sending] = []
        self.arrived = Counter[tuple[int, int]]()
        """How often each row's message arrived, by what an admin had said so far."""
        self.repeats = 0
        self.size: int | None = None

    def teardown(self) -> None:
        self.engine.dispose()
        shutil.rmtree(self.folder)

    def does(self, work: Callable[[Connection], T]) -> T:
        with self.engine.begin() as connection:
            return work(connection)

    @initialize(count=st.integers(0, PEOPLE), is_begun=st.sampled_from([True, True, True, False]))
    def begin(self, count: int, is_begun: bool) -> None:
        """Most examples begin with a broadcast that runs, and is written down."""

        def write(connection: Connection) -> BroadcastId:
            for number in range(1, count + 1):
                row = {"mark": str(number), "state": "", "created_at": NOW, "last_seen_at": NOW}
                connection.execute(insert(learner), row)
                at = {"channel": "telegram", "account": "default", "last_number": 1, "made_at": NOW}
                connection.execute(insert(address), at | {"peer": str(number), "learner_id": number})
            draft = Broadcast(
                BroadcastId(0), "x", Letter(paragraph("Chào {bạn}")), Audience(), NOW + timedelta(days=4), NOW
            )
            return self.announcer.keep(connection, draft, NOW)

        self.of = self.does(write)
        if is_begun:
            self.somebody_moves_it(BroadcastMove.CONFIRM)
            self.somebody_moves_it(BroadcastMove.START)
            while not self.seen.is_frozen:
                self.some_are_written_down(PEOPLE)

    @property
    def seen(self) -> Broadcast:
        return self.does(lambda connection: broadcasts.find(connection, [self.of]))[self.of]

    @rule(move=st.sampled_from(MOVES))
    def somebody_moves_it(self, move: BroadcastMove) -> None:
        if move is BroadcastMove.FINISH and self.count(*OPEN_STATES):
            return  # only where nobody waits
        if move is BroadcastMove.FINISH and not self.seen.is_frozen:
            return
        self.does(lambda connection: self.announcer.move(connection, self.of, move, self.now))

    @rule(states=st.sampled_from([(D.FAILED,), (D.UNKNOWN,), (D.FAILED, D.UNKNOWN)]))
    def an_admin_repeats_it(self, states: tuple[DeliveryState, ...]) -> None:
        if self.seen.state is BroadcastState.FINISHED:
            self.does(lambda connection: self.announcer.repeat(connection, self.of, states, self.now))
            self.repeats += 1

    @rule(most=st.integers(1, 5))
    def some_are_written_down(self, most: int) -> None:
        before = self.seen
        self.does(lambda connection: audience.freeze(connection, before, ROUTES, self.now, most))
        if self.seen.is_frozen and self.size is None:
            self.size = self.count()

    @rule(most=st.integers(1, 6))
    def a_sender_takes_some(self, most: int) -> None:
        resting = frozenset(row.address_id for row in self.under_way)
        claim = Claim(self.epoch, most, most, resting)
        taken = self.does(lambda connection: self.mailing.claim(connection, PHONE, claim, self.now))
        assert len(taken) <= most
        assert not taken or self.seen.state is BroadcastState.RUNNING
        self.under_way += taken

    @rule(ends=st.lists(st.sampled_from(ENDS), min_size=1, max_size=6))
    def calls_end(self, ends: list[tuple[DeliveryState, Why | None]]) -> None:
        results = []
        for row, (state, why) in zip(self.under_way, ends, strict=False):
            if state in {D.SENT, D.UNKNOWN}:  # what is in doubt may have arrived
                self.arrived[row.id, self.repeats] += 1
            results.append(
                Result(row.id, self.epoch, state, row.tries, mail=row.mail, why=why, address_id=row.address_id)
            )
        del self.under_way[: len(results)]
        for _ in range(2):  # written twice an outcome changes nothing
            self.does(lambda connection: delivery.write_results(connection, results, self.now))

    @rule()
    def the_program_is_killed(self) -> None:
        """What was under way may have arrived; the next one calls it unknown."""
        for row in self.under_way:
            self.arrived[row.id, self.repeats] += 1
        self.under_way.clear()
        self.epoch += 1

        def recover(connection: Connection) -> None:
            left = delivery.abandoned(connection, PHONE, self.epoch)
            results = [Result(row.id, row.epoch, D.UNKNOWN, row.tries, mail=row.mail) for row in left]
            delivery.write_results(connection, results, self.now)

        self.does(recover)
        assert not self.count(D.SENDING)

    @rule(number=st.integers(1, PEOPLE), wish=st.booleans())
    def somebody_changes_their_mind(self, number: int, wish: bool) -> None:
        self.does(lambda c: c.execute(update(learner).where(learner.c.id == number).values(wants_news=wish)))

    @rule(number=st.integers(1, PEOPLE))
    def somebody_is_erased(self, number: int) -> None:
        self.does(lambda connection: erasure.erase(connection, [LearnerId(number)], self.now))

    @rule(first=st.integers(1, PEOPLE), second=st.integers(1, PEOPLE))
    def two_are_one(self, first: int, second: int) -> None:
        self.does(lambda connection: united.unite(connection, LearnerId(first), LearnerId(second), self.now))

    @rule(number=st.integers(1, PEOPLE))
    def somebody_comes_by(self, number: int) -> None:
        """They read it there, and get it nowhere else."""

        def visit(connection: Connection) -> int | None:
            waiting = recipients.waiting_for(connection, [LearnerId(number)], self.now).get(LearnerId(number), ())
            for row, _ in waiting:
                recipients.mark(connection, [Fate(row, D.SENT)], self.now)
                return row
            return None

        read = self.does(visit)
        if read is not None:
            self.arrived[read, self.repeats] += 1

    @rule(hours=st.sampled_from([1, 8, 30]))
    def time_goes_by(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        if self.now > self.seen.valid_until and self.seen.state is BroadcastState.RUNNING:
            self.does(lambda connection: released.close(connection, self.of, Why.EXPIRED, self.now, 100))

    def count(self, *states: DeliveryState) -> int:
        return self.does(lambda connection: broadcasts.tallies(connection, [self.of]))[self.of].of(*states)

    @invariant()
    def the_tally_is_the_count_of_rows(self) -> None:
        def look(connection: Connection) -> tuple[dict[str, int], dict[str, int]]:
            rows = connection.execute(select(row_of.c.state, func.count()).group_by(row_of.c.state))
            told = connection.execute(
                select(broadcast_tally.c.state, func.sum(broadcast_tally.c.recipients)).group_by(
                    broadcast_tally.c.state
                )
            )
            return dict(map(tuple, rows)), {state: many for state, many in told if many}

        rows, told = self.does(look)
        assert rows == told

    @invariant()
    def recipients_stay_as_many_as_they_were(self) -> None:
        if self.size is not None:
            assert self.count() == self.size

    @invariant()
    def nobody_was_told_twice_but_by_an_admins_wish(self) -> None:
        assert all(times == 1 for times in self.arrived.values())


TestBroadcast = BroadcastMachine.TestCase
TestBroadcast.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
