"""Messages on their way out: which come next, and what became of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
    text,
    update,
)

from bot.model import codec
from bot.model.broadcast import Why
from bot.model.delivery import REPEATED_LANES, DeliveryState, Lane, Mail
from bot.model.ids import Address
from bot.model.message import Message
from bot.store import recipients
from bot.store.outbox import Sending, edits_of
from bot.store.tables import address, outbox

_LANES = len(Lane)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a message that was being sent under an epoch: the row of its `mail` as it is to be.

    `why` is kept with a recipient of a broadcast who did not get it; `address_id` is where they are.
    """

    id: int
    epoch: int
    state: DeliveryState
    tries: int
    external_id: str | None = None
    not_before: datetime | None = None
    mail: Mail = Mail.OUTBOX
    why: Why | None = None
    address_id: int | None = None


@dataclass(frozen=True, slots=True)
class Abandoned:
    """A message that was being sent by somebody who no longer holds the lease."""

    id: int
    epoch: int
    lane: Lane
    tries: int
    mail: Mail = Mail.OUTBOX


_GONE = DeliveryState.GONE
_OPEN = (DeliveryState.WAITING.value, DeliveryState.SENDING.value)


def _is_open(rows: FromClause) -> ColumnElement[bool]:
    """Written out in the statement: a partial index serves only a condition that is known when a query is planned."""
    return rows.c.state.in_([literal(state, literal_execute=True) for state in _OPEN])


_IS_WAITING = outbox.c.state == literal(DeliveryState.WAITING.value, literal_execute=True)
_earlier = outbox.alias("earlier")
# The rows are to be read along the index of what waits, in its order, and only so far as they are wanted. What is asked
# about each is therefore written as a value: as joins they made SQLite sort, and PostgreSQL hash, all that waits.
_IS_AT_ACCOUNT = (
    select(and_(address.c.channel == bindparam("of_channel"), address.c.account == bindparam("of_account")))
    .where(address.c.id == outbox.c.address_id)
    .scalar_subquery()
)
_IS_BEFORE_IT = exists().where(
    _earlier.c.address_id == outbox.c.address_id,
    _is_open(_earlier),
    or_(
        _earlier.c.state == DeliveryState.SENDING,
        and_(_earlier.c.lane == outbox.c.lane, _earlier.c.id < outbox.c.id),
    ),
)
_IS_ITS_TURN = select(literal(1)).where(~_IS_BEFORE_IT.correlate(outbox)).correlate(outbox).scalar_subquery()
_IN_ORDER = text("SET LOCAL enable_sort = off")
"""PostgreSQL guesses how much waits from what it counted an hour ago: where it guesses little, it reads and sorts it
all. The index has the order already."""
_NEXT_ROWS = (
    select(outbox)
    .where(
        _IS_WAITING,
        or_(outbox.c.not_before.is_(None), outbox.c.not_before <= bindparam("now")),
        outbox.c.address_id.not_in(bindparam("resting", expanding=True)),
        _IS_AT_ACCOUNT,
        _IS_ITS_TURN.is_not(None),
    )
    .order_by(outbox.c.lane, outbox.c.id)
    .limit(bindparam("most"))
    .subquery("next")
)
_NEXT = (
    select(
        _NEXT_ROWS.c.id,
        _NEXT_ROWS.c.address_id,
        _NEXT_ROWS.c.lane,
        _NEXT_ROWS.c.tries,
        _NEXT_ROWS.c.body,
        _NEXT_ROWS.c.replaces,
        _NEXT_ROWS.c.made_at,
        address.c.peer,
    )
    .join(address, address.c.id == _NEXT_ROWS.c.address_id)
    .order_by(_NEXT_ROWS.c.lane, _NEXT_ROWS.c.id)
)
_SENDING = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(state=DeliveryState.SENDING, epoch=bindparam("under"), tries=outbox.c.tries + 1)
)
_FINISH = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.state == DeliveryState.SENDING,
        outbox.c.epoch == bindparam("under"),
    )
    .values(
        state=bindparam("new_state"),
        tries=bindparam("new_tries"),
        external_id=bindparam("new_external_id"),
        not_before=bindparam("new_not_before"),
        epoch=None,
    )
)
_LEFT = (
    select(outbox.c.address_id)
    .where(outbox.c.id.in_(bindparam("rows", expanding=True)), outbox.c.state == DeliveryState.GONE)
    .scalar_subquery()
)
_LEAVE = update(address).where(address.c.id.in_(_LEFT), address.c.gone_at.is_(None)).values(gone_at=bindparam("now"))
_GIVE_UP = update(outbox).where(outbox.c.address_id.in_(_LEFT), _IS_WAITING).values(state=DeliveryState.GONE)
_LEAVE_TOO = (
    update(address)
    .where(address.c.id.in_(bindparam("ids", expanding=True)), address.c.gone_at.is_(None))
    .values(gone_at=bindparam("now"))
)
_GIVE_UP_TOO = (
    update(outbox)
    .where(outbox.c.address_id.in_(bindparam("ids", expanding=True)), _IS_WAITING)
    .values(state=DeliveryState.GONE)
)
_ABANDONED = (
    select(outbox.c.id, outbox.c.epoch, outbox.c.lane, outbox.c.tries)
    .join(address, address.c.id == outbox.c.address_id)
    .where(
        address.c.channel == bindparam("of_channel"),
        address.c.account == bindparam("of_account"),
        _is_open(outbox),  # for the index; it holds all that are being sent
        outbox.c.state == DeliveryState.SENDING,
        outbox.c.epoch < bindparam("under"),
    )
)
_OPEN_AT = select(outbox.c.address_id).where(
    outbox.c.address_id.in_(bindparam("ids", expanding=True)), _is_open(outbox)
)
_WAITS = select(outbox.c.id).where(_IS_WAITING).limit(1)
_DOUBT = update(outbox).where(_is_open(outbox)).values(state=DeliveryState.UNKNOWN, epoch=None)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sender can take: at most so many messages, under this epoch, at no address that is `resting`, by row id.

    `most_bulk` of them may be such as nobody asked for: nudges and broadcasts.
    """

    epoch: int
    most: int
    most_bulk: int
    resting: frozenset[int] = frozenset()


def claim_next(connection: Connection, account: tuple[str, str], claim: Claim, now: datetime) -> tuple[Sending, ...]:
    """Marks the messages that come next as being sent.

    The lowest lane goes first, and in it the oldest; at one address only one message is under way, and within a lane
    none overtakes an earlier one.

    Args:
        connection: the transaction; the caller has made sure of the lease in it.
        account: (channel, account).
        claim: how many, and which not.
        now: a message that is to wait longer is left.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_IN_ORDER)
    rows = connection.execute(
        _NEXT,
        {
            "of_channel": account[0],
            "of_account": account[1],
            "now": now,
            "resting": sorted(claim.resting),
            "most": claim.most * _LANES,  # an address may stand here once a lane
        },
    ).all()
    first = {row.address_id: row for row in reversed(rows)}
    heads = [row for row in rows if first[row.address_id] is row]
    asked = [row for row in heads if row.lane in REPEATED_LANES]
    bulk = [row for row in heads if row.lane not in REPEATED_LANES]
    taken = [*asked, *bulk[: claim.most_bulk]][: claim.most]
    if not taken:
        return ()
    connection.execute(_SENDING, [{"row": row.id, "under": claim.epoch} for row in taken])
    edits = edits_of(connection, [(row.address_id, row.replaces) for row in taken if row.replaces is not None])
    return tuple(
        Sending(
            row.id,
            row.address_id,
            Address(*account, row.peer),
            Lane(row.lane),
            row.tries + 1,
            codec.loads(row.body, Message),
            edits.get((row.address_id, row.replaces)) if row.replaces is not None else None,
            row.made_at,
        )
        for row in taken
    )


