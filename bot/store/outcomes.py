"""What became of the recipients of a broadcast, counted row by row; and whether its tally says the same."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from bot.model.broadcast import Why
from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId, PlaceCode
from bot.store.tables import broadcast_tally, delivery


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many recipients at a place ended alike; `place` and `why` are None where nobody said."""

    place: PlaceCode | None
    state: DeliveryState
    why: Why | None
    people: int


_OUTCOMES = (
    select(delivery.c.place, delivery.c.state, delivery.c.why, func.count().label("people"))
    .where(delivery.c.broadcast_id == bindparam("of"))
    .group_by(delivery.c.place, delivery.c.state, delivery.c.why)
    .order_by(delivery.c.place, delivery.c.state, delivery.c.why)
)
_REPEATABLE = select(func.count()).where(
    delivery.c.broadcast_id == bindparam("of"),
    delivery.c.state.in_(bindparam("states", expanding=True)),
    delivery.c.learner_id.is_not(None),
)
_KEY = ("broadcast_id", "channel", "account", "state")
_ROWS = select(*(delivery.c[name] for name in _KEY), func.count().label("recipients")).group_by(
    *(delivery.c[name] for name in _KEY)
)
_TALLIED = select(broadcast_tally).where(broadcast_tally.c.recipients != 0)


def outcomes(connection: Connection, of: BroadcastId) -> tuple[Outcome, ...]:
    """The recipients of a broadcast by place, state and reason; this looks at every row."""
    return tuple(
        Outcome(
            PlaceCode(row.place) if row.place is not None else None,
            DeliveryState(row.state),
            Why(row.why) if row.why is not None else None,
            row.people,
        )
        for row in connection.execute(_OUTCOMES, {"of": of})
    )


def repeatable(connection: Connection, of: BroadcastId, states: Collection[DeliveryState]) -> int:
    """How many recipients whose rows ended in these states can be written to again: those who were not erased."""
    keys = {"of": of, "states": sorted(state.value for state in states)}
    return int(connection.execute(_REPEATABLE, keys).scalar_one())


def miscounted(connection: Connection) -> tuple[str, ...]:
    """Where a tally says something else than the rows, one sentence each; this looks at every row of all broadcasts."""
    rows = {tuple(row[:-1]): row.recipients for row in connection.execute(_ROWS)}
    tallied = {tuple(row[:-1]): row.recipients for row in connection.execute(_TALLIED)}
    return tuple(
        f"broadcast {key[0]}: the tally has {tallied.get(key, 0)} recipients {key[3]} at "
        f"{key[1] or 'no channel'}, and the rows are {rows.get(key, 0)}"
        for key in sorted(rows.keys() | tallied.keys())
        if rows.get(key, 0) != tallied.get(key, 0)
    )
