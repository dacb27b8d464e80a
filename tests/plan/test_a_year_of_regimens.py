"""Every shape of a regimen over one year in Berlin, beside what a person counts on a calendar.

2026 is no leap year and begins on a Thursday: 52 of each weekday, and 53 Thursdays. On 29 March
the clocks go from 02:00 to 03:00, on 25 October from 03:00 back to 02:00.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

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
    next_due,
    slots_on,
)

ZONE = "Europe/Berlin"
NEW_YEAR = datetime(2026, 1, 1, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
NEXT_YEAR = datetime(2027, 1, 1, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
JUST_BEFORE = NEW_YEAR - timedelta(minutes=1)
"""A dose at midnight of the first of January is one of this year."""
LAST_MINUTE = NEXT_YEAR - timedelta(minutes=1)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


def at(*hours: str) -> AtTimes:
    return AtTimes(tuple(time.fromisoformat(hour) for hour in hours))


def on(day: str) -> date:
    return date.fromisoformat(f"2026-{day}")


def hm(text: str) -> time:
    return time.fromisoformat(text)


def step(start: str, amount: str, *hours: str, until: str | None = None, days=None) -> Step:
    more = {} if days is None else {"days": days}
    return Step(on(start), at(*hours).times, amount, on(until) if until else None, **more)


@dataclass(frozen=True)
class Year:
    """What is expected: how many, the first and the last by local clocks, and in UTC the days
    round the two changes; `amounts` where each step has its own."""

    schedule: Schedule
    count: int
    first: str
    last: str
    days: dict[str, str]
    last_done: datetime | None = None
    amounts: dict[str, int] = field(default_factory=dict)


TITRATION = Schedule(
    Steps(
        (
            step("03-23", "5 mg", "08:00"),
            step("03-30", "10 mg", "08:00", "20:00"),
            step("04-06", "15 mg", "08:00", "14:00", "20:00"),
        )
    )
)
TAPER = Schedule(
    Steps(
        (
            step("10-19", "20 mg", "08:00", until="10-25"),
            step("10-26", "10 mg", "08:00", until="11-01"),
            step("11-09", "5 mg", "08:00", until="11-20",
                 days=Weekdays((MONDAY, WEDNESDAY, FRIDAY))),
        )
    )
)  # fmt: skip

REGIMENS = {
    "once a day": Year(
        Schedule(at("08:00")), 365, "01-01 08:00", "12-31 08:00",
        {"03-28": "07:00", "03-29": "06:00", "10-24": "06:00", "10-25": "07:00"},
    ),
    "twice a day": Year(
        Schedule(at("08:00", "20:00")), 730, "01-01 08:00", "12-31 20:00",
        {"03-28": "07:00 19:00", "03-29": "06:00 18:00",
         "10-24": "06:00 18:00", "10-25": "07:00 19:00"},
    ),
    "three times a day": Year(
        Schedule(at("07:30", "13:00", "21:00")), 1095, "01-01 07:30", "12-31 21:00",
        {"03-29": "05:30 11:00 19:00", "10-25": "06:30 12:00 20:00"},
    ),
    "four times a day": Year(
        Schedule(at("06:00", "12:00", "18:00", "23:30")), 1460, "01-01 06:00", "12-31 23:30",
        {"03-28": "05:00 11:00 17:00 22:30", "03-29": "04:00 10:00 16:00 21:30",
         "10-24": "04:00 10:00 16:00 21:30", "10-25": "05:00 11:00 17:00 22:30"},
    ),
    "at a time that one night lacks and another has twice": Year(
        Schedule(at("02:30")), 365, "01-01 02:30", "12-31 02:30",
        {"03-28": "01:30", "03-29": "01:00", "03-30": "00:30",  # 03:00, the next minute there is
         "10-24": "00:30", "10-25": "00:30", "10-26": "01:30"},  # the first of the two, once
    ),
    "every four hours of the day": Year(
        Schedule(Interval(240, hm("08:00"), hm("20:00"))), 1460, "01-01 08:00", "12-31 20:00",
        {"03-29": "06:00 10:00 14:00 18:00", "10-25": "07:00 11:00 15:00 19:00"},
    ),
    "every six hours, day and night": Year(
        Schedule(Interval(360, hm("06:00"), hm("06:00"))), 1460, "01-01 00:00", "12-31 18:00",
        {"03-29": "23:00 04:00 10:00 16:00", "10-25": "22:00 05:00 11:00 17:00"},
    ),
    "every hour, day and night": Year(  # 02:00 of March falls together with 03:00: one less
        Schedule(Interval(60, hm("00:00"), hm("00:00"))), 8759, "01-01 00:00", "12-31 23:00", {},
    ),
    "eight hours after the last dose, none taken yet": Year(
        Schedule(AfterLast(480, hm("07:00"))), 365, "01-01 07:00", "12-31 07:00",
        {"03-28": "06:00", "03-29": "05:00", "10-25": "06:00"},
    ),
    "six hours after the last dose, by elapsed time": Year(
        # 8,753 hours from seven in the morning of New Year to the year's end, by six
        Schedule(AfterLast(360, hm("07:00"))), 1458, "01-01 13:00", "12-31 19:00",
        {"03-28": "00:00 06:00 12:00 18:00", "03-29": "00:00 06:00 12:00 18:00",
         "10-25": "00:00 06:00 12:00 18:00"},
        last_done=datetime(2026, 1, 1, 6, tzinfo=UTC),
    ),
    "Monday, Wednesday, Friday": Year(
        Schedule(at("07:30"), Weekdays((MONDAY, WEDNESDAY, FRIDAY))), 156,
        "01-02 07:30", "12-30 07:30",
        {"03-27": "06:30", "03-29": "", "03-30": "05:30",
         "10-23": "05:30", "10-25": "", "10-26": "06:30"},
    ),
    "Thursdays": Year(
        Schedule(at("09:00"), Weekdays((THURSDAY,))), 53, "01-01 09:00", "12-31 09:00",
        {"03-26": "08:00", "04-02": "07:00", "10-22": "07:00", "10-29": "08:00"},
    ),
    "every other day": Year(
        Schedule(at("08:00"), EveryDays(2, on("01-02"))), 182, "01-02 08:00", "12-30 08:00",
        {"03-28": "", "03-29": "06:00", "03-30": "", "10-25": "07:00"},
    ),
    "every third day, twice": Year(
        Schedule(at("08:00", "20:00"), EveryDays(3, on("01-01"))), 244,
        "01-01 08:00", "12-30 20:00",
        {"03-28": "", "03-29": "06:00 18:00", "03-30": "", "03-31": "",
         "10-24": "", "10-25": "07:00 19:00"},
    ),
    "every other Tuesday": Year(
        Schedule(at("10:00"), EveryWeeks(2, (TUESDAY,), on("01-06"))), 26,
        "01-06 10:00", "12-22 10:00",
        {"03-17": "09:00", "03-24": "", "03-31": "08:00", "10-13": "08:00", "10-27": "09:00"},
    ),
    "Monday and Thursday of every fourth week": Year(
        Schedule(at("10:00"), EveryWeeks(4, (MONDAY, THURSDAY), on("01-05"))), 26,
        "01-05 10:00", "12-10 10:00",
        {"03-30": "08:00", "04-02": "08:00", "10-12": "08:00", "10-15": "08:00", "10-26": ""},
    ),
    "every twelve weeks": Year(
        Schedule(at("11:00"), EveryWeeks(12, (MONDAY,), on("01-05"))), 5,
        "01-05 11:00", "12-07 11:00",
        {"03-30": "09:00", "06-22": "09:00", "09-14": "09:00", "12-07": "10:00"},
    ),
    "three weeks on, one off": Year(
        Schedule(at("22:00"), OnOff(21, 7, on("01-01"))), 274, "01-01 22:00", "12-31 22:00",
        {"01-21": "21:00", "01-22": "", "01-28": "", "01-29": "21:00", "03-29": "20:00"},
    ),
    "titration": Year(
        TITRATION, 831, "03-23 08:00", "12-31 20:00",
        {"03-22": "", "03-23": "07:00", "03-29": "06:00", "03-30": "06:00 18:00",
         "04-05": "06:00 18:00", "04-06": "06:00 12:00 18:00", "10-25": "07:00 13:00 19:00"},
        amounts={"5 mg": 7, "10 mg": 14, "15 mg": 810},
    ),
    "taper with a pause, then three days a week": Year(
        TAPER, 20, "10-19 08:00", "11-20 08:00",
        {"10-18": "", "10-24": "06:00", "10-25": "07:00", "10-26": "07:00", "11-02": "",
         "11-09": "07:00", "11-10": "", "11-20": "07:00", "11-23": ""},
        amounts={"20 mg": 7, "10 mg": 7, "5 mg": 6},
    ),
    "February alone": Year(
        Schedule(at("08:00"), start=on("02-01"), until=on("02-28")), 28,
        "02-01 08:00", "02-28 08:00", {"01-31": "", "03-01": ""},
    ),
    "one appointment in the night that lacks an hour": Year(
        Schedule(Once(on("03-29"), hm("02:15"))), 1, "03-29 03:00", "03-29 03:00",
        {"03-29": "01:00"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("year", REGIMENS.values(), ids=REGIMENS)
def test_a_year_is_as_a_calendar_has_it(year: Year) -> None:
    dues = due_between(year.schedule, ZONE, JUST_BEFORE, LAST_MINUTE, year.last_done)
    assert len(dues) == year.count
    assert [local(dues[0].at), local(dues[-1].at)] == [year.first, year.last]
    by_day: dict[str, list[str]] = {}
    for due in dues:
        by_day.setdefault(f"{due.at.astimezone(ZoneInfo(ZONE)):%m-%d}", []).append(utc(due.at))
    found = {day: " ".join(by_day.get(day, [])) for day in year.days}
    assert found == year.days
    assert Counter(due.amount for due in dues if due.amount) == year.amounts


@pytest.mark.parametrize("year", REGIMENS.values(), ids=REGIMENS)
def test_one_after_another_is_the_same_as_all_at_once(year: Year) -> None:
    """What the engine asks for beside what a page shows, from before the first spring change."""
    start, end = (datetime(2026, 3, day, tzinfo=UTC) for day in (20, 31))
    walked, after = [], start
    while (due := next_due(year.schedule, ZONE, after, year.last_done)) and due.at <= end:
        walked.append(due.at)
        after = due.at
    dues = due_between(year.schedule, ZONE, start, end, year.last_done)
    assert walked == sorted({due.at for due in dues})


def test_what_is_taken_as_needed_is_never_due() -> None:
    for rule in (AsNeeded(), AsNeeded(360), AsNeeded(None, 3), AsNeeded(360, 3)):
        schedule = Schedule(rule)
        assert due_between(schedule, ZONE, JUST_BEFORE, LAST_MINUTE) == ()
        assert next_due(schedule, ZONE, JUST_BEFORE) is None
        assert all(
            slots_on(schedule, NEW_YEAR.date() + timedelta(days=n)) == () for n in range(365)
        )


def local(instant: datetime) -> str:
    return f"{instant.astimezone(ZoneInfo(ZONE)):%m-%d %H:%M}"


def utc(instant: datetime) -> str:
    return f"{instant:%H:%M}"
