"""What a supply is, without any database: counts, doses, days, mornings."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.plan.rules import (
    AfterLast,
    AsNeeded,
    AtTimes,
    Interval,
    Schedule,
    Step,
    Steps,
    Weekdays,
)
from bot.texts import Texts
from bot.treatment.stock.rules import (
    UNIT,
    Dosing,
    Entry,
    Mornings,
    What,
    lasts,
    left,
    read_units,
    warning_at,
)
from bot.treatment.stock.words import units_words

T = Texts().translator("en")

ZONE = "Europe/Berlin"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""A Monday, ten in the morning in Berlin."""
HOUR = timedelta(hours=1)
MORNINGS = Mornings(ZONE, time(7))


def entry(number, what, units, hours):
    return Entry(number, what, units * UNIT, NOW + hours * HOUR)


COUNT = entry(1, What.COUNTED, 30, 0)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], None),
        ([entry(1, What.TAKEN, 1, 0)], None),
        ([COUNT], 30),
        ([COUNT, entry(2, What.TAKEN, 1, 1)], 29),
        ([COUNT, entry(2, What.TAKEN, 1, -1)], 30),  # taken before it was counted
        ([COUNT, entry(2, What.TAKEN, 1, 0)], 30),
        ([COUNT, entry(2, What.REFILLED, 20, 0)], 50),
        ([COUNT, entry(2, What.TAKEN, 31, 1)], -1),  # the doses are the truth
        ([COUNT, entry(2, What.TAKEN, 31, 1), entry(3, What.REFILLED, 10, 2)], 9),
        ([COUNT, entry(2, What.TAKEN, 1, 1), entry(3, What.COUNTED, 12, 2)], 12),
    ],
)
def test_what_is_left(entries, expected) -> None:
    assert left(entries) == (None if expected is None else expected * UNIT)
    assert left(entries[::-1]) == left(entries)


@pytest.mark.parametrize(
    ("amount", "units"),
    [
        (None, 1), ("5 mg", 1), ("2 tablets", 2), ("½ tablet", 0.5), ("1½ tablets", 1.5),
        ("10 drops", 10), ("2 × 500 mg", 1), ("25 mg tablet", 1), ("a lot", 1), ("0.5 mg", 1),
    ],
)  # fmt: skip
def test_a_dose_by_its_amount_alone(amount, units) -> None:
    assert Dosing().units(amount) == units * UNIT


@pytest.mark.parametrize(
    ("amount", "holds", "units"),
    [
        ("10 mg", "5 mg", 2), ("2.5 mg", "5 mg", 0.5), ("1 g", "500 mg", 2),
        ("500 mcg", "0.5 mg", 1), ("2 × 10 mg", "5 mg", 4), ("2 tablets", "5 mg", 2),
        ("5 ml", "5 mg", 3), (None, "5 mg", 3),
    ],
)  # fmt: skip
def test_a_dose_by_what_one_unit_holds(amount, holds, units) -> None:
    assert Dosing(3 * UNIT, holds).units(amount) == units * UNIT


def out_on(units, schedule, amount=None, dosing=None, last_done=None):
    found = lasts(
        int(units * UNIT), schedule, dosing or Dosing(), amount, ZONE, NOW, last_done
    )  # fmt: skip
    return found.out_on


TWICE = Schedule(AtTimes((time(8), time(20))))


@pytest.mark.parametrize(
    ("units", "schedule", "amount", "expected"),
    [
        (30, Schedule(AtTimes((time(8),))), None, date(2026, 4, 2)),  # 3 March is the first
        (1, TWICE, None, date(2026, 3, 3)),  # this evening's is there, tomorrow's is not
        (0, TWICE, None, date(2026, 3, 2)),
        (-3, TWICE, None, date(2026, 3, 2)),
        (14, TWICE, "2 tablets", date(2026, 3, 6)),
        (3, Schedule(AtTimes((time(8),)), Weekdays((0, 2, 4))), None, date(2026, 3, 11)),
        (8, Schedule(Interval(240, time(8), time(20))), None, date(2026, 3, 4)),
        (5000, TWICE, None, None),  # longer than a year
        (10, Schedule(AsNeeded(360, 3)), None, date(2026, 3, 5)),
        (10, Schedule(AsNeeded()), None, None),
    ],
)
def test_how_long_it_lasts(units, schedule, amount, expected) -> None:
    assert out_on(units, schedule, amount) == expected


def test_steps_with_their_own_amounts_are_reckoned_with() -> None:
    steps = Steps(
        (
            Step(date(2026, 3, 3), (time(8),), "5 mg"),
            Step(date(2026, 3, 10), (time(8), time(20)), "10 mg"),
        )
    )
    # 7 in the first week, then 4 a day: 15 are 7 + 2 days of 4; the third day lacks
    assert out_on(15, Schedule(steps), dosing=Dosing(UNIT, "5 mg")) == date(2026, 3, 12)


def test_what_counts_from_the_last_dose_goes_on_from_it() -> None:
    schedule = Schedule(AfterLast(12 * 60, time(7)))
    assert out_on(4, schedule, last_done=NOW) == date(2026, 3, 4)


def warned(day, days, said_at=None, now=NOW):
    return warning_at(day, days, MORNINGS, now, said_at=said_at)


def test_the_warning_comes_on_the_morning_so_many_days_ahead_and_on_the_last_day() -> None:
    out = date(2026, 3, 20)
    first = datetime(2026, 3, 13, 6, tzinfo=UTC)
    assert warned(out, 7) == first
    second = warned(out, 7, said_at=first, now=first)
    assert second == datetime(2026, 3, 19, 6, tzinfo=UTC)
    assert warned(out, 7, said_at=second, now=second) is None
    assert warned(None, 7) is None


def test_when_it_is_low_already_the_next_morning_says_so() -> None:
    assert warned(date(2026, 3, 4), 7) == datetime(2026, 3, 3, 6, tzinfo=UTC)
    early = NOW.replace(hour=4)
    assert warned(date(2026, 3, 4), 7, now=early) == datetime(2026, 3, 2, 6, tzinfo=UTC)


def test_it_is_the_morning_of_the_clocks_there_after_they_changed() -> None:
    assert warned(date(2026, 4, 10), 7) == datetime(2026, 4, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "units"), [("30", 30), ("12.5", 12.5), ("12,5", 12.5), ("1½", 1.5), ("0", 0)]
)
def test_numbers_as_they_are_typed(typed, units) -> None:
    assert read_units(typed) == units * UNIT


@pytest.mark.parametrize("typed", ["", "many", "-3", "1e9", "9999999999"])
def test_what_is_no_number_is_refused(typed) -> None:
    with pytest.raises(UserError):
        read_units(typed)


@pytest.mark.parametrize(
    ("hundredths", "words"), [(0, "0"), (3000, "30"), (1250, "12.5"), (-100, "−1"), (33, "0.33")]
)
def test_numbers_as_they_are_shown(hundredths, words) -> None:
    assert units_words(T, hundredths) == words


@given(
    st.lists(
        st.tuples(st.sampled_from(What), st.integers(0, 500), st.integers(-50, 50)), max_size=12
    )
)
def test_a_count_ends_all_that_was_before_it(told) -> None:
    entries = [entry(at, what, units, hours) for at, (what, units, hours) in enumerate(told)]
    counted = entry(99, What.COUNTED, 7, 60)
    assert left([*entries, counted]) == 7 * UNIT
