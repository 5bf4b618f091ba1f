"""Which browser a request comes from."""

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.web.devices import COOKIE, device_of


@pytest.mark.parametrize("cookie", ["", "a" * 31, "A" * 32, "a" * 32 + "b", "x" * 32])
def test_a_cookie_that_is_none_of_ours_is_replaced(cookie: str) -> None:
    device = device_of(make_mocked_request("GET", "/", headers={"Cookie": f"{COOKIE}={cookie}"}), lambda: "c" * 32)
    assert device.is_new
    assert device.token == "c" * 32


def test_a_browser_is_known_by_a_hash() -> None:
    device = device_of(make_mocked_request("GET", "/", headers={"Cookie": f"{COOKIE}={'a' * 32}"}), lambda: "c" * 32)
    assert not device.is_new
    assert device.address.channel == "web"
    assert "a" * 8 not in device.address.peer
    assert len(device.address.peer) == 64
