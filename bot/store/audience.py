"""Who belongs to an audience: as a condition on learners, as a count, and frozen as recipients."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any  # Any: a select names columns of all sorts of types

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert

from bot.model.broadcast import Audience, Broadcast, BroadcastState, Reach, Sample, Why
from bot.model.delivery import DeliveryState
from bot.model.ids import LessonId, PlaceCode, TrackId
from bot.store.broadcasts import Step, count
from bot.store.recipients import RECENT
from bot.store.tables import address, broadcast, classroom, delivery, enrolment, learner, place, post, progress

SAMPLES = 5
CHUNK, WIDE = 5_000, 25_000
"""Learners that one transaction freezes: on SQLite others wait for it some hundredths of a second; on PostgreSQL nobody
does, so that it may be longer."""
NOWHERE = ("", "")
"""The (channel, account) of whoever cannot be reached anywhere."""


@dataclass(frozen=True, slots=True)
class Routes:
    """Where messages are pushed to, and what the tracks of the bank hold.

    `pushed` are the channels on which people can be written to first: whoever has one of these is reached there.
    """

    pushed: tuple[str, ...] = ()
    lessons: Mapping[TrackId, tuple[LessonId, ...]] | None = None


_OWN_CLASS = and_(classroom.c.number == enrolment.c.classroom_number, classroom.c.closed_at.is_(None))
_PLACE = func.coalesce(
    select(classroom.c.place_code)
    .join_from(enrolment, classroom, _OWN_CLASS)
    .where(enrolment.c.learner_id == learner.c.id)
    .scalar_subquery(),
    learner.c.place,
)
"""Where somebody learns: the place of their class, else their own."""
_other = address.alias("other")


def _best(pushed: Collection[str]) -> ColumnElement[int]:
    """The row id of the address at which somebody is reached: one that is there, where one can write first, newest.

    The largest of one number an address: to sort those of each of 300,000 people takes longer.
    """
    worth = case((_other.c.gone_at.is_(None), 2), else_=0) + case((_other.c.channel.in_(sorted(pushed)), 1), else_=0)
    largest = func.max(cast(worth, BigInteger) * _APART + _other.c.id, type_=BigInteger)
    return select(largest).where(_other.c.learner_id == learner.c.id).scalar_subquery() % _APART


_APART = 2**60
"""More than any number of a row."""


def _members(audience: Audience, within: PlaceCode | None, routes: Routes, now: datetime) -> Select[Any]:
    """Learners for whom all that an audience names holds, within the place that its author answers for."""
    wanted: list[ColumnElement[bool]] = []
    wanted += [_PLACE.in_(_below(node)) for node in {audience.place, within} if node is not None]
    if audience.classroom is not None:
        sits = select(enrolment.c.learner_id).join_from(enrolment, classroom, _OWN_CLASS)
        wanted.append(learner.c.id.in_(sits.where(classroom.c.code == audience.classroom)))
    if audience.track is not None:
        of = (routes.lessons or {}).get(audience.track, ())
        learns = select(enrolment.c.learner_id).join_from(enrolment, classroom, _OWN_CLASS)
        began = exists().where(progress.c.learner_id == learner.c.id, progress.c.lesson.in_(of))
        wanted.append(or_(learner.c.id.in_(learns.where(classroom.c.track == audience.track)), began))
    for lesson, is_done in ((audience.done, True), (audience.not_done, False)):
        if lesson is not None:
            done = exists().where(
                progress.c.learner_id == learner.c.id, progress.c.lesson == lesson, progress.c.finished_at.is_not(None)
            )
            wanted.append(done if is_done else ~done)
    if audience.inactive_days:
        wanted.append(learner.c.last_seen_at < now - timedelta(days=audience.inactive_days))
    if audience.channel is not None:
        wanted.append(
            exists().where(
                _other.c.learner_id == learner.c.id, _other.c.channel == audience.channel, _other.c.gone_at.is_(None)
            )
        )
    if audience.role is not None:
        wanted.append(exists().where(post.c.learner_id == learner.c.id, post.c.role == audience.role.value))
    return select(learner.c.id, _PLACE.label("place"), learner.c.wants_news).where(*wanted)


def _below(node: PlaceCode) -> Select[Any]:
    """The codes of a place and of all below it."""
    tree = select(literal(str(node)).label("code")).cte(f"below_{node.replace('-', '_')}", recursive=True)
    return select(tree.union_all(select(place.c.code).join(tree, place.c.parent == tree.c.code)).c.code)


def reach(connection: Connection, audience: Audience, within: PlaceCode | None, routes: Routes, now: datetime) -> Reach:
    """Counts an audience as it stands at this moment, and where its people would be reached.

    Args:
        connection: the transaction.
        audience: who.
        within: the node that the asker answers for; nobody beyond it counts.
        routes: how people are reached.
        now: the moment for days of silence.
    """
    pushed = _pushed(audience, routes)
    people = _members(audience, within, routes, now).add_columns(_best(pushed).label("at")).subquery()
    rows = connection.execute(
        select(
            people.c.wants_news,
            address.c.channel,
            address.c.account,
            address.c.gone_at.is_not(None).label("is_gone"),
            func.count().label("people"),
        )
        .join_from(people, address, address.c.id == people.c.at, isouter=True)
        .group_by(people.c.wants_news, address.c.channel, address.c.account, address.c.gone_at.is_not(None))
    )
    by_account: dict[tuple[str, str], int] = {}
    opted_out = gone = 0
    for row in rows:
        if not row.wants_news:
            opted_out += row.people
        elif row.channel is None or row.is_gone:
            gone += row.people
        else:
            at = (row.channel, row.account)
            by_account[at] = by_account.get(at, 0) + row.people
    in_reach = {at: people for at, people in by_account.items() if at[0] in routes.pushed}
    found = _samples(connection, audience, within, routes, now)
    return Reach(by_account, opted_out, gone, sum(in_reach.values()), samples=found)


def had_enough(
    connection: Connection,
    audience: Audience,
    within: PlaceCode | None,
    routes: Routes,
    now: datetime,
    since: datetime,
    most: int,
) -> int:
    """How many of an audience who want news and are there have had so many broadcasts since then.

    What is in doubt or on its way counts, as it does when their turn comes.
    """
    lately = select(broadcast.c.id).where(broadcast.c.valid_until > since, broadcast.c.started_at.is_not(None))
    had = (
        select(delivery.c.learner_id)
        .where(
            delivery.c.broadcast_id.in_(lately),
            delivery.c.state.in_([state.value for state in RECENT]),
            or_(delivery.c.ended_at.is_(None), delivery.c.ended_at > since),
        )
        .group_by(delivery.c.learner_id)
        .having(func.count() >= most)
    )
    is_there = exists().where(_other.c.learner_id == learner.c.id, _other.c.gone_at.is_(None))
    wanted = _members(audience, within, routes, now).where(learner.c.id.in_(had), learner.c.wants_news, is_there)
    people = wanted.subquery()
    return connection.execute(select(func.count()).select_from(people)).scalar_one()


def by_place(
    connection: Connection, audience: Audience, within: PlaceCode | None, routes: Routes, now: datetime
) -> dict[PlaceCode | None, int]:
    """How many of an audience would be reached, as `reach` counts them, by where they learn."""
    people = (
        _members(audience, within, routes, now).add_columns(_best(_pushed(audience, routes)).label("at")).subquery()
    )
    rows = connection.execute(
        select(people.c.place, func.count().label("people"))
        .join_from(people, address, address.c.id == people.c.at)
        .where(people.c.wants_news, address.c.gone_at.is_(None))
        .group_by(people.c.place)
    )
    return {PlaceCode(row.place) if row.place is not None else None: row.people for row in rows}


def _samples(
    connection: Connection, audience: Audience, within: PlaceCode | None, routes: Routes, now: datetime
) -> tuple[Sample, ...]:
    """A few of an audience, those last seen, so that whoever chose it sees whether it is the right one."""
    people = (
        _members(audience, within, routes, now)
        .add_columns(_best(_pushed(audience, routes)).label("at"))
        .order_by(learner.c.last_seen_at.desc(), learner.c.id)
        .limit(SAMPLES)
        .subquery()
    )
    rows = connection.execute(
        select(people.c.place, address.c.channel, enrolment.c.number, classroom.c.title, place.c.name)
        .join_from(people, address, address.c.id == people.c.at, isouter=True)
        .join(enrolment, enrolment.c.learner_id == people.c.id, isouter=True)
        .join(classroom, _OWN_CLASS, isouter=True)
        .join(place, place.c.code == people.c.place, isouter=True)
    )
    return tuple(
        Sample(
            row.number if row.title is not None else None,
            row.name or row.place or "",
            row.title or "",
            row.channel or "",
        )
        for row in rows
    )


def _pushed(audience: Audience, routes: Routes) -> tuple[str, ...]:
    """Where people are rather reached: on the one channel that an audience names, else where one can write first."""
    return (audience.channel,) if audience.channel is not None else routes.pushed


_PROGRESS = (
    select(broadcast.c.frozen_to, broadcast.c.started_at, broadcast.c.frozen_at)
    .where(broadcast.c.id == bindparam("of"), broadcast.c.state == BroadcastState.RUNNING.value)
    .with_for_update()
)
_FIRST = select(func.min(learner.c.id)).where(learner.c.id > bindparam("after"))
_MOVE_ON = (
    update(broadcast)
    .where(broadcast.c.id == bindparam("of"))
    .values(frozen_to=bindparam("last"), frozen_at=bindparam("done_at"))
)
_NAMES = ("broadcast_id", "learner_id", "channel", "account", "place", "state", "why", "ended_at", "tries")


def freeze(connection: Connection, wanted: Broadcast, routes: Routes, now: datetime, most: int | None = None) -> bool:
    """Writes down the next recipients of a running broadcast: those among the next learners, by their numbers.

    How far it has come is written in the same transaction: whoever is killed in between, or comes second, goes on
    where that stands. Days of silence count from the start of the broadcast, however long this takes.

    Args:
        connection: the transaction.
        wanted: the broadcast.
        routes: how people are reached.
        now: the moment.
        most: learners at once, None for as many as the database bears.

    Returns:
        Whether there may be more to write down.
    """
    row = connection.execute(_PROGRESS, {"of": wanted.id}).one_or_none()
    if row is None or row.frozen_at is not None:
        return False
    first = connection.execute(_FIRST, {"after": row.frozen_to}).scalar()
    if first is None:
        connection.execute(_MOVE_ON, {"of": wanted.id, "last": row.frozen_to, "done_at": now})
        return False
    usual = WIDE if connection.dialect.name == "postgresql" else CHUNK
    last = first + (most or usual) - 1
    _write(connection, wanted, routes, row.started_at, (first, last), now)
    connection.execute(_MOVE_ON, {"of": wanted.id, "last": last, "done_at": None})
    return True


def _write(
    connection: Connection,
    wanted: Broadcast,
    routes: Routes,
    started_at: datetime,
    numbers: tuple[int, int],
    now: datetime,
) -> None:
    """Writes the rows of learners with these numbers, the last one among them, and counts them."""
    people = (
        _members(wanted.audience, wanted.place, routes, started_at)
        .where(learner.c.id.between(*numbers))
        .add_columns(_best(_pushed(wanted.audience, routes)).label("at"))
        .with_for_update(read=True, key_share=True, of=learner)  # nobody is erased meanwhile, and left in a row
        .cte("people")
    )
    is_gone = or_(address.c.id.is_(None), address.c.gone_at.is_not(None))
    # The second condition says nothing new; without it all addresses are read for each chunk.
    is_theirs = and_(address.c.id == people.c.at, address.c.learner_id.between(*numbers))
    rows = select(
        literal(wanted.id),
        people.c.id,
        func.coalesce(address.c.channel, NOWHERE[0]),
        func.coalesce(address.c.account, NOWHERE[1]),
        people.c.place,
        case((is_gone, DeliveryState.GONE.value), else_=DeliveryState.WAITING.value),
        case((is_gone, Why.BLOCKED.value)),
        case((is_gone, literal(now, type_=delivery.c.ended_at.type))),
        literal(0),
    ).join_from(people, address, is_theirs, isouter=True)
    written = (
        insert(delivery)
        .from_select(_NAMES, rows.order_by(people.c.id))
        .returning(delivery.c.channel, delivery.c.account, delivery.c.state)
    )
    added = _counted(connection, written)
    count(connection, [Step(wanted.id, at[0], at[1], DeliveryState(at[2]), people) for at, people in added.items()])


def _counted(connection: Connection, written: ReturningInsert[str, str, str]) -> Mapping[tuple[str, str, str], int]:
    """Writes rows, and counts what it returns; PostgreSQL counts itself rather than hand over each row."""
    if connection.dialect.name != "postgresql":
        return Counter((channel, account, state) for channel, account, state in connection.execute(written))
    rows = written.cte("written")
    counts = connection.execute(select(rows, func.count()).group_by(*rows.c))
    return {(channel, account, state): people for channel, account, state, people in counts}
