"""Classes as they are kept, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, bindparam, select, text

from bot.model.classroom import Classroom
from bot.model.delivery import DeliveryState, Lane
from bot.model.ids import Address, ClassCode, LearnerId, PlaceCode, TrackId
from bot.model.learner import Consent
from bot.model.message import Kind, Message
from bot.model.text import Paragraph, Plain, plain
from bot.store import batch, classrooms, erasure, learners
from bot.store.classrooms import Joining, Room
from bot.store.columns import UtcDateTime
from bot.store.engine import Store
from bot.store.export import export_learner
from bot.store.outbox import Owed, add_all, latest
from bot.store.schema import inspect_schema, migrate, upgrade
from bot.store.tables import address, metadata
from tests.databases import Database

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
WANTED = Classroom(0, ClassCode("bgh234"), TrackId("lam-quen"), "Chiều thứ Bảy", "Cô Hoa", "Nhà văn hoá thôn 3")
OTHER = replace(WANTED, code=ClassCode("kmn567"), title="Lớp khác")


_AT = bindparam("now", type_=UtcDateTime())
_OLD_LEARNER = text(
    "INSERT INTO learner (mark, state, created_at, last_seen_at) VALUES (:mark, '', :now, :now)"
).bindparams(_AT)
_OLD_CLASS = text(
    "INSERT INTO classroom (code, track, title, mentor, place, opened_at) VALUES ('bgh234', 't', 'x', 'y', 'z', :now)"
).bindparams(_AT)
_OLD_ENROLMENT = text(
    "INSERT INTO enrolment (learner_id, classroom_number, joined_at) VALUES (:of, 1, :now)"
).bindparams(_AT)
"""Rows as they were written before mentors opened classes."""


@pytest.fixture
async def opened(store: Store) -> Classroom:
    """A class."""
    made = await store.write(lambda connection: classrooms.open_class(connection, WANTED, NOW))
    assert made is not None
    return made


@pytest.fixture
async def bac(store: Store) -> LearnerId:
    """A learner."""

    def admit(connection: Connection) -> LearnerId:
        at = Address("terminal", "default", "bac")
        seat = batch.take_seats(connection, [at], NOW)[at]
        mark = "m" * 32
        return learners.admit(connection, [learners.Admission(mark, seat.id, Consent("2026-11", NOW))], NOW)[mark]

    return await store.write(admit)


async def join(store: Store, of: LearnerId, code: ClassCode, at: datetime = NOW, number: int = 1) -> None:
    await store.write(lambda connection: classrooms.enrol(connection, [Joining(of, code, number)], at))


async def test_a_class_has_a_small_number_of_its_own(store: Store, opened: Classroom) -> None:
    assert opened == replace(WANTED, number=1)
    second = await store.write(lambda connection: classrooms.open_class(connection, OTHER, NOW))
    assert second == replace(OTHER, number=2)
    found = await store.read(
        lambda connection: classrooms.find(connection, [WANTED.code, OTHER.code, ClassCode("rtvx22")])
    )
    assert found == {WANTED.code: opened, OTHER.code: second}


async def test_a_code_leads_to_one_class(store: Store, opened: Classroom) -> None:
    twin = replace(OTHER, code=WANTED.code)
    assert await store.write(lambda connection: classrooms.open_class(connection, twin, NOW)) is None
    assert [each.classroom for each in await store.read(classrooms.all_classes)] == [opened]


async def test_a_learner_belongs_to_the_class_joined_last(store: Store, opened: Classroom, bac: LearnerId) -> None:
    assert await store.read(lambda connection: classrooms.class_of(connection, bac)) is None
    await store.write(lambda connection: classrooms.open_class(connection, OTHER, NOW))
    await join(store, bac, WANTED.code)
    await join(store, bac, OTHER.code, LATER)
    own = await store.read(lambda connection: classrooms.class_of(connection, bac))
    assert own == replace(OTHER, number=2)
    counts = [each.learners for each in await store.read(classrooms.all_classes)]
    assert counts == [0, 1]
    rows = await store.read(lambda connection: export_learner(connection, bac))
    assert rows is not None
    assert rows["enrolment"] == [
        {"learner_id": bac, "classroom_number": 2, "joined_at": LATER.isoformat(), "number": 1}
    ]


async def test_nobody_joins_a_class_that_there_is_not(store: Store, bac: LearnerId) -> None:
    await join(store, bac, ClassCode("rtvx22"))
    assert await store.read(lambda connection: classrooms.class_of(connection, bac)) is None


async def test_a_closed_class_keeps_its_learners_and_forgets_its_mentors_name(
    store: Store, opened: Classroom, bac: LearnerId
) -> None:
    await join(store, bac, WANTED.code)
    assert await store.write(lambda connection: classrooms.close_class(connection, WANTED.code, LATER))
    (closed,) = await store.read(classrooms.all_classes)
    assert closed.classroom == replace(opened, mentor="", is_open=False)
    assert (closed.opened_at, closed.closed_at, closed.learners) == (NOW, LATER, 1)
    assert not await store.write(lambda connection: classrooms.close_class(connection, WANTED.code, LATER))
    assert not await store.write(lambda connection: classrooms.close_class(connection, OTHER.code, LATER))


@pytest.mark.parametrize("mentor", ["Cô Hoa", 'Cô "Hoa" 100%_\\'])
async def test_the_mentors_name_goes_from_what_was_said_to_those_who_came(
    store: Store, bac: LearnerId, mentor: str
) -> None:
    told = f"Lúc bí, có người thật giúp: {mentor}, {WANTED.place}."
    other = f"{mentor} trồng chè ở {WANTED.place}."

    def say(connection: Connection) -> None:
        classrooms.open_class(connection, replace(WANTED, mentor=mentor), NOW)
        (at,) = connection.execute(select(address.c.id)).scalars()
        messages = [Message(Kind.NOTICE, (Paragraph((Plain(words),)),)) for words in (told, other)]
        owed = [Owed(at, bac, n, each, Lane.REPLY, DeliveryState.SENT) for n, each in enumerate(messages, start=1)]
        add_all(connection, owed, {}, NOW)

    await store.write(say)
    assert await store.write(lambda connection: classrooms.close_class(connection, WANTED.code, LATER))
    shown = await store.read(lambda connection: latest(connection, Address("terminal", "default", "bac"), 9))
    said = [plain(each.message.text) for each in shown]
    assert said == [f"Lúc bí, có người thật giúp: {WANTED.place}.", other], "who else has that name keeps it"


async def test_a_class_without_a_mentors_name_is_closed_as_well(store: Store) -> None:
    await store.write(lambda connection: classrooms.open_class(connection, replace(WANTED, mentor=""), NOW))
    assert await store.write(lambda connection: classrooms.close_class(connection, WANTED.code, LATER))


async def test_who_is_erased_belongs_to_no_class(store: Store, opened: Classroom, bac: LearnerId) -> None:
    await join(store, bac, WANTED.code)
    await store.write(lambda connection: erasure.erase(connection, [bac], NOW))
    (kept,) = await store.read(classrooms.all_classes)
    assert (kept.classroom, kept.learners) == (opened, 0)


async def test_classes_of_before_mentors_opened_them_are_approved_and_their_learners_numbered(
    store: Store, database: Database
) -> None:
    def go_back(connection: Connection) -> None:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("DROP FUNCTION audit_stays"))
        migrate(connection, "0004")
        for mark in "ab":
            connection.execute(_OLD_LEARNER, {"mark": mark, "now": NOW})
        connection.execute(_OLD_CLASS, {"now": NOW})
        for of, joined_at in ((1, LATER), (2, NOW)):
            connection.execute(_OLD_ENROLMENT, {"of": of, "now": joined_at})

    await store.write(go_back)
    await upgrade(database.url)
    assert (await store.read(inspect_schema)).is_current

    def rows(connection: Connection) -> object:
        numbers = connection.execute(
            text("SELECT mark, number FROM enrolment JOIN learner ON learner.id = learner_id ORDER BY number")
        )
        last = connection.execute(text("SELECT last_number, approved_at IS NOT NULL FROM classroom"))
        return [tuple(row) for row in numbers], [(row[0], bool(row[1])) for row in last]

    assert await store.read(rows) == ([("b", 1), ("a", 2)], [(2, True)])


async def test_a_number_is_not_given_again_and_the_room_is_told(
    store: Store, opened: Classroom, bac: LearnerId
) -> None:
    async def room() -> Room:
        return (await store.write(lambda connection: classrooms.rooms(connection, [WANTED.code])))[WANTED.code]

    assert await room() == Room(0, 0, None)
    await join(store, bac, WANTED.code, number=7)
    assert await store.read(lambda connection: classrooms.numbers_of(connection, [bac])) == {bac: (WANTED.code, 7)}
    await store.write(lambda connection: erasure.erase(connection, [bac], NOW))
    assert await room() == Room(7, 0, None)
    await store.write(lambda connection: classrooms.given(connection, {opened.number: 5}))
    assert await room() == Room(7, 0, None), "it only grows"
    await store.write(lambda connection: classrooms.close_class(connection, WANTED.code, LATER))
    assert await store.write(lambda connection: classrooms.rooms(connection, [WANTED.code])) == {}


def test_a_room_is_full_once_so_many_have_come() -> None:
    assert not Room(0, 9_999, None).is_full()
    assert [Room(9, 3, 5).is_full(more) for more in (0, 1, 2, 3)] == [False, False, True, True]


async def test_a_class_that_waits_is_kept_with_who_opened_it_and_is_open_to_no_one_else(
    store: Store, bac: LearnerId
) -> None:
    wanted = replace(WANTED, is_approved=False, opened_by=bac, place_code=PlaceCode("05443"), capacity=30)
    made = await store.write(lambda connection: classrooms.open_class(connection, wanted, NOW))
    found = await store.read(lambda connection: classrooms.find(connection, [WANTED.code]))
    assert found[WANTED.code] == made == replace(wanted, number=1)
    assert not await store.read(lambda connection: classrooms.is_open_class(connection, WANTED.code))
