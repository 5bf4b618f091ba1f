"""What is kept about people, and that erasing leaves none of it, on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, select

from bot.model.alert import Alert, AlertKind
from bot.model.attempt import Attempt
from bot.model.broadcast import Audience, Broadcast, BroadcastState, Letter
from bot.model.classroom import Classroom
from bot.model.delivery import DeliveryState, Lane
from bot.model.effects import NoteHelp
from bot.model.ids import Address, AlertId, BroadcastId, ClassCode, ContentHash, ExerciseId, LearnerId, TrackId
from bot.model.learner import Consent, EntryKind, NotebookEntry, Progress, Record
from bot.model.question import Words, WordsKind
from bot.model.staff import Role
from bot.model.text import paragraph
from bot.store import (
    alerts,
    attempts,
    audience,
    batch,
    broadcasts,
    classrooms,
    codes,
    erasure,
    helps,
    inbox,
    learners,
    outbox,
    questions,
    staff,
    visits,
)
from bot.store.engine import Store, sqlite_path
from bot.store.export import export_learner
from bot.store.inbox import UpdateKey
from bot.store.stats import count_rows
from bot.store.tables import IMPERSONAL, address, class_mentor, learner, metadata, tombstone
from tests.fakes.tutor import GRADE, HASH, LESSON, STEP, message

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
BAC = Address("terminal", "default", "bac-nam-rieng")
EM = Address("terminal", "default", "em-lan-rieng")
MARKS = {BAC: "m" * 32, EM: "n" * 32}


OWNERS = {"learner_id", "address_id"}
"""The columns that say whose a row is."""


def owed(seat: batch.Seat, number: int, key: str | None = None) -> outbox.Owed:
    return outbox.Owed(
        seat.id, seat.person.learner_id, number, message(f"lời {number}"), Lane.REPLY, DeliveryState.SENT, key
    )


CLASS = Classroom(0, ClassCode("bgh234"), TrackId("lam-quen"), "Lớp", "Cô Hoa", "Thôn 3")


def fill(connection: Connection, people: Sequence[Address] = (BAC, EM)) -> dict[Address, LearnerId]:
    """Puts a row about each person into every table that can hold one."""
    classrooms.open_class(connection, CLASS, NOW)
    seats = batch.take_seats(connection, people, NOW)
    admissions = [learners.Admission(MARKS[at], seats[at].id, Consent("2026-11", NOW)) for at in people]
    ids = learners.admit(connection, admissions, NOW)
    for at in people:
        seat = seats[at]
        seat.person.learner_id = of = ids[MARKS[at]]
        seat.person.state = '{"v":1}'
        seat.last_number = 2
        attempt = Attempt(LESSON, 1, STEP, 0.5, NOW, "bài viết riêng")
        attempts.add_attempts(connection, [attempts.Graded(of, attempt, GRADE)])
        entry = NotebookEntry(EntryKind.CARD, LESSON, STEP, "Thẻ", paragraph("riêng"), NOW)
        learners.keep_entries(connection, [learners.Kept(of, entry)])
        learners.begin_lessons(connection, [(of, LESSON, HASH)], NOW)
        codes.keep_codes(connection, [(of, "123456")], NOW)
        classrooms.enrol(connection, [classrooms.Joining(of, CLASS.code, of)], NOW)
        outbox.add_all(connection, [owed(seat, 1), owed(seat, 2, "k")], {seat.id: at}, NOW)
        connection.execute(insert(class_mentor).values(classroom_number=1, learner_id=of, since=NOW))
        staff.enlist(connection, of, "Cô Hoa", NOW)
        staff.grant(connection, of, Role.MENTOR, None, NOW)
        asked = questions.asker(connection, of, "vi", NOW)
        (question,) = questions.open_all(connection, [questions.Opening(asked, "câu hỏi riêng")])
        alert = Alert(AlertId(0), AlertKind.STUCK, f"question:{question}", "lời riêng", NOW, learner=of)
        alerts.raise_alert(connection, alert)
        helps.note(connection, of, NoteHelp(CLASS.track, 15, 1), NOW)
        key = UpdateKey(at.channel, at.account, f"u-{at.peer}")
        inbox.claim(connection, [key], NOW)
        inbox.park(connection, inbox.Parked(key, seat.id, '{"is":"arrived"}', "traceback", 3), NOW)
    batch.save_seats(connection, seats.values(), NOW)
    _write_to_all(connection, list(ids.values()))
    return {at: ids[MARKS[at]] for at in people}


def _write_to_all(connection: Connection, ids: Sequence[LearnerId]) -> None:
    """A broadcast that runs, and what each answered to its poll."""
    draft = Broadcast(BroadcastId(0), "Lịch", Letter(paragraph("x")), Audience(), NOW, NOW)
    of = broadcasts.add(connection, draft)
    broadcasts.put(connection, replace(draft, id=of, state=BroadcastState.RUNNING, started_at=NOW))
    running = broadcasts.find(connection, [of])[of]
    while audience.freeze(connection, running, audience.Routes(), NOW):
        pass
    for each in ids:
        broadcasts.keep_answer(connection, of, each, 0, NOW)


@pytest.fixture
async def people(store: Store) -> dict[Address, LearnerId]:
    return await store.write(fill)


def test_every_table_is_somebodys_or_known_to_be_impersonal() -> None:
    assert len(metadata.tables) >= 12
    for table in metadata.tables.values():
        is_personal = "learner_id" in table.c or "address_id" in table.c or table is learner
        assert is_personal != (table in IMPERSONAL), table.name


def test_whatever_is_somebodys_goes_with_them_by_itself() -> None:
    for table in metadata.tables.values():
        for column in table.c:
            for key in column.foreign_keys:
                # Whoever did something for somebody else goes from it, and it stays somebody else's.
                is_others = key.column.table is learner and column.nullable and column.name not in OWNERS
                kept = "SET NULL" if is_others else "CASCADE"
                assert key.ondelete == kept, f"{table.name}.{column.name}"


async def test_the_filled_database_has_a_row_in_every_personal_table(
    store: Store, people: dict[Address, LearnerId]
) -> None:
    counts = await store.read(count_rows)
    for table in set(metadata.tables.values()) - IMPERSONAL:
        assert counts[table.name] >= len(people), table.name


async def test_erasing_leaves_nothing_but_a_hash(store: Store, people: dict[Address, LearnerId]) -> None:
    assert await store.write(lambda connection: erasure.erase(connection, [people[BAC]], NOW)) == 1

    def everything(connection: Connection) -> dict[str, list[str]]:
        return {
            table.name: [str(tuple(row)) for row in connection.execute(select(table))]
            for table in metadata.tables.values()
        }

    left = await store.read(everything)
    for name, rows in left.items():
        for row in rows:
            assert BAC.peer not in row, name
            assert MARKS[BAC] not in row, name
    assert [erasure.hash_of_mark(MARKS[BAC]) in row for row in left["tombstone"]] == [True]
    for table in set(metadata.tables.values()) - IMPERSONAL:
        # Who was written to stays a recipient whom nobody knows.
        kept = 2 if table.name in {"outbox", "delivery"} else 1
        assert len(left[table.name]) == kept, "the other learner keeps everything"


async def test_whoever_is_gone_is_told_nothing_more_until_they_are_back(
    store: Store, people: dict[Address, LearnerId]
) -> None:
    def leave(connection: Connection) -> None:
        seats = batch.take_seats(connection, [BAC, EM], NOW)
        owed_to = [
            replace(owed(seat, 3 + lane), lane=lane, state=state)
            for seat in seats.values()
            for lane, state in ((Lane.REPLY, DeliveryState.WAITING), (Lane.BROADCAST, DeliveryState.WAITING))
        ]
        outbox.add_all(connection, owed_to, {seat.id: at for at, seat in seats.items()}, NOW)
        outbox.drop_waiting(connection, [seats[BAC].id])
        seats[BAC].gone_at = NOW
        batch.save_seats(connection, seats.values(), NOW)

    def gone(connection: Connection) -> list[datetime | None]:
        return [batch.take_seats(connection, [at], NOW)[at].gone_at for at in (BAC, EM)]

    def states(connection: Connection) -> list[tuple[str, str]]:
        found = select(address.c.peer, metadata.tables["outbox"].c.state).join_from(address, metadata.tables["outbox"])
        return sorted((row.peer, row.state) for row in connection.execute(found) if row.state != "sent")

    await store.write(leave)
    assert await store.write(gone) == [NOW, None]
    assert await store.read(states) == [(BAC.peer, "gone")] * 2 + [(EM.peer, "waiting")] * 2


async def test_erasing_nobody_does_nothing(store: Store) -> None:
    assert await store.write(lambda connection: erasure.erase(connection, [LearnerId(404)], NOW)) == 0


async def test_a_tombstone_erases_whom_a_backup_brings_back(store: Store, people: dict[Address, LearnerId]) -> None:
    await store.write(lambda connection: erasure.erase(connection, [people[BAC]], NOW))
    buried = await store.read(erasure.tombstones)
    await store.write(lambda connection: erasure.erase(connection, [people[EM]], NOW))
    await store.write(lambda connection: connection.execute(tombstone.delete()))
    await store.write(fill)
    await store.write(lambda connection: erasure.add_tombstones(connection, buried))
    assert await store.write(lambda connection: erasure.erase_again(connection, NOW)) == 1
    peers = await store.read(lambda connection: connection.execute(select(address.c.peer)).scalars().all())
    assert list(peers) == [EM.peer]
    assert await store.write(lambda connection: erasure.erase_again(connection, NOW)) == 0


async def test_an_export_has_everything(store: Store, people: dict[Address, LearnerId]) -> None:
    found = await store.read(lambda connection: export_learner(connection, people[BAC]))
    assert found is not None
    personal = {table.name for table in set(metadata.tables.values()) - IMPERSONAL}
    assert set(found) == personal | {"attendance"}, "attendance knows a number alone, and is found by it"
    assert all(found[name] for name in personal)
    text = str(found)
    assert BAC.peer in text
    assert EM.peer not in text
    assert "bài viết riêng" in text
    assert await store.read(lambda connection: export_learner(connection, LearnerId(404))) is None


async def test_an_export_leads_around_nobody_who_has_to_look_first(
    store: Store, people: dict[Address, LearnerId]
) -> None:
    of = people[BAC]

    def write(connection: Connection) -> None:
        said = [
            Words(WordsKind.NOTE, "bác này nặng tai", NOW, "", people[EM]),
            Words(WordsKind.MENTOR, "đọc mã OTP cho cháu", NOW, "Cô Hoa", people[EM], is_held=True),
            Words(WordsKind.MENTOR, "bác bấm nút xanh", NOW, "Cô Hoa", people[EM]),
        ]
        (asked,) = questions.of_learners(connection, [of], NOW)[of]
        questions.say(connection, [(asked.question.id, of, each) for each in said])
        held = Alert(
            AlertId(0), AlertKind.HELD, f"question:{asked.question.id}", "đọc mã OTP cho cháu", NOW, learner=of
        )
        alerts.raise_alert(connection, held)

    await store.write(write)
    text = str(await store.read(lambda connection: export_learner(connection, of)))
    assert [word in text for word in ("câu hỏi riêng", "bác bấm nút xanh", "lời riêng")] == [True] * 3
    assert [word in text for word in ("nặng tai", "OTP")] == [False] * 2


async def test_progress_keeps_its_first_times(store: Store, people: dict[Address, LearnerId]) -> None:
    of, later = people[BAC], NOW + timedelta(days=1)
    newer = ContentHash("b" * 64)
    await store.write(lambda connection: learners.finish_lessons(connection, [(of, LESSON, HASH)], NOW))
    await store.write(lambda connection: learners.begin_lessons(connection, [(of, LESSON, newer)], later))
    await store.write(lambda connection: learners.finish_lessons(connection, [(of, LESSON, newer)], later))
    found = await store.read(lambda connection: learners.progress_of(connection, [of]))
    assert found == {of: (Progress(LESSON, newer, NOW, NOW),)}


async def test_a_notebook_holds_one_entry_a_step_oldest_first(store: Store, people: dict[Address, LearnerId]) -> None:
    of = people[BAC]
    prompt = NotebookEntry(EntryKind.PROMPT, LESSON, STEP, "Câu", paragraph("a"), NOW + timedelta(minutes=1))
    again = NotebookEntry(EntryKind.CARD, LESSON, STEP, "Thẻ mới", paragraph("b"), NOW + timedelta(minutes=2))
    await store.write(
        lambda connection: learners.keep_entries(connection, [learners.Kept(of, prompt), learners.Kept(of, again)])
    )
    found = await store.read(lambda connection: learners.notebooks_of(connection, [of]))
    assert found == {of: (prompt, again)}


async def test_counts_and_attempts(store: Store, people: dict[Address, LearnerId]) -> None:
    ids = list(people.values())
    records = await store.read(lambda connection: learners.records_of(connection, ids))
    assert records == dict.fromkeys(ids, Record(1, 1, 0, 1, 2, 1, NOW, questions=1))
    kept = await store.read(lambda connection: attempts.attempts_of(connection, ids))
    assert kept[ids[0]] == (Attempt(LESSON, 1, STEP, 0.5, NOW, "bài viết riêng"),)
    assert await store.read(lambda connection: attempts.prompts_of(connection, ids)) == {}
    prompt = Attempt(LESSON, 1, STEP, 0.7, NOW, "câu nhờ AI", ExerciseId("viet-thu"))
    added = [attempts.Graded(ids[1], prompt, None)]
    await store.write(lambda connection: attempts.add_attempts(connection, added))
    assert await store.read(lambda connection: attempts.prompts_of(connection, ids)) == {ids[1]: (prompt,)}


async def test_history_is_read_from_a_number_and_seen_up_to_one(store: Store, people: dict[Address, LearnerId]) -> None:
    def numbers(connection: Connection) -> tuple[list[int], list[int], list[int], list[int]]:
        return (
            [shown.number for shown in outbox.unseen(connection, BAC)],
            [shown.number for shown in outbox.since(connection, BAC, 0, 60)],
            [shown.number for shown in outbox.since(connection, BAC, 1, 60)],
            [shown.number for shown in outbox.since(connection, BAC, 99, 60)],
        )

    def last(connection: Connection) -> list[int]:
        return [shown.number for number in (0, 99) for shown in outbox.since(connection, BAC, number, 1)]

    assert await store.read(numbers) == ([1, 2], [1, 2], [2], [1, 2])
    assert await store.read(last) == [2, 2], "a long history is not read whole"
    await store.write(lambda connection: outbox.mark_seen(connection, {BAC: 1}, NOW))
    assert await store.read(numbers) == ([2], [1, 2], [2], [1, 2])
    unseen = await store.read(lambda connection: outbox.unseen(connection, BAC))
    assert unseen == (outbox.Shown(2, message("lời 2"), None, "k", NOW),)
    stranger = Address("terminal", "default", "nobody")
    assert await store.read(lambda connection: outbox.unseen(connection, stranger)) == ()


async def test_visits_are_swept_with_what_was_said(store: Store) -> None:
    def visit(connection: Connection) -> None:
        seats = batch.take_seats(connection, [BAC], NOW)
        seats[BAC].last_number = 1
        batch.save_seats(connection, seats.values(), NOW)
        outbox.add_all(connection, [owed(seats[BAC], 1)], {seats[BAC].id: BAC}, NOW)

    await store.write(visit)
    soon, late = NOW + timedelta(hours=23), NOW + timedelta(hours=25)
    assert await store.write(lambda connection: visits.sweep_visits(connection, soon)) == 0
    assert len(await store.read(lambda connection: outbox.since(connection, BAC, 0, 60))) == 1
    assert await store.write(lambda connection: visits.sweep_visits(connection, late)) == 1
    rows = await store.read(lambda connection: connection.execute(select(metadata.tables["outbox"])).all())
    assert rows == []


async def test_learners_are_never_swept(store: Store, people: dict[Address, LearnerId]) -> None:
    later = NOW + timedelta(days=400)
    assert await store.write(lambda connection: visits.sweep_visits(connection, later)) == 0
    assert len(await store.read(lambda connection: outbox.since(connection, BAC, 0, 60))) == 2


async def test_handled_keys_are_pruned_after_a_week_and_parked_ones_after_ninety_days(
    store: Store, people: dict[Address, LearnerId]
) -> None:
    await store.write(lambda connection: inbox.claim(connection, [UpdateKey("terminal", "default", "1")], NOW))
    assert await store.write(lambda connection: inbox.prune(connection, NOW + timedelta(days=6))) == 0
    assert await store.write(lambda connection: inbox.prune(connection, NOW + timedelta(days=8))) == 1
    assert await store.write(lambda connection: inbox.prune(connection, NOW + timedelta(days=90))) == 0
    assert await store.write(lambda connection: inbox.prune(connection, NOW + timedelta(days=91))) == len(people)


async def test_what_was_erased_stands_in_no_file(store: Store, people: dict[Address, LearnerId]) -> None:
    if store.url.get_backend_name() != "sqlite":
        return  # a server's files are its own
    file = sqlite_path(store.url)
    words = (b"bac-nam-rieng", "bài viết riêng".encode())

    def holding() -> list[str]:
        return [each.name for each in file.parent.glob(f"{file.name}*") for word in words if word in each.read_bytes()]

    assert holding()
    assert await store.write(lambda connection: erasure.erase(connection, people.values(), NOW)) == len(people)
    assert holding() == []
