"""All tables, as one MetaData; what a learner owns carries `learner_id`, so that exports and erasure find it."""

from bot.store.tables.base import metadata
from bot.store.tables.classes import classroom, enrolment
from bot.store.tables.learning import address, attempt, consent, learner, notebook, progress, return_code, tombstone
from bot.store.tables.mail import inbox, lease, outbox, upload
from bot.store.tables.program import lesson_version, meta

__all__ = [
    "IMPERSONAL",
    "address",
    "attempt",
    "classroom",
    "consent",
    "enrolment",
    "inbox",
    "learner",
    "lease",
    "lesson_version",
    "meta",
    "metadata",
    "notebook",
    "outbox",
    "progress",
    "return_code",
    "tombstone",
    "upload",
]

IMPERSONAL = frozenset({meta, classroom, lease, upload, lesson_version, tombstone})
"""The tables that hold nothing about any learner; every other table has `learner_id` or `address_id`."""
