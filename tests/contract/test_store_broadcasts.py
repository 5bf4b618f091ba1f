"""Broadcasts, audiences and recipients as they are kept, on both databases."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, select, update

from bot.model.broadcast import Audience, BroadcastState, Letter, LinkTo, Pause, Why
from bot.model.classroom import Classroom
from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId, ClassCode, ContentHash, LearnerId, LessonId, PlaceCode, TrackId
from bot.model.place import Place, PlaceKind
from bot.model.place_change import PlaceChange
from bot.model.staff import Role
from bot.model.text import paragraph
from bot.store import (
    audience,
    broadcasts,
    classrooms,
    erasure,
    learners,
    outcomes,
    places,
    recipients,
    released,
    staff,
    united,
)
from bot.store.audience import Routes
from bot.store.broadcasts import Judged
from bot.store.classrooms import Joining
from bot.store.engine import Store
from bot.store.recipients import Fate, Outcome, Seat
from bot.store.tables import address, classroom, delivery, poll_answer
from tests.databases import Database
from tests.recipients import (
    NOW,
    PAGE,
    PHONE,
    ROUTES,
    Person,
    at,
    begun,
    crowd,
    drafted,
    make,
    pause,
    rows,
    set_wish,
    start,
    states,
)

D = DeliveryState
PROVINCE, COMMUNE, HAMLET, OTHER = map(PlaceCode, ("tinh-a", "xa-b", "thon-c", "xa-d"))
TREE = (
    Place(PROVINCE, PlaceKind.PROVINCE, "Tỉnh A"),
    Place(COMMUNE, PlaceKind.COMMUNE, "Xã B", PROVINCE),
    Place(HAMLET, PlaceKind.HAMLET, "Thôn C", COMMUNE),
    Place(OTHER, PlaceKind.COMMUNE, "Xã D", PROVINCE),
)
CLASS = Classroom(0, ClassCode("bgh234"), TrackId("lam-quen"), "Chiều thứ Bảy", "Cô Hoa", "Nhà văn hoá")
LESSON = LessonId("bai-mot")
TRACKS = Routes(("telegram",), {TrackId("lam-quen"): (LESSON,), TrackId("khac"): ()})
EVERYBODY = {
    "an": Person((at("an"),), "An", place=COMMUNE),
    "ba": Person((at("ba"),), place=HAMLET),
    "chi": Person((at("chi", PAGE),), place=OTHER),
    "du": Person((at("du"), at("du", PAGE)), place=COMMUNE, wants_news=False),
    "em": Person((at("em"),), seen_at=NOW - timedelta(days=20)),
}


@pytest.fixture
async def people(store: Store) -> dict[str, LearnerId]:
    """Five learners in a small tree of places; the first sits in a class of the other commune, and has learnt."""
    made = await make(store, EVERYBODY)

    def write(connection: Connection) -> None:
        places.apply(connection, PlaceChange(added=TREE), "places.csv", NOW)
        classrooms.open_class(connection, CLASS, NOW)
        connection.execute(update(classroom).values(place_code=OTHER))
        classrooms.enrol(connection, [Joining(made["an"], CLASS.code, 7)], NOW)
        learners.finish_lessons(connection, [(made["an"], LESSON, ContentHash("h"))], NOW)
        learners.begin_lessons(connection, [(made["ba"], LESSON, ContentHash("h"))], NOW)
        staff.enlist(connection, made["em"], "Anh Em", NOW)
        staff.grant(connection, made["em"], Role.MENTOR, COMMUNE, NOW)

    await store.write(write)
    return made


async def reached(store: Store, who: Audience, within: PlaceCode | None = None) -> set[str]:
    of = await drafted(store, who)
    found = await store.read(lambda connection: broadcasts.find(connection, [of]))
    assert found[of].audience == who
    narrowed = replace(await start(store, of), place=within)
    while await store.write(lambda connection: audience.freeze(connection, narrowed, TRACKS, NOW, 2)):
        pass
    numbers = {row[1] for row in await rows(store, of)}
    counted = await store.read(lambda connection: audience.reach(connection, who, within, TRACKS, NOW))
    assert counted.recipients == len(numbers)
    names = await store.read(
        lambda connection: connection.execute(select(address.c.peer).where(address.c.learner_id.in_(numbers))).scalars()
    )
    return set(names)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        (Audience(), {"an", "ba", "chi", "du", "em"}),
        (Audience(place=PROVINCE), {"an", "ba", "chi", "du"}),
        (Audience(place=COMMUNE), {"ba", "du"}),
        (Audience(place=OTHER), {"an", "chi"}),
        (Audience(place=PlaceCode("nowhere")), set()),
        (Audience(classroom=CLASS.code), {"an"}),
        (Audience(track=TrackId("lam-quen")), {"an", "ba"}),
        (Audience(track=TrackId("khac")), set()),
        (Audience(done=LESSON), {"an"}),
        (Audience(not_done=LESSON), {"ba", "chi", "du", "em"}),
        (Audience(inactive_days=14), {"em"}),
        (Audience(inactive_days=30), set()),
        (Audience(channel="web"), {"chi", "du"}),
        (Audience(role=Role.MENTOR), {"em"}),
        (Audience(place=COMMUNE, not_done=LESSON, channel="telegram"), {"ba", "du"}),
    ],
)
async def test_an_audience_is_whoever_all_holds_for(
    store: Store, people: dict[str, LearnerId], who: Audience, names: set[str]
) -> None:
    assert await reached(store, who) == names


async def test_nobody_beyond_what_its_author_answers_for_belongs_to_it(
    store: Store, people: dict[str, LearnerId]
) -> None:
    assert await reached(store, Audience(not_done=LESSON), COMMUNE) == {"ba", "du"}
    assert await reached(store, Audience(place=COMMUNE), COMMUNE) == {"ba", "du"}
    assert await reached(store, Audience(place=OTHER), COMMUNE) == set()


async def test_a_class_that_is_closed_names_no_place_and_nobody(store: Store, people: dict[str, LearnerId]) -> None:
    await store.write(lambda connection: classrooms.close_class(connection, CLASS.code, NOW))
    assert await reached(store, Audience(classroom=CLASS.code)) == set()
    assert await reached(store, Audience(place=COMMUNE)) == {"an", "ba", "du"}


async def test_a_count_tells_where_people_are_reached_and_shows_some(
    store: Store, people: dict[str, LearnerId]
) -> None:
    await store.write(
        lambda connection: connection.execute(update(address).where(address.c.peer == "ba").values(gone_at=NOW))
    )
    found = await store.read(lambda connection: audience.reach(connection, Audience(), None, ROUTES, NOW))
    assert (found.by_account, found.opted_out, found.gone) == ({PHONE: 2, PAGE: 1}, 1, 1)
    assert (found.pushed, found.reached, found.recipients) == (2, 3, 5)
    told = {(each.number, each.place, each.classroom, each.channel) for each in found.samples}
    assert (7, "Xã D", "Chiều thứ Bảy", "telegram") in told
    assert (None, "", "", "telegram") in told


async def test_whoever_can_be_written_to_is_and_others_where_they_come_by(store: Store) -> None:
    made = await make(
        store,
        {
            "hai": Person((at("hai", PAGE), at("hai"))),
            "trang": Person((at("trang", PAGE),)),
            "mat": Person((at("mat"), at("mat", PAGE))),
            "het": Person((at("het"),)),
        },
    )
    left = update(address).where(address.c.peer.in_(["mat", "het"]), address.c.channel == "telegram")
    await store.write(lambda connection: connection.execute(left.values(gone_at=NOW)))
    of = await begun(store)
    wanted = select(delivery.c.learner_id, delivery.c.channel, delivery.c.state, delivery.c.why)
    found = {row[0]: tuple(row)[1:] for row in await store.read(lambda c: connection_rows(c, wanted))}
    assert found == {
        made["hai"]: ("telegram", "waiting", None),
        made["trang"]: ("web", "waiting", None),
        made["mat"]: ("web", "waiting", None),
        made["het"]: ("telegram", "gone", "blocked"),
    }
    assert await states(store, of) == {D.WAITING: 3, D.GONE: 1}


def connection_rows(connection: Connection, wanted: object) -> Sequence[tuple[object, ...]]:
    return connection.execute(wanted).all()  # type: ignore[call-overload, no-any-return]  # any select


async def test_recipients_are_written_down_in_chunks_once_by_whoever_comes(store: Store) -> None:
    await crowd(store, 7)
    of = await drafted(store)
    running = await start(store, of)
    steps = [await store.write(lambda c: audience.freeze(c, running, ROUTES, NOW, 3)) for _ in range(5)]
    assert steps == [True, True, True, False, False]
    assert await states(store, of) == {D.WAITING: 7}
    assert (await store.read(lambda connection: broadcasts.find(connection, [of])))[of].is_frozen


async def test_nobody_is_written_down_for_a_broadcast_that_does_not_run(store: Store) -> None:
    await crowd(store, 2)
    of = await drafted(store)
    draft = (await store.read(lambda connection: broadcasts.find(connection, [of])))[of]
    assert not await store.write(lambda connection: audience.freeze(connection, draft, ROUTES, NOW))
    assert await states(store, of) == {}


async def test_a_broadcast_is_kept_and_changes_only_where_it_stands_as_it_was_seen(store: Store) -> None:
    letter = Letter(paragraph("Hỏi nhanh"), LESSON, answers=("Có", "Không"), link=LinkTo("Trang", "https://x.gov.vn"))
    of = await drafted(store, Audience(place=COMMUNE, role=Role.MENTOR), letter)
    before = (await store.read(lambda connection: broadcasts.find(connection, [of], is_locked=True)))[of]
    assert (before.letter, before.state, before.moves) == (letter, BroadcastState.DRAFT, 0)
    paused = replace(before, state=BroadcastState.PAUSED, pause=Pause.LATE, starts_at=NOW)
    assert await store.write(lambda connection: broadcasts.put(connection, paused))
    assert not await store.write(lambda connection: broadcasts.put(connection, paused))
    newest = await store.read(lambda connection: broadcasts.newest(connection, 5))
    assert [(each.id, each.pause, each.moves) for each in newest] == [(of, Pause.LATE, 1)]


async def claimed(store: Store, of: BroadcastId, count: int, epoch: int = 1) -> list[int]:
    """Marks the next rows as being sent; gives their numbers."""

    def claim(connection: Connection) -> list[int]:
        found = recipients.next_rows(connection, PHONE, of, NOW - timedelta(days=7), NOW, count)
        recipients.mark(connection, [Fate(each.id, D.SENDING, epoch=epoch) for each in found], NOW)
        return [each.id for each in found]

    return await store.write(claim)


async def test_who_comes_next_is_told_with_all_that_a_letter_may_name(
    store: Store, people: dict[str, LearnerId]
) -> None:
    of = await begun(store)
    found = await store.read(
        lambda connection: recipients.next_rows(connection, PHONE, of, NOW - timedelta(days=7), NOW, 10)
    )
    assert [each.learner for each in found] == [people[name] for name in ("an", "ba", "du", "em")]
    first = found[0]
    assert (first.class_title, first.class_mentor, first.place, first.peer) == ("Chiều thứ Bảy", "Cô Hoa", OTHER, "an")
    assert [each.wants_news for each in found] == [True, True, False, True]
    assert {each.recent for each in found} == {0}
    assert await store.read(lambda connection: recipients.is_waiting(connection, PHONE, of))


async def test_a_row_ends_once_and_only_under_the_epoch_that_sends_it(store: Store) -> None:
    await crowd(store, 3)
    of = await begun(store)
    numbers = await claimed(store, of, 3)
    assert await claimed(store, of, 3) == []
    assert await states(store, of) == {D.SENDING: 3}
    outcomes = [
        Outcome(numbers[0], 1, D.SENT, 1, external_id="77"),
        Outcome(numbers[1], 2, D.SENT, 1),
        Outcome(numbers[2], 1, D.WAITING, 0, not_before=NOW + timedelta(minutes=1)),
        Outcome(999, 1, D.SENT, 1),
    ]
    for _ in range(2):
        await store.write(lambda connection: recipients.finish(connection, outcomes, NOW))
    await store.write(lambda connection: recipients.finish(connection, [], NOW))
    assert await states(store, of) == {D.SENT: 1, D.SENDING: 1, D.WAITING: 1}
    assert await claimed(store, of, 3) == [], "the last one is to wait a minute"
    left = await store.read(lambda connection: recipients.abandoned(connection, PHONE, 2))
    assert left == ((numbers[1], 1, 1),)


async def test_what_waits_no_more_is_not_marked_again(store: Store) -> None:
    await crowd(store, 2)
    of = await begun(store)
    first, second = [row[0] for row in await rows(store, of)]
    skipped = [Fate(first, D.SKIPPED, Why.OPTED_OUT)]
    for _ in range(2):
        await store.write(lambda connection: recipients.mark(connection, skipped, NOW))
    await store.write(lambda connection: recipients.mark(connection, [], NOW))
    assert await states(store, of) == {D.SKIPPED: 1, D.WAITING: 1}
    await store.write(lambda connection: recipients.mark(connection, [Fate(second, D.SENT)], NOW))
    assert [row[3] for row in await rows(store, of)] == ["opted_out", None]


async def test_what_was_sent_within_a_week_counts_for_the_next(store: Store) -> None:
    (who,) = await crowd(store, 1)
    for _ in range(2):
        of = await begun(store)
        (row,) = await claimed(store, of, 1)
        outcome = [Outcome(row, 1, D.SENT, 1)]
        await store.write(partial(recipients.finish, outcomes=outcome, now=NOW))
    week = NOW - timedelta(days=7)
    assert await store.read(lambda connection: recipients.recent(connection, [who], week)) == {who: 2}
    assert await store.read(lambda connection: recipients.recent(connection, [who], NOW)) == {}


async def test_whoever_comes_by_finds_what_waits_for_them(store: Store, people: dict[str, LearnerId]) -> None:
    of, later = await begun(store), await begun(store, Audience(channel="web"))
    ids = [people["chi"], people["an"]]
    found = await store.read(lambda connection: recipients.waiting_for(connection, ids, NOW))
    assert [[which for _, which in found[who]] for who in ids] == [[of, later], [of]]
    seats = await store.read(lambda connection: recipients.seats(connection, ids))
    assert seats[people["an"]] == Seat(True, OTHER, "Chiều thứ Bảy", "Cô Hoa")
    assert seats[people["chi"]] == Seat(True, OTHER, "", "")
    await pause(store, of)
    found = await store.read(lambda connection: recipients.waiting_for(connection, ids, NOW))
    assert [[which for _, which in rows] for rows in found.values()] == [[later]]
    assert await store.read(lambda c: recipients.waiting_for(c, ids, NOW + timedelta(days=8))) == {}


async def test_nobody_waits_for_what_is_over(store: Store) -> None:
    await crowd(store, 5)
    of = await begun(store)
    await claimed(store, of, 1)
    closed = [await store.write(lambda c: released.close(c, of, Why.CANCELLED, NOW, 3)) for _ in range(3)]
    assert closed == [3, 1, 0]
    assert await states(store, of) == {D.SENDING: 1, D.SKIPPED: 4}


async def test_only_those_who_failed_wait_again(store: Store) -> None:
    ids = await crowd(store, 4)
    of = await begun(store)
    numbers = await claimed(store, of, 4)
    ends = (D.SENT, D.FAILED, D.UNKNOWN, D.FAILED)
    outcomes = [Outcome(row, 1, end, 1, Why.REFUSED) for row, end in zip(numbers, ends, strict=True)]
    await store.write(lambda connection: recipients.finish(connection, outcomes, NOW))
    await store.write(lambda connection: erasure.erase(connection, [ids[3]], NOW))
    after, found = await store.write(lambda c: released.wait_again(c, of, [D.FAILED], 0, 10))
    assert (after, found) == (numbers[1], 1), "whoever was erased is not written to"
    assert await store.write(lambda c: released.wait_again(c, of, [D.FAILED], after, 10)) == (after, 0)
    assert await states(store, of) == {D.SENT: 1, D.WAITING: 1, D.UNKNOWN: 1, D.FAILED: 1}


async def test_whoever_is_erased_while_recipients_are_written_down_stands_in_no_row(
    database: Database, store: Store
) -> None:
    ids = await crowd(store, 60)
    of = await drafted(store)
    running = await start(store, of)
    other = await database.open()

    async def write_down() -> None:
        while await store.write(lambda connection: audience.freeze(connection, running, ROUTES, NOW, 4)):
            pass

    async def erase() -> None:
        for each in ids[::2]:
            await other.write(lambda connection, each=each: erasure.erase(connection, [each], NOW))  # type: ignore[misc]  # mypy infers no lambda with a default

    try:
        await asyncio.gather(write_down(), erase())
    finally:
        await other.close()
    kept = {of for _, of, _, _ in await rows(store, of) if of is not None}
    assert kept == set(ids[1::2])
    assert sum((await states(store, of)).values()) >= len(kept)


async def test_whoever_is_erased_stays_a_recipient_whom_nobody_knows(store: Store) -> None:
    ids = await crowd(store, 3)
    of = await begun(store)
    (first,) = await claimed(store, of, 1)
    await store.write(lambda connection: broadcasts.keep_answer(connection, of, ids[0], 1, NOW))
    await store.write(lambda connection: erasure.erase(connection, ids[:2], NOW))
    assert await states(store, of) == {D.SENDING: 1, D.SKIPPED: 1, D.WAITING: 1}
    assert [(row[1], row[3]) for row in await rows(store, of)] == [(None, None), (None, "erased"), (ids[2], None)]
    assert await store.read(lambda connection: connection.execute(select(poll_answer)).all()) == []
    await store.write(lambda connection: recipients.finish(connection, [Outcome(first, 1, D.SENT, 1)], NOW))
    assert await states(store, of) == {D.SENT: 1, D.SKIPPED: 1, D.WAITING: 1}


async def test_two_who_are_one_get_it_once(store: Store) -> None:
    made = await make(store, {"cu": Person((at("cu"),)), "moi": Person((at("moi", PAGE),))})
    both, one = await begun(store), await begun(store, Audience(channel="web"))
    await store.write(lambda connection: broadcasts.keep_answer(connection, one, made["moi"], 2, NOW))
    await store.write(lambda connection: united.unite(connection, made["cu"], made["moi"], NOW))
    assert [(row[1], row[3]) for row in await rows(store, both)] == [(made["cu"], None), (None, "united")]
    assert [(row[1], row[3]) for row in await rows(store, one)] == [(made["cu"], None)]
    assert await states(store, both) == {D.WAITING: 1, D.SKIPPED: 1}
    assert await store.read(lambda connection: broadcasts.answers(connection, one)) == {2: 1}


async def test_a_restored_copy_cannot_know_what_went_out(store: Store) -> None:
    await crowd(store, 4)
    of = await begun(store)
    numbers = await claimed(store, of, 2)
    await store.write(lambda connection: recipients.finish(connection, [Outcome(numbers[0], 1, D.SENT, 1)], NOW))
    assert await store.write(lambda connection: released.doubt_all(connection, NOW)) == 3
    assert await states(store, of) == {D.SENT: 1, D.UNKNOWN: 3}
    found = (await store.read(lambda connection: broadcasts.find(connection, [of])))[of]
    assert (found.state, found.pause) == (BroadcastState.PAUSED, Pause.RESTORED)


async def test_a_report_tells_why_and_where(store: Store, people: dict[str, LearnerId]) -> None:
    of = await begun(store)
    first, second = [row[0] for row in await rows(store, of)][:2]
    fates = [Fate(first, D.SKIPPED, Why.OPTED_OUT), Fate(second, D.SENT)]
    await store.write(lambda connection: recipients.mark(connection, fates, NOW))
    ended = await store.read(lambda connection: outcomes.outcomes(connection, of))
    assert {(each.place, each.state, each.why, each.people) for each in ended} == {
        (OTHER, D.SKIPPED, Why.OPTED_OUT, 1),
        (OTHER, D.WAITING, None, 1),
        (HAMLET, D.SENT, None, 1),
        (COMMUNE, D.WAITING, None, 1),
        (None, D.WAITING, None, 1),
    }


async def test_answers_to_a_poll_count_once_a_person(store: Store) -> None:
    ids = await crowd(store, 2)
    of = await begun(store)
    for who, answer in ((ids[0], 0), (ids[1], 1), (ids[0], 1)):
        await store.write(partial(broadcasts.keep_answer, of=of, by=who, answer=answer, now=NOW))
    assert await store.read(lambda connection: broadcasts.answers(connection, of)) == {1: 2}


async def test_what_went_badly_is_judged_from_when_somebody_looked(store: Store) -> None:
    await crowd(store, 2)
    of = await begun(store)
    numbers = await claimed(store, of, 2)
    outcomes = [Outcome(numbers[0], 1, D.FAILED, 1, Why.REFUSED), Outcome(numbers[1], 1, D.SENT, 1)]
    await store.write(lambda connection: recipients.finish(connection, outcomes, NOW))
    tally = (await store.read(lambda connection: broadcasts.tallies(connection, [of])))[of]
    assert broadcasts.ended(tally) == Judged(2, 1)
    assert await store.read(lambda connection: broadcasts.judged(connection, of)) == Judged(0, 0)
    await store.write(lambda connection: broadcasts.judge(connection, of, Judged(2, 1)))
    assert await store.read(lambda connection: broadcasts.judged(connection, of)) == Judged(2, 1)


async def test_that_it_stands_still_is_noted_once(store: Store) -> None:
    of = await begun(store)
    noted = [await store.write(lambda connection: broadcasts.stall(connection, of, NOW)) for _ in range(2)]
    assert noted == [True, False]
    await store.write(lambda connection: broadcasts.unstall(connection, of))
    assert await store.write(lambda connection: broadcasts.stall(connection, of, NOW))


async def test_time_has_work_with_what_begins_runs_or_leaves_somebody_waiting(store: Store) -> None:
    await crowd(store, 1)
    draft, running, over = await drafted(store), await begun(store), await begun(store)

    def cancel(connection: Connection) -> None:
        found = broadcasts.find(connection, [over])[over]
        assert broadcasts.put(connection, replace(found, state=BroadcastState.CANCELLED))

    await store.write(cancel)
    found = await store.read(broadcasts.with_work)
    assert [each.id for each in found] == [running, over]
    assert draft not in {each.id for each in await store.read(broadcasts.running)}
    await store.write(lambda connection: released.close(connection, over, Why.CANCELLED, NOW, 10))
    assert [each.id for each in await store.read(broadcasts.with_work)] == [running]


async def test_a_wish_stands_in_a_column(store: Store) -> None:
    (who,) = await crowd(store, 1)
    await set_wish(store, who, wants_news=False)
    found = await store.read(lambda connection: audience.reach(connection, Audience(), None, ROUTES, NOW))
    assert (found.opted_out, found.reached) == (1, 0)
