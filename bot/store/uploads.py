"""Pictures that a platform holds already: by what they show, the name that each bot has for them there."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.store.tables import upload
from bot.store.upsert import insert_or_change

Account = tuple[str, str]
"""(channel, account)."""

_FILE_ID = select(upload.c.file_id).where(
    upload.c.channel == bindparam("channel"),
    upload.c.account == bindparam("account"),
    upload.c.content_hash == bindparam("content_hash"),
)
_KEEP = insert_or_change(upload, (upload.c.file_id, upload.c.made_at))


def file_id_of(connection: Connection, account: Account, content_hash: str) -> str | None:
    """The platform's name for a picture that this bot uploaded; None where it has not."""
    channel, name = account
    asked = {"channel": channel, "account": name, "content_hash": content_hash}
    return connection.execute(_FILE_ID, asked).scalar()


def keep_file_id(connection: Connection, account: Account, content_hash: str, file_id: str, now: datetime) -> None:
    """Keeps the name under which the platform has a picture, in the place of an older one."""
    channel, name = account
    row = {"channel": channel, "account": name, "content_hash": content_hash, "file_id": file_id, "made_at": now}
    connection.execute(_KEEP.on(connection), row)
