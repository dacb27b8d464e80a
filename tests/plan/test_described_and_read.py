"""What the bot says of a schedule is what a person may type: it is read back equal."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan.describe import describe
from bot.plan.quick_add import parse
from bot.plan.rules import (
    AfterLast,
    AsNeeded,
    AtTimes,
    EveryDay,
    EveryDays,
    EveryWeeks,
    Interval,
    Once,
    OnOff,
    Schedule,
    Step,
    Steps,
    Weekdays,
)
from bot.texts import Texts
from tests.plan.test_quick_add import NOW, TODAY

TEXTS = Texts()
STARTS = st.dates(TODAY + timedelta(days=1), date(2029, 12, 1))
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
SOME_TIMES = st.sets(TIMES, min_size=1, max_size=6).map(lambda found: tuple(sorted(found)))
SOME_DAYS = st.sets(st.integers(0, 6), min_size=1, max_size=6).map(lambda s: tuple(sorted(s)))
AMOUNTS = st.sampled_from(["20 mg", "0.5 mg", "12.5 mg"])


@st.composite
def dated(draw: st.DrawFn) -> Schedule:
    """Times of day on some days, from a date on: which day is the first need not be guessed."""
    start = draw(STARTS)
    days = draw(st.one_of(
        st.just(EveryDay()),
        st.builds(Weekdays, SOME_DAYS),
        st.builds(EveryDays, st.integers(2, 60), st.just(start)),
        st.builds(OnOff, st.integers(2, 60), st.integers(2, 60), st.just(start)),
    ))  # fmt: skip
    until = draw(st.none() | st.integers(60, 400).map(lambda more: start + timedelta(days=more)))
    return Schedule(AtTimes(draw(SOME_TIMES)), days, start, until)


@st.composite
def every_few_weeks(draw: st.DrawFn) -> Schedule:
    start, weekdays = draw(STARTS), draw(SOME_DAYS)
    first = Weekdays(weekdays).next_from(start)
    return Schedule(
        AtTimes(draw(SOME_TIMES)),
        EveryWeeks(draw(st.integers(2, 52)), weekdays, first),
        start,
    )


@st.composite
def tapers(draw: st.DrawFn) -> Schedule:
    starts = sorted(draw(st.sets(STARTS, min_size=2, max_size=5)))
    steps = [Step(start, draw(SOME_TIMES), draw(AMOUNTS)) for start in starts]
    return Schedule(Steps(tuple(steps)))


SCHEDULES = st.one_of(
    dated(),
    every_few_weeks(),
    tapers(),
    st.builds(Schedule, st.builds(Once, STARTS, TIMES)),
    st.builds(Schedule, st.builds(Interval, st.integers(10, 1440), TIMES, TIMES)),
    st.builds(Schedule, st.builds(AfterLast, st.integers(30, 10080), TIMES)),
    st.builds(Schedule, st.builds(AsNeeded, st.none() | st.integers(1, 10080),
                                  st.none() | st.integers(1, 48))),
)  # fmt: skip


@pytest.mark.parametrize("language", TEXTS.languages)
@settings(max_examples=60)
@given(schedule=SCHEDULES)
def test_what_is_said_of_a_schedule_is_read_back_equal(language: str, schedule: Schedule):
    said = describe(TEXTS.translator(language), schedule, language)
    found = parse(f"Clonazepam {said}", TODAY, NOW, language=language)
    assert (found.name, found.schedule) == ("Clonazepam", schedule), said
