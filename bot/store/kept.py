"""Everything that is kept about the person at an address, as nouns; `export` has the same as JSON."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from bot.model import codec
from bot.model.attempt import Attempt
from bot.model.classroom import Classroom
from bot.model.ids import Address, LearnerId
from bot.model.learner import Consent, NotebookEntry, Profile, Progress, Record, Revealed
from bot.model.staff import Staff
from bot.store import attempts, classrooms, learners, reveals, staff
from bot.store.tables import address, consent, learner


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept about a learner; `classroom` is the class to which they belong, None for whoever learns freely.

    `revealed` is each time that somebody who helps was told their name, oldest first.
    """

    profile: Profile
    consents: tuple[Consent, ...]
    progress: tuple[Progress, ...]
    attempts: tuple[Attempt, ...]
    notebook: tuple[NotebookEntry, ...]
    record: Record
    classroom: Classroom | None = None
    seat: int | None = None
    """Their number in that class."""
    revealed: tuple[Revealed, ...] = ()
    staff: Staff | None = None
    """Their posts; None for whoever has none."""


_AT = select(address.c.learner_id).where(
    address.c.channel == bindparam("channel"),
    address.c.account == bindparam("account"),
    address.c.peer == bindparam("peer"),
)
_STATE = select(learner.c.state).where(learner.c.id == bindparam("of"))
_CONSENTS = select(consent).where(consent.c.learner_id == bindparam("of")).order_by(consent.c.given_at)


def learner_at(connection: Connection, at: Address) -> LearnerId | None:
    """Whose address it is; None for a visitor's, and where nobody ever was."""
    found = connection.execute(_AT, {"channel": at.channel, "account": at.account, "peer": at.peer}).scalar()
    return None if found is None else LearnerId(found)


def kept_about(connection: Connection, of: LearnerId) -> Kept:
    """All that is kept about a learner who is there.

    Raises:
        Misread: what is written of the dialogue cannot be read.
    """
    state = connection.execute(_STATE, {"of": of}).scalar_one()
    _, seat = classrooms.numbers_of(connection, [of]).get(of, (None, None))
    return Kept(
        profile=codec.load_state(state).profile,
        consents=tuple(
            Consent(given.version, given.given_at, given.by_guardian)
            for given in connection.execute(_CONSENTS, {"of": of})
        ),
        progress=learners.progress_of(connection, [of]).get(of, ()),
        attempts=attempts.attempts_of(connection, [of]).get(of, ()),
        notebook=learners.notebooks_of(connection, [of]).get(of, ()),
        record=learners.records_of(connection, [of])[of],
        classroom=classrooms.class_of(connection, of),
        seat=seat,
        staff=staff.people(connection, [of]).get(of),
        revealed=reveals.of_learners(connection, [of]).get(of, ()),
    )
