"""Starter plans, one for each of three groups of conditions; every item of them optional. Pure."""

from collections.abc import Iterable, Mapping
from datetime import time, timedelta
from enum import StrEnum

from bot.people.rules import Condition, unknown_button, waking
from bot.plan.rules import AtTimes, Interval, Kind, Schedule

DAY_MINUTES = 24 * 60
WATER_MINUTES = 120
ALL = "*"
"""In a button: whatever of the plan is not there yet."""


class Starter(StrEnum):
    """One item of a starter plan; the value is what a button carries."""

    STRETCHING = "s"
    EYES = "e"
    CALM = "c"
    WATER = "w"
    MORNING = "m"
    CHECKIN = "v"
    BED = "b"


class StarterPlan(StrEnum):
    HEMIFACIAL = "hemifacial"
    EYELIDS = "eyelids"
    """Blepharospasm and Meige syndrome."""
    OTHER = "other"
    """Anything else, also where nothing was said."""


PLANS: Mapping[StarterPlan, tuple[Starter, ...]] = {
    StarterPlan.HEMIFACIAL: (
        Starter.STRETCHING, Starter.CALM, Starter.WATER, Starter.MORNING, Starter.CHECKIN,
        Starter.BED,
    ),
    StarterPlan.EYELIDS: (
        Starter.EYES, Starter.STRETCHING, Starter.CALM, Starter.WATER, Starter.MORNING,
        Starter.CHECKIN, Starter.BED,
    ),
    StarterPlan.OTHER: (
        Starter.STRETCHING, Starter.WATER, Starter.MORNING, Starter.CHECKIN, Starter.BED,
    ),
}  # fmt: skip
KINDS: Mapping[Starter, Kind] = {
    Starter.STRETCHING: Kind.STRETCHING,
    Starter.EYES: Kind.OWN,
    Starter.CALM: Kind.CALM,
    Starter.WATER: Kind.HYDRATION,
    Starter.MORNING: Kind.MORNING,
    Starter.CHECKIN: Kind.CHECKIN,
    Starter.BED: Kind.SLEEP,
}


def plan_for(condition: str | None) -> StarterPlan:
    if condition == Condition.HEMIFACIAL:
        return StarterPlan.HEMIFACIAL
    if condition in {Condition.BLEPHAROSPASM, Condition.MEIGE}:
        return StarterPlan.EYELIDS
    return StarterPlan.OTHER


def missing(
    plan: StarterPlan, present: Iterable[tuple[Kind, str]], names: Mapping[Starter, str]
) -> tuple[Starter, ...]:
    """What of a plan is not there yet, by kind; by name where the kind is the person's own."""
    there = set(present)
    kinds = {kind for kind, _ in there if kind is not Kind.OWN}
    return tuple(
        one
        for one in PLANS[plan]
        if KINDS[one] not in kinds and (KINDS[one], names[one]) not in there
    )


def read_chosen(code: str, offered: tuple[Starter, ...]) -> tuple[Starter, ...]:
    """`swb` as items, in the plan's order, those that are offered; UserError for other letters."""
    if code == ALL:
        return offered
    if not set(code) <= set(Starter):
        raise unknown_button()
    return tuple(one for one in offered if one in code)


def starter_schedules(wake_time: time, bed_time: time) -> dict[Starter, Schedule]:
    """All within the waking day, however short or late that is."""
    day = waking(wake_time, bed_time)

    def at(*times: time) -> Schedule:
        return Schedule(AtTimes(tuple(sorted(set(times)))))

    def through(part: float) -> time:
        return _half_hour(wake_time, day * part)

    water = Interval(WATER_MINUTES, _later(wake_time, 60), _later(bed_time, -90))
    return {
        Starter.STRETCHING: at(_later(wake_time, 60), through(0.75)),
        Starter.EYES: at(through(0.25), through(0.5), through(0.7)),
        Starter.CALM: at(through(0.6)),
        Starter.WATER: Schedule(water),
        Starter.MORNING: at(_later(wake_time, 30)),
        Starter.CHECKIN: at(_later(bed_time, -60)),
        Starter.BED: at(_later(bed_time, -30)),
    }


def _later(at: time, minutes: int) -> time:
    """Round the clock, past midnight as well; negative minutes go back."""
    minute = (at.hour * 60 + at.minute + minutes) % DAY_MINUTES
    return time(minute // 60, minute % 60)


def _half_hour(start: time, after: timedelta) -> time:
    """`after` from `start`, down to the last full half hour from there."""
    return _later(start, int(after.total_seconds()) // 1800 * 30)
