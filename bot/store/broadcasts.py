"""Broadcasts as they are kept: made, moved by whoever comes first, and how many of their recipients stand where."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any  # Any: the columns of a row have the types that the table gives them

from sqlalchemy import Connection, Row, and_, bindparam, exists, insert, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.model import codec
from bot.model.broadcast import Audience, Broadcast, BroadcastState, Letter, Pause, Tally
from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId, LearnerId, PlaceCode
from bot.store.tables import broadcast, broadcast_tally, poll_answer
from bot.store.upsert import insert_or_change

LIVE = (BroadcastState.SCHEDULED, BroadcastState.RUNNING, BroadcastState.PAUSED)
"""The states in which time still does something."""
_KEPT = 64
BADLY = frozenset({DeliveryState.FAILED, DeliveryState.UNKNOWN})
"""How a row ends where something is wrong with the way, and not with the person."""
ENDED = BADLY | {DeliveryState.SENT}


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of calls since an admin last said to go on: how many rows ended, and how many of these badly."""

    ended: int
    badly: int


@dataclass(frozen=True, slots=True)
class Step:
    """A change of how many rows of a broadcast stand in a state, at an account."""

    broadcast: BroadcastId
    channel: str
    account: str
    state: DeliveryState
    by: int


_ADD = insert(broadcast).returning(broadcast.c.id)
_FIND = select(broadcast).where(broadcast.c.id.in_(bindparam("ids", expanding=True))).order_by(broadcast.c.id)
_LOCKED = _FIND.with_for_update()
_NEWEST = select(broadcast).order_by(broadcast.c.id.desc()).limit(bindparam("most"))
# Written out in the statement: a partial index serves only a condition that is known when a query is planned.
_IS_LIVE = broadcast.c.state.in_([literal(state.value, literal_execute=True) for state in LIVE])
_IS_LEFT_OVER = exists().where(
    broadcast_tally.c.broadcast_id == broadcast.c.id,
    broadcast_tally.c.state == DeliveryState.WAITING.value,
    broadcast_tally.c.recipients > 0,
)
_WITH_WORK = (
    select(broadcast)
    .where(
        or_(
            broadcast.c.state.in_([BroadcastState.SCHEDULED.value, BroadcastState.RUNNING.value]),
            and_(broadcast.c.state == BroadcastState.CANCELLED.value, _IS_LEFT_OVER),
            and_(
                broadcast.c.state == BroadcastState.PAUSED.value,
                broadcast.c.pause == Pause.RESTORED.value,
                broadcast.c.stalled_at.is_(None),
            ),
        )
    )
    .order_by(broadcast.c.id)
)
_RUNNING = select(broadcast).where(
    _IS_LIVE, broadcast.c.state == BroadcastState.RUNNING.value, broadcast.c.frozen_at.is_not(None)
)
_PUT = (
    update(broadcast)
    .where(broadcast.c.id == bindparam("of"), broadcast.c.moves == bindparam("was"))
    .values(
        title=bindparam("new_title"),
        letter=bindparam("new_letter"),
        audience=bindparam("new_audience"),
        state=bindparam("new_state"),
        pause=bindparam("new_pause"),
        confirmed_by=bindparam("new_confirmed_by"),
        is_asked=bindparam("new_is_asked"),
        starts_at=bindparam("new_starts_at"),
        valid_until=bindparam("new_valid_until"),
        started_at=bindparam("new_started_at"),
        ended_at=bindparam("new_ended_at"),
        moves=broadcast.c.moves + 1,
        stalled_at=None,
    )
)
_TALLY = select(broadcast_tally).where(broadcast_tally.c.broadcast_id.in_(bindparam("ids", expanding=True)))
_COUNTS = {
    name: statement.on_conflict_do_update(
        index_elements=list(broadcast_tally.primary_key),
        set_={"recipients": broadcast_tally.c.recipients + statement.excluded.recipients},
    )
    for name, statement in (
        ("sqlite", sqlite.insert(broadcast_tally)),
        ("postgresql", postgresql.insert(broadcast_tally)),
    )
}
_JUDGED = select(broadcast.c.judged_ended, broadcast.c.judged_failed).where(broadcast.c.id == bindparam("of"))
_JUDGE = (
    update(broadcast)
    .where(broadcast.c.id == bindparam("of"))
    .values(judged_ended=bindparam("ended"), judged_failed=bindparam("badly"))
)
_STALL = (
    update(broadcast)
    .where(broadcast.c.id == bindparam("of"), broadcast.c.stalled_at.is_(None))
    .values(stalled_at=bindparam("now"))
)
_UNSTALL = update(broadcast).where(broadcast.c.id == bindparam("of")).values(stalled_at=None)
_ANSWER = insert_or_change(poll_answer, (poll_answer.c.answer, poll_answer.c.answered_at))
_ANSWERS = select(poll_answer.c.answer).where(poll_answer.c.broadcast_id == bindparam("of"))


