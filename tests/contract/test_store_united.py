"""Two learners made one, and sessions with who came, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from bot.model.attempt import Attempt
from bot.model.classroom import Classroom
from bot.model.ids import Address, ClassCode, ContentHash, LearnerId, LessonId, SessionId, StepId, TrackId
from bot.model.learner import Consent, EntryKind, NotebookEntry
from bot.model.text import paragraph, plain
from bot.store import attempts, batch, classrooms, codes, learners, rosters, sessions, united
from bot.store.classrooms import Joining
from bot.store.engine import Store
from bot.store.export import export_learner
from bot.store.kept import learner_at
from bot.store.tables import address, attendance, consent, enrolment, learner, return_code, tombstone

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
OLD, NEW = Address("web", "default", "may-cu"), Address("telegram", "default", "may-moi")
CLASS = Classroom(0, ClassCode("bgh234"), TrackId("lam-quen"), "Lớp", "Cô Hoa", "Thôn 3")
HASH, STEP = ContentHash("h"), StepId("the")


def lesson(name: str) -> LessonId:
    return LessonId(name)


def entry(name: str, words: str, at: datetime) -> NotebookEntry:
    return NotebookEntry(EntryKind.CARD, lesson(name), STEP, "Thẻ", paragraph(words), at)


@pytest.fixture
async def pair(store: Store) -> tuple[LearnerId, LearnerId]:
    """One person at two places of one class: they finished a lesson here, and another there."""

    def fill(connection: Connection) -> tuple[LearnerId, LearnerId]:
        classrooms.open_class(connection, CLASS, NOW)
        seats = batch.take_seats(connection, [OLD, NEW], NOW)
        marks = {OLD: "m" * 32, NEW: "n" * 32}
        given = Consent("2026-11", NOW)
        made = learners.admit(connection, [learners.Admission(marks[at], seats[at].id, given) for at in marks], NOW)
        old, new = made[marks[OLD]], made[marks[NEW]]
        for at, of in ((OLD, old), (NEW, new)):
            seats[at].person.learner_id, seats[at].person.state = of, '{"v":1}'
        batch.save_seats(connection, seats.values(), NOW)
        classrooms.enrol(connection, [Joining(old, CLASS.code, 1), Joining(new, CLASS.code, 2)], NOW)
        learners.begin_lessons(connection, [(old, lesson("a"), HASH), (old, lesson("b"), HASH)], NOW)
        learners.finish_lessons(connection, [(new, lesson("a"), HASH), (new, lesson("c"), HASH)], LATER)
        kept = [
            learners.Kept(old, entry("a", "cũ", NOW)),
            learners.Kept(new, entry("a", "mới", LATER)),
            learners.Kept(old, entry("b", "mới", LATER)),
            learners.Kept(new, entry("b", "cũ", NOW)),
            learners.Kept(new, entry("c", "riêng", NOW)),
        ]
        learners.keep_entries(connection, kept)
        attempt = Attempt(lesson("a"), 1, STEP, 1.0, NOW)
        attempts.add_attempts(connection, [attempts.Graded(new, attempt, None)])
        codes.keep_codes(connection, [(old, "111111"), (new, "222222")], NOW)
        return old, new

    return await store.write(fill)


async def unite(store: Store, old: LearnerId, new: LearnerId) -> tuple[int, ...]:
    return await store.write(lambda connection: united.unite(connection, old, new, NOW))


async def test_what_both_did_is_the_first_ones(store: Store, pair: tuple[LearnerId, LearnerId]) -> None:
    old, new = pair
    assert len(await unite(store, old, new)) == 2
    assert await store.read(lambda connection: [learner_at(connection, at) for at in (OLD, NEW)]) == [old, old]
    progress = (await store.read(lambda connection: learners.progress_of(connection, [old])))[old]
    assert {each.lesson: each.finished_at for each in progress} == {"a": LATER, "b": None, "c": LATER}
    assert {each.started_at for each in progress if each.lesson == "a"} == {NOW}
    notebook = (await store.read(lambda connection: learners.notebooks_of(connection, [old])))[old]
    assert {each.lesson: plain(each.text) for each in notebook} == {"a": "mới", "b": "mới", "c": "riêng"}
    assert len((await store.read(lambda connection: attempts.attempts_of(connection, [old])))[old]) == 1

    def left(connection: Connection) -> list[int]:
        tables = (learner, enrolment, return_code, consent, address, tombstone)
        return [len(connection.execute(select(table)).all()) for table in tables]

    assert await store.read(left) == [1, 1, 1, 1, 2, 0], "and nobody was erased"
    assert await store.read(lambda connection: classrooms.numbers_of(connection, [old])) == {old: (CLASS.code, 1)}
    assert await unite(store, old, new) == (), "the second one is no more"
    assert await unite(store, old, old) == ()


async def test_whoever_came_under_either_number_was_there_once(store: Store, pair: tuple[LearnerId, LearnerId]) -> None:
    def meet(connection: Connection) -> None:
        for came in ((1, 2), (2,), (1,)):
            sessions.open_session(connection, 1, "1234", NOW)
            at = SessionId(len(connection.execute(select(attendance.c.session_id).distinct()).all()) + 1)
            sessions.note(connection, at, came, NOW, is_by_list=False)

    await store.write(meet)
    records = await store.read(lambda connection: learners.records_of(connection, pair))
    assert [records[each].sessions for each in pair] == [2, 2]
    exported = await store.read(lambda connection: export_learner(connection, pair[1]))
    assert exported is not None
    assert "'session_id': 2, 'number': 2" in str(exported["attendance"])
    assert "'number': 1" not in str(exported["attendance"])
    await unite(store, *pair)

    def there(connection: Connection) -> list[tuple[int, int]]:
        query = select(attendance.c.session_id, attendance.c.number).order_by(attendance.c.session_id)
        return [(row.session_id, row.number) for row in connection.execute(query)]

    assert await store.read(there) == [(1, 1), (2, 1), (3, 1)]


async def test_numbers_of_other_classes_are_left_alone(store: Store, pair: tuple[LearnerId, LearnerId]) -> None:
    old, new = pair

    def leave(connection: Connection) -> bool:
        return rosters.leave(connection, 1, new)

    assert await store.write(leave)
    assert not await store.write(leave)
    assert len(await unite(store, old, new)) == 2


async def test_the_newest_session_of_the_last_day_is_told_with_who_came(
    store: Store, pair: tuple[LearnerId, LearnerId]
) -> None:
    def meet(connection: Connection) -> None:
        sessions.open_session(connection, 1, "1111", NOW - timedelta(hours=2))
        sessions.open_session(connection, 1, "2222", NOW)
        sessions.note(connection, SessionId(2), (2, 1), NOW, is_by_list=True)
        sessions.note(connection, SessionId(2), (2,), LATER, is_by_list=False)
        sessions.note(connection, SessionId(2), (), LATER, is_by_list=False)
        sessions.take_back(connection, SessionId(2), ())

    await store.write(meet)
    found = (await store.read(lambda connection: sessions.newest(connection, [1], NOW)))[1]
    assert (found.id, found.code, found.came, found.until) == (2, "2222", (1, 2), NOW + timedelta(hours=3))
    assert found.is_live(NOW)
    assert not found.is_live(NOW + timedelta(hours=3))
    await store.write(lambda connection: sessions.take_back(connection, SessionId(2), [1, 7]))
    assert (await store.read(lambda connection: sessions.newest(connection, [1], NOW)))[1].came == (2,)
    assert await store.read(lambda connection: sessions.newest(connection, [1], NOW + timedelta(days=1))) == {}
    assert await store.read(lambda connection: sessions.classroom_of(connection, SessionId(9))) is None
