"""Learners who can be written to, for tests of broadcasts: made by the store, with addresses, classes and places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, literal, select, union_all, update

from bot.model import codec
from bot.model.broadcast import Audience, Broadcast, BroadcastState, Letter
from bot.model.delivery import DeliveryState
from bot.model.dialogue import AtMenu, State
from bot.model.ids import Address, BroadcastId, LearnerId
from bot.model.learner import Consent, FormOfAddress, Profile
from bot.model.text import paragraph
from bot.store import batch, broadcasts, learners
from bot.store.audience import Routes, freeze
from bot.store.engine import Store
from bot.store.tables import broadcast, broadcast_tally, delivery, learner

NOW = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
"""Ten in the morning in Vietnam."""
PHONE = ("telegram", "default")
PAGE = ("web", "default")
ROUTES = Routes(("telegram",), {})
EVERYBODY = Audience()
LETTER = Letter(paragraph("Chào {bạn} {tên}, tối thứ Bảy lớp mình học bài mới nhé."))


@dataclass(frozen=True)
class Person:
    """Somebody to be made: where they are, and what is known of them."""

    at: tuple[Address, ...]
    name: str | None = None
    wants_news: bool = True
    place: str | None = None
    seen_at: datetime = NOW - timedelta(hours=1)


def at(name: str, account: tuple[str, str] = PHONE) -> Address:
    """Where somebody of that name is."""
    return Address(*account, name)


async def make(store: Store, people: Mapping[str, Person]) -> dict[str, LearnerId]:
    """Makes learners; gives their numbers by name."""

    def write(connection: Connection) -> dict[str, LearnerId]:
        numbers: dict[str, LearnerId] = {}
        for name, person in people.items():
            seats = batch.take_seats(connection, person.at, NOW)
            first = seats[person.at[0]]
            mark = name.ljust(32, "x")
            consent = Consent("2026-11", NOW)
            of = learners.admit(connection, [learners.Admission(mark, first.id, consent)], NOW)[mark]
            profile = Profile(
                consent, FormOfAddress.BAC, name=person.name, place=person.place, wants_news=person.wants_news
            )
            state = codec.dump_state(State(AtMenu(), profile))
            for seat in seats.values():
                seat.person = batch.Person(of, state, person.place, person.wants_news)
            batch.save_seats(connection, seats.values(), person.seen_at)
            numbers[name] = of
        return numbers

    return await store.write(write)


async def crowd(store: Store, count: int, account: tuple[str, str] = PHONE) -> list[LearnerId]:
    """Makes so many learners at one account."""
    people = {f"{account[0]}-{number}": Person((at(f"{account[0]}-{number}", account),)) for number in range(count)}
    return list((await make(store, people)).values())


async def begun(
    store: Store, audience: Audience = EVERYBODY, routes: Routes = ROUTES, letter: Letter = LETTER, chunk: int = 5_000
) -> BroadcastId:
    """A broadcast that runs, with all its recipients written down."""
    of = await drafted(store, audience, letter)
    running = await start(store, of)
    while await store.write(lambda connection: freeze(connection, running, routes, NOW, chunk)):
        pass
    return of


async def drafted(store: Store, audience: Audience = EVERYBODY, letter: Letter = LETTER) -> BroadcastId:
    """A draft."""
    draft = Broadcast(BroadcastId(0), "Lịch học", letter, audience, NOW + timedelta(days=7), NOW)
    return await store.write(lambda connection: broadcasts.add(connection, draft))


async def start(store: Store, of: BroadcastId) -> Broadcast:
    """Has a draft run, whatever comes before that."""

    def write(connection: Connection) -> Broadcast:
        before = broadcasts.find(connection, [of])[of]
        assert broadcasts.put(connection, replace(before, state=BroadcastState.RUNNING, started_at=NOW))
        return broadcasts.find(connection, [of])[of]

    return await store.write(write)


async def states(store: Store, of: BroadcastId) -> dict[DeliveryState, int]:
    """How many rows of a broadcast stand where; the tally says the same, at every moment."""

    # One statement, which sees one moment.
    both = union_all(
        select(literal("row"), delivery.c.channel, delivery.c.account, delivery.c.state, func.count())
        .where(delivery.c.broadcast_id == of)
        .group_by(delivery.c.channel, delivery.c.account, delivery.c.state),
        select(
            literal("tally"),
            broadcast_tally.c.channel,
            broadcast_tally.c.account,
            broadcast_tally.c.state,
            broadcast_tally.c.recipients,
        ).where(broadcast_tally.c.broadcast_id == of, broadcast_tally.c.recipients != 0),
    )
    sides: dict[str, dict[tuple[str, str, str], int]] = {"row": {}, "tally": {}}
    for side, channel, account, state, count in await store.read(lambda connection: connection.execute(both).all()):
        sides[side][channel, account, state] = count
    assert sides["row"] == sides["tally"]
    found: dict[DeliveryState, int] = {}
    for (_, _, state), count in sides["row"].items():
        found[DeliveryState(state)] = found.get(DeliveryState(state), 0) + count
    return found


async def rows(store: Store, of: BroadcastId) -> Sequence[tuple[int, LearnerId | None, str, str | None]]:
    """The rows of a broadcast: number, whose, state and why."""
    wanted = (
        select(delivery.c.id, delivery.c.learner_id, delivery.c.state, delivery.c.why)
        .where(delivery.c.broadcast_id == of)
        .order_by(delivery.c.id)
    )
    return [tuple(row) for row in await store.read(lambda connection: connection.execute(wanted).all())]


async def set_wish(store: Store, of: LearnerId, *, wants_news: bool) -> None:
    """Has somebody want news or none."""
    change = update(learner).where(learner.c.id == of).values(wants_news=wants_news)
    await store.write(lambda connection: connection.execute(change))


async def pause(store: Store, of: BroadcastId) -> None:
    """Has a broadcast pause."""
    change = update(broadcast).where(broadcast.c.id == of).values(state=BroadcastState.PAUSED.value)
    await store.write(lambda connection: connection.execute(change))
