"""Staff as they are kept: people with posts, and the invitations by which they took them up."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any  # Any: the columns of a row have the types that the table gives them

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from bot.model.ids import InvitationKey, LearnerId, PlaceCode, PostId, TrackId
from bot.model.staff import Habits, Invitation, OpenInvitation, Post, Role, Staff
from bot.store.tables import invitation, post, staff
from bot.store.upsert import insert_or_change

_AT_ONCE = 500
"""Keys that one statement names: SQLite takes 32,766 values, and more are no faster."""
_POSTS = select(post).where(post.c.revoked_at.is_(None)).order_by(post.c.id)
_POSTS_OF = _POSTS.where(post.c.learner_id.in_(bindparam("ids", expanding=True)))
_NAMES = select(staff.c.learner_id, staff.c.name)
_NAMES_OF = _NAMES.where(staff.c.learner_id.in_(bindparam("ids", expanding=True)))
_HABITS = select(staff)
_HABITS_OF = _HABITS.where(staff.c.learner_id.in_(bindparam("ids", expanding=True)))
_LOCK = (
    select(staff.c.learner_id)
    .where(staff.c.learner_id.in_(bindparam("ids", expanding=True)))
    .order_by(staff.c.learner_id)
    .with_for_update(key_share=True)
)
_UNDIGESTED = or_(staff.c.digested_on.is_(None), staff.c.digested_on < bindparam("today"))
_DIGESTS = (
    select(staff.c.learner_id)
    .where(staff.c.digest_minute <= bindparam("minute"), _UNDIGESTED)
    .order_by(staff.c.learner_id)
)
_DIGESTED = (
    update(staff)
    .where(staff.c.learner_id.in_(bindparam("ids", expanding=True)), _UNDIGESTED)
    .values(digested_on=bindparam("today"))
    .returning(staff.c.learner_id)
)
_ENLIST = insert_or_change(
    staff,
    (
        staff.c.name,
        staff.c.duty,
        staff.c.digest_minute,
        staff.c.digested_on,
        staff.c.is_away,
        staff.c.takes_urgent,
        staff.c.most_open,
        staff.c.topics,
        staff.c.languages,
    ),
)
_GRANT = insert(post).returning(post.c.id)
_REVOKE = (
    update(post).where(post.c.id == bindparam("of"), post.c.revoked_at.is_(None)).values(revoked_at=bindparam("now"))
)
_INVITE = insert(invitation)
_FIND = select(invitation).where(invitation.c.code_hash.in_(bindparam("keys", expanding=True)))
_LOCKED = _FIND.order_by(invitation.c.id).with_for_update()
_USE = (
    update(invitation)
    .where(
        invitation.c.code_hash == bindparam("key"),
        invitation.c.uses_left > 0,
        invitation.c.expires_at > bindparam("now"),
    )
    .values(uses_left=invitation.c.uses_left - 1)
)
_IS_OPEN = (invitation.c.uses_left > 0) & (invitation.c.expires_at > bindparam("now"))
_OPEN = (
    select(invitation, staff.c.name.label("maker"))
    .outerjoin(staff, staff.c.learner_id == invitation.c.made_by)
    .where(_IS_OPEN)
    .order_by(invitation.c.id)
)
_WITHDRAW = update(invitation).where(invitation.c.id == bindparam("of"), _IS_OPEN).values(uses_left=0)
_VOID = update(invitation).where(invitation.c.made_by == bindparam("of")).values(uses_left=0)
_HOLDERS = select(post).where(post.c.id.in_(bindparam("ids", expanding=True)), post.c.revoked_at.is_(None))


def people(connection: Connection, ids: Collection[LearnerId] | None = None) -> dict[LearnerId, Staff]:
    """Those with posts today, by their number; all of them where no numbers are given."""
    narrowed = {} if ids is None else {"ids": sorted(ids)}
    held: dict[LearnerId, list[Post]] = {}
    for row in connection.execute(_POSTS if ids is None else _POSTS_OF, narrowed):
        place = PlaceCode(row.place) if row.place is not None else None
        held.setdefault(LearnerId(row.learner_id), []).append(Post(PostId(row.id), Role(row.role), place))
    names = {row.learner_id: row.name for row in connection.execute(_NAMES if ids is None else _NAMES_OF, narrowed)}
    return {of: Staff(of, names.get(of, ""), tuple(posts)) for of, posts in held.items()}


def habits(connection: Connection, ids: Collection[LearnerId] | None = None) -> dict[LearnerId, Habits]:
    """When and how much people want to be asked who are or were staff; all of them where no numbers are given."""
    rows = connection.execute(_HABITS if ids is None else _HABITS_OF, {} if ids is None else {"ids": sorted(ids)})
    return {LearnerId(row.learner_id): _read_habits(row) for row in rows}


def lock(connection: Connection, ids: Collection[LearnerId]) -> None:
    """Keeps others from locking the same people, of whom some are on staff, until the transaction ends."""
    connection.execute(_LOCK, {"ids": sorted(ids)})


def to_digest(connection: Connection, today: date, minute: int) -> tuple[LearnerId, ...]:
    """Whose digest of a local day has come by a minute of it, and was not seen to."""
    rows = connection.execute(_DIGESTS, {"today": today.isoformat(), "minute": minute})
    return tuple(LearnerId(row.learner_id) for row in rows)


def note_digests(connection: Connection, ids: Collection[LearnerId], today: date) -> frozenset[LearnerId]:
    """Notes that the digests of a local day are seen to; gives those of whom nobody had noted it before."""
    rows = connection.execute(_DIGESTED, {"ids": sorted(ids), "today": today.isoformat()})
    return frozenset(LearnerId(row.learner_id) for row in rows)


def keep_habits(connection: Connection, of: LearnerId, kept: Habits, now: datetime) -> None:
    """Keeps somebody's habits in the place of those before."""
    connection.execute(
        _ENLIST.on(connection),
        {
            "learner_id": of,
            "name": kept.name,
            "duty": json.dumps(kept.periods),
            "digest_minute": kept.digest_minute,
            "digested_on": kept.digested_on.isoformat() if kept.digested_on is not None else None,
            "is_away": kept.is_away,
            "takes_urgent": kept.takes_urgent,
            "most_open": kept.most_open,
            "topics": json.dumps(sorted(kept.topics)),
            "languages": json.dumps(sorted(kept.languages)),
            "since": now,
        },
    )


