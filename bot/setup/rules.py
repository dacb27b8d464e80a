"""The set-up: its steps in order, and the starter plan. Pure."""

from datetime import time, timedelta
from enum import StrEnum

from bot.people.rules import waking
from bot.plan.rules import AtTimes, Interval, Kind, Schedule

DAY_MINUTES = 24 * 60
WATER_MINUTES = 120
CLEAR = "-"
"""The answer that takes an earlier one back."""


class Step(StrEnum):
    ZONE = "zone"
    HOURS = "hours"
    CONDITION = "condition"
    SIDE = "side"
    STARTER = "starter"


STEPS = tuple(Step)


def step_after(step: Step) -> Step | None:
    """The next step; None after the last."""
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def first_open_step(*, has_zone: bool, condition: str | None, side: str | None) -> Step:
    """Where to take the set-up up again when nothing else tells."""
    if side is not None:
        return Step.STARTER
    if condition is not None:
        return Step.SIDE
    return Step.HOURS if has_zone else Step.ZONE


def starter_schedules(wake_time: time, bed_time: time) -> dict[Kind, Schedule]:
    """Stretching twice, water every two hours of the waking day, bedtime, both check-ins."""
    day = waking(wake_time, bed_time)
    evening = _half_hour(wake_time, day * 0.75)
    stretching = sorted({_later(wake_time, 60), evening})
    water = Interval(WATER_MINUTES, _later(wake_time, 60), _later(bed_time, -90))
    return {
        Kind.STRETCHING: Schedule(AtTimes(tuple(stretching))),
        Kind.HYDRATION: Schedule(water),
        Kind.MORNING: Schedule(AtTimes((_later(wake_time, 30),))),
        Kind.CHECKIN: Schedule(AtTimes((_later(bed_time, -60),))),
        Kind.SLEEP: Schedule(AtTimes((_later(bed_time, -30),))),
    }


def _later(at: time, minutes: int) -> time:
    """Round the clock, past midnight as well; negative minutes go back."""
    minute = (at.hour * 60 + at.minute + minutes) % DAY_MINUTES
    return time(minute // 60, minute % 60)


def _half_hour(start: time, after: timedelta) -> time:
    """`after` from `start`, down to the last full half hour from there."""
    return _later(start, int(after.total_seconds()) // 1800 * 30)
