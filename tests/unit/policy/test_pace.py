"""How fast an account may send."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.pace import (
    LONGEST_REST_SECONDS,
    MISSES,
    Pace,
    Pacer,
    miss,
    rate,
    reach,
    resting_chats,
    seconds_to_token,
    spend,
    throttle,
    tokens,
)

START = 1_000.0
ALMOST = 1 - 1e-5
"""A window that ends just before the next one begins."""


def most_within(times: list[float], seconds: float) -> int:
    """The most of the times that lie in any window of that length."""
    return max((sum(start <= time < start + seconds * ALMOST for time in times) for start in times), default=0)


def sent_in(pacer: Pacer, seconds: float, start: float = START, tick: float = 0.001) -> tuple[Pacer, list[float]]:
    """When messages go out where somebody always has one to send, each to another chat; and the pacer afterwards."""
    times: list[float] = []
    for number in range(int(seconds / tick)):
        now = start + number * tick
        while tokens(pacer, now):
            pacer = spend(pacer, len(times), now)
            times.append(now)
    return pacer, times


def test_a_rested_account_has_its_credit_and_no_more() -> None:
    pacer = Pacer(Pace())
    assert tokens(pacer, START) == 2
    pacer = spend(spend(pacer, 1, START), 2, START)
    assert tokens(pacer, START) == 0
    wait = seconds_to_token(pacer, START)
    assert wait == pytest.approx(1 / 28)
    assert tokens(pacer, START + wait) == 1
    assert seconds_to_token(pacer, START + wait) == 0


@pytest.mark.parametrize(("per_second", "credit"), [(0.5, 1), (1, 1), (14, 1), (28, 2), (280, 11)])
def test_the_credit_is_a_share_of_the_rate(per_second: float, credit: int) -> None:
    assert Pace(per_second=per_second).credit == credit
    assert tokens(Pacer(Pace(per_second=per_second)), START) == credit


def test_no_second_has_more_than_the_platform_takes() -> None:
    _, times = sent_in(Pacer(Pace()), 4)
    assert len(times) == pytest.approx(4 * 28, abs=3)
    assert most_within(times, 1) <= 30
    assert most_within(times, 1.03) <= 30, "a network may hold them up for a while"


@given(st.lists(st.floats(0, 0.5), max_size=300), st.sampled_from([1, 20, 28, 280]))
def test_no_second_has_more_whenever_messages_come(gaps: list[float], limit: int) -> None:
    pacer, now, times = Pacer(Pace(per_second=limit)), START, list[float]()
    for gap in gaps:
        now += gap if gap > 0.1 else gap / limit
        if tokens(pacer, now):
            assert seconds_to_token(pacer, now) == pytest.approx(0, abs=1e-6)
            pacer = spend(pacer, 0, now)
            times.append(now)
        else:
            assert seconds_to_token(pacer, now) > 0
    assert most_within(times, 1) <= limit + 1 + limit // 28


CALL = st.tuples(st.floats(0, 3), st.integers(0, 40), st.sampled_from(["", "", "", "throttled", "missed", "reached"]))


@given(st.lists(CALL, max_size=40))
def test_no_second_has_more_than_thirty_whatever_the_platform_says(calls: list[tuple[float, int, str]]) -> None:
    pacer, now, times = Pacer(Pace()), START, list[float]()
    for gap, burst, said in calls:
        now += gap
        for _ in range(burst):
            now += 0.005
            if tokens(pacer, now):
                assert now >= pacer.paused_until
                pacer = spend(pacer, len(times), now)
                times.append(now)
        match said:
            case "throttled":
                pacer = throttle(pacer, gap, now)
            case "missed":
                pacer = miss(pacer, now)
            case "reached":
                pacer = reach(pacer)
            case _:
                pass
        assert 1 <= rate(pacer, now) <= 28
    assert most_within(times, 1) <= 30


def test_a_chat_has_a_small_bucket_of_its_own() -> None:
    pacer = Pacer(Pace())
    for _ in range(3):
        assert resting_chats(pacer, START) == set()
        pacer = spend(pacer, 7, START)
    pacer = spend(pacer, 8, START)
    assert resting_chats(pacer, START) == {7}
    assert resting_chats(pacer, START + 1) == set()
    assert resting_chats(spend(pacer, 7, START + 1), START + 1) == {7}


@given(st.lists(st.floats(0, 30), max_size=100))
def test_no_minute_of_a_group_has_more_than_twenty(gaps: list[float]) -> None:
    pacer, now, times = Pacer(Pace()), START, list[float]()
    for gap in gaps:
        now += gap
        if -5 not in resting_chats(pacer, now):
            pacer = spend(pacer, -5, now, is_group=True)
            times.append(now)
    assert most_within(times, 60) <= 20


def test_a_group_that_is_always_written_to_gets_seventeen_a_minute() -> None:
    pacer, times = Pacer(Pace()), list[float]()
    for tenth in range(6_000):
        now = START + tenth / 10
        if -5 not in resting_chats(pacer, now):
            pacer = spend(pacer, -5, now, is_group=True)
            times.append(now)
    assert len(times) == pytest.approx(170, abs=4)
    assert 19 <= most_within(times, 60) <= 20


def test_rested_chats_are_forgotten_now_and_then() -> None:
    pacer = Pacer(Pace(per_second=100))
    for number in range(10_000):
        pacer = spend(pacer, number % 5_000, START + number / 100)
        assert len(pacer.chats) <= 264
    assert 9_999 % 5_000 in pacer.chats


def test_a_chat_that_rests_is_not_forgotten() -> None:
    pacer = Pacer(Pace())
    for _ in range(5):
        pacer = spend(pacer, 7, START)
    for number in range(100, 200):
        pacer = spend(pacer, number, START + 1.5)
    assert resting_chats(pacer, START + 1.5) == {7}


@pytest.mark.parametrize("is_group", [True, False])
def test_the_limits_of_chats_can_be_switched_off(*, is_group: bool) -> None:
    pacer = Pacer(Pace(per_second=1_000, chat_per_second=0))
    for _ in range(50):
        pacer = spend(pacer, 7, START, is_group=is_group)
        assert resting_chats(pacer, START) == set()
    assert pacer.chats == {}


def test_a_pause_stops_everything_and_then_the_account_sends_less() -> None:
    pacer = throttle(Pacer(Pace()), 3, START)
    assert tokens(pacer, START + 2.9) == 0
    assert rate(pacer, START + 3) == pytest.approx(0.8 * 28)
    wait = seconds_to_token(pacer, START)
    assert wait == pytest.approx(3 + 1 / 22.4)
    assert tokens(pacer, START + wait) == 1
    _, times = sent_in(pacer, 10, START + 3)
    assert len(times) == pytest.approx(224, abs=4)


def test_the_rate_grows_back_by_one_a_second_in_a_quiet_minute() -> None:
    pacer = throttle(Pacer(Pace()), 3, START)
    assert rate(pacer, START + 62) == pytest.approx(0.8 * 28)
    assert rate(pacer, START + 63) == pytest.approx(0.8 * 28 + 1)
    assert rate(pacer, START + 3 + 5 * 60) == pytest.approx(0.8 * 28 + 5)
    assert rate(pacer, START + 3 + 6 * 60) == 28
    again = throttle(pacer, 1, START + 63)
    assert rate(again, START + 64) == pytest.approx(0.8 * (0.8 * 28 + 1))


def test_calls_that_were_under_way_lower_the_rate_once_and_may_make_the_pause_longer() -> None:
    pacer = throttle(throttle(Pacer(Pace()), 3, START), 1, START + 0.5)
    assert pacer.paused_until == START + 3
    assert rate(pacer, START + 3) == pytest.approx(0.8 * 28)
    pacer = throttle(pacer, 30, START + 2)
    assert tokens(pacer, START + 31) == 0
    assert rate(pacer, START + 32) == pytest.approx(0.8 * 28)


@pytest.mark.parametrize(("per_second", "floor"), [(28.0, 1.0), (0.5, 0.5)])
def test_repeated_throttling_ends_at_a_floor(per_second: float, floor: float) -> None:
    pacer, now = Pacer(Pace(per_second=per_second)), START
    for _ in range(40):
        now += 2
        pacer = throttle(pacer, 1, now)
    assert rate(pacer, now) == pytest.approx(floor, abs=0.1)
    assert rate(pacer, now) >= floor


def test_a_platform_that_is_away_is_asked_less_and_less() -> None:
    pacer, now, rests = Pacer(Pace()), START, list[float]()
    for number in range(MISSES + 8):
        pacer = miss(pacer, now)
        rests.append(max(0.0, pacer.paused_until - now))
        assert miss(pacer, now - 1e-6) is pacer or number < MISSES - 1, "what began before the rest is no reason more"
        now = max(now, pacer.paused_until)
    assert rests == [0, 0, 1, 2, 4, 8, 16, *[LONGEST_REST_SECONDS] * 4]
    assert rate(pacer, now) == 28, "it asked for nothing"
    back = reach(pacer)
    assert back.misses == 0
    assert reach(back) is back
    assert miss(back, now).paused_until <= now


def test_however_often_it_is_missed_the_rest_has_an_end() -> None:
    pacer, now = Pacer(Pace()), START
    for _ in range(2_000):
        pacer = miss(pacer, now)
        now = max(now, pacer.paused_until)
    assert math.isfinite(now)
    assert seconds_to_token(pacer, now) == 0
