"""Who may send for an account: at most one, and for a dead one nobody waits; on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.store.engine import Store
from bot.store.lease import Lease, holds_lease, release_lease, take_lease

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
ACCOUNT = ("telegram", "default")
LENGTH = timedelta(seconds=20)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


async def take(
    store: Store, owner: str, seconds: float = 0, *, is_locked: bool = False, is_fresh: bool = False
) -> Lease | None:
    def work(connection: Connection) -> Lease | None:
        now = later(seconds)
        return take_lease(connection, ACCOUNT, owner, now, LENGTH, is_fresh=is_fresh, is_locked=is_locked)

    return await store.write(work)


async def test_the_first_one_has_it_until_its_end(store: Store) -> None:
    assert await take(store, "a") == Lease(1, later(20))
    assert await take(store, "b", 19.9) is None
    assert await take(store, "b", 20) == Lease(2, later(40))
    assert await take(store, "a", 21) is None


async def test_it_is_renewed_when_a_quarter_is_over(store: Store) -> None:
    assert await take(store, "a") == Lease(1, later(20))
    assert await take(store, "a", 4.9) == Lease(1, later(20))
    assert await take(store, "a", 5) == Lease(1, later(25))
    assert await take(store, "a", 6, is_fresh=True) == Lease(2, later(26))


@pytest.mark.parametrize(
    ("has_had_it", "has_it", "epoch"), [(True, True, 2), (True, False, None), (False, True, None), (False, False, None)]
)
async def test_who_got_the_lock_of_a_dead_leader_need_not_wait(
    store: Store, *, has_had_it: bool, has_it: bool, epoch: int | None
) -> None:
    assert await take(store, "dead", is_locked=has_had_it) == Lease(1, later(20), has_had_it)
    taken = await take(store, "heir", 1, is_locked=has_it)
    assert taken == (Lease(epoch, later(21), has_it) if epoch is not None else None)


async def test_the_row_tells_when_the_lock_comes_and_goes(store: Store) -> None:
    assert await take(store, "a", is_locked=True) == Lease(1, later(20), is_locked=True)
    assert await take(store, "a", 1) == Lease(1, later(21))
    assert await take(store, "b", 2, is_locked=True) is None, "the connection broke, and yet its owner lives"
    assert await take(store, "a", 3, is_locked=True) == Lease(1, later(23), is_locked=True)


async def test_one_that_was_given_back_is_free(store: Store) -> None:
    await take(store, "a", is_locked=True)
    await store.write(lambda connection: release_lease(connection, ACCOUNT, 7, NOW))
    assert await take(store, "b", 1) is None, "another epoch's lease is not ours to give"
    await store.write(lambda connection: release_lease(connection, ACCOUNT, 1, later(1)))
    assert await take(store, "b", 1) == Lease(2, later(21))
    assert not await store.write(lambda connection: holds_lease(connection, ACCOUNT, 1))
    assert await store.write(lambda connection: holds_lease(connection, ACCOUNT, 2))
