"""How often chance alone would do as much: outcomes shuffled in blocks of two weeks.

Days resemble the days around them, in ratings and in triggers alike; shuffled one by one they
would not, and noise would look like a pattern. Blocks of 14 days keep what is near together, and
every weekday in its place. Shuffled are the outcomes less their mean in the stratum (Freedman and
Lane 1983; Winkler et al., NeuroImage 2014): a stratum is shorter than a handful of blocks.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.summary.patterns.comparing import Centred, Floats

WEEK = 7
BLOCK_WEEKS = 2
SHUFFLES = 1999
_TIE = 1e-9

Order = NDArray[np.intp]
"""(b, n): which day's outcome stands at each day, for each of b shuffles."""


@dataclass(frozen=True, slots=True)
class Chance:
    """What the shuffles say of k triggers."""

    p: Floats
    direction: Floats
    """Above 0: more difficult days with the trigger than the shuffles have on average."""
    errors: Floats
    """Standard errors of the pooled difference."""


def in_blocks(rng: np.random.Generator, days: int, shuffles: int = SHUFFLES) -> Order:
    """Blocks of two weeks in any order; where the first begins, and where it goes, by chance.

    `days` are whole weeks; of an odd number of them the last one moves by itself.
    """
    weeks = days // WEEK
    blocks = weeks // BLOCK_WEEKS
    order = np.argsort(rng.random((shuffles, blocks)), axis=1)
    moved = (order[:, :, None] * BLOCK_WEEKS + np.arange(BLOCK_WEEKS)).reshape(shuffles, -1)
    if weeks % BLOCK_WEEKS:
        moved = np.hstack([moved, np.full((shuffles, 1), weeks - 1)])
    begin, goes = rng.integers(0, weeks, (2, shuffles, 1))
    moved = np.take_along_axis((moved + begin) % weeks, (np.arange(weeks) + goes) % weeks, axis=1)
    return (moved[:, :, None] * WEEK + np.arange(WEEK)).reshape(shuffles, days)


def day_by_day(rng: np.random.Generator, days: int, shuffles: int = SHUFFLES) -> Order:
    """Each day for itself: what not to do, for comparison."""
    return np.argsort(rng.random((shuffles, days)), axis=1)


def chance(centred: Centred, order: Order) -> Chance:
    """Two-sided p (k,), never 0 (Phipson and Smyth 2010): the diary itself is one of the orders.

    Each sum of products is scaled by the squares it is made of (DiCiccio and Romano, JASA 2017):
    strata differ in how much varies there, and a shuffle brings unanswered days elsewhere.
    """
    exposure, outcome = centred.exposure, centred.outcome
    squares = (exposure**2 * outcome**2).sum(1)
    seen = _scaled((exposure * outcome).sum(1), squares)
    by_chance = _scaled(_sums(outcome[order], exposure), _sums(outcome[order] ** 2, exposure**2))
    middle = (by_chance.sum(0) + seen) / (len(order) + 1)
    away, aways = np.abs(seen - middle), np.abs(by_chance - middle)
    p = (1 + (aways >= away - _TIE).sum(0)) / (len(order) + 1)
    errors = by_chance.std(0) * np.sqrt(squares) / np.maximum(centred.weight, _TIE)
    return Chance(p, seen - middle, errors)


def _sums(rows: Floats, columns: Floats) -> Floats:
    """(b, n) and (k, n) to (b, k). Not `@`: BLAS would wake a thread a core for so little."""
    sums: Floats = np.einsum("bn,kn->bk", rows, columns)
    return sums


def _scaled(sums: Floats, weights: Floats) -> Floats:
    return sums / np.sqrt(np.maximum(weights, _TIE))
