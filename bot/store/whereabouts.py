"""Where people are reached who have several places to talk at: where something was last said to them."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, func, select

from bot.model.ids import LearnerId
from bot.store.tables import address, outbox

_LATEST = (
    select(address.c.learner_id, address.c.id, func.max(outbox.c.id).label("said"))
    .join_from(address, outbox, outbox.c.address_id == address.c.id, isouter=True)
    .where(address.c.learner_id.in_(bindparam("ids", expanding=True)), address.c.gone_at.is_(None))
    .group_by(address.c.learner_id, address.c.id)
)


def reached_at(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, int]:
    """By learner, the row id of the address at which they talked last; whoever is gone everywhere is left out."""
    newest: dict[LearnerId, tuple[int, int]] = {}
    for row in connection.execute(_LATEST, {"ids": sorted(ids)}) if ids else ():
        of = LearnerId(row.learner_id)
        newest[of] = max(newest.get(of, (-1, 0)), (row.said or 0, row.id))
    return {of: at for of, (_, at) in newest.items()}
