"""The calendar says the same as the reminders, in rules where rules can say it."""

from datetime import UTC, date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from icalendar import Calendar

from bot.export.as_ics import AHEAD, calendar, is_metronome
from bot.plan.rules import AfterLast, AtTimes, EveryDays, Interval, Once, OnOff, Schedule, Weekdays
from bot.plan.rules import due_between as dues
from tests.export.diaries import NOW, diary, item, planned
from tests.plan.schedules import at, every_schedule, instants

WINDOW = timedelta(days=60)


def events(schedule: Schedule, now: datetime = NOW, zone: str = "Europe/Berlin") -> list[object]:
    made = calendar(diary(now, zone, plan_item=[item()], schedule=[planned(schedule)]))
    return list(Calendar.from_ical(made).walk("VEVENT"))


def instants_of(found: list[object], start: datetime) -> set[datetime]:
    """What a calendar program would show between `start` and the window's end."""
    end, shown = start + WINDOW, set()
    for event in found:
        first = event["DTSTART"].dt
        rule = event.get("RRULE")
        if rule is None:
            shown.add(first)
            continue
        text = rule.to_ical().decode()
        shown |= set(rrulestr(text, dtstart=first).between(start, end, inc=True))
    return {one.astimezone(UTC) for one in shown if start < one.astimezone(UTC) <= end}


@settings(max_examples=100, deadline=None)
@given(every_schedule, instants)
def test_any_schedule_is_in_the_calendar_as_it_is_in_the_bot(
    schedule: Schedule, now: datetime
) -> None:
    found = events(schedule, now, "UTC")
    if is_metronome(schedule):
        assert found == []
        return
    expected = {due.at for due in dues(schedule, "UTC", now, now + WINDOW)}
    assert instants_of(found, now) == expected


def test_times_keep_through_the_change_of_clocks() -> None:
    found = events(at("08:00"))

    shown = sorted(instants_of(found, NOW))

    assert len(found) == 1
    assert (shown[0].hour, shown[-1].hour) == (7, 6)
    assert {one.astimezone(found[0]["DTSTART"].dt.tzinfo).time() for one in shown} == {time(8)}


def test_rules_are_said_as_rules() -> None:
    morning = (time(7, 30),)
    rules = {
        schedule: events(schedule)[0]["RRULE"].to_ical().decode()
        for schedule in (
            Schedule(AtTimes(morning)),
            Schedule(AtTimes(morning), Weekdays((0, 2, 4))),
            Schedule(AtTimes(morning), EveryDays(3, date(2026, 3, 2))),
            Schedule(AtTimes(morning), until=date(2026, 4, 5)),
        )
    }
    assert list(rules.values()) == [
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=DAILY;UNTIL=20260405T053000Z",
    ]
    assert len(events(Schedule(Interval(120, time(9), time(21))))) == 7


def test_what_no_rule_says_is_listed_for_ninety_days() -> None:
    on_off = events(Schedule(AtTimes((time(8),)), OnOff(21, 7, date(2026, 3, 2))))
    assert all("RRULE" not in event for event in on_off)
    last = max(event["DTSTART"].dt for event in on_off)
    assert NOW + AHEAD - timedelta(days=8) < last.astimezone(UTC) <= NOW + AHEAD


def test_an_appointment_is_one_event_with_what_was_noted() -> None:
    row = item(kind="appointment", name="Dr. Wöhler; room 3, left", amount=None, notes="bring list")
    schedule = Schedule(Once(date(2026, 4, 1), time(14, 15)))
    made = calendar(diary(plan_item=[row], schedule=[planned(schedule)]))

    (event,) = Calendar.from_ical(made).walk("VEVENT")

    assert str(event["SUMMARY"]) == "Dr. Wöhler; room 3, left"
    assert str(event["DESCRIPTION"]) == "bring list"
    assert event["DTSTART"].dt.isoformat() == "2026-04-01T14:15:00+02:00"
    assert made.count(b"BEGIN:VTIMEZONE") == 1
    assert made.count(b"\r\n") == made.count(b"\n")


def test_visits_are_there_in_local_time_and_those_without_a_time_fill_their_day() -> None:
    visit = {"id": 1, "kind": "doctor", "local_date": date(2026, 3, 12), "local_time": time(10, 30),
             "with_whom": "Dr. Weber, room 2", "removed_at": None}  # fmt: skip
    some_day = visit | {"id": 2, "local_time": None, "with_whom": ""}
    removed = visit | {"id": 3, "removed_at": NOW}

    made = calendar(diary(visit=[visit, some_day, removed]))

    timed, whole = Calendar.from_ical(made).walk("VEVENT")
    assert str(timed["SUMMARY"]) == "Dr. Weber, room 2"
    assert b"DTSTART:20260312T103000\r\n" in made  # wherever the person is then
    assert str(whole["SUMMARY"]) == "Appointment"
    assert whole["DTSTART"].dt == date(2026, 3, 12)


def test_what_counts_from_the_last_dose_counts_from_it() -> None:
    schedule = Schedule(AfterLast(24 * 60, time(8)))
    done = {"item_id": 1, "taken_at": NOW - timedelta(hours=2)}
    made = calendar(diary(plan_item=[item()], schedule=[planned(schedule)], occurrence=[done]))
    first = next(iter(Calendar.from_ical(made).walk("VEVENT")))
    assert first["DTSTART"].dt.astimezone(UTC) == NOW + timedelta(hours=22)


def test_what_is_paused_or_removed_is_not_in_it() -> None:
    schedule = planned(at("08:00"))
    for row in (item(paused_at=NOW), item(removed_at=NOW)):
        assert b"VEVENT" not in calendar(diary(plan_item=[row], schedule=[schedule]))
