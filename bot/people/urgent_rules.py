"""Where help is called from, and how long a crisis hushes everything but care. Pure."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from bot.people.zone_names import zone_of


class Region(StrEnum):
    """Whose emergency number counts: chosen by the person, never guessed from their language."""

    EUROPE = "eu"
    NORTH_AMERICA = "na"
    UNITED_KINGDOM = "uk"
    OTHER = "other"


EMERGENCY_NUMBERS = {
    Region.EUROPE: "112",
    Region.NORTH_AMERICA: "911",
    Region.UNITED_KINGDOM: "999",
}
"""Elsewhere it is the local one, which we do not know."""


def hushed_until(now: datetime, zone: str, wake_time: time) -> datetime:
    """Tomorrow's waking by the person's clocks: what was said after midnight counts for that day.

    Where a clock change skips the minute it is the next one.
    """
    tomorrow = now.astimezone(zone_of(zone)).date() + timedelta(days=1)
    return datetime.combine(tomorrow, wake_time, zone_of(zone)).astimezone(UTC)


def is_hushed(until: datetime | None, now: datetime) -> bool:
    return until is not None and until > now
