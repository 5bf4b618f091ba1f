"""Addresses of lists with people's names on them: whoever has one can open it for a day, and nobody can make one up."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from bot.model.ids import ClassCode

LIST, SHEET = "danh-sach", "diem-danh"
"""The list of a class, and the sheet that people sign."""
HOURS = 24
_HOUR_SECONDS = 3_600


@dataclass(frozen=True, slots=True)
class PaperLinks:
    """Signs addresses below `url` with a key; nothing is told where either is missing."""

    url: str = ""
    key: str = ""

    def of(self, code: ClassCode, now: datetime) -> tuple[str, str]:
        """Where the list of a class is, and its sheet; the same for an hour, and open for a day."""
        if not self.url or not self.key:
            return "", ""
        until = _hour(now) + HOURS
        first, second = (
            f"{self.url}/lop/{code}/{what}.pdf?k={until}-{self._mark(code, until)}" for what in (LIST, SHEET)
        )
        return first, second

    def is_good(self, code: ClassCode, given: str, now: datetime) -> bool:
        """Whether what stands behind an address was signed here, for that class, and not too long ago."""
        until, _, mark = given.partition("-")
        if not self.key or not until.isascii() or not until.isdigit() or len(until) > len(str(_hour(now))):
            return False
        is_ours = hmac.compare_digest(self._mark(code, int(until)).encode(), mark.encode())
        return is_ours and _hour(now) <= int(until)

    def _mark(self, code: ClassCode, until: int) -> str:
        return hmac.new(self.key.encode(), f"papers {code} {until}".encode(), hashlib.sha256).hexdigest()[:32]


def _hour(now: datetime) -> int:
    return int(now.timestamp()) // _HOUR_SECONDS
