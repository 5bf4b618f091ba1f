"""Recipients of broadcasts, one row each: which come next, what became of each, and who waits where they come by.

Every change of a row is counted in the tally within the same transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Any: the columns of a row have the types that the table gives them

from sqlalchemy import Connection, Row, and_, bindparam, func, literal, or_, select, text, update

from bot.model.broadcast import BroadcastState, Why
from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId, LearnerId, PlaceCode
from bot.store.broadcasts import Step, count
from bot.store.tables import address, broadcast, classroom, delivery, enrolment, learner


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recipient whose turn it is, as they are now.

    `address_id` and `peer` are None where they are reached at that account no more. `recent` is how many broadcasts
    were sent to them lately, `recent_at` when the oldest of these was.
    """

    id: int
    broadcast: BroadcastId
    learner: LearnerId | None
    tries: int
    state: str | None
    wants_news: bool
    place: PlaceCode | None
    class_title: str
    class_mentor: str
    address_id: int | None
    peer: str | None
    recent: int


@dataclass(frozen=True, slots=True)
class Seat:
    """Whether somebody wants news, where they learn, and their class; empty for whoever learns freely."""

    wants_news: bool
    place: PlaceCode | None
    title: str
    mentor: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a row: the state it is to be in, and why; `epoch` where it is being sent from now on."""

    id: int
    state: DeliveryState
    why: Why | None = None
    epoch: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row that was being sent under an epoch."""

    id: int
    epoch: int
    state: DeliveryState
    tries: int
    why: Why | None = None
    external_id: str | None = None
    not_before: datetime | None = None


_IS_WAITING = delivery.c.state == literal(DeliveryState.WAITING.value, literal_execute=True)
_IS_SENDING = delivery.c.state == literal(DeliveryState.SENDING.value, literal_execute=True)
_CLASS = (
    select(enrolment.c.learner_id, classroom.c.title, classroom.c.mentor, classroom.c.place_code)
    .join(classroom, and_(classroom.c.number == enrolment.c.classroom_number, classroom.c.closed_at.is_(None)))
    .where(enrolment.c.learner_id.in_(bindparam("ids", expanding=True)))
)
_NEXT = (
    select(delivery.c.id, delivery.c.learner_id, delivery.c.tries, delivery.c.place)
    .where(
        _IS_WAITING,
        delivery.c.channel == bindparam("of_channel"),
        delivery.c.account == bindparam("of_account"),
        delivery.c.broadcast_id == bindparam("of"),
        or_(delivery.c.not_before.is_(None), delivery.c.not_before <= bindparam("now")),
    )
    .order_by(delivery.c.id)
    .limit(bindparam("most"))
)
_IN_ORDER = text("SET LOCAL enable_sort = off")
"""See `store.delivery`: the index has the order already."""
_PEOPLE = select(learner.c.id, learner.c.state, learner.c.wants_news, learner.c.place).where(
    learner.c.id.in_(bindparam("ids", expanding=True))
)
# By whose they are alone: planners otherwise read all addresses of the account, or all in the order of their numbers.
_PLACES = select(
    address.c.learner_id, address.c.id, address.c.peer, address.c.channel, address.c.account, address.c.gone_at
).where(address.c.learner_id.in_(bindparam("ids", expanding=True)))
RECENT = (DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.SENDING)
"""What counts as had, of which nobody gets more than so many a week."""
_RECENT = (
    select(delivery.c.learner_id, func.count())
    .where(
        delivery.c.learner_id.in_(bindparam("ids", expanding=True)),
        delivery.c.state.in_([state.value for state in RECENT]),
        or_(delivery.c.ended_at.is_(None), delivery.c.ended_at > bindparam("since")),
    )
    .group_by(delivery.c.learner_id)
)
_MARK = (
    update(delivery)
    .where(delivery.c.id.in_(bindparam("rows", expanding=True)), delivery.c.state == DeliveryState.WAITING.value)
    .values(
        state=bindparam("new_state"),
        why=bindparam("new_why"),
        epoch=bindparam("under"),
        tries=delivery.c.tries + bindparam("more"),
        ended_at=bindparam("ended"),
        not_before=None,
    )
    .returning(delivery.c.broadcast_id, delivery.c.channel, delivery.c.account)
)
_FINISH = (
    update(delivery)
    .where(
        delivery.c.id == bindparam("row"),
        delivery.c.state == DeliveryState.SENDING.value,
        delivery.c.epoch == bindparam("under"),
    )
    .values(
        state=bindparam("new_state"),
        why=bindparam("new_why"),
        tries=bindparam("new_tries"),
        external_id=bindparam("new_external_id"),
        not_before=bindparam("new_not_before"),
        ended_at=bindparam("ended"),
        epoch=None,
    )
)
_OF_ROWS = (
    select(
        delivery.c.id,
        delivery.c.broadcast_id,
        delivery.c.channel,
        delivery.c.account,
        delivery.c.state,
        delivery.c.epoch,
    )
    .where(delivery.c.id.in_(bindparam("rows", expanding=True)))
    .order_by(delivery.c.id)
    .with_for_update()
)
_ABANDONED = select(delivery.c.id, delivery.c.epoch, delivery.c.tries).where(
    _IS_SENDING,
    delivery.c.channel == bindparam("of_channel"),
    delivery.c.account == bindparam("of_account"),
    delivery.c.epoch < bindparam("under"),
)
_WAITS = (
    select(delivery.c.id)
    .where(
        _IS_WAITING,
        delivery.c.channel == bindparam("of_channel"),
        delivery.c.account == bindparam("of_account"),
        delivery.c.broadcast_id == bindparam("of"),
    )
    .limit(1)
)
_FOR_VISITOR = (
    select(delivery.c.id, delivery.c.learner_id, delivery.c.broadcast_id)
    .join(broadcast, broadcast.c.id == delivery.c.broadcast_id)
    .where(
        delivery.c.learner_id.in_(bindparam("ids", expanding=True)),
        delivery.c.state == DeliveryState.WAITING.value,
        broadcast.c.state == BroadcastState.RUNNING.value,
        broadcast.c.frozen_at.is_not(None),
        broadcast.c.valid_until > bindparam("now"),
    )
    .order_by(broadcast.c.started_at, delivery.c.id)
)


