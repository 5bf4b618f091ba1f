"""Staff, invitations and the audit log, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, delete, update
from sqlalchemy.exc import DBAPIError

from bot.model.ids import Address, LearnerId, PlaceCode
from bot.model.learner import Consent
from bot.model.staff import Invitation, Post, Role, Staff
from bot.store import audit, batch, erasure, learners, staff
from bot.store.engine import Store
from bot.store.tables import audit as log

NOW = datetime(2026, 11, 29, 5, 0, tzinfo=UTC)
COMMUNE = PlaceCode("05443")
CODE = "bghkmnrtvx23"


@pytest.fixture
async def hoa(store: Store) -> LearnerId:
    """A learner."""

    def admit(connection: Connection) -> LearnerId:
        at = Address("terminal", "default", "hoa")
        seat = batch.take_seats(connection, [at], NOW)[at]
        mark = "m" * 32
        return learners.admit(connection, [learners.Admission(mark, seat.id, Consent("2026-11", NOW))], NOW)[mark]

    return await store.write(admit)


async def people(store: Store, *ids: LearnerId) -> dict[LearnerId, Staff]:
    return await store.read(lambda connection: staff.people(connection, ids or None))


async def test_a_person_with_posts_is_staff_until_the_last_is_taken_back(store: Store, hoa: LearnerId) -> None:
    assert await people(store, hoa) == {}

    def appoint(connection: Connection) -> list[int]:
        staff.enlist(connection, hoa, "Cô Hoa", NOW)
        return [staff.grant(connection, hoa, role, COMMUNE, NOW) for role in (Role.MENTOR, Role.ADMIN, Role.MENTOR)]

    mentor, admin, again = await store.write(appoint)
    assert mentor == again != admin
    found = await people(store, hoa)
    posts = tuple(Post(*each) for each in ((mentor, Role.MENTOR, COMMUNE), (admin, Role.ADMIN, COMMUNE)))  # type: ignore[arg-type]  # numbers of the rows
    assert found == {hoa: Staff(hoa, "Cô Hoa", posts)} == await people(store)

    def take_back(connection: Connection) -> list[bool]:
        return [staff.revoke(connection, post.id, NOW) for post in (*posts, posts[0])]

    assert await store.write(take_back) == [True, True, False]
    assert await people(store, hoa) == {}


async def test_an_erased_person_has_no_posts(store: Store, hoa: LearnerId) -> None:
    def leave(connection: Connection) -> None:
        staff.enlist(connection, hoa, "Cô Hoa", NOW)
        staff.grant(connection, hoa, Role.MENTOR, None, NOW)
        audit.note(connection, [audit.Entry("post.taken", "post:1", hoa, hoa)], NOW)
        erasure.erase(connection, [hoa], NOW)

    await store.write(leave)
    assert await people(store) == {}
    assert len(await store.read(lambda connection: audit.newest(connection, 5))) == 1


async def test_an_invitation_is_used_as_often_as_it_says(store: Store) -> None:
    offered = Invitation(Role.MENTOR, COMMUNE, 3, NOW + timedelta(days=7))
    await store.write(lambda connection: staff.invite(connection, CODE, offered, NOW))
    assert await store.read(lambda connection: staff.find_invitation(connection, CODE)) == offered
    assert await store.read(lambda connection: staff.find_invitation(connection, CODE[:-1])) is None
    uses = [store.write(lambda connection: staff.use_invitation(connection, CODE, NOW)) for _ in range(10)]
    assert sorted(await asyncio.gather(*uses)) == [False] * 7 + [True] * 3


async def test_an_invitation_expires(store: Store) -> None:
    offered = Invitation(Role.ADMIN, None, 1, NOW)
    await store.write(lambda connection: staff.invite(connection, CODE, offered, NOW - timedelta(days=7)))
    assert not await store.write(lambda connection: staff.use_invitation(connection, CODE, NOW))
    assert await store.read(lambda connection: staff.find_invitation(connection, CODE)) == offered


async def test_the_audit_log_is_only_added_to(store: Store) -> None:
    first = audit.Entry("reveal", "question:5", LearnerId(2), LearnerId(7), COMMUNE, "gọi lại cho bác")
    await store.write(lambda connection: audit.note(connection, [first, audit.Entry("class.closed", "class:3")], NOW))

    def change(connection: Connection) -> None:
        connection.execute(update(log).values(act="nothing"))

    def remove(connection: Connection) -> None:
        connection.execute(delete(log))

    for harm in (change, remove):
        with pytest.raises(DBAPIError, match="only added to"):
            await store.write(harm)
    newest = await store.read(lambda connection: audit.newest(connection, 5))
    assert newest == [(NOW, audit.Entry("class.closed", "class:3")), (NOW, first)]
    about = await store.read(lambda connection: audit.about(connection, LearnerId(7), "reveal"))
    assert about == [(NOW, first)]
