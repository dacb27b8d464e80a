"""The rules of goals: what is reached, what is offered next, and that rests cost nothing."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.summary.goals.rules import (
    COUNTED,
    DAY,
    LONGEST_WORDS,
    Goal,
    GoalProgress,
    What,
    bedtimes,
    check_counted,
    checked_days,
    checked_words,
    day_of,
    easier,
    evening_of,
    is_in_bed_by,
    monday_of,
    offers_easier,
    since_noon,
    smaller_goal,
    toggled,
    week_dates,
    weeks_to_choose,
)

MONDAY = date(2026, 3, 2)
dates = st.dates(date(2020, 1, 1), date(2035, 1, 1))
goals = st.builds(Goal, st.sampled_from(COUNTED), st.integers(1, 7))


@st.composite
def lived(draw: st.DrawFn) -> list[GoalProgress]:
    """Goals of successive weeks that are over, the latest first."""
    weeks = draw(st.integers(0, 6))
    return [
        GoalProgress(
            draw(goals),
            MONDAY - n * 7 * DAY,
            tuple(sorted(draw(st.sets(st.sampled_from(week_dates(MONDAY - n * 7 * DAY)))))),
            is_rest=draw(st.booleans()),
        )
        for n in range(1, weeks + 1)
    ]


@given(lived())
def test_an_easier_one_is_offered_after_two_misses_and_only_then(past):
    counted = [one for one in past if not one.is_rest]
    missed = [one.done < one.goal.days for one in counted]
    assert offers_easier(past) == (missed[:2] == [True, True])
    assert offers_easier(past[::-1]) == offers_easier(past)


@given(lived(), st.integers(0, 6))
def test_a_week_of_rest_neither_counts_nor_breaks_anything(past, at):
    rest = GoalProgress(Goal(What.CALM, 7), MONDAY - (at * 7 + 3) * DAY, is_rest=True)
    assert offers_easier([*past, rest]) == offers_easier(past)


@given(goals)
def test_an_easier_goal_is_one_day_less_and_there_is_an_end_to_it(goal):
    steps = [goal]
    while (smaller := easier(steps[-1])) is not None:
        assert smaller.days == steps[-1].days - 1
        assert (smaller.what, smaller.minute) == (goal.what, goal.minute)
        steps.append(smaller)
    assert steps[-1].days == 1
    assert len(steps) == goal.days


@given(goals, st.sets(st.integers(0, 6)), st.integers(-3, 10))
def test_a_week_is_settled_when_no_day_ahead_can_change_it(goal, kept, day):
    today = MONDAY + day * DAY
    week = week_dates(MONDAY)
    progress = GoalProgress(goal, MONDAY, tuple(week[n] for n in sorted(kept)))
    best = GoalProgress(
        goal, MONDAY, tuple(one for n, one in enumerate(week) if n in kept or one >= today)
    )
    assert progress.is_settled(today) == (progress.is_reached == best.is_reached)


def test_on_sunday_the_day_may_still_be_kept():
    sunday = MONDAY + 6 * DAY
    before = GoalProgress(Goal(What.CHECKIN, 3), MONDAY - 7 * DAY)
    nearly = GoalProgress(Goal(What.CHECKIN, 3), MONDAY, week_dates(MONDAY)[:2])
    assert smaller_goal([nearly, before], sunday) is None
    assert smaller_goal([nearly, before], sunday + DAY) == Goal(What.CHECKIN, 2)
    hardly = GoalProgress(Goal(What.CHECKIN, 3), MONDAY, week_dates(MONDAY)[:1])
    assert smaller_goal([hardly, before], sunday) == Goal(What.CHECKIN, 2)


@given(dates)
def test_weeks_go_from_monday_to_sunday(day):
    monday = monday_of(day)
    assert monday.isoweekday() == 1
    assert day in week_dates(monday)
    assert all(monday_of(one) == monday for one in week_dates(monday))
    this, *following = weeks_to_choose(day)
    assert this == monday
    assert following == ([day + DAY] if day.isoweekday() == 7 else [])


@given(st.sets(dates), dates, st.booleans())
def test_a_tick_is_there_once_or_not_at_all(days, day, on):
    ticks = [one.toordinal() for one in days]
    after = toggled(ticks, day, on=on)
    assert after == sorted(set(after))
    assert (day.toordinal() in after) == on
    assert set(after) - {day.toordinal()} == set(ticks) - {day.toordinal()}
    assert toggled(after, day, on=on) == after


@pytest.mark.parametrize(
    ("due", "taken", "limit", "is_kept"),
    [
        ("2026-03-02 22:30", "2026-03-02 22:31", time(23), True),
        ("2026-03-02 22:30", "2026-03-02 23:00", time(23), True),
        ("2026-03-02 22:30", "2026-03-02 23:01", time(23), False),
        ("2026-03-02 22:30", "2026-03-03 00:10", time(23), False),
        ("2026-03-02 22:30", "2026-03-03 00:10", time(0, 30), True),
        ("2026-03-03 00:30", "2026-03-03 00:29", time(0, 30), True),
        ("2026-03-03 00:30", "2026-03-02 23:50", time(0, 30), True),
        ("2026-03-03 00:30", "2026-03-03 01:00", time(0, 30), False),
        ("2026-03-02 22:30", "2026-03-03 22:30", time(23), False),
    ],
)
def test_a_night_belongs_to_its_evening(due: str, taken: str, limit: time, is_kept: bool):
    evening = evening_of(datetime.fromisoformat(due))
    assert evening == MONDAY
    minutes = since_noon(datetime.fromisoformat(taken), evening)
    assert is_in_bed_by(limit.hour * 60 + limit.minute, minutes) is is_kept


@given(st.times())
def test_bedtimes_to_choose_from_lie_round_the_usual_one(usual):
    minutes = bedtimes(usual.replace(second=0, microsecond=0))
    assert len(set(minutes)) == 5
    assert all(0 <= minute < 24 * 60 for minute in minutes)
    assert usual.hour * 60 + usual.minute in minutes


def test_words_are_kept_on_one_line_and_limited():
    assert checked_words("  a walk\n with   a friend ") == "a walk with a friend"
    assert len(checked_words("ä" * LONGEST_WORDS)) == LONGEST_WORDS
    with pytest.raises(UserError, match="characters long"):
        checked_words("ä" * (LONGEST_WORDS + 1))
    with pytest.raises(UserError, match="in words"):
        checked_words(" \n ")


@given(st.integers())
def test_what_no_button_of_ours_carries_is_refused(number):
    if 1 <= number <= 7:
        assert checked_days(number) == number
    else:
        with pytest.raises(UserError):
            checked_days(number)
    if not 0 <= number < 24 * 60:
        with pytest.raises(UserError):
            check_counted(What.BED, number)
    for what in (What.OWN, What.NONE):
        with pytest.raises(UserError):
            check_counted(what, 0)


@given(st.one_of(dates.map(date.toordinal), st.integers()))
def test_an_ordinal_is_a_day_or_refused(ordinal):
    try:
        day = day_of(ordinal)
    except UserError:
        assert not date(2000, 1, 1).toordinal() <= ordinal <= date(9000, 1, 1).toordinal()
    else:
        assert day.toordinal() == ordinal
        assert week_dates(monday_of(day))[6] - day <= timedelta(days=6)
