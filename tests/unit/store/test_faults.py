"""How a database is named where a person reads of it."""

import pytest

from bot.store.engine import parse_url
from bot.store.faults import away, shown


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("sqlite+aiosqlite:///data/banhoc.db", "data/banhoc.db"),
        ("sqlite+aiosqlite:////var/lib/banhoc.db?timeout=5", "/var/lib/banhoc.db"),
        ("postgresql+asyncpg://banhoc@/banhoc", "postgresql://banhoc@/banhoc"),
        ("postgresql+asyncpg://banhoc:geheim@db.example.vn:5433/ten", "postgresql://banhoc:***@db.example.vn:5433/ten"),
        ("postgresql+asyncpg://banhoc@db/ten?password=geheim&ssl=require", "postgresql://banhoc@db/ten"),
    ],
)
def test_a_database_is_named_without_driver_or_secrets(written: str, read: str) -> None:
    url = parse_url(written)
    assert shown(url) == read
    assert str(away(url, "it sleeps")) == f"The database {read} cannot be used: it sleeps."
