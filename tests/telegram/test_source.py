"""The source of tokens: never more than the limit in any second, however uneven the way is."""

from heapq import heappop, heappush
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.telegram.source import OwnSource, Slot
from tests.rates import most_in_a_second

LIMIT = 30


UPLOAD = 0.08
"""Seconds from which the way there is that of a file."""


def drained(source: OwnSource, calls: int, trips: list[tuple[float, float]]) -> list[float]:
    """When each of so many calls that all wait arrives; `trips` are seconds there and back."""
    now, arrivals, answers = 100.0, [], []
    for number in range(calls):
        there, back = trips[number % len(trips)]
        now = max(now, source.ready_at(now, may_pay=False))
        slot = source.take(now, may_pay=False)
        slot.is_upload = there == UPLOAD
        while answers and answers[0][0] <= max(now, source.leaves_at(slot, now)):
            at, _, answered = heappop(answers)
            now = max(now, at)
            source.answered(answered, now)
        now = max(now, source.leaves_at(slot, now))
        source.leaves(slot, now)
        arrivals.append(now + there)
        heappush(answers, (now + there + back, number, slot))
    return arrivals


trips = st.lists(
    st.tuples(st.floats(0.001, 0.2), st.just(0.05)) | st.just((0.05, 0.05)), min_size=1, max_size=60
)


@settings(max_examples=60, deadline=None)
@given(trips)
@example([(UPLOAD, 0.05)])
def test_no_second_holds_more_than_the_limit_however_uneven_the_way(
    trips: list[tuple[float, float]],
) -> None:
    # The first calls are slow; then one shows how short the way can be.
    known = [(0.3, 0.05)] * 3 + [(min(there for there, _ in trips), 0.05)] * 32
    arrivals = drained(OwnSource(LIMIT), 400, known + trips)
    assert most_in_a_second(arrivals) <= LIMIT


def test_files_that_take_long_do_not_let_the_next_messages_arrive_too_early() -> None:
    uploads, messages = [(UPLOAD, 0.002)] * 100, [(0.002, 0.002)] * 100
    arrivals = drained(OwnSource(LIMIT), 400, uploads + messages)
    assert most_in_a_second(arrivals) <= LIMIT


@pytest.mark.parametrize(("trip", "share"), [(0.001, 0.99), (0.1, 0.99), (0.3, 0.96)])
def test_a_long_queue_drains_at_99_percent_of_the_limit(trip: float, share: float) -> None:
    """Less where an answer takes 0.6 s: what the first seconds had to hold back comes in knots."""
    wobble = [(trip, trip), (trip + 0.004, trip), (trip, trip + 0.006), (trip + 0.002, trip)]
    arrivals = drained(OwnSource(LIMIT), 3_000, wobble)
    assert most_in_a_second(arrivals) <= LIMIT
    known = arrivals[64:]  # the way is known by now
    assert (len(known) - 1) / (known[-1] - known[0]) >= share * LIMIT


def test_the_burst_after_a_rest_is_part_of_its_second() -> None:
    source = OwnSource(LIMIT)
    arrivals = drained(source, 200, [(0.01, 0.01)])
    assert arrivals[2] - arrivals[0] == 0  # three at once
    assert most_in_a_second(arrivals) == LIMIT


def test_a_call_that_is_never_answered_stops_nothing_but_itself() -> None:
    source, now = OwnSource(LIMIT), 100.0
    taken = []
    for number in range(300):
        now = max(now, source.ready_at(now, may_pay=False))
        slot = source.take(now, may_pay=False)
        now = max(now, source.leaves_at(slot, now))
        source.leaves(slot, now)
        taken.append(now)
        if number % 100:
            source.answered(slot, now)
    assert 299 / (taken[-1] - taken[0]) > 0.9 * LIMIT


def test_a_telegram_that_answers_nothing_is_asked_little() -> None:
    source, now, taken = OwnSource(LIMIT), 100.0, []
    for _ in range(300):
        now = max(now, source.ready_at(now, may_pay=False))
        slot = source.take(now, may_pay=False)
        now = max(now, source.leaves_at(slot, now))
        source.leaves(slot, now)
        taken.append(now)
    assert 4 < 299 / (taken[-1] - taken[0]) < 8


def test_only_what_is_above_the_free_limit_is_paid_for() -> None:
    source = OwnSource(30, paid=70)
    slots: list[Slot] = []
    now = 100.0
    while now < 110:
        now = max(now, source.ready_at(now, may_pay=True))
        slots.append(source.take(now, may_pay=True))
        source.leaves(slots[-1], now)
        source.answered(slots[-1], now)
    paid = [slot for slot in slots if slot.is_paid]
    assert len(slots) == pytest.approx(1_000, rel=0.02)
    assert len(paid) == pytest.approx(700, rel=0.03)
    assert not slots[0].is_paid


def test_who_may_not_pay_waits_for_a_free_one() -> None:
    source = OwnSource(1, paid=100)
    source.take(100.0, may_pay=True)
    assert source.ready_at(100.0, may_pay=True) <= 100.0
    assert source.ready_at(100.0, may_pay=False) >= 101.0
    assert source.take(100.0, may_pay=True).is_paid


def test_the_rate_falls_by_half_and_grows_by_equal_steps() -> None:
    source = OwnSource(30)
    source.refused(5.0, began=100.0, now=100.0)
    assert source.paused_until == 105.0
    assert source.ready_at(100.0, may_pay=False) == 105.0
    rates = [source.rate(105.0 + second) for second in range(0, 31, 5)]
    assert rates[0] == 15
    steps = [after - before for before, after in pairwise(rates)]
    assert steps == pytest.approx([2.5] * 6)
    source.refused(1.0, began=136.0, now=136.0)
    assert source.rate(136.0) == 15
