"""The arithmetic of rates, over any calls at any instants."""

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.rates import Bucket, Pace

rates = st.floats(0.1, 10_000)
bursts = st.integers(1, 50)
gaps = st.lists(st.floats(0, 5), min_size=1, max_size=80)


def taken_as_soon_as_allowed(gaps: list[float], rate: float, burst: int) -> list[float]:
    """The instants at which callers who come after these gaps get their tokens."""
    bucket, now, instants = Bucket(), 100.0, []
    for gap in gaps:
        now = max(now + gap, bucket.ready_at(rate, burst))
        bucket.take(now, rate)
        instants.append(now)
    return instants


@given(gaps, rates, bursts)
def test_no_window_holds_more_than_the_burst_and_what_was_refilled(
    gaps: list[float], rate: float, burst: int
) -> None:
    instants = taken_as_soon_as_allowed(gaps, rate, burst)
    for first, start in enumerate(instants):
        for last, end in enumerate(instants[first:], first):
            assert last - first + 1 <= burst + rate * (end - start) + 1e-3


@given(rates, bursts, st.integers(1, 200))
def test_nobody_waits_longer_than_the_rate_makes_necessary(
    rate: float, burst: int, calls: int
) -> None:
    last = taken_as_soon_as_allowed([0.0] * calls, rate, burst)[-1]
    assert last - 100.0 <= max(0, calls - burst) / rate + 1e-6 * calls


@given(gaps, rates, bursts)
def test_a_token_given_back_leaves_no_trace(gaps: list[float], rate: float, burst: int) -> None:
    bucket, now = Bucket(), 100.0
    for gap in gaps:
        now = max(now + gap, bucket.ready_at(rate, burst))
        bucket.take(now, rate)
    before = bucket.ready_at(rate, burst)
    now = max(now, before)
    bucket.take(now, rate)
    bucket.give_back(rate)
    assert bucket.ready_at(rate, burst) <= max(before, now) + 1e-6


@given(rates, st.lists(st.tuples(st.floats(0, 100), st.floats(0, 60)), max_size=20))
def test_the_pace_stays_between_floor_and_limit_and_comes_back(
    limit: float, cuts: list[tuple[float, float]]
) -> None:
    pace, now = Pace(limit), 100.0
    for gap, silence in cuts:
        now += gap
        before = pace.rate(now)
        pace.cut(now, now + silence)
        assert min(pace.floor, limit) <= pace.rate(now) <= limit
        assert pace.rate(now) <= max(pace.floor, before / 2)
        assert pace.rate(now + silence) == pace.rate(now)
        now += silence
    steps = [pace.rate(now + second) for second in range(70)]
    assert steps == sorted(steps)
    assert steps[-1] == limit
