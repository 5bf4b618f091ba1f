"""A demo's database is marked, so that nobody plays on a database that real people's learning is in."""

from sqlalchemy import Connection, exists, select

from bot.model.errors import SettingsError
from bot.store.meta import DEMO, read_mark, write_mark
from bot.store.tables import learner

_HAS_LEARNERS = select(exists().select_from(learner))


def is_demo(connection: Connection) -> bool:
    """Whether the database was made for a demo."""
    return read_mark(connection, DEMO) == "1"


def mark_demo(connection: Connection) -> None:
    """Marks the database as a demo's.

    Raises:
        SettingsError: real learners are in it.
    """
    if is_demo(connection):
        return
    if connection.execute(_HAS_LEARNERS).scalar_one():
        raise SettingsError(
            "--demo was asked for on a database that has learners and was not made for a demo; nothing was changed. "
            "Leave --demo out, or let BANHOC_DATABASE_URL name another database."
        )
    write_mark(connection, DEMO, "1")