def is_waiting(connection: Connection) -> bool:
    """Whether anything waits to be sent, at whatever account and from whatever moment on."""
    return connection.execute(_WAITS).first() is not None


def write_results(connection: Connection, results: Sequence[Result], now: datetime) -> None:
    """Writes what became of messages; one that is no longer being sent under that epoch stays as it is.

    Where somebody is gone, their address is marked with the date, and what else is owed there is gone too.
    """
    outcomes = [_outcome(result) for result in results if result.mail is Mail.BROADCAST]
    recipients.finish(connection, outcomes, now)
    left = [result.address_id for result in results if result.mail is Mail.BROADCAST and result.state is _GONE]
    if left:
        connection.execute(_LEAVE_TOO, {"ids": left, "now": now})
        connection.execute(_GIVE_UP_TOO, {"ids": left})
    results = [result for result in results if result.mail is Mail.OUTBOX]
    if not results:
        return
    connection.execute(
        _FINISH,
        [
            {
                "row": result.id,
                "under": result.epoch,
                "new_state": result.state.value,
                "new_tries": result.tries,
                "new_external_id": result.external_id,
                "new_not_before": result.not_before,
            }
            for result in results
        ],
    )
    gone = [result.id for result in results if result.state is DeliveryState.GONE]
    if gone:
        connection.execute(_LEAVE, {"rows": gone, "now": now})
        connection.execute(_GIVE_UP, {"rows": gone})


def abandoned(connection: Connection, account: tuple[str, str], epoch: int) -> tuple[Abandoned, ...]:
    """The account's messages that are being sent under an older epoch: nobody can say what became of them."""
    keys = {"of_channel": account[0], "of_account": account[1], "under": epoch}
    rows = connection.execute(_ABANDONED, keys)
    own = tuple(Abandoned(row.id, row.epoch, Lane(row.lane), row.tries) for row in rows)
    mailed = recipients.abandoned(connection, account, epoch)
    return own + tuple(Abandoned(of, under, Lane.BROADCAST, tries, Mail.BROADCAST) for of, under, tries in mailed)


def open_addresses(connection: Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of the addresses to which something is still owed."""
    return frozenset(connection.execute(_OPEN_AT, {"ids": sorted(ids)}).scalars())


def doubt_all(connection: Connection) -> int:
    """Calls every message unknown that was to be sent, and gives their number: a restored backup cannot know."""
    return connection.execute(_DOUBT).rowcount


def _outcome(result: Result) -> recipients.Outcome:
    return recipients.Outcome(
        result.id, result.epoch, result.state, result.tries, result.why, result.external_id, result.not_before
    )
