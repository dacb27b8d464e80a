"""Every schedule there can be, for Hypothesis, and shorthands that keep the tests readable."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

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

ZONES = sorted(zoneinfo.available_timezones())
FIRST, LAST = date(1990, 1, 1), date(2037, 12, 1)

zones = st.sampled_from(ZONES)
dates = st.dates(FIRST, LAST)
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
some_times = st.sets(times, min_size=1, max_size=6).map(lambda found: tuple(sorted(found)))
weekdays = st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found)))
days = st.one_of(
    st.just(EveryDay()),
    st.builds(Weekdays, weekdays),
    st.builds(EveryDays, st.integers(2, 60), dates),
    st.builds(EveryWeeks, st.integers(2, 52), weekdays, dates),
    st.builds(OnOff, st.integers(1, 60), st.integers(1, 60), dates),
)
amounts = st.sampled_from(["20 mg", "½ tablet", "2 drops"])
instants = st.integers(0, 48 * 365 * 24 * 60).map(
    lambda minutes: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@st.composite
def bounded(draw: st.DrawFn, when: st.SearchStrategy, on: st.SearchStrategy) -> Schedule:
    """A schedule with or without a start and an end that leave it at least one day."""
    chosen = draw(on)
    start = draw(st.none() | dates)
    until = None
    if draw(st.booleans()):
        first = chosen.next_from(start or draw(dates))
        until = first + timedelta(days=draw(st.integers(0, 400)))
    return Schedule(draw(when), chosen, start, until)


@st.composite
def tapers(draw: st.DrawFn) -> Schedule:
    steps = []
    start = draw(dates)
    for _ in range(draw(st.integers(1, 5))):
        length = draw(st.integers(1, 30))
        until = start + timedelta(days=length - 1)
        closed = draw(st.booleans())
        steps.append(Step(start, draw(some_times), draw(amounts), until if closed else None))
        start = until + timedelta(days=1 + (draw(st.integers(0, 10)) if closed else 0))
    return Schedule(Steps(tuple(steps)))


at_times = bounded(st.builds(AtTimes, some_times), days)
intervals = bounded(st.builds(Interval, st.integers(10, 1440), times, times), days)
after_last = bounded(st.builds(AfterLast, st.integers(30, 10080), times), st.just(EveryDay()))
once = st.builds(Schedule, st.builds(Once, dates, times))
as_needed = bounded(
    st.builds(AsNeeded, st.none() | st.integers(1, 10080), st.none() | st.integers(1, 48)),
    st.just(EveryDay()),
)
wall_clock = st.one_of(at_times, intervals, tapers(), once)
every_schedule = st.one_of(wall_clock, after_last, as_needed)


def at(*clock: str) -> Schedule:
    """Daily at these times: at("08:00", "20:00")."""
    return Schedule(AtTimes(tuple(time.fromisoformat(text) for text in clock)))


def utc(text: str) -> datetime:
    """utc("2026-03-29 01:00")."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
