"""The plan and the appointments for a calendar: rules where a rule says it, else 90 days of events.

Local times are meant in the plan's zone, so that they keep through clock changes.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from bot.export.diary import Diary, Row
from bot.plan.rules import (
    AfterLast,
    AsNeeded,
    AtTimes,
    Days,
    EveryDays,
    EveryWeeks,
    Interval,
    Once,
    OnOff,
    Schedule,
    Steps,
    Weekdays,
    due_between,
    from_json,
    slots_on,
)
from bot.plan.schedule import DAY_MINUTES

AHEAD = timedelta(days=90)
LASTS = timedelta(minutes=10)
"""How long an event looks in a calendar."""
A_VISIT = timedelta(minutes=30)
MOST_SLOTS = 24
"""More times a day than this are no appointments: they are left to the bot."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar(diary: Diary) -> bytes:
    """An iCalendar file of what is in force; what is paused or removed is not in it."""
    found = Calendar()
    found.add("prodid", "-//Facial spasm companion//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("x-wr-calname", "My plan")
    items = {row["id"]: row for row in diary.tables["plan_item"] if _in_force(row)}
    zone = diary.person["plan_zone"]
    for row in diary.tables["schedule"]:
        if row["item_id"] in items and row["valid_until"] is None:
            for event in _events(
                items[row["item_id"]],
                from_json(row["spec"]),
                items[row["item_id"]]["zone"] or zone,
                diary,
            ):
                found.add_component(event)
    for visit in diary.tables["visit"]:
        if visit["removed_at"] is None:
            found.add_component(_appointment(visit, diary.at))
    found.add_missing_timezones(first_date=diary.at.date() - timedelta(days=366))
    return bytes(found.to_ical())


def _in_force(item: Row) -> bool:
    return item["removed_at"] is None and item["paused_at"] is None


def _events(item: Row, schedule: Schedule, zone: str, diary: Diary) -> Iterator[Event]:
    here = ZoneInfo(zone)
    for number, (day, at, rule) in enumerate(_said(item, schedule, zone, diary), 1):
        event = Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, f"{item['id']}/{number}/{day}/{at}")))
        event.add("dtstamp", diary.at)
        event.add("dtstart", datetime.combine(day, at, here))
        event.add("duration", LASTS)
        event.add("summary", " ".join(filter(None, (item["name"], item["amount"]))))
        if item["notes"]:
            event.add("description", item["notes"])
        if rule is not None:
            event.add("rrule", rule)
        yield event


def _appointment(visit: Row, made_at: datetime) -> Event:
    """In the local time of wherever the person is then; without a time it is the day's."""
    day, at = visit["local_date"], visit["local_time"]
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"visit/{visit['id']}")))
    event.add("dtstamp", made_at)
    event.add("dtstart", day if at is None else datetime.combine(day, at))
    if at is not None:
        event.add("duration", A_VISIT)
    event.add("summary", visit["with_whom"] or "Appointment")
    return event


Said = tuple[date, time, vRecur | None]
"""The first day, the local time, and how it comes again."""


def _said(item: Row, schedule: Schedule, zone: str, diary: Diary) -> Iterator[Said]:
    here = ZoneInfo(zone)
    today = diary.at.astimezone(here).date()
    if is_metronome(schedule):
        return
    match schedule.when:
        case AsNeeded():
            return
        case Once(on, at):
            yield on, at, None
        case Steps(steps) as all_steps:
            for step, last in zip(steps, all_steps.ends(), strict=True):
                part = Schedule(AtTimes(step.times), step.days, step.start, last)
                yield from _ruled(part, today, here) or _listed(item, part, zone, diary)
        case AtTimes() | Interval():
            yield from _ruled(schedule, today, here) or _listed(item, schedule, zone, diary)
        case AfterLast():
            yield from _listed(item, schedule, zone, diary)


def is_metronome(schedule: Schedule) -> bool:
    """Whether it comes so often that a calendar would show nothing else."""
    match schedule.when:
        case Interval() as interval:
            return len(interval.offsets()) > MOST_SLOTS
        case AfterLast(minutes, _):
            return minutes * MOST_SLOTS < DAY_MINUTES
        case _:
            return False


def _ruled(schedule: Schedule, today: date, here: ZoneInfo) -> list[Said]:
    """Recurring events; none where no rule says it, or nothing is ahead."""
    if isinstance(schedule.days, OnOff) or _passes_midnight(schedule):
        return []
    first = schedule.days.next_from(max(today, schedule.start or today))
    slots = slots_on(schedule, first)
    if not slots or first > (schedule.until or first):
        return []
    ends = [_end(schedule.until, slot.at, here) for slot in slots]
    return [
        (first, slot.at, _rule(schedule.days, until))
        for slot, until in zip(slots, ends, strict=True)
    ]


def _passes_midnight(schedule: Schedule) -> bool:
    """Whether slots fall on the day after theirs, where a rule by days would miss them."""
    return isinstance(schedule.when, Interval) and schedule.when.offsets()[-1] >= DAY_MINUTES


def _end(until: date | None, at: time, here: ZoneInfo) -> datetime | None:
    """The last instant, in UTC as the format wants it."""
    return None if until is None else datetime.combine(until, at, here).astimezone(UTC)


def _rule(days: Days, until: datetime | None) -> vRecur:
    rule: dict[str, Any]
    match days:
        case Weekdays(weekdays):
            rule = {"freq": "weekly", "byday": [_WEEKDAYS[day] for day in weekdays]}
        case EveryDays(count, _):
            rule = {"freq": "daily", "interval": count}
        case EveryWeeks(weeks, weekdays, _):
            chosen = [_WEEKDAYS[day] for day in weekdays]
            rule = {"freq": "weekly", "interval": weeks, "byday": chosen, "wkst": "MO"}
        case _:
            rule = {"freq": "daily"}
    return vRecur(rule if until is None else {**rule, "until": until})


def _listed(item: Row, schedule: Schedule, zone: str, diary: Diary) -> Iterator[Said]:
    """Single events for what no rule says."""
    here, start = ZoneInfo(zone), diary.at
    for due in due_between(schedule, zone, start, start + AHEAD, _last_done(item, diary)):
        local = due.at.astimezone(here)
        yield local.date(), local.time(), None


def _last_done(item: Row, diary: Diary) -> datetime | None:
    taken = (row["taken_at"] for row in diary.tables["occurrence"] if row["item_id"] == item["id"])
    return max((at for at in taken if at is not None), default=None)
