"""A demo's database is marked, so that nobody plays on a database that real people's learning is in."""

from sqlalchemy import Connection, exists, or_, select

from bot.model.errors import SettingsError
from bot.store.meta import DEMO, read_mark, write_mark
from bot.store.tables import learner, tombstone

_HAS_HAD_LEARNERS = select(or_(exists().select_from(learner), exists().select_from(tombstone)))
"""A tombstone stays of each learner who was erased, for good; real people may come back to such a database."""


def is_demo(connection: Connection) -> bool:
    """Whether the database was made for a demo."""
    return read_mark(connection, DEMO) == "1"


def mark_demo(connection: Connection) -> None:
    """Marks the database as a demo's.

    Raises:
        SettingsError: real learners are in it, or were before they were erased.
    """
    if is_demo(connection):
        return
    if connection.execute(_HAS_HAD_LEARNERS).scalar_one():
        raise SettingsError(
            "--demo was asked for on a database that has or had learners and was not made for a demo; "
            "nothing was changed. "
            "Leave --demo out, or let BANHOC_DATABASE_URL name another database."
        )
    write_mark(connection, DEMO, "1")
