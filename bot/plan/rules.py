"""The rules of the plan: kinds, schedules, what is due when. Pure; `now` is an argument."""

from enum import StrEnum

from bot.people.limits import IN_ALL
from bot.plan.days import Days, EveryDay, EveryDays, EveryWeeks, OnOff, Weekdays
from bot.plan.due import Due, Slot, due_between, next_due, slots_on
from bot.plan.schedule import (
    AfterLast,
    AsNeeded,
    AtTimes,
    Interval,
    Once,
    Schedule,
    Step,
    Steps,
    When,
)
from bot.plan.spec_json import from_json, to_json
from bot.plan.zones import instant_of, local_date, zone_of

LONGEST_NAME = 80
LONGEST_NOTES = 500
MOST_ITEMS = IN_ALL["plan_item"]


class Kind(StrEnum):
    """What a plan item is; the value is what the database keeps."""

    MEDICATION = "medication"
    STRETCHING = "stretching"
    HYDRATION = "hydration"
    SLEEP = "sleep"
    CALM = "calm"
    INJECTION = "injection"
    APPOINTMENT = "appointment"
    CHECKIN = "checkin"
    MORNING = "morning"
    OWN = "own"


CHECK_INS = frozenset({Kind.CHECKIN, Kind.MORNING})
"""What asks how it was, and is answered with more than Done."""


__all__ = [
    "CHECK_INS",
    "LONGEST_NAME",
    "LONGEST_NOTES",
    "MOST_ITEMS",
    "AfterLast",
    "AsNeeded",
    "AtTimes",
    "Days",
    "Due",
    "EveryDay",
    "EveryDays",
    "EveryWeeks",
    "Interval",
    "Kind",
    "OnOff",
    "Once",
    "Schedule",
    "Slot",
    "Step",
    "Steps",
    "Weekdays",
    "When",
    "due_between",
    "from_json",
    "instant_of",
    "local_date",
    "next_due",
    "slots_on",
    "to_json",
    "zone_of",
]
