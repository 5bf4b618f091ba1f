"""Learners' names: told to people who help and give a reason; the learner has a right to know when, to whom and why."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from bot.model import codec
from bot.model.ids import LearnerId
from bot.model.learner import Revealed
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
    states = (
        (LearnerId(row.id), codec.load_state(row.state)) for row in connection.execute(_STATES, {"ids": sorted(ids)})
    )
    return {of: state.profile.name for of, state in states if state.profile.name is not None}


def of_learners(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, tuple[Revealed, ...]]:
    """Each time that somebody was told learners' names, oldest first; of whoever was erased since, without theirs."""
    found: dict[LearnerId, tuple[Revealed, ...]] = {}
    for row in connection.execute(_OF, {"ids": sorted(ids)}):
        of = LearnerId(row.subject)
        found[of] = (*found.get(of, ()), Revealed(row.name or "", row.at, row.reason or ""))
    return found
