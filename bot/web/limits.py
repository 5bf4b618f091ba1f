"""How often a browser may write, and how many new ones may come out of one network."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

DEVICE_BURST, DEVICE_PER_SECOND = 20.0, 1.0
"""Nobody taps or types faster for long; a script does."""
NETWORK_BURST, NETWORK_PER_SECOND = 300.0, 1.0
"""New browsers of one network: 300 within five minutes, since a whole office shares one address."""
MOST_REMEMBERED = 20_000


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
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Whether one more may come; it is counted if so."""
        now = self._monotonic()
        bucket = self._buckets.setdefault(key, _Bucket(self._burst, now))
        self._buckets.move_to_end(key)
        if len(self._buckets) > MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.at) * self._per_second)
        bucket.at = now
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True
