"""What a class did in some days, as counts: no row of anybody's leaves this module."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from bot.model.ids import LessonId
from bot.model.roster import Week
from bot.store.tables import attendance, class_session, enrolment, learner, progress, question

_HERE = (
    select(func.count())
    .select_from(enrolment)
    .join(learner, learner.c.id == enrolment.c.learner_id)
    .where(enrolment.c.classroom_number == bindparam("of"), learner.c.last_seen_at >= bindparam("since"))
)
_CAME = (
    select(func.count(attendance.c.number.distinct()))
    .join(class_session, class_session.c.id == attendance.c.session_id)
    .where(class_session.c.classroom_number == bindparam("of"), class_session.c.opened_at >= bindparam("since"))
)
_FINISHED = (
    select(func.count())
    .select_from(enrolment)
    .join(progress, progress.c.learner_id == enrolment.c.learner_id)
    .where(enrolment.c.classroom_number == bindparam("of"), progress.c.finished_at >= bindparam("since"))
)
_ANSWERED = select(func.count()).where(
    question.c.classroom_number == bindparam("of"), question.c.answered_at >= bindparam("since")
)
_DONE = (
    select(progress.c.lesson, func.count().label("people"))
    .join(enrolment, enrolment.c.learner_id == progress.c.learner_id)
    .where(enrolment.c.classroom_number == bindparam("of"), progress.c.finished_at.is_not(None))
    .group_by(progress.c.lesson)
)


def of_class(connection: Connection, number: int, since: datetime) -> Week:
    """What the class with this number did since then."""
    keys = {"of": number, "since": since}
    here, came, finished, answered = (
        connection.execute(count, keys).scalar_one() for count in (_HERE, _CAME, _FINISHED, _ANSWERED)
    )
    done = {LessonId(row.lesson): row.people for row in connection.execute(_DONE, {"of": number})}
    return Week(here, came, finished, answered, done)
