"""The next due instant, and all between two instants: pure, bounded, right over clock changes.

Nothing scans day by day: from one date with slots to the next is one step, however far it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from bot.plan.days import FIRST_DAY, LAST_DAY
from bot.plan.schedule import (
    DAY_MINUTES,
    AfterLast,
    AsNeeded,
    AtTimes,
    Interval,
    Once,
    Schedule,
    Steps,
)
from bot.plan.zones import DAY, MINUTE, instant_of, local_date


class Slot(NamedTuple):
    """One nominal local time of a date; `key` is stable within (schedule, local date)."""

    key: str
    at: time
    amount: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """One due instant. (schedule, slot, local date) names it whatever the zone is.

    `local_date` and `slot` are nominal: a time in the gap of a clock change keeps them, while
    `at` (aware, UTC) is the instant it moved to. `amount` is the step's own, else None.
    After a last dose `slot` is the UTC instant itself.
    """

    local_date: date
    slot: str
    at: datetime
    amount: str | None


def next_due(
    schedule: Schedule, zone: str, after: datetime, last_done: datetime | None = None
) -> Due | None:
    """The first due strictly after `after`; None when there is none. Raises ValueError: no zone.

    Slots that a clock change moved to one instant are several dues: `due_between` gives all.
    """
    if last_done is None:
        return _first_due(schedule, zone, after)
    return next(_dues_after(schedule, zone, after, last_done), None)


@lru_cache(maxsize=8192)
def _first_due(schedule: Schedule, zone: str, after: datetime) -> Due | None:
    """Kept: what is due at one minute for many asks the same of the same rules."""
    return next(_dues_after(schedule, zone, after, None), None)


def due_between(
    schedule: Schedule,
    zone: str,
    start: datetime,
    end: datetime,
    last_done: datetime | None = None,
) -> tuple[Due, ...]:
    """All dues with start < at <= end, in order."""
    dues = _dues_after(schedule, zone, start, last_done)
    return tuple(takewhile(lambda due: due.at <= end, dues))


def slots_on(schedule: Schedule, day: date) -> tuple[Slot, ...]:
    """The nominal slots of a local date, in order; for previews and calendars.

    For "after the last dose" it is the first dose's time; for "as needed" there are none.
    """
    match schedule.when:
        case AtTimes(times):
            return _slots(times, None) if _is_active(schedule, day) else ()
        case Interval() as interval:
            today, tomorrow = _interval_slots(interval)
            past_midnight = tomorrow if _is_active(schedule, day - DAY) else ()
            return past_midnight + (today if _is_active(schedule, day) else ())
        case Steps() as steps:
            return _step_slots(steps, day)
        case Once(on, at):
            return _slots((at,), None) if on == day else ()
        case AfterLast(_, first_at):
            return _slots((first_at,), None) if _is_active(schedule, day) else ()
        case AsNeeded():
            return ()


def _dues_after(
    schedule: Schedule, zone: str, after: datetime, last_done: datetime | None
) -> Iterator[Due]:
    when = schedule.when
    if isinstance(when, AfterLast) and last_done is not None:
        first = _first_chance(schedule, zone, when)
        if first is None or last_done + when.minutes * MINUTE >= first:
            return _elapsed(schedule, zone, when, after, last_done)
    dues = _wall_clock(schedule, zone, after)
    return _one_an_instant(dues) if isinstance(when, Interval) else dues


def _wall_clock(schedule: Schedule, zone: str, after: datetime) -> Iterator[Due]:
    """Dues after `after`; the day before may hold one that a gap moved past it."""
    day = _next_date(schedule, max(local_date(zone, after) - DAY, FIRST_DAY))
    while day is not None:
        for slot in slots_on(schedule, day):
            at = instant_of(zone, day, slot.at) or _handed_on(schedule, zone, day, slot.at)
            if at is not None and at > after:
                yield Due(day, slot.key, at, slot.amount)
        day = _next_date(schedule, day + DAY)


def _handed_on(schedule: Schedule, zone: str, skipped: date, at: time) -> datetime | None:
    """Where a slot goes whose date the zone skipped: to the same time on the next date.

    Not when that date has slots of its own: nobody lived the day, and doses must not stack.
    """
    day = skipped + DAY
    while (instant := instant_of(zone, day, at)) is None:
        day += DAY
    return None if slots_on(schedule, day) else instant


def _one_an_instant(dues: Iterator[Due]) -> Iterator[Due]:
    """Of those a clock change moved to one instant only the last: intervals must not stack."""
    held: Due | None = None
    for due in dues:
        if held is not None and held.at != due.at:
            yield held
        held = due
    if held is not None:
        yield held


def _first_chance(schedule: Schedule, zone: str, when: AfterLast) -> datetime | None:
    """The instant at which a schedule with a start begins; a dose long before it does not count."""
    return None if schedule.start is None else instant_of(zone, schedule.start, when.first_at)


def _elapsed(
    schedule: Schedule, zone: str, when: AfterLast, after: datetime, last_done: datetime
) -> Iterator[Due]:
    gap = when.minutes * MINUTE
    at = _next_whole_minute(last_done.astimezone(UTC)) + gap
    if at <= after:
        at += ((after - at) // gap + 1) * gap
    while (day := local_date(zone, at)) <= (schedule.until or LAST_DAY):
        if schedule.start is None or day >= schedule.start:
            yield Due(day, f"{at:%Y%m%dT%H%MZ}", at, None)
        at += gap


def _next_whole_minute(instant: datetime) -> datetime:
    whole = instant.replace(second=0, microsecond=0)
    return whole if whole == instant else whole + MINUTE


def _next_date(schedule: Schedule, day: date) -> date | None:
    """The first date with slots on or after `day`."""
    match schedule.when:
        case Once(on, _):
            return on if on >= day else None
        case Steps() as steps:
            return _next_step_date(steps, day)
        case AsNeeded():
            return None
        case Interval() as interval if _interval_slots(interval)[1]:
            yesterday = _next_active(schedule, day - DAY)
            today = _next_active(schedule, day)
            dates = [yesterday + DAY] if yesterday else []
            return min([*dates, today] if today else dates, default=None)
        case _:
            return _next_active(schedule, day)


def _next_active(schedule: Schedule, day: date) -> date | None:
    if schedule.start is not None and day < schedule.start:
        day = schedule.start
    found = schedule.days.next_from(day)
    return found if found <= (schedule.until or LAST_DAY) else None


def _is_active(schedule: Schedule, day: date) -> bool:
    return _next_active(schedule, day) == day


def _next_step_date(steps: Steps, day: date) -> date | None:
    for step, end in zip(steps.steps, steps.ends(), strict=True):
        found = step.days.next_from(max(day, step.start))
        if found <= end:
            return found
    return None


def _step_slots(steps: Steps, day: date) -> tuple[Slot, ...]:
    for step, end in zip(steps.steps, steps.ends(), strict=True):
        if step.start <= day <= end and step.days.next_from(day) == day:
            return _slots(step.times, step.amount)
    return ()


@lru_cache(maxsize=4096)
def _slots(times: tuple[time, ...], amount: str | None) -> tuple[Slot, ...]:
    return tuple(Slot(f"{at.hour:02}:{at.minute:02}", at, amount) for at in times)


@lru_cache(maxsize=4096)
def _interval_slots(interval: Interval) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    """The slots of an interval on the day it opens, and those past midnight."""
    offsets = interval.offsets()
    today = tuple(_time_of(minute) for minute in offsets if minute < DAY_MINUTES)
    tomorrow = tuple(_time_of(minute - DAY_MINUTES) for minute in offsets if minute >= DAY_MINUTES)
    return _slots(today, None), _slots(tomorrow, None)


def _time_of(minute: int) -> time:
    return time(minute // 60, minute % 60)
