"""Microseconds for a next due instant: ours, cold and cached, beside APScheduler's CronTrigger.

Run: python benchmarks/next_due.py
"""

import statistics
import sys
import time as clock
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from apscheduler.triggers.cron import CronTrigger

from bot.plan import zones
from bot.plan.rules import AtTimes, Interval, Schedule, Weekdays, next_due

ZONE = "Europe/Berlin"
START = datetime(2026, 1, 1, tzinfo=UTC)
INSTANTS = [START + timedelta(hours=7 * step) for step in range(1200)]
RUNS = 5

DAILY = Schedule(AtTimes((time(2, 30),)))
THREE_DAYS = Schedule(AtTimes((time(7, 30), time(19, 30))), Weekdays((0, 2, 4)))
WINDOW = Schedule(Interval(120, time(9), time(21)))


def microseconds(call: Callable[[datetime], object]) -> float:
    """The median over some runs of the mean for one call."""
    runs = []
    for _ in range(RUNS):
        begin = clock.perf_counter()
        for instant in INSTANTS:
            call(instant)
        runs.append((clock.perf_counter() - begin) / len(INSTANTS) * 1e6)
    return statistics.median(runs)


def cold(schedule: Schedule, instant: datetime) -> object:
    zones.instant_of.cache_clear()
    zones.local_date.cache_clear()
    return next_due(schedule, ZONE, instant)


def overlap_fires(trigger: CronTrigger) -> int:
    """How often the trigger fires on the night on which 02:30 comes twice."""
    now, noon = datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)
    fires = set()
    for minute in range((noon - now) // timedelta(minutes=1)):
        fire = trigger.get_next_fire_time(None, now + timedelta(minutes=minute)).astimezone(UTC)
        fires |= {fire} if fire < noon else set()
    return len(fires)


def main() -> None:
    tz = ZoneInfo(ZONE)
    kept = CronTrigger(hour=2, minute=30, timezone=tz)
    rows = {
        "ours, daily 02:30, cold caches": microseconds(lambda at: cold(DAILY, at)),
        "ours, daily 02:30, cached": microseconds(lambda at: next_due(DAILY, ZONE, at)),
        "ours, twice on mon,wed,fri, cached": microseconds(
            lambda at: next_due(THREE_DAYS, ZONE, at)
        ),
        "ours, every 2 h 09:00-21:00, cached": microseconds(lambda at: next_due(WINDOW, ZONE, at)),
        "CronTrigger, daily 02:30, kept": microseconds(
            lambda at: kept.get_next_fire_time(None, at)
        ),
        "CronTrigger, daily 02:30, rebuilt": microseconds(
            lambda at: CronTrigger(hour=2, minute=30, timezone=tz).get_next_fire_time(None, at)
        ),
    }
    for name, value in rows.items():
        print(f"{name:<40}{value:8.1f} us")
    ours, theirs = rows["ours, daily 02:30, cached"], rows["CronTrigger, daily 02:30, kept"]
    print(f"CronTrigger kept / ours cached: {theirs / ours:.1f}")
    night = [next_due(DAILY, ZONE, datetime(2026, 10, 24, 22, tzinfo=UTC))]
    after = next_due(DAILY, ZONE, night[0].at)
    print(
        f"fires in the night of the overlap: ours {1 + (after.local_date == night[0].local_date)},"
        f" CronTrigger {overlap_fires(kept)}"
    )


if __name__ == "__main__":
    main()
