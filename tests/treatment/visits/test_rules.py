"""When visits are reminded of, and what is understood of a typed one."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.plan.rules import Schedule, due_between
from bot.treatment.dates import dated, past_date
from bot.treatment.visits.rules import (
    REMINDED,
    Appointment,
    VisitKind,
    checked_date,
    checked_question,
    days_of,
    kind_in,
    owed_afterwards,
    owed_before,
    subject_of,
    visit_of,
)

TODAY = date(2026, 3, 2)
"""A Monday."""
DAY = timedelta(days=1)
zones = st.sampled_from(
    ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")
)
times = st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))


def local(schedule: Schedule, zone: str, now: datetime) -> datetime:
    (due,) = due_between(schedule, zone, now, now + timedelta(days=60))
    return due.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@given(st.dates(date(2024, 2, 1), date(2029, 1, 1)), times, zones)
def test_a_visit_is_reminded_of_in_the_morning_and_asked_about_in_the_evening(
    day: date, at: time | None, zone: str
):
    now = datetime.combine(day - 20 * DAY, time(12), ZoneInfo(zone)).astimezone(UTC)
    visit = Appointment(1, VisitKind.DOCTOR, day, at, "Dr. Weber")
    owed = {days: local(one, zone, now) for days, one in owed_before(visit, zone, now).items()}
    assert {days: when.date() for days, when in owed.items()} == {
        days: day - days * DAY for days in owed
    }
    assert set(REMINDED) - set(owed) <= {0}
    assert all(time(7) <= when.time() <= time(9) for when in owed.values())
    if at is not None and 0 in owed:
        assert owed[0].time() < at
    asked = owed_afterwards(visit, zone, now)
    assert asked is not None
    when = local(asked, zone, now)
    assert when.date() == day
    assert when.time() >= time(19)
    assert at is None or at >= time(21) or when.time() > at


@given(st.dates(date(2024, 2, 1), date(2029, 1, 1)), st.integers(0, 30 * 24), zones)
def test_added_late_only_what_is_ahead_is_owed(day: date, hours: int, zone: str):
    begin = datetime.combine(day - 20 * DAY, time(12), ZoneInfo(zone)).astimezone(UTC)
    now = begin + timedelta(hours=hours)
    visit = Appointment(1, VisitKind.DOCTOR, day, time(10, 30), "")
    all_of_them = owed_before(visit, zone, begin)
    ahead = {
        days: one
        for days, one in all_of_them.items()
        if due_between(one, zone, now, begin + timedelta(days=60))
    }
    assert owed_before(visit, zone, now) == ahead


@given(st.integers(1, 2**50), st.sampled_from(REMINDED))
def test_a_note_says_of_which_visit_it_is_and_how_far_ahead(visit: int, days: int):
    subject = subject_of(visit, days)
    assert (visit_of(subject), days_of(subject)) == (visit, days)


@pytest.mark.parametrize(
    ("typed", "day", "at", "rest"),
    [
        ("12 March 10:30 Dr. Weber", date(2026, 3, 12), time(10, 30), "Dr. Weber"),
        ("Dr. Weber, eye clinic 12.3.2026 at 8:15", date(2026, 3, 12), time(8, 15),
         "Dr. Weber, eye clinic"),
        ("1 March", date(2027, 3, 1), None, ""),
        ("tomorrow 4 pm", date(2026, 3, 3), time(16), ""),
        ("2026-05-04 botox injection St. Mary's", date(2026, 5, 4), None,
         "botox injection St. Mary's"),
        ("in 3 weeks Room 12", date(2026, 3, 23), None, "Room 12"),
    ],
)  # fmt: skip
def test_a_line_is_a_date_a_time_and_who(typed: str, day: date, at: time | None, rest: str):
    found = dated(typed, TODAY)
    assert (found.day, found.at, found.rest) == (day, at, rest)


@given(st.text(max_size=400))
def test_whatever_is_typed_is_a_visit_or_a_refusal(text: str):
    assert all(said_of(read, text) for read in (dated, past_date))


def said_of(read: Callable[[str, date], object], text: str) -> str:
    try:
        return str(read(text, TODAY))
    except UserError as error:
        return error.message.format(**error.values)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("yesterday", TODAY - DAY),
        ("today", TODAY),
        ("1 March", date(2026, 3, 1)),
        ("3 March", date(2025, 3, 3)),
        ("on 5 Jan 2026", date(2026, 1, 5)),
    ],
)
def test_a_date_that_was_is_the_last_such_day(typed: str, day: date):
    assert past_date(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "soon", "12", "1 March and more", "31 Feb"])
def test_what_is_no_date_is_told(typed: str):
    with pytest.raises(UserError):
        past_date(typed, TODAY)


def test_an_injection_is_known_by_its_words():
    assert kind_in("Botox, Dr. Weber") is kind_in("my injection") is VisitKind.INJECTION
    assert kind_in("Injektion Dr. Weber") is VisitKind.INJECTION
    assert kind_in("inyección, Dra. Ruiz") is VisitKind.INJECTION
    assert kind_in("Dr. Weber") is VisitKind.DOCTOR


def test_a_question_of_200_characters_fits_and_a_longer_one_is_told_how_long_it_is():
    assert checked_question("  is\n it " + "x" * 194) == "is it " + "x" * 194
    with pytest.raises(UserError) as refused:
        checked_question("x" * 201)
    assert refused.value.values == {"count": 201, "most": 200}
    for nothing in ("", " \n", "\u200b"):
        with pytest.raises(UserError):
            checked_question(nothing)


def test_a_visit_is_ahead_and_not_in_another_life():
    assert checked_date(TODAY, TODAY) == TODAY
    for wrong in (TODAY - DAY, TODAY + 4000 * DAY):
        with pytest.raises(UserError):
            checked_date(wrong, TODAY)
