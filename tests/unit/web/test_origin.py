"""Which network a request comes out of, whether its cookies may do without https, and whether it comes from near."""

from ipaddress import ip_network

import pytest
from aiohttp.test_utils import make_mocked_request
from aiohttp.web import Request
from multidict import CIMultiDict

from bot.web.origin import FORWARDED, Origin, is_private_host

OURS = Origin((ip_network("127.0.0.0/8"), ip_network("::1"), ip_network("172.18.0.0/16")), is_https=True)
PUBLIC = "hocai.example.vn"


def asked(near: str = "203.0.113.9", host: str = PUBLIC, **headers: str) -> Request:
    named = CIMultiDict({name.replace("_", "-"): value for name, value in headers.items()} | {"Host": host})
    return make_mocked_request("GET", "/", headers=named).clone(remote=near, host=host)


@pytest.mark.parametrize(
    ("near", "told", "network"),
    [
        ("14.160.1.1", None, "14.160.1.1"),
        ("14.160.1.1", "198.51.100.7", "14.160.1.1"),
        ("10.0.0.2", "198.51.100.7", "10.0.0.2"),
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("::1", "198.51.100.7", "198.51.100.7"),
        ("::ffff:127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "192.0.2.1, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "192.0.2.1, 198.51.100.7, 172.18.0.4", "198.51.100.7"),
        ("127.0.0.1", "192.0.2.1, unknown, 172.18.0.4", "172.18.0.4"),
        ("127.0.0.1", "172.18.0.4,127.0.0.1", "172.18.0.4"),
        ("127.0.0.1", " ", "127.0.0.1"),
        ("127.0.0.1", "<script>", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7:4711", "127.0.0.1"),
        ("127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", None, "2001:db8:1:2::/64"),
        ("fe80::1%eth0", None, "fe80::/64"),
        ("unix:", "198.51.100.7", "unix:"),
        ("", "198.51.100.7", ""),
    ],
)
def test_only_a_proxy_of_our_own_tells_another_network(near: str, told: str | None, network: str) -> None:
    headers = {"X-Forwarded-For": told} if told is not None else {}
    assert OURS.network_of(asked(near, **headers)) == network


def test_what_a_proxy_adds_in_a_line_of_its_own_counts() -> None:
    headers = CIMultiDict([("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-For", "198.51.100.7")])
    request = make_mocked_request("GET", "/", headers=headers).clone(remote="127.0.0.1")
    assert OURS.network_of(request) == "198.51.100.7"
    assert Origin().network_of(request) == "127.0.0.1", "nobody is believed unless named"


@pytest.mark.parametrize(
    ("host", "is_private"),
    [
        ("192.168.1.5", True),
        ("192.168.1.5:8080", True),
        ("10.0.0.1:1", True),
        ("172.16.0.9", True),
        ("169.254.10.1", True),
        ("127.0.0.1:8080", True),
        ("[::1]", True),
        ("[::1]:8080", True),
        ("[fd00::5]:8080", True),
        ("[fe80::1]", True),
        ("[::ffff:192.168.1.5]", True),
        ("14.160.1.1", False),
        ("172.32.0.1", False),
        ("100.64.0.1", False),
        ("[2a00:1450::1]:8080", False),
        ("[::ffff:14.160.1.1]", False),
        ("0.0.0.0:8080", False),
        ("[::]", False),
        (PUBLIC, False),
        ("localhost", False),
        ("localhost:8080", False),
        ("192.168.1.5.xau.example", False),
        ("192.168.1.5@xau.example", False),
        ("xau.example@192.168.1.5", False),
        ("192.168.1.5, xau.example", False),
        ("192.168.1.5/xau.example", False),
        ("192.168.1.5:8080:80", False),
        ("192.168.1.5:123456", False),
        ("192.168.1.5:", False),
        ("192.168.1.5\n", False),
        (" 192.168.1.5", False),
        ("192.168.001.005", False),
        ("192.168.1", False),
        ("0x7f.0.0.1", False),
        ("2130706433", False),
        ("١٩٢.168.1.5", False),
        ("::1", False),
        ("[::1", False),
        ("[::1]xau.example", False),
        ("[192.168.1.5]x", False),
        ("[fe80::1%25eth0]", False),
        ("", False),
        (".", False),
        ("1" * 10_000, False),
    ],
)
def test_a_host_is_private_only_as_a_bare_address(host: str, is_private: bool) -> None:
    assert is_private_host(host) is is_private


HOME = "192.168.1.5:8080"
HTTP, HTTPS = {"X-Forwarded-Proto": "http"}, {"X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(
    ("near", "host", "headers", "is_secure"),
    [
        ("192.168.1.20", HOME, {}, False),
        ("127.0.0.1", "127.0.0.1:8080", {}, False),
        ("::1", "[::1]:8080", {}, False),
        ("192.168.1.20", PUBLIC, {}, True),
        ("192.168.1.20", "", {}, True),
        ("203.0.113.9", "14.160.1.1", {}, True),
        ("127.0.0.1", PUBLIC, HTTPS, True),
        ("127.0.0.1", PUBLIC, HTTP, True),
        ("127.0.0.1", HOME, HTTPS, True),
        ("127.0.0.1", HOME, HTTP, False),
        ("127.0.0.1", HOME, {"X-Forwarded-Proto": "http, https"}, True),
        ("127.0.0.1", HOME, {"X-Forwarded-Proto": " HTTP "}, False),
        ("127.0.0.1", HOME, {"X-Forwarded-Proto": ""}, True),
        ("192.168.1.20", HOME, HTTP, True),
        ("unix:", HOME, HTTP, True),
        ("127.0.0.1", HOME, {"X-Forwarded-For": "198.51.100.7"}, True),
        ("127.0.0.1", HOME, {"Via": "1.1 proxy"}, True),
    ],
)
def test_a_cookie_does_without_https_only_where_the_browser_surely_has_none(
    near: str, host: str, headers: dict[str, str], is_secure: bool
) -> None:
    request = asked(near, host, **headers)
    assert OURS.is_secure(request) is is_secure
    assert not Origin(OURS.proxies, is_https=False).is_secure(request), "a server without https has no use for it"


@pytest.mark.parametrize(
    ("near", "is_inside"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("10.1.2.3", True),
        ("172.18.0.4", True),
        ("::ffff:192.168.1.9", True),
        ("fd00::9", True),
        ("14.160.1.1", False),
        ("2a00:1450::1", False),
        ("::ffff:14.160.1.1", False),
        ("unix:", False),
        ("", False),
    ],
)
def test_from_inside_is_a_near_machine_that_asks_by_itself(near: str, is_inside: bool) -> None:
    assert OURS.is_from_inside(asked(near)) is is_inside
    for name in FORWARDED:
        assert not OURS.is_from_inside(asked(near, **{name: ""})), name
