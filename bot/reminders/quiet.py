"""Quiet hours: from bedtime until the person wakes."""

from datetime import datetime, time, timedelta

from bot.plan.rules import instant_of, zone_of


def held_until(zone: str, wake_time: time, bed_time: time, instant: datetime) -> datetime:
    """The instant itself, or the next waking when it falls into the quiet hours of `zone`."""
    local = instant.astimezone(zone_of(zone))
    at = local.time().replace(tzinfo=None)
    if bed_time <= wake_time:
        quiet = bed_time <= at < wake_time
        day = local.date()
    else:
        quiet = at >= bed_time or at < wake_time
        day = local.date() + timedelta(days=1) if at >= bed_time else local.date()
    if not quiet:
        return instant
    return max(instant, instant_of(zone, day, wake_time) or instant)
