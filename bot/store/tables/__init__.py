"""All tables, as one MetaData; what a learner owns carries `learner_id`, so that exports and erasure find it."""

from bot.store.tables.base import metadata
from bot.store.tables.broadcasts import broadcast, broadcast_tally, delivery, poll_answer
from bot.store.tables.classes import attendance, class_mentor, class_session, classroom, enrolment, guest
from bot.store.tables.helps import help_confirmation, help_given
from bot.store.tables.learning import address, attempt, consent, learner, notebook, progress, return_code, tombstone
from bot.store.tables.mail import inbox, lease, outbox, upload
from bot.store.tables.places import headcount, place, place_import
from bot.store.tables.program import lesson_version, meta
from bot.store.tables.questions import question, words
from bot.store.tables.staff import alert, audit, invitation, post, staff

__all__ = [
    "IMPERSONAL",
    "address",
    "alert",
    "attempt",
    "attendance",
    "audit",
    "broadcast",
    "broadcast_tally",
    "class_mentor",
    "class_session",
    "classroom",
    "consent",
    "delivery",
    "enrolment",
    "guest",
    "headcount",
    "help_confirmation",
    "help_given",
    "inbox",
    "invitation",
    "learner",
    "lease",
    "lesson_version",
    "meta",
    "metadata",
    "notebook",
    "outbox",
    "place",
    "place_import",
    "poll_answer",
    "post",
    "progress",
    "question",
    "return_code",
    "staff",
    "tombstone",
    "upload",
    "words",
]

IMPERSONAL = frozenset(
    {
        *(meta, lease, upload, lesson_version, tombstone),
        *(place, headcount, place_import),
        *(classroom, class_session, attendance, guest, invitation, audit),
        *(help_confirmation, broadcast, broadcast_tally),
    }
)
"""The tables that hold nothing about any learner; every other table has `learner_id` or `address_id`."""
