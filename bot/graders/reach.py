"""Which addresses a grader's endpoint may have: public ones; those of one's own network where the operator says so."""

import ipaddress
import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver


def is_public(host: str) -> bool:
    """Whether an IP address, as text, is of the public internet."""
    address = ipaddress.ip_address(host.split("%", maxsplit=1)[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    address = mapped or address
    return address.is_global and not address.is_multicast


class GuardedResolver(AbstractResolver):
    """Resolves names, and gives only addresses that may be called: whatever a name stands for at that moment.

    Args:
        may_be_private: whether addresses of one's own network may be called.
        must_be_private: whether only such may be called, since nothing seals what is sent.
    """

    def __init__(self, *, may_be_private: bool, must_be_private: bool) -> None:
        self._may_be_private = may_be_private
        self._must_be_private = must_be_private
        self._resolver = DefaultResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name that may be called.

        Raises:
            OSError: there is none.
        """
        found = await self._resolver.resolve(host, port, family)
        allowed = [each for each in found if self.allows(each["host"])]
        if not allowed:
            raise OSError("the name stands for no address that may be called")
        return allowed

    def allows(self, host: str) -> bool:
        """Whether an IP address may be called."""
        if is_public(host):
            return not self._must_be_private
        return self._may_be_private

    async def close(self) -> None:
        """Ends the resolver."""
        await self._resolver.close()