def add(connection: Connection, draft: Broadcast) -> BroadcastId:
    """Keeps a draft; its number is given by the database, whatever `draft.id` says."""
    row = {
        "title": draft.title,
        "letter": codec.dumps(draft.letter),
        "audience": codec.dumps(draft.audience),
        "place": draft.place,
        "state": draft.state.value,
        "moves": 0,
        "made_by": draft.made_by,
        "starts_at": draft.starts_at,
        "valid_until": draft.valid_until,
        "made_at": draft.made_at,
    }
    return BroadcastId(connection.execute(_ADD, row).scalar_one())


def find(
    connection: Connection, ids: Collection[BroadcastId], *, is_locked: bool = False
) -> dict[BroadcastId, Broadcast]:
    """Broadcasts by number; locked until the transaction ends, where that is asked for."""
    rows = connection.execute(_LOCKED if is_locked else _FIND, {"ids": sorted(ids)}) if ids else ()
    return {BroadcastId(row.id): read(row) for row in rows}


def newest(connection: Connection, most: int) -> tuple[Broadcast, ...]:
    """The last broadcasts, the newest first."""
    return tuple(map(read, connection.execute(_NEWEST, {"most": most})))


def with_work(connection: Connection) -> tuple[Broadcast, ...]:
    """The broadcasts with which time does something by itself.

    What is to begin, what runs, what is to be let go, and what a restored backup paused and nobody was told of.
    """
    return tuple(map(read, connection.execute(_WITH_WORK)))


def running(connection: Connection) -> tuple[Broadcast, ...]:
    """The broadcasts that are being sent, in the order in which they were begun."""
    # Put in order here: a claim tells PostgreSQL to sort nothing, and what sorts all the same is compiled first.
    found = map(read, connection.execute(_RUNNING))
    return tuple(sorted(found, key=lambda each: (each.started_at or each.made_at, each.id)))


def put(connection: Connection, changed: Broadcast) -> bool:
    """Writes a broadcast as it is to be, if nothing happened to it since its `moves` were counted.

    Returns:
        Whether it was written; where not, somebody else was first.
    """
    row = {
        "of": changed.id,
        "was": changed.moves,
        "new_title": changed.title,
        "new_letter": codec.dumps(changed.letter),
        "new_audience": codec.dumps(changed.audience),
        "new_state": changed.state.value,
        "new_pause": changed.pause.value if changed.pause is not None else None,
        "new_confirmed_by": changed.confirmed_by,
        "new_is_asked": changed.is_asked,
        "new_starts_at": changed.starts_at,
        "new_valid_until": changed.valid_until,
        "new_started_at": changed.started_at,
        "new_ended_at": changed.ended_at,
    }
    return connection.execute(_PUT, row).rowcount == 1


