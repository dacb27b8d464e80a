"""Days with a trigger beside days without it, within the weeks since an injection.

Arrays: n days, k triggers, s strata. The Mantel-Haenszel risk difference (Greenland and Robins,
Biometrics 1985) weighs the strata by n1 * n0 / (n1 + n0). It equals <x, y> / <x, x> for exposure
x and outcome y, each less its mean within the stratum: a form that can be shuffled in bulk.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.summary.patterns.rules import DIFFICULT, NO_INJECTION, Counts, Diary, Estimate, stratum_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
STRATA = NO_INJECTION + 1
PRIOR_SD = 0.2
"""How far true differences lie from none, before anything is known: 95% within 0.4."""
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Days:
    """A diary as arrays; what was not answered is False in both arrays of its pair."""

    rated: Flags
    """(n,)"""
    difficult: Flags
    """(n,)"""
    asked: Flags
    """(k, n)"""
    present: Flags
    """(k, n)"""
    strata: NDArray[np.int8]
    """(n,)"""

    def between(self, start: int, until: int) -> "Days":
        """Some of the days alone."""
        some = slice(start, until)
        return Days(
            self.rated[some], self.difficult[some], self.asked[:, some],
            self.present[:, some], self.strata[some],
        )  # fmt: skip

    def of(self, triggers: Flags) -> "Days":
        """Some of the triggers alone."""
        return Days(
            self.rated, self.difficult, self.asked[triggers], self.present[triggers], self.strata
        )


@dataclass(frozen=True, slots=True)
class Centred:
    """Exposures (k, n) and outcome (n,) less their means within a stratum; 0 where unknown."""

    exposure: Floats
    outcome: Floats
    weight: Floats
    """(k,): the sum over strata of n1 * n0 / (n1 + n0)."""


def days_of(diary: Diary) -> Days:
    n = len(diary.ratings)
    asked = [[there is not None for there in days] for days in diary.present.values()]
    present = [[there is True for there in days] for days in diary.present.values()]
    return Days(
        rated=np.array([rating is not None for rating in diary.ratings], dtype=bool),
        difficult=np.array([(rating or 0) >= DIFFICULT for rating in diary.ratings], dtype=bool),
        asked=np.array(asked, dtype=bool).reshape(-1, n),
        present=np.array(present, dtype=bool).reshape(-1, n),
        strata=np.array([stratum_of(weeks) for weeks in diary.weeks], dtype=np.int8),
    )


def counts_of(days: Days) -> list[Counts]:
    """The plain counts, over the days on which both questions were answered."""
    pairs = days.asked & days.rated
    table = [
        (days.difficult & days.present & pairs).sum(1),
        (days.present & pairs).sum(1),
        (days.difficult & ~days.present & pairs).sum(1),
        (~days.present & pairs).sum(1),
    ]
    return [Counts(*map(int, row)) for row in zip(*table, strict=True)]


def centred(days: Days) -> Centred:
    exposure = _less_mean(days.present, days.asked & days.rated, days.strata)
    return Centred(
        exposure=exposure,
        outcome=_less_mean(days.difficult[None], days.rated[None], days.strata)[0],
        weight=(exposure**2).sum(1),
    )


def independent_errors(days: Days, weight: Floats) -> Floats:
    """Standard errors (k,) of the pooled difference, were every day independent of the others.

    With one difficult and one easy day added to each side, so that 0 of 8 is not taken for
    certainty (Agresti and Caffo, The American Statistician 2000).
    """
    pairs, variance = days.asked & days.rated, np.zeros(len(days.asked))
    for stratum in range(STRATA):
        here = pairs & (days.strata == stratum)
        one, ones = _share(here & days.present, days.difficult)
        none, nones = _share(here & ~days.present, days.difficult)
        both = one * none / np.maximum(one + none, 1)
        variance += both**2 * (ones + nones)
    return np.sqrt(variance) / np.maximum(weight, 1e-9)


def shrunk(difference: float, error: float, prior: float = PRIOR_SD) -> Estimate:
    """The difference after a normal prior around none: the less is known, the nearer to none."""
    trust = prior**2 / (prior**2 + error**2)
    middle, half = difference * trust, Z95 * error * trust**0.5
    return Estimate(middle, max(-1.0, middle - half), min(1.0, middle + half))


def least_side(days: Days) -> NDArray[np.int_]:
    """The smaller number of days (k,), with or without, among strata that have both.

    Days of a stratum in which a trigger was always there, or never, compare with nothing.
    """
    pairs = days.asked & days.rated
    sides = np.zeros((2, len(days.asked)), dtype=np.int_)
    for stratum in range(STRATA):
        here = pairs & (days.strata == stratum)
        both = np.stack([(here & days.present).sum(1), (here & ~days.present).sum(1)])
        sides += np.where(both.all(0), both, 0)
    least: NDArray[np.int_] = sides.min(0)
    return least


def _less_mean(values: Flags, known: Flags, strata: NDArray[np.int8]) -> Floats:
    """Each value less the mean of its row's known ones in the same stratum; 0 where unknown."""
    less = np.zeros(values.shape)
    for stratum in range(STRATA):
        here = known & (strata == stratum)
        mean = (values & here).sum(1, keepdims=True) / np.maximum(here.sum(1, keepdims=True), 1)
        less += np.where(here, values - mean, 0.0)
    return less


def _share(side: Flags, difficult: Flags) -> tuple[Floats, Floats]:
    """How many days (k,) a side has, and the variance of its share of difficult ones."""
    size = side.sum(1).astype(np.float64)
    share = ((side & difficult).sum(1) + 1) / (size + 2)
    return size, share * (1 - share) / (size + 2)
