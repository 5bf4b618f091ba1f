"""Which network a request comes from, and which browser."""

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.web.devices import COOKIE, device_of, network_of


@pytest.mark.parametrize(
    ("near", "told", "network"),
    [
        ("14.160.1.1", None, "14.160.1.1"),
        ("14.160.1.1", "198.51.100.7", "14.160.1.1"),
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "192.0.2.1, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", " ", "127.0.0.1"),
        ("unix:", "198.51.100.7", "unix:"),
    ],
)
def test_only_a_proxy_of_our_own_tells_another_network(near: str, told: str | None, network: str) -> None:
    headers = {"X-Forwarded-For": told} if told is not None else {}
    assert network_of(make_mocked_request("GET", "/", headers=headers).clone(remote=near)) == network


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
