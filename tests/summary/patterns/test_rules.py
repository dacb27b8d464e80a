"""When something may be said about a trigger, and what."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summary.patterns.rules import (
    Counts,
    Verdict,
    looked_until,
    next_look,
    stratum_of,
    verdict,
    weeks_since,
)

FIRST = date(2026, 3, 2)
DAY = timedelta(days=1)
ENOUGH = Counts(20, 28, 8, 28)

dates = st.dates(date(2020, 1, 1), date(2040, 1, 1))
counts = st.builds(lambda a, b, c, d: Counts(min(a, b), b, min(c, d), d), *[st.integers(0, 60)] * 4)


def test_a_pattern_needs_a_small_q_in_either_direction():
    assert verdict(ENOUGH, 0.05, 1) is Verdict.MORE
    assert verdict(Counts(8, 28, 20, 28), 0.05, -1) is Verdict.FEWER
    assert verdict(ENOUGH, 0.0501, 1) is Verdict.NO_LINK


@pytest.mark.parametrize(
    "few", [Counts(7, 7, 9, 60), Counts(9, 60, 7, 7), Counts(20, 28, 8, 27), Counts(0, 0, 0, 0)]
)
def test_too_few_days_are_too_early_whatever_q_is(few: Counts):
    assert verdict(few, 0.0001, 1) is Verdict.TOO_EARLY


def test_eight_days_on_a_side_and_fifty_six_in_all_are_enough():
    assert verdict(Counts(8, 8, 3, 48), 0.01, 1) is Verdict.MORE


def test_what_the_plain_counts_contradict_is_not_called_a_pattern():
    assert verdict(ENOUGH, 0.01, -1) is Verdict.NO_LINK
    assert verdict(Counts(10, 28, 10, 28), 0.01, 1) is Verdict.NO_LINK


@given(counts, st.none() | st.floats(0, 1), st.floats(-9, 9))
def test_a_verdict_always_agrees_with_the_counts(seen: Counts, q: float | None, to: float):
    said = verdict(seen, q, to)
    shares = (
        seen.difficult_with * seen.without_it,
        seen.difficult_without * seen.with_it,
    )
    if said is Verdict.MORE:
        assert shares[0] > shares[1]
    if said is Verdict.FEWER:
        assert shares[0] < shares[1]
    if said is not Verdict.TOO_EARLY:
        assert min(seen.with_it, seen.without_it) >= 8
        assert seen.answered >= 56


@pytest.mark.parametrize(
    ("week", "stratum"), [(0, 0), (2, 0), (3, 1), (8, 1), (9, 2), (40, 2), (None, 3)]
)
def test_the_weeks_since_an_injection_are_of_three_kinds(week: int | None, stratum: int):
    assert stratum_of(week) == stratum


def test_weeks_count_from_the_last_injection_before_the_day():
    injections = [FIRST, FIRST + 84 * DAY]
    since = [weeks_since(injections, FIRST + n * DAY) for n in (-1, 0, 6, 7, 83, 84, 98)]
    assert since == [None, 0, 0, 1, 11, 0, 2]
    assert weeks_since([], FIRST) is None


def test_a_look_is_due_every_four_weeks_after_the_first_evening():
    looks = {FIRST + n * DAY: looked_until(FIRST, FIRST + n * DAY) for n in range(57)}
    assert sorted(set(looks.values())) == [FIRST, FIRST + 28 * DAY, FIRST + 56 * DAY]
    assert looks[FIRST + 27 * DAY] == FIRST
    assert looks[FIRST + 28 * DAY] == FIRST + 28 * DAY


@given(dates, dates)
def test_a_look_lies_in_whole_weeks_and_never_ahead(first: date, today: date):
    until = looked_until(first, today)
    assert (until - first).days % 28 == 0
    assert until >= first
    assert until <= max(first, today) < next_look(first, today)
