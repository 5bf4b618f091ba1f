"""Where people reach this server: what the operator says; a browser's own word is shown, and relied on for nothing."""

import re
from dataclasses import dataclass

from aiohttp import web

_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\[[0-9A-Fa-f:]{2,45}\])(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Reach:
    """The addresses of this server; `public` is the operator's setting, empty where there is none."""

    public: str

    def shown(self, request: web.Request) -> str:
        """Where the browser stands: the operator's word, else what the browser asked for; empty where that is odd."""
        if self.public:
            return self.public
        return f"{request.scheme}://{request.host}" if _HOST.fullmatch(request.host) else ""

    def cache(self) -> str:
        """How long others may keep a page that shows it: not at all where the browser itself could have made it up."""
        return "public, max-age=300" if self.public else "no-store"
