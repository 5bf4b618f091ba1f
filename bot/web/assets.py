"""Style sheets and scripts: read once, named by their content, so that a browser fetches each but once."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

STATIC = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class _Asset:
    content_type: str
    body: bytes
    packed: bytes


class Assets:
    """All files that the pages use, by the name under which they are fetched."""

    def __init__(self, folder: Path = STATIC) -> None:
        self._assets: dict[str, _Asset] = {}
        self._names: dict[str, str] = {}
        for file in sorted(folder.rglob("*")):
            if file.suffix in TYPES:
                body = file.read_bytes()
                name = f"{file.stem}.{hashlib.sha256(body).hexdigest()[:12]}{file.suffix}"
                self._assets[name] = _Asset(TYPES[file.suffix], body, gzip.compress(body, 9, mtime=0))
                self._names[file.name] = name

    def url(self, file_name: str) -> str:
        """Where a page fetches that file."""
        return f"/static/{self._names[file_name]}"

    async def serve(self, request: web.Request) -> web.Response:
        """One file."""
        asset = self._assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return web.Response(body=asset.body, content_type=asset.content_type, charset="utf-8", headers=headers)
        headers["Content-Encoding"] = "gzip"
        return web.Response(body=asset.packed, content_type=asset.content_type, charset="utf-8", headers=headers)

    async def icon(self, _: web.Request) -> web.Response:
        """Where the icon is, for a browser that asks for one by habit."""
        return web.Response(status=302, headers={"Location": self.url("icon.svg")})
