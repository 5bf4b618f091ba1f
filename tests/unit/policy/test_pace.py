"""How fast an account may send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.pace import Pace, Pacer, may_send, pause, resting_chats, seconds_to_token, spend, tokens

START = 1_000.0


def sent_in(pacer: Pacer, seconds: float, tick: float = 0.001) -> list[float]:
    """The times at which messages go out when somebody always has one to send, each to another chat."""
    times: list[float] = []
    ticks = int(seconds / tick)
    for number in range(ticks):
        now = START + number * tick
        while tokens(pacer, now):
            pacer = spend(pacer, len(times), now)
            times.append(now)
    return times


def test_a_rested_account_has_its_credit_and_no_more() -> None:
    pacer = Pacer(Pace())
    assert tokens(pacer, START) == 2
    pacer = spend(spend(pacer, 1, START), 2, START)
    assert tokens(pacer, START) == 0
    wait = seconds_to_token(pacer, START)
    assert wait == pytest.approx(1 / 28)
    assert tokens(pacer, START + wait) == 1
    assert seconds_to_token(pacer, START + wait) == 0


def test_no_second_has_more_than_the_platform_takes() -> None:
    times = sent_in(Pacer(Pace()), 4)
    assert len(times) == pytest.approx(4 * 28, abs=3)
    for start in times:
        assert sum(start <= time < start + 1 for time in times) <= 30


def test_a_chat_has_a_small_bucket_of_its_own() -> None:
    pacer = Pacer(Pace())
    for _ in range(3):
        assert may_send(pacer, 7, START)
        pacer = spend(pacer, 7, START)
    assert not may_send(pacer, 7, START)
    assert may_send(pacer, 8, START)
    assert resting_chats(pacer, START) == {7}
    assert may_send(pacer, 7, START + 1)
    assert not may_send(spend(pacer, 7, START + 1), 7, START + 1)


def test_rested_chats_are_forgotten() -> None:
    pacer = spend(spend(Pacer(Pace()), 1, START), 2, START + 10)
    assert set(pacer.chats) == {2}


def test_the_limit_per_chat_can_be_switched_off() -> None:
    pacer = Pacer(Pace(per_second=1_000, credit=100, chat_per_second=0))
    for _ in range(50):
        assert may_send(pacer, 7, START)
        pacer = spend(pacer, 7, START)
    assert pacer.chats == {}


def test_a_pause_stops_everything_until_it_is_over() -> None:
    pacer = pause(pause(Pacer(Pace()), 3, START), 1, START)
    assert tokens(pacer, START + 2.9) == 0
    assert seconds_to_token(pacer, START + 1) == pytest.approx(2)
    assert tokens(pacer, START + 3) == 2


@given(st.lists(st.floats(0, 0.2), max_size=200), st.integers(1, 40), st.integers(1, 5))
def test_the_rate_holds_whenever_messages_come(gaps: list[float], rate: int, credit: int) -> None:
    pacer, now, times = Pacer(Pace(per_second=rate, credit=credit)), START, list[float]()
    for gap in gaps:
        now += gap
        if tokens(pacer, now):
            assert seconds_to_token(pacer, now) == pytest.approx(0, abs=1e-6)
            pacer = spend(pacer, 0, now)
            times.append(now)
        else:
            assert seconds_to_token(pacer, now) > 0
    for number, start in enumerate(times):
        for later in range(number, len(times)):
            allowed = credit + (times[later] - start) * rate
            assert later - number + 1 <= allowed + 1e-3
