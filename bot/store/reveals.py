"""Learners' names, told for a reason that they have a right to know, and how they wish to be addressed."""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, bindparam, select

from bot.model import codec
from bot.model.ids import LearnerId
from bot.model.learner import FormOfAddress, Profile, Revealed
from bot.store.audit import REVEAL
from bot.store.tables import audit, learner, staff

_STATES = select(learner.c.id, learner.c.state).where(learner.c.id.in_(bindparam("ids", expanding=True)))
_OF = (
    select(audit.c.subject, audit.c.at, audit.c.reason, staff.c.name)
    .join_from(audit, staff, staff.c.learner_id == audit.c.actor, isouter=True)
    .where(audit.c.subject.in_(bindparam("ids", expanding=True)), audit.c.act == REVEAL)
    .order_by(audit.c.id)
)


def names_of(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, str]:
    """What learners are called, as they said; whoever said nothing is left out."""
    return {of: profile.name for of, profile in _profiles(connection, ids) if profile.name is not None}


def forms_of(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, FormOfAddress]:
    """How learners wish to be addressed, as they said; whoever said nothing is left out."""
    return {of: profile.address for of, profile in _profiles(connection, ids) if profile.address is not None}


def _profiles(connection: Connection, ids: Collection[LearnerId]) -> Iterator[tuple[LearnerId, Profile]]:
    for row in connection.execute(_STATES, {"ids": sorted(ids)}):
        if row.state is not None:
            yield LearnerId(row.id), codec.load_state(row.state).profile


def of_learners(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, tuple[Revealed, ...]]:
    """Each time that somebody was told learners' names, oldest first; of whoever was erased since, without theirs."""
    found: dict[LearnerId, tuple[Revealed, ...]] = {}
    for row in connection.execute(_OF, {"ids": sorted(ids)}):
        of = LearnerId(row.subject)
        found[of] = (*found.get(of, ()), Revealed(row.name or "", row.at, row.reason or ""))
    return found
