"""Clocks on walls: which times of day a plan has, and when a clock first shows them. Plain."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.plan.rules import (
    AfterLast,
    AtTimes,
    Days,
    EveryDays,
    EveryWeeks,
    Interval,
    Once,
    OnOff,
    Schedule,
    Steps,
    Weekdays,
)
from bot.simulate.lived import Key

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
_FAR = 40


class Due(NamedTuple):
    """One strike of the clock. `follower` is the item's next, as it looks at that moment.

    `shown_at` is the instant that the clocks then say it was due: before `at` after a flight.
    """

    key: Key
    at: datetime
    shown_at: datetime
    follower: datetime | None
    is_moved: bool


def wall_of(zone: str, instant: datetime) -> datetime:
    """What the clock on the wall shows, naive."""
    return instant.astimezone(_zone(zone)).replace(tzinfo=None)


@lru_cache(maxsize=200_000)
def first_shown(zone: str, wall: datetime) -> datetime:
    """The first instant at which clocks of the zone show this, or have jumped over it."""
    guess = wall.replace(tzinfo=_zone(zone)).astimezone(UTC)
    if wall_of(zone, guess) == wall:
        return guess
    while wall_of(zone, guess - MINUTE) >= wall:
        guess -= MINUTE
    return guess


def nominals(schedule: Schedule, after: datetime, until: datetime) -> Iterator[datetime]:
    """The times of the plan, as clocks show them: after < time <= until, in order."""
    day = after.date() - DAY
    while day <= until.date():
        for at in sorted(_times_from(schedule, day)):
            if after < at <= until:
                yield at
        day += DAY


def next_strike(schedule: Schedule, zone: str, after: datetime) -> datetime | None:
    """The first instant after `after` at which clocks of the zone come to a time of the plan."""
    wall = wall_of(zone, after)
    for nominal in nominals(schedule, wall - DAY, wall + _FAR * DAY):
        at = first_shown(zone, nominal)
        if at > after:
            return at
    return None


def one_an_instant(schedule: Schedule, dues: Sequence[Due]) -> list[Due]:
    """Intervals do not stack: of those that a clock change moved to one instant, the last."""
    if not isinstance(schedule.when, Interval):
        return list(dues)
    return list({due.at: due for due in dues}.values())


def _times_from(schedule: Schedule, day: date) -> list[datetime]:  # noqa: PLR0911  one a kind
    """The times that belong to a day; of an interval past midnight, those of tomorrow too."""
    when = schedule.when
    if isinstance(when, Once):
        return [datetime.combine(day, when.at)] if when.on == day else []
    if isinstance(when, Steps):
        return [datetime.combine(day, at) for at in _step_times(when, day)]
    if not _is_in_season(schedule, day):
        return []
    if isinstance(when, AtTimes):
        return [datetime.combine(day, at) for at in when.times]
    if isinstance(when, Interval):
        return list(_every(when, day))
    if isinstance(when, AfterLast):
        return [datetime.combine(day, when.first_at)]
    return []


def _every(interval: Interval, day: date) -> Iterator[datetime]:
    at, closes = datetime.combine(day, interval.opens), datetime.combine(day, interval.closes)
    if closes <= at:
        closes += DAY
    while at <= closes:
        yield at
        at += interval.minutes * MINUTE


def _step_times(steps: Steps, day: date) -> tuple[time, ...]:
    found: tuple[time, ...] = ()
    for step in steps.steps:  # a later step takes over from an earlier one
        if step.start <= day:
            found = step.times if step.until is None or day <= step.until else ()
    return found


def _is_in_season(schedule: Schedule, day: date) -> bool:
    is_begun = schedule.start is None or day >= schedule.start
    is_over = schedule.until is not None and day > schedule.until
    return is_begun and not is_over and _is_one_of(schedule.days, day)


def _is_one_of(days: Days, day: date) -> bool:
    match days:
        case Weekdays(weekdays):
            return day.weekday() in weekdays
        case EveryDays(count, anchor):
            return (day - anchor).days % count == 0
        case EveryWeeks(weeks, weekdays, anchor):
            monday = anchor - anchor.weekday() * DAY
            return (day - monday).days // 7 % weeks == 0 and day.weekday() in weekdays
        case OnOff(on, off, anchor):
            return (day - anchor).days % (on + off) < on
        case _:
            return True


@lru_cache(maxsize=1000)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
