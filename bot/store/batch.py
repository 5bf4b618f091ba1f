"""The people whose events one batch takes: found or made, locked in one order, and written back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.model.errors import Conflict
from bot.model.ids import Address, LearnerId
from bot.store.tables import address, learner
from bot.store.upsert import insert_new

VISIT = timedelta(hours=24)
"""How long the dialogue of somebody who has not consented is kept after their last event."""


@dataclass(slots=True)
class Person:
    """Somebody in a batch: a learner, or a visitor about whom nothing is kept but the dialogue, for a day.

    `state` is the dialogue as it was written, None for somebody new; the batch puts the new one in its place.
    """

    learner_id: LearnerId | None
    state: str | None
    place: str | None = None
    wants_news: bool = True


@dataclass(slots=True)
class Seat:
    """A person's place in one channel, within a batch; `last_number` counts the messages owed there so far.

    `gone_at` is since when nothing arrives there, None where they are there: as it was, and then as it is to be.
    """

    address: Address
    id: int
    last_number: int
    person: Person
    gone_at: datetime | None = None


# Locked against others who write there, and not against those who only refer to it: news for somebody is written by
# whoever moves their question, and must not wait for them while they wait for the question.
_FIND = (
    select(
        address.c.id,
        address.c.channel,
        address.c.account,
        address.c.peer,
        address.c.learner_id,
        address.c.state,
        address.c.visit_until,
        address.c.last_number,
        address.c.gone_at,
    )
    .where(
        address.c.channel == bindparam("of_channel"),
        address.c.account == bindparam("of_account"),
        address.c.peer.in_(bindparam("peers", expanding=True)),
    )
    .order_by(address.c.id)
    .with_for_update(key_share=True)
)
_MAKE = insert_new(address)
_LEARNERS = (
    select(learner.c.id, learner.c.state, learner.c.place, learner.c.wants_news)
    .where(learner.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(learner.c.id)
    .with_for_update(key_share=True)
)
_SAVE_ADDRESS = (
    update(address)
    .where(address.c.id == bindparam("at"))
    .values(
        learner_id=bindparam("of"),
        state=bindparam("visit_state"),
        visit_until=bindparam("until"),
        last_number=bindparam("number"),
        gone_at=bindparam("gone"),
    )
)
_SAVE_LEARNER = (
    update(learner)
    .where(learner.c.id == bindparam("of"))
    .values(
        state=bindparam("new_state"),
        place=bindparam("new_place"),
        wants_news=bindparam("new_wants_news"),
        last_seen_at=bindparam("now"),
    )
)


def take_seats(connection: Connection, addresses: Iterable[Address], now: datetime) -> dict[Address, Seat]:
    """Finds or makes the addresses and locks them and their learners until the transaction ends.

    Everybody locks in one order, by account and then by id, so that no two batches wait for each other.

    Args:
        connection: the batch's transaction.
        addresses: whose events the batch takes.
        now: a visit that ended before is begun anew.

    Raises:
        Conflict: an address was deleted by somebody else meanwhile; run the transaction again.
    """
    by_account: dict[tuple[str, str], set[str]] = {}
    for wanted in addresses:
        by_account.setdefault((wanted.channel, wanted.account), set()).add(wanted.peer)
    rows = [row for key in sorted(by_account) for row in _take_rows(connection, *key, sorted(by_account[key]), now)]
    people = _take_learners(connection, sorted({row.learner_id for row in rows if row.learner_id is not None}))
    seats: dict[Address, Seat] = {}
    for row in rows:
        if row.learner_id is not None:
            person = people[row.learner_id]
        else:
            is_over = row.visit_until is not None and row.visit_until < now
            person = Person(None, None if is_over else row.state)
        found_address = Address(row.channel, row.account, row.peer)
        seats[found_address] = Seat(found_address, row.id, row.last_number, person, row.gone_at)
    return seats


def _take_rows(
    connection: Connection, channel: str, account: str, peers: Sequence[str], now: datetime
) -> Sequence[Row[Any, *tuple[Any, ...]]]:  # Any: the columns have the types that the table gives them
    keys = {"of_channel": channel, "of_account": account, "peers": peers}
    rows = connection.execute(_FIND, keys).all()
    if len(rows) < len(peers):
        found = {row.peer for row in rows}
        make_addresses(connection, [Address(channel, account, peer) for peer in peers if peer not in found], now)
        rows = connection.execute(_FIND, keys).all()
    if len(rows) < len(peers):
        raise Conflict("An address was deleted while it was being written to; run the transaction again.")
    return rows


def _take_learners(connection: Connection, ids: Sequence[int]) -> dict[int, Person]:
    if not ids:
        return {}
    rows = connection.execute(_LEARNERS, {"ids": ids})
    return {row.id: Person(LearnerId(row.id), row.state, row.place, row.wants_news) for row in rows}


def make_addresses(connection: Connection, addresses: Sequence[Address], now: datetime, last_number: int = 0) -> None:
    """Makes address rows of visitors; one that is there already stays as it is."""
    connection.execute(
        _MAKE.on(connection),
        [
            {
                "channel": a.channel,
                "account": a.account,
                "peer": a.peer,
                "last_number": last_number,
                "visit_until": now + VISIT,
                "made_at": now,
            }
            for a in addresses
        ],
    )


def save_seats(connection: Connection, seats: Iterable[Seat], now: datetime) -> None:
    """Writes everybody's dialogue back: a learner's into the learner's row, a visitor's into the address for a day."""
    seats = list(seats)
    people = {seat.person.learner_id: seat.person for seat in seats if seat.person.learner_id is not None}
    if people:
        connection.execute(
            _SAVE_LEARNER,
            [
                {
                    "of": learner_id,
                    "new_state": person.state,
                    "new_place": person.place,
                    "new_wants_news": person.wants_news,
                    "now": now,
                }
                for learner_id, person in people.items()
            ],
        )
    if seats:
        connection.execute(_SAVE_ADDRESS, [_address_row(seat, now) for seat in seats])


def _address_row(seat: Seat, now: datetime) -> dict[str, object]:
    is_visit = seat.person.learner_id is None
    return {
        "at": seat.id,
        "of": seat.person.learner_id,
        "visit_state": seat.person.state if is_visit else None,
        "until": now + VISIT if is_visit else None,
        "number": seat.last_number,
        "gone": seat.gone_at,
    }
