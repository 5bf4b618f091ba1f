"""Staff, invitations and the audit log, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, delete, update
from sqlalchemy.exc import DBAPIError

from bot.model.alert import Alert, AlertKind
from bot.model.ids import Address, AlertId, InvitationKey, LearnerId, PlaceCode, PostId
from bot.model.learner import Consent
from bot.model.staff import Invitation, Post, Role, Staff, key_of
from bot.store import alerts, audit, batch, erasure, learners, staff
from bot.store.engine import Store
from bot.store.tables import audit as log

NOW = datetime(2026, 11, 29, 5, 0, tzinfo=UTC)
COMMUNE = PlaceCode("05443")
KEY = key_of("bghkmnrtvx23")


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
    await store.write(lambda connection: staff.invite(connection, KEY, offered, NOW))
    assert await store.read(lambda connection: staff.invitations(connection, [KEY])) == {KEY: offered}
    assert await store.read(lambda connection: staff.invitations(connection, [InvitationKey("f" * 64)])) == {}
    uses = [store.write(lambda connection: staff.use_invitation(connection, KEY, NOW)) for _ in range(10)]
    assert sorted(await asyncio.gather(*uses)) == [False] * 7 + [True] * 3


async def test_an_invitation_expires(store: Store) -> None:
    offered = Invitation(Role.ADMIN, None, 1, NOW)
    await store.write(lambda connection: staff.invite(connection, KEY, offered, NOW - timedelta(days=7)))
    assert not await store.write(lambda connection: staff.use_invitation(connection, KEY, NOW))
    assert await store.read(lambda connection: staff.invitations(connection, [KEY])) == {KEY: offered}


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


async def test_what_somebody_invited_to_can_be_made_void(store: Store, hoa: LearnerId) -> None:
    offered = Invitation(Role.ADMIN, COMMUNE, 3, NOW + timedelta(days=7))
    other = key_of("kkkkkkkkkkkk")
    await store.write(lambda connection: staff.invite(connection, KEY, offered, NOW, hoa))
    await store.write(lambda connection: staff.invite(connection, other, offered, NOW))
    assert await store.write(lambda connection: staff.void_invitations(connection, hoa)) == 1
    found = await store.write(lambda connection: staff.invitations(connection, [KEY, other], is_locked=True))
    assert found == {KEY: replace(offered, uses_left=0), other: offered}


async def test_a_post_is_found_with_whose_it_is_until_it_ends(store: Store, hoa: LearnerId) -> None:
    post = await store.write(lambda connection: staff.grant(connection, hoa, Role.MENTOR, COMMUNE, NOW))
    ids = [post, PostId(99)]
    assert await store.read(lambda connection: staff.holders(connection, ids)) == {post: hoa}
    await store.write(lambda connection: staff.revoke(connection, post, NOW))
    assert await store.read(lambda connection: staff.holders(connection, ids)) == {}


async def test_an_alert_is_settled_once_and_tells_by_whom(store: Store, hoa: LearnerId) -> None:
    raised = Alert(AlertId(0), AlertKind.STUCK, "question:5", "", NOW, COMMUNE)
    number = await store.write(lambda connection: alerts.raise_alert(connection, raised))
    await store.write(lambda connection: staff.enlist(connection, hoa, "Cô Hoa", NOW))
    assert await store.read(alerts.unsettled) == (replace(raised, id=number),)
    settling = [store.write(lambda connection: alerts.settle(connection, number, hoa, NOW)) for _ in range(5)]
    assert sorted(await asyncio.gather(*settling)) == [False] * 4 + [True]
    found = await store.write(lambda connection: alerts.find(connection, [number], is_locked=True))
    assert found == {number: replace(raised, id=number, is_settled=True, settled_by="Cô Hoa")}
    assert await store.read(alerts.unsettled) == ()
