"""The order of the steps, and days as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.people.rules import waking
from bot.setup.hours import read_hours
from bot.setup.rules import STEPS, first_open_step, step_after


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
