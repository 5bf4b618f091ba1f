"""How often one may come."""

from bot.web import limits
from bot.web.limits import NEW_DEVICES, NEW_SECONDS, Limiter, Window


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


def test_a_network_has_three_hundred_new_browsers_in_any_five_minutes() -> None:
    now = [0.0]
    window = Window(NEW_DEVICES, NEW_SECONDS, lambda: now[0])
    admitted: list[float] = []
    for second in range(2_000):
        now[0] = second / 2
        admitted += [now[0] for _ in range(40 if second % 100 == 0 else 2) if window.allows("a")]
    for start in admitted:
        assert sum(start <= at < start + 300 for at in admitted) <= 300
    assert admitted[:40] == [0.0] * 40, "forty officials who arrive at once"
    assert window.allows("b")


def test_a_whole_burst_may_come_again_when_it_has_passed_and_refusals_count_for_nothing() -> None:
    now = [0.0]
    window = Window(300, 300.0, lambda: now[0])
    assert [window.allows("a") for _ in range(310)] == [True] * 300 + [False] * 10
    now[0] = 299.9
    assert not window.allows("a")
    now[0] = 300.0
    assert [window.allows("a") for _ in range(301)] == [True] * 300 + [False]


def test_the_networks_seen_longest_ago_are_forgotten() -> None:
    window = Window(1, 300.0, lambda: 0.0)
    assert all(window.allows(str(number)) for number in range(limits.MOST_REMEMBERED))
    assert not window.allows("0")
    assert window.allows("one more")
    assert not window.allows("0"), "used just now"
    assert window.allows("1"), "forgotten"
