"""Tapped answers on the way to a new item: the sketch after each, and what is asked next. Pure.

Whatever a client sends is checked again: what no button of ours has is refused.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time

from bot.errors import UserError
from bot.people.rules import unknown_button
from bot.plan.add_choices import AWAKE, DONE, FROM_LAST, NO_LIMITS, PAGE, ROUND_THE_CLOCK, SKIP
from bot.plan.medicines import class_said, suggested_class
from bot.plan.rules import AfterLast, AsNeeded, Interval, Kind, Schedule
from bot.plan.schedule import MOST_STEPS
from bot.plan.sketch import (
    MOST_DAYS,
    MOST_HOURS,
    Often,
    Onward,
    Sketch,
    Step,
    at_times,
    onward,
    scheduled,
)
from bot.plan.step_answers import STEPS_PICKED
from bot.plan.typed import Day, read_number
from bot.plan.wording import kind_name
from bot.texts import Translator

RIGHT = "right"
CHANGEABLE = frozenset({Step.KIND, Step.NAME, Step.AMOUNT, Step.OFTEN})


def _kind_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    return onward(replace(sketch, kind=Kind(value), class_said=None))


def _name_skipped(t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if value != SKIP or sketch.kind is None:
        raise unknown_button()
    return onward(replace(sketch, name=kind_name(t, sketch.kind)))


def _amount_skipped(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if value != SKIP:
        raise unknown_button()
    return onward(replace(sketch, amount=None, amount_asked=True))


def _often_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    often = Often(value)
    fresh = replace(sketch, often=often, hours=0, weekdays=(), days=0, on=None, building=(), page=0)
    steps = {
        Often.HOURS: Step.HOURS,
        Often.WEEKDAYS: Step.WEEKDAYS,
        Often.DAYS: Step.DAYS,
        Often.AS_NEEDED: Step.LIMITS,
        Often.DATE: Step.DATE,
        Often.STEPS: Step.STEP_DATE,
    }
    return fresh, steps.get(often, Step.TIMES)


def _hours_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    return replace(sketch, hours=read_number(value, 1, MOST_HOURS)), Step.WINDOW


def _window_picked(_t: Translator, sketch: Sketch, value: str, day: Day) -> Onward:
    minutes = sketch.hours * 60
    windows: dict[str, Callable[[], Interval | AfterLast]] = {
        AWAKE: lambda: Interval(minutes, day.wake, day.bed),
        ROUND_THE_CLOCK: lambda: Interval(minutes, day.wake, day.wake),
        FROM_LAST: lambda: AfterLast(minutes, day.wake),
    }
    return onward(scheduled(sketch, Schedule(windows[value]())))


def _weekdays_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if value == DONE:
        if not sketch.weekdays:
            raise UserError("Please choose at least one weekday.")
        return sketch, Step.TIMES
    if not re.fullmatch(r"0?1?2?3?4?5?6?", value):
        raise unknown_button()
    return replace(sketch, weekdays=tuple(map(int, value))), Step.WEEKDAYS


def _days_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    return replace(sketch, days=read_number(value, 2, MOST_DAYS)), Step.TIMES


def _limits_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if value != NO_LIMITS:
        raise unknown_button()
    return onward(scheduled(sketch, Schedule(AsNeeded())))


def _date_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    return replace(sketch, on=date.fromisoformat(value)), Step.TIMES


def _times_picked(_t: Translator, sketch: Sketch, value: str, day: Day) -> Onward:
    times = tuple(time(int(one[:2]), int(one[2:])) for one in value.split("-"))
    return onward(at_times(sketch, times, day.now))


def _change_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if Step(value) not in CHANGEABLE:
        raise unknown_button()
    return sketch, Step(value)


def _confirm_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    if value.startswith(PAGE):
        return replace(sketch, page=read_number(value, 0, MOST_STEPS)), Step.CONFIRM
    if value == RIGHT:
        suggested = suggested_class(sketch.kind or Kind.OWN, sketch.name or "")
        return replace(sketch, class_said=suggested), Step.CONFIRM
    if Step(value) not in {Step.CHANGE, Step.CLASS}:
        raise unknown_button()
    return replace(sketch, trail=()), Step(value)


def _class_picked(_t: Translator, sketch: Sketch, value: str, _day: Day) -> Onward:
    class_said(value)
    return replace(sketch, class_said=value), Step.CONFIRM


PICKED: Mapping[Step, Callable[[Translator, Sketch, str, Day], Onward]] = {
    Step.KIND: _kind_picked,
    Step.NAME: _name_skipped,
    Step.AMOUNT: _amount_skipped,
    Step.OFTEN: _often_picked,
    Step.HOURS: _hours_picked,
    Step.WINDOW: _window_picked,
    Step.WEEKDAYS: _weekdays_picked,
    Step.DAYS: _days_picked,
    Step.LIMITS: _limits_picked,
    Step.DATE: _date_picked,
    Step.TIMES: _times_picked,
    Step.CHANGE: _change_picked,
    Step.CONFIRM: _confirm_picked,
    Step.CLASS: _class_picked,
    **STEPS_PICKED,
}
