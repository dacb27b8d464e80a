"""How much must be there before there is something to draw, and in which rows. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.summary.report.rules import CycleWeeks
from bot.summary.week.weeks import DAYS, Week, mean

WEEKS = 12
LEAST_RATED = 7
"""Rated days below which twelve weeks are no picture yet."""
LEAST_WEEKS = 2
"""Rated weeks of this cycle, or of the one before, below which there is no curve."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Day ratings, 0 to 4, of twelve weeks up to `last`; days after `today` have not come yet."""

    last: Week
    today: date
    by_day: Mapping[date, int]
    injections: Sequence[date] = ()

    @property
    def weeks(self) -> tuple[Week, ...]:
        return tuple(self.last.away(n - WEEKS + 1) for n in range(WEEKS))

    @property
    def days(self) -> int:
        """Days that have come."""
        end = min(self.last.sunday, self.today)
        return (end - self.weeks[0].monday).days + 1

    @property
    def counts(self) -> tuple[int, ...]:
        """How many days were rated 0, 1, 2, 3 and 4."""
        rated = list(self.by_day.values())
        return tuple(rated.count(rating) for rating in range(5))

    @property
    def mean(self) -> float | None:
        return mean(list(self.by_day.values()))

    @property
    def can_draw(self) -> bool:
        return len(self.by_day) >= LEAST_RATED

    def ahead(self, week: Week) -> int:
        """How many days of a week have not come yet."""
        return min(DAYS, max(0, (week.sunday - self.today).days))

    def injected(self, week: Week) -> bool:
        return any(week.has(day) for day in self.injections)


def first_day(last: Week) -> date:
    """The first of the twelve weeks' days."""
    return last.away(1 - WEEKS).monday


def cycle_can_draw(cycles: Sequence[CycleWeeks]) -> bool:
    """Enough rated weeks, or as many with a word on control. `cycles`: the newest first."""
    return any(_known(one.ratings) >= LEAST_WEEKS or has_control(one) for one in cycles)


def has_control(cycle: CycleWeeks) -> bool:
    return _known(cycle.control) >= LEAST_WEEKS


def _known(weeks: Sequence[float | None]) -> int:
    return sum(each is not None for each in weeks)


def back_to(injections: Sequence[date], day: date) -> date:
    """From when on ratings are needed for the cycles that are drawn."""
    return min([day, *sorted(injections)[-4:]])
