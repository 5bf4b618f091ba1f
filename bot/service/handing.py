"""Classes whose mentors go: who stays leads on; where nobody does, the admins of the place choose whose it is."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from bot.model.alert import Alert, AlertKind
from bot.model.classroom import Classroom
from bot.model.events import AlertRaised
from bot.model.ids import AlertId, LearnerId
from bot.model.place import PlaceTree
from bot.service.mentors import admins
from bot.service.questions import Mover, Written, tell
from bot.store import alerts, audit, classrooms, inbox, rosters


def let_go(connection: Connection, tree: PlaceTree, who: LearnerId, now: datetime) -> list[inbox.Own]:
    """Somebody leads no class any more, who may not or will not; their name stands on none of them from now on.

    Learners hear nothing of it: what they ask goes to those who are nearest, and who joins reads of the place alone.
    A class that they asked for, and that still waits, stays theirs.

    Returns:
        What the admins of the places are to hear.
    """
    news: list[inbox.Own] = []
    for found in _led(connection, who):
        if found.is_approved:
            rosters.step_down(connection, found.number, who)
            left = rosters.leaders(connection, [found.number]).get(found.number, ())
            classrooms.name_mentors(connection, found.number, ", ".join(name for _, name in left if name))
            news += [] if left else _ask(connection, tree, found, who, now)
    return news


def forget(connection: Connection, mover: Mover, ids: Collection[LearnerId], now: datetime) -> Written:
    """Sees to the questions of people who are about to be erased, and to the classes that they lead.

    A class that they asked for, and that nobody has approved, goes with them.
    """
    written, tree = mover.forget(connection, ids, now), mover.tree(connection)
    news: list[inbox.Own] = []
    for who in ids:
        for found in _led(connection, who):
            if not found.is_approved:
                classrooms.close_class(connection, found.code, now)
        news += let_go(connection, tree, who, now)
    if news:
        inbox.put(connection, news, now)
    return Written(written.has_news or bool(news), written.is_open)


def settle(connection: Connection, number: int, by: LearnerId | None, now: datetime) -> None:
    """Somebody leads the class: nobody has to look for a mentor of it any more."""
    about = alerts.unsettled_about(connection, f"class:{number}", AlertKind.LEADERLESS)
    if about is not None:
        alerts.settle(connection, about, by, now)


def _led(connection: Connection, who: LearnerId) -> tuple[Classroom, ...]:
    codes = rosters.led_by(connection, [who]).get(who, ())
    found = classrooms.find(connection, codes) if codes else {}
    return tuple(found[code] for code in codes)


def _ask(connection: Connection, tree: PlaceTree, found: Classroom, gone: LearnerId, now: datetime) -> list[inbox.Own]:
    """Has the admins of its place look for somebody who leads a class."""
    thing = f"class:{found.number}"
    audit.note(connection, [audit.Entry("class.leaderless", thing, None, gone, found.place_code)], now)
    words = f"{found.number}. {found.title} ({found.place})"
    number = alerts.raise_alert(
        connection, Alert(AlertId(0), AlertKind.LEADERLESS, thing, words, now, found.place_code)
    )
    told = admins(connection, tree, found.place_code, gone)
    return tell(connection, told, AlertRaised(number), f"alert:{number}")
