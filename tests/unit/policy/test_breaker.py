"""Whether somebody who failed again and again is asked."""

from bot.policy.breaker import MOST_MISSES, PAUSE_SECONDS, Breaker, begin, may_ask, miss, reach


def missed(times: int, now: float = 10.0) -> Breaker:
    breaker = Breaker()
    for _ in range(times):
        breaker = miss(begin(breaker, now), now)
    return breaker


def test_a_few_failures_change_nothing() -> None:
    assert may_ask(Breaker(), 0.0)
    assert may_ask(missed(MOST_MISSES - 1), 10.0)


def test_several_in_a_row_begin_a_pause() -> None:
    breaker = missed(MOST_MISSES)
    assert not may_ask(breaker, 10.0 + PAUSE_SECONDS - 0.1)
    assert may_ask(breaker, 10.0 + PAUSE_SECONDS)


def test_after_the_pause_one_is_let_through_and_decides() -> None:
    later = 10.0 + PAUSE_SECONDS
    trying = begin(missed(MOST_MISSES), later)
    assert not may_ask(trying, later)
    assert not may_ask(miss(trying, later), later)
    assert may_ask(miss(trying, later), later + PAUSE_SECONDS)
    assert reach(trying) == Breaker()


def test_an_answer_forgets_the_failures() -> None:
    assert reach(missed(2)) == Breaker()
    fresh = Breaker()
    assert reach(fresh) is fresh
