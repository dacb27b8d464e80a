"""Local time to UTC, by the rules of the zone at that date.

A local time in the gap of a clock change moves to the next valid minute; one that occurs
twice means the first. A date that the zone skipped as a whole (Apia 2011-12-30) has no instants.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone; kept, since zoneinfo itself keeps only eight. Raises ValueError for no zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(f"{name!r} is not a time zone") from error


@lru_cache(maxsize=65536)
def instant_of(zone: str, day: date, at: time) -> datetime | None:
    """The UTC instant of a local time of day; None when the zone skipped the whole of `day`."""
    tz = zone_of(zone)
    local = datetime.combine(day, at)
    first = _offset(tz, local.replace(fold=0))
    second = _offset(tz, local.replace(fold=1))
    if first >= second:
        return (local - first).replace(tzinfo=UTC)
    change = _change_between(tz, local - second, local - first)
    valid = _whole_minute(tz, change)
    if valid.astimezone(tz).date() > day and not _exists(tz, day, change):
        return None
    return valid


@lru_cache(maxsize=65536)
def local_date(zone: str, instant: datetime) -> date:
    """The date on the calendar of `zone` at an aware instant."""
    return instant.astimezone(zone_of(zone)).date()


def day_bounds(zone: str, day: date) -> tuple[datetime, datetime]:
    """The first instant of a local date, and that of the next."""
    return _midnight(zone, day), _midnight(zone, day + DAY)


def _midnight(zone: str, day: date) -> datetime:
    while (found := instant_of(zone, day, time.min)) is None:
        day += DAY  # a date that the zone skipped
    return found


def _offset(tz: ZoneInfo, local: datetime) -> timedelta:
    return tz.utcoffset(local) or timedelta(0)


def _change_between(tz: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The aware instant in (before, after], both naive UTC, at which the offset changes."""
    low, high = before.replace(tzinfo=UTC), after.replace(tzinfo=UTC)
    old = low.astimezone(tz).utcoffset()
    while high - low > SECOND:
        middle = low + (high - low) // SECOND // 2 * SECOND
        if middle.astimezone(tz).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high


def _whole_minute(tz: ZoneInfo, instant: datetime) -> datetime:
    """The first instant from `instant` on at which a local clock shows a whole minute."""
    past = instant.astimezone(tz).second
    return instant + (MINUTE - past * SECOND if past else timedelta(0))


def _exists(tz: ZoneInfo, day: date, change: datetime) -> bool:
    """Whether any moment of `day` came before the change that ends after it."""
    return (change - SECOND).astimezone(tz).date() >= day
