"""Every clock change of every zone, one by one."""

import zoneinfo._zoneinfo as in_python
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.plan.rules import instant_of
from tests.plan.schedules import ZONES

MINUTE = timedelta(minutes=1)


def changes(zone: str) -> list[datetime]:
    """The instants since 1900 at which the zone changed its offset, as far as they are listed."""
    listed = in_python.ZoneInfo.no_cache(zone)._trans_utc
    since = datetime(1900, 1, 1, tzinfo=UTC).timestamp()
    return [datetime.fromtimestamp(seconds, UTC) for seconds in listed if seconds > since]


def test_around_every_change_local_time_goes_on_and_gaps_end_at_the_next_valid_minute():
    seen = 0
    for zone in ZONES:
        tz = ZoneInfo(zone)
        for change in changes(zone):
            before = (change - timedelta(seconds=1)).astimezone(tz).replace(tzinfo=None)
            after = change.astimezone(tz).replace(tzinfo=None)
            jump = after - before - timedelta(seconds=1)
            if jump > timedelta(0):
                expect_next_valid_minute(zone, tz, before, after)
            elif jump < timedelta(0):
                expect_first_of_two(zone, tz, change, before, after)
            seen += 1
    assert seen > 20_000


def expect_next_valid_minute(zone, tz, before, after):
    inside = (before + (after - before) / 2).replace(second=0, microsecond=0)
    if inside <= before:
        return
    found = instant_of(zone, inside.date(), inside.time())
    if found is None:
        assert before.date() < inside.date() < after.date()
        return
    local = found.astimezone(tz).replace(tzinfo=None)
    assert after <= local < after + MINUTE
    assert local.second == 0


def expect_first_of_two(zone, tz, change, before, after):
    doubled = (after + MINUTE).replace(second=0, microsecond=0)
    if doubled > before:
        return
    found = instant_of(zone, doubled.date(), doubled.time())
    assert found < change
    assert found.astimezone(tz).replace(tzinfo=None) == doubled


def test_instants_of_a_day_ascend_with_their_times():
    clocks = [time(minute // 60, minute % 60) for minute in range(0, 1440, 15)]
    for zone in ZONES[::7]:
        for change in changes(zone)[-6:]:
            day = change.astimezone(ZoneInfo(zone)).date()
            found = [instant_of(zone, day, clock) for clock in clocks]
            instants = [instant for instant in found if instant is not None]
            assert instants == sorted(instants)
