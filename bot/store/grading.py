"""What is asked of another judge: messages to an address of its own, as many a day as the operator allows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from bot.model import codec
from bot.model.attempt import Grade
from bot.model.delivery import DeliveryState, Lane
from bot.model.effects import Regrade
from bot.model.ids import Address, LearnerId
from bot.model.message import Kind, Message
from bot.model.opinion import GradeRequest
from bot.model.text import Preformatted
from bot.store import batch, inbox
from bot.store.outbox import Owed, add_all
from bot.store.tables import address, attempt, outbox

GRADER = ("grader", "default")
"""The judge's (channel, account). Its addresses are no learner's: one for each place at which attempts are made, named
by that place's row id, so that several are judged at once; they go a day after the last attempt, as visits do."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How many attempts are sent in a day: of all, and of one learner; 0 sets no limit."""

    daily: int = 0
    learner: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: from which place, whose, and what."""

    address_id: int
    learner_id: LearnerId
    request: GradeRequest


_SENT = (
    select(outbox.c.learner_id, func.count())
    .join(address, address.c.id == outbox.c.address_id)
    .where(address.c.channel == GRADER[0], address.c.account == GRADER[1], outbox.c.made_at >= bindparam("since"))
    .group_by(outbox.c.learner_id)
)
_IS_THERE = select(address.c.id).where(address.c.id == bindparam("at"))
_REGRADE = (
    update(attempt)
    .where(
        attempt.c.learner_id == bindparam("of"),
        attempt.c.lesson == bindparam("in_lesson"),
        attempt.c.step == bindparam("at_step"),
        attempt.c.made_at == bindparam("at"),
    )
    .values(score=bindparam("new_score"), grade=bindparam("new_grade"))
)


def ask(connection: Connection, asked: Sequence[Asked], budget: Budget, since: datetime, now: datetime) -> None:
    """Writes requests down, as far as the budget of the day allows.

    Args:
        connection: the transaction that records the attempts.
        asked: the requests.
        budget: how many a day.
        since: when the day began.
        now: when they are written.
    """
    sent: Counter[int | None] = Counter()
    if budget.daily or budget.learner:
        sent.update({row[0]: row[1] for row in connection.execute(_SENT, {"since": since})})
    allowed: list[Asked] = []
    for each in asked:
        is_over = budget.daily and sent.total() >= budget.daily
        if not is_over and not (budget.learner and sent[each.learner_id] >= budget.learner):
            sent[each.learner_id] += 1
            allowed.append(each)
    if not allowed:
        return
    places = {each.address_id: Address(*GRADER, str(each.address_id)) for each in allowed}
    seats = batch.take_seats(connection, places.values(), now)
    owed = []
    for each in allowed:
        seat = seats[places[each.address_id]]
        seat.last_number += 1
        message = Message(Kind.EXERCISE, (Preformatted(codec.dumps(each.request)),))
        owed.append(Owed(seat.id, each.learner_id, seat.last_number, message, Lane.REPLY, DeliveryState.WAITING))
    add_all(connection, owed, {}, now)
    batch.save_seats(connection, seats.values(), now)


def read_request(message: Message) -> GradeRequest:
    """The request that a message to the judge is.

    Raises:
        Misread: it is none.
    """
    (block,) = message.text
    assert isinstance(block, Preformatted)
    return codec.loads(block.text, GradeRequest)


def put_answer(connection: Connection, address_id: int, name: str, body: str, now: datetime) -> None:
    """Owes the answer to the place where the attempt was made, once; not where that is gone, erased meanwhile."""
    if connection.execute(_IS_THERE, {"at": address_id}).first() is not None:
        inbox.put(connection, [inbox.Own(name, address_id, body)], now)


def regrade(connection: Connection, regraded: Sequence[tuple[LearnerId, Regrade]]) -> None:
    """Puts grades in the place of those that attempts had."""
    connection.execute(
        _REGRADE,
        [
            {
                "of": learner_id,
                "in_lesson": each.lesson,
                "at_step": each.step,
                "at": each.made_at,
                "new_score": each.score,
                "new_grade": codec.dumps(each.grade, Grade),
            }
            for learner_id, each in regraded
        ],
    )
