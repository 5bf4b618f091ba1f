"""The column types that both databases share."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator

BigKey = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit row number; SQLite numbers rows by itself only in a column of type INTEGER."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware going in, aware UTC coming out, on both databases (SQLite by itself drops the offset)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC.

        Raises:
            ValueError: for a time without its zone, which could be any moment of a day.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"the time {value} has no zone, so it is not stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as it was stored, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
