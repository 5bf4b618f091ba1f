"""What staff did within some time: help beside people, questions answered, meetings of their classes."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any  # Any: the columns of a row have the types that the table gives them

from sqlalchemy import Connection, Row, Select, case, func, select

from bot.model.helps import OnTopic, Tally
from bot.model.ids import LearnerId, TrackId
from bot.store.tables import class_mentor, class_session, help_confirmation, help_given, words

_SAID = (
    select(
        help_confirmation.c.help_id,
        func.count().label("said"),
        func.sum(case((help_confirmation.c.is_again, 0), else_=1)).label("fresh"),
    )
    .group_by(help_confirmation.c.help_id)
    .subquery()
)
_HELPS = select(
    help_given.c.learner_id,
    help_given.c.topic,
    help_given.c.minutes,
    help_given.c.people,
    func.coalesce(_SAID.c.said, 0).label("said"),
    func.coalesce(_SAID.c.fresh, 0).label("fresh"),
).join_from(help_given, _SAID, _SAID.c.help_id == help_given.c.id, isouter=True)
_ANSWERS = (
    select(words.c.written_by.label("of"), func.count(words.c.question_id.distinct()).label("number"))
    .where(words.c.kind == "mentor", words.c.is_held.is_(False), words.c.written_by.is_not(None))
    .group_by(words.c.written_by)
)
_SESSIONS = (
    select(class_mentor.c.learner_id.label("of"), func.count(class_session.c.id.distinct()).label("number"))
    .join_from(class_mentor, class_session, class_session.c.classroom_number == class_mentor.c.classroom_number)
    .where(class_session.c.opened_at >= class_mentor.c.since)
    .group_by(class_mentor.c.learner_id)
)


def tallies(
    connection: Connection,
    ids: Collection[LearnerId] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> dict[LearnerId, Tally]:
    """What people did, by their number; those who did nothing are left out.

    Args:
        connection: to read by.
        ids: whose; everybody's where none are given.
        since: from when on; from the beginning where it is not given.
        until: before when; up to now where it is not given.
    """
    helped: dict[LearnerId, dict[TrackId | None, OnTopic]] = defaultdict(dict)
    for row in connection.execute(_within(_HELPS, help_given.c.learner_id, help_given.c.made_at, ids, (since, until))):
        topic = TrackId(row.topic) if row.topic is not None else None
        topics = helped[LearnerId(row.learner_id)]
        topics[topic] = _added(topics.get(topic, OnTopic(topic)), row)
    answers = _numbers(connection, _within(_ANSWERS, words.c.written_by, words.c.made_at, ids, (since, until)))
    opened = class_session.c.opened_at
    sessions = _numbers(connection, _within(_SESSIONS, class_mentor.c.learner_id, opened, ids, (since, until)))
    return {
        of: Tally(_most_first(helped[of].values()), answers.get(of, 0), sessions.get(of, 0))
        for of in sorted({*helped, *answers, *sessions})
    }


def _within(
    query: Select[Any],
    whose: Any,  # Any: columns of several tables
    at: Any,  # Any: the same
    ids: Collection[LearnerId] | None,
    span: tuple[datetime | None, datetime | None],
) -> Select[Any]:
    since, until = span
    query = query if ids is None else query.where(whose.in_(sorted(ids)))
    query = query if since is None else query.where(at >= since)
    return query if until is None else query.where(at < until)


def _added(before: OnTopic, row: Row[Any]) -> OnTopic:
    """With one help more. Its minutes count as confirmed once anybody has said so; of the others nobody knows."""
    is_confirmed = row.said > 0
    return OnTopic(
        before.topic,
        before.minutes + (row.minutes if is_confirmed else 0),
        before.people + int(row.fresh),
        before.unconfirmed_minutes + (0 if is_confirmed else row.minutes),
        before.unconfirmed_people + row.people - row.said,
    )


def _most_first(topics: Collection[OnTopic]) -> tuple[OnTopic, ...]:
    return tuple(sorted(topics, key=lambda each: (-each.minutes - each.unconfirmed_minutes, each.topic or "~")))


def _numbers(connection: Connection, query: Select[Any]) -> dict[LearnerId, int]:
    return {LearnerId(row.of): row.number for row in connection.execute(query)}