def enlist(connection: Connection, of: LearnerId, name: str, now: datetime) -> None:
    """Notes by what name those know a person whom they help; whoever has been there keeps their habits."""
    kept = habits(connection, [of]).get(of, Habits(name))
    keep_habits(connection, of, replace(kept, name=name), now)


def _read_habits(row: Row[Any]) -> Habits:
    return Habits(
        row.name,
        tuple((weekday, first, end) for weekday, first, end in json.loads(row.duty)),
        row.digest_minute,
        date.fromisoformat(row.digested_on) if row.digested_on is not None else None,
        bool(row.is_away),
        bool(row.takes_urgent),
        row.most_open,
        frozenset(TrackId(each) for each in json.loads(row.topics)),
        frozenset(json.loads(row.languages)),
    )


def grant(connection: Connection, of: LearnerId, role: Role, place: PlaceCode | None, now: datetime) -> PostId:
    """Gives somebody a post; one that they have already stays as it is."""
    own = people(connection, [of]).get(of)
    for each in own.posts if own is not None else ():
        if (each.role, each.place) == (role, place):
            return each.id
    row = {"learner_id": of, "role": role.value, "place": place, "granted_at": now}
    return PostId(connection.execute(_GRANT, row).scalar_one())


def revoke(connection: Connection, which: PostId, now: datetime) -> bool:
    """Takes a post back from now on; whether there was one to take."""
    return connection.execute(_REVOKE, {"of": which, "now": now}).rowcount > 0