def tallies(connection: Connection, ids: Collection[BroadcastId]) -> dict[BroadcastId, Tally]:
    """How many recipients of each broadcast stand where; it costs the same for a thousand and for a million."""
    found: dict[BroadcastId, dict[tuple[str, str], dict[DeliveryState, int]]] = {of: {} for of in ids}
    for row in connection.execute(_TALLY, {"ids": sorted(ids)}) if ids else ():
        if row.recipients:
            at = found[BroadcastId(row.broadcast_id)].setdefault((row.channel, row.account), {})
            at[DeliveryState(row.state)] = row.recipients
    return {of: Tally(counts) for of, counts in found.items()}


def count(connection: Connection, steps: Sequence[Step]) -> None:
    """Writes how many rows went from where to where; only whoever writes those rows calls it, in their transaction.

    Everybody writes in one order, so that no two wait for each other.
    """
    by: dict[tuple[int, str, str, str], int] = {}
    for step in steps:
        key = (step.broadcast, step.channel, step.account, step.state.value)
        by[key] = by.get(key, 0) + step.by
    rows = [
        {"broadcast_id": of, "channel": channel, "account": account, "state": state, "recipients": change}
        for (of, channel, account, state), change in sorted(by.items())
        if change
    ]
    if rows:
        connection.execute(_COUNTS[connection.dialect.name], rows)


def judged(connection: Connection, of: BroadcastId) -> Judged:
    """What had become of calls when an admin last said to go on."""
    row = connection.execute(_JUDGED, {"of": of}).one()
    return Judged(row.judged_ended, row.judged_failed)


def judge(connection: Connection, of: BroadcastId, now: Judged) -> None:
    """Notes that an admin says to go on, whatever became of the calls so far."""
    connection.execute(_JUDGE, {"of": of, "ended": now.ended, "badly": now.badly})


def ended(tally: Tally) -> Judged:
    """What became of calls so far."""
    return Judged(tally.of(*ENDED), tally.of(*BADLY))


def stall(connection: Connection, of: BroadcastId, now: datetime) -> bool:
    """Notes that a broadcast stands still; gives whether nobody had noted it before."""
    return connection.execute(_STALL, {"of": of, "now": now}).rowcount == 1


def unstall(connection: Connection, of: BroadcastId) -> None:
    """Notes that a broadcast goes on."""
    connection.execute(_UNSTALL, {"of": of})


def keep_answer(connection: Connection, of: BroadcastId, by: LearnerId, answer: int, now: datetime) -> None:
    """Keeps somebody's answer to a poll, in the place of the one before."""
    row = {"learner_id": by, "broadcast_id": of, "answer": answer, "answered_at": now}
    connection.execute(_ANSWER.on(connection), [row])


def answers(connection: Connection, of: BroadcastId) -> Mapping[int, int]:
    """How many gave each answer of a poll, from 0."""
    found: dict[int, int] = {}
    for answer in connection.execute(_ANSWERS, {"of": of}).scalars():
        found[answer] = found.get(answer, 0) + 1
    return found


def read(row: Row[Any]) -> Broadcast:
    """A row of the table as a broadcast."""
    return Broadcast(
        id=BroadcastId(row.id),
        title=row.title,
        letter=_letter(row.letter),
        audience=_audience(row.audience),
        valid_until=row.valid_until,
        made_at=row.made_at,
        state=BroadcastState(row.state),
        pause=Pause(row.pause) if row.pause is not None else None,
        place=PlaceCode(row.place) if row.place is not None else None,
        made_by=_person(row.made_by),
        confirmed_by=_person(row.confirmed_by),
        is_asked=row.is_asked,
        starts_at=row.starts_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        is_frozen=row.frozen_at is not None,
        moves=row.moves,
    )


@lru_cache(maxsize=_KEPT)
def _letter(written: str) -> Letter:
    """The same words are asked for with every look at what is to be sent."""
    return codec.loads(written, Letter)


@lru_cache(maxsize=_KEPT)
def _audience(written: str) -> Audience:
    return codec.loads(written, Audience)


def _person(number: int | None) -> LearnerId | None:
    return LearnerId(number) if number is not None else None
