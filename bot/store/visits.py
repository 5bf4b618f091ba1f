"""Forgets visitors: who never consented is swept with all that was said to them once their day is over."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from bot.store.batch import VISIT
from bot.store.tables import address, outbox

_SWEEP = delete(address).where(address.c.visit_until < bindparam("now"))
_SWEEP_SAID = delete(outbox).where(
    outbox.c.learner_id.is_(None),
    outbox.c.made_at < bindparam("before"),
    outbox.c.address_id.in_(select(address.c.id).where(address.c.visit_until.is_not(None))),
)


def sweep_visits(connection: Connection, now: datetime) -> int:
    """Deletes the visits that are over, and of longer ones what was said a day ago.

    Messages go with their address, by the foreign key.

    Returns:
        How many visits were deleted.
    """
    connection.execute(_SWEEP_SAID, {"before": now - VISIT})
    return connection.execute(_SWEEP, {"now": now}).rowcount
