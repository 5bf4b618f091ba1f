"""What whoever runs the installation does about staff from the command line: inviting, and taking a post back."""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.model.ids import PlaceCode, PostId
from bot.model.staff import Invitation, Post, Staff, key_of, new_invitation_code
from bot.service.inviting import note_invited
from bot.service.staffing import Staffing
from bot.service.world import World
from bot.store import inbox, staff
from bot.store.engine import Store
from bot.store.places import tree


@dataclass(frozen=True, slots=True)
class NoSuchPlace:
    """There are places, and the one that is named is none of them."""

    place: PlaceCode


@dataclass(frozen=True, slots=True)
class Ended:
    """Whose post ended, and which."""

    person: Staff
    post: Post


async def invite(store: Store, world: World, offered: Invitation) -> str | NoSuchPlace:
    """Keeps an invitation; as long as no places were imported, any place is taken.

    Returns:
        Its code, which is kept nowhere.

    Raises:
        StoreAway: nothing was kept.
    """
    code, now = new_invitation_code(world.draw()), world.now()

    def write(connection: Connection) -> bool:
        places = tree(connection)
        if offered.place is not None and places.places and places.get(offered.place) is None:
            return False
        note_invited(connection, [(staff.invite(connection, key_of(code), offered, now), offered)], now)
        return True

    if not await store.write(write):
        assert offered.place is not None, "only a place that is named can be none"
        return NoSuchPlace(offered.place)
    return code


async def revoke(store: Store, world: World, staffing: Staffing, which: PostId) -> Ended | None:
    """Takes a post back; a server that runs tells the person within a minute.

    Returns:
        Whose it was; None where there is no such post, or it has ended.

    Raises:
        StoreAway: nothing was changed.
    """
    now = world.now()

    def write(connection: Connection) -> Ended | None:
        of = staff.holders(connection, [which]).get(which)
        if of is None:
            return None
        person = staff.people(connection, [of])[of]
        news = staffing.end_posts(connection, of, [which], None, now)
        if news:
            inbox.put(connection, news, now)
        return Ended(person, next(post for post in person.posts if post.id == which))

    return await store.write(write)
