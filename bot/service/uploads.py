"""The pictures that one bot has uploaded, for its channel; a database that is away costs an upload, no message."""

import structlog
from sqlalchemy import Connection

from bot.model.errors import StoreError
from bot.service.world import World
from bot.store import uploads
from bot.store.engine import Store

log = structlog.get_logger()


class KeptUploads:
    """See `bot.channels.telegram.channel.Uploads`.

    Args:
        store: the database.
        world: the clock.
        account: whose pictures: (channel, account).
    """

    def __init__(self, store: Store, world: World, account: uploads.Account) -> None:
        self._store = store
        self._world = world
        self._account = account

    async def find(self, content_hash: str) -> str | None:
        """The platform's name for a picture; None where it was not uploaded, or nobody can say."""

        def work(connection: Connection) -> str | None:
            return uploads.file_id_of(connection, self._account, content_hash)

        try:
            return await self._store.read(work)
        except StoreError as fault:
            log.warning("upload.not_found", account=self._account, fault=str(fault))
            return None

    async def keep(self, content_hash: str, file_id: str) -> None:
        """Keeps it; where that fails, the picture is uploaded again another time."""
        now = self._world.now()

        def work(connection: Connection) -> None:
            uploads.keep_file_id(connection, self._account, content_hash, file_id, now)

        try:
            await self._store.write(work)
        except StoreError as fault:
            log.warning("upload.not_kept", account=self._account, fault=str(fault))
