"""Where people are reached who have several places to talk at: where something was last said to them."""

from collections.abc import Collection

from sqlalchemy import Connection, and_, bindparam, select

from bot.model.ids import LearnerId
from bot.store.tables import address, outbox

_LATEST = (
    select(address.c.learner_id, address.c.id, address.c.gone_at, outbox.c.id.label("said"))
    .join(
        outbox,
        and_(outbox.c.address_id == address.c.id, outbox.c.number == address.c.last_number),
        isouter=True,
    )
    .where(address.c.learner_id.in_(bindparam("ids", expanding=True)))
)
_THERE = (
    select(address.c.learner_id)
    .where(address.c.learner_id.in_(bindparam("ids", expanding=True)), address.c.gone_at.is_(None))
    .distinct()
)


def reached_at(
    connection: Connection, ids: Collection[LearnerId], *, is_anywhere: bool = False
) -> dict[LearnerId, int]:
    """By learner, the row id of the address at which they talked last.

    Args:
        connection: the transaction.
        ids: whom.
        is_anywhere: whether somebody who is gone everywhere has one, too: what happens there waits for their return.
    """
    newest: dict[LearnerId, tuple[bool, int, int]] = {}
    for row in connection.execute(_LATEST, {"ids": sorted(ids)}) if ids else ():
        if is_anywhere or row.gone_at is None:
            of = LearnerId(row.learner_id)
            found = (row.gone_at is None, row.said or 0, row.id)
            newest[of] = max(newest.get(of, found), found)
    return {of: at for of, (_, _, at) in newest.items()}


def reachable(connection: Connection, ids: Collection[LearnerId]) -> frozenset[LearnerId]:
    """Those of some people who are not gone everywhere."""
    rows = connection.execute(_THERE, {"ids": sorted(ids)}).scalars() if ids else ()
    return frozenset(map(LearnerId, rows))
