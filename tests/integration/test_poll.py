"""What a platform brings: stored, committed, and only then confirmed; whatever goes wrong, nothing is lost."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest
from structlog.testing import capture_logs

from bot.channels.base import Ignored, Incoming
from bot.model.dialogue import State
from bot.model.errors import ChannelError, StoreAway, Throttled, Unreachable
from bot.model.events import ChoicePressed, Event, TextReceived
from bot.model.ids import Address, ChoiceId
from bot.service.inbox import Inbox
from bot.service.intake import TYPING_AFTER_SECONDS, Intake
from bot.service.poll import STALE_SECONDS, Poll
from bot.service.world import CrashPoint
from bot.store.engine import Store
from bot.tutor.context import Context, Step
from tests.fakes.tutor import Clock, NoLessons, tutor
from tests.fakes.unsteady import Unsteady
from tests.integration.test_sender import until

ACCOUNT = ("telegram", "default")
Update = dict[str, object]


def text(number: int, words: str, peer: str = "1") -> Update:
    return {"update_id": number, "peer": peer, "text": words}


def read(update: object) -> Incoming | Ignored:
    match update:
        case {"update_id": int(number), "peer": str(peer), "text": str(words)}:
            return Incoming(number, peer, TextReceived(words))
        case {"update_id": int(number), "peer": str(peer), "tap": str(choice)}:
            return Incoming(number, peer, ChoicePressed(ChoiceId(choice)), f"c{number}")
        case {"update_id": int(number), "lost tap": str(tap)}:
            return Ignored(number, "nothing", tap)
        case {"update_id": int(number), "broken": _}:
            raise RuntimeError("0912345678")
        case {"update_id": int(number)}:
            return Ignored(number, "nothing")
        case _:
            return Ignored(None, "no update")


@dataclass
class Box:
    """A mailbox with what it holds, the faults that it answers with first, and what was confirmed."""

    held: list[Update] = field(default_factory=list)
    faults: list[ChannelError | Exception] = field(default_factory=list)
    confirmed: list[int | None] = field(default_factory=list)

    async def fetch(self, after: int | None) -> Sequence[object]:
        await asyncio.sleep(0)
        if self.faults:
            raise self.faults.pop(0)
        self.confirmed.append(after)
        waiting = [each for each in self.held if after is None or self.number_of(each, 10**9) > after]
        if not waiting:
            await asyncio.sleep(0.01)
        return waiting

    def number_of(self, update: object, default: int | None = None) -> int:
        number = update.get("update_id", default) if isinstance(update, dict) else default
        assert number is None or isinstance(number, int)
        return number  # type: ignore[return-value] # None is what the protocol allows


@dataclass
class Signs:
    """Remembers the small signs."""

    taps: list[str] = field(default_factory=list)
    typing: list[Address] = field(default_factory=list)
    wiped: list[str] = field(default_factory=list)

    async def answer_tap(self, tap: str) -> None:
        self.taps.append(tap)

    async def type_to(self, address: Address) -> None:
        self.typing.append(address)

    async def wipe(self, address: Address, mark: str) -> bool:
        self.wiped.append(mark)
        return mark == "7"


@dataclass
class House:
    """A poll over a scripted mailbox."""

    box: Box
    signs: Signs
    inbox: Inbox
    poll: Poll
    clock: Clock
    leads: bool = True
    heard: list[str] = field(default_factory=list)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@asynccontextmanager
async def polling(
    store: Store, clock: Clock, box: Box, typing_after_seconds: float = TYPING_AFTER_SECONDS
) -> AsyncIterator[House]:
    heard: list[str] = []
    plain = tutor()

    def step(state: State, event: Event, context: Context) -> Step:
        heard.append(event.text if isinstance(event, TextReceived) else str(event))
        return plain.step(state, event, context)

    listening = replace(plain, step=step)
    inbox = Inbox(store, listening, NoLessons(), clock.world, pulls=frozenset({"telegram"}))
    signs = Signs()
    intake = Intake(inbox, signs, ACCOUNT, read, typing_after_seconds=typing_after_seconds)
    house: House
    poll = Poll(box, intake, ACCOUNT, clock.world, lambda: house.leads)
    house = House(box, signs, inbox, poll, clock, heard=heard)
    poll.start()
    try:
        yield house
    finally:
        await poll.close()
        await intake.close()
        await inbox.close()


async def test_what_is_fetched_is_confirmed_once_it_is_committed(store: Store, clock: Clock) -> None:
    box = Box([text(5, "a"), text(6, "b"), text(7, "c", "2")])
    async with polling(store, clock, box) as house:
        await until(lambda: 7 in box.confirmed)
        assert house.poll.fault == ""
    assert sorted(house.heard) == ["a", "b", "c"]
    assert house.heard.index("a") < house.heard.index("b"), "in the order of each person"
    assert box.confirmed[0] is None, "no number is trusted over a restart"
    assert set(box.confirmed) == {None, 7}
    assert clock.reached.index(CrashPoint.ACKNOWLEDGED) > 0


async def test_what_is_brought_again_changes_nothing(store: Store, clock: Clock) -> None:
    first, again = (Box([text(5, "a"), text(6, "b"), text(6, "b")]) for _ in range(2))
    async with polling(store, clock, first) as house:
        await until(lambda: 6 in first.confirmed)
    assert house.heard == ["a", "b"]
    async with polling(store, clock, again) as house:
        await until(lambda: 6 in again.confirmed)
    assert house.heard == []


async def test_a_tap_is_answered_also_where_it_means_nothing(store: Store, clock: Clock) -> None:
    box = Box([{"update_id": 1, "peer": "1", "tap": "menu:x"}, {"update_id": 2, "lost tap": "lost"}, {"update_id": 3}])
    async with polling(store, clock, box) as house:
        await until(lambda: 3 in box.confirmed)
        await until(lambda: len(house.signs.taps) == 2)
    assert sorted(house.signs.taps) == ["c1", "lost"]


@pytest.mark.parametrize(("mark", "done"), [("7", "True"), ("8", "False")])
async def test_a_message_is_taken_back_before_the_tutor_says_so(
    store: Store, clock: Clock, mark: str, done: str
) -> None:
    box = Box([{"update_id": 1, "peer": "1", "tap": f"wipe:{mark}"}])
    async with polling(store, clock, box) as house:
        await until(lambda: 1 in box.confirmed)
    assert house.signs.wiped == [mark]
    assert done in house.heard[0]


async def test_faults_are_told_and_asked_after_ever_less(store: Store, clock: Clock) -> None:
    box = Box([text(1, "a")], [Unreachable("Another program asks.", is_in_doubt=False) for _ in range(9)])
    with capture_logs() as logs:
        async with polling(store, clock, box) as house:
            await until(lambda: house.poll.fault == "Another program asks.")
            await until(lambda: 1 in box.confirmed)
            assert house.poll.fault == ""
    assert clock.waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    told = [each for each in logs if each["event"] == "poll.fault"]
    assert len(told) == 1, "one fault is one line, however long it lasts"


async def test_a_pause_that_is_asked_for_is_kept(store: Store, clock: Clock) -> None:
    box = Box([text(1, "a")], [Throttled("wait", 17)])
    async with polling(store, clock, box):
        await until(lambda: 1 in box.confirmed)
    assert clock.waits == [17]


async def test_a_fault_of_ours_holds_up_nobody(store: Store, clock: Clock) -> None:
    box = Box([{"update_id": 1, "broken": ""}, text(2, "sau")], [RuntimeError("0912345678")])
    with capture_logs() as logs:
        async with polling(store, clock, box) as house:
            await until(lambda: "the log tells" in house.poll.fault)
            await until(lambda: 2 in box.confirmed)
            assert house.poll.fault == ""
    assert clock.waits == [1]
    assert house.heard == ["sau"]
    assert [each["event"] for each in logs if each["log_level"] == "error"] == ["poll.failed", "intake.failed"]
    assert not any("0912345678" in str(each) for each in logs)


async def test_while_the_database_is_away_nothing_is_confirmed(store: Store, clock: Clock) -> None:
    tries = 0

    async def away() -> None:
        nonlocal tries
        tries += 1
        if tries <= 2:
            raise StoreAway("The database is away.")

    box = Box([text(1, "a")])
    async with polling(Unsteady(store, away), clock, box) as house:
        await until(lambda: 1 in box.confirmed)
    assert house.heard == ["a"]
    assert box.confirmed[:3] == [None, None, None]
    assert clock.waits[:2] == [1, 2]


async def test_only_the_leader_asks(store: Store, clock: Clock) -> None:
    box = Box([text(1, "a")])
    async with polling(store, clock, box) as house:
        await until(lambda: 1 in box.confirmed)
        house.leads = False
        await asyncio.sleep(0.05)
        asked = len(box.confirmed)
        await asyncio.sleep(0.1)
        assert len(box.confirmed) <= asked + 1
        assert house.poll.fault == ""


async def test_silence_is_a_fault(store: Store, clock: Clock) -> None:
    box = Box()
    async with polling(store, clock, box) as house:
        await until(lambda: bool(box.confirmed))
        await house.poll.close()
        clock.move(seconds=STALE_SECONDS + 1)
        assert "Nothing was heard" in house.poll.fault
        house.leads = False
        assert house.poll.fault == ""


async def test_what_has_no_number_does_not_make_a_storm(store: Store, clock: Clock) -> None:
    box = Box([{"peer": "1"}])
    async with polling(store, clock, box) as house:
        await until(lambda: len(clock.waits) >= 3)
        assert "no number" in house.poll.fault


async def test_whoever_waits_long_sees_that_an_answer_is_on_its_way(store: Store, clock: Clock) -> None:
    async def slow() -> None:
        await asyncio.sleep(0.05)

    box = Box([text(1, "a", "9")])
    async with polling(Unsteady(store, slow), clock, box, typing_after_seconds=0.01) as house:
        await until(lambda: 1 in box.confirmed)
        await until(lambda: bool(house.signs.typing))
    assert set(house.signs.typing) == {Address(*ACCOUNT, "9")}
