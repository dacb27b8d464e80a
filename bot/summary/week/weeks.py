"""Weeks as people count them: Monday to Sunday, by the dates where things happened. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import UserError

DAYS = 7
WEEKS_BEFORE = 4
"""A week is held against so many before it."""
LAST_OF_EARLY_DAYS = 2
"""Wednesday: a summary on one of the first three days tells of the week before."""
FIRST_DAY, LAST_DAY = date(2000, 1, 3), date(9000, 1, 1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven local dates from a Monday on (ISO 8601)."""

    monday: date

    @property
    def sunday(self) -> date:
        return self.monday + 6 * _DAY

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.monday + n * _DAY for n in range(DAYS))

    @property
    def days_before(self) -> tuple[date, ...]:
        """The twenty-eight dates of the four weeks before, in order."""
        return tuple(self.monday - n * _DAY for n in range(DAYS * WEEKS_BEFORE, 0, -1))

    @property
    def first_loaded(self) -> date:
        return self.monday - DAYS * WEEKS_BEFORE * _DAY

    def has(self, day: date) -> bool:
        return self.monday <= day <= self.sunday

    def away(self, weeks: int) -> "Week":
        """The week so many weeks later, or earlier where that is negative."""
        return Week(self.monday + weeks * DAYS * _DAY)


def week_of(day: date) -> Week:
    return Week(day - day.weekday() * _DAY)


def summary_week(day: date) -> Week:
    """The week a summary owed on a date tells of: of two halves of weeks the fuller one."""
    week = week_of(day)
    return week.away(-1) if day.weekday() <= LAST_OF_EARLY_DAYS else week


def week_of_button(ordinal: int) -> Week:
    """The week whose Monday a button carries; UserError where no button of ours does."""
    if not FIRST_DAY.toordinal() <= ordinal <= LAST_DAY.toordinal() or ordinal % DAYS != 1:
        raise UserError("I don't know this button. /help shows what I can do.")
    return Week(date.fromordinal(ordinal))


def mean(numbers: Sequence[float]) -> float | None:
    """None of nothing."""
    return sum(numbers) / len(numbers) if numbers else None
