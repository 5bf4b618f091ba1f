"""What is kept about the person at an address: to be shown, handed out, and written on a card."""

from sqlalchemy import Connection

from bot.model.ids import Address
from bot.store.codes import shown_code
from bot.store.engine import Store
from bot.store.export import Json, export_learner
from bot.store.kept import Kept, kept_about, learner_at
from bot.tutor.returning import Code


class Holdings:
    """Reads what is kept about one person, for that person; what erases it goes through the inbox.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def about(self, at: Address) -> Kept | None:
        """Everything, to be shown; None where no learner is, but perhaps a visitor.

        Raises:
            StoreAway: try again later.
        """

        def read(connection: Connection) -> Kept | None:
            of = learner_at(connection, at)
            return None if of is None else kept_about(connection, of)

        return await self._store.read(read)

    async def export(self, at: Address) -> Json | None:
        """Everything as JSON, by table, as `banhoc learner export` gives it; None and raises as `about` does."""

        def read(connection: Connection) -> Json | None:
            of = learner_at(connection, at)
            return None if of is None else export_learner(connection, of)

        return await self._store.read(read)

    async def is_learner(self, at: Address) -> bool:
        """Whether a learner is there; raises as `about` does."""
        return await self._store.read(lambda connection: learner_at(connection, at)) is not None

    async def code(self, at: Address) -> Code | None:
        """The return code that was shown and still opens; None without such, and where no learner is."""

        def read(connection: Connection) -> Code | None:
            of = learner_at(connection, at)
            return None if of is None else shown_code(connection, of)

        return await self._store.read(read)
