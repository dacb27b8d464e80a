"""The order of the steps, the starter plan for any day, and days as people type them."""

from datetime import time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.people.rules import checked_hours, waking
from bot.plan.rules import CHECK_INS, AtTimes, Interval, Kind, slots_on
from bot.plan.schedule import check_time
from bot.setup.hours import read_hours
from bot.setup.rules import STEPS, first_open_step, starter_schedules, step_after
from tests.people.chat import NOW

minutes = st.integers(0, 1439).map(lambda at: time(at // 60, at % 60))


def test_the_steps_follow_each_other_to_the_end():
    walked, step = [], STEPS[0]
    while step is not None:
        walked.append(step)
        step = step_after(step)
    assert tuple(walked) == STEPS


@pytest.mark.parametrize(
    ("has_zone", "condition", "side", "step"),
    [
        (False, None, None, "zone"),
        (True, None, None, "hours"),
        (True, "hfs", None, "side"),
        (False, "hfs", None, "side"),
        (True, None, "left", "starter"),
    ],
)
def test_where_to_go_on_is_seen_from_what_is_known(has_zone, condition, side, step):
    assert first_open_step(has_zone=has_zone, condition=condition, side=side) == step


@given(minutes, minutes)
def test_the_starter_plan_lies_within_any_waking_day(wake, bed):
    try:
        checked_hours(wake, bed)
    except UserError:
        assume(False)
    day = waking(wake, bed)
    schedules = starter_schedules(wake, bed)
    assert set(schedules) == {Kind.STRETCHING, Kind.HYDRATION, Kind.SLEEP} | CHECK_INS
    for schedule in schedules.values():
        for slot in slots_on(schedule, NOW.date()):
            check_time(slot.at)
            assert timedelta(0) < waking(wake, slot.at) < day, "nothing is due in quiet hours"
    assert len(schedules[Kind.STRETCHING].when.times) == 2


def test_the_usual_day():
    schedules = starter_schedules(time(7), time(22, 30))
    assert schedules[Kind.STRETCHING].when == AtTimes((time(8), time(18, 30)))
    assert schedules[Kind.HYDRATION].when == Interval(120, time(8), time(21))
    assert schedules[Kind.MORNING].when == AtTimes((time(7, 30),))
    assert schedules[Kind.CHECKIN].when == AtTimes((time(21, 30),))
    assert schedules[Kind.SLEEP].when == AtTimes((time(22),))


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("6:30 23:00", ((6, 30), (23, 0))),
        ("6:30-23:00", ((6, 30), (23, 0))),
        ("6:30 – 23:00", ((6, 30), (23, 0))),
        ("23:00 6:30", ((6, 30), (23, 0))),
        ("up at 7 am, bed at 11 pm", ((7, 0), (23, 0))),
        ("I get up at 7 and go to bed at 22:30", ((7, 0), (22, 30))),
        ("8:00 0:30", ((8, 0), (0, 30))),
        ("7 23", ((7, 0), (23, 0))),
        ("0630 to 2300", ((6, 30), (23, 0))),
    ],
)
def test_two_times_are_read_however_they_are_typed(typed, hours):
    assert read_hours(typed) == tuple(time(*at) for at in hours)


@given(st.text(max_size=60))
def test_any_text_is_two_times_or_a_kind_refusal(typed):
    try:
        wake, bed = read_hours(typed)
    except UserError as error:
        example = error.message
    else:
        example = ""
        assert waking(wake, bed) >= waking(bed, wake)
    assert not example or "08:00" in example or "6:30" in example
