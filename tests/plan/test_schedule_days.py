"""On which days: each rule against counting day by day."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan.days import Days
from bot.plan.rules import EveryDay, EveryDays, EveryWeeks, OnOff, Weekdays
from tests.plan import schedules


def is_one(days: Days, day: date) -> bool:
    match days:
        case EveryDay():
            return True
        case Weekdays(weekdays):
            return day.weekday() in weekdays
        case EveryDays(count, anchor):
            return (day - anchor).days % count == 0
        case EveryWeeks(weeks, weekdays, anchor):
            apart = monday(day) - monday(anchor)
            return day.weekday() in weekdays and apart.days // 7 % weeks == 0
        case OnOff(on, off, anchor):
            return (day - anchor).days % (on + off) < on


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@settings(max_examples=300, deadline=None)
@given(schedules.days, schedules.dates)
def test_the_next_day_is_the_first_that_counting_finds(days, day):
    found = days.next_from(day)

    counted = day
    while not is_one(days, counted):
        counted += timedelta(days=1)
    assert found == counted


@settings(max_examples=100, deadline=None)
@given(schedules.days, schedules.dates, st.integers(1, 30))
def test_asking_again_from_a_day_found_gives_that_day(days, day, steps):
    for _ in range(steps):
        day = days.next_from(day)
        assert days.next_from(day) == day
        day += timedelta(days=1)
