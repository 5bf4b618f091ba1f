"""How often one may come."""

from bot.web import limits
from bot.web.limits import Limiter


def test_a_burst_then_one_at_a_time() -> None:
    now = [0.0]
    limiter = Limiter(3, 0.5, lambda: now[0])
    assert [limiter.allows("a") for _ in range(4)] == [True, True, True, False]
    assert limiter.allows("b")
    now[0] = 2.0
    assert [limiter.allows("a") for _ in range(2)] == [True, False]
    now[0] = 1000.0
    assert [limiter.allows("a") for _ in range(4)] == [True, True, True, False]


def test_the_keys_used_longest_ago_are_forgotten() -> None:
    limiter = Limiter(1, 0, lambda: 0.0)
    for number in range(limits.MOST_REMEMBERED):
        assert limiter.allows(str(number))
    assert not limiter.allows("0")
    assert limiter.allows("one more")
    assert not limiter.allows("0"), "used just now"
    assert limiter.allows("1"), "forgotten"
