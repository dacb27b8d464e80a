"""When a diary may say something about a trigger, and what. Pure, and without numpy."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DIFFICULT = 2
"""A day rated so, or worse, is a difficult one."""
LEAST_DAYS = 8
"""Days with the trigger, and without it, below which it is too early to tell."""
LEAST_EVENINGS = 56
"""Answered days from which on a pattern may be shown."""
MOST_FALSE = 0.05
"""The q up to which a pattern is shown (Benjamini and Hochberg 1995)."""
LOOK_EVERY = timedelta(days=28)
LOOKED_AT = timedelta(days=13 * 28)
"""What is longer ago is another year's life."""
NO_INJECTION = 3
"""The stratum of days before any injection that is known of."""
_LATER, _LATE = 3, 9
"""Weeks since the injection with which the second and the third stratum begin."""


class Verdict(StrEnum):
    TOO_EARLY = "too_early"
    NO_LINK = "no_link"
    MORE = "more"
    """More difficult days among those with the trigger: a possible pattern."""
    FEWER = "fewer"


@dataclass(frozen=True, slots=True)
class Diary:
    """Consecutive days, the same number everywhere; None: not asked, or not answered."""

    ratings: Sequence[int | None]
    present: Mapping[int, Sequence[bool | None]]
    """For each trigger's id, whether it was there."""
    weeks: Sequence[int | None]
    """Whole weeks since the last injection."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Days on which both questions were answered."""

    difficult_with: int
    with_it: int
    difficult_without: int
    without_it: int

    @property
    def answered(self) -> int:
        return self.with_it + self.without_it


@dataclass(frozen=True, slots=True)
class Estimate:
    """Difference between the shares of difficult days with and without the trigger, -1 to 1.

    Shrunk towards none, with its 95% interval; compared within the weeks since an injection.
    """

    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What the diary says about one trigger."""

    trigger: int
    verdict: Verdict
    counts: Counts
    estimate: Estimate | None = None
    p: float | None = None
    q: float | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a person is shown: the findings of the last look, and how far the diary is now."""

    evenings: int
    """Answered evenings until today."""
    until: date
    """The day before which everything was looked at."""
    next: date | None
    """When the next look is due; None before the first evening."""
    findings: tuple[Finding, ...] = ()

    @property
    def shown(self) -> tuple[Finding, ...]:
        """Patterns first, then what has no clear link, then what it is too early for."""
        return tuple(sorted(self.findings, key=lambda one: _RANK[one.verdict]))


_RANK = {Verdict.MORE: 0, Verdict.FEWER: 0, Verdict.NO_LINK: 1, Verdict.TOO_EARLY: 2}


def stratum_of(weeks: int | None) -> int:
    """0, 1, 2 for weeks 0-2, 3-8, 9 and later since the injection."""
    if weeks is None:
        return NO_INJECTION
    return (weeks >= _LATER) + (weeks >= _LATE)


def weeks_since(injections: Sequence[date], day: date) -> int | None:
    """Whole weeks since the last of these dates, in order; None before the first."""
    before = bisect_right(injections, day)
    return (day - injections[before - 1]).days // 7 if before else None


def looked_until(first: date, today: date) -> date:
    """The day before which findings are made now: whole four weeks since the first evening.

    In between they stay as they are: a look every day would find something by chance alone.
    """
    return first + max(0, (today - first) // LOOK_EVERY) * LOOK_EVERY


def next_look(first: date, today: date) -> date:
    return looked_until(first, today) + LOOK_EVERY


def is_comparable(counts: Counts) -> bool:
    return min(counts.with_it, counts.without_it) >= LEAST_DAYS


def is_tested(counts: Counts) -> bool:
    """Whether there is enough for a verdict other than "too early"."""
    return is_comparable(counts) and counts.answered >= LEAST_EVENINGS


def verdict(counts: Counts, q: float | None, direction: float) -> Verdict:
    """`q` None: not tested. `direction`: above 0 for more difficult days with the trigger.

    A pattern that the plain counts contradict would not be understood, and is not shown.
    """
    if q is None or not is_tested(counts):
        return Verdict.TOO_EARLY
    plain = counts.difficult_with * counts.without_it - counts.difficult_without * counts.with_it
    if q > MOST_FALSE or plain * direction <= 0:
        return Verdict.NO_LINK
    return Verdict.MORE if direction > 0 else Verdict.FEWER
