"""Help as it is kept: noted by the helper, confirmed by whoever was helped, and counted."""

import hashlib
import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from bot.model.effects import NoteHelp
from bot.model.helps import VALID
from bot.model.ids import Address, HelpCode, LearnerId, TrackId
from bot.store.tables import help_confirmation, help_given, learner, staff
from bot.store.upsert import insert_new

KEEP_HASHES = timedelta(days=2)
"""How long it can be told whether somebody has confirmed before: past the end of the day and of every code."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A help with a code: who gave it, by what name, and the helper's own random mark, which is told to nobody."""

    id: int
    code: HelpCode
    helper: LearnerId
    mark: str
    name: str
    topic: TrackId | None
    people: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who confirms, as one helper's help knows them on one day: by their place, and as a learner, if any."""

    at_hash: str
    who_hash: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """That somebody confirmed a help; the hashes are gone after some days."""

    help: int
    at_hash: str | None
    who_hash: str | None

    def is_by(self, witness: Witness) -> bool:
        """Whether it was the same person: at the same place, or the same learner at another one."""
        return self.at_hash == witness.at_hash or (self.who_hash is not None and self.who_hash == witness.who_hash)


_NOTE = insert_new(help_given, (help_given.c.id,))
_FIND = (
    select(
        help_given.c.id,
        help_given.c.code_hash,
        help_given.c.learner_id,
        help_given.c.topic,
        help_given.c.people,
        help_given.c.expires_at,
        learner.c.mark,
        staff.c.name,
    )
    .join_from(help_given, learner, learner.c.id == help_given.c.learner_id)
    .join(staff, staff.c.learner_id == help_given.c.learner_id, isouter=True)
    .where(help_given.c.code_hash.in_(bindparam("hashes", expanding=True)))
    .order_by(help_given.c.id)
    .with_for_update(of=help_given)
)
_SAID = select(help_confirmation).where(
    or_(
        help_confirmation.c.help_id.in_(bindparam("ids", expanding=True)),
        help_confirmation.c.at_hash.in_(bindparam("ats", expanding=True)),
        help_confirmation.c.who_hash.in_(bindparam("whos", expanding=True)),
    )
)
_CONFIRM = insert(help_confirmation)
_MARKS = select(learner.c.id, learner.c.mark).where(learner.c.id.in_(bindparam("ids", expanding=True)))
_FORGET_CODES = (
    update(help_given)
    .where(help_given.c.code_hash.is_not(None), help_given.c.expires_at < bindparam("before"))
    .values(code_hash=None)
)
_FORGET_WITNESSES = (
    update(help_confirmation)
    .where(help_confirmation.c.at_hash.is_not(None), help_confirmation.c.confirmed_at < bindparam("before"))
    .values(at_hash=None, who_hash=None)
)


def note(connection: Connection, helper: LearnerId, given: NoteHelp, now: datetime) -> None:
    """Keeps a help. In the rare case that its code is another one's, too, it is kept without: it stays unconfirmed."""
    row = {
        "learner_id": helper,
        "topic": given.topic,
        "minutes": given.minutes,
        "people": given.people,
        "made_at": now,
        "code_hash": _hash(given.code) if given.code is not None else None,
        "expires_at": now + VALID if given.code is not None else None,
    }
    if connection.execute(_NOTE.on(connection), row).one_or_none() is None:
        connection.execute(insert(help_given), row | {"code_hash": None, "expires_at": None})


def find(connection: Connection, codes: Collection[HelpCode]) -> dict[HelpCode, Kept]:
    """The helps with these codes, until those are forgotten; nobody else confirms them until the transaction ends."""
    hashes = {_hash(code): code for code in codes}
    found = {}
    for row in connection.execute(_FIND, {"hashes": sorted(hashes)}):
        code, topic = hashes[row.code_hash], TrackId(row.topic) if row.topic is not None else None
        helper = LearnerId(row.learner_id)
        found[code] = Kept(row.id, code, helper, row.mark, row.name or "", topic, row.people, row.expires_at)
    return found


def marks(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, str]:
    """The random marks of learners."""
    return {LearnerId(row.id): row.mark for row in connection.execute(_MARKS, {"ids": sorted(ids)})}


def witness(kept: Kept, at: Address, mark: str | None, day: date) -> Witness:
    """Somebody as they are known to confirm a help.

    A keyed hash, whose key is the helper's own mark: it tells one person from another to one helper on one day, and
    links nobody with what they did elsewhere or on another day. As soon as the day is over nothing is left of it but a
    count (`forget`).

    Args:
        kept: the help.
        at: where they talk.
        mark: their own random mark; None for a visitor.
        day: the local day.
    """

    def hashed(who: str) -> str:
        return hmac.new(kept.mark.encode(), f"{day}\n{who}".encode(), hashlib.sha256).hexdigest()

    place = hashed(f"at\n{at.channel}\n{at.account}\n{at.peer}")
    return Witness(place, hashed(f"learner\n{mark}") if mark is not None else None)


def said(connection: Connection, ids: Collection[int], witnesses: Collection[Witness]) -> tuple[Said, ...]:
    """What was confirmed: of these helps by whomever, and by these people whatever."""
    wanted = {
        "ids": sorted(ids),
        "ats": sorted(each.at_hash for each in witnesses),
        "whos": sorted(each.who_hash for each in witnesses if each.who_hash is not None),
    }
    return tuple(Said(row.help_id, row.at_hash, row.who_hash) for row in connection.execute(_SAID, wanted))


def confirm(connection: Connection, of: int, by: Witness, now: datetime, *, is_again: bool) -> None:
    """Keeps that somebody confirmed a help; `is_again` where they are counted as a person today already."""
    row = {"help_id": of, "at_hash": by.at_hash, "who_hash": by.who_hash, "is_again": is_again, "confirmed_at": now}
    connection.execute(_CONFIRM, row)


def forget(connection: Connection, now: datetime) -> int:
    """Forgets codes whose hours are over, and by what those who confirmed could be told from others.

    Returns:
        How many rows became nobody's.
    """
    done: Sequence[int] = [
        connection.execute(statement, {"before": now - KEEP_HASHES}).rowcount
        for statement in (_FORGET_CODES, _FORGET_WITNESSES)
    ]
    return sum(done)


def _hash(code: HelpCode) -> str:
    """Six signs are soon tried out: the hash keeps them from a glance, and that they soon end from all others."""
    return hashlib.sha256(f"help:{code}".encode()).hexdigest()
