"""How often a browser may write, how many new ones may come out of one network, and which were here lately."""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from aiohttp import web

T = TypeVar("T")

DEVICE_BURST, DEVICE_PER_SECOND = 20.0, 1.0
"""Nobody taps or types faster for long; a script does."""
NEW_DEVICES, NEW_SECONDS = 300, 300.0
"""New browsers of one network: 300 within any five minutes, since a whole office shares one address."""
NEW_IN_CLASS, CLASS_SECONDS = 1_000, 3600.0
"""New browsers by the door of one class, which do not count for their network: a full hall, and no more of a script."""
MOST_REMEMBERED = 20_000
"""Keys of one limit, so that nobody fills the memory."""


class TooFast(web.HTTPTooManyRequests):
    """Whoever asks has to wait."""


class Recent(Generic[T]):
    """Something for each key that was met, in memory; the keys met longest ago are forgotten first.

    Args:
        make: what a key has at first.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._kept: OrderedDict[str, T] = OrderedDict()

    def meet(self, key: str) -> T:
        """What the key has, which is met now."""
        if key not in self._kept:
            self._kept[key] = self._make()
        self._kept.move_to_end(key)
        if len(self._kept) > MOST_REMEMBERED:
            self._kept.popitem(last=False)
        return self._kept[key]

    def __contains__(self, key: str) -> bool:
        return key in self._kept


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Limiter:
    """A bucket of tokens a key, in memory; the keys used longest ago are forgotten first.

    Args:
        burst: how many may come at once.
        per_second: how many more each second.
        monotonic: seconds that never jump.
    """

    def __init__(self, burst: float, per_second: float, monotonic: Callable[[], float]) -> None:
        self._burst = burst
        self._per_second = per_second
        self._monotonic = monotonic
        self._buckets = Recent(lambda: _Bucket(burst, monotonic()))

    def allows(self, key: str) -> bool:
        """Whether one more may come; it is counted if so."""
        now = self._monotonic()
        bucket = self._buckets.meet(key)
        bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.at) * self._per_second)
        bucket.at = now
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True


class Window:
    """At most so many a key within any time so long, in memory; the keys used longest ago are forgotten first.

    Args:
        most: how many may come.
        seconds: within how long.
        monotonic: seconds that never jump.
    """

    def __init__(self, most: int, seconds: float, monotonic: Callable[[], float]) -> None:
        self._most = most
        self._seconds = seconds
        self._monotonic = monotonic
        self._came = Recent[deque[float]](deque)

    def allows(self, key: str) -> bool:
        """Whether one more may come; it is counted if so."""
        now = self._monotonic()
        came = self._came.meet(key)
        while came and came[0] <= now - self._seconds:
            came.popleft()
        if len(came) >= self._most:
            return False
        came.append(now)
        return True
