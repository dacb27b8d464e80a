"""Answers known beforehand: the pooled difference, its errors, the shrinkage, the interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from bot.summary.patterns.comparing import (
    Days,
    centred,
    counts_of,
    independent_errors,
    least_side,
    shrunk,
)
from bot.summary.patterns.rules import Counts
from tests.summary.patterns.arrays import as_days, diary, mixed, table


def pooled(days: Days) -> float:
    parts = centred(days)
    return float((parts.exposure[0] * parts.outcome).sum() / parts.weight[0])


def test_the_counts_of_the_guide():
    assert counts_of(as_days(diary(*mixed(*table(5, 9, 8, 19))))) == [Counts(5, 9, 8, 19)]


def test_without_strata_it_is_the_plain_difference():
    days = as_days(diary(*mixed(*table(5, 9, 8, 19))))
    assert pooled(days) == pytest.approx(5 / 9 - 8 / 19)


def test_strata_are_weighed_as_mantel_and_haenszel_do():
    early, late = table(9, 10, 24, 30), table(2, 20, 1, 20)
    ratings, present = early[0] + late[0], early[1] + late[1]
    weeks = [1] * 40 + [5] * 40
    weights = 10 * 30 / 40, 20 * 20 / 40
    expected = (weights[0] * (0.9 - 0.8) + weights[1] * (0.1 - 0.05)) / sum(weights)
    days = as_days(diary(*mixed(ratings, present), weeks=mixed(weeks)[0]))
    assert pooled(days) == pytest.approx(expected)


def test_what_only_the_cycle_does_is_no_difference():
    """Coffee in the bad weeks after an injection: alike within them, unlike over all."""
    bad, good = table(16, 20, 4, 5), table(1, 5, 4, 20)
    ratings, present = bad[0] + good[0], bad[1] + good[1]
    days = as_days(diary(ratings, present, weeks=[0] * 25 + [4] * 25))
    (counts,) = counts_of(days)
    assert counts.difficult_with / counts.with_it > 2 * counts.difficult_without / 25
    assert pooled(days) == pytest.approx(0)


def test_a_stratum_with_one_side_alone_compares_with_nothing():
    ratings, present = table(5, 9, 8, 19)
    days = as_days(
        diary([*ratings, *[4] * 10], [*present, *[True] * 10], weeks=[4] * 28 + [0] * 10)
    )
    assert pooled(days) == pytest.approx(5 / 9 - 8 / 19)
    assert counts_of(days) == [Counts(15, 19, 8, 19)]
    assert least_side(days).tolist() == [9]


def test_errors_of_independent_days_have_a_day_of_each_kind_added():
    days = as_days(diary(*table(5, 9, 8, 19)))
    one, none = 6 / 11, 9 / 21
    expected = (one * (1 - one) / 11 + none * (1 - none) / 21) ** 0.5
    assert independent_errors(days, centred(days).weight)[0] == pytest.approx(expected)


def test_nought_of_eight_is_not_taken_for_certain():
    days = as_days(diary(*table(0, 8, 0, 60)))
    assert independent_errors(days, centred(days).weight)[0] > 0.05


def test_shrinking_by_hand():
    """Prior 0.2 and error 0.2 trust the difference by half; the half-width is 1.96 * 0.2 / √2."""
    seen = shrunk(0.3, 0.2)
    assert seen.difference == pytest.approx(0.15)
    assert seen.high - seen.difference == pytest.approx(0.27718, abs=1e-5)
    assert seen.difference - seen.low == pytest.approx(0.27718, abs=1e-5)


@given(st.floats(-1, 1), st.floats(0.001, 1))
def test_the_less_is_known_the_nearer_to_none(difference: float, error: float):
    seen, surer = shrunk(difference, error), shrunk(difference, error / 2)
    assert abs(seen.difference) <= abs(surer.difference) <= abs(difference)
    assert -1 <= seen.low <= seen.difference <= seen.high <= 1
    assert seen.difference * difference >= 0


flags = arrays.arrays(bool, (4, 42))


@given(flags, st.integers(0, 2**32 - 1))
def test_days_unanswered_count_nowhere(drawn: np.ndarray, seed: int):
    """What stands at a day that was not answered makes no difference to anything."""
    rated, difficult, asked, present = drawn
    strata = np.random.default_rng(seed).integers(0, 4, 42).astype(np.int8)
    noise = np.random.default_rng(seed + 1).random((2, 42)) < 0.5
    one = Days(rated, difficult & rated, asked[None], (present & asked)[None], strata)
    other = Days(
        rated,
        np.where(rated & asked, difficult & rated, noise[0] & rated),
        asked[None],
        np.where(rated & asked, present, noise[1] & asked)[None],
        strata,
    )
    assert counts_of(one) == counts_of(other)
    assert least_side(one).tolist() == least_side(other).tolist()
    assert counts_of(one)[0].answered == (rated & asked).sum()
    assert pooled_or_none(one) == pytest.approx(pooled_or_none(other), abs=1e-9)


@given(flags, st.permutations(range(42)))
def test_the_order_of_days_makes_no_difference_to_the_counts(drawn: np.ndarray, order: list[int]):
    rated, difficult, asked, present = drawn
    strata = np.repeat([0, 1, 3], 14).astype(np.int8)
    one = Days(rated, difficult & rated, asked[None], (present & asked)[None], strata)
    other = Days(
        *(each[..., order] for each in (one.rated, one.difficult, one.asked, one.present)),
        strata[order],
    )
    assert counts_of(one) == counts_of(other)
    assert pooled_or_none(one) == pytest.approx(pooled_or_none(other), abs=1e-9)


@given(flags)
def test_with_and_without_are_mirrored(drawn: np.ndarray):
    rated, difficult, asked, present = drawn
    strata = np.repeat([0, 1, 3], 14).astype(np.int8)
    one = Days(rated, difficult & rated, asked[None], (present & asked)[None], strata)
    other = Days(rated, difficult & rated, asked[None], (~present & asked)[None], strata)
    assert pooled_or_none(one) == pytest.approx(-pooled_or_none(other), abs=1e-9)


def pooled_or_none(days: Days) -> float:
    """0 where nothing can be compared."""
    return pooled(days) if least_side(days)[0] else 0.0
