"""Return codes as they are kept, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from bot.model.delivery import DeliveryState, Lane
from bot.model.ids import Address, LearnerId
from bot.model.learner import Consent
from bot.model.message import Kind, Message
from bot.model.text import paragraph
from bot.store import batch, codes, learners, outbox
from bot.store.codes import MOST_FAILURES, WITHIN
from bot.store.engine import Store
from bot.store.tables import address, return_code
from bot.tutor.context import Verdict
from bot.tutor.returning import SHOWN, Code

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
BAC = Address("terminal", "default", "bac")
OTHER = Address("terminal", "default", "may-khac")


@pytest.fixture
async def bac(store: Store) -> LearnerId:
    """A learner with the code 123456."""

    def fill(connection: Connection) -> LearnerId:
        seats = batch.take_seats(connection, [BAC], NOW)
        admission = learners.Admission("m" * 32, seats[BAC].id, Consent("2026-11", NOW))
        learner_id = learners.admit(connection, [admission], NOW)["m" * 32]
        codes.keep_codes(connection, [(learner_id, "123456")], NOW)
        return learner_id

    return await store.write(fill)


async def judged(store: Store, *typed: Code, now: datetime = NOW) -> list[Verdict]:
    """What codes are worth that are typed in one batch; the wrong ones are counted."""

    def judge(connection: Connection) -> list[Verdict]:
        verdicts = codes.judge(connection, dict(enumerate(typed)), now)
        wrong = [typed[who].number for who, verdict in verdicts.items() if verdict is Verdict.WRONG]
        if wrong:
            codes.count_failures(connection, wrong, now)
        return [verdicts[who] for who in range(len(typed))]

    return await store.write(judge)


async def test_only_the_hash_of_the_digits_is_kept(store: Store, bac: LearnerId) -> None:
    row = await store.read(lambda connection: connection.execute(select(return_code)).one())
    assert row.learner_id == bac
    assert "123456" not in str(row)


async def test_the_right_digits_of_the_right_learner_count(store: Store, bac: LearnerId) -> None:
    assert await judged(store, Code(bac, "123456"), Code(bac, "123457"), Code(bac + 1, "123456")) == [
        Verdict.RIGHT,
        Verdict.WRONG,
        Verdict.WRONG,
    ]


async def test_a_fresh_code_takes_the_place_of_the_old_and_begins_with_no_failures(
    store: Store, bac: LearnerId
) -> None:
    await judged(store, *[Code(bac, "000000")] * MOST_FAILURES)
    await store.write(lambda connection: codes.keep_codes(connection, [(bac, "654321")], NOW))
    assert await judged(store, Code(bac, "123456")) == [Verdict.WRONG]
    assert await judged(store, Code(bac, "654321")) == [Verdict.RIGHT]


async def test_five_wrong_ones_lock_it_for_an_hour_however_they_come(store: Store, bac: LearnerId) -> None:
    wrong = Code(bac, "000000")
    assert await judged(store, *[wrong] * (MOST_FAILURES + 1)) == [Verdict.WRONG] * MOST_FAILURES + [Verdict.LOCKED]
    assert await judged(store, Code(bac, "123456"), now=NOW + WITHIN - timedelta(seconds=1)) == [Verdict.LOCKED]
    assert await judged(store, Code(bac, "123456"), now=NOW + WITHIN) == [Verdict.RIGHT]
    assert await judged(store, wrong, now=NOW + WITHIN) == [Verdict.WRONG]
    assert await judged(store, Code(bac, "123456"), now=NOW + WITHIN) == [Verdict.RIGHT]


async def test_an_address_is_given_once(store: Store, bac: LearnerId) -> None:
    seat = await store.write(lambda connection: batch.take_seats(connection, [OTHER], NOW)[OTHER])
    await store.write(lambda connection: codes.bind(connection, [(seat.id, bac)]))
    of = select(address.c.learner_id, address.c.state, address.c.visit_until).where(address.c.id == seat.id)
    assert tuple(await store.read(lambda connection: connection.execute(of).one())) == (bac, None, None)
    await store.write(lambda connection: codes.bind(connection, [(seat.id, bac + 1)]))
    assert (await store.read(lambda connection: connection.execute(of).one())).learner_id == bac


async def say(store: Store, learner_id: LearnerId, text: str, key: str | None = SHOWN) -> None:
    """Says something to BAC."""

    def write(connection: Connection) -> None:
        seat = batch.take_seats(connection, [BAC], NOW)[BAC]
        seat.last_number += 1
        message = Message(Kind.NOTICE, paragraph(text))
        owed = outbox.Owed(seat.id, learner_id, seat.last_number, message, Lane.REPLY, DeliveryState.SENT, key)
        outbox.add_all(connection, [owed], {seat.id: BAC}, NOW)
        batch.save_seats(connection, [seat], NOW)

    await store.write(write)


async def shown(store: Store, learner_id: LearnerId) -> Code | None:
    return await store.read(lambda connection: codes.shown_code(connection, learner_id))


async def test_the_code_is_found_where_it_was_shown_as_long_as_it_opens(store: Store, bac: LearnerId) -> None:
    assert await shown(store, bac) is None
    await say(store, bac, f"Mã: {bac}-123 456")
    await say(store, bac, "Mã: 9-999 999", key=None)
    assert await shown(store, bac) == Code(bac, "123456")
    await store.write(lambda connection: codes.keep_codes(connection, [(bac, "654321")], NOW))
    assert await shown(store, bac) is None
    await say(store, bac, f"Mã: {bac}-654 321")
    assert await shown(store, bac) == Code(bac, "654321")
    assert await shown(store, LearnerId(bac + 1)) is None


@pytest.mark.parametrize("text", ["Mã: {other}-123 456", "Mã: {own}-123 457", "không có mã"])
async def test_what_opens_nothing_is_not_shown_as_a_code(store: Store, bac: LearnerId, text: str) -> None:
    await say(store, bac, text.format(own=bac, other=bac + 1))
    assert await shown(store, bac) is None
