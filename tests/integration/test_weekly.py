"""The week of a class is counted from the rows, within seven days, and shown to whoever leads it."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, select, update

from bot.model.ids import LessonId
from bot.model.roster import Week
from bot.store import weeks
from bot.store.engine import Store
from bot.store.tables import attendance, class_session, classroom, learner, progress, question
from tests.town import Town


@pytest.fixture
async def town(store: Store) -> Town:
    town = Town(store)
    await town.set_up()
    return town


async def test_a_week_counts_what_happened_within_it_and_no_more(town: Town) -> None:
    people = [await town.comes(name, is_in_class=True) for name in ("bac", "em", "ong")]
    other = await town.comes("khac")
    number = await town.found(lambda connection: connection.execute(select(classroom.c.number)).scalar_one())
    now = town.clock.at
    old = now - timedelta(days=8)

    def write(connection: Connection) -> None:
        execute = connection.execute
        execute(update(learner).where(learner.c.id == people[2]).values(last_seen_at=old))
        for person, lesson, done in (
            (people[0], "mot", now),
            (people[0], "hai", old),
            (people[1], "mot", now),
            (other, "mot", now),
            (people[2], "mot", None),
        ):
            row = {"learner_id": person, "lesson": lesson, "content_hash": "x", "started_at": old, "finished_at": done}
            execute(insert(progress).values(row))
        for at, came in ((now - timedelta(days=2), (1, 2)), (now - timedelta(days=1), (2, 3)), (old, (4,))):
            row = {"classroom_number": number, "code": "1234", "opened_at": at, "until": at + timedelta(hours=3)}
            session = execute(insert(class_session).values(row).returning(class_session.c.id)).scalar_one()
            for seat in came:
                execute(insert(attendance).values(session_id=session, number=seat, by_list=True, noted_at=at))
        for answered_at, of in ((now, number), (old, number), (None, number), (now, None)):
            row = {
                "learner_id": people[0],
                "state": "closed" if answered_at else "open",
                "circle": "class",
                "language": "vi",
                "classroom_number": of,
                "is_urgent": False,
                "passed": "[]",
                "asked_at": old,
                "answered_at": answered_at,
                "moves": 1,
            }
            execute(insert(question).values(row))

    await town.store.write(write)
    week = await town.found(lambda connection: weeks.of_class(connection, number, now - timedelta(days=7)))
    assert week == Week(here=2, came=3, finished=2, answered=1, done={LessonId("mot"): 2, LessonId("hai"): 1})


async def test_its_mentor_sees_it(town: Town) -> None:
    await town.helps("hoa", "Cô Hoa", in_class=True)
    for name in ("bac", "em", "ong", "co", "anh"):
        await town.comes(name, is_in_class=True)
    await town.types("hoa", "/lop")
    await town.presses("hoa", "Lớp 1")
    await town.presses("hoa", "Bản tin tuần")
    assert "5 người vào học" in town.last("hoa").words
    assert "Lúc bí, cứ hỏi Cô Hoa, Nhà văn hoá thôn 3." in town.last("hoa").words
