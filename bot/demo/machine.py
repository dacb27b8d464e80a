"""What the page needs of a time machine, and the instants its buttons mean. Pure."""

from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

MORNING = time(9, 0)
"""When a night off ends: after the first medicines of the day."""
SHORTEST_NIGHT = timedelta(hours=4)


class TimeMachine(Protocol):
    """Moves the time of the whole bot; instants are aware."""

    def now(self) -> datetime: ...

    async def move_to(self, instant: datetime) -> None:
        """Lives through everything in between."""

    async def to_next(self) -> datetime | None:
        """Moves to the next reminder; None, without moving, when nothing is ahead."""

    async def offline_until(self, instant: datetime) -> None:
        """Moves while the bot is down, and starts it again at the end."""


def a_day_later(now: datetime, zone: ZoneInfo) -> datetime:
    """The same local time tomorrow, also where the clocks change in between."""
    local = now.astimezone(zone)
    return (local + timedelta(days=1)).astimezone(now.tzinfo)


def after_the_night(now: datetime, zone: ZoneInfo) -> datetime:
    """The next local morning that is at least a short night away."""
    earliest = now + SHORTEST_NIGHT
    local = earliest.astimezone(zone)
    morning = datetime.combine(local.date(), MORNING, tzinfo=zone)
    if morning < earliest:
        morning = datetime.combine(local.date() + timedelta(days=1), MORNING, tzinfo=zone)
    return morning.astimezone(now.tzinfo)