def next_rows(
    connection: Connection,
    account: tuple[str, str],
    of: BroadcastId,
    since: datetime,
    now: datetime,
    most: int,
    *,
    with_class: bool = True,
) -> tuple[Candidate, ...]:
    """The recipients of a broadcast whose turn it is at an account, in the order in which they were written down.

    Args:
        connection: the transaction; the caller has made sure of the lease in it.
        account: (channel, account).
        of: which broadcast.
        since: what was sent to somebody after that counts as recent.
        now: a row that is to wait longer is left.
        most: how many.
        with_class: whether their class is to be known.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_IN_ORDER)
    at = {"of_channel": account[0], "of_account": account[1]}
    rows = connection.execute(_NEXT, {**at, "of": of, "now": now, "most": most}).all()
    if not rows:
        return ()
    ids = {"ids": sorted({row.learner_id for row in rows if row.learner_id is not None})}
    people = {row.id: row for row in connection.execute(_PEOPLE, ids)}
    there = sorted(connection.execute(_PLACES, ids), key=lambda found: found.id)  # the newest one stays
    places = {at.learner_id: at for at in there if (at.channel, at.account) == account and at.gone_at is None}
    seated = {row.learner_id: row for row in connection.execute(_CLASS, ids)} if with_class else {}
    recent = dict(map(tuple, connection.execute(_RECENT, {**ids, "since": since})))
    found: list[Candidate] = []
    for row in rows:
        person, at_home, own = people.get(row.learner_id), places.get(row.learner_id), seated.get(row.learner_id)
        found.append(
            Candidate(
                row.id,
                of,
                LearnerId(row.learner_id) if person is not None else None,
                row.tries,
                person.state if person is not None else None,
                person is not None and person.wants_news,
                PlaceCode(row.place) if row.place is not None else None,
                own.title if own is not None else "",
                own.mentor if own is not None else "",
                at_home.id if at_home is not None else None,
                at_home.peer if at_home is not None else None,
                recent.get(row.learner_id, 0),
            )
        )
    return tuple(found)


def mark(connection: Connection, fates: Sequence[Fate], now: datetime) -> None:
    """Writes what becomes of rows that wait; one that waits no more stays as it is, and is not counted."""
    alike: dict[tuple[DeliveryState, Why | None, int | None], list[int]] = {}
    for fate in fates:
        alike.setdefault((fate.state, fate.why, fate.epoch), []).append(fate.id)
    steps: list[Step] = []
    for (state, why, epoch), rows in alike.items():
        is_sending = state is DeliveryState.SENDING
        values = {
            "rows": rows,
            "new_state": state.value,
            "new_why": why.value if why is not None else None,
            "under": epoch,
            "more": 1 if is_sending else 0,
            "ended": None if is_sending else now,
        }
        for row in connection.execute(_MARK, values):
            at = (BroadcastId(row.broadcast_id), row.channel, row.account)
            steps += (Step(*at, DeliveryState.WAITING, -1), Step(*at, state, 1))
    count(connection, steps)


def finish(connection: Connection, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Writes what became of calls; a row that is no longer being sent under that epoch stays as it is."""
    if not outcomes:
        return
    before = locked(connection, [each.id for each in outcomes])
    own = [each for each in outcomes if each.id in before and before[each.id].epoch == each.epoch]
    if not own:
        return
    connection.execute(
        _FINISH,
        [
            {
                "row": each.id,
                "under": each.epoch,
                "new_state": each.state.value,
                "new_why": each.why.value if each.why is not None else None,
                "new_tries": each.tries,
                "new_external_id": each.external_id,
                "new_not_before": each.not_before,
                "ended": None if each.state is DeliveryState.WAITING else now,
            }
            for each in own
        ],
    )
    counted(connection, before, {each.id: each.state for each in own})


