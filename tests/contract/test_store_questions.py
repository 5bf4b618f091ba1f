"""Questions, what is said about them, alerts, and where people are reached; on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, select, update

from bot.model.alert import Alert, AlertKind
from bot.model.delivery import DeliveryState, Lane
from bot.model.ids import Address, AlertId, LearnerId, LessonId, PlaceCode, QuestionId, StepId, TrackId
from bot.model.learner import Consent
from bot.model.message import Kind, Message
from bot.model.question import Circle, Question, QuestionState, Words, WordsKind
from bot.model.staff import Habits
from bot.model.text import paragraph
from bot.store import (
    alerts,
    batch,
    classrooms,
    erasure,
    inbox,
    learners,
    outbox,
    questions,
    staff,
    waiting,
    whereabouts,
)
from bot.store.engine import Store
from bot.store.outbox import Owed
from bot.store.questions import Moved, Opening
from bot.store.tables import address, words
from bot.store.tables import outbox as said_to
from bot.store.waiting import Change
from tests.contract.test_store_classes import WANTED

NOW = datetime(2026, 12, 30, 1, 0, tzinfo=UTC)
SOON = NOW + timedelta(hours=4)
BAC, HOA, LAN = "bac", "hoa", "lan"


@pytest.fixture
async def people(store: Store) -> dict[str, LearnerId]:
    """Three learners; Hoa and Lan are on staff."""

    def fill(connection: Connection) -> dict[str, LearnerId]:
        at = {name: Address("web", "default", name) for name in (BAC, HOA, LAN)}
        seats = batch.take_seats(connection, at.values(), NOW)
        marks = {name: name * 10 for name in at}
        wanted = [learners.Admission(marks[name], seats[at[name]].id, Consent("1", NOW)) for name in at]
        admitted = learners.admit(connection, wanted, NOW)
        found = {name: admitted[marks[name]] for name in at}
        for name, where in at.items():
            seats[where].person = batch.Person(found[name], "{}")
        batch.save_seats(connection, seats.values(), NOW)
        for name, called in ((HOA, "Cô Hoa"), (LAN, "Chị Lan")):
            staff.keep_habits(connection, found[name], Habits(called), NOW)
        return found

    return await store.write(fill)


def asked(by: LearnerId, **changes: object) -> Question:
    plain = Question(QuestionId(0), by, "vi", NOW, SOON, Circle.CLASS, place=PlaceCode("xa-b"), topic=TrackId("t"))
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields of Question, by name


async def opened(store: Store, *wanted: Question) -> list[QuestionId]:
    openings = [Opening(each, f"Câu {n}?", LessonId("bai"), StepId("mot")) for n, each in enumerate(wanted, start=1)]
    return await store.write(lambda connection: questions.open_all(connection, openings))


async def test_a_question_is_found_as_it_was_opened(store: Store, people: dict[str, LearnerId]) -> None:
    wanted = [asked(people[BAC]), asked(people[BAC], is_urgent=True, place=None, topic=None, classroom=7)]
    first, second = await opened(store, *wanted)
    found = await store.read(lambda connection: questions.find(connection, [first, second, QuestionId(99)]))
    assert [found[first].question, found[second].question] == [
        replace(wanted[0], id=first),
        replace(wanted[1], id=second),
    ]
    thread = found[first]
    assert (thread.asked, thread.lesson, thread.step, thread.moves, thread.holder_name) == (
        "Câu 1?",
        "bai",
        "mot",
        0,
        "",
    )
    assert await store.read(lambda connection: questions.find(connection, [])) == {}


async def test_who_comes_first_moves_it(store: Store, people: dict[str, LearnerId]) -> None:
    (number,) = await opened(store, asked(people[BAC]))

    def claim(connection: Connection, of: LearnerId) -> bool:
        held = replace(asked(people[BAC], id=number), state=QuestionState.CLAIMED, holder=of, claimed_at=NOW)
        return questions.put(connection, Moved(held, 0), NOW)

    tries = [people[HOA], people[LAN]] * 5
    won = await asyncio.gather(*(store.write(lambda connection, of=of: claim(connection, of)) for of in tries))  # type: ignore[misc]  # mypy infers no lambda with a default
    assert sum(won) == 1
    thread = (await store.read(lambda connection: questions.find(connection, [number])))[number]
    assert thread.question.holder == tries[won.index(True)]
    assert thread.holder_name == {people[HOA]: "Cô Hoa", people[LAN]: "Chị Lan"}[tries[won.index(True)]]
    assert await store.read(questions.held) == {thread.question.holder: 1}
    assert await store.read(waiting.claims) == ((number, thread.question.holder),)


async def test_lists_are_each_persons_own(store: Store, people: dict[str, LearnerId]) -> None:
    first, second, third = await opened(
        store,
        asked(people[BAC]),
        asked(people[BAC], is_urgent=True, asked_at=NOW + timedelta(hours=1)),
        asked(people[LAN]),
    )
    held = replace(asked(people[BAC]), id=first, state=QuestionState.CLAIMED, holder=people[HOA])
    over = replace(asked(people[LAN]), id=third, state=QuestionState.CLOSED, due_at=None)
    await store.write(lambda at: [questions.put(at, Moved(each, 0), NOW) for each in (held, over)])
    own = await store.read(lambda at: questions.of_learners(at, [people[BAC], people[LAN]], NOW))
    assert {of: [each.question.id for each in threads] for of, threads in own.items()} == {
        people[BAC]: [first, second],
        people[LAN]: [third],
    }
    later = NOW + timedelta(days=15)
    assert people[LAN] not in await store.read(lambda at: questions.of_learners(at, [people[LAN]], later))
    mine = await store.read(lambda at: questions.of_mentors(at, [people[HOA]]))
    assert [each.question.id for each in mine[people[HOA]]] == [first]
    assert await store.read(lambda at: questions.due(at, SOON, 9)) == (first, second)
    assert await store.read(lambda at: questions.due(at, NOW, 9)) == ()


async def test_a_queue_is_cut_but_for_what_is_near(store: Store, people: dict[str, LearnerId]) -> None:
    numbers = await opened(
        store,
        *(asked(people[BAC], asked_at=NOW + timedelta(minutes=n), classroom=n, is_urgent=n == 3) for n in range(6)),
    )

    async def listed(most: int, of: LearnerId | None = None, classes: tuple[int, ...] = ()) -> list[int]:
        found = await store.read(lambda at: questions.waiting(at, most, [of] if of else [], classes))
        return [numbers.index(each.question.id) for each in found]

    assert await listed(9) == [3, 0, 1, 2, 4, 5]
    assert await listed(2) == [3, 0]
    assert await listed(2, classes=(5,)) == [3, 0, 5]
    standing = {each.question.id: each for each in await store.read(waiting.standing)}
    await store.write(lambda at: waiting.offer(at, [Change(standing[numbers[4]], people[HOA])]))
    assert await listed(2, people[HOA]) == [3, 0, 4]


async def test_an_offer_changes_what_stands_as_it_was_seen(store: Store, people: dict[str, LearnerId]) -> None:
    first, second = await opened(store, asked(people[BAC]), asked(people[BAC]))
    passed = replace(asked(people[BAC]), id=second, passed=(people[LAN],))
    await store.write(lambda at: questions.put(at, Moved(passed, 0), NOW))
    seen = await store.read(waiting.standing)
    assert [each.question for each in seen] == [
        replace(asked(people[BAC]), id=first),
        replace(asked(people[BAC]), id=second, passed=(people[LAN],)),
    ]
    await store.write(lambda at: waiting.offer(at, [Change(each, people[HOA]) for each in seen]))
    await store.write(lambda at: waiting.offer(at, [Change(each, people[LAN]) for each in seen]))
    both = [first, second]
    assert set((await store.read(lambda at: waiting.offered(at, both))).values()) == {people[HOA]}, (
        "it was seen without"
    )
    (again, _) = await store.read(waiting.standing)
    moved = replace(again.question, circle=Circle.ALL)
    assert await store.write(lambda at: questions.put(at, Moved(moved, again.moves), NOW))
    await store.write(lambda at: waiting.offer(at, [Change(again, people[LAN])]))
    assert await store.read(lambda at: waiting.offered(at, both)) == {first: None, second: people[HOA]}
    newer = (await store.read(waiting.standing))[1]
    await store.write(lambda at: waiting.offer(at, [Change(newer, people[LAN])]))
    assert (await store.read(lambda at: waiting.offered(at, [second])))[second] == people[LAN]
    assert await store.read(lambda at: waiting.offered(at, [])) == {}


async def test_an_answer_is_rated_and_seen(store: Store, people: dict[str, LearnerId]) -> None:
    (number,) = await opened(store, asked(people[BAC]))
    answered = replace(asked(people[BAC]), id=number, state=QuestionState.ANSWERED, holder=people[HOA])
    said = [Words(WordsKind.MENTOR, text, NOW, "Cô Hoa", people[HOA]) for text in ("một", "hai")]
    held = replace(said[0], is_held=True)

    def answer(connection: Connection) -> None:
        questions.put(connection, Moved(answered, 0), NOW)
        questions.say(connection, [(number, people[BAC], each) for each in (*said, held)])
        questions.rate(connection, number, is_understood=False)

    await store.write(answer)
    rated = select(words.c.text, words.c.is_held, words.c.is_understood).order_by(words.c.id)
    rows = await store.read(lambda at: [tuple(row) for row in at.execute(rated)])
    assert [row[2] for row in rows] == [None, None, False, None]

    async def is_seen() -> bool:
        return (await store.read(lambda at: questions.find(at, [number])))[number].is_seen

    async def tell(name: str, number_there: int, external_id: str | None = None) -> None:
        def write(connection: Connection) -> None:
            of = select(address.c.id).where(address.c.peer == name)
            at = connection.execute(of).scalar_one()
            message = Message(Kind.ANSWER, paragraph("hai"))
            owed = Owed(at, people[BAC], number_there, message, Lane.MENTOR, DeliveryState.SENT, f"question:{number}")
            outbox.add_all(connection, [owed], {}, NOW)
            if external_id is not None:
                connection.execute(update(said_to).values(external_id=external_id))

        await store.write(write)

    assert not await is_seen()
    await tell(LAN, 1, "7")
    assert not await is_seen(), "what another person was told says nothing"
    await tell(BAC, 1)
    assert not await is_seen()
    await store.write(lambda at: outbox.mark_seen(at, {Address("web", "default", BAC): 1}, SOON))
    assert await is_seen()
    left = replace(answered, holder=None)
    await store.write(lambda at: questions.put(at, Moved(left, 1), SOON))
    assert await is_seen(), "who wrote it may go"
    again = replace(answered, holder=people[LAN])
    await store.write(lambda at: questions.put(at, Moved(again, 2), SOON))
    assert not await is_seen()


async def test_the_erased_leave_no_question_and_no_hold(store: Store, people: dict[str, LearnerId]) -> None:
    first, second = await opened(store, asked(people[BAC]), asked(people[LAN]))
    for number, of in ((first, BAC), (second, LAN)):
        held = replace(asked(people[of]), id=number, state=QuestionState.CLAIMED, holder=people[HOA])
        await store.write(lambda at, held=held: questions.put(at, Moved(held, 0), NOW))  # type: ignore[misc]  # as above
    await store.write(lambda at: erasure.erase(at, [people[HOA], people[BAC]], NOW))
    assert await store.read(waiting.claims) == ((second, None),)
    assert await store.read(questions.held) == {}


async def test_who_asks_has_their_class_and_place(store: Store, people: dict[str, LearnerId]) -> None:
    of = people[BAC]
    free = await store.read(lambda at: questions.asker(at, of, "vi", NOW))
    assert (free.classroom, free.place) == (None, None)
    await store.write(lambda at: classrooms.open_class(at, WANTED, NOW))
    await store.write(lambda at: classrooms.enrol(at, [classrooms.Joining(of, WANTED.code, 1)], NOW))
    assert (await store.read(lambda at: questions.asker(at, of, "vi", NOW))).classroom == 1
    await store.write(lambda at: classrooms.close_class(at, WANTED.code, NOW))
    assert (await store.read(lambda at: questions.asker(at, of, "vi", NOW))).classroom is None


async def test_an_alert_is_settled_by_the_first(store: Store, people: dict[str, LearnerId]) -> None:
    raised = Alert(
        AlertId(0), AlertKind.STUCK, "question:5", "", NOW, PlaceCode("xa-b"), people[BAC], about=people[HOA]
    )
    numbers = [await store.write(lambda at: alerts.raise_alert(at, raised)) for _ in range(2)]
    found = await store.read(lambda at: alerts.find(at, numbers))
    assert list(found.values()) == [replace(raised, id=number) for number in numbers]

    async def newest(kind: AlertKind = AlertKind.STUCK) -> AlertId | None:
        return await store.read(lambda at: alerts.unsettled_about(at, "question:5", kind))

    assert (await newest(), await newest(AlertKind.HELD)) == (numbers[1], None)
    settling = [store.write(lambda at: alerts.settle(at, numbers[1], people[LAN], SOON)) for _ in range(3)]
    assert sorted(await asyncio.gather(*settling)) == [False, False, True]
    assert await newest() == numbers[0]
    assert [each.id for each in await store.read(alerts.unsettled)] == numbers[:1]
    await store.write(lambda at: erasure.erase(at, [people[HOA]], SOON))
    assert (await store.read(lambda at: alerts.find(at, numbers)))[numbers[0]].about is None


async def test_people_are_reached_where_they_talked_last(store: Store, people: dict[str, LearnerId]) -> None:
    bac, second = people[BAC], Address("telegram", "default", "7")

    def move_in(connection: Connection) -> dict[str, int]:
        seats = batch.take_seats(connection, [second, Address("web", "default", BAC)], NOW)
        seats[second].person = seats[Address("web", "default", BAC)].person
        for seat in seats.values():
            seat.last_number = 1
        batch.save_seats(connection, seats.values(), NOW)
        return {at.channel: seat.id for at, seat in seats.items()}

    ids = await store.write(move_in)

    async def reached(*, is_anywhere: bool = False) -> int | None:
        wanted = [bac, people[HOA]]
        found = await store.read(lambda at: whereabouts.reached_at(at, wanted, is_anywhere=is_anywhere))
        return found.get(bac)

    async def say(channel: str, number: int) -> None:
        message = Message(Kind.NOTICE, paragraph("chào"))
        owed = Owed(ids[channel], bac, number, message, Lane.REPLY, DeliveryState.SENT)
        await store.write(lambda at: outbox.add_all(at, [owed], {}, NOW))
        last = update(address).where(address.c.id == ids[channel]).values(last_number=number)
        await store.write(lambda at: at.execute(last))

    async def leave(*channels: str) -> None:
        gone = update(address).where(address.c.channel.in_(channels), address.c.learner_id == bac).values(gone_at=NOW)
        await store.write(lambda at: at.execute(gone))

    await say("web", 1)
    assert await reached() == ids["web"]
    await say("telegram", 1)
    assert await reached() == ids["telegram"]
    await leave("telegram")
    assert await reached() == await reached(is_anywhere=True) == ids["web"]
    await leave("web")
    assert await reached() is None
    assert await reached(is_anywhere=True) == ids["telegram"]
    there = await store.read(lambda at: whereabouts.reachable(at, people.values()))
    assert there == {people[HOA], people[LAN]}
    assert await store.read(lambda at: (whereabouts.reached_at(at, []), whereabouts.reachable(at, []))) == (
        {},
        frozenset(),
    )


async def test_a_digest_of_a_day_is_noted_once(store: Store, people: dict[str, LearnerId]) -> None:
    day, both = date(2026, 12, 30), [people[HOA], people[LAN]]
    minute = 19 * 60 + 30
    assert await store.read(lambda at: staff.to_digest(at, day, minute - 1)) == ()
    assert await store.read(lambda at: staff.to_digest(at, day, minute)) == tuple(both)
    noting = [store.write(lambda at: staff.note_digests(at, both, day)) for _ in range(4)]
    noted = await asyncio.gather(*noting)
    assert sorted(map(len, noted)) == [0, 0, 0, 2]
    assert await store.read(lambda at: staff.to_digest(at, day, minute)) == ()
    assert await store.read(lambda at: staff.to_digest(at, day - timedelta(days=1), minute)) == (), (
        "the clock was put back"
    )
    assert await store.read(lambda at: staff.to_digest(at, day + timedelta(days=1), minute)) == tuple(both)


async def test_names_of_what_is_owed_are_found_by_their_beginning(store: Store, people: dict[str, LearnerId]) -> None:
    at = (await store.read(lambda connection: whereabouts.reached_at(connection, [people[HOA]])))[people[HOA]]
    owed = [inbox.Own(name, at, "{}") for name in ("urgent:5:2", "urgent_5", "overdue:5")]
    await store.write(lambda connection: inbox.put(connection, owed, NOW))
    assert await store.read(lambda connection: inbox.named(connection, "urgent:")) == ("urgent:5:2",)
