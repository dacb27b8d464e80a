"""Rules of a journey: until when it lasts, and what may stay with the clocks at home. Pure."""

from datetime import date, datetime, time, timedelta

from bot.errors import UserError
from bot.notes.rules import Topic
from bot.plan.rules import AfterLast, AsNeeded, Kind, Schedule, instant_of
from bot.plan.zones import DAY, day_bounds, local_date

BACK_SOON = Topic("travel_ends", timedelta(hours=20), is_care=True)
"""The morning of the last day of a journey."""
BACK = Topic("travel_back", timedelta(hours=20), is_care=True)
"""After a journey that ended by itself."""
LONGEST = 365
"""Days of a journey."""
LONGER = (1, 3, 7)
"""Days by which it can be made longer with one tap."""


def ends_at(last: date, zone: str, now: datetime) -> datetime:
    """When the last day there is over; UserError for one that is past, or a year ahead."""
    today = local_date(zone, now)
    if last < today:
        raise UserError("That day is past. Until which day are you there?")
    if last > today + LONGEST * DAY:
        raise UserError("This is more than a year ahead. Please tell me nearer to it.")
    return day_bounds(zone, last)[1]


def last_day(until: datetime, zone: str) -> date:
    """The last day of a journey that is over at `until`."""
    return local_date(zone, until - timedelta(seconds=1))


def told_at(until: datetime, zone: str, wake: time) -> datetime:
    """The morning of the last day."""
    day = last_day(until, zone)
    return instant_of(zone, day, wake) or day_bounds(zone, day)[0]


def can_keep_home(kind: Kind, schedule: Schedule) -> bool:
    """Whether it matters: what counts from the last dose knows no clock on a wall."""
    return kind is Kind.MEDICATION and not isinstance(schedule.when, AfterLast | AsNeeded)
