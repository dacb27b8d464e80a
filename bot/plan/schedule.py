"""Schedules: when a plan item is due, in the person's local time.

A schedule is `when` in the day, on which `days`, from `start` until `until`. A combination
that means nothing is refused by the constructor with ValueError.
"""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import pairwise

from bot.plan.days import LAST_DAY, Days, EveryDay, check_count, check_day

MOST_TIMES = 12
MOST_STEPS = 40
DAY_MINUTES = 24 * 60
LEAST_INTERVAL = 10
"""Minutes: more often than this is no reminder but a metronome."""
LONGEST_AMOUNT = 40


@dataclass(frozen=True, slots=True)
class AtTimes:
    """At one to twelve local times of day, ascending."""

    times: tuple[time, ...]

    def __post_init__(self) -> None:
        check_times(self.times)


@dataclass(frozen=True, slots=True)
class Interval:
    """Every `minutes` from `opens` through `closes`, by the clock on the wall.

    The window may pass midnight and then belongs to the day it opens on. When it closes at the
    time it opens it goes round the clock: the count starts anew at `opens` each day.
    """

    minutes: int
    opens: time
    closes: time

    def __post_init__(self) -> None:
        check_count("minutes between", self.minutes, LEAST_INTERVAL, DAY_MINUTES)
        check_time(self.opens)
        check_time(self.closes)

    @property
    def round_the_clock(self) -> bool:
        return self.opens == self.closes

    def offsets(self) -> range:
        """The minutes after the midnight of the day it opens on; from 1440 on they are tomorrow."""
        opens = minute_of(self.opens)
        last = opens + DAY_MINUTES - 1
        if not self.round_the_clock:
            last = opens + (minute_of(self.closes) - opens) % DAY_MINUTES
        return range(opens, last + 1, self.minutes)


@dataclass(frozen=True, slots=True)
class AfterLast:
    """`minutes` of elapsed time after the last dose; before any dose daily at `first_at`.

    One that is not answered comes again after as many minutes: nobody falls silent by a miss.
    """

    minutes: int
    first_at: time

    def __post_init__(self) -> None:
        check_count("minutes after", self.minutes, 30, 7 * DAY_MINUTES)
        check_time(self.first_at)


@dataclass(frozen=True, slots=True)
class Once:
    """One dated instant: an appointment, an injection."""

    on: date
    at: time

    def __post_init__(self) -> None:
        check_day(self.on)
        check_time(self.at)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a taper: this amount at these times, from `start` through `until`.

    Without `until` it lasts to the day before the next step, the last one for good.
    """

    start: date
    times: tuple[time, ...]
    amount: str
    until: date | None = None
    days: Days = field(default_factory=EveryDay)

    def __post_init__(self) -> None:
        check_times(self.times)
        check_span(self.start, self.until, self.days)
        if not self.amount.strip() or len(self.amount) > LONGEST_AMOUNT:
            raise ValueError(f"a step's amount is 1 to {LONGEST_AMOUNT} characters long")


@dataclass(frozen=True, slots=True)
class Steps:
    """Dated steps with their own amounts, in order, none beginning before the last one ends."""

    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        check_count("steps", len(self.steps), 1, MOST_STEPS)
        for earlier, later in pairwise(self.steps):
            if later.start <= (earlier.until or earlier.start):
                raise ValueError(f"the step from {later.start} begins before the last one ends")
            check_span(earlier.start, later.start - timedelta(days=1), earlier.days)

    def ends(self) -> tuple[date, ...]:
        """The last day of each step."""
        followers = [step.start - timedelta(days=1) for step in self.steps[1:]] + [LAST_DAY]
        return tuple(
            step.until or next_day for step, next_day in zip(self.steps, followers, strict=True)
        )


@dataclass(frozen=True, slots=True)
class AsNeeded:
    """No reminder; what the prescription allows: minutes between two doses, doses a day."""

    least_gap: int | None = None
    most_a_day: int | None = None

    def __post_init__(self) -> None:
        if self.least_gap is not None:
            check_count("minutes between", self.least_gap, 1, 7 * DAY_MINUTES)
        if self.most_a_day is not None:
            check_count("doses a day", self.most_a_day, 1, 48)


When = AtTimes | Interval | AfterLast | Once | Steps | AsNeeded


@dataclass(frozen=True, slots=True)
class Schedule:
    """`start` and `until` are local dates, both included; None is without a limit."""

    when: When
    days: Days = field(default_factory=EveryDay)
    start: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.when, AtTimes | Interval) and self.days != EveryDay():
            raise ValueError("chosen days go with times of day only")
        if isinstance(self.when, Once | Steps) and (self.start or self.until):
            raise ValueError("dated schedules have their dates already")
        check_span(self.start, self.until, self.days)


def minute_of(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute


def check_time(at: time) -> None:
    """Raises ValueError unless it is a plain local time on a whole minute."""
    if at.second or at.microsecond or at.tzinfo is not None or at.fold:
        raise ValueError(f"{at!r} is not a plain time of day on a whole minute")


def check_times(times: tuple[time, ...]) -> None:
    """Raises ValueError unless they are 1 to 12, ascending, each once."""
    check_count("times a day", len(times), 1, MOST_TIMES)
    for at in times:
        check_time(at)
    if any(later <= earlier for earlier, later in pairwise(times)):
        raise ValueError("times of day ascend and none comes twice")


def check_span(start: date | None, until: date | None, days: Days) -> None:
    """Raises ValueError when the dates leave no day on which anything is due."""
    for day in (start, until):
        if day is not None:
            check_day(day)
    if start is not None and until is not None and days.next_from(start) > until:
        raise ValueError(f"nothing is due from {start} until {until}")
