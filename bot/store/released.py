"""Recipients who are let go of, or wait again: at the end of a broadcast, for an admin, and with the person.

Every change of a row is counted in the tally within the same transaction.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, literal, select, update

from bot.model.broadcast import BroadcastState, Pause, Why
from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId, LearnerId
from bot.store.recipients import Fate, counted, locked, mark
from bot.store.tables import broadcast, delivery

_IS_WAITING = delivery.c.state == literal(DeliveryState.WAITING.value, literal_execute=True)
_OPEN_OF = (
    select(delivery.c.id)
    .where(delivery.c.broadcast_id == bindparam("of"), _IS_WAITING)
    .order_by(delivery.c.id)
    .limit(bindparam("most"))
)
_BADLY_OF = (
    select(delivery.c.id)
    .where(
        delivery.c.broadcast_id == bindparam("of"),
        delivery.c.state.in_(bindparam("states", expanding=True)),
        delivery.c.learner_id.is_not(None),
        delivery.c.id > bindparam("after"),
    )
    .order_by(delivery.c.id)
    .limit(bindparam("most"))
)
_WAIT_AGAIN = (
    update(delivery)
    .where(delivery.c.id == bindparam("row"))
    .values(state=DeliveryState.WAITING.value, why=None, tries=0, not_before=None, ended_at=None)
)
_OF_LEARNERS = (
    select(delivery.c.id).where(delivery.c.learner_id.in_(bindparam("ids", expanding=True))).order_by(delivery.c.id)
)
_FORGET = (
    update(delivery)
    .where(delivery.c.id.in_(bindparam("rows", expanding=True)))
    .values(learner_id=None, external_id=None)
)
_SIDES = (
    select(delivery.c.id, delivery.c.learner_id, delivery.c.broadcast_id)
    .where(delivery.c.learner_id.in_(bindparam("ids", expanding=True)))
    .order_by(delivery.c.id)
)
_GIVE = update(delivery).where(delivery.c.id.in_(bindparam("rows", expanding=True))).values(learner_id=bindparam("to"))
_AT_ONCE = 5_000
_UNDER_WAY = select(broadcast.c.id).where(
    broadcast.c.state.in_([BroadcastState.SCHEDULED.value, BroadcastState.RUNNING.value, BroadcastState.PAUSED.value])
)
_ALL_OPEN_OF = (
    select(delivery.c.id)
    .where(
        delivery.c.broadcast_id == bindparam("of"),
        delivery.c.state.in_([DeliveryState.WAITING.value, DeliveryState.SENDING.value]),
    )
    .order_by(delivery.c.id)
    .limit(bindparam("most"))
)
_DOUBT = (
    update(delivery)
    .where(delivery.c.id == bindparam("row"))
    .values(
        state=DeliveryState.UNKNOWN.value,
        why=Why.DOUBTFUL.value,
        epoch=None,
        not_before=None,
        ended_at=bindparam("now"),
    )
)
_PAUSE = (
    update(broadcast)
    .where(broadcast.c.id == bindparam("of"))
    .values(state=BroadcastState.PAUSED.value, pause=Pause.RESTORED.value, moves=broadcast.c.moves + 1)
)


def close(connection: Connection, of: BroadcastId, why: Why, now: datetime, most: int) -> int:
    """Has the next recipients of a broadcast wait no longer; gives how many there were."""
    rows = connection.execute(_OPEN_OF, {"of": of, "most": most}).scalars().all()
    mark(connection, [Fate(row, DeliveryState.SKIPPED, why) for row in rows], now)
    return len(rows)


def wait_again(
    connection: Connection, of: BroadcastId, states: Collection[DeliveryState], after: int, most: int
) -> tuple[int, int]:
    """Has the next recipients whose rows ended in these states wait again; whoever was erased is left.

    Returns:
        The last row that was looked at, from which the next call goes on, and how many there were.
    """
    keys = {"of": of, "states": sorted(state.value for state in states), "after": after, "most": most}
    rows = connection.execute(_BADLY_OF, keys).scalars().all()
    if not rows:
        return after, 0
    before = locked(connection, rows)
    connection.execute(_WAIT_AGAIN, [{"row": row} for row in before])
    counted(connection, before, dict.fromkeys(before, DeliveryState.WAITING))
    return rows[-1], len(rows)


def forget(connection: Connection, ids: Collection[LearnerId], now: datetime) -> None:
    """Takes some people out of all rows; what waited for them waits no longer, and is counted all the same."""
    rows = connection.execute(_OF_LEARNERS, {"ids": sorted(ids)}).scalars().all()
    if rows:
        mark(connection, [Fate(row, DeliveryState.SKIPPED, Why.ERASED) for row in rows], now)
        connection.execute(_FORGET, {"rows": rows})


def unite(connection: Connection, kept: LearnerId, joined: LearnerId, now: datetime) -> None:
    """Gives one person's rows to another; a broadcast that both were to get is only the first one's."""
    sides: dict[LearnerId, dict[int, int]] = {kept: {}, joined: {}}
    for row in connection.execute(_SIDES, {"ids": sorted({kept, joined})}):
        sides[LearnerId(row.learner_id)][row.broadcast_id] = row.id
    double = [row for of, row in sides[joined].items() if of in sides[kept]]
    moving = [row for of, row in sides[joined].items() if of not in sides[kept]]
    if double:
        mark(connection, [Fate(row, DeliveryState.SKIPPED, Why.UNITED) for row in double], now)
        connection.execute(_FORGET, {"rows": double})
    if moving:
        connection.execute(_GIVE, {"rows": moving, "to": kept})


def doubt_all(connection: Connection, now: datetime) -> int:
    """Calls every row unknown that was to be sent by a broadcast under way, and pauses that: a backup cannot know.

    Returns:
        How many rows there were.
    """
    found = 0
    for of in connection.execute(_UNDER_WAY).scalars().all():
        while rows := connection.execute(_ALL_OPEN_OF, {"of": of, "most": _AT_ONCE}).scalars().all():
            before = locked(connection, rows)
            connection.execute(_DOUBT, [{"row": row, "now": now} for row in before])
            counted(connection, before, dict.fromkeys(before, DeliveryState.UNKNOWN))
            found += len(before)
        connection.execute(_PAUSE, {"of": of})
    return found
