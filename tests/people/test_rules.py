"""Pauses, days and what a change of zone does to the engine's cursor."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.people.rules import (
    checked_hours,
    moved_cursor,
    offset_differs,
    pause_days,
    pause_end,
    waking,
)
from bot.people.zone_names import countries, zone_of

zones = st.sampled_from(sorted(countries()))
instants = st.integers(946_684_800, 2_114_380_800).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


def shown(instant, zone):
    return instant.astimezone(zone_of(zone)).replace(tzinfo=None, fold=0)


def test_travelling_keeps_what_the_wall_clock_showed():
    nine_in_berlin = datetime(2025, 11, 22, 8, tzinfo=UTC)
    moved = moved_cursor(nine_in_berlin, "Europe/Berlin", "America/New_York")
    assert moved == datetime(2025, 11, 22, 14, tzinfo=UTC)


@given(instants, zones, zones)
def test_the_moved_cursor_shows_the_same_wall_clock_wherever_that_exists(cursor, old, new):
    moved = moved_cursor(cursor, old, new)
    there = shown(cursor, old)
    exists = any(
        shown(there.replace(tzinfo=zone_of(new), fold=fold).astimezone(UTC), new) == there
        for fold in (0, 1)
    )
    if exists:
        assert shown(moved, new) == there
    else:
        assert shown(moved, new) < there, "in a gap nothing that was owed is passed over"


def test_a_cursor_in_the_spring_gap_goes_before_it():
    half_past_two = datetime(2026, 3, 29, 2, 30, tzinfo=UTC)
    moved = moved_cursor(half_past_two, "UTC", "Europe/Berlin")
    assert moved == datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert f"{shown(moved, 'Europe/Berlin'):%H:%M}" == "01:30"


def test_a_cursor_in_the_autumn_overlap_means_the_first_time():
    half_past_two = datetime(2025, 10, 26, 2, 30, tzinfo=UTC)
    moved = moved_cursor(half_past_two, "UTC", "Europe/Berlin")
    assert moved == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


def test_offsets_are_compared_at_the_instant():
    summer, winter = datetime(2025, 7, 1, tzinfo=UTC), datetime(2025, 12, 1, tzinfo=UTC)
    assert not offset_differs("Europe/London", "UTC", winter)
    assert offset_differs("Europe/London", "UTC", summer)


@pytest.mark.parametrize(("typed", "days"), [("7", 7), (" 1 ", 1), ("365", 365), ("14 days", 14)])
def test_days_to_pause(typed, days):
    assert pause_days(typed) == days


@pytest.mark.parametrize(
    "typed", ["seven", "0", "366", "-1", "1.5", "7 8", "٧", "", "9" * 5000, "<b>", "1e3"]
)
def test_what_is_no_number_of_days_is_refused_with_an_example(typed):
    with pytest.raises(UserError, match="/pause 7"):
        pause_days(typed)


def test_a_pause_ends_at_the_same_time_of_day_over_a_clock_change():
    start = datetime(2026, 3, 28, 11, tzinfo=UTC)
    end = pause_end(start, 3, "Europe/Berlin")
    assert end == datetime(2026, 3, 31, 10, tzinfo=UTC)
    assert f"{shown(end, 'Europe/Berlin'):%d %H:%M}" == "31 12:00"


def test_days_may_pass_midnight():
    assert waking(time(7), time(22, 30)) == timedelta(hours=15, minutes=30)
    assert waking(time(9), time(0, 30)) == timedelta(hours=15, minutes=30)
    assert checked_hours(time(16), time(8)) == (time(16), time(8))


@pytest.mark.parametrize(("wake", "bed"), [((7, 0), (7, 0)), ((7, 0), (12, 59)), ((7, 0), (6, 30))])
def test_days_that_can_hardly_be_meant_are_asked_about(wake, bed):
    with pytest.raises(UserError, match="6:30 23:00"):
        checked_hours(time(*wake), time(*bed))
