"""When things are due: for all zones and all schedules, and for the clock changes one by one."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan.rules import (
    AfterLast,
    AsNeeded,
    AtTimes,
    EveryDays,
    EveryWeeks,
    Interval,
    Once,
    OnOff,
    Schedule,
    Step,
    Steps,
    Weekdays,
    due_between,
    instant_of,
    next_due,
    slots_on,
)
from tests.plan import schedules
from tests.plan.schedules import at, utc

quick = settings(max_examples=150, deadline=None)


def told(schedule: Schedule, zone: str, start: str, end: str) -> list[str]:
    """The dues between two UTC instants as `local date slot -> local time` there."""
    dues = due_between(schedule, zone, utc(start), utc(end))
    return [
        f"{due.local_date:%m-%d} {due.slot} -> {due.at.astimezone(ZoneInfo(zone)):%m-%d %H:%M %z}"
        for due in dues
    ]


@quick
@given(
    schedules.every_schedule,
    schedules.zones,
    schedules.instants,
    st.integers(0, 40),
    st.none() | st.integers(-90, 90),
)
def test_dues_are_ordered_within_the_range_and_never_twice(schedule, zone, start, days, done):
    end = start + timedelta(days=days, minutes=17)
    last_done = None if done is None else start + timedelta(hours=done)

    dues = due_between(schedule, zone, start, end, last_done)

    assert all(start < due.at <= end for due in dues)
    assert [due.at for due in dues] == sorted(due.at for due in dues)
    assert len({(due.slot, due.local_date) for due in dues}) == len(dues)
    assert all(due.at.tzinfo is UTC and len(due.slot) <= 32 for due in dues)


@quick
@given(
    schedules.every_schedule, schedules.zones, schedules.instants, st.none() | st.integers(0, 50)
)
def test_step_by_step_finds_what_the_range_finds(schedule, zone, start, done):
    end = start + timedelta(days=9)
    last_done = None if done is None else start - timedelta(hours=done)
    steps = []
    now = start
    while (due := next_due(schedule, zone, now, last_done)) and due.at <= end:
        assert due.at > now
        steps.append(due)
        now = due.at

    dues = due_between(schedule, zone, start, end, last_done)

    assert [due.at for due in steps] == sorted({due.at for due in dues})
    assert set(steps) <= set(dues)


@quick
@given(
    schedules.every_schedule,
    schedules.zones,
    schedules.instants,
    st.integers(0, 20 * 1440),
    st.integers(0, 20 * 1440),
)
def test_two_ranges_side_by_side_are_the_whole_range(schedule, zone, a, first, second):
    b = a + timedelta(minutes=first)
    c = b + timedelta(minutes=second)

    parts = due_between(schedule, zone, a, b) + due_between(schedule, zone, b, c)

    assert parts == due_between(schedule, zone, a, c)


@quick
@given(schedules.at_times, schedules.zones, schedules.instants)
def test_no_day_is_without_its_dose_and_local_time_is_kept(schedule, zone, start):
    end = start + timedelta(days=20)
    due = {(due.local_date, due.slot): due for due in due_between(schedule, zone, start, end)}
    tz = ZoneInfo(zone)
    day = start.astimezone(tz).date() + timedelta(days=1)
    while day < end.astimezone(tz).date():
        for slot in slots_on(schedule, day):
            expected = instant_of(zone, day, slot.at)
            if expected is not None and start < expected <= end:
                found = due[day, slot.key]
                local = found.at.astimezone(tz)
                in_the_gap = local.replace(tzinfo=None) != datetime.combine(day, slot.at)
                assert not in_the_gap or datetime.combine(day, slot.at) < local.replace(tzinfo=None)
                assert found.at == expected
        day += timedelta(days=1)


@quick
@given(schedules.intervals, schedules.zones, schedules.instants)
def test_intervals_never_stack_two_on_one_instant(schedule, zone, start):
    dues = due_between(schedule, zone, start, start + timedelta(days=7))

    assert len({due.at for due in dues}) == len(dues)


@quick
@given(schedules.wall_clock, schedules.zones, schedules.instants)
def test_dues_keep_to_the_dates_and_days_of_the_schedule(schedule, zone, start):
    for due in due_between(schedule, zone, start, start + timedelta(days=30)):
        slot = {slot.key: slot for slot in slots_on(schedule, due.local_date)}[due.slot]
        assert slot.amount == due.amount


@pytest.mark.parametrize(
    ("zone", "day", "clock", "expected"),
    [
        # clocks go forward: the next valid minute
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29 01:00"),
        ("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29 01:00"),
        ("Europe/Berlin", "2026-03-29", "01:59", "2026-03-29 00:59"),
        ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29 01:00"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08 07:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:30"),
        ("Antarctica/Troll", "2026-03-29", "01:30", "2026-03-29 01:00"),
        ("Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22 02:00"),
        ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23 22:00"),
        ("America/Nuuk", "2026-03-28", "23:30", "2026-03-29 01:00"),
        ("Asia/Beirut", "2026-03-29", "00:00", "2026-03-28 22:00"),
        # clocks go back: the first of the two
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25 00:30"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01 05:30"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04 14:45"),
        ("Antarctica/Troll", "2026-10-25", "02:30", "2026-10-25 00:30"),
        ("Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15 01:30"),
        # offsets with seconds, and a gap that does not end on a whole minute
        ("Europe/Berlin", "1890-01-01", "08:00", "1890-01-01 07:06:32"),
        ("Africa/Monrovia", "1972-01-07", "00:10", "1972-01-07 00:45"),
        # no change at all
        ("UTC", "2026-03-29", "02:30", "2026-03-29 02:30"),
        ("Asia/Kolkata", "2026-03-29", "02:30", "2026-03-28 21:00"),
    ],
)
def test_a_local_time_and_its_instant(zone, day, clock, expected):
    found = instant_of(zone, date.fromisoformat(day), time.fromisoformat(clock))

    assert found == utc(expected)


def test_half_past_two_in_berlin_over_both_changes():
    nightly = at("02:30")

    assert told(nightly, "Europe/Berlin", "2026-03-27 12:00", "2026-03-30 12:00") == [
        "03-28 02:30 -> 03-28 02:30 +0100",
        "03-29 02:30 -> 03-29 03:00 +0200",
        "03-30 02:30 -> 03-30 02:30 +0200",
    ]
    assert told(nightly, "Europe/Berlin", "2026-10-24 12:00", "2026-10-26 12:00") == [
        "10-25 02:30 -> 10-25 02:30 +0200",
        "10-26 02:30 -> 10-26 02:30 +0100",
    ]


def test_two_chosen_times_in_the_gap_both_stay_and_an_hourly_one_does_not_stack():
    gap = ("Europe/Berlin", "2026-03-29 00:30", "2026-03-29 01:30")

    assert told(at("02:15", "02:45"), *gap) == [
        "03-29 02:15 -> 03-29 03:00 +0200",
        "03-29 02:45 -> 03-29 03:00 +0200",
    ]
    hourly = Schedule(Interval(60, time(0), time(0)))
    assert told(hourly, *gap) == ["03-29 03:00 -> 03-29 03:00 +0200"]


def test_the_day_samoa_skipped_has_no_doses_and_a_weekly_one_comes_the_day_after():
    week = ("Pacific/Apia", "2011-12-29 12:00", "2012-01-01 12:00")

    assert told(at("08:00", "20:00"), *week) == [
        "12-29 08:00 -> 12-29 08:00 -1000",
        "12-29 20:00 -> 12-29 20:00 -1000",
        "12-31 08:00 -> 12-31 08:00 +1400",
        "12-31 20:00 -> 12-31 20:00 +1400",
        "01-01 08:00 -> 01-01 08:00 +1400",
        "01-01 20:00 -> 01-01 20:00 +1400",
    ]
    fridays = Schedule(AtTimes((time(9),)), Weekdays((4,)))
    assert told(fridays, *week) == ["12-30 09:00 -> 12-31 09:00 +1400"]
    visit = Schedule(Once(date(1993, 8, 21), time(10)))
    kwajalein = ("Pacific/Kwajalein", "1993-08-15 00:00", "1993-09-01 00:00")
    assert told(visit, *kwajalein) == ["08-21 10:00 -> 08-22 10:00 +1200"]


def test_a_change_of_zone_keeps_slot_and_date():
    berlin = next_due(at("08:00"), "Europe/Berlin", utc("2026-11-22 12:00"))
    tokyo = next_due(at("08:00"), "Asia/Tokyo", utc("2026-11-22 12:00"))

    assert (berlin.slot, berlin.local_date) == (tokyo.slot, tokyo.local_date)
    assert berlin.at - tokyo.at == timedelta(hours=8)


def test_a_window_past_midnight_belongs_to_the_day_it_opens_on():
    nights = Schedule(Interval(120, time(22), time(2)), Weekdays((0,)))

    assert told(nights, "Europe/Berlin", "2026-11-22 23:00", "2026-11-30 20:00") == [
        "11-23 22:00 -> 11-23 22:00 +0100",
        "11-24 00:00 -> 11-24 00:00 +0100",
        "11-24 02:00 -> 11-24 02:00 +0100",
    ]
    assert [slot.key for slot in slots_on(nights, date(2026, 11, 24))] == ["00:00", "02:00"]


def test_the_end_of_a_window_counts():
    water = Schedule(Interval(240, time(9), time(21)))

    assert [slot.key for slot in slots_on(water, date(2026, 11, 23))] == [
        "09:00",
        "13:00",
        "17:00",
        "21:00",
    ]


def test_round_the_clock_begins_anew_each_day():
    round_the_clock = Schedule(Interval(300, time(6), time(6)))

    found = [
        due[:11] for due in told(round_the_clock, "UTC", "2026-11-23 05:00", "2026-11-24 06:00")
    ]

    assert found == [
        "11-23 06:00",
        "11-23 11:00",
        "11-23 16:00",
        "11-23 21:00",
        "11-24 02:00",
        "11-24 06:00",
    ]


class TestAfterTheLastDose:
    every_8h = Schedule(AfterLast(480, time(8)))

    def test_before_any_dose_it_is_daily_at_the_first_time(self):
        assert told(self.every_8h, "Europe/Berlin", "2026-11-22 12:00", "2026-11-24 12:00") == [
            "11-23 08:00 -> 11-23 08:00 +0100",
            "11-24 08:00 -> 11-24 08:00 +0100",
        ]

    def test_it_counts_elapsed_time_over_a_clock_change(self):
        taken = utc("2026-10-24 21:00")

        due = next_due(self.every_8h, "Europe/Berlin", taken, last_done=taken)

        assert due.at == utc("2026-10-25 05:00")
        assert (due.slot, due.local_date) == ("20261025T0500Z", date(2026, 10, 25))

    def test_an_unanswered_one_comes_again_after_as_long(self):
        taken = utc("2026-11-23 08:00:20")

        due = next_due(self.every_8h, "UTC", utc("2026-11-23 17:00"), last_done=taken)

        assert due.at == utc("2026-11-24 00:01")

    def test_a_dose_long_before_the_start_does_not_count(self):
        december = Schedule(AfterLast(480, time(8)), start=date(2026, 12, 1))

        due = next_due(december, "UTC", utc("2026-11-23 08:00"), last_done=utc("2026-11-20 08:00"))

        assert due.at == utc("2026-12-01 08:00")

    def test_it_ends_with_the_last_day(self):
        short = Schedule(AfterLast(480, time(8)), until=date(2026, 11, 23))

        taken = utc("2026-11-23 15:00")

        assert next_due(short, "UTC", taken, last_done=taken).at == utc("2026-11-23 23:00")
        assert next_due(short, "UTC", utc("2026-11-23 23:00"), last_done=taken) is None


def test_a_taper_tells_the_amount_of_each_step():
    taper = Schedule(
        Steps(
            (
                Step(date(2026, 12, 1), (time(8),), "20 mg"),
                Step(date(2026, 12, 3), (time(8), time(20)), "10 mg", until=date(2026, 12, 3)),
                Step(
                    date(2026, 12, 5),
                    (time(8),),
                    "5 mg",
                    date(2026, 12, 8),
                    EveryDays(2, date(2026, 12, 5)),
                ),
            )
        )
    )

    dues = due_between(taper, "UTC", utc("2026-11-01 00:00"), utc("2027-01-01 00:00"))

    assert [(f"{due.local_date:%d}", due.slot, due.amount) for due in dues] == [
        ("01", "08:00", "20 mg"),
        ("02", "08:00", "20 mg"),
        ("03", "08:00", "10 mg"),
        ("03", "20:00", "10 mg"),
        ("05", "08:00", "5 mg"),
        ("07", "08:00", "5 mg"),
    ]


def test_days_on_and_off():
    pill = Schedule(AtTimes((time(8),)), OnOff(21, 7, date(2026, 12, 1)))
    dues = due_between(pill, "UTC", utc("2026-12-01 00:00"), utc("2027-01-25 23:00"))
    days = {due.local_date for due in dues}

    assert date(2026, 12, 21) in days
    assert not days & {date(2026, 12, 22) + timedelta(days=off) for off in range(7)}
    assert date(2026, 12, 29) in days
    assert len(dues) == 42


def test_as_needed_is_never_due():
    assert next_due(Schedule(AsNeeded(360, 3)), "UTC", utc("2026-11-23 00:00")) is None


def test_far_away_is_one_step_not_ten_thousand(monkeypatch):
    steps = itertools.count()
    inner = EveryWeeks.next_from
    monkeypatch.setattr(
        EveryWeeks, "next_from", lambda self, day: (next(steps), inner(self, day))[1]
    )
    yearly = Schedule(
        AtTimes((time(8),)), EveryWeeks(52, (2,), date(2026, 1, 7)), start=date(2600, 1, 1)
    )

    due = next_due(yearly, "Europe/Berlin", utc("1990-01-01 00:00"))

    assert due.local_date >= date(2600, 1, 1)
    assert due.local_date.weekday() == 2
    assert next(steps) < 10


def test_an_unknown_zone_is_refused():
    for name in ("Mars/Base", "", "../etc/passwd", "Europe", "a\0b"):
        with pytest.raises(ValueError, match="not a time zone"):
            next_due(at("08:00"), name, utc("2026-11-23 00:00"))
