"""What steps may know of broadcasts: those of an admin, whom one would reach, and what waits for whoever comes by."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.model.broadcast import Audience
from bot.model.classroom import Classroom
from bot.model.dialogue import State
from bot.model.events import BroadcastMoved, BroadcastProgressed, Event
from bot.model.ids import LearnerId
from bot.service.broadcasts import SHOWN, Announcer
from bot.store import broadcasts, classrooms, staff
from bot.store.batch import Seat
from bot.tutor.broadcasting import choosing, named
from bot.tutor.context import Facts, Need

OF_BROADCASTS = frozenset({Need.BROADCASTS, Need.BROADCAST, Need.REACH, Need.LETTERS})
"""The facts that are loaded here."""


def with_broadcasts(
    connection: Connection,
    announcer: Announcer,
    known: list[Facts],
    events: Sequence[tuple[Seat, Event]],
    states: Sequence[State],
    wanted: Sequence[frozenset[Need]],
    now: datetime,
) -> list[Facts]:
    """Everybody's facts with what they may know of broadcasts."""
    asking = [
        LearnerId(own.number)
        for own, needs in zip(known, wanted, strict=True)
        if Need.LETTERS in needs and own.number is not None
    ]
    letters = announcer.letters(connection, asking, now) if asking else {}
    return [
        own
        if own.number is None or needs.isdisjoint(OF_BROADCASTS)
        else _with(
            connection,
            announcer,
            replace(own, letters=letters.get(LearnerId(own.number), ()) if Need.LETTERS in needs else ()),
            event,
            state,
            needs,
            now,
        )
        for own, (_, event), state, needs in zip(known, events, states, wanted, strict=True)
    ]


def _with(
    connection: Connection,
    announcer: Announcer,
    own: Facts,
    event: Event,
    state: State,
    needs: frozenset[Need],
    now: datetime,
) -> Facts:
    """One person's facts; an admin sees the broadcasts of the places that they answer for, and no others."""
    who = LearnerId(own.number or 0)
    if Need.BROADCASTS in needs:
        found = [
            each for each in broadcasts.newest(connection, 4 * SHOWN) if announcer.may(connection, who, each.place)
        ]
        own = replace(own, broadcasts=announcer.view(connection, found[:SHOWN], now))
    of = named(event, state) if Need.BROADCAST in needs else None
    if of is not None:
        one = [
            each
            for each in broadcasts.find(connection, [of], is_locked=True).values()
            if announcer.may(connection, who, each.place)
        ]
        # How far it has come is told again and again: that must not look at every recipient.
        is_full = not isinstance(event, BroadcastProgressed)
        view = next(iter(announcer.view(connection, one, now, is_full=is_full)), None)
        if view is not None and isinstance(event, BroadcastMoved) and event.by is not None:
            mover = staff.people(connection, [event.by]).get(event.by)
            view = replace(view, mover=mover.name if mover is not None else "")
        rooms = _rooms(connection, one[0].audience) if one else ()
        own = replace(own, broadcast=view, rooms=rooms)
    chosen = choosing(event, state) if Need.REACH in needs else None
    if chosen is not None and announcer.may(connection, who, chosen.place):
        rooms = classrooms.all_open(connection) if chosen.lists_classes else _rooms(connection, chosen.audience)
        own = replace(own, reach=announcer.reach(connection, chosen.audience, chosen.place, now), rooms=rooms)
    return own


def _rooms(connection: Connection, who: Audience) -> tuple[Classroom, ...]:
    """The class that an audience names."""
    return tuple(classrooms.find(connection, [who.classroom]).values()) if who.classroom is not None else ()
