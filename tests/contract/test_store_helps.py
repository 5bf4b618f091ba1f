"""Help that staff gave, its confirmations and what is counted of both, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, select

from bot.model.classroom import Classroom
from bot.model.effects import NoteHelp
from bot.model.helps import VALID, OnTopic, Tally
from bot.model.ids import Address, ClassCode, HelpCode, LearnerId, TrackId
from bot.model.learner import Consent
from bot.model.question import Words, WordsKind
from bot.store import batch, classrooms, erasure, helps, learners, questions, staff
from bot.store.engine import Store
from bot.store.stats import count_rows
from bot.store.tables import class_mentor, class_session, help_confirmation, help_given
from bot.store.work import tallies

NOW = datetime(2026, 11, 29, 5, 0, tzinfo=UTC)
CODE, OTHER = HelpCode("r4t6x8"), HelpCode("bgh234")
SAFETY = TrackId("an-toan-so")
NAM, LAN = (Address("terminal", "default", name) for name in ("nam", "lan"))
MARKS = {NAM: "m" * 32, LAN: "n" * 32}
WEB = Address("web", "default", "may-la")


@pytest.fixture
async def people(store: Store) -> dict[Address, LearnerId]:
    """Two learners, of whom the first helps."""

    def admit(connection: Connection) -> dict[Address, LearnerId]:
        seats = batch.take_seats(connection, [NAM, LAN], NOW)
        given = [learners.Admission(MARKS[at], seats[at].id, Consent("2026-11", NOW)) for at in (NAM, LAN)]
        ids = learners.admit(connection, given, NOW)
        staff.enlist(connection, ids[MARKS[NAM]], "Anh Nam", NOW)
        return {at: ids[MARKS[at]] for at in (NAM, LAN)}

    return await store.write(admit)


async def noted(store: Store, of: LearnerId, *given: NoteHelp, at: datetime = NOW) -> None:
    def note(connection: Connection) -> None:
        for each in given:
            helps.note(connection, of, each, at)

    await store.write(note)


async def kept(store: Store, code: HelpCode = CODE) -> helps.Kept | None:
    return (await store.write(lambda connection: helps.find(connection, [code]))).get(code)


async def test_a_help_is_found_by_its_code_with_the_helpers_name(
    store: Store, people: dict[Address, LearnerId]
) -> None:
    await noted(store, people[NAM], NoteHelp(SAFETY, 15, 2, CODE), NoteHelp(None, 5, 1))
    await noted(store, people[LAN], NoteHelp(None, 5, 1, OTHER))
    found = await kept(store)
    assert found == helps.Kept(1, CODE, people[NAM], MARKS[NAM], "Anh Nam", SAFETY, 2, NOW + VALID)
    other = await kept(store, OTHER)
    assert other is not None
    assert (other.name, other.topic) == ("", None), "whoever is no staff any more has no name"
    assert await kept(store, HelpCode("kkkkkk")) is None


async def test_a_code_that_is_taken_stays_the_first_ones(store: Store, people: dict[Address, LearnerId]) -> None:
    await noted(store, people[NAM], NoteHelp(SAFETY, 15, 1, CODE), NoteHelp(None, 5, 1, CODE))
    found = await kept(store)
    assert found is not None
    assert found.topic == SAFETY
    hashes = select(help_given.c.code_hash).order_by(help_given.c.id)
    rows = await store.read(lambda connection: connection.execute(hashes).scalars().all())
    assert [row is None for row in rows] == [False, True]


async def test_a_witness_is_known_at_their_place_and_as_a_learner_but_to_one_helper_on_one_day(
    store: Store, people: dict[Address, LearnerId]
) -> None:
    await noted(store, people[NAM], NoteHelp(SAFETY, 15, 2, CODE))
    found = await kept(store)
    assert found is not None
    marks = await store.read(lambda connection: helps.marks(connection, people.values()))
    assert marks == {people[at]: MARKS[at] for at in (NAM, LAN)}
    day = NOW.date()
    visitor = helps.witness(found, WEB, None, day)
    learner = helps.witness(found, WEB, MARKS[LAN], day)
    elsewhere = helps.witness(found, LAN, MARKS[LAN], day)
    stranger = helps.witness(found, LAN, None, day)
    said = helps.Said(1, learner.at_hash, learner.who_hash)
    assert [said.is_by(each) for each in (visitor, learner, elsewhere, stranger)] == [True, True, True, False]
    assert not helps.Said(1, None, None).is_by(visitor)
    later = helps.witness(found, WEB, MARKS[LAN], day + timedelta(days=1))
    others = helps.witness(replace(found, mark=MARKS[LAN]), WEB, MARKS[LAN], day)
    hashes = [each for one in (learner, later, others) for each in (one.at_hash, one.who_hash)]
    assert len(set(hashes)) == len(hashes)
    assert not any(word in each for each in hashes if each for word in (WEB.peer, MARKS[LAN]))


async def test_what_tells_who_confirmed_goes_and_the_count_stays(
    store: Store, people: dict[Address, LearnerId]
) -> None:
    await noted(store, people[NAM], NoteHelp(SAFETY, 15, 3, CODE))
    found = await kept(store)
    assert found is not None
    by = helps.witness(found, LAN, MARKS[LAN], NOW.date())
    await store.write(lambda connection: helps.confirm(connection, found.id, by, NOW, is_again=False))
    said = await store.read(lambda connection: helps.said(connection, [], [by]))
    assert said == (helps.Said(found.id, by.at_hash, by.who_hash),)
    soon, late = NOW + helps.KEEP_HASHES, NOW + helps.KEEP_HASHES + VALID + timedelta(seconds=1)
    assert await store.write(lambda connection: helps.forget(connection, soon)) == 0
    assert await store.write(lambda connection: helps.forget(connection, late)) == 2
    assert await kept(store) is None
    rows = await store.read(lambda connection: connection.execute(select(help_confirmation)).all())
    assert [(row.at_hash, row.who_hash) for row in rows] == [(None, None)]
    done = await store.read(lambda connection: tallies(connection, [people[NAM]]))
    assert done[people[NAM]].topics == (OnTopic(SAFETY, 15, 1, 0, 2),)


async def test_work_is_counted_by_topic_and_within_some_time(store: Store, people: dict[Address, LearnerId]) -> None:
    of, before = people[NAM], NOW - timedelta(days=40)
    await noted(store, of, NoteHelp(SAFETY, 15, 2, CODE), NoteHelp(SAFETY, 30, 1), NoteHelp(None, 60, 5))
    await noted(store, of, NoteHelp(SAFETY, 5, 1), at=before)
    first = await kept(store)
    assert first is not None

    def more(connection: Connection) -> None:
        for at, is_again in ((LAN, False), (WEB, True)):
            by = helps.witness(first, at, None, NOW.date())
            helps.confirm(connection, first.id, by, NOW, is_again=is_again)
        asked = questions.asker(connection, people[LAN], "vi", before)
        numbers = questions.open_all(connection, [questions.Opening(asked, "hỏi"), questions.Opening(asked, "hỏi")])
        for number, kind, is_held, said_at in (
            (numbers[0], WordsKind.MENTOR, False, NOW),
            (numbers[0], WordsKind.MENTOR, False, NOW),
            (numbers[1], WordsKind.MENTOR, True, NOW),
            (numbers[1], WordsKind.NOTE, False, NOW),
            (numbers[1], WordsKind.MENTOR, False, before),
        ):
            said = Words(kind, "đáp", said_at, "Anh Nam", of, is_held=is_held)
            questions.say(connection, [(number, people[LAN], said)])
        classrooms.open_class(connection, Classroom(0, ClassCode("kmn567"), SAFETY, "Lớp", "Anh Nam", "Thôn 3"), before)
        connection.execute(insert(class_mentor).values(classroom_number=1, learner_id=of, since=before))
        for opened in (before - timedelta(days=1), before, NOW):
            row = {"classroom_number": 1, "code": "1234", "opened_at": opened, "until": opened}
            connection.execute(insert(class_session), row)

    await store.write(more)
    recent = (OnTopic(None, 0, 0, 60, 5), OnTopic(SAFETY, 15, 1, 30, 1))
    month = await store.read(lambda connection: tallies(connection, [of], NOW - timedelta(days=1)))
    assert month == {of: Tally(recent, answers=1, sessions=1)}
    overall = await store.read(tallies)
    assert overall == {of: Tally((recent[0], OnTopic(SAFETY, 15, 1, 35, 2)), answers=2, sessions=2)}
    earlier = await store.read(lambda connection: tallies(connection, None, before, NOW))
    assert earlier == {of: Tally((OnTopic(SAFETY, 0, 0, 5, 1),), answers=1, sessions=1)}
    assert await store.read(lambda connection: tallies(connection, [people[LAN]])) == {}


async def test_erasing_the_helper_erases_what_they_noted(store: Store, people: dict[Address, LearnerId]) -> None:
    await noted(store, people[NAM], NoteHelp(SAFETY, 15, 2, CODE))
    found = await kept(store)
    assert found is not None
    by = helps.witness(found, LAN, None, NOW.date())
    await store.write(lambda connection: helps.confirm(connection, found.id, by, NOW, is_again=False))
    await store.write(lambda connection: erasure.erase(connection, [people[NAM]], NOW))
    counts = await store.read(count_rows)
    assert (counts["help_given"], counts["help_confirmation"]) == (0, 0)
