"""What cannot be a schedule, and schedules as JSON and back."""

import json
from datetime import UTC, date, time

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
    from_json,
    to_json,
)
from tests.plan import schedules

DAY = date(2026, 12, 1)
EIGHT = AtTimes((time(8),))


@pytest.mark.parametrize(
    "refused",
    [
        lambda: AtTimes(()),
        lambda: AtTimes((time(20), time(8))),
        lambda: AtTimes((time(8), time(8))),
        lambda: AtTimes(tuple(time(hour) for hour in range(13))),
        lambda: AtTimes((time(8, 0, 30),)),
        lambda: AtTimes((time(8, tzinfo=UTC),)),
        lambda: Interval(5, time(9), time(21)),
        lambda: Interval(1441, time(9), time(21)),
        lambda: AfterLast(10, time(8)),
        lambda: AfterLast(8 * 1440, time(8)),
        lambda: Once(date(1899, 12, 31), time(8)),
        lambda: Once(date(3000, 1, 1), time(8)),
        lambda: AsNeeded(0, 3),
        lambda: AsNeeded(60, 0),
        lambda: AsNeeded(True, 3),
        lambda: Weekdays(()),
        lambda: Weekdays((2, 0)),
        lambda: Weekdays((7,)),
        lambda: EveryDays(1, DAY),
        lambda: EveryDays(1001, DAY),
        lambda: EveryWeeks(1, (0,), DAY),
        lambda: EveryWeeks(2, (), DAY),
        lambda: OnOff(0, 7, DAY),
        lambda: OnOff(21, 0, DAY),
        lambda: Step(DAY, (time(8),), ""),
        lambda: Step(DAY, (time(8),), "x" * 41),
        lambda: Step(DAY, (time(8),), "5 mg", until=date(2026, 11, 30)),
        lambda: Steps(()),
        lambda: Steps((Step(DAY, (time(8),), "5 mg"), Step(DAY, (time(8),), "2 mg"))),
        lambda: Steps(
            (
                Step(DAY, (time(8),), "5 mg", until=date(2026, 12, 9)),
                Step(date(2026, 12, 9), (time(8),), "2 mg"),
            )
        ),
        lambda: Schedule(EIGHT, start=DAY, until=date(2026, 11, 30)),
        lambda: Schedule(EIGHT, Weekdays((0,)), DAY, date(2026, 12, 3)),
        lambda: Schedule(Once(DAY, time(8)), start=DAY),
        lambda: Schedule(Once(DAY, time(8)), Weekdays((0,))),
        lambda: Schedule(Steps((Step(DAY, (time(8),), "5 mg"),)), until=DAY),
        lambda: Schedule(AfterLast(480, time(8)), Weekdays((0,))),
        lambda: Schedule(AsNeeded(), EveryDays(2, DAY)),
    ],
)
def test_a_schedule_that_means_nothing_cannot_be_made(refused):
    with pytest.raises(ValueError, match=r"."):
        refused()


@settings(max_examples=300, deadline=None)
@given(schedules.every_schedule)
def test_json_there_and_back(schedule):
    assert from_json(json.loads(json.dumps(to_json(schedule)))) == schedule


GOOD = to_json(Schedule(EIGHT))


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "08:00",
        {},
        GOOD | {"v": 2},
        GOOD | {"more": 1},
        {key: GOOD[key] for key in ("v", "when", "days", "start")},
        GOOD | {"when": {"kind": "sometimes"}},
        GOOD | {"when": {"kind": "times", "times": "08:00"}},
        GOOD | {"when": {"kind": "times", "times": ["8:00"]}},
        GOOD | {"when": {"kind": "times", "times": ["25:00"]}},
        GOOD | {"when": {"kind": "times", "times": ["08:00:00"]}},
        GOOD | {"when": {"kind": "times", "times": [8]}},
        GOOD | {"when": {"kind": "times", "times": ["08:00"], "more": 1}},
        GOOD | {"when": {"kind": "interval", "minutes": "60", "opens": "09:00", "closes": "21:00"}},
        GOOD | {"when": {"kind": "interval", "minutes": True, "opens": "09:00", "closes": "21:00"}},
        GOOD | {"when": {"kind": "steps", "steps": [{"start": "2026-12-01"}]}},
        GOOD | {"days": {"kind": "weekdays", "weekdays": [1.0]}},
        GOOD | {"days": {"kind": "all", "more": 1}},
        GOOD | {"days": None},
        GOOD | {"start": "1 Dec"},
        GOOD | {"start": "20261201"},
        GOOD | {"start": "2026-12-02", "until": "2026-12-01"},
    ],
)
def test_json_that_is_no_schedule_is_refused(data):
    with pytest.raises(ValueError, match=r"."):
        from_json(data)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["when", "days", "start", "until"]), anything)
def test_whatever_stands_in_a_field_it_is_a_schedule_or_a_value_error(field, value):
    try:
        schedule = from_json(GOOD | {field: value})
    except ValueError:
        return
    assert to_json(schedule) == GOOD | {field: value}
