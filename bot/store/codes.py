"""Return codes as they are kept: by a hash, with the wrong ones counted, and an address given to whom it belongs."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, case, delete, literal, select, update

from bot.model import codec
from bot.model.ids import LearnerId
from bot.model.message import Message
from bot.model.text import plain
from bot.store.tables import address, learner, outbox, return_code
from bot.store.upsert import insert_or_change
from bot.tutor.context import Verdict
from bot.tutor.returning import SHOWN, Code, find_written

MOST_FAILURES = 5
WITHIN = timedelta(hours=1)
"""So many wrong codes for one learner within that time, and none is looked at until it is over."""


@dataclass(frozen=True, slots=True)
class _Kept:
    digits_hash: str
    mark: str
    failures: int
    failed_from: datetime | None
    expires_at: datetime | None

    def failures_at(self, now: datetime) -> int:
        """How many wrong ones count at that moment."""
        is_over = self.failed_from is None or now - self.failed_from >= WITHIN
        return 0 if is_over else self.failures

    def is_over(self, now: datetime) -> bool:
        """Whether it opens nothing any more."""
        return self.expires_at is not None and now >= self.expires_at


_MARKS = select(learner.c.id, learner.c.mark).where(learner.c.id.in_(bindparam("ids", expanding=True)))
_KEEP = insert_or_change(
    return_code,
    (
        return_code.c.digits_hash,
        return_code.c.made_at,
        return_code.c.failures,
        return_code.c.failed_from,
        return_code.c.expires_at,
    ),
)
_FIND = (
    select(
        return_code.c.learner_id,
        return_code.c.digits_hash,
        return_code.c.failures,
        return_code.c.failed_from,
        return_code.c.expires_at,
        learner.c.mark,
    )
    .join_from(return_code, learner, return_code.c.learner_id == learner.c.id)
    .where(return_code.c.learner_id.in_(bindparam("ids", expanding=True)))
    .order_by(return_code.c.learner_id)
    .with_for_update(of=return_code)
)
_SHOWN = (
    select(outbox.c.body, return_code.c.digits_hash, learner.c.mark)
    .join_from(outbox, return_code, outbox.c.learner_id == return_code.c.learner_id)
    .join(learner, learner.c.id == outbox.c.learner_id)
    .where(outbox.c.learner_id == bindparam("of"), outbox.c.key == SHOWN)
    .order_by(outbox.c.id.desc())
    .limit(1)
)
_NOW = bindparam("now", type_=return_code.c.failed_from.type)
_IS_OVER = return_code.c.failed_from.is_(None) | (return_code.c.failed_from <= bindparam("before"))
_COUNT = (
    update(return_code)
    .where(return_code.c.learner_id == bindparam("of"))
    .values(
        failures=case((_IS_OVER, literal(1)), else_=return_code.c.failures + 1),
        failed_from=case((_IS_OVER, _NOW), else_=return_code.c.failed_from),
    )
)
_SPEND = delete(return_code).where(
    return_code.c.learner_id.in_(bindparam("ids", expanding=True)), return_code.c.expires_at.is_not(None)
)
_BIND = (
    update(address)
    .where(address.c.id == bindparam("at"), address.c.learner_id.is_(None))
    .values(learner_id=bindparam("of"), state=None, visit_until=None)
)


def keep_codes(
    connection: Connection, codes: Sequence[tuple[LearnerId, str]], now: datetime, counts: timedelta | None = None
) -> None:
    """Keeps the six digits of learners, by a hash; whatever they had before is worth nothing from now on.

    Args:
        connection: its transaction.
        codes: whose, and the digits.
        now: when.
        counts: how long they open, and once alone; None for as long and as often as is wished.
    """
    digits = dict(codes)
    marks = {row.id: row.mark for row in connection.execute(_MARKS, {"ids": sorted(digits)})}
    rows = [
        {
            "learner_id": learner_id,
            "digits_hash": _hash(marks[learner_id], each),
            "made_at": now,
            "failures": 0,
            "failed_from": None,
            "expires_at": now + counts if counts is not None else None,
        }
        for learner_id, each in digits.items()
    ]
    connection.execute(_KEEP.on(connection), rows)


def judge(connection: Connection, typed: Mapping[int, Code], now: datetime) -> dict[int, Verdict]:
    """What typed codes are worth; several for one learner count one after the other.

    Args:
        connection: the transaction in which the wrong ones are counted, too; others wait for its end.
        typed: the codes, by whatever names who typed them, in the order they came.
        now: when.
    """
    rows = connection.execute(_FIND, {"ids": sorted({code.number for code in typed.values()})})
    kept = {
        row.learner_id: _Kept(row.digits_hash, row.mark, row.failures, row.failed_from, row.expires_at) for row in rows
    }
    failures = {number: each.failures_at(now) for number, each in kept.items()}
    verdicts: dict[int, Verdict] = {}
    for who, code in typed.items():
        own = kept.get(code.number)
        if own is None:
            verdicts[who] = Verdict.WRONG
        elif failures[code.number] >= MOST_FAILURES:
            verdicts[who] = Verdict.LOCKED
        elif _hash(own.mark, code.digits) == own.digits_hash and not own.is_over(now):
            verdicts[who] = Verdict.RIGHT
        else:
            failures[code.number] += 1
            verdicts[who] = Verdict.WRONG
    return verdicts


def shown_code(connection: Connection, of: LearnerId) -> Code | None:
    """A learner's return code, as the newest message showed it that shows one; None where it opens nothing any more."""
    row = connection.execute(_SHOWN, {"of": of}).one_or_none()
    code = find_written(plain(codec.loads(row.body, Message).text)) if row is not None else None
    if row is None or code is None or code.number != of:
        return None
    return code if _hash(row.mark, code.digits) == row.digits_hash else None


def count_failures(connection: Connection, numbers: Collection[int], now: datetime) -> None:
    """Counts wrong codes, one for each mention of a learner's number; numbers of nobody count nothing."""
    connection.execute(_COUNT, [{"of": number, "before": now - WITHIN, "now": now} for number in sorted(numbers)])


def bind(connection: Connection, pairs: Sequence[tuple[int, int]]) -> None:
    """Gives addresses, by row id, to learners; one that has become somebody's meanwhile stays theirs.

    A code that opens for a while has opened once, and goes.
    """
    connection.execute(_BIND, [{"at": at, "of": of} for at, of in sorted(pairs)])
    connection.execute(_SPEND, {"ids": sorted({of for _, of in pairs})})


def _hash(mark: str, digits: str) -> str:
    """Six digits are soon tried out: the hash keeps them from a glance, not from whoever holds the database."""
    return hashlib.sha256(f"{mark}:{digits}".encode()).hexdigest()
