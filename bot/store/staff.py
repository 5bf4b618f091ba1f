"""Staff as they are kept: people with posts, and the invitations by which they took them up."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.model.ids import LearnerId, PlaceCode, PostId
from bot.model.staff import Invitation, Post, Role, Staff
from bot.store.tables import invitation, post, staff
from bot.store.upsert import insert_or_change

DIGEST_MINUTE = 19 * 60 + 30
"""When a mentor's digest comes, in minutes of the local day, until they choose another time."""
MOST_OPEN = 5
"""The questions that a mentor holds at once at most, until they choose fewer."""

_POSTS = select(post).where(post.c.revoked_at.is_(None)).order_by(post.c.id)
_POSTS_OF = _POSTS.where(post.c.learner_id.in_(bindparam("ids", expanding=True)))
_NAMES = select(staff.c.learner_id, staff.c.name)
_NAMES_OF = _NAMES.where(staff.c.learner_id.in_(bindparam("ids", expanding=True)))
_ENLIST = insert_or_change(staff, (staff.c.name,))
_GRANT = insert(post).returning(post.c.id)
_REVOKE = (
    update(post).where(post.c.id == bindparam("of"), post.c.revoked_at.is_(None)).values(revoked_at=bindparam("now"))
)
_INVITE = insert(invitation)
_FIND = select(invitation).where(invitation.c.code_hash == bindparam("hash"))
_USE = (
    update(invitation)
    .where(
        invitation.c.code_hash == bindparam("hash"),
        invitation.c.uses_left > 0,
        invitation.c.expires_at > bindparam("now"),
    )
    .values(uses_left=invitation.c.uses_left - 1)
)


def people(connection: Connection, ids: Collection[LearnerId] | None = None) -> dict[LearnerId, Staff]:
    """Those with posts today, by their number; all of them where no numbers are given."""
    narrowed = {} if ids is None else {"ids": sorted(ids)}
    held: dict[LearnerId, list[Post]] = {}
    for row in connection.execute(_POSTS if ids is None else _POSTS_OF, narrowed):
        place = PlaceCode(row.place) if row.place is not None else None
        held.setdefault(LearnerId(row.learner_id), []).append(Post(PostId(row.id), Role(row.role), place))
    names = {row.learner_id: row.name for row in connection.execute(_NAMES if ids is None else _NAMES_OF, narrowed)}
    return {of: Staff(of, names.get(of, ""), tuple(posts)) for of, posts in held.items()}


def enlist(connection: Connection, of: LearnerId, name: str, now: datetime) -> None:
    """Notes by what name those know a person whom they help; whoever has been there keeps their hours."""
    connection.execute(
        _ENLIST.on(connection),
        {
            "learner_id": of,
            "name": name,
            "duty": "[]",
            "digest_minute": DIGEST_MINUTE,
            "is_away": False,
            "most_open": MOST_OPEN,
            "topics": "[]",
            "languages": '["vi"]',
            "since": now,
        },
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


def invite(connection: Connection, code: str, offered: Invitation, now: datetime) -> None:
    """Keeps an invitation, of whose code only the hash is written down."""
    connection.execute(
        _INVITE,
        {
            "code_hash": _hash(code),
            "role": offered.role.value,
            "place": offered.place,
            "uses_left": offered.uses_left,
            "made_at": now,
            "expires_at": offered.expires_at,
        },
    )


def find_invitation(connection: Connection, code: str) -> Invitation | None:
    """The invitation with this code, good or not."""
    row = connection.execute(_FIND, {"hash": _hash(code)}).one_or_none()
    if row is None:
        return None
    place = PlaceCode(row.place) if row.place is not None else None
    return Invitation(Role(row.role), place, row.uses_left, row.expires_at)


def use_invitation(connection: Connection, code: str, now: datetime) -> bool:
    """Takes one use of an invitation; whether there was one left, which two people at once never get both."""
    return connection.execute(_USE, {"hash": _hash(code), "now": now}).rowcount > 0


def _hash(code: str) -> str:
    """Codes are long and random: a plain hash keeps them from whoever reads the table."""
    return hashlib.sha256(code.encode()).hexdigest()
