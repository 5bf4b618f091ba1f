"""The place tree as the program keeps it: read anew only after an import."""

from sqlalchemy import Connection

from bot.model.place import PlaceTree
from bot.store import places


class Gazetteer:
    """Gives the tree of a transaction; a tree of a whole province takes longer to read than to use."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[int, int], PlaceTree] = ((0, 0), PlaceTree())

    def tree(self, connection: Connection) -> PlaceTree:
        """The places as they are."""
        edition = places.edition(connection)
        kept, tree = self._kept
        if kept != edition:
            tree = places.tree(connection)
            self._kept = (edition, tree)  # at once: another thread may look at this moment
        return tree