def holders(connection: Connection, ids: Collection[PostId]) -> dict[PostId, LearnerId]:
    """Whose posts these are, as far as they have not ended."""
    return {PostId(row.id): LearnerId(row.learner_id) for row in connection.execute(_HOLDERS, {"ids": sorted(ids)})}


def invite(
    connection: Connection, key: InvitationKey, offered: Invitation, now: datetime, by: LearnerId | None = None
) -> int:
    """Keeps an invitation; `by` is None for the command line. Gives its number."""
    return invite_all(connection, {key: offered}, now, by)[key]


def invite_all(
    connection: Connection, offers: Mapping[InvitationKey, Invitation], now: datetime, by: LearnerId | None = None
) -> dict[InvitationKey, int]:
    """Keeps several invitations, at least one, as `invite` does one; gives the number of each."""
    rows = [
        {
            "code_hash": key,
            "role": offered.role.value,
            "place": offered.place,
            "uses_left": offered.uses_left,
            "made_at": now,
            "expires_at": offered.expires_at,
            "made_by": by,
        }
        for key, offered in offers.items()
    ]
    connection.execute(_INVITE, rows)
    numbers: dict[InvitationKey, int] = {}
    keys = sorted(offers)
    for first in range(0, len(keys), _AT_ONCE):
        rows_there = connection.execute(_FIND, {"keys": keys[first : first + _AT_ONCE]})
        numbers |= {InvitationKey(row.code_hash): row.id for row in rows_there}
    return numbers


def invitations(
    connection: Connection, keys: Collection[InvitationKey], *, is_locked: bool = False
) -> dict[InvitationKey, Invitation]:
    """Invitations, good or not; `is_locked` where nobody else may use them until the transaction ends."""
    rows = connection.execute(_LOCKED if is_locked else _FIND, {"keys": sorted(keys)})
    return {InvitationKey(row.code_hash): _read_offer(row) for row in rows}


def _read_offer(row: Row[Any]) -> Invitation:
    place = PlaceCode(row.place) if row.place is not None else None
    return Invitation(Role(row.role), place, row.uses_left, row.expires_at)


def number_of(connection: Connection, key: InvitationKey) -> int | None:
    """The number of the invitation with this key, good or not; None where there is none."""
    row = connection.execute(_FIND, {"keys": [key]}).one_or_none()
    return row.id if row is not None else None


def open_invitations(connection: Connection, now: datetime) -> tuple[OpenInvitation, ...]:
    """The invitations by which somebody can still take up a post, the oldest first."""
    return tuple(
        OpenInvitation(
            row.id,
            _read_offer(row),
            row.made_at,
            LearnerId(row.made_by) if row.made_by is not None else None,
            row.maker or "",
        )
        for row in connection.execute(_OPEN, {"now": now})
    )


def withdraw_invitation(connection: Connection, number: int, now: datetime) -> bool:
    """Ends one invitation; whether it was one by which somebody could still take up a post."""
    return connection.execute(_WITHDRAW, {"of": number, "now": now}).rowcount > 0


def is_good_invitation(connection: Connection, key: InvitationKey, now: datetime) -> bool:
    """Whether there is an invitation with this key by which somebody can still take up a post."""
    found = invitations(connection, [key]).get(key)
    return found is not None and found.is_good(now)


def use_invitation(connection: Connection, key: InvitationKey, now: datetime) -> bool:
    """Takes one use of an invitation; whether there was one left, which two people at once never get both."""
    return connection.execute(_USE, {"key": key, "now": now}).rowcount > 0


def void_invitations(connection: Connection, of: LearnerId) -> int:
    """Ends what somebody invited to who may invite no longer; how many invitations there were."""
    return connection.execute(_VOID, {"of": of}).rowcount
