"""Diaries for tests, as short as they can be written."""

from collections.abc import Sequence

import numpy as np

from bot.summary.patterns.comparing import Days, days_of
from bot.summary.patterns.rules import Diary

COFFEE, STRESS = 11, 12


def diary(
    ratings: Sequence[int | None],
    *present: Sequence[bool | None],
    weeks: Sequence[int | None] | None = None,
) -> Diary:
    """The triggers get the ids 11, 12, and so on."""
    return Diary(
        list(ratings),
        {COFFEE + n: list(each) for n, each in enumerate(present)},
        list(weeks or [None] * len(ratings)),
    )


def table(
    difficult_with: int, with_it: int, difficult_without: int, without_it: int
) -> tuple[list[int], list[bool]]:
    """Ratings and one trigger with just these counts."""
    ratings = [4] * difficult_with + [0] * (with_it - difficult_with)
    ratings += [2] * difficult_without + [1] * (without_it - difficult_without)
    return ratings, [True] * with_it + [False] * without_it


def mixed(*given: Sequence[object], seed: int = 3) -> list[list[object]]:
    """The same days in another order, the same one for all."""
    order = np.random.default_rng(seed).permutation(len(given[0]))
    return [[each[day] for day in order] for each in given]


def as_days(one: Diary) -> Days:
    return days_of(one)