def locked(connection: Connection, ids: Collection[int]) -> dict[int, Row[*tuple[Any, ...]]]:
    """The rows as they stand, which nobody else changes before the transaction ends."""
    return {row.id: row for row in connection.execute(_OF_ROWS, {"rows": sorted(ids)})}


def counted(
    connection: Connection, before: Mapping[int, Row[*tuple[Any, ...]]], states: Mapping[int, DeliveryState]
) -> None:
    """Counts rows that went from where they stood to where they stand now."""
    steps: list[Step] = []
    for of, state in states.items():
        row = before[of]
        at = (BroadcastId(row.broadcast_id), row.channel, row.account)
        steps += (Step(*at, DeliveryState(row.state), -1), Step(*at, state, 1))
    count(connection, steps)


def abandoned(connection: Connection, account: tuple[str, str], epoch: int) -> tuple[tuple[int, int, int], ...]:
    """The account's rows that are being sent under an older epoch, by (row id, epoch, tries): they are in doubt."""
    keys = {"of_channel": account[0], "of_account": account[1], "under": epoch}
    return tuple((row.id, row.epoch, row.tries) for row in connection.execute(_ABANDONED, keys))


def is_waiting(connection: Connection, account: tuple[str, str], of: BroadcastId) -> bool:
    """Whether a recipient of a broadcast waits at an account, from whatever moment on."""
    keys = {"of_channel": account[0], "of_account": account[1], "of": of}
    return connection.execute(_WAITS, keys).first() is not None


def waiting_for(
    connection: Connection, ids: Collection[LearnerId], now: datetime
) -> dict[LearnerId, tuple[tuple[int, BroadcastId], ...]]:
    """The rows that wait for some people, wherever they are reached, with their broadcasts, in the order begun."""
    found: dict[LearnerId, list[tuple[int, BroadcastId]]] = {}
    for row in connection.execute(_FOR_VISITOR, {"ids": sorted(ids), "now": now}):
        found.setdefault(LearnerId(row.learner_id), []).append((row.id, BroadcastId(row.broadcast_id)))
    return {of: tuple(rows) for of, rows in found.items()}


def seats(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, Seat]:
    """Of each of some people what a letter may name."""
    wanted = {"ids": sorted(ids)}
    seated = {row.learner_id: row for row in connection.execute(_CLASS, wanted)}
    found: dict[LearnerId, Seat] = {}
    for row in connection.execute(_PEOPLE, wanted):
        own = seated.get(row.id)
        place = (own.place_code if own is not None else None) or row.place
        title, mentor = (own.title, own.mentor) if own is not None else ("", "")
        found[LearnerId(row.id)] = Seat(row.wants_news, PlaceCode(place) if place is not None else None, title, mentor)
    return found


def recent(connection: Connection, ids: Collection[LearnerId], since: datetime) -> dict[LearnerId, int]:
    """How many broadcasts were sent to each of some people since then; whoever got none is left out."""
    return {LearnerId(of): times for of, times in connection.execute(_RECENT, {"ids": sorted(ids), "since": since})}
