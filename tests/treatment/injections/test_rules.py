"""The cycle's rules: what is owed when, by the clocks on the wall, whatever they do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.plan.rules import due_between
from bot.treatment.injections.rules import (
    CHECK_DAYS,
    LAST_WEEK,
    SITES,
    WEEKLY_FROM,
    Check,
    Half,
    Times,
    Working,
    Zone,
    checked_day,
    injection_of,
    is_recent,
    nudge_after,
    owed_after,
    own_times,
    subject_of,
    times_of,
)

DAY = timedelta(days=1)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")
days = st.dates(date(2024, 1, 1), date(2030, 1, 1))
zones = st.sampled_from(ZONES)


def asked_on(injected: date, zone: str, now: datetime) -> list[datetime]:
    """Every check-in still owed, as the clocks of the zone show it."""
    end = now + timedelta(days=400)
    dues = [
        due.at
        for schedule in owed_after(injected, zone, now).values()
        for due in due_between(schedule, zone, now, end)
    ]
    return [at.astimezone(ZoneInfo(zone)) for at in sorted(dues)]


@given(days, zones)
def test_all_check_ins_come_at_six_on_their_days_over_every_clock_change(injected: date, zone: str):
    now = datetime.combine(injected, time(12), ZoneInfo(zone)).astimezone(UTC)
    asked = asked_on(injected, zone, now)
    weekly = range(WEEKLY_FROM * 7, LAST_WEEK * 7 + 1, 7)
    assert [(at.date() - injected).days for at in asked] == [*CHECK_DAYS, *weekly]
    assert {at.time() for at in asked} == {time(18)}
    nudge = nudge_after(injected, zone, now)
    assert nudge is not None
    (due,) = due_between(nudge, zone, now, now + timedelta(days=400))
    local = due.at.astimezone(ZoneInfo(zone))
    assert ((local.date() - injected).days, local.time()) == (70, time(10))


@given(days, zones, st.integers(0, 24 * 200))
def test_logged_late_only_what_is_ahead_is_owed(injected: date, zone: str, hours: int):
    noon = datetime.combine(injected, time(12), ZoneInfo(zone)).astimezone(UTC)
    now = noon + timedelta(hours=hours)
    assert asked_on(injected, zone, now) == [
        at for at in asked_on(injected, zone, noon) if at > now
    ]
    nudge, at_first = nudge_after(injected, zone, now), nudge_after(injected, zone, noon)
    assert at_first is not None
    (due,) = due_between(at_first, zone, noon, noon + timedelta(days=400))
    assert (nudge is not None) is (due.at > now)


@given(st.integers(1, 2**50), st.sampled_from([*CHECK_DAYS, 56]))
def test_a_note_says_of_which_injection_it_is(injection: int, day: int):
    assert injection_of(subject_of(injection, day)) == injection


answers = st.lists(
    st.builds(
        Check, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from([None, *Working])
    ),
    max_size=12,
    unique_by=lambda one: one.day,
)


@given(st.dates(date(2026, 1, 1), date(2026, 6, 1)), st.none() | st.integers(1, 200), answers)
def test_one_cycle_s_times_are_the_first_that_were_said_in_it(
    injected: date, length: int | None, said: list[Check]
):
    following = injected + length * DAY if length else None
    times = times_of(injected, following, said)
    inside = [one for one in said if injected <= one.day < (following or date.max)]
    felt = [one.day for one in inside if one.working in {Working.LITTLE, Working.WELL}]
    off = [one.day for one in inside if one.working is Working.WEARING_OFF]
    assert times == Times(
        (min(felt) - injected).days if felt else None,
        (min(off) - injected).days if off else None,
        length,
    )


def test_own_times_are_told_from_the_second_cycle_on():
    first, second = date(2026, 1, 5), date(2026, 4, 6)
    said = [
        Check(first + 7 * DAY, Working.LITTLE),
        Check(first + 70 * DAY, Working.WEARING_OFF),
        Check(second + 3 * DAY, Working.WELL),
    ]
    assert own_times([first], said[:2]) == ()
    assert own_times([first, second], said[:2]) == (), "of the second nothing is known yet"
    assert own_times([second, first], said) == (Times(3, None, None), Times(7, 70, 91))


@given(days, st.integers(-400, 400))
def test_massage_waits_after_a_fresh_injection_only(today: date, ago: int):
    assert is_recent(today - ago * DAY, today) is (0 <= ago <= 7)


def test_a_day_ahead_or_long_before_botulinum_toxin_is_refused():
    today = date(2026, 3, 2)
    assert checked_day(today, today) == today
    for wrong in (today + DAY, date(1989, 12, 31)):
        with pytest.raises(UserError):
            checked_day(wrong, today)


def test_every_site_has_a_code_of_its_own_that_says_where():
    assert len(SITES) == len(Half) * len(Zone) == 20
    assert all(code == f"{site.half}_{site.zone}" for code, site in SITES.items())
