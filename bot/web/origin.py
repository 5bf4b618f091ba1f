"""Where a request comes from: out of which network, and whether its cookies may do without https."""

import ipaddress
import re
from dataclasses import dataclass

from aiohttp import web

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Via")
"""Headers that a proxy adds; whoever comes without any of them came directly, as far as anybody can tell."""
HOME_BITS = 64
"""One customer's share of IPv6 addresses: each may have as many as it likes in there. Source: RFC 6177."""
_HOST = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<four>[0-9.]+))(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Origin:
    """Tells of a request where it comes from.

    Args:
        proxies: the networks whose word about others is believed.
        is_https: whether people reach the server by https, by its public address.
    """

    proxies: tuple[IPNetwork, ...] = ()
    is_https: bool = False

    def network_of(self, request: web.Request) -> str:
        """The network that the request comes out of, as our own proxies tell it, and nobody further away.

        Each proxy writes at the end of the list whom it was asked by: read from there, the first that is no proxy of
        ours is who asks. A list that cannot be read further counts for what was read of it.
        """
        near = _address(request.remote or "")
        if near is None:
            return request.remote or ""
        told = ",".join(request.headers.getall("X-Forwarded-For", ())).split(",")
        while self._is_proxy(near) and told:
            further = _address(told.pop().strip())
            if further is None:
                break
            near = further
        return _network(near)

    def is_secure(self, request: web.Request) -> bool:
        """Whether the cookies of the answer are to be sent back over https alone."""
        return self.is_https and not (self._is_plain(request) and is_private_host(request.host))

    def is_from_inside(self, request: web.Request) -> bool:
        """Whether a machine near us asks by itself: over a private or its own address, and through no proxy."""
        near = _address(request.remote or "")
        return near is not None and near.is_private and not _is_forwarded(request)

    def _is_plain(self, request: web.Request) -> bool:
        """Whether it is certain that the browser spoke without https: to us directly, or as a proxy of ours says."""
        if not _is_forwarded(request):
            return not request.secure
        near = _address(request.remote or "")
        told = request.headers.getall("X-Forwarded-Proto", [""])[-1].rpartition(",")[2].strip().lower()
        return told == "http" and near is not None and self._is_proxy(near)

    def _is_proxy(self, address: IPAddress) -> bool:
        return any(address in network for network in self.proxies)


def is_private_host(host: str) -> bool:
    """Whether the name by which a server was called is a bare address of a private network or of the machine itself.

    A browser keeps cookies apart by that name: one that is given to a bare private address is never sent to the
    public one, so that nobody can lead a browser into telling the public one's cookie without https.

    Args:
        host: the Host header, as it came.
    """
    found = _HOST.fullmatch(host)
    address = _address(found["six"] or found["four"]) if found is not None else None
    return address is not None and address.is_private and not address.is_unspecified


def _is_forwarded(request: web.Request) -> bool:
    return any(name in request.headers for name in FORWARDED)


def _address(text: str) -> IPAddress | None:
    """An address; one of IPv4 that is written as one of IPv6 is what it means."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, ipaddress.IPv6Address) else address


def _network(address: IPAddress) -> str:
    if address.version == 4:  # noqa: PLR2004 - IPv4: one address may be a whole office, but is never less than a home
        return str(address)
    return str(ipaddress.ip_network((address, HOME_BITS), strict=False))
