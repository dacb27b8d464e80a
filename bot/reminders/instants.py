"""Instants as buttons carry them, and which day a typed time of day means."""

from datetime import UTC, datetime, time, timedelta

from bot.errors import UserError
from bot.plan.rules import instant_of, local_date

_MINUTE = 60
_LATEST = 32503680000
"""The year 3000: neither zones nor sums with it leave what datetime can hold."""


def minute_number(instant: datetime) -> int:
    """Whole minutes since 1970, UTC."""
    return int(instant.timestamp()) // _MINUTE


def instant_of_minute(minute: int) -> datetime:
    return instant_of_second(minute * _MINUTE)


def instant_of_second(second: int) -> datetime:
    """UserError for what no button of ours carries."""
    if not 0 <= second < _LATEST:
        raise UserError("I don't know this button. /help shows what I can do.")
    return datetime.fromtimestamp(second, UTC)


def next_at(zone: str, at: time, now: datetime) -> datetime:
    """The next instant at which clocks in `zone` show `at`."""
    day = local_date(zone, now)
    while (found := instant_of(zone, day, at)) is None or found <= now:
        day += timedelta(days=1)
    return found


def nearest_at(zone: str, at: time, near: datetime) -> datetime:
    """The instant nearest to `near` at which clocks in `zone` show `at`."""
    day = local_date(zone, near)
    days = (day + timedelta(days=n) for n in (-1, 0, 1))
    found = [instant for each in days if (instant := instant_of(zone, each, at))]
    return min(found, key=lambda instant: abs(instant - near))
