"""Which event loop `serve` runs on, and what address a demo tells."""

import pytest
from pydantic import SecretStr

from bot.cli.doors import lan_address, with_address
from bot.cli.serve import loop_factory
from bot.settings import DemoSettings, TeachingSettings


def test_the_quick_loop_where_it_is_installed_and_else_pythons_own() -> None:
    quick = loop_factory()
    assert quick is not None, "the tests are run with every extra"
    loop = quick()
    try:
        assert loop.run_until_complete(_answer()) == "an answer"
        assert "uvloop" in type(loop).__module__
    finally:
        loop.close()
    assert loop_factory("a_loop_that_nobody_wrote") is None


async def _answer() -> str:
    return "an answer"


@pytest.mark.parametrize(
    ("said", "is_lan", "told"),
    [
        ({}, False, "http://127.0.0.1:8080"),
        ({"host": "::1", "port": 8081}, False, "http://[::1]:8081"),
        ({"host": "0.0.0.0"}, False, "http://127.0.0.1:8080"),  # noqa: S104 - what somebody may say
        ({"host": "0.0.0.0"}, True, f"http://{lan_address()}:8080"),  # noqa: S104 - only told, never listened at
        ({"port": 0}, False, ""),
        ({"public_url": "https://hoc.example.vn"}, False, "https://hoc.example.vn"),
    ],
)
def test_a_demo_is_reached_where_it_listens(said: dict[str, object], told: str, *, is_lan: bool) -> None:
    settings = DemoSettings(_env_file=None, **said)  # type: ignore[arg-type]  # the settings' own fields, by name
    assert with_address(settings, is_lan=is_lan).public_url == told


def test_whoever_serves_real_people_says_where() -> None:
    key = SecretStr("0123456789abcdef0123456789abcdef")
    settings = TeachingSettings(_env_file=None, operator_name="Xã A", operator_contact="1022", secret_key=key)
    assert with_address(settings, is_lan=False) is settings
