"""On which days: all, chosen weekdays, every N days or weeks, N days on and M off.

Each kind answers one question, `next_from(day)`: the first of its days on or after `day`,
in constant time. An anchor sets the phase only; when a schedule begins is the schedule's matter.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2999, 12, 31)
"""Schedules live between these; beyond them nothing is due."""

MOST_DAYS = 1000
"""The longest distance between two days of one schedule, and the longest stretch on or off."""


@dataclass(frozen=True, slots=True)
class EveryDay:
    def next_from(self, day: date) -> date:
        return day


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Chosen weekdays, 0 is Monday; ascending."""

    weekdays: tuple[int, ...]

    def __post_init__(self) -> None:
        check_weekdays(self.weekdays)

    def next_from(self, day: date) -> date:
        today = day.weekday()
        ahead = min((weekday - today) % 7 for weekday in self.weekdays)
        return day + timedelta(days=ahead)


@dataclass(frozen=True, slots=True)
class EveryDays:
    """Every `days` days, counted from `anchor`."""

    days: int
    anchor: date

    def __post_init__(self) -> None:
        check_count("days between", self.days, 2, MOST_DAYS)
        check_day(self.anchor)

    def next_from(self, day: date) -> date:
        return day + timedelta(days=(self.anchor - day).days % self.days)


@dataclass(frozen=True, slots=True)
class EveryWeeks:
    """Chosen weekdays of every `weeks`-th week, counted from the week (Monday on) of `anchor`."""

    weeks: int
    weekdays: tuple[int, ...]
    anchor: date

    def __post_init__(self) -> None:
        check_count("weeks between", self.weeks, 2, MOST_DAYS // 7)
        check_weekdays(self.weekdays)
        check_day(self.anchor)

    def next_from(self, day: date) -> date:
        monday = day - timedelta(days=day.weekday())
        weeks_ahead = (self._anchor_monday() - monday).days // 7 % self.weeks
        if weeks_ahead == 0:
            for weekday in self.weekdays:
                if weekday >= day.weekday():
                    return monday + timedelta(days=weekday)
            weeks_ahead = self.weeks
        return monday + timedelta(weeks=weeks_ahead, days=self.weekdays[0])

    def _anchor_monday(self) -> date:
        return self.anchor - timedelta(days=self.anchor.weekday())


@dataclass(frozen=True, slots=True)
class OnOff:
    """`on` days with, then `off` days without, counted from `anchor`, the first day on."""

    on: int
    off: int
    anchor: date

    def __post_init__(self) -> None:
        check_count("days on", self.on, 1, MOST_DAYS)
        check_count("days off", self.off, 1, MOST_DAYS)
        check_day(self.anchor)

    def next_from(self, day: date) -> date:
        length = self.on + self.off
        phase = (day - self.anchor).days % length
        return day if phase < self.on else day + timedelta(days=length - phase)


Days = EveryDay | Weekdays | EveryDays | EveryWeeks | OnOff


def check_count(what: str, count: int, least: int, most: int) -> None:
    """Raises ValueError unless `least` <= `count` <= `most`."""
    if isinstance(count, bool) or not isinstance(count, int) or not least <= count <= most:
        raise ValueError(f"{what}: {count!r} is not from {least} to {most}")


def check_day(day: date) -> None:
    """Raises ValueError for a day outside of what schedules cover."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"{day} is not from {FIRST_DAY} to {LAST_DAY}")


def check_weekdays(weekdays: tuple[int, ...]) -> None:
    """Raises ValueError unless they are one to seven, ascending, from 0 to 6."""
    if not weekdays:
        raise ValueError("no weekday")
    for weekday in weekdays:
        check_count("weekday", weekday, 0, 6)
    if any(later <= earlier for earlier, later in pairwise(weekdays)):
        raise ValueError(f"weekdays {weekdays} are not ascending")
